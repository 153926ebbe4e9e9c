package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"harkara/model"
)

// top is the top of the repository.
const top = "../../.."

// makers are functions that make notes, with what stands before the kind they
// are given, and how many of their arguments come before those of the sentence.
var makers = map[string]struct {
	prefix string
	before int
}{
	"NewNote": {"", 1}, "Refuse": {"", 1}, "Text": {"", 1}, "note": {"", 1}, "said": {"", 1}, "say": {"", 1}, "remark": {"", 1},
	"textColumn": {"", 1}, "numberColumn": {"", 1}, "keyColumn": {"", 1}, "refuse": {"exact-", 1},
}

// built are kinds of which a part is known only when the program runs.
var built = regexp.MustCompile(`^(cause-|its-|stuck-|check-|covers-|why-|way-|begins|lasts)`)

// A use is a kind that the program makes notes of.
type use struct {
	kind, at string
	args     int // -1 where they are not written one by one
}

// uses are the kinds in the program's source.
func uses(t *testing.T) []use {
	t.Helper()
	var out []use
	for _, s := range sources(t) {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				out = append(out, usesOf(call, positions.Position(call.Pos()).String())...)
			}
			return true
		})
	}
	return out
}

// A source is one file of the program, but no test.
type source struct {
	file string // slash-separated, as found from here
	tree *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	out, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// read parses the sources, once for all tests; positions has where what stands.
var (
	positions = token.NewFileSet()
	read      = sync.OnceValues(func() (out []source, err error) {
		err = filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") && name != top {
				return filepath.SkipDir
			}
			if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			tree, err := parser.ParseFile(positions, name, nil, 0)
			out = append(out, source{filepath.ToSlash(name), tree})
			return err
		})
		return out, err
	})
)

// usesOf are the kinds of which a call makes notes.
func usesOf(call *ast.CallExpr, at string) []use {
	m, ok := makers[called(call)]
	if !ok || len(call.Args) == 0 {
		return nil
	}
	kind, ok := literal(call.Args[0])
	if !ok || strings.Contains(kind, " ") { // the text of an error for programmers
		return nil
	}
	args := len(call.Args) - m.before
	if call.Ellipsis.IsValid() {
		args = -1
	}
	return []use{{m.prefix + kind, at, args}}
}

// called is the name of the function that a call calls.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

var indexed = regexp.MustCompile(`\[(\d+)\]`)

// arguments is how many arguments a sentence takes.
func arguments(sentence string) int {
	most := 0
	for _, m := range indexed.FindAllStringSubmatch(sentence, -1) {
		n, _ := strconv.Atoi(m[1])
		most = max(most, n)
	}
	return most
}

// Every kind that the program makes notes of has a sentence that takes its
// arguments.
func TestEveryKindHasItsSentence(t *testing.T) {
	all := uses(t)
	if len(all) < 150 {
		t.Fatalf("only %d notes found in the source", len(all))
	}
	for _, u := range all {
		sentence, ok := english[u.kind]
		switch want := arguments(sentence); {
		case !ok && !built.MatchString(u.kind):
			t.Errorf("%s: the catalogue has no %q", u.at, u.kind)
		case ok && u.args >= 0 && u.args < want:
			t.Errorf("%s: %q takes %d arguments, has %d", u.at, u.kind, want, u.args)
		}
	}
}

// No sentence stands for a kind that nothing makes.
func TestEverySentenceIsUsed(t *testing.T) {
	used := map[string]bool{"": true}
	for _, u := range uses(t) {
		used[u.kind] = true
	}
	others := strings.Join(strings.Fields(strings.Join(texts(t), " ")), " ")
	for kind := range english {
		base := strings.TrimSuffix(kind, "/1")
		if !used[base] && !built.MatchString(base) && !strings.HasPrefix(base, "page-js-") && // the script names these
			!strings.Contains(others, `"`+base+`"`) {
			t.Errorf("nothing makes a note of kind %q", kind)
		}
	}
}

// texts are the string literals of the program outside of this package.
func texts(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, l := range literals(t) {
		out = append(out, strconv.Quote(l.text))
	}
	return out
}

// A literal text of the source.
type text struct {
	text, file, at string
	error          bool // of an error for programmers, or a struct's tag
}

func literals(t *testing.T) []text {
	t.Helper()
	var out []text
	for _, s := range sources(t) {
		if strings.Contains(s.file, "report/words/") {
			continue
		}
		errors := map[ast.Node]bool{}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.CallExpr:
				if f := called(x); f == "Errorf" || f == "New" || f == "panic" || f == "say" {
					for _, a := range x.Args {
						errors[a] = true
					}
				}
			case *ast.Field:
				if x.Tag != nil {
					errors[x.Tag] = true
				}
			case *ast.BasicLit:
				if l, ok := literal(x); ok {
					out = append(out, text{l, strings.TrimPrefix(s.file, top+"/"), positions.Position(n.Pos()).String(), errors[x]})
				}
			}
			return true
		})
	}
	return out
}

// Sentences are complete: no argument is missing, of another type than its verb
// takes, or said twice over.
func TestSentencesAreWhole(t *testing.T) {
	samples := map[rune]any{
		'h': 0.5, 'r': 0.5, 'n': 60.0, 't': 2 * model.Hour, 'o': 2 * model.Hour, 'c': model.Hour, 'm': []model.Note{{Kind: "verbatim", Args: []any{"x"}}},
		'k': []model.Note{{Kind: "verbatim", Args: []any{"x"}}}, 's': "x", 'v': 1.5, 'd': uint64(7), 'f': 1.5, 'g': 1.5, 'q': "x",
	}
	verbs := regexp.MustCompile(`%[+]?(?:\.\d)?\[(\d+)\](\w)`)
	for _, in := range []Language{English, Hindi} {
		for kind, sentence := range in.catalogue().sentences {
			args := make([]any, arguments(sentence))
			if strings.HasSuffix(kind, "/1") && len(args) > 0 {
				args[0] = int64(1)
			}
			for _, m := range verbs.FindAllStringSubmatch(sentence, -1) {
				i, _ := strconv.Atoi(m[1])
				args[i-1] = samples[rune(m[2][0])]
			}
			if slices.Contains(args, nil) {
				t.Errorf("%s: an argument has no place, or a verb that is not known: %q", kind, sentence)
			}
			got := in.Text(kind, args...)
			if strings.Contains(got, "%!") || strings.Contains(got, "%%") {
				t.Errorf("%s: %q is said as %q", kind, sentence, got)
			}
		}
	}
}

// Parts of the catalogue have no kind in common, and labels belong to kinds.
func TestCatalogueIsOne(t *testing.T) {
	sum := 0
	for _, part := range []map[string]string{forms, notes, refusals, headings, columns, cells, reasons, stories, studies, placings, jobs,
		pages, plots} {
		sum += len(part)
	}
	if sum != len(english) {
		t.Errorf("%d kinds in parts, %d in the whole", sum, len(english))
	}
	for kind := range labels {
		if _, ok := english[kind]; !ok {
			t.Errorf("a label for %q, which the catalogue lacks", kind)
		}
	}
}

func TestNote(t *testing.T) {
	for want, n := range map[string]model.Note{
		"1 trial":        model.NewNote("trials", int64(1)),
		"12,345 trials":  model.NewNote("trials", int64(12345)),
		"a · b":          model.NewNote("dots", []model.Note{{Kind: "verbatim", Args: []any{"a"}}, {Kind: "verbatim", Args: []any{"b"}}}),
		"12.3 [±0.4]":    model.NewNote("share-bounds", 0.1234, 0.4),
		"unheard-of 1 x": model.NewNote("unheard-of", 1, "x"),
		"the layered engine cannot play a network that has a cycle (through A)": model.NewNote("layered-cycle", "A"),
		"100 % sure of %d": model.NewNote("verbatim", "100 % sure of %d"),
	} {
		if got := Note(n); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	if got := Line(model.NewNote("simulated")); got != "*: simulated; the rest is computed exactly" {
		t.Errorf("got %q", got)
	}
	if got := fmt.Sprintf("%.2[1]f", argument{1.234, Speech{}}); got != "1.23" {
		t.Errorf("got %q", got)
	}
}

// spoken are parts of the program that have sentences of their own: closed
// forms and mechanisms are texts, and scenarios for measuring are files.
var spoken = regexp.MustCompile(`^cascade/((laws|cascadetest|workload)/|ask/laws)`)

// sentence is three words or more.
var sentence = regexp.MustCompile(`\pL+,? \pL+,? \pL+`)

// Sentences for people stand in this package alone. What is said by errors.New,
// fmt.Errorf and panic is for programmers, who hold the package wrongly.
func TestSentencesStandHere(t *testing.T) {
	for _, l := range literals(t) {
		if !strings.HasPrefix(l.file, "cascade/") || spoken.MatchString(l.file) || !sentence.MatchString(l.text) || l.error {
			continue
		}
		t.Errorf("%s: a sentence outside of the catalogue: %q", l.at, l.text)
	}
}
