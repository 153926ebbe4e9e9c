package register

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed words.txt
var wordText string

// words are the words of each role, longest first, in the order of the file.
var words = readWords(wordText)

type roleWords struct {
	role  string
	words []string
}

func readWords(text string) (out []roleWords) {
	for line := range strings.SplitSeq(text, "\n") {
		role, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		r := roleWords{role: role}
		for w := range strings.SplitSeq(list, "|") {
			r.words = append(r.words, plainHeader(w))
		}
		slices.SortStableFunc(r.words, func(a, b string) int { return len(b) - len(a) })
		out = append(out, r)
	}
	return out
}

// plainHeader is the name of a column in lower case, with single blanks for all
// that is no letter or digit.
func plainHeader(name string) string {
	name = strings.ToLower(norm.NFC.String(name))
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	}), " ")
}

// role is what a column says: of which unit, and what of it.
type role struct {
	kind   string // code, name, local, tier, people, homes, area, serial, from, to, ignore, or "" where no word tells
	parent bool   // of the unit above
	stem   string // what is left of the name: the unit it speaks of
}

// roleOf reads the name of a column.
func roleOf(name string) role {
	plain := plainHeader(name)
	if bare := withoutYear(plain); slices.Contains(wordsOf("people"), bare) || slices.Contains(wordsOf("homes"), bare) {
		plain = bare
	}
	for _, whole := range []string{"serial", "people", "homes", "area", "from", "to", "parent"} {
		if slices.Contains(wordsOf(whole), plain) {
			if whole == "parent" {
				return role{kind: "code", parent: true}
			}
			return role{kind: whole}
		}
	}
	r := role{}
	rest := " " + plain + " "
	cut := func(kind string) bool {
		for _, w := range wordsOf(kind) {
			if at := strings.Index(rest, " "+w+" "); at >= 0 && (w != "no" && w != "number" || at+len(w)+2 == len(rest)) {
				rest = rest[:at] + " " + rest[at+len(w)+2:]
				return true
			}
		}
		return false
	}
	r.parent = cut("parent")
	switch {
	case cut("ignore"):
		return role{kind: "ignore"}
	case cut("local"):
		cut("name")
		r.kind = "local"
	case cut("name"):
		cut("english")
		r.kind = "name"
		if cut("code") { // "Job title reference"
			r.kind = "code"
		}
	case cut("code"):
		r.kind = "code"
	case cut("tier"):
		r.kind = "tier"
	}
	r.stem = strings.ReplaceAll(strings.Join(strings.FieldsFunc(rest, func(c rune) bool { return c == ' ' || unicode.IsDigit(c) }), " "), " ", "")
	if r.parent && r.kind == "" {
		r.kind = "code"
	}
	return r
}

// withoutYear is the name of a column without a year and what is said of one, as in
// "population 2020 census".
func withoutYear(plain string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(plain), func(w string) bool {
		return isYear(w) || slices.Contains([]string{"census", "estimate", "estimated", "projected", "as", "of"}, w)
	}), " ")
}

// isYear tells whether a word is one, as behind "population".
func isYear(w string) bool { return len(w) == 4 && isNumber(w) && (w[0] == '1' || w[0] == '2') }

// latest is the column of figures that is meant, of one that was found before (or
// -1) and another: the one of the later year.
func latest(columns []string, before, now int) int {
	if before < 0 || yearOf(columns[now]) > yearOf(columns[before]) {
		return now
	}
	return before
}

// yearOf is the last year in the name of a column, or "".
func yearOf(name string) (year string) {
	for w := range strings.FieldsSeq(plainHeader(name)) {
		if isYear(w) {
			year = w
		}
	}
	return year
}

func wordsOf(kind string) []string {
	for _, r := range words {
		if r.role == kind {
			return r.words
		}
	}
	return nil
}

// none are what stands for nothing where a code is wanted.
var none = []string{"", "-", "--", "x", "xx", "xxx", "n/a", "na", "n.a.", "n.a", "none", "nil", "null", "nan", "?", ".", "निरंक"}

// noName are what stands where a name would.
var noName = []string{"", "-", "--", "n/a", "null", "nan"}

// isNone tells whether a cell says that there is nothing.
func isNone(s string) bool { return slices.Contains(none, strings.ToLower(strings.TrimSpace(s))) }

// clean is a text as names and codes are kept: single blanks, in Unicode's normal
// form C.
func clean(s string) string { return norm.NFC.String(squeeze(unguarded(strings.TrimSpace(s)))) }

// cleanCode is a code: with the digits 0 to 9, and without the ".0" that
// spreadsheets put behind whole numbers.
func cleanCode(s string) string {
	s = Digits(clean(s))
	if whole, ok := strings.CutSuffix(s, ".0"); ok && isNumber(whole) {
		return whole
	}
	return s
}

// zeros tells whether a code is made of zeros alone, which stands for none.
func zeros(s string) bool { return s != "" && strings.Trim(s, "0") == "" }
