package harkara_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

var update = flag.Bool("update", false, "write the output in README and guide anew")

// Every command of the README and of the guide prints what stands there. In a
// block of kind console lines begin with "$ ", and below each is what it
// prints; > FILE and a closing "exit status N" mean what they mean in a shell.
// A block of another kind with a name, as in ```yaml mine.yaml, is a file that
// the commands find.
func TestREADME(t *testing.T) {
	effort.NotShort(t, "runs every command of the page")
	testPage(t, "README.md", 6, "C")
}

func TestGuide(t *testing.T) {
	if !*update {
		effort.OnlyThorough(t, "runs every command of the page, a minute of work")
	}
	testPage(t, filepath.Join("scenarios", "guide.md"), 15, "C")
}

// The guide in Hindi has the commands of the English one, and what they print in Hindi.
func TestGuideInHindi(t *testing.T) {
	if !*update {
		effort.OnlyThorough(t, "runs every command of the page, a minute of work")
	}
	testPage(t, filepath.Join("scenarios", "guide-hi.md"), 15, "hi_IN.UTF-8")
}

func TestREADMEIsShort(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if n := bytes.Count(text, []byte("\n")); err != nil || n > 250 {
		t.Errorf("%v: %d lines, at most 250", err, n)
	}
}

// A command of a page, and what it prints.
type command struct{ line, out string }

func testPage(t *testing.T, file string, least int, locale string) {
	t.Helper()
	t.Parallel()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, dir := string(raw), t.TempDir()
	harkara := built()
	if harkara.err != nil {
		t.Fatal(harkara.err)
	}
	saveFiles(t, text, dir)
	commands := commandsOf(text)
	if len(commands) < least {
		t.Errorf("only %d commands found in %s", len(commands), file)
	}
	runAll(t, harkara.exe, dir, locale, commands)
	got := withOutput(text, commands)
	if got == text {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(text, "\n")
	i := 0
	for i < min(len(g), len(w))-1 && g[i] == w[i] {
		i++
	}
	t.Errorf("%s:%d:\n got %q\nwant %q\nwrite it anew with: go test . -update", file, i+1, g[i], w[i])
}

var (
	consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")
	fileBlock    = regexp.MustCompile("(?ms)^```\\w+ (\\S+)\n(.*?)^```$")
	commandLine  = regexp.MustCompile(`(?m)^\$ (.*)$`)
	word         = regexp.MustCompile(`"[^"]*"|\S+`)
)

// saveFiles writes the files that a page shows, and the tables that ship beside the
// examples.
func saveFiles(t *testing.T, page, dir string) {
	t.Helper()
	tables, err := filepath.Glob(filepath.Join("scenarios", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range tables {
		data, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(file)), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range fileBlock.FindAllStringSubmatch(page, -1) {
		if err := os.WriteFile(filepath.Join(dir, m[1]), []byte(m[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// commandsOf are the commands of a page in their order.
func commandsOf(page string) []*command {
	var out []*command
	for _, block := range consoleBlock.FindAllStringSubmatch(page, -1) {
		for _, m := range commandLine.FindAllStringSubmatch(block[1], -1) {
			out = append(out, &command{line: m[1]})
		}
	}
	return out
}

// withOutput is a page with what its commands print.
func withOutput(page string, commands []*command) string {
	i := 0
	return consoleBlock.ReplaceAllStringFunc(page, func(block string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for range commandLine.FindAllString(block, -1) {
			b.WriteString("$ " + commands[i].line + "\n" + commands[i].out)
			i++
		}
		return b.String() + "```"
	})
}

// runAll runs the commands as if one after another: one that writes a file when all
// before it have ended and before any after it begins, the others side by side.
func runAll(t *testing.T, harkara, dir, locale string, commands []*command) {
	t.Helper()
	var others sync.WaitGroup
	running := make(chan bool, runtime.GOMAXPROCS(0))
	for _, c := range commands {
		if writes.MatchString(c.line) {
			others.Wait()
			c.out = run(t, harkara, dir, locale, c.line)
			continue
		}
		others.Go(func() {
			running <- true
			c.out = run(t, harkara, dir, locale, c.line)
			<-running
		})
	}
	others.Wait()
}

var writes = regexp.MustCompile(` (--out|-o|--write|--keep|>) `)

// run is what a command prints, run in dir.
func run(t *testing.T, harkara, dir, locale, line string) string {
	line, to, _ := strings.Cut(line, " > ")
	words := word.FindAllString(line, -1)
	for i := range words {
		words[i] = strings.Trim(words[i], `"`)
	}
	program := harkara
	switch {
	case words[0] == "harkara":
		words = words[1:]
	case line == "go run main.go":
		program, words = library(t, dir), nil
	default:
		t.Errorf("a console block runs %q, which is not harkara", line)
		return ""
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(program, words...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "LC_ALL="+locale)
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return stdout.String() + stderr.String() + exit.Error() + "\n"
	case err != nil:
		t.Errorf("%s: %v", line, err)
	case to != "":
		if err := os.WriteFile(filepath.Join(dir, strings.TrimSpace(to)), stdout.Bytes(), 0o644); err != nil {
			t.Error(err)
		}
		return ""
	}
	return stdout.String()
}

// A program that was built, or why it was not.
type program struct {
	exe string
	err error
}

// folder is where the program is built.
var folder = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "harkara-test-") })

// built makes the program from this checkout, once.
var built = sync.OnceValue(func() program {
	dir, err := folder()
	if err != nil {
		return program{"", err}
	}
	return goBuild(filepath.Join(dir, "harkara"), "./cmd/harkara")
})

func TestMain(m *testing.M) {
	status := m.Run()
	if dir, err := folder(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(status)
}

func goBuild(exe, source string) program {
	if runtime.GOOS == "windows" {
		exe += ".exe"
	}
	if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", exe, source).CombinedOutput(); err != nil {
		return program{exe, errors.New("go build: " + err.Error() + "\n" + string(out))}
	}
	return program{exe, nil}
}

// library makes the program that a page shows in main.go.
func library(t *testing.T, dir string) string {
	p := goBuild(filepath.Join(dir, "library"), filepath.Join(dir, "main.go"))
	if p.err != nil {
		t.Error(p.err)
	}
	return p.exe
}

// Both guides have the same sections in the same order, with the same commands and files,
// so that what one says the other has, too.
func TestGuidesAgree(t *testing.T) {
	var pages [2]string
	for i, name := range []string{"guide.md", "guide-hi.md"} {
		text, err := os.ReadFile(filepath.Join("scenarios", name))
		if err != nil {
			t.Fatal(err)
		}
		pages[i] = string(text)
	}
	blocks := regexp.MustCompile("(?ms)^```.*?^```$")
	english, hindi := strings.Split(pages[0], "\n## "), strings.Split(pages[1], "\n## ")
	if len(english) != len(hindi) {
		t.Fatalf("%d sections in English, %d in Hindi", len(english), len(hindi))
	}
	for i, section := range english {
		title, _, _ := strings.Cut(section, "\n")
		if a, b := lines(commandsOf(section)), lines(commandsOf(hindi[i])); a != b {
			t.Errorf("%s: the Hindi has other commands:\n%s\nwant\n%s", title, b, a)
		}
		if a, b := len(blocks.FindAllString(section, -1)), len(blocks.FindAllString(hindi[i], -1)); a != b {
			t.Errorf("%s: %d blocks in English, %d in Hindi", title, a, b)
		}
		if a, b := strings.Count(section, "\n|"), strings.Count(hindi[i], "\n|"); a != b {
			t.Errorf("%s: tables have %d lines in English, %d in Hindi", title, a, b)
		}
		if a, b := typed(section), typed(hindi[i]); a != b && i > 0 { // the first says of what language it is
			t.Errorf("%s: what is typed is %s, in Hindi %s", title, a, b)
		}
	}
}

// lines are commands, one a line.
func lines(of []*command) string {
	var out []string
	for _, c := range of {
		out = append(out, c.line)
	}
	return strings.Join(out, "\n")
}

// typed is what a text has between backticks outside of its blocks, sorted, but for what
// the program prints, which is in its language.
func typed(text string) string {
	text = regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(text, "")
	found := regexp.MustCompile("`[^`]+`").FindAllString(text, -1)
	for i, f := range found {
		found[i] = strings.Join(strings.Fields(f), " ")
	}
	found = slices.DeleteFunc(found, func(s string) bool { return s == "`exact`" || strings.HasPrefix(s, "`+") })
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " ")
}
