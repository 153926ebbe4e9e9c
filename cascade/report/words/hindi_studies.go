package words

// hindiStudies are the sentences of studies of what is not known.
var hindiStudies = map[string]string{
	// What is refused.
	"sensitivity-none":    "परिदृश्य में uncertain के नीचे कोई विस्तार नहीं है, इसलिए यह पूछने को कुछ नहीं कि क्या मायने रखता है: लिखें कि क्या हो सकता है, जैसे uncertain: {relays.block.passes_on: {low: 0.6, high: 0.95}}",
	"sensitivity-rows":    "%[1]d पंक्तियाँ: नमूने केवल 2, 4, 8, 16 आदि पंक्तियों में बराबर फैलते हैं",
	"sensitivity-plays":   "एक पंक्ति में %[1]d प्रयोग: सम संख्या, 2 या अधिक",
	"sensitivity-shapley": "शैप्ली के हिस्से अधिक से अधिक %[2]d मानों के होते हैं, यहाँ %[1]d हैं: कुछ को एक साथ बदलने दें, या कुछ को --set से तय करें",
	"sensitivity-values":  "%[1]d मान बहुत अधिक हैं: अधिक से अधिक %[2]d; --screen बताता है कि किन्हें छोड़ा जा सकता है",
	"screen-trajectories": "%[1]d पथ: 2 या अधिक",

	// What it takes, said before it starts.
	"effort-rows":         "%[1]s मान ज्ञात नहीं: %[3]s पंक्तियाँ, %[2]s प्रयोग, जितने %.0[4]f बार चलाने में",
	"effort-trajectories": "%[1]s मान ज्ञात नहीं: %[2]s प्रयोग, जितने %.0[3]f बार चलाने में",

	// Headings.
	"rows-of-plays":    "%[1]s मान ज्ञात नहीं · %[2]s पंक्तियाँ, हर एक में अपने %[3]s प्रयोग · कोष्ठक में: 95 %% सीमाएँ",
	"trajectories":     "%[1]s मान ज्ञात नहीं · %[2]s पथ, हर एक में अपने %[3]s प्रयोग",
	"over-all":         "%[1]s: जो ज्ञात नहीं उस पर औसतन %[2]s, उससे ±%[3]s (sd) का अंतर आता है",
	"over-all-nothing": "%[1]s: जो ज्ञात नहीं उस पर औसतन %[2]s, उससे कोई अंतर आता नहीं दिखा",
	"effects-of":       "%[1]s: पूरे विस्तार में कितने अंक बदलता है",
	"effects-of-time":  "%[1]s: पूरे विस्तार में कितने घंटे बदलता है",
	"sd-points":        "%.1[1]f अंक",

	// Columns.
	"col-value":     "मान",
	"col-in-all":    "कुल प्रभाव",
	"col-by-itself": "अकेले",
	"col-shapley":   "हिस्सा",
	"col-at-low":    "निचले छोर पर",
	"col-at-high":   "ऊपरी छोर पर",
	"col-effect":    "बदलाव",
	"col-effect-sd": "फैलाव",
	"col-range":     "से – तक",

	// Cells.
	"index":        "%.0[1]f %% [%.0[2]f से %.0[3]f]",
	"index-untold": "%.0[1]f %% ~ [%.0[2]f से %.0[3]f]",
	"index-short":  "%.0[1]f %%",
	"effect":       "%.1[1]f ± %.1[2]f",
	"effect-sd":    "%.1[1]f",
	"from-to":      "%[1]s – %[2]s",

	// Notes.
	"untold":            "0 से अलग नहीं पहचाना गया; अधिक --rows अधिक बताते हैं",
	"first-to-find-out": "सबसे पहले पता करें: %[1]s, जो %[3]s के बारे में अज्ञात का %.0[2]f %% समझाता है",
	"because":           "%[1]s: %[2]s",
	"with-the-others":   "जो मान केवल मिलकर समझाते हैं वह उनमें से हर एक में गिना गया है: स्तंभ का जोड़ 100 %% से अधिक होता है",
	"partial-rows":      "बीच में रोका गया: %[2]s में से %[1]s पंक्तियों के प्रयोग हुए",
	"never-is-horizon":  "जहाँ हिस्सा पूरा नहीं होता, वहाँ समय अंत का समय है",
	"guess-of-all":      "हर मान के सबसे अच्छे अनुमान पर: %[1]s",
}
