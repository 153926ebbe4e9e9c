package scenarios_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"

	"harkara/cascade/cascadetest/effort"
	"harkara/scenarios"
)

var update = flag.Bool("update", false, "write the golden tables anew")

// The index, the embedded files, the files on disk and the goldens name the
// same scenarios.
func TestIndexAgrees(t *testing.T) {
	want := slices.Sorted(slices.Values(scenarios.Names()))
	if n := len(slices.Compact(slices.Clone(want))); n != len(want) {
		t.Errorf("Names lists a scenario twice: %v", want)
	}
	embedded, err := fs.Glob(scenarios.FS, "*")
	if err != nil {
		t.Fatal(err)
	}
	places := map[string][]string{
		"embedded": stems(embedded, ".yaml"),
		"on disk":  stems(glob(t, "*.y*ml"), ".yaml"),
	}
	if !*update {
		places["with a golden table"] = stems(glob(t, "*.golden.txt"), ".golden.txt")
	}
	for place, got := range places {
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v\nin Names: %v", place, got, want)
		}
	}
}

// elsewhere says of a scenario why it is not answered below the thorough level.
var elsewhere = map[string]string{
	"pakur": "the README shows its answer",
	"india": "computed as jharkhand is, of many more units",
}

// Each scenario prints what its golden says, and so does each of its plans at the
// thorough level.
func TestGolden(t *testing.T) {
	effort.NotShort(t, "answers every scenario")
	harkara := build(t)
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := *update || effort.Thorough()
			if why := elsewhere[name]; why != "" && !whole {
				effort.OnlyThorough(t, why)
			}
			var got strings.Builder
			tell(t, &got, harkara, "run", name)
			for _, plan := range plans(t, name) {
				if !whole {
					break
				}
				got.WriteString("\n")
				tell(t, &got, harkara, "run", name, "--plan", plan)
			}
			file := name + ".golden.txt"
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v\nwrite it with: go test ./scenarios -update", err)
			}
			if !whole {
				want = want[:min(got.Len(), len(want))]
			}
			if line, a, b := differ(got.String(), string(want)); line > 0 {
				t.Errorf("%s:%d:\n got %q\nwant %q\nif the change is meant: go test ./scenarios -update, and name it under Numbers changed in CHANGELOG.md", file, line, a, b)
			}
		})
	}
}

// tell runs the program and writes the command, what it printed, and its exit
// status where a goal is missed.
func tell(t *testing.T, w *strings.Builder, harkara string, args ...string) {
	t.Helper()
	fmt.Fprintf(w, "$ harkara %s\n", strings.Join(args, " "))
	var out, errOut bytes.Buffer
	cmd := exec.Command(harkara, append(args, "--format", "table")...)
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "LC_ALL=C")
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	w.Write(out.Bytes())
	var exit *exec.ExitError
	switch {
	case err == nil:
	case errors.As(err, &exit) && exit.ExitCode() == 4:
		w.WriteString("exit status 4\n")
	default:
		t.Fatalf("harkara %s: %v\n%s", strings.Join(args, " "), err, errOut.String())
	}
	if out.Len() == 0 {
		t.Errorf("harkara %s printed nothing", strings.Join(args, " "))
	}
}

// plans are the names of a scenario's plans, sorted.
func plans(t *testing.T, name string) []string {
	t.Helper()
	var s struct {
		Plans map[string]any `yaml:"plans"`
	}
	load(t, name, &s)
	names := make([]string, 0, len(s.Plans))
	for p := range s.Plans {
		names = append(names, p)
	}
	slices.Sort(names)
	return names
}

func load(t *testing.T, name string, into any) {
	t.Helper()
	text, err := scenarios.FS.ReadFile(name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatalf("%s.yaml: %v", name, err)
	}
}

// folder is where the program is.
var folder = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "harkara-test-") })

func TestMain(m *testing.M) {
	status := m.Run()
	if dir, err := folder(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(status)
}

// built is the program, made from this checkout once.
var built = sync.OnceValues(func() (string, error) {
	dir, err := folder()
	if err != nil {
		return "", err
	}
	exe := filepath.Join(dir, "harkara")
	if runtime.GOOS == "windows" {
		exe += ".exe"
	}
	if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", exe, "harkara/cmd/harkara").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return exe, nil
})

func build(t *testing.T) string {
	t.Helper()
	exe, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

// differ is the first line in which two texts differ, counted from 1, or 0.
func differ(got, want string) (line int, a, b string) {
	if got == want {
		return 0, "", ""
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for line = 1; ; line++ {
		a, b = "(end)", "(end)"
		if line <= len(g) {
			a = g[line-1]
		}
		if line <= len(w) {
			b = w[line-1]
		}
		if a != b {
			return line, a, b
		}
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func stems(files []string, suffix string) []string {
	var out []string
	for _, f := range files {
		out = append(out, strings.TrimSuffix(f, suffix))
	}
	return out
}
