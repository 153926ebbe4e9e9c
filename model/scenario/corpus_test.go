package scenario

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"harkara/cascade/cascadetest/effort"
)

var update = flag.Bool("update", false, "write golden files anew")

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	return files
}

// Each testdata/*.bad.yaml breaks a rule; the .txt beside it is what is said.
func TestBad(t *testing.T) {
	files := glob(t, "testdata/*.bad.yaml")
	if len(files) < 45 {
		t.Errorf("only %d files", len(files))
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".bad.yaml")
		t.Run(name, func(t *testing.T) {
			_, err := LoadFS(os.DirFS("testdata"), name+".bad.yaml", Options{})
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("not Problems but %T: %v", err, err)
			}
			golden(t, filepath.Join("testdata", name+".txt"), err.Error()+"\n")
			for _, p := range problems {
				if p.File == "" && !strings.HasPrefix(p.Text, "and ") {
					t.Errorf("no place: %v", p)
				}
			}
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nwrite it with: go test ./model/scenario -update", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

// Every golden belongs to a file that is wrong.
func TestNoStrayGoldens(t *testing.T) {
	for _, file := range glob(t, "testdata/*.txt") {
		if _, err := os.Stat(strings.TrimSuffix(file, ".txt") + ".bad.yaml"); errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s has no scenario", file)
		}
	}
}

func TestGood(t *testing.T) {
	for _, file := range glob(t, "testdata/*.good.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) { loadWithPlans(t, file) })
	}
}

// The scenarios that ship with the program load, with each of their plans.
func TestBuiltIn(t *testing.T) {
	effort.NotShort(t, "reads every plan of every scenario")
	for _, file := range glob(t, "../../scenarios/*.yaml") {
		t.Run(filepath.Base(file), func(t *testing.T) { loadWithPlans(t, file) })
	}
}

func loadWithPlans(t *testing.T, file string) {
	t.Helper()
	s, err := Load(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range s.Plans {
		p, err := Load(file, Options{Plan: plan})
		if err != nil {
			t.Fatal(err)
		}
		if p.Plan != plan || p.SHA256 != s.SHA256 || p.Network.Len() != s.Network.Len() {
			t.Errorf("plan %s: applied %q, sum %s and %s", plan, p.Plan, p.SHA256, s.SHA256)
		}
	}
}
