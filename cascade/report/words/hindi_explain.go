package words

// hindiExplain are the headings of what explain prints, and the titles of what it lists
// beside mechanisms, by those in English.
var hindiExplain = map[string]string{
	"value: ":                 "मान: ",
	"needed":                  "ज़रूरी",
	"left out:":               "न लिखें तो:",
	"example:":                "उदाहरण:",
	"wrong:":                  "ग़लत:",
	"said:":                   "जो कहा जाता है:",
	"Keys:":                   "कुंजियाँ:",
	"Laws:":                   "नियम:",
	"keys inside:":            "भीतर की कुंजियाँ:",
	"see: harkara explain %s": "देखें: harkara explain %s",
	"Every key of a scenario file: parts in capitals stand for any name": "परिदृश्य फ़ाइल की हर कुंजी: बड़े अक्षरों वाले भाग किसी भी नाम की जगह हैं",
	"Every key of a scenario file":                                       "परिदृश्य फ़ाइल की हर कुंजी",
	"What a scenario file is refused for, by example":                    "परिदृश्य फ़ाइल किस बात पर मना की जाती है, उदाहरणों से",
	"What a file is refused for, by example":                             "फ़ाइल किस बात पर मना की जाती है, उदाहरणों से",
	"Work kept in a folder, and done by several machines":                "फ़ोल्डर में रखा काम, जो कई मशीनें करती हैं",
	"The guide: every command, with what it prints":                      "मार्गदर्शिका: हर आदेश, और वह क्या छापता है",
}
