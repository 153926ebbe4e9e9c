package words

import (
	"slices"
	"strings"

	"harkara/model"
)

// A Language is one that sentences are said in, by its code (BCP 47). The zero
// Language is English.
type Language string

// The languages.
const (
	English Language = "en"
	// IndianEnglish has English sentences, and numbers by lakh and crore.
	IndianEnglish Language = "en-IN"
	Hindi         Language = "hi"
)

// Languages are the codes of all languages, in the order in which help lists them.
func Languages() []string { return []string{string(English), string(IndianEnglish), string(Hindi)} }

// Spoken is the language of a locale's name as systems write it: hi, hi_IN,
// hi-IN, hi_IN.UTF-8. One of another country is that of the language alone.
func Spoken(locale string) (Language, bool) {
	name, _, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	tongue, country, _ := strings.Cut(strings.ReplaceAll(name, "_", "-"), "-")
	tongue = strings.ToLower(tongue)
	if tongue == "en" && strings.EqualFold(country, "IN") {
		return IndianEnglish, true
	}
	return Language(tongue), slices.Contains(Languages(), tongue)
}

// Note is a note's sentence, with names as they are in Latin script.
func (l Language) Note(n model.Note) string { return Speech{In: l}.Note(n) }

// Text is the sentence of that kind.
func (l Language) Text(kind string, args ...any) string { return Speech{In: l}.Text(kind, args...) }

// Label is what a kind of note is announced by, as in "goal: …"; "" is nothing.
func (l Language) Label(n model.Note) string { return Speech{In: l}.Label(n) }

// Line is a note with its label before it.
func (l Language) Line(n model.Note) string { return Speech{In: l}.Line(n) }

// Notes are the sentences of several notes, with semicolons between them.
func (l Language) Notes(notes []model.Note) string { return Speech{In: l}.Notes(notes) }

// Error is what an error says to people: the sentences of the refusals that it
// wraps, or its own text.
func (l Language) Error(err error) string { return Speech{In: l}.Error(err) }

// A catalogue is all that a language says.
type catalogue struct {
	// sentences has a format for each kind, its arguments by position (argument says
	// what the verbs mean). The sentence of kind/1 is for a first argument of 1.
	sentences map[string]string
	// labels are what kinds of note are announced by; "" is for all others.
	labels map[string]string
	// mistakes are sentences about what is wrong with files, by the formats of those in
	// English; nil where the language says them as they are.
	mistakes map[string]string
	// helps are what commands are for, by their paths.
	helps map[string]help
	// phrases are short texts of help, and what the system says, by those in English.
	phrases map[string]string
	// keys are what is said of keys of a scenario file, by what is said in English.
	keys  map[string]string
	flags map[string]string // those of flags
	// local is true where units and tiers are called by their local names.
	local bool
	// tiers are how those of people are called, which every file calls alike, and the
	// scenario without any plan, which comparisons call "as it is".
	tiers map[string]string
	// or stands between names of which one is to be chosen.
	or string
	// lakhs is true where numbers are grouped by lakh and crore: 9,00,422.
	lakhs bool

	long         units // of a time that a person chose
	short        units // of a time in columns
	hour, never  string
	weekdays     [7]string  // in columns, from Sunday on
	days, months [12]string // in full; empty where they are those of package time
}

// units are the names of units of time, and what stands between a number and one.
type units struct{ w, d, h, m, s, ms, us, blank string }

var catalogues = map[Language]*catalogue{English: inEnglish(false), IndianEnglish: inEnglish(true), Hindi: inHindi()}

// catalogue is that of the language, or else English.
func (l Language) catalogue() *catalogue {
	if c, ok := catalogues[l]; ok {
		return c
	}
	return catalogues[English]
}

// format is a note's format.
func (c *catalogue) format(n model.Note) (string, bool) {
	if isOne(n.Args) {
		if one, ok := c.sentences[n.Kind+"/1"]; ok {
			return one, true
		}
	}
	format, ok := c.sentences[n.Kind]
	return format, ok
}

func inEnglish(lakhs bool) *catalogue {
	return &catalogue{
		sentences: english, labels: labels, or: " or ", lakhs: lakhs,
		long:  units{w: "w", d: "d", h: "h", m: "min", s: "s", ms: "ms", us: "µs"},
		short: units{w: "w", d: "d", h: "h", m: "m", s: "s", ms: "ms"},
		hour:  "h", never: "never",
		weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	}
}
