package words

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"harkara/model/scenario"
)

var latinWord = regexp.MustCompile(`[A-Za-z]{2,}`)

// quoted is what a mistake has from the file, and what is allowed there.
var quoted = regexp.MustCompile(`"[^"]*"|\((मान्य|शीर्षक है): [^)]*\)|\S+\.bad\.yaml:\S*`)

// namesInHindi are words of Latin letters that Hindi has as they are: values and units of
// files, formats, commands and their flags, names of places in examples.
var namesInHindi = strings.Fields(`harkara new from import out FOLDER FILE allow files
	CSV YAML XML HTML GML UTF MB IANA UTC Asia Kolkata North South ok
	min ms true false mon sun tue wed thu fri sat has known receipt report for to households
	fixed uniform exponential gamma lognormal weibull pareto loglogistic triangular discrete measured mixture
	sd mode weight scale shape together radio block gzip zstd zip GraphML GB CR LF JSON direct Calcutta yaml csv header name code tier parent population unit`)

// keyNames are the words in the names of all keys of a scenario file.
func keyNames() []string {
	var out []string
	for _, k := range scenario.Keys() {
		out = append(out, latinWord.FindAllString(k.Path+" "+k.Kind[max(0, strings.Index(k.Kind, "one of:")):], -1)...)
	}
	return out
}

// Every mistake of the files that tests hold the reader to is told in Hindi, and every
// word there in Latin letters is a name, a key, or from the file.
func TestEveryMistakeHasItsHindi(t *testing.T) {
	const dir = "../../../model/scenario/testdata"
	files, err := filepath.Glob(dir + "/*.bad.yaml")
	if err != nil || len(files) < 100 {
		t.Fatalf("only %d files of mistakes (%v)", len(files), err)
	}
	allowed := append(keyNames(), namesInHindi...)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		written := append(latinWord.FindAllString(string(text), -1), allowed...)
		_, err = scenario.LoadFS(os.DirFS(dir), filepath.Base(file), scenario.Options{})
		var problems scenario.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: %v", file, err)
		}
		for _, p := range problems {
			if p.Said == nil {
				t.Errorf("%s: a text alone, without its kind: %s", filepath.Base(file), p)
				continue
			}
			said, ok := Speech{In: Hindi}.mistake(*p.Said)
			if !ok {
				t.Errorf("%s: has no Hindi: %q", filepath.Base(file), p.Text)
			}
			for _, word := range latinWord.FindAllString(quoted.ReplaceAllString(said, ""), -1) {
				if !slices.Contains(written, word) {
					t.Errorf("%s: %q is no Hindi: %s", filepath.Base(file), word, said)
				}
			}
		}
	}
}

// Every sentence of the reader about what is wrong has its Hindi, also where no file of
// the tests has that mistake.
func TestEveryReproachHasItsHindi(t *testing.T) {
	files, err := filepath.Glob("../../../model/scenario/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || called(call) != "fail" && called(call) != "clausef" {
				return true
			}
			for _, a := range call.Args[:min(3, len(call.Args))] {
				l, ok := a.(*ast.BasicLit)
				if !ok || l.Kind != token.STRING {
					continue
				}
				format, _ := strconv.Unquote(l.Value)
				if !strings.ContainsAny(format, " %") {
					continue // a path
				}
				found++
				if _, ok := catalogues[Hindi].mistakes[format]; !ok {
					t.Errorf("%s: has no Hindi: %q", file, format)
				}
			}
			return true
		})
	}
	if found < 300 {
		t.Errorf("only %d sentences found", found)
	}
}

// A word in Latin letters in the Hindi of a mistake is a name or a key.
func TestMistakesAreHindi(t *testing.T) {
	allowed := append(keyNames(), namesInHindi...)
	for _, sentence := range merged(hindiMistakes, hindiValues, hindiValueMistakes, hindiUnitMistakes, hindiMessageMistakes, hindiLibraries) {
		rest := plainVerb.ReplaceAllString(sentence, " ")
		for _, word := range latinWord.FindAllString(rest, -1) {
			if !slices.Contains(allowed, word) {
				t.Errorf("%q is no Hindi: %s", word, sentence)
			}
		}
	}
}
