package words

// plots are the words of figures for print.
var plots = map[string]string{
	"plot-reach":            "Who has it, by when?",
	"plot-reach-about":      "Curves of how many of 100 have the message by when, for %[1]k; bands hold nine plays of ten, flags are goals.",
	"plot-arrivals":         "When does it arrive?",
	"plot-arrivals-about":   "Curves of how many of 100 get the message in each hour, for %[1]k.",
	"plot-flow":             "Where does it stop, by %[1]t?",
	"plot-flow-about":       "One stream from all %[1]s to those who have the message by %[2]t, from which what stops at each hop turns away.",
	"plot-tornado":          "Which guess matters?",
	"plot-tornado-about":    "Bars of how far each value that is not known moves the share of %[1]s by %[2]t, between its low and its high end; below, the range of nine plays of ten.",
	"plot-tornado-axis":     "of 100 %[1]s have it by %[2]t",
	"plot-tornado-left":     "values that move it by less than 0.1 points: %[1]s",
	"plot-luck":             "luck: nine plays of ten",
	"plot-tree":             "Who has it by %[1]t?",
	"plot-tree-about":       "The units tier by tier; the darker, the likelier they have the message by %[1]t.",
	"plot-place":            "What would the money do?",
	"plot-place-about":      "A curve of the most of 100 %[1]s that can have the message by %[2]t, over how much money there is, between a line of those who have it without and one that no use of the money exceeds.",
	"plot-sent":             "time since it is sent",
	"plot-of-100":           "of 100 have it",
	"plot-of-100-each-hour": "of 100 get it, in each hour",
	"plot-amount":           "%[1]s (%[2]h %%)",
	"plot-stops":            "–%[1]s (%[2]h %%)",
	"plot-none":             "0",
	"plot-all":              "100 of 100",
}
