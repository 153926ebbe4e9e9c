package html

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// hindiOf is what a page says in Hindi: the elements and the labels of that language.
func hindiOf(page string) string {
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)<(span|tspan) lang="hi">(.*?)</(?:span|tspan)>|data-label-hi="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		out.WriteString(m[2] + " " + m[3] + "\n")
	}
	return out.String()
}

// The Hindi of the page has no English word but names, and what is a word of the program
// or of a format; and everything that is said in English is said in Hindi.
func TestHindiPage(t *testing.T) {
	names := map[string]bool{}
	for _, w := range strings.Fields("top state confirmed problems a b people wait Top East West train visit page CSV SHA harkara verify small great with") {
		names[w] = true
	}
	word := regexp.MustCompile(`[A-Za-z]{2,}`)
	for name, data := range map[string]json.RawMessage{
		"a result": saved(t), "one that comes back": saved(t, told...), "a sweep": json.RawMessage(swept), "a sensitivity": json.RawMessage(tossed), "place": json.RawMessage(bought), "a left-behind list": json.RawMessage(strings.Replace(left, "as it was said by an older program", "no unit below it serves them", 1)),
	} {
		page := written(t, Part{Data: data})
		said := hindiOf(strings.ReplaceAll(page, "<wbr>", ""))
		if len(said) < 300 {
			t.Fatalf("%s: hardly any Hindi", name)
		}
		for _, w := range word.FindAllString(said, -1) {
			if !names[w] {
				t.Errorf("%s: the Hindi has %q", name, w)
			}
		}
		if en, hi := strings.Count(page, `lang="en">`), strings.Count(page, `lang="hi">`); en < hi || en-hi > 4 { // warnings, and the button
			t.Errorf("%s: %d texts in English, %d in Hindi", name, en, hi)
		}
	}
	// The templates of the script have the same places in both.
	words := scriptWords()
	place := regexp.MustCompile(`\{\w+\}`)
	for kind, english := range words["en"] {
		hindi := words["hi"][kind]
		for _, p := range place.FindAllString(english, -1) {
			if !strings.Contains(hindi, p) {
				t.Errorf("%s: the Hindi %q lacks %s", kind, hindi, p)
			}
		}
		for _, w := range word.FindAllString(place.ReplaceAllString(hindi, ""), -1) {
			if w != "CSV" {
				t.Errorf("%s: the Hindi %q has %q", kind, hindi, w)
			}
		}
	}
}
