package register

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed words.txt
var wordText string

// words are the words of each role, longest first, in the order of the file; ends
// those that words end with.
var words, ends = readWords(wordText)

type roleWords struct {
	role  string
	words []string
}

func readWords(text string) (out, ends []roleWords) {
	for line := range strings.SplitSeq(text, "\n") {
		role, list, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		r, e := roleWords{role: role}, roleWords{role: role}
		for w := range strings.SplitSeq(list, "|") {
			if end, ok := strings.CutPrefix(strings.TrimSpace(w), "-"); ok {
				e.words = append(e.words, bareHeader(end))
				continue
			}
			r.words = append(r.words, bareHeader(w))
		}
		slices.SortStableFunc(r.words, func(a, b string) int { return len(b) - len(a) })
		out, ends = append(out, r), append(ends, e)
	}
	return out, ends
}

// bareHeader is the name of a column in lower case, with single blanks for all that
// is no letter or digit.
func bareHeader(name string) string {
	name = strings.ToLower(norm.NFC.String(name))
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	}), " ")
}

// plainHeader is bareHeader, with a blank before what it ends with.
func plainHeader(name string) string {
	name = bareHeader(name)
	for _, e := range ends {
		for _, w := range e.words {
			if before, ok := strings.CutSuffix(name, w); ok && before != "" && !strings.HasSuffix(before, " ") {
				return before + " " + w
			}
		}
	}
	return name
}

// role is what a column says: of which unit, and what of it.
type role struct {
	kind   string // code, name, local, tier, people, homes, area, serial, from, to, ignore, or "" where no word tells
	parent bool   // of the unit above
	stem   string // what is left of the name: the unit it speaks of
}

// survey is a name of a column as surveys have it: "wd22cd" is the code of a "wd",
// "adm2 fr" the name of an "adm2".
var survey = regexp.MustCompile(`^(\pL+)\d\d(cd|nm|nmw)$|^(adm ?\d) (en|\pL\pL)$`)

// duplicate is the number of a name that is there twice.
var duplicate = regexp.MustCompile(` \(\d+\)$`)

// roleOf reads the name of a column.
func roleOf(name string) role {
	plain := plainHeader(duplicate.ReplaceAllString(name, ""))
	if m := survey.FindStringSubmatch(plain); m != nil {
		switch m[2] + m[4] {
		case "cd":
			return role{kind: "code", stem: m[1]}
		case "nmw":
			return role{kind: "local", stem: m[1]}
		}
		return role{kind: "name", stem: strings.ReplaceAll(m[1]+m[3], " ", "")}
	}
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
	case r.parent && cut("ignore"): // "Manager email" names a parent
		r.kind = "code"
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
	r.stem = strings.Join(slices.DeleteFunc(strings.Fields(rest), isYear), "")
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

func wordsOf(kind string) []string { return allWords[kind] }

// allWords are the words of each role, its ends too.
var allWords = func() map[string][]string {
	out := map[string][]string{}
	for _, all := range [][]roleWords{words, ends} {
		for _, r := range all {
			out[r.role] = append(out[r.role], r.words...)
		}
	}
	return out
}()

// none are what stands for nothing where a code is wanted.
var none = []string{"", "-", "--", "x", "xx", "xxx", "n/a", "na", "n.a.", "n.a", "none", "nil", "null", "nan", "?", ".", "निरंक"}

// noName are what stands where a name would.
var noName = []string{"", "-", "--", "n/a", "null", "nan"}

// rankOf is how far below the top places of a kind usually stand: what the stem of a
// column says of them, a number in it, or else the rank of its word; -1 where it says
// nothing.
func rankOf(stem string) int {
	if digits := strings.TrimLeft(stem, "abcdefghijklmnopqrstuvwxyz"); len(digits) == 1 && isNumber(digits) {
		return int(digits[0] - '0')
	}
	return places[stem] - 1
}

// places are ranks, from 1, by words without blanks, in the singular and the plural.
var places = func() map[string]int {
	out, rank := map[string]int{}, 0
	for _, r := range words {
		if r.role != "places" {
			continue
		}
		rank++
		for _, w := range r.words {
			bare := strings.ReplaceAll(w, " ", "")
			out[bare] = rank
			out[bare+"s"] = rank
			if y, ok := strings.CutSuffix(bare, "y"); ok {
				out[y+"ies"] = rank
			}
		}
	}
	return out
}()

// isNone tells whether a cell says that there is nothing.
func isNone(s string) bool { return slices.Contains(none, strings.ToLower(strings.TrimSpace(s))) }

// clean is a text as names and codes are kept: single blanks, in Unicode's normal
// form C, without characters that control a terminal.
func clean(s string) string {
	s = norm.NFC.String(squeeze(unguarded(strings.TrimSpace(s))))
	if strings.IndexFunc(s, unicode.IsControl) >= 0 {
		s = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return -1
			}
			return r
		}, s)
	}
	return s
}

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
