package words

// hindiPlaces are the sentences of the best use of a budget.
var hindiPlaces = map[string]string{
	"place-many-choices": "एक रास्ते पर चुनने के %[1]s से अधिक मेल हैं: कम उपाय रखें, या हर एक को कम बार (at_most)",

	"effort-place-exact":  "%[1]s उत्तरों की गणना होगी, रास्ते पर चुनाव के हर मेल के लिए एक",
	"effort-place-played": "रास्ते पर चुनाव के %[1]s मेल, हर एक %[2]s बार आज़माया जाएगा, दो बार",
	"effort-place-sets":   "उपायों के पूरे समूह परखे जाएँगे, कम से कम %[2]s, हर एक %[1]s बार आज़माया जाएगा",

	"place-budget":   "बजट %[1]s",
	"place-computed": "गणना से",
	"place-played":   "रास्ते, %[1]s प्रयोग",
	"place-sets":     "पूरे समूह, %[1]s प्रयोग",
	"place-priced":   "पैसे पर दाम लगाकर",

	"place-action":          "उपाय",
	"place-cost":            "लागत",
	"place-adds-people":     "बढ़त (लोग)",
	"place-adds-households": "बढ़त (घर)",
	"place-adds-units":      "बढ़त (%[1]s इकाइयाँ)",
	"place-money":           "पैसा",
	"place-once":            "सबके लिए एक बार",
	"place-of":              "%[3]s %[2]s इकाइयों में से %[1]s",
	"place-times":           "%[1]s, %[2]s बार",
	"place-points":          "%.2[1]f अंक (%[2]s)",

	"place-usual-goal": "कोई हिस्सा नहीं बताया गया, इसलिए अंतिम लक्ष्य का हिस्सा बढ़ाया गया: %[1]s",
	"place-usual-last": "कोई हिस्सा नहीं बताया गया और कोई लक्ष्य नहीं है, इसलिए अंतिम समय का हिस्सा बढ़ाया गया: %[1]s",

	"place-more":         "%[1]s और किए जाते हैं: CSV और JSON में सब हैं",
	"place-none":         "इस पैसे से जो हो सकता है उससे कुछ नहीं बढ़ता: %.1[1]f %%",
	"place-reach":        "%[1]s में: %.1[2]f %%, और बिना इसके %.1[3]f %%",
	"place-reach-played": "%[1]s में: %.1[2]f %% [%.1[3]f–%.1[4]f %%], और बिना इसके %.1[5]f %%",
	"place-best":         "कोई और समूह इससे अच्छा नहीं कर सकता",
	"place-bound":        "कोई समूह %.1[1]f %% से अच्छा नहीं कर सकता",
	"place-bound-played": "कोई समूह %.1[1]f %% से अच्छा नहीं कर सकता, 95 %% भरोसे के साथ",
	"place-no-bound":     "इन उपायों के लिए कोई ऊपरी सीमा ज्ञात नहीं: हो सकता है कि कोई और समूह इससे अच्छा करे",
	"place-next":         "इसके बाद सबसे अच्छा, %.1[1]f %%: %[2]s",
	"place-next-alike":   "इसके बाद सबसे अच्छा, जो इससे अलग नहीं पहचाना गया, %.1[1]f %%: %[2]s",
	"place-with":         "%[1]s के साथ (%[2]s)",
	"place-without":      "%[1]s के बिना (%[2]s)",
	"place-and-more":     "और %[1]s बदलाव",
	"place-partial":      "बीच में रोका गया: अब तक का सबसे अच्छा",

	// What show tells of ranges and actions.
	"shown-ranges":  "जो ज्ञात नहीं है",
	"shown-actions": "पैसे से जो किया जा सकता है",
	"range-low":     "कम से कम",
	"range-stands":  "अभी",
	"range-high":    "अधिक से अधिक",
	"action-for":    "हर एक के लिए",
	"action-most":   "अधिक से अधिक बार",
}
