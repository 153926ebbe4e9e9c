package words

// Glossary: one word per idea, as an office of a district would write it.
//
//	message संदेश · unit इकाई · tier स्तर · state राज्य · district ज़िला · block प्रखंड ·
//	panchayat पंचायत · public जनता · people लोग · household घर · office कार्यालय
//	link कड़ी · channel माध्यम · relay आगे भेजने वाले · deputy एवज़ी · outage बंदी
//	trial, play प्रयोग · mean औसत · median मध्यिका · spread फैलाव · bounds सीमाएँ
//	share हिस्सा · goal लक्ष्य · chance संभावना · plan योजना · scenario परिदृश्य
//	computed exactly गणना से निकाला · simulated प्रयोगों से निकाला · seed बीज
//	solver हल करने का तरीका · engine इंजन · at random यादृच्छिक · luck संयोग

// hindi is the catalogue in Hindi. Verbs are those of English; %[n]o is a time
// before a postposition (1 घंटे तक).
var hindi = merged()

// hindiLabels are what kinds of note are announced by.
var hindiLabels = map[string]string{"": "टिप्पणी"}

func inHindi() *catalogue {
	return &catalogue{
		sentences: hindi, labels: hindiLabels, or: " या ", lakhs: true,
		long:  units{w: "सप्ताह", d: "दिन", h: "घंटे", m: "मिनट", s: "सेकंड", ms: "मिलीसेकंड", us: "माइक्रोसेकंड"},
		short: units{w: "सप्ताह", d: "दिन", h: "घं.", m: "मि.", s: "से.", ms: "मि.से.", blank: " "},
		hour:  "घंटा", never: "कभी नहीं",
		weekdays: [7]string{"रवि", "सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि"},
		days:     [12]string{"रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"},
		months: [12]string{"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर",
			"अक्टूबर", "नवंबर", "दिसंबर"},
	}
}
