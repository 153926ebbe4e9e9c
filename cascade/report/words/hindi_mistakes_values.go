package words

// hindiValueMistakes are what may be wrong with values of a scenario file: numbers,
// times, delays, hours, what is not known, and the text of the file itself.
var hindiValueMistakes = map[string]string{
	// Numbers.

	// Times.
	"%s may be hours and minutes or minutes and seconds: write %sh%sm or %sm%ss":           "%[1]s घंटे और मिनट भी हो सकता है, मिनट और सेकंड भी: %[2]sh%[3]sm या %[4]sm%[5]ss लिखें",
	"%s has a part of a microsecond that counts: times are whole microseconds, as in %gms": "%[1]s में माइक्रोसेकंड का ऐसा अंश है जिससे अंतर पड़ता है: समय पूरे माइक्रोसेकंड में होता है, जैसे %[2]gms",
	"is %s: give two times, as in [0s, 14d]":                                               "यहाँ %[1]s है: दो समय दें, जैसे [0s, 14d]",

	// Delays.
	"%s is no part of a mixture: give a weight and a delay, as in {weight: 0.7, exponential: {mean: 1h}}": "%[1]s मिश्रण का भाग नहीं हो सकता: भार और विलंब दें, जैसे {weight: 0.7, exponential: {mean: 1h}}",
	"needs at least one part, as in [{weight: 0.7, exponential: {mean: 1h}}, {weight: 0.3, fixed: 2d}]":   "कम से कम एक भाग चाहिए, जैसे [{weight: 0.7, exponential: {mean: 1h}}, {weight: 0.3, fixed: 2d}]",
	"%s is not a weight: give a number of 0 or more":                                                      "%[1]s भार नहीं है: 0 या अधिक संख्या दें",
	"%s is not a number of seconds of 0 or more":                                                          "%[1]s सेकंड की ऐसी संख्या नहीं है जो 0 या अधिक हो",
	"more than %s measurements":                             "%[1]s से अधिक मापें हैं",
	"%s has no measurements":                                "%[1]s में कोई माप नहीं है",
	"%s has parameters too extreme to be computed with":     "%[1]s के मान इतने बड़े या छोटे हैं कि उनसे गणना नहीं हो सकती",
	"uniform needs 0 <= min <= max":                         "uniform में 0 <= min <= max होना चाहिए",
	"exponential needs a mean above 0":                      "exponential में mean 0 से अधिक होना चाहिए",
	"gamma needs a mean and an sd above 0":                  "gamma में mean और sd 0 से अधिक होने चाहिए",
	"lognormal needs 0 < median <= p90":                     "lognormal में 0 < median <= p90 होना चाहिए",
	"lognormal needs a mean and an sd above 0":              "lognormal में mean और sd 0 से अधिक होने चाहिए",
	"lognormal needs either median and p90, or mean and sd": "lognormal में या तो median और p90 दें, या mean और sd",
	"weibull needs a scale and a shape above 0":             "weibull में scale और shape 0 से अधिक होने चाहिए",
	"pareto needs 0 < median <= p90":                        "pareto में 0 < median <= p90 होना चाहिए",
	"pareto needs a p90 above %.4g times the median (it is %.4g times): its tail is heavier than an exponential one": "pareto में p90, median के %.4[1]g गुने से अधिक होना चाहिए (यहाँ %.4[2]g गुना है): उसमें लंबे विलंब exponential से अधिक बार होते हैं",
	"loglogistic needs 0 < median <= p90":                                  "loglogistic में 0 < median <= p90 होना चाहिए",
	"triangular needs 0 <= min <= mode <= max":                             "triangular में 0 <= min <= mode <= max होना चाहिए",
	"needs at least one value":                                             "कम से कम एक मान चाहिए",
	"needs as many weights as values (%d and %d)":                          "जितने मान हैं उतने ही भार चाहिए (यहाँ भार %[1]d और मान %[2]d हैं)",
	"values must be 0 or more":                                             "मान 0 या अधिक होने चाहिए",
	"weights must be 0 or more":                                            "भार 0 या अधिक होने चाहिए",
	"needs weights that add up to more than 0, and not beyond all numbers": "भारों का जोड़ 0 से अधिक होना चाहिए, और इतना बड़ा नहीं कि गिना न जा सके",
	"mixture needs at least one part":                                      "mixture में कम से कम एक भाग चाहिए",
	"fixed needs a delay of 0 or more":                                     "fixed में विलंब 0 या अधिक होना चाहिए",

	// Hours and dates.
	"%s is not one zone everywhere, nor all year: write %s":                       "%[1]s हर जगह एक ही समय क्षेत्र नहीं है, और न पूरे वर्ष: %[2]s लिखें",
	"hours %q: a horizon of %d days is too long for a calendar (at most %d days)": "hours %[1]q: अंतिम समय %[2]d दिन बाद है, जो कैलेंडर के लिए बहुत दूर है (अधिक से अधिक %[3]d दिन)",

	// What is not known.
	"%s has no range of its own":                                           "%[1]s का अपना विस्तार नहीं दिया गया",
	"%s moves together twice":                                              "%[1]s साथ बदलने वालों में दो बार है",
	"%g of %g is more than all":                                            "%[2]g में से %[1]g कुल से भी अधिक है",
	"%s is neither a number, a percentage, a rate nor a duration":          "%[1]s न संख्या है, न प्रतिशत, न दर, न अवधि",
	"%s is not counted as low is: give all in one unit":                    "%[1]s की माप वह नहीं जो low की है: सब एक ही माप में दें",
	"durations and rates are spread on the logarithm: low must be above 0": "अवधियाँ और दरें लघुगणक पर फैलाई जाती हैं: low 0 से अधिक होना चाहिए",
	"uncertain.%s: from %s to %s: %s":                                      "uncertain.%[1]s: %[2]s से %[3]s तक: %[4]s",
	"uncertain.together: with %s: %s":                                      "uncertain.together: जब %[1]s हो: %[2]s",
	"uncertain.%s: %s lies between and is not taken: list the values instead, as in values: [1, 2, 4]":        "uncertain.%[1]s: %[2]s इनके बीच पड़ता है और मान्य नहीं है: इसके बदले मानों की सूची दें, जैसे values: [1, 2, 4]",
	"uncertain.%s: clashes with that of %s: with %s: %s; give ranges that do not meet, or move them together": "uncertain.%[1]s: यह विस्तार %[2]s के विस्तार से टकराता है: जब %[3]s हो: %[4]s; ऐसे विस्तार दें जो आपस में न मिलें, या दोनों को साथ बदलने दें",
	"uncertain: with %s: %s": "uncertain: जब %[1]s हो: %[2]s",

	// The text of the file.
	"aliases stand for more than 100,000 values: write them out":            "उपनामों से कुल 1,00,000 से अधिक मान बनते हैं: मान पूरे लिखें",
	"alias %s stands for something it is part of":                           "उपनाम %[1]s ऐसी चीज़ की जगह है जिसका वह ख़ुद भाग है",
	"<< merges mappings only":                                               "<< केवल कुंजियों और मानों के समूहों को मिलाता है",
	"not YAML: %s":                                                          "यह YAML नहीं है: %[1]s",
	"is a table of another kind: it needs the columns %s; its header is %s": "यह दूसरी तरह की तालिका है: इसमें ये स्तंभ चाहिए: %[1]s; इसका शीर्षक है: %[2]s",
}
