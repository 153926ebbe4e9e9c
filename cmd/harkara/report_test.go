package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A page is made of what its JSON says: made from the scenario, from its saved JSON, or
// by run, it is the same; of a result that run saved there is a page too.
func TestReport(t *testing.T) {
	file := write(t, strings.Replace(small, "trials: 200", "trials: 40\nplans: {sure: {set: {relays.top.passes_on: 1}}}\nquestions: {horizon: 6h, at: [1h, 6h], goals: [{tier: public, share: 0.2, by: 6h}]}", 1))
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	read := func(name string) string {
		data, err := os.ReadFile(in(name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, args := range [][]string{
		{"report", file, "--out", in("a.html")},
		{"report", file, "--out", in("a.json")},
		{"report", in("a.json"), "--out", in("b.html")},
		{"run", file, "--format", "json", "--out", in("r.json")},
		{"report", in("r.json"), "--out", in("r.html")},
		{"compare", file, "--out", in("c.html")},
		{"bottlenecks", file, "--out", in("d.html")},
	} {
		if s := harkara(t, args...); s.status != exitDone && s.status != exitMissed {
			t.Fatalf("%q: %+v", args, s)
		}
	}
	if read("a.html") != read("b.html") {
		t.Error("the page of a scenario and that of its saved JSON differ")
	}
	for name, want := range map[string][]string{
		"a.html": {"Who has it, by when?", "Watch it come down", "Where does it get stuck?", "What would help?", "How sure is this?", "harkara report ", "sure"},
		"r.html": {"Who has it, by when?", "How sure is this?"},
		"c.html": {"What would help?"},
		"d.html": {"Where does it get stuck?"},
	} {
		page := read(name)
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
	}
	var all any
	if err := json.Unmarshal([]byte(read("a.json")), &all); err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{"null": true}
	numbersOf(all, have)
	shown := regexp.MustCompile(`data-v="([^"]*)"`).FindAllStringSubmatch(read("a.html"), -1)
	for _, m := range shown {
		if !have[m[1]] {
			t.Errorf("the page has %s, which is no number of its JSON", m[1])
		}
	}
	if len(shown) < 40 {
		t.Errorf("the page has only %d numbers", len(shown))
	}
	var look struct {
		Format string `json:"format"`
		Result struct {
			Tiers []any `json:"tiers"`
		} `json:"result"`
		Parts []struct {
			Curves struct {
				At []float64 `json:"at_s"`
			} `json:"curves"`
		} `json:"parts"`
	}
	if err := json.Unmarshal([]byte(read("a.json")), &look); err != nil || look.Format != "harkara.report/v1" || len(look.Parts) != 1 || len(look.Parts[0].Curves.At) < 40 {
		t.Errorf("the JSON of a report: %v, %+v", err, look)
	}
}

// What is no answer is refused, and so are names of units that are neither in nor out.
func TestReportRefuses(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "x.json")
	for text, want := range map[string]string{
		`{"format": "harkara.show/v1"}`:                                                      "no page is made of",
		`{"format": "harkara.report/v1"}`:                                                    "there is no answer in it",
		`{"format": "harkara.result/v1"`:                                                     "it is no whole JSON",
		`{"format": "harkara.result/v1"}`:                                                    "there is no answer in it",
		`{"format": "harkara.result/v1", "tiers": [{"tier": "x", "units": -5}]}`:             "x in it has -5 units",
		`{"format": "harkara.result/v1", "tiers": [{"tier": "x", "reach": [{"mean": 7}]}]}`:  "a share of x in it is 7",
		`{"format": "harkara.result/v1", "tiers": [{"tier": "x", "reach": [{"mean": {}}]}]}`: "cannot be: object",
		`{"format": 3}`: "x.json",
		`[]`:            "there is no answer in it",
		`nonsense`:      "x.json",
	} {
		if err := os.WriteFile(bad, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if s := harkara(t, "report", bad); s.status != exitInvalid || !strings.Contains(s.errOut, want) || s.out != "" {
			t.Errorf("%s: %+v", text, s)
		}
	}
	for _, args := range [][]string{{"report"}, {"report", "pakur", "--names", "some"}} {
		if s := harkara(t, args...); s.status != exitUsage {
			t.Errorf("%q: %+v", args, s)
		}
	}
	if s := harkara(t, "report", filepath.Join(dir, "none.json")); s.status != exitInvalid {
		t.Errorf("%+v", s)
	}
}

// numbersOf are the numbers of some JSON, as JSON writes them.
func numbersOf(x any, into map[string]bool) {
	switch y := x.(type) {
	case map[string]any:
		for _, z := range y {
			numbersOf(z, into)
		}
	case []any:
		for _, z := range y {
			numbersOf(z, into)
		}
	case float64:
		text, _ := json.Marshal(y)
		into[string(text)] = true
	}
}

// The command in a page gives it again: of every flag of run and of report that has
// another value than by default, it has the value, unless the answer is the same for any.
func TestCommandHasEveryFlag(t *testing.T) {
	a := &app{in: strings.NewReader(""), out: io.Discard, errOut: io.Discard}
	for _, c := range []*cobra.Command{a.runCommand(), a.reportCommand(), a.plotCommand(), a.graphCommand()} {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if slices.Contains(localFlags, f.Name) || f.Name == "format" || f.Name == "help" {
				return
			}
			value := "7"
			if f.Value.Type() == "bool" {
				value = "true"
			}
			if err := c.Flags().Set(f.Name, value); err != nil {
				t.Fatalf("--%s: %v", f.Name, err)
			}
			want := "--" + f.Name
			if value == "7" {
				want += " 7"
			}
			if got := (&commonFlags{command: c}).repeated("mine.yaml") + " "; !strings.Contains(got, want+" ") || !strings.HasPrefix(got, "harkara "+c.Name()+" mine.yaml ") {
				t.Errorf("no %s in %s", want, got)
			}
		})
	}
	page := harkara(t, "run", write(t, small), "--trials", "30", "--solver", "montecarlo", "--precision", "20%", "--engine", "event", "--workers", "1", "--format", "html")
	if want := "--trials 30 --precision 20% --solver montecarlo --engine event --format html"; !strings.Contains(page.out, want) || strings.Contains(page.out, "--workers") {
		t.Errorf("status %d, %s: no %q", page.status, page.errOut, want)
	}
}
