package words

import (
	"embed"
	"regexp"
	"strings"
)

//go:embed hi/mechanisms/*.txt hi/topics/*.txt
var explanations embed.FS

// Explained is a text of explain in the language: of a mechanism, without its lists of
// keys and laws, or of a topic, by its name; false where the language has none. Formulas
// and what is typed are as in English.
func (l Language) Explained(kind, name string) (text string, ok bool) {
	data, err := explanations.ReadFile("hi/" + kind + "/" + name + ".txt")
	return strings.TrimRight(string(data), "\n"), l == Hindi && err == nil
}

// What is the same in every language: numbers and times, and the ends of ranges.
var (
	asItIs   = regexp.MustCompile(`^[\d.]*[a-z]?$`)
	fromTo   = regexp.MustCompile(`^(.*) from (-?\d+) to (\d+)$`)
	orMore   = regexp.MustCompile(`^(.*), (\d+) or more$`)
	oneOf    = "one of: "
	compound = []struct{ english, hindi string }{{", or a list; each: ", ", या सूची; हर एक: "}, {"; each: ", "; हर एक: "}, {", or ", ", या "}}
)

// KeyText is what is said of a key of a scenario file in the language, by what is said in
// English: what it means, what its value may be, what holds where it is left out.
func (l Language) KeyText(english string) (string, bool) {
	keys := l.catalogue().keys
	if text, ok := keys[english]; ok || keys == nil {
		return text, ok
	}
	if asItIs.MatchString(english) {
		return english, true
	}
	if names, ok := strings.CutPrefix(english, oneOf); ok {
		return "इनमें से एक: " + names, true
	}
	if m := fromTo.FindStringSubmatch(english); m != nil {
		kind, ok := l.KeyText(m[1])
		return m[2] + " से " + m[3] + " तक की " + kind, ok
	}
	if m := orMore.FindStringSubmatch(english); m != nil {
		kind, ok := l.KeyText(m[1])
		return kind + ", " + m[2] + " या अधिक", ok
	}
	return l.keyParts(english)
}

// keyParts is a text made of others.
func (l Language) keyParts(english string) (string, bool) {
	for _, between := range compound {
		for at := range strings.Count(english, between.english) {
			parts := strings.SplitAfterN(english, between.english, at+2)
			first := strings.TrimSuffix(strings.Join(parts[:at+1], ""), between.english)
			a, ok := l.KeyText(first)
			b, ok2 := l.KeyText(parts[at+1])
			if ok && ok2 {
				return a + between.hindi + b, true
			}
		}
	}
	return "", false
}
