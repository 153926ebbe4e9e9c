package words

// A help is what a command is for, and the hash of the English text that it says: the
// first eight digits of its SHA-256.
type help struct{ of, text string }

// Help is what a command is for in the language, by its path, and the hash of the
// English text that it was made from; false where the language has none.
func (l Language) Help(path string) (text, of string, ok bool) {
	h, ok := l.catalogue().helps[path]
	return h.text, h.of, ok
}

// Phrase is a short text of help, or of the system, in the language, by the text in
// English; false where the language has none.
func (l Language) Phrase(english string) (string, bool) {
	text, ok := l.catalogue().phrases[english]
	return text, ok
}

// Flags are what flags do in the language, by what they do in English.
func (l Language) Flags() map[string]string { return l.catalogue().flags }

var hindiHelps = map[string]help{
	"harkara": {"5745f828", `harkara किसी संदेश को संगठन में सबसे ऊपर से हर घर तक चलाकर देखता है, और बताता है कि
हर स्तर पर कितनों के पास वह कब तक पहुँचता है। संगठन और योजना एक परिदृश्य फ़ाइल में
लिखे जाते हैं।`},
	"harkara run": {"066708b7", `परिदृश्य के संदेश को उसके संगठन में कई बार चलाता है, और बताता है कि हर स्तर पर कितनों
के पास वह कब तक पहुँचता है। परिदृश्य की जगह कार्यक्रम के साथ आए किसी परिदृश्य का नाम
लिखें, या फ़ाइल, या मानक इनपुट के लिए -। जो ठीक-ठीक गणना से निकल सकता है वह गणना से
निकलता है; --trials, --seed, --engine, --public या --solver montecarlo से वह प्रयोगों से
निकाला जाता है। --why, --trace और --left-behind तालिका के बदले कुछ और दिखाते हैं।

उत्तर मानक आउटपुट पर जाता है, प्रगति और चेतावनियाँ मानक त्रुटि पर।
निकास स्थिति: 0 हो गया, 1 विफल, 2 आदेश ग़लत लिखा गया, 3 परिदृश्य या आँकड़े ग़लत,
4 हो गया पर कोई लक्ष्य पूरा नहीं, 130 बीच में रोका गया (जो हो चुका है वह अधूरा लिखकर दिखाया
जाता है)।`},
	"harkara check": {"16568d55", `परिदृश्य फ़ाइलें, उनकी सब योजनाएँ और आँकड़ों की फ़ाइलें पढ़ता है, और उनकी हर ग़लती
बताता है: फ़ाइल, पंक्ति, स्तंभ, क्या ग़लत है और क्या मान्य है। जिस फ़ाइल में ग़लती नहीं
उसके लिए ok लिखा जाता है, साथ में क्या समझा गया और क्या जानना ज़रूरी है।`},
	"harkara new": {"6f76b0e3", `ऐसा परिदृश्य लिखता है जो तुरंत चल सकता है, और टिप्पणियों में बताता है कि क्या मान लिया
गया है। --from देने पर उसमें किसी तालिका की इकाइयाँ होती हैं: ऊपर से हर स्तर का एक स्तंभ
और लोग, जैसे Block,Village,Population; या हर इकाई की एक पंक्ति और उसके ऊपर की इकाई,
जैसे code,name,tier,parent_code। harkara import और तरह की तथा कई फ़ाइलें पढ़ता है।
--from न हो तो कार्यक्रम के साथ आया सबसे छोटा उदाहरण लिखा जाता है।`},
	"harkara compare": {"37a6d5db", `परिदृश्य को जैसा है वैसा, और उसकी हर योजना के साथ, एक ही यादृच्छिक संख्याओं से चलाता है,
और बताता है कि योजनाएँ क्या बदलती हैं और यह कितना पक्का है। --against देने पर तुलना किसी
दूसरी योजना से होती है। ~ का अर्थ है कि कोई निश्चित अंतर नहीं मिला।`},
	"harkara import": {"ff73b3c7", `किसी भी सामान्य रूप में रखे रजिस्टर पढ़ता है, और बताता है कि क्या समझा गया और क्या साफ़
किया गया: किसी भी विभाजक और कूटलेखन की CSV, स्प्रेडशीट (.xlsx, .ods, और .xls नाम से
रखे XML या वेब पृष्ठ), पेड़ (JSON, YAML), नक़्शे (GeoJSON), ग्राफ़ (GraphML, GEXF, GML,
Pajek, DOT, संबंधों की सूचियाँ), दबे हुए या zip में। कई फ़ाइलें मिलकर एक रजिस्टर हैं, जो
इकाइयों के कोड से जुड़ती हैं। तालिका में हर स्तर का एक स्तंभ होता है, या हर इकाई की एक
पंक्ति जिसमें उसके ऊपर की इकाई का नाम हो।

--map अनुमान को सुधारता है: code, name, local, parent, tier, people और homes, या levels,
जैसे --map "levels=District;Village"। जिन इकाइयों के ऊपर की इकाई नहीं मिलती वे
"not placed" नाम की इकाई के नीचे रखी जाती हैं।

--out देने पर फ़ोल्डर में units.csv, अतिरिक्त संबंध हों तो links.csv, नक़्शे में आकृतियाँ हों
तो shapes.geojson, ऐसा परिदृश्य जिसे run वैसे ही चला ले, और हर निर्णय के साथ import.json
लिखे जाते हैं।`},
}
