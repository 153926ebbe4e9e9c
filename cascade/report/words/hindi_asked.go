package words

// hindiAsked are what may be wrong with what a study is asked, and with the name of a
// unit, by the formats of packages ask and model in English.
var hindiAsked = map[string]string{
	"no unit is called %s":                             "%[1]s नाम की कोई इकाई नहीं है",
	"no unit is called %s: did you mean %s?":           "%[1]s नाम की कोई इकाई नहीं है: क्या आप %[2]s लिखना चाहते थे?",
	"%s names %d units: write the path, as in %s":      "%[1]s नाम की %[2]d इकाइयाँ हैं: पूरा रास्ता लिखें, जैसे %[3]s",
	"%s is of tier %s, not of tier %s":                 "%[1]s स्तर %[2]s की है, स्तर %[3]s की नहीं",
	"%v; times take commas between them, as in 6h,24h": "%[1]v; समयों के बीच अल्पविराम लिखें, जैसे 6h,24h",

	// Answers.
	"%q: the scenario has %d goals; goal1 is the first":                                                                   "%[1]q: परिदृश्य में %[2]d लक्ष्य हैं; goal1 पहला है",
	"%q: write public@72h, time:public:0.9, goal1, known:panchayat@24h, time:known:panchayat:0.9":                         "%[1]q: इस तरह लिखें: public@72h, time:public:0.9, goal1, known:panchayat@24h, time:known:panchayat:0.9",
	"%q: times are told of the shares 0.5, 0.9 and 1":                                                                     "%[1]q: समय हिस्सों 0.5, 0.9 और 1 के बताए जाते हैं",
	"%q is after the scenario's horizon, %s":                                                                              "%[1]q परिदृश्य के अंतिम समय %[2]s के बाद है",
	"known:%s: receipts %s do not climb to %s":                                                                            "known:%[1]s: पावती %[2]s स्तर %[3]s तक ऊपर नहीं जाती",
	"known:%s: the scenario has no receipts; answers: {NAME: {kind: receipt, from: TIER, to: TIER}} are what is known by": "known:%[1]s: परिदृश्य में पावती नहीं है; ऊपर जो ज्ञात है वह इससे होता है: answers: {NAME: {kind: receipt, from: TIER, to: TIER}}",
	"known:%s: nobody of that name gives receipts: there are %s":                                                          "known:%[1]s: इस नाम का कोई पावती नहीं देता: ये देते हैं: %[2]s",
	"no tier is called %q: there are %s":                                                                                  "%[1]q नाम का कोई स्तर नहीं है: ये हैं: %[2]s",
	"the scenario has no public":                                                                                          "परिदृश्य में जनता नहीं है",
	"point %d of %d: %s":                                                                                                  "%[2]d में से बिंदु %[1]d: %[3]s",
	"plan %s has no message %q":                                                                                           "योजना %[1]s में संदेश %[2]q नहीं है",
	"no solver is called %q: there are auto, exact and montecarlo":                                                        "%[1]q नाम का हल करने का कोई तरीक़ा नहीं है: auto, exact और montecarlo हैं",

	// Goals, and the value looked for.
	"%q: write 80%% of public by 48h, or 80%% of block by 24h in 90%% of plays": "%[1]q: इस तरह लिखें: 80%% of public by 48h, या 80%% of block by 24h in 90%% of plays",
	"%q: of what is known the mean is sought: write %s%% of %s by %s":           "%[1]q: जो ऊपर ज्ञात है उसका औसत खोजा जाता है: %[2]s%% of %[3]s by %[4]s लिखें",
	"%q: %w": "%[1]q: %[2]v",
	"%s%s is not a share above 0 and up to 1":                                                 "%[1]s%[2]s ऐसा हिस्सा नहीं है जो 0 से अधिक और 1 तक हो",
	"%q: write PATH, or PATH=LOW:HIGH as in relays.block.passes_on=0.5:1, both counted alike": "%[1]q: पथ लिखें, या पथ=कम:अधिक, जैसे relays.block.passes_on=0.5:1, दोनों एक ही माप में",
	"%s: no number stands there: say where to look, as in %s=0:1":                             "%[1]s: वहाँ कोई संख्या नहीं है: बताएँ कि कहाँ खोजा जाए, जैसे %[2]s=0:1",

	// Values that vary.
	"%q: write PATH=1,2,4 or PATH=0.5:1:0.05 or PATH=FILE.csv:column": "%[1]q: इस तरह लिखें: पथ=1,2,4 या पथ=0.5:1:0.05 या पथ=फ़ाइल.csv:स्तंभ",
	"%q: a range has its step behind it, as in %s:%s:%s":              "%[1]q: विस्तार में कदम भी लिखें, जैसे %[2]s:%[3]s:%[4]s",
	"%s has no column %q":                                         "%[1]s में %[2]q नाम का स्तंभ नहीं है",
	"%s has no rows below its header":                             "%[1]s में शीर्षक के नीचे कोई पंक्ति नहीं है",
	"a value is empty":                                            "एक मान ख़ाली है",
	"%d values are too many: at most %d":                          "%[1]d मान बहुत अधिक हैं: अधिक से अधिक %[2]d",
	"%s and %s are not of one kind":                               "%[1]s और %[2]s एक तरह के नहीं हैं",
	"steps of %s never lead from %s to %s":                        "%[1]s के कदम %[2]s से %[3]s तक कभी नहीं पहुँचते",
	"more than %d steps":                                          "%[1]d से अधिक कदम हैं",
	"more than %d points":                                         "%[1]d से अधिक बिंदु हैं",
	"%q is neither a number, a percentage, a rate nor a duration": "%[1]q न संख्या है, न प्रतिशत, न दर, न अवधि",
	"%s varies twice":                                             "%[1]s दो बार बदलता है",
	"in step, all have as many values: %s has %d, %s has %d":      "साथ-साथ चलने के लिए सबके मानों की संख्या बराबर होनी चाहिए: %[1]s के %[2]d हैं, %[3]s के %[4]d",
	"no design is called %q: there are lhs, sobol and random":     "बिंदु फैलाने का %[1]q नाम का कोई तरीक़ा नहीं है: lhs, sobol और random हैं",
	"%d points: a whole number from 1 to %d":                      "%[1]d बिंदु: 1 से %[2]d तक की पूर्ण संख्या दें",

	// What could be done for money.
	"the scenario has no actions: name what could be done for money, as in actions: {train: {for: %s, cost: 8000, set: {passes_on: 0.95}}}": "परिदृश्य में कोई उपाय नहीं है: लिखें कि पैसे से क्या किया जा सकता है, जैसे actions: {train: {for: %[1]s, cost: 8000, set: {passes_on: 0.95}}}",
	"%q: the best use of money is found for a share by a time, as in public@48h":                                                            "%[1]q: पैसे का सबसे अच्छा उपयोग किसी समय तक के हिस्से के लिए खोजा जाता है, जैसे public@48h",
}

// hindiShown are what may be wrong with outlines and with saved answers, by the formats
// of package report in English.
var hindiShown = map[string]string{
	"type is %q, not FeatureCollection":                 "type %[1]q है, FeatureCollection नहीं",
	"feature %d: %w":                                    "आकृति %[1]d: %[2]v",
	"no feature has the code or the name of a unit":     "किसी आकृति में किसी इकाई का कोड या नाम नहीं है",
	"geometry is %q: Polygon or MultiPolygon":           "geometry %[1]q है: Polygon या MultiPolygon चाहिए",
	"a point is %v: longitude and latitude in degrees":  "एक बिंदु %[1]v है: देशांतर और अक्षांश अंशों में चाहिए",
	"the outlines have no extent":                       "आकृतियाँ कोई जगह नहीं घेरतीं",
	"it is no whole JSON: %v":                           "यह पूरा JSON नहीं है: %[1]v",
	"%s in it cannot be: %s":                            "इसमें %[1]s का मान %[2]s नहीं हो सकता",
	"%s in it has %d units":                             "इसमें %[1]s की %[2]d इकाइयाँ हैं",
	"a share of %s in it is %v: shares are from 0 to 1": "इसमें %[1]s का एक हिस्सा %[2]v है: हिस्से 0 से 1 तक होते हैं",
	"no page is made of %q: of harkara.report/v1, result/v1, compare/v1, bottlenecks/v1, left-behind/v1, and study/v1 of a sweep, a sensitivity or place": "%[1]q से पृष्ठ नहीं बनता: इनसे बनता है: harkara.report/v1, result/v1, compare/v1, bottlenecks/v1, left-behind/v1, और sweep, sensitivity या place का study/v1",
	"there is no answer in it": "इसमें कोई उत्तर नहीं है",
}

// hindiSystem is what operating systems say of files, by their text in English.
var hindiSystem = map[string]string{
	"not JSON at byte %d":                "यह JSON नहीं है: बाइट %d पर ग़लती है",
	"permission denied":                  "अनुमति नहीं है",
	"no such file or directory":          "ऐसी कोई फ़ाइल या फ़ोल्डर नहीं है",
	"file does not exist":                "ऐसी कोई फ़ाइल नहीं है",
	"is a directory":                     "यह फ़ोल्डर है",
	"not a directory":                    "यह फ़ोल्डर नहीं है",
	"no space left on device":            "डिस्क में जगह नहीं बची",
	"disk quota exceeded":                "डिस्क में आपके हिस्से की जगह भर गई",
	"read-only file system":              "यहाँ केवल पढ़ा जा सकता है",
	"file too large":                     "फ़ाइल बहुत बड़ी है",
	"file name too long":                 "फ़ाइल का नाम बहुत लंबा है",
	"input/output error":                 "पढ़ने या लिखने में त्रुटि",
	"broken pipe":                        "पढ़ने वाला कार्यक्रम बंद हो गया",
	"too many open files":                "बहुत अधिक फ़ाइलें खुली हैं",
	"address already in use":             "यह पता पहले से काम में है",
	"executable file not found in $PATH": "यह कार्यक्रम $PATH में नहीं मिला",
}
