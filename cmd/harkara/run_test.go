package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"harkara/cascade/cascadetest/effort"
)

var update = flag.Bool("update", false, "write golden files anew")

// said is what a command printed and how it ended.
type said struct {
	status      int
	out, errOut string
}

func harkara(t *testing.T, args ...string) said {
	t.Helper()
	return harkaraWith(t.Context(), "", args...)
}

func harkaraWith(ctx context.Context, in string, args ...string) said {
	var out, errOut bytes.Buffer
	a := &app{in: strings.NewReader(in), out: &out, errOut: &errOut, grace: time.Hour}
	status := a.run(ctx, args)
	return said{status, out.String(), errOut.String()}
}

// write puts a scenario into a file of its own.
func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

const small = `
name: small
network: {tiers: [top, office], fan_out: {top: 1, office: 4}}
relays: {top: {passes_on: 0.5}}
channels: {post: {delay: 1h}}
public: {population: 10, household: 5, hears: {sign: {broadcast: {over: post, share: 0.5}}}}
trials: 200
`

// What is wrong with a command line, and what is said of it.
func TestUsage(t *testing.T) {
	file := write(t, small)
	for _, c := range []struct {
		args   []string
		status int
		want   []string // on standard error
	}{
		{[]string{"rum", "pakur"}, exitUsage, []string{`no command is called "rum"`, "did you mean: harkara run"}},
		{[]string{"run"}, exitUsage, []string{"harkara run needs the name of a scenario or a file", "harkara run pakur"}},
		{[]string{"run", "pakur", "jharkhand"}, exitUsage, []string{"harkara run takes the name of a scenario or a file, but was given pakur, jharkhand"}},
		{[]string{"run", "pakur", "--trails", "3"}, exitUsage, []string{"unknown flag: --trails", "did you mean --trials?"}},
		{[]string{"run", "pakur", "--trials", "1e9"}, exitUsage, []string{"--trials 1e9: it takes a whole number"}},
		{[]string{"run", "pakur", "--seed", "-1"}, exitUsage, []string{"--seed -1: it takes a whole number, 0 or more"}},
		{[]string{"run", "pakur", "--trials", "0"}, exitUsage, []string{"--trials 0: a whole number from 1"}},
		{[]string{"run", "pakur", "--workers", "-1"}, exitUsage, []string{"--workers -1"}},
		{[]string{"run", "pakur", "--solver", "exat"}, exitUsage, []string{"--solver exat: there are auto, exact, montecarlo", "did you mean exact?"}},
		{[]string{"run", "pakur", "--format", "jsn"}, exitUsage, []string{`no format is called "jsn"`, "did you mean json?"}},
		{[]string{"run", "pakur", "--precision", "-2%"}, exitUsage, []string{"--precision -2%", "0.5%"}},
		{[]string{"run", "pakur", "--by", "blok"}, exitUsage, []string{"--by blok: there are state, district, block, panchayat", "did you mean block?"}},
		{[]string{"run", "pakur", "--at", "6h,1y"}, exitUsage, []string{"--at 6h,1y"}},
		{[]string{"run", "pakur", "--at", "90d"}, exitUsage, []string{"90d is after the horizon"}},
		{[]string{"run", "pakurr"}, exitInvalid, []string{`no scenario and no file is called "pakurr"`, "did you mean pakur?"}},
		{[]string{"run", file, "--plan", "x"}, exitInvalid, []string{`no plan is called "x"`}},
		{[]string{"run", file, "--set", "relays.top.passes_on=2"}, exitInvalid, []string{"--set relays.top.passes_on=2"}},
		{[]string{"run", file, "--engine", "layered", "--set", "network.links=[{among: office, over: post}]"}, exitUsage, []string{"has a cycle"}},
		{[]string{"scenarios", "pakur"}, exitUsage, []string{"harkara scenarios show pakur"}},
		{[]string{"scenarios", "show", "india2"}, exitUsage, []string{"did you mean india?"}},
		{[]string{"show", "pakur", "--depth", "0"}, exitUsage, []string{"--depth 0: at least 1"}},
		{[]string{"run", "pakur", "--why", "Pakur"}, exitUsage, []string{`"Pakur" names 2 units`, "Jharkhand/Pakur/Pakur"}},
		{[]string{"run", "pakur", "--why", "Litipura"}, exitUsage, []string{`did you mean "Litipara"?`}},
		{[]string{"run", "pakur", "--why", "Litipara", "--trace", "1"}, exitUsage, []string{"--why and --trace cannot"}},
		{[]string{"run", "pakur", "--left-behind", "0"}, exitUsage, []string{"--left-behind 0: a whole number"}},
		{[]string{"run", "pakur", "--unit", "Litipara"}, exitUsage, []string{"--trace"}},
		{[]string{"run", "india", "--trace", "1"}, exitUsage, []string{"too many to print", "--unit"}},
		{[]string{"run", "pakur", "--by", "block", "--left-behind", "2"}, exitUsage, []string{"--by has no effect with --left-behind"}},
		{[]string{"run", "pakur", "--why", "Litipara", "--by", "block"}, exitUsage, []string{"--by has no effect with --why"}},
		{[]string{"run", "pakur", "--trace", "1", "--precision", "1%"}, exitUsage, []string{"--precision has no effect with --trace"}},
		{[]string{"run", "pakur", "--trace", "1", "--at", "6h"}, exitUsage, []string{"--at has no effect with --trace"}},
		{[]string{"run", "pakur", "--why", "Litipara", "--solver", "exact"}, exitUsage, []string{"--solver has no effect with --why"}},
		{[]string{"run", "pakur", "--at", ""}, exitUsage, []string{"--at needs a value: times"}},
		{[]string{"run", "pakur", "--out", ""}, exitUsage, []string{"--out needs a value: file"}},
		{[]string{"run", "pakur", "--out", "x.csv", "--format", "json"}, exitUsage, []string{"x.csv and --format json contradict"}},
		{[]string{"run", "pakur", "--out", "no/such/folder.csv"}, exitFailed, []string{"there is no folder no/such"}},
		{[]string{"run", file, "--out", file}, exitUsage, []string{"would replace a file that it is made from"}},
		{[]string{"show", file, "--out", file}, exitUsage, []string{"would replace a file that it is made from"}},
		{[]string{"run", filepath.Dir(file)}, exitInvalid, []string{"a folder, not a file"}},
		{[]string{"run", "pakur", "--trials", "0x10"}, exitUsage, []string{"--trials 0x10: it takes a whole number"}},
		{[]string{"compare", "jharkhand"}, exitUsage, []string{"has no plans to compare"}},
		{[]string{"compare", "pakur", "--plan", "more-visitors", "--against", "more-visitors"}, exitUsage, []string{"more-visitors is compared with itself"}},
		{[]string{"compare", "pakur", "--against", "nobody"}, exitInvalid, []string{`no plan is called "nobody"`}},
		{[]string{"compare", "pakur", "--plan", "nobody"}, exitInvalid, []string{`no plan is called "nobody"`}},
		{[]string{"compare", "pakur", "--workers", "0"}, exitUsage, []string{"--workers 0: a whole number from 1"}},
		{[]string{"verify", "--laws", "--trials", "-3"}, exitUsage, []string{"--trials -3: a whole number from 1"}},
		{[]string{"bench", "--runs", "0"}, exitUsage, []string{"--runs 0: a whole number from 1"}},
		{[]string{"bench", "pakur"}, exitUsage, []string{"takes no arguments, but was given pakur"}},
		{[]string{"check"}, exitUsage, []string{"harkara check needs the name of a file"}},
	} {
		got := harkara(t, c.args...)
		if got.status != c.status || got.out != "" {
			t.Errorf("%v: status %d, want %d; printed %q", c.args, got.status, c.status, got.out)
		}
		for _, want := range c.want {
			if !strings.Contains(got.errOut, want) {
				t.Errorf("%v: standard error lacks %q:\n%s", c.args, want, got.errOut)
			}
		}
	}
}

// Short flags, formats in any case, and the version by a flag.
func TestShortForms(t *testing.T) {
	file := filepath.Join(t.TempDir(), "reach.csv")
	if got := harkara(t, "run", write(t, small), "-n", "20", "-o", file); got.status != exitDone || got.out != "" {
		t.Errorf("run -n -o: %+v", got)
	}
	if data, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(data, []byte("message,group,")) {
		t.Errorf("-o: %v, %.40q", err, data)
	}
	name := write(t, small)
	if got, want := harkara(t, "run", name, "--format", "md"), harkara(t, "run", name, "--format", "Markdown"); got != want || !strings.HasPrefix(got.out, "## ") {
		t.Errorf("md: %+v\nMarkdown: %+v", got, want)
	}
	if got, want := harkara(t, "--version"), harkara(t, "version"); got != want || got.status != exitDone {
		t.Errorf("--version: %+v\nversion: %+v", got, want)
	}
}

// new writes a file of its own, and no other's.
func TestNewReplacesNothing(t *testing.T) {
	dir := t.TempDir()
	table, file := filepath.Join(dir, "places.csv"), filepath.Join(dir, "mine.yaml")
	if err := os.WriteFile(table, []byte("Block,Village,Population\nA,P,100\nA,Q,50\nB,R,7\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := harkara(t, "new", "--from", table, "--out", file); got.status != exitDone {
		t.Fatalf("%+v", got)
	}
	if got := harkara(t, "run", file, "-n", "20", "--format", "csv"); got.status != exitDone || !strings.Contains(got.out, ",public,157,") {
		t.Errorf("the people of the table are not those of the answer: %+v", got)
	}
	// What it writes is ready for what is asked next, and nothing of it is told of.
	for _, args := range [][]string{
		{"sensitivity", file, "--rows", "2", "--plays", "2"}, {"compare", file, "-n", "20"}, {"place", file, "--budget", "1000"},
	} {
		if got := harkara(t, args...); got.status != exitDone || !strings.Contains(got.out, "public") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if got := harkara(t, "new", "--out", file); got.status != exitUsage || !strings.Contains(got.errOut, "already") {
		t.Errorf("a file was replaced: %+v", got)
	}
}

// new says what of a table is not in the scenario as it stood: each kind with how many
// there are, and where the first; and what nobody gave is told of once.
func TestNewTellsWhatIsDropped(t *testing.T) {
	table := written(t, "t.csv", "Block,Village,Population,Remark\nN,A,5,x\nN,B,x7,x\nM,C,,y\nM,D,many,y\nTotal,,12,\n")
	file := filepath.Join(filepath.Dir(table), "t.yaml")
	got := harkara(t, "new", "--from", table, "--out", file)
	for _, want := range []string{"for not known: 2 (t.csv row 3: x7; t.csv row 5: many)", "ignored: Remark", "rows of sums left out: 1"} {
		if got.status != exitDone || !strings.Contains(got.errOut, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	if got := harkara(t, "new", "--from", table, "--quiet"); got.status != exitDone || got.errOut != "" {
		t.Errorf("quiet: %s", got.errOut)
	}
	if got := harkara(t, "check", file); strings.Contains(got.out+got.errOut, "get the public's population") {
		t.Errorf("people that nobody gave are told of twice: %+v", got)
	}
	same := harkara(t, "new", "--from", written(t, "u.csv", "Block,Village,Population\nN,A,5\nN,A,7\n"))
	if !strings.Contains(same.out, `"A (2)": {population: 7}`) || !strings.Contains(same.errOut, "row 3: N / A, also row 2") && !strings.Contains(same.errOut, "also row 2") {
		t.Errorf("two villages of one name: %+v", same)
	}
}

// Every command has a help text with an example that runs.
func TestHelp(t *testing.T) {
	root := (&app{out: &bytes.Buffer{}, errOut: &bytes.Buffer{}}).root()
	for _, c := range root.Commands() {
		if c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		if c.Example == "" || c.Short == "" || c.GroupID == "" {
			t.Errorf("%s: no example, short text or group", c.Name())
		}
		got := harkara(t, c.Name(), "--help")
		if got.status != exitDone || !strings.Contains(got.out, "Examples:") {
			t.Errorf("%s --help: status %d\n%s", c.Name(), got.status, got.out)
		}
		for line := range strings.Lines(got.out) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 100 {
				t.Errorf("%s --help has a line of %d letters: %s", c.Name(), n, line)
			}
		}
	}
}

// The answer is the same, to the byte, for any number of workers, and again.
func TestWorkersGiveTheSameBytes(t *testing.T) {
	counts, trials := effort.Of([]string{"7"}, []string{"2", "7"}, []string{"1", "2", "7"}), effort.Of("3", "8", "20")
	all := [][]string{
		{"run", "before-and-after", "--plan", "after", "--trials", trials, "--format", "markdown"},
		{"run", "pakur", "--trials", trials, "--by", "block"},
		{"run", "flood-warning", "--trials", trials, "--format", "csv"},
	}
	for _, args := range all[:effort.Of(1, len(all), len(all))] {
		first := harkara(t, append(args, "--workers", "1")...)
		for _, workers := range counts {
			got := harkara(t, append(args, "--workers", workers)...)
			if d := cmp.Diff(first, got, cmp.AllowUnexported(said{})); d != "" {
				t.Errorf("%v with %s workers:\n%s", args, workers, d)
			}
		}
	}
}

// The JSON has the fields that other programs rely on.
func TestJSON(t *testing.T) {
	got := harkara(t, "run", write(t, small), "--format", "json", "--by", "office", "--set", "relays.top.people=2")
	if got.status != exitDone {
		t.Fatalf("status %d: %s", got.status, got.errOut)
	}
	var r map[string]any
	if err := json.Unmarshal([]byte(got.out), &r); err != nil {
		t.Fatal(err)
	}
	at := func(path ...any) any {
		var v any = r
		for _, step := range path {
			switch s := step.(type) {
			case string:
				v = v.(map[string]any)[s]
			case int:
				v = v.([]any)[s]
			}
		}
		return v
	}
	for _, c := range []struct {
		path []any
		want any
	}{
		{[]any{"format"}, "harkara.result/v1"},
		{[]any{"scenario", "name"}, "small"},
		{[]any{"scenario", "plan"}, nil},
		{[]any{"scenario", "set", "relays.top.people"}, "2"},
		{[]any{"run", "trials"}, 200.0},
		{[]any{"run", "partial"}, false},
		{[]any{"horizon_s"}, 259200.0},
		{[]any{"tiers", 0, "tier"}, "top"},
		{[]any{"tiers", 1, "units"}, 4.0},
		{[]any{"tiers", 2, "tier"}, "public"},
		{[]any{"tiers", 2, "units"}, 40.0},
		{[]any{"tiers", 3, "tier"}, "households"},
		{[]any{"tiers", 3, "units"}, 8.0},
		{[]any{"tiers", 1, "time_to", 2, "share"}, 1.0},
		{[]any{"tiers", 2, "time_to", 2, "median_s"}, nil},
		{[]any{"groups", 3, "unit"}, "top 1 4"},
	} {
		if got := at(c.path...); got != c.want {
			t.Errorf("%v is %v, want %v", c.path, got, c.want)
		}
	}
	if n := len(r["goals"].([]any)); n != 0 {
		t.Errorf("%d goals, want an empty list", n)
	}
}

// CSV is tidy: every row has as many fields, one value each.
func TestCSV(t *testing.T) {
	got := harkara(t, "run", write(t, small), "--format", "csv", "--at", "30m,1h")
	rows, err := csv.NewReader(strings.NewReader(got.out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, r := range rows[1:] {
		values[strings.Join(r[3:7], " ")] = r[7]
	}
	for key, want := range map[string]string{
		"office 4 1800 mean":              "0",
		"top 1 1800 mean":                 "1",
		"office 4  time_to_1_median_s":    "3600",
		"public 40  time_to_0.5_median_s": "",
		"households 8 1800 mean":          "0",
		"households 8 1800 p95":           "0",
	} {
		if got, ok := values[key]; !ok || got != want {
			t.Errorf("%s is %q (%v), want %q", key, got, ok, want)
		}
	}
}

// A missed goal is an answer with a status of its own.
func TestGoals(t *testing.T) {
	file := write(t, small+"questions: {goals: [{tier: office, share: 1, by: 2h, chance: 0.9}]}\n")
	got := harkara(t, "run", file)
	if got.status != exitMissed || !strings.Contains(got.out, "goal: 100 % of office units within 2 h:") || !strings.Contains(got.out, "missed") {
		t.Errorf("status %d\n%s", got.status, got.out)
	}
	got = harkara(t, "run", file, "--set", "relays.top.passes_on=1")
	if got.status != exitDone || !strings.Contains(got.out, "100 % of trials") || !strings.Contains(got.out, ", met") {
		t.Errorf("status %d\n%s", got.status, got.out)
	}
}

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// check lists the problems of all files, and what it understood of sound ones.
func TestCheck(t *testing.T) {
	good, bad := write(t, small), write(t, strings.Replace(small, "passes_on: 0.5", "passes_on: 150 %", 1)+"seeds: 3\n")
	got := harkara(t, "check", good, bad, "pakur")
	if got.status != exitInvalid {
		t.Errorf("status %d", got.status)
	}
	for _, want := range []string{good + ": ok: 5 units in 2 tiers, 40 people in 8 households", "pakur: ok: 136 units"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("lacks %q:\n%s", want, got.out)
		}
	}
	for _, want := range []string{bad + ":4:", bad + ":8:1: ", "did you mean"} {
		if !strings.Contains(got.errOut, want) {
			t.Errorf("lacks %q:\n%s", want, got.errOut)
		}
	}
}

// What show and scenarios print, letter by letter.
func TestPrinted(t *testing.T) {
	for name, args := range map[string][]string{
		"show-pakur":       {"show", "pakur"},
		"show-one-chain":   {"show", "one-chain", "--format", "json"},
		"show-depth":       {"show", "jharkhand", "--depth", "2"},
		"show-flood-night": {"show", "flood-warning", "--plan", "night", "--format", "markdown"},
		"scenarios":        {"scenarios"},
		"compare":          {"compare", "before-and-after", "--trials", "60", "--at", "1d"},
		"compare-csv":      {"compare", "pakur", "--plan", "trained-blocks", "--trials", "20", "--format", "csv"},
		"why":              {"run", "pakur", "--why", "Pakur/Litipara", "--at", "6h", "--trials", "100"},
		"trace":            {"run", "pakur", "--trace", "3", "--unit", "Hiranpur 2"},
		"trace-lines":      {"run", "one-chain", "--trace", "0", "--format", "json"},
		"left-behind":      {"run", "jharkhand", "--left-behind", "4", "--trials", "50"},
	} {
		t.Run(name, func(t *testing.T) {
			if slices.Contains(args, "--trials") {
				effort.NotShort(t, "plays many trials")
			}
			got := harkara(t, args...)
			if got.status != exitDone || got.errOut != "" {
				t.Fatalf("status %d: %s", got.status, got.errOut)
			}
			golden(t, name, got.out)
		})
	}
	want, err := os.ReadFile("../../scenarios/pakur.yaml")
	if got := harkara(t, "scenarios", "show", "pakur"); err != nil || got.out != string(want) {
		t.Errorf("scenarios show pakur is not the file: %v", err)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nwrite it with: go test ./cmd/harkara -update", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

// What can be computed is, unless it is said how to play.
func TestAuto(t *testing.T) {
	file := write(t, small)
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "exact"},
		{[]string{"--precision", "1%"}, "exact"},
		{[]string{"--trials", "50"}, "montecarlo"},
		{[]string{"--seed", "1"}, "montecarlo"},
		{[]string{"--engine", "event"}, "montecarlo"},
		{[]string{"--public", "individuals"}, "montecarlo"},
		{[]string{"--solver", "exact", "--with-times", "--trials", "50"}, "exact"},
		{[]string{"--solver", "exact"}, "exact"},
		{[]string{"--solver", "montecarlo"}, "montecarlo"},
		{[]string{"--set", "network.links=[{among: office, over: post}]"}, "montecarlo"},
	} {
		got := harkara(t, append([]string{"run", file, "--format", "json"}, c.args...)...)
		var r struct {
			Run struct {
				Solver, Why string
			}
		}
		if err := json.Unmarshal([]byte(got.out), &r); err != nil || r.Run.Solver != c.want || r.Run.Why == "" {
			t.Errorf("%v: %v, solver %q (%q), want %q", c.args, err, r.Run.Solver, r.Run.Why, c.want)
		}
	}
	got := harkara(t, "run", "pakur", "--solver", "exact", "--certain")
	if got.status != exitUsage || !strings.Contains(got.errOut, "calls are made one after another") {
		t.Errorf("%+v", got)
	}
}

// What --solver exact leaves out is a dash with a word on how to get it, null in
// JSON and empty in CSV, and misses no goal; flags that say how to play are refused.
func TestExactPlaysNothing(t *testing.T) {
	effort.NotShort(t, "computes the answer of a state four times")
	got := harkara(t, "run", "jharkhand", "--certain", "--solver", "exact")
	if got.status != exitDone || !strings.Contains(got.out, "–: not computed; with --with-times") || !strings.Contains(got.out, "within 24 h: –\n") || strings.Contains(got.out, "*") {
		t.Errorf("%+v", got)
	}
	got = harkara(t, "run", "jharkhand", "--certain", "--solver", "exact", "--format", "json")
	if !strings.Contains(got.out, `"met": null`) || !strings.Contains(got.out, `"median_s": null`) || !strings.Contains(got.out, `"chance": null`) || !strings.Contains(got.out, `"trials": 0`) {
		t.Errorf("%+v", got)
	}
	got = harkara(t, "run", "jharkhand", "--certain", "--solver", "exact", "--format", "csv")
	if !strings.Contains(got.out, "goal_0.8_met,\n") || !strings.Contains(got.out, "time_to_0.9_median_s,\n") {
		t.Errorf("%+v", got)
	}
	got = harkara(t, "run", "jharkhand", "--certain", "--solver", "exact", "--with-times", "--trials", "20")
	if !strings.Contains(got.out, "marked *: 20 trials") || !strings.Contains(got.out, "of trials [") {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"--solver", "exact", "--trials", "20"}, {"--solver", "exact", "--seed", "2"}, {"--with-times"}} {
		if got := harkara(t, append([]string{"run", "jharkhand"}, args...)...); got.status != exitUsage || !strings.Contains(got.errOut, "--with-times") {
			t.Errorf("%v: %+v", args, got)
		}
	}
}

// An answer about nobody is a dash, no number, and meets no goal.
func TestNobody(t *testing.T) {
	file := write(t, `
name: nobody
network: {tiers: [a, b, c], tree: {A: {B: {population: 300}}}}
public: {served_by: c, hears: {g: {broadcast: {share: 0.5}}}}
questions: {horizon: 24h, at: [1h], goals: [{tier: public, share: 0.9, by: 1h}]}
`)
	for _, solver := range []string{"auto", "montecarlo"} {
		got := harkara(t, "run", file, "--solver", solver)
		if got.status == exitInvalid {
			return // refused when it is read is as good
		}
		if got.status != exitMissed || !strings.Contains(got.out, "there is nobody to reach") || !strings.Contains(got.out, "c         0             –") && !strings.Contains(got.out, "c         0        –") {
			t.Errorf("%s: %+v", solver, got)
		}
		if !strings.Contains(got.out, "300 people in the figures have no unit that serves them") {
			t.Errorf("%s: nothing is said of 300 people: %+v", solver, got)
		}
		if got := harkara(t, "run", file, "--solver", solver, "--format", "csv"); !strings.Contains(got.out, ",c,0,3600,mean,\n") || !strings.Contains(got.out, "goal_0.9_chance,\n") {
			t.Errorf("%s: %s", solver, got.out)
		}
	}
}
