package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A saying is a format, or a part of a sentence, that a package says in English to who
// uses the program.
type saying struct{ text, at string }

// speakers are functions that say what they are given.
var speakers = []string{"exactly", "usagef", "wording", "atLeastOne", "Worded", "comment", "line", "found", "leave", "columnsOf", "wrongf"}

// packageOf is the package, or the variable, of the function that a call calls.
func packageOf(call *ast.CallExpr) string {
	if f, ok := call.Fun.(*ast.SelectorExpr); ok {
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name
		}
		return "?"
	}
	return ""
}

// sayings are those of some files; plain are the texts of errors that no language has.
func sayings(t *testing.T, files string) (said, plain []saying) {
	t.Helper()
	names, err := filepath.Glob(files)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no files: %v", files, err)
	}
	fset := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			of := 0
			switch called(call) {
			case "exactly", "found": // how many, and of what; what, and where
				of = min(1, len(call.Args)-1)
			case "wrongf": // after a file, a place and an error
				of = min(4, len(call.Args)-1)
			case "columnsOf":
				for _, arg := range call.Args {
					if text, ok := literal(arg); ok {
						said = append(said, saying{text, fset.Position(call.Pos()).String()})
					}
				}
			}
			text, ok := literal(call.Args[of])
			this := saying{text, fset.Position(call.Pos()).String()}
			switch pkg := packageOf(call); {
			case !ok:
			case slices.Contains(speakers, called(call)), called(call) == "Errorf" && (pkg == "model" || pkg == ""):
				said = append(said, this)
			case pkg == "fmt" && called(call) == "Errorf", pkg == "errors" && called(call) == "New":
				plain = append(plain, this)
			}
			return true
		})
	}
	return said, plain
}

// What a command refuses, and what a study does, is said in Hindi; what has Hindi is
// said.
func TestUsageInHindi(t *testing.T) {
	used := map[string]bool{}
	for _, files := range []string{"../../../cmd/harkara/*.go", "../../ask/*.go", "../../../model/find*.go", "../shapes.go", "../saved.go", "../graph/formats.go", "../../../model/register/*.go", "../../../model/fit/*.go"} {
		said, plain := sayings(t, files)
		if len(said) == 0 {
			t.Errorf("%s: only %d sayings", files, len(said))
		}
		for _, s := range said {
			used[s.text] = true
			sentence, ok := catalogues[Hindi].mistakes[s.text]
			if !ok {
				t.Errorf("%s: no Hindi of %q: write it in hindi_usage.go or hindi_asked.go", s.at, s.text)
			}
			if want, got := argumentsOf(s.text), argumentsOf(sentence); ok && want != got {
				t.Errorf("%s: %q has the arguments %s, its Hindi %s: %q", s.at, s.text, want, got, sentence)
			}
		}
		for _, s := range plain {
			if _, ok := catalogues[Hindi].mistakes[s.text]; !ok && sentence.MatchString(s.text) && !strings.Contains(s.at, "ask/laws.go") && !strings.HasPrefix(s.text, "internal error") {
				t.Errorf("%s: %q is said in English alone: use model.Errorf", s.at, s.text)
			}
		}
	}
	// Some are chosen when the program runs, or made of two texts.
	for _, l := range literals(t) {
		used[l.text] = true
	}
	for text := range readerTexts(t) {
		used[text] = true
	}
	for format := range merged(hindiUsage, hindiAsked, hindiShown, hindiRegisters, hindiLogs) {
		if _, form, _ := strings.Cut(format, "%q: "); !used[format] && !used[form] {
			t.Errorf("nothing says %q any more: remove its Hindi", format)
		}
	}
}

// argumentsOf are the arguments of a format, whatever their verbs.
func argumentsOf(format string) string {
	var out []string
	for arg := range numbered(format) {
		out = append(out, strings.TrimRight(arg, "abcdefghijklmnopqrstuvwxyz"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// commandText is what stands in a Hindi text as it is written to the program, or named
// so by others: flags, files, paths, goals, what is typed into a shell.
var commandText = regexp.MustCompile(`(?m)^\t.*$|^ {2}\S+|\w+(,\w+)+|\w+_\w+|--[a-z][a-z-]*|\S*[a-z]\.[a-z_]\S*|\.[a-z]+\b|\w+://\S+|\{[^}]*\}+` +
	`|(80%*|%\[2\]s%+) of (public|block|%\[3\]s) by (48h|24h|%\[4\]s)( in 90%* of plays)?|\w+=\S*|\S*\w[@:]\w\S*|\b\d[a-zA-Z]+\b|/jobs`)

// names are words that are no English: of commands and their parts, keys and values of
// files, formats, programs, and the like.
var names = strings.Fields(`harkara run sweep compare report import fit job work submit merge help status cancel new show scenarios
	explain cluster keys errors guide actions file network perfect pictures plans silent tree
	table csv json markdown html svg png pdf CSV JSON YAML XML SVG PNG PDF UTF zip GeoJSON GraphML GEXF GML Pajek DOT Schema Gephi Graphviz
	auto exact montecarlo layered event cohorts individuals always never on off yes no maybe keep refuse hop lhs sobol random base en en-IN hi
	true false reach arrivals flow tornado place uncertain code name local parent tier people homes levels ok
	lognormal AICc count at to from seen children units not placed NAME TIER kind receipt
	bash fish powershell zsh profile Linux macOS completion gcc PersistentVolumeClaim LANG PATH LOW HIGH
	slurm kubernetes Slurm Kubernetes Spark sbatch kubectl spark-submit Ctrl SCENARIO goal IN known answers verify spark shared data
	sent seen answered attempts unit relays FOLDER retry SpreadsheetML OpenDocument xlsx
	ulimit MB GB type FeatureCollection geometry Polygon MultiPolygon result bottlenecks left behind study sensitivity place`)

// No word of help, and of what is wrong with a command, is English but names.
func TestHelpIsHindi(t *testing.T) {
	word := regexp.MustCompile(`[A-Za-z]{2,}`)
	c := catalogues[Hindi]
	all := merged(hindiUsage, hindiAsked, hindiShown, hindiRegisters, hindiLogs, c.phrases)
	for path, h := range c.helps {
		all[path] = h.text
	}
	for english, text := range all {
		for _, w := range word.FindAllString(commandText.ReplaceAllString(text, " "), -1) {
			if !slices.Contains(names, w) {
				t.Errorf("%q is English in the Hindi of %q: %s", w, english, text)
			}
		}
	}
}
