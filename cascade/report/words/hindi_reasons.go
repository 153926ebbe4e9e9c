package words

// hindiReasons are why a unit has a message late or never, and why its people are
// left behind.
var hindiReasons = map[string]string{
	"why-never": "कभी नहीं: %[1]s",
	"why-late":  "देर से: %[1]s",

	"cause-in-time":         "समय पर",
	"cause-unsent":          "तब तक कभी नहीं: संदेश बाद में भेजा जाता है",
	"cause-no-way":          "%[1]s को कोई नहीं बताता",
	"cause-not-passed":      "%[1]s में कोई इसे आगे नहीं भेजता",
	"cause-silent":          "%[1]s चुप है (बंदी)",
	"cause-relay-closed":    "%[1]s प्रयोग के अंत तक बंद है",
	"cause-expired":         "%[1]s में किसी के शुरू करने से पहले संदेश समाप्त हो जाता है",
	"cause-channel-closed":  "%[1]s के माध्यम प्रयोग के अंत तक बंद हैं",
	"cause-queued":          "%[1]s से यह फ़ोन प्रयोग के अंत तक नहीं हो पाता",
	"cause-unreachable":     "%[1]s में कोई भी अपने माध्यमों से अगली इकाई तक नहीं पहुँच सकता",
	"cause-failed":          "%[1]s का हर संपर्क विफल होता है",
	"cause-slow-notice":     "सबसे अधिक समय %[1]s के ध्यान देने में जाता है",
	"cause-wait-for-hours":  "सबसे अधिक समय %[1]s के खुलने की प्रतीक्षा में जाता है",
	"cause-wait-for-outage": "सबसे अधिक समय %[1]s की बंदी समाप्त होने की प्रतीक्षा में जाता है",
	"cause-wait-for-deputy": "सबसे अधिक समय इस प्रतीक्षा में जाता है कि %[1]s की जगह दूसरे सँभालें",
	"cause-retries":         "सबसे अधिक समय %[1]s की अगली कोशिश की प्रतीक्षा में जाता है",
	"cause-wait-for-calls":  "सबसे अधिक समय %[1]s के दूसरे फ़ोन पूरे होने की प्रतीक्षा में जाता है",
	"cause-slow-delivery":   "सबसे अधिक समय %[1]s से आने के रास्ते में जाता है",

	"left-unit":             "इस इकाई",
	"left-source":           "%[1]s (जो इसके लोगों को बताती है)",
	"left-not-told":         "संदेश %[2]r %% प्रयोगों में %[1]s तक नहीं पहुँचता",
	"left-not-told-because": "संदेश %[2]r %% प्रयोगों में %[1]s तक नहीं पहुँचता, अधिकतर इसलिए कि %[3]s",
	"left-not-passed":       "%[1]s को संदेश %[2]r %% प्रयोगों में मिलता है, पर केवल %[3]r %% में वह उसे आगे भेजना शुरू करती है",
	"left-late":             "%[1]s को संदेश %[2]r %% प्रयोगों में मिलता है, पर उसके %[3]s लोगों के लिए बहुत देर से",
	"left-unserved":         "नीचे की कोई इकाई उनकी सेवा नहीं करती",
	"left-audience":         "तुरंत बताने पर भी इसके केवल %[1]r %% लोग सुनते",
}

// hindiStories are what happens in one play.
var hindiStories = map[string]string{
	"tier-unit":          "%[1]s %[2]s",
	"person-at":          "%[2]s, व्यक्ति %[1]s",
	"over-channel":       "माध्यम %[1]s",
	"over-channel-again": "माध्यम %[1]s, कोशिश %[2]s",

	"story-released":        "%[1]s के पास भेजने के लिए संदेश है",
	"story-delivered":       "%[1]s को संदेश मिलता है (%[2]s से; %[3]s)",
	"story-delivered-late":  "%[1]s को संदेश प्रयोग के अंत के बाद मिलता है (%[2]s से; %[3]s)",
	"story-delivered-again": "%[1]s को संदेश फिर मिलता है (%[2]s से; %[3]s)",
	"story-unreachable":     "%[1]s की पहुँच %[2]s तक नहीं है (%[3]s)",
	"story-failed":          "%[1]s का %[2]s से संपर्क नहीं होता (%[3]s)",
	"story-not-passed":      "%[1]s: आगे नहीं भेजेंगे",
	"story-expired":         "%[1]s: शुरू करने से पहले संदेश समाप्त हो जाता है",
	"story-silent":          "%[1]s: प्रयोग के अंत तक चुप",
	"story-started":         "%[1]s: आगे भेजना शुरू",
	"story-bypassed":        "%[1]s की ओर से %[2]s के नीचे वालों को उसकी जगह बताया जाता है",
	"story-answered":        "%[1]s की ओर से उत्तर (%[2]s)",
	"story-reminded":        "%[1]s की ओर से %[2]s को याद दिलाया जाता है (%[3]s), जिसका उत्तर (%[4]s) ज्ञात नहीं",
	"story-known":           "%[1]s के पास %[2]s का उत्तर है (%[3]s)",
	"story-closed-channel":  "%[1]s प्रयोग के अंत तक %[2]s को नहीं बता सकते (%[3]s)",
	"story-closed":          "%[1]s प्रयोग के अंत तक शुरू नहीं कर सकते",
}
