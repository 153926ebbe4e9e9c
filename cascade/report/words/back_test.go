package words

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// backTranslation has what each Hindi text of the catalogue says, translated back
// into English by reading the Hindi alone, so that one who reads no Hindi can review
// it: a header, then a line of Hindi, tab and English for each, sorted by the Hindi.
const backTranslation = "testdata/back-translation.tsv"

// hindiTexts are the texts of the catalogue that have a Hindi letter, as they stand in the
// file. One that stands for several things is there once.
func hindiTexts() map[string]bool {
	c, out := inHindi(), map[string]bool{}
	for _, texts := range []map[string]string{c.sentences, c.labels, c.mistakes, c.phrases, c.flags, c.keys, c.tiers} {
		for _, text := range texts {
			out[oneLine(text)] = true
		}
	}
	for _, h := range c.helps {
		out[oneLine(h.text)] = true
	}
	for _, u := range []units{c.long, c.short} {
		for _, name := range []string{u.w, u.d, u.h, u.m, u.s, u.ms, u.us} {
			out[name] = true
		}
	}
	for _, name := range slices.Concat([]string{c.or, c.hour, c.never}, c.weekdays[:], c.days[:], c.months[:]) {
		out[name] = true
	}
	for text := range out {
		if !devanagari.MatchString(text) {
			delete(out, text)
		}
	}
	return out
}

var devanagari = regexp.MustCompile(`\p{Devanagari}`)

// oneLine is a text with its line breaks and tabs written out.
func oneLine(text string) string { return strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(text) }

// standIns are what stands in a text as in its translation: arguments, names in
// templates of the page, flags and figures.
func standIns(text string) []string {
	out := standing.FindAllString(grouping.ReplaceAllString(text, "$1"), -1)
	slices.Sort(out)
	return out
}

var (
	standing = regexp.MustCompile(`%[+]?(?:\.\d)?(?:\[\d+\])?\w|\{[a-z]+\}|--[a-z][a-z-]*|\d+(?:\.\d+)?`)
	grouping = regexp.MustCompile(`(\d),`) // 1,00,000 is 100,000
)

// Every Hindi text has its back-translation, made from the Hindi as it is now; a
// sentence that changes is to be read and translated back anew.
func TestEveryHindiTextIsTranslatedBack(t *testing.T) {
	data, err := os.ReadFile(backTranslation)
	if err != nil {
		t.Fatal(err)
	}
	missing, last := hindiTexts(), ""
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")[1:] {
		text, back, _ := strings.Cut(line, "\t")
		if !missing[text] {
			t.Errorf("line %d: the catalogue does not say %q, or the file has it twice", i+2, text)
		}
		delete(missing, text)
		if text <= last {
			t.Errorf("line %d: not sorted by the bytes of the Hindi: %q", i+2, text)
		}
		last = text
		if fault := backFault(text, back); fault != "" {
			t.Errorf("line %d: %s: %q, of %q", i+2, fault, back, text)
		}
	}
	for text := range missing {
		t.Errorf("%s has no line for %q: read the Hindi, and write what it says", backTranslation, text)
	}
}

// backFault is what is wrong with the form of a back-translation; "" is nothing.
func backFault(text, back string) string {
	want, got := standIns(text), standIns(back)
	switch {
	case strings.TrimSpace(back) == "" || strings.Contains(back, "\t"):
		return "no text, or more than one"
	case devanagari.MatchString(back):
		return "has Hindi letters"
	case !slices.Equal(want, got):
		return "other arguments, flags or figures than " + strings.Join(want, " ")
	case strings.Count(text, `\n`) != strings.Count(back, `\n`):
		return "other line breaks"
	}
	return ""
}

func TestFaultsOfBackTranslations(t *testing.T) {
	for back, faulty := range map[string]bool{"--at %[1]s: 100,000 people": false, "": true, " ": true, "--at %[1]s: 100,000 लोग": true,
		"--at %[2]s: 100,000 people": true, "%[1]s: 100,000 people": true, "--at %[1]s: 10,000 people": true,
		"--at %[1]s: 100,000 people\tand": true, `--at %[1]s: 100,000\npeople`: true} {
		if got := backFault("--at %[1]s: 1,00,000 लोग", back); (got != "") != faulty {
			t.Errorf("%q: %q", back, got)
		}
	}
}
