package harkara_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "harkara"

// rooms are the packages of the house from the lowest to the highest. A
// package imports only what stands before it. A room's internal packages
// belong to it.
var rooms = []string{
	"model",                 // the nouns
	"model/register",        // tables of units and links from any file
	"model/fit",             // delivery logs → fitted delays
	"model/scenario",        // everything that comes in
	"scenarios",             // example files; imports nothing of ours
	"cascade",               // what an engine, a solver, an answer are
	"cascade/workload",      // work of known size, to measure speed by
	"cascade/random",        // random numbers by address, delays by table
	"cascade/public",        // the people, integrated out
	"cascade/engine",        // one play → one outcome
	"cascade/exact",         // trees → an answer
	"cascade/montecarlo",    // many plays → an answer
	"cascade/laws",          // what is known without a simulator, and how things work
	"cascade/cluster",       // the same trials on other machines
	"cascade/trace",         // one unit, one play: why, who told whom
	"cascade/study",         // questions that need many answers
	"cascade/report/schema", // the JSON of answers
	"cascade/report/words",  // the sentences for people
	"cascade/report/graph",  // organisations for programs that draw graphs
	"cascade/report/plot",   // answers as figures for print
	"cascade/report/html",   // answers as one page with pictures
	"cascade/report",        // everything that goes out
	"cascade/ask",           // a scenario and options → answers, as documents
	"cmd/harkara",           // flags, wiring, exit codes
}

// contract is the test suite that engines and solvers share: it may use all
// rooms below the command, and only tests use it.
const contract = "cascade/cascadetest"

// homes are the rooms of each third-party module, and of the parts of the
// standard library that belong to one room. A module that is not listed has no
// room; nil is every room.
var homes = map[string][]string{
	"gonum.org/v1/gonum":                nil,
	"github.com/cespare/xxhash":         nil,
	"go.yaml.in/yaml":                   {"model/scenario", "model/register"},
	"golang.org/x/net":                  {"model/register"},
	"github.com/klauspost/compress":     {"model/scenario", "model/register"},
	"encoding/csv":                      {"model/scenario", "model/register", "cascade/report"},
	"github.com/olekukonko/tablewriter": {"cascade/report"},
	"github.com/spf13/cobra":            {"cmd/harkara"},
	"github.com/spf13/pflag":            {"cmd/harkara"},
	"github.com/vbauerster/mpb":         {"cmd/harkara"},
	"golang.org/x/term":                 {"cmd/harkara"},
	"golang.org/x/sys":                  {"cascade/random"},
	"gonum.org/v1/plot":                 {"cascade/report/plot"},
	"github.com/go-text/typesetting":    {"cascade/report/plot"},
	"golang.org/x/image":                {"cascade/report/plot"},
	"golang.org/x/text":                 {"model", "model/scenario", "model/register", "cascade/report"},
}

// pure are the rooms without a clock, files, network or global randomness.
var pure = []string{"model", "cascade", "cascade/random", "cascade/engine", "cascade/public", "cascade/exact"}

// impure are imports, with what lies below them, that no pure room has.
var impure = []string{"os", "net", "math/rand", "crypto/rand", "io/ioutil", "log", "syscall", "plugin", "testing"}

// clock are the parts of package time that read the clock or wait for it.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// deadlines are the parts of package context that wait for the clock.
var deadlines = []string{"WithTimeout", "WithDeadline", "WithTimeoutCause", "WithDeadlineCause"}

// furniture is what the top of the repository holds, beside root tests.
var furniture = []string{
	".ci", ".git", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "README.md",
	"cascade", "cmd", "go.mod", "go.sum", "model", "scenarios",
}

// vague are names that say nothing of what is inside.
var vague = []string{"util", "utils", "common", "helper", "helpers", "types", "misc"}

// A source is one file of Go in the repository.
type source struct {
	file string // slash-separated, from the top
	room string // the entry of rooms, or contract, or "" where it is in none
	text []byte
	tree *ast.File
	fset *token.FileSet
}

func (s source) test() bool { return strings.HasSuffix(s.file, "_test.go") }

func (s source) at(n ast.Node) string {
	return s.file + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

// sources are all files of Go below the top.
func sources(t *testing.T) []source {
	t.Helper()
	out, err := read()
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 5 {
		t.Fatalf("found %d files of Go: is this the top of the repository?", len(out))
	}
	return out
}

// read parses them, once for all tests.
var read = sync.OnceValues(func() (out []source, err error) {
	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		s := source{file: filepath.ToSlash(name), fset: token.NewFileSet()}
		s.room = roomOf(path.Dir(s.file))
		if s.text, err = os.ReadFile(name); err != nil {
			return err
		}
		s.tree, err = parser.ParseFile(s.fset, s.file, s.text, parser.ParseComments)
		out = append(out, s)
		return err
	})
	return out, err
})

// roomOf is the room a directory is, or is an internal part of.
func roomOf(dir string) string {
	dir, _, _ = strings.Cut(dir, "/internal")
	if dir == contract || strings.HasPrefix(dir, contract+"/") {
		return contract
	}
	if slices.Contains(rooms, dir) {
		return dir
	}
	return ""
}

// below tells whether an import of target from room points down, or stays.
func below(target, room string) bool {
	switch {
	case target == room:
		return true
	case target == contract || room == "scenarios":
		return false
	case room == contract:
		return target != "cmd/harkara"
	}
	return slices.Index(rooms, target) < slices.Index(rooms, room)
}

// covers tells whether an import path is pkg or lies below it. Major versions
// lie below: example.com/a covers example.com/a/v2.
func covers(pkg, imported string) bool {
	return imported == pkg || strings.HasPrefix(imported, pkg+"/")
}

func ours(imported string) (dir string, ok bool) {
	return strings.CutPrefix(imported, module+"/")
}

func thirdParty(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".")
}

// imports calls f for each import of each file that is not a test.
func imports(t *testing.T, f func(s source, imported string, at string)) {
	t.Helper()
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		for _, spec := range s.tree.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			f(s, imported, s.at(spec))
		}
	}
}

func TestEveryPackageHasARoom(t *testing.T) {
	for _, s := range sources(t) {
		if s.room == "" && path.Dir(s.file) != "." {
			t.Errorf("%s: no room for package %s: add it to rooms, and say in ARCHITECTURE.md why", s.file, path.Dir(s.file))
		}
	}
}

// ARCHITECTURE.md has the same list, from the highest room to the lowest, and
// says which are not there yet.
func TestArchitectureHasTheRooms(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "\n```\n")
	list, _, _ = strings.Cut(list, "```")
	lines := strings.Split(strings.TrimSpace(list), "\n")
	slices.Reverse(lines)
	for i, room := range rooms {
		if i >= len(lines) || strings.Fields(lines[i])[0] != room {
			t.Fatalf("ARCHITECTURE.md has not %s as the %d. room from the lowest", room, i+1)
		}
		_, err := os.Stat(filepath.FromSlash(room))
		if coming := strings.HasSuffix(lines[i], "(to come)"); coming == (err == nil) {
			t.Errorf("ARCHITECTURE.md: %s: (to come) stands where a room is not there yet", room)
		}
	}
	if len(lines) != len(rooms) {
		t.Errorf("%d rooms in ARCHITECTURE.md, %d in this file", len(lines), len(rooms))
	}
}

// Every file and folder of ours that ARCHITECTURE.md names is there. It may be named by
// the end of its path.
func TestArchitectureNamesWhatIsThere(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		for end := "/" + filepath.ToSlash(name); end != ""; {
			there[end] = true
			_, rest, _ := strings.Cut(end[1:], "/")
			if end = ""; rest != "" {
				end = "/" + rest
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b[a-z_]+(?:/[a-z_]+)*\.(?:go|sh)\b|\b(?:cascade|cmd|model|scenarios)/[a-z_/]+[a-z]\b`)
	for _, name := range named.FindAllString(string(text), -1) {
		if !there["/"+name] && !there["/"+name+".go"] {
			t.Errorf("ARCHITECTURE.md names %s, which is not there", name)
		}
	}
}

func TestImportsPointDown(t *testing.T) {
	imports(t, func(s source, imported, at string) {
		dir, ok := ours(imported)
		if !ok {
			return
		}
		if target := roomOf(dir); target == "" || !below(target, s.room) {
			t.Errorf("%s: %s imports %s, which is not below it", at, s.room, dir)
		}
	})
}

func TestThirdPartiesKeepToTheirRooms(t *testing.T) {
	imports(t, func(s source, imported, at string) {
		listed := false
		for pkg, rooms := range homes {
			if !covers(pkg, imported) {
				continue
			}
			listed = true
			if rooms != nil && !slices.Contains(rooms, s.room) {
				t.Errorf("%s: %s belongs in %s", at, imported, strings.Join(rooms, ", "))
			}
		}
		if !listed && thirdParty(imported) {
			t.Errorf("%s: %s has no room: see homes", at, imported)
		}
	})
}

func TestPureCore(t *testing.T) {
	imports(t, func(s source, imported, at string) {
		if !slices.Contains(pure, s.room) {
			return
		}
		for _, pkg := range impure {
			if covers(pkg, imported) {
				t.Errorf("%s: %s is pure and cannot import %s", at, s.room, imported)
			}
		}
	})
	for _, s := range sources(t) {
		if !s.test() && slices.Contains(pure, s.room) {
			for _, call := range calls(s, "time", clock) {
				t.Errorf("%s: %s is pure and cannot call time.%s", s.at(call), s.room, call.Sel.Name)
			}
		}
	}
}

// No test reads the clock, sets a deadline, or waits for so long: what it says
// holds on a slow machine too.
func TestTestsReadNoClock(t *testing.T) {
	for _, s := range sources(t) {
		if !s.test() {
			continue
		}
		for _, call := range append(calls(s, "time", clock), calls(s, "context", deadlines)...) {
			t.Errorf("%s: a test cannot call %s", s.at(call), call.Sel.Name)
		}
	}
}

// calls are where a file names one of the functions of a package.
func calls(s source, pkg string, functions []string) []*ast.SelectorExpr {
	name := importedAs(s.tree, pkg)
	var out []*ast.SelectorExpr
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && name != "" && x.Name == name && slices.Contains(functions, sel.Sel.Name) {
				out = append(out, sel)
			}
		}
		return true
	})
	return out
}

// importedAs is the name by which a file knows a package, or "".
func importedAs(f *ast.File, pkg string) string {
	for _, spec := range f.Imports {
		if p, _ := strconv.Unquote(spec.Path.Value); p != pkg {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(pkg)
	}
	return ""
}

func TestNamesSaySomething(t *testing.T) {
	for _, s := range sources(t) {
		stem := strings.TrimSuffix(strings.TrimSuffix(path.Base(s.file), ".go"), "_test")
		for _, name := range append(strings.Split(path.Dir(s.file), "/"), stem, s.tree.Name.Name) {
			if slices.Contains(vague, name) {
				t.Errorf("%s: %q says nothing of what is inside", s.file, name)
			}
		}
	}
}

// The contract, beside the page that introduces it, is short enough to be read in
// one sitting.
func TestContractIsShort(t *testing.T) {
	lines := 0
	for _, s := range sources(t) {
		if path.Dir(s.file) == "cascade" && path.Base(s.file) != "doc.go" && !s.test() {
			lines += bytes.Count(s.text, []byte("\n"))
		}
	}
	if lines == 0 || lines >= 1350 {
		t.Errorf("package cascade has %d lines; the contract has under 1,350", lines)
	}
}

// explained are the rooms whose code cannot be read without the mathematics behind it, and
// leastExplained the share of their lines that are comment.
var explained = []string{"cascade/exact", "cascade/public", "cascade/engine", "cascade/montecarlo"}

const leastExplained = 0.2

func TestMathematicsIsExplained(t *testing.T) {
	for _, room := range explained {
		lines, comments := 0, 0
		for _, s := range sources(t) {
			if s.room != room || s.test() {
				continue
			}
			for line := range bytes.Lines(s.text) {
				if line = bytes.TrimSpace(line); len(line) > 0 {
					lines++
				}
				if bytes.HasPrefix(line, []byte("//")) {
					comments++
				}
			}
		}
		if share := float64(comments) / float64(lines); share < leastExplained {
			t.Errorf("%s: %.1f %% of %d lines are comment, which is to be %.0f %%: say what fields hold, in which unit, and why it is done so", room, share*100, lines, leastExplained*100)
		}
	}
}

func TestTopOfTheRepository(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if !slices.Contains(furniture, name) && !strings.HasSuffix(name, "_test.go") && !ignored(t, name) {
			t.Errorf("%s does not belong at the top of the repository", name)
		}
	}
}

// ignored tells whether .gitignore lists a file at the top.
func ignored(t *testing.T, name string) bool {
	t.Helper()
	text, err := os.ReadFile(".gitignore")
	if err != nil {
		t.Fatal(err)
	}
	for pattern := range strings.Lines(string(text)) {
		if ok, _ := path.Match(strings.TrimPrefix(strings.TrimSpace(pattern), "/"), name); ok {
			return true
		}
	}
	return false
}

// The rules above catch what they are for.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		target, room string
		want         bool
	}{
		{"model", "cascade", true},
		{"cascade", "model", false},
		{"cascade/engine", "cascade/montecarlo", true},
		{"cascade/montecarlo", "cascade/engine", false},
		{"cascade/report", "cmd/harkara", true},
		{"model", "scenarios", false},
		{"cascade/report", contract, true},
		{"cmd/harkara", contract, false},
		{contract, "cmd/harkara", false},
		{"model", "model", true},
	} {
		if got := below(c.target, c.room); got != c.want {
			t.Errorf("below(%q, %q) = %v", c.target, c.room, got)
		}
	}
	for dir, want := range map[string]string{
		"model": "model", "cmd/harkara/internal/page": "cmd/harkara", "cascade/util": "", ".": "",
	} {
		if got := roomOf(dir); got != want {
			t.Errorf("roomOf(%q) = %q, want %q", dir, got, want)
		}
	}
	for imported, want := range map[string]bool{
		"go.yaml.in/yaml/v4": true, "go.yaml.in/yaml": true, "go.yaml.in/yamlet": false,
	} {
		if got := covers("go.yaml.in/yaml", imported); got != want {
			t.Errorf("covers(%q) = %v", imported, got)
		}
	}
	if thirdParty("encoding/csv") || !thirdParty("golang.org/x/term") {
		t.Error("thirdParty mistakes the standard library")
	}
}
