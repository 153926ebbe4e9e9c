package words

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"harkara/model"
)

// readerTexts are the texts in the source of the scenario reader, and of the nouns that
// it makes.
func readerTexts(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	files, err := filepath.Glob("../../../model/scenario/*.go")
	nouns, err2 := filepath.Glob("../../../model/*.go")
	if err = errors.Join(err, err2); err != nil || len(files) == 0 || len(nouns) == 0 {
		t.Fatal("no source of the scenario reader", err)
	}
	files = append(files, nouns...)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				text, _ := strconv.Unquote(l.Value)
				out[text] = true
			}
			return true
		})
	}
	return out
}

var plainVerb = regexp.MustCompile(`%(?:(\.\d)?(?:\[(\d+)\])?([a-z])|%)`)

// numbered are the verbs of a format with the arguments they are of.
func numbered(format string) map[string]bool {
	out, next := map[string]bool{}, 0
	for _, m := range plainVerb.FindAllStringSubmatch(format, -1) {
		if m[3] == "" {
			continue
		}
		next++
		if m[2] != "" {
			next, _ = strconv.Atoi(m[2])
		}
		out[strconv.Itoa(next)+m[1]+m[3]] = true
	}
	return out
}

// What is wrong with files is said in Hindi by the format of the English text: one that
// the reader no longer has is stale, and each says all that the English one does.
func TestMistakesInHindi(t *testing.T) {
	said := readerTexts(t)
	for format, sentence := range merged(hindiMistakes, hindiValues, hindiValueMistakes, hindiUnitMistakes, hindiMessageMistakes, hindiLibraries) {
		if _, library := hindiLibraries[format]; !said[format] && !library {
			t.Errorf("the scenario reader no longer says %q: mend or remove its Hindi", format)
		}
		want, got := numbered(format), numbered(sentence)
		for arg := range want {
			if !got[arg] {
				t.Errorf("%q has the argument %s, its Hindi not: %q", format, arg, sentence)
			}
		}
		if len(want) != len(got) {
			t.Errorf("%q has %d arguments, its Hindi %d", format, len(want), len(got))
		}
	}
}

type mistaken struct{ said model.Note }

func (m mistaken) Error() string { return "in English" }

func (m mistaken) In(say func(model.Note) (string, bool)) string {
	if text, ok := say(m.said); ok {
		return text
	}
	return m.Error()
}

// A mistake is in Hindi as a whole, or in English as a whole.
func TestMistakesDoNotMix(t *testing.T) {
	hint := model.NewNote(": did you mean %s?", "tiers")
	whole := mistaken{model.NewNote("unknown key %s%s", `"tires"`, hint)}
	part := mistaken{model.NewNote("unknown key %s%s", `"tires"`, model.NewNote("what nobody says"))}
	for err, want := range map[error]string{
		errors.Join(whole): `"tires" नाम की कोई कुंजी नहीं है: क्या आप tiers लिखना चाहते थे?`,
		errors.Join(part):  "in English",
	} {
		var m mistaken
		if errors.As(err, &m) {
			if got := Hindi.Error(m); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if got := English.Error(m); got != "in English" {
				t.Errorf("English says %q", got)
			}
		}
	}
}
