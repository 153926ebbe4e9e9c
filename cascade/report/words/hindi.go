package words

import "harkara/model"

// Glossary: one word per idea, as an office of a district would write it.
//
//	message संदेश · unit इकाई · tier स्तर · state राज्य · district ज़िला · block प्रखंड ·
//	panchayat पंचायत · public जनता · people लोग · household घर · office कार्यालय
//	link कड़ी · channel माध्यम · relay आगे भेजने वाले · deputy एवज़ी · outage बंदी
//	trial, play प्रयोग · mean औसत · median मध्यिका · spread फैलाव · bounds सीमाएँ
//	share हिस्सा · goal लक्ष्य · chance संभावना · plan योजना · scenario परिदृश्य
//	computed exactly गणना से निकाला · simulated प्रयोगों से निकाला · seed बीज
//	solver हल करने का तरीक़ा · engine इंजन · at random यादृच्छिक · luck संयोग
//	action उपाय · job काम · hours कार्य-समय · horizon अंतिम समय · audience सुनने वाले
//	workers कार्यकर्ता · visit, round फेरा · sheet शीट · law नियम · equation सूत्र

// hindi is the catalogue in Hindi. Verbs are those of English; %[n]o is a time
// before a postposition (1 घंटे तक). Names of tiers that a file gives stand in it as
// they are, so that no sentence makes them agree with anything.
var hindi = merged(forms, hindiNotes, hindiRefusals, hindiHeadings, hindiColumns, hindiCells, hindiReasons, hindiStories, hindiStudies, hindiPlaces, hindiPages, hindiPlots, hindiJobs)

// hindiLabels are what kinds of note are announced by.
var hindiLabels = map[string]string{
	"":         "टिप्पणी",
	"goal-met": "लक्ष्य", "goal-missed": "लक्ष्य", "goal-nobody": "लक्ष्य", "goal-open": "लक्ष्य", "goal-asked-for": "लक्ष्य",
	"partial": "अधूरा", "partial-bounds": "अधूरा", "partial-all": "अधूरा", "partial-measured": "अधूरा", "partial-inquiry": "अधूरा",
	"simulated": "*", "simulated-enough": "*", "not-computed": "–", "awaiting": "…", "sampled": "प्रयोगों से", "no-difference": "~",
	"changes-nothing": "", "known": "", "known-parts": "", "known-difference": "", "known-means": "", "precision-most": "", "precision-shares": "", "against-base": "", "first-to-find-out": "", "sought-least": "", "sought-most": "", "sought-all": "", "sought-none": "", "sought-stands": "", "partial-seek": "", "untold": "~",
	"place-more": "", "place-none": "", "place-reach": "", "place-reach-played": "", "place-no-bound": "", "place-best": "", "place-bound": "", "place-bound-played": "", "place-next": "", "place-partial": "",
	"spread": "", "spread-most": "", "spread-which": "", "spread-untold": "", "as-guessed": "", "over-ranges": "", "partial-sweep": "", "known-trials": "", "known-computed": "", "few-plays": "",
	"verdict-agree": "परिणाम", "verdict-differ": "परिणाम", "verdict-hold": "परिणाम", "verdict-broken": "परिणाम",
	"verdict-covers": "परिणाम", "verdict-uncovered": "परिणाम",
	"message": "संदेश", "message-expires": "संदेश", "released": "जारी", "outage": "बंदी", "outage-whole": "बंदी",
	"circumstance-held": "परिस्थिति", "circumstance-computed": "परिस्थिति", "circumstance": "परिस्थिति",
	"played": "प्रयोग", "source": "स्रोत",
	"when": "संदेश", "when-from": "संदेश", "remind": "याद दिलाना", "arrives": "संदेश", "contradicts": "संदेश", "replaces": "संदेश",
	"answer-stream": "उत्तर", "answer-people": "उत्तर", "answer-homes": "उत्तर", "answer-units": "उत्तर",
}

func inHindi() *catalogue {
	return &catalogue{
		sentences: hindi, labels: hindiLabels, mistakes: merged(hindiMistakes, hindiValues, hindiValueMistakes, hindiUnitMistakes, hindiMessageMistakes, hindiLibraries, hindiUsage, hindiAsked, hindiShown, hindiRegisters, hindiLogs, hindiSpeed), helps: merged(hindiHelps, hindiAnswerHelps, hindiFileHelps, hindiMoreHelps), phrases: merged(hindiPhrases, hindiFlags, hindiSystem), flags: hindiFlags, keys: merged(hindiKeys, hindiKeyValues, hindiExplain), or: " या ", lakhs: true, local: true,
		tiers: map[string]string{model.PublicTier: "जनता", model.HouseholdTier: "घर", "served": "जनता की सेवा करने वाली", "as it is": "जैसा है"},
		long:  units{w: "सप्ताह", d: "दिन", h: "घंटे", m: "मिनट", s: "सेकंड", ms: "मिलीसेकंड", us: "माइक्रोसेकंड"},
		short: units{w: "सप्ताह", d: "दिन", h: "घं.", m: "मि.", s: "से.", ms: "मि.से.", blank: " "},
		hour:  "घंटा", never: "कभी नहीं",
		weekdays: [7]string{"रवि", "सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि"},
		days:     [12]string{"रविवार", "सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार"},
		months: [12]string{"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर",
			"अक्टूबर", "नवंबर", "दिसंबर"},
	}
}
