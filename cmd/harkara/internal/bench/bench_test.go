package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/cascade/workload"
	"harkara/model"
	"harkara/model/scenario"
)

// The test's own program stands for the whole program: it does nothing.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == "run" || os.Args[1] == "version") {
		os.Exit(missedGoal)
	}
	os.Exit(m.Run())
}

// small is what is measured in a moment.
func small(t *testing.T) Options {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	units := filepath.Join(t.TempDir(), "units.csv")
	if err := os.WriteFile(units, []byte("code,name,tier,parent_code\nIN,India,national,\nJH,Jharkhand,state,IN\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return Options{Program: program, Units: units, Reference: t.TempDir(), Runs: 1, Quick: true}
}

// rows are the work measured and what it is compared with, in order.
var rows = []string{
	"run india", "run india, a unit/relay_tree", "run india, memory", "run pakur, no talk", "run pakur, no talk/version", "run pakur, ranges/--certain",
	"exact: pakur, no calls", "exact: jharkhand", "exact: india",
	"own figures/equal figures", "own figures, visits/equal figures",
	"layered engine, a unit/relay_tree", "layered engine, a unit/relay_tree_limit", "all of a run, a unit/its engine",
	"event engine, a link/first_passage",
	"equal delays, a link/cynetdiff", "equal delays, a link/NDlib", "event engine, a link/EoN", "layered engine, a unit/SimPy",
	"one worker/two workers", "one worker, graph/two workers", "memory, a link", "memory, a unit",
	"growth of time", "growth of memory", "memory, unit and worker", "reading units/zstd, see note", "reading links, a link", "run links, memory",
}

// Every row of the table is there and measured; what needs reference programs
// has no ratio without them, and a note says why.
func TestEveryRow(t *testing.T) {
	speed, err := Measure(context.Background(), small(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range speed.Rows {
		name := r.Work
		if r.Against != "" {
			name += "/" + r.Against
		}
		got = append(got, name)
		if !(r.Value > 0) && !strings.HasPrefix(name, "growth") && !strings.HasSuffix(name, "memory") {
			t.Errorf("%s: took %v", name, r.Value)
		}
		if c := slices.Contains([]string{"relay_tree", "relay_tree_limit", "first_passage"}, r.Against); c && !math.IsNaN(r.Ratio()) {
			t.Errorf("%s: a ratio of %v to nothing", name, r.Ratio())
		}
	}
	if !slices.Equal(got, rows) {
		t.Errorf("rows are %q, want %q", got, rows)
	}
	if notes := words.Notes(speed.Notes); !strings.Contains(notes, "no ratios to reference programs: none are in ") {
		t.Errorf("no note says why there are no ratios: %s", notes)
	}
	if speed.Partial {
		t.Error("marked partial")
	}
	if l := speed.Limits; !(l.Number > 0 && l.Byte > 0 && l.Line > l.Byte) {
		t.Errorf("the machine's limits are %+v", l)
	}
	written(t, speed)
}

// written checks that a document of speed has every row in every format.
func written(t *testing.T, speed report.Speed) {
	t.Helper()
	for _, f := range report.Formats() {
		var b bytes.Buffer
		if err := report.Write(&b, report.Format(f), report.Style{}, speed.Document()); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		for _, r := range speed.Rows {
			// A table breaks a name where numbers are wide, as on a busy machine.
			if !strings.Contains(b.String(), r.Work) && (f != string(report.Text) || slices.ContainsFunc(strings.Fields(r.Work), func(w string) bool { return !strings.Contains(b.String(), w) })) {
				t.Errorf("%s has no %q:\n%s", f, r.Work, b.String())
			}
		}
		if f == string(report.JSON) {
			var v struct{ Rows []map[string]any }
			if err := json.Unmarshal(b.Bytes(), &v); err != nil || len(v.Rows) != len(speed.Rows) {
				t.Errorf("%v, %d rows in JSON", err, len(v.Rows))
			}
		}
		if f == string(report.Text) {
			for line := range strings.Lines(b.String()) {
				if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
					t.Errorf("a line of %d letters: %s", n, line)
				}
			}
		}
	}
}

// Reference programs are built and asked; one that does not compile is told of.
func TestReferences(t *testing.T) {
	if _, err := exec.LookPath("gcc"); err != nil {
		t.Skip("needs gcc")
	}
	o := small(t)
	for name, text := range map[string]string{
		"relay_tree":       `#include <stdio.h>` + "\n" + `int main(int c, char **v) { printf("tree: %s reps 12.50 ns/unit mean 3\n", v[1]); }`,
		"relay_tree_limit": `#include <stdio.h>` + "\n" + `int main(void) { printf("nothing\n"); }`,
		"first_passage":    `this is not C`,
	} {
		if err := os.WriteFile(filepath.Join(o.Reference, name+".c"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := &bench{Options: o, folder: t.TempDir()}
	b.Runs = 3
	b.buildReferences(context.Background())
	good, silent, bad := b.reference("relay_tree", 7), b.reference("relay_tree_limit"), b.reference("first_passage")
	b.interleave(context.Background(), good, silent, bad)
	if good.median() != 12.5 || len(good.values) != 3 {
		t.Errorf("read %v, want 12.5 three times", good.values)
	}
	for name, s := range map[string]*series{"silent": silent, "bad": bad} {
		if s.err == nil || !math.IsNaN(s.median()) {
			t.Errorf("%s: %v, %v", name, s.values, s.err)
		}
	}
	if len(b.speed.Notes) != 2 {
		t.Errorf("notes are %v", b.speed.Notes)
	}
}

// What was measured before an interrupt is kept, and marked.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	o := small(t)
	o.Told = func(what model.Note) {
		if strings.Contains(what.Kind, "tree") {
			stop()
		}
	}
	speed, err := Measure(ctx, o)
	if err != nil || !speed.Partial || len(speed.Rows) == 0 || len(speed.Rows) >= len(rows) {
		t.Errorf("%v, partial %v, %d rows", err, speed.Partial, len(speed.Rows))
	}
}

// Values are taken in turns, and the middle one counts.
func TestAlternate(t *testing.T) {
	var order []string
	named := func(name string, values ...float64) *series {
		return &series{once: func(context.Context) (float64, error) {
			order = append(order, name)
			v := values[0]
			values = values[1:]
			return v, nil
		}}
	}
	b := &bench{Options: Options{Runs: 3}}
	x, y := named("x", 5, 1, 3), named("y", 2, 2, 9)
	b.interleave(context.Background(), x, y)
	if got := fmt.Sprint(order, x.median(), y.median()); got != "[x y x y x y] 3 2" {
		t.Error(got)
	}
}

// The tree of the scenario file has the units of the engine's, tier by tier.
func TestTrees(t *testing.T) {
	tiers := scaled(5_000)
	file := filepath.Join(t.TempDir(), "tree.yaml")
	if err := os.WriteFile(file, []byte(scenarioOf(tiers)), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Load(file, scenario.Options{AllowFiles: true})
	if err != nil {
		t.Fatal(err)
	}
	p, err := workload.Tree(tiers...)
	if err != nil {
		t.Fatal(err)
	}
	for tier, size := range tiers {
		if a, b := s.Network.InTier(tier).Len(), p.Network.InTier(tier).Len(); a != size || b != size {
			t.Errorf("tier %d has %d and %d units, want %d", tier, a, b, size)
		}
	}
	if a, b := s.Network.Channels()[3].Delay.Quantile(0.5), p.Network.Channels()[3].Delay.Quantile(0.5); math.Abs(a-b) > 1 {
		t.Errorf("the last hop takes %v and %v s", a, b)
	}
}

func TestTiersAddUp(t *testing.T) {
	for _, n := range []int{1_000, 10_000, 270_022, 10_000_000} {
		if got := total(scaled(n)); math.Abs(float64(got-n)) > 0.2*float64(n) {
			t.Errorf("%d units for %d", got, n)
		}
	}
	if got := scaled(270_022); total(got) != 270_022 {
		t.Errorf("India is %v", got)
	}
}

// A library that cannot be installed is told of with what pip says of it.
func TestInstallTellsWhy(t *testing.T) {
	pip := filepath.Join(t.TempDir(), "python")
	for said, want := range map[string]string{
		"echo Looking; echo 'ERROR: No matching distribution found for simpy' >&2; exit 1": "No matching distribution found for simpy",
		"exit 1": "exit status 1",
		"exit 0": "",
	} {
		if err := os.WriteFile(pip, []byte("#!/bin/sh\n"+said+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := exec.LookPath("sh"); err != nil {
			t.Skip("needs a shell")
		}
		got := ""
		if err := install(context.Background(), pip, []string{"simpy"}); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// What takes long is measured no more often than asked, in turns with the rest.
func TestMeasuredAtMost(t *testing.T) {
	one := func() *series {
		return &series{once: func(context.Context) (float64, error) { return 1, nil }}
	}
	b := &bench{Options: Options{Runs: 5}}
	long, short := one(), one()
	long.most = 2
	b.interleave(context.Background(), short, long)
	if len(long.values) != 2 || len(short.values) != 5 {
		t.Errorf("measured %d and %d times, want 2 and 5", len(long.values), len(short.values))
	}
}
