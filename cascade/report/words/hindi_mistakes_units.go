package words

// hindiUnitMistakes are what may be wrong with units, links, relays and goals.
var hindiUnitMistakes = map[string]string{
	"asks for %s units, which would take about %s of memory; %s may be taken":                     "%[1]s इकाइयाँ माँगी गई हैं, जिनमें लगभग %[2]s मेमोरी लगेगी; %[3]s ली जा सकती है",
	"%s has %s ties beside those to parents: harkara import %s --out FOLDER writes them as links": "%[1]s में ऊपर की इकाइयों वाली कड़ियों के अलावा %[2]s कड़ियाँ और हैं: harkara import %[3]s --out FOLDER उन्हें links के रूप में लिखता है",
	"the tiers of %s are %s: write them as network.tiers, as in tiers: [%s]":                      "%[1]s के स्तर ये हैं: %[2]s: इन्हें network.tiers में लिखें, जैसे tiers: [%[3]s]",
	"a row without a name": "इस पंक्ति में नाम नहीं है",
	"%s is there twice (first on line %d): give one of them another name":    "%[1]s दो बार है (पहली बार पंक्ति %[2]d में): दोनों में से एक को दूसरा नाम दें",
	"%q is also the number of a generated child: give it another name":       "%[1]q नीचे अपने आप बनी एक इकाई की संख्या भी है: इसे दूसरा नाम दें",
	"code %s may be that of a generated unit below %s: give it another code": "कोड %[1]s, %[2]s के नीचे अपने आप बनी किसी इकाई का हो सकता है: दूसरा कोड दें",
	"%s units below a level that has none":                                   "%[1]s इकाइयाँ ऐसे स्तर के नीचे हैं जिसमें कोई इकाई नहीं",
	"asks for %d levels of units below tier %s, which has %d (%s)":           "स्तर %[2]s के नीचे इकाइयों के %[1]d स्तर माँगे गए हैं, जबकि उसके नीचे %[3]d हैं (%[4]s)",
	"has no parents: %q is not given":                                        "इसके ऊपर की इकाइयाँ नहीं हैं: %[1]q नहीं दिया गया",

	// Links and organisations.
	"over is empty: say which channel%s":                                     "over ख़ाली है: बताएँ कि कौन-सा माध्यम%[1]s",
	"%s is empty: name a unit":                                               "%[1]s ख़ाली है: इकाई का नाम दें",
	"more than %s extra links":                                               "%[1]s से अधिक अतिरिक्त कड़ियाँ हैं",
	"makes %s extra links in all; at most %s":                                "इससे कुल %[1]s अतिरिक्त कड़ियाँ बनती हैं; अधिक से अधिक %[2]s हो सकती हैं",
	"joins a tier of organisation %q with one outside it: %s and %s are not": "यह संगठन %[1]q के एक स्तर को उसके बाहर के स्तर से जोड़ता है: %[2]s और %[3]s ऐसे नहीं हैं",
	"joins nothing: no unit of tier %s has the name of one of tier %s":       "इससे कुछ नहीं जुड़ता: स्तर %[1]s की किसी इकाई का नाम वह नहीं जो स्तर %[2]s की किसी इकाई का है",
	"channel %s makes its contacts one after another: its links have no delivers and delay of their own; give them in channels, or name another channel": "माध्यम %[1]s पर संपर्क एक के बाद एक होते हैं: उसकी कड़ियों के अपने delivers और delay नहीं होते; उन्हें channels में दें, या दूसरा माध्यम बताएँ",
	"links have more than %s different values of delivers and delay: round them, as in 0.85 and 10m":                                                     "कड़ियों में delivers और delay के %[1]s से अधिक अलग-अलग मान हैं: उन्हें गोल करें, जैसे 0.85 और 10m",

	// Channels and relays.
	"%s is not known: give has, to leave out those who have the message, known, to leave out those whose receipt is in hand, or leave it out": "%[1]s मान्य नहीं है: has दें, ताकि जिनके पास संदेश है वे छोड़ दिए जाएँ; या known, ताकि जिनकी पावती हाथ में है वे छोड़ दिए जाएँ; या यह कुंजी न लिखें",
	"says what a copy that is garbled becomes: give garbles, the chance of that, as in garbles: 0.05":                                         "यह बताता है कि बदली हुई प्रति क्या बन जाती है: garbles दें, यानी बदलने की संभावना, जैसे garbles: 0.05",
	"is missing: units of tier %s pass on to others, and as there are several channels it must say %q%s":                                      "यह नहीं है: स्तर %[1]s की इकाइयाँ दूसरों को आगे भेजती हैं, और माध्यम कई हैं, इसलिए यहाँ %[2]q देना ज़रूरी है%[3]s",
	"must be longer than 0: leave it out where nobody bypasses the unit":                                                                      "0 से अधिक होना चाहिए: जहाँ इकाई को छोड़कर सीधे नीचे नहीं बताया जाता वहाँ यह कुंजी न लिखें",
	"is for units that believe the first copy: one that believes the majority changes its mind by count":                                      "यह उन इकाइयों के लिए है जो पहली प्रति मानती हैं: जो अधिकतर प्रतियों की बात मानती है वह गिनती से अपना मत बदलती है",
	"nothing is dropped where any number may wait: give at_most, as in at_most: 20":                                                           "जहाँ कितने भी संदेश प्रतीक्षा कर सकते हैं वहाँ कुछ छूटता नहीं: at_most दें, जैसे at_most: 20",
	"unit %s is there twice":                                         "इकाई %[1]s दो बार है",
	"has both \"to\" and \"for\": give one":                          "\"to\" और \"for\" दोनों हैं: एक दें",
	"a start that is drawn needs \"for\", how long the outage lasts": "आरंभ यादृच्छिक हो तो \"for\" चाहिए, यानी बंदी कितने समय रहती है",

	// Goals and questions.
	"no unit serves people, as tier %s has no units: a goal needs somebody to reach": "कोई इकाई लोगों की सेवा नहीं करती, क्योंकि स्तर %[1]s में कोई इकाई नहीं है: लक्ष्य के लिए कोई होना चाहिए जिस तक पहुँचना है",

	// Circumstances.
	"%d of them: at most %d, since each doubles the number of ways a play may be": "%[1]d परिस्थितियाँ हैं: अधिक से अधिक %[2]d हो सकती हैं, क्योंकि हर एक से प्रयोग के संभव रूप दुगुने हो जाते हैं",
	"%s also means that %s does not hold: choose another name":                    "%[1]s का अर्थ यह भी है कि %[2]s लागू नहीं है: दूसरा नाम चुनें",
	"circumstance %s: %s":                     "परिस्थिति %[1]s: %[2]s",
	"the scenario has no circumstances":       "परिदृश्य में कोई परिस्थिति नहीं है",
	"no circumstance is called so%s":          "इस नाम की कोई परिस्थिति नहीं है%[1]s",
	"it is said twice whether %s holds":       "%[1]s लागू है या नहीं, यह दो बार कहा गया है",
	"no play is such: the chance of %s is %g": "ऐसा कोई प्रयोग नहीं होता: %[1]s की संभावना %[2]g है",
	"of public a circumstance changes hears, segments and overlap: the people are the same in every play":                 "परिस्थिति public में केवल hears, segments और overlap बदलती है: लोग हर प्रयोग में वही रहते हैं",
	"a circumstance changes chances, delays, shares, outages and hours, which stand under %s; a plan can change the rest": "परिस्थिति संभावनाएँ, विलंब, हिस्से, बंदियाँ और कार्य-समय बदलती है, जो %[1]s के नीचे होते हैं; बाक़ी को योजना बदल सकती है",
	"no key %s%s": "%[1]s नाम की कोई कुंजी नहीं है%[2]s",
	"of public a range is of hears, segments, overlap, attends and corrects: the people are the same in every play":                "public में विस्तार केवल hears, segments, overlap, attends और corrects का होता है: लोग हर प्रयोग में वही रहते हैं",
	"what is sent, and what comes back from whom to whom, is the same in every play: a range is of when, how often and how likely": "क्या भेजा जाता है, और किससे किसको क्या लौटता है, यह हर प्रयोग में वही रहता है: विस्तार इसका होता है कि कब, कितनी बार और कितनी संभावना से",
	"a range is of a value that stands under %s, or of a circumstance's chance; a plan can change the rest":                        "विस्तार उस मान का होता है जो %[1]s के नीचे है, या किसी परिस्थिति की संभावना का; बाक़ी को योजना बदल सकती है",
	"%s and %s":    "%[1]s और %[2]s",
	"%s, %s":       "%[1]s, %[2]s",
	"%s (with %s)": "%[1]s (%[2]s के साथ)",
	"plan %s":      "योजना %[1]s",
	"action %s":    "उपाय %[1]s",

	// Files that are no scenario.
	"is XML or HTML, not a scenario: a scenario is a YAML file with at least a name and a network":                                                    "यह XML या HTML है, परिदृश्य नहीं: परिदृश्य YAML फ़ाइल होता है, जिसमें कम से कम name और network हों",
	"is %s, not a scenario: save a table of units as CSV and give it to harkara new --from":                                                           "यह परिदृश्य नहीं है (%[1]s): इकाइयों की तालिका को CSV में सहेजें और harkara new --from को दें",
	"is a graph (GML), not a scenario: a scenario is a YAML file with at least a name and a network":                                                  "यह ग्राफ़ (GML) है, परिदृश्य नहीं: परिदृश्य YAML फ़ाइल होता है, जिसमें कम से कम name और network हों",
	"looks like a table, not a scenario: harkara new --from FILE makes a scenario of it (or name it in one, as in network: {tiers: […], file: FILE})": "यह तालिका लगती है, परिदृश्य नहीं: harkara new --from FILE इससे परिदृश्य बनाता है (या परिदृश्य में इसका नाम दें, जैसे network: {tiers: […], file: FILE})",
}
