package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// noSeconds is an answer without how long it took.
func noSeconds(s said) said {
	s.out = regexp.MustCompile(`"seconds": [0-9.e+-]+`).ReplaceAllString(s.out, "")
	s.errOut = regexp.MustCompile(`on this machine .*\n`).ReplaceAllString(s.errOut, "")
	return s
}

// paid is a scenario with actions, for which answers are computed, and linked another
// action, for which whole sets are played.
const (
	paid   = small + "actions:\n  train: {for: top, cost: 2, set: {passes_on: 0.9}}\n  more: {for: top, cost: 1, people: +1}\n"
	linked = "  linked: {for: office, cost: 1, link: {among: office}}\n"
)

// Every command that plays many trials prints the same bytes, and ends with the same
// status, with and without a folder, when it goes on from one, and when others did the
// work.
func TestKeptIsTheSame(t *testing.T) {
	dir := t.TempDir()
	table := write(t, "name: x\nnetwork: {tiers: [top, office], file: units.csv}\nchannels: {post: {delay: 1h}}\nrelays: {top: {passes_on: 0.5}}\ntrials: 200\n")
	if err := os.WriteFile(filepath.Join(filepath.Dir(table), "units.csv"), []byte("name,tier,code,parent_code\nA,top,a,\nB,office,b,a\nC,office,c,a\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	unsure := write(t, small+"uncertain: {relays.top.passes_on: {low: 0.2, high: 0.9}, channels.post.delay: {low: 1h, high: 2h}}\n")
	all := [][]string{
		{"run", write(t, small), "--trials", "60", "--seed", "3", "--by", "office"},
		{"run", write(t, small), "--trials", "60", "--format", "json", "--set", "relays.top.passes_on=0.7"},
		{"sweep", write(t, small), "--vary", "relays.top.passes_on=0.2:1:0.2", "--trials", "20"},
		{"run", table, "--trials", "60"},
		{"sensitivity", unsure, "--rows", "16", "--plays", "2"},
		{"sensitivity", unsure, "--screen", "--trajectories", "4", "--plays", "2"},
		{"seek", write(t, small), "--goal", "50% of office by 3h", "--vary", "relays.top.passes_on", "--trials", "40"},
		{"verify", write(t, small), "--trials", "40"},
		{"precision", unsure, "--for", "5%,1h", "--trials", "40"},
		{"place", write(t, paid), "--budget", "3"},
		{"place", write(t, paid), "--budget", "3", "--trials", "40", "--format", "json"},
		{"place", write(t, paid+linked), "--budget", "2", "--trials", "40"},
	}
	large := [][]string{
		{"compare", "before-and-after", "--trials", "6"},
		{"run", "pakur", "--left-behind", "2", "--trials", "4"},
		{"run", "pakur", "--why", "Litipara", "--trials", "40"},
		{"bottlenecks", "pakur", "--trials", "4"},
	}
	for i, args := range effort.Of(all[:2], all, append(all, large...)) {
		want := noSeconds(harkara(t, args...))
		if want.status != exitDone && want.status != exitMissed {
			t.Fatalf("%v: %+v", args, want)
		}
		job := filepath.Join(dir, string(rune('a'+i)))
		if got := harkara(t, append(args, "--keep", job, "--prepare")...); got.status != exitDone || got.out != "" || !strings.Contains(got.errOut, "nothing is done yet") {
			t.Errorf("%v: prepared: %+v", args, got)
		}
		if got := harkara(t, "job", "merge", job); got.status != exitFailed || got.out != "" || !strings.Contains(got.errOut, "missing") {
			t.Errorf("%v: merged too early: %+v", args, got)
		}
		// What is played after something else needs another round of both shares.
		for round := range 40 {
			for _, index := range []string{"1/2", "2/2"} {
				if got := harkara(t, "job", "work", job, "--index", index, "--workers", "1"); got.status != exitDone || got.out != "" {
					t.Errorf("%v: round %d, share %s: %+v", args, round, index, got)
				}
			}
			if harkara(t, "job", "merge", job).status != exitFailed {
				break
			}
		}
		for _, again := range [][]string{{"job", "merge", job}, append(args, "--keep", job, "--workers", "1")} {
			if got := noSeconds(harkara(t, again...)); got != want {
				t.Errorf("%v: %v:\n%+v\nwant\n%+v", args, again, got, want)
			}
		}
	}
}

// What a folder and its commands are refused for.
func TestKeepUsage(t *testing.T) {
	file, dir := write(t, small), t.TempDir()
	job := filepath.Join(dir, "job")
	run := []string{"run", file, "--trials", "20", "--keep", job}
	if got := harkara(t, run...); got.status != exitDone {
		t.Fatalf("%+v", got)
	}
	taken := filepath.Dir(write(t, small))
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{append(run, "--seed", "9"), exitFailed, "seed is 1 there and 9 here"},
		{append(run, "--set", "relays.top.passes_on=0.6"), exitFailed, "--set is – there"},
		{append(run, "--format", "csv"), exitFailed, "--format is table there and csv here"},
		{[]string{"sweep", file, "--vary", "relays.top.passes_on=1,0", "--keep", job}, exitFailed, "command is run there and sweep here"},
		{[]string{"run", "pakur", "--trials", "1", "--keep", job}, exitFailed, "the file pakur.yaml is read here"},
		{[]string{"run", file, "--trials", "2", "--keep", taken}, exitFailed, "is not empty (mine.yaml)"},
		{[]string{"run", file, "--trials", "2", "--keep", file}, exitFailed, "not a directory"},
		{[]string{"run", file, "--prepare"}, exitUsage, "--prepare goes with --keep"},
		{[]string{"job", "status", taken}, exitFailed, "has no job"},
		{[]string{"job", "merge", job, "--format", "json"}, exitUsage, "what was counted is for table"},
		{[]string{"job", "work", job, "--index", "4/3"}, exitUsage, "--index 4/3"},
		{[]string{"job", "work", job, "--index", "1"}, exitUsage, "as in 3/10"},
		{[]string{"job", "work"}, exitUsage, "needs the folder of a job"},
		{[]string{"job", "wrok", job}, exitUsage, "job wrok"},
		{[]string{"job", "submit", job}, exitUsage, "--on says where"},
		{[]string{"job", "submit", job, "--on", "nowhere"}, exitUsage, "there are slurm, kubernetes"},
		{[]string{"job", "submit", job, "--on", "kubernetes", "--dry-run"}, exitFailed, "--image"},
	} {
		if got := harkara(t, c.args...); got.status != c.status || !strings.Contains(got.errOut, c.want) {
			t.Errorf("%v: %+v\nwant status %d and %q", c.args, got, c.status, c.want)
		}
	}
	if got := harkara(t, "run", "one-chain", "--certain", "--solver", "exact", "--keep", filepath.Join(dir, "none")); got.status != exitDone || !strings.Contains(got.errOut, "nothing had to be played") {
		t.Errorf("nothing played: %+v", got)
	}
	// What is left of a job that nothing says of which is no job's.
	alone := filepath.Join(dir, "alone")
	again := []string{"run", file, "--trials", "20", "--keep", alone}
	harkara(t, again...)
	if err := os.Remove(filepath.Join(alone, "job.json")); err != nil {
		t.Fatal(err)
	}
	if got := harkara(t, again...); got.status != exitFailed || got.out != "" || !strings.Contains(got.errOut, "no job.json, which says of which") {
		t.Errorf("pieces without a job: %+v", got)
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(alone, "pieces")), os.Mkdir(filepath.Join(alone, "pieces"), 0o755), os.RemoveAll(filepath.Join(alone, "plays"))); err != nil {
		t.Fatal(err)
	}
	if got := harkara(t, again...); got.status != exitDone {
		t.Errorf("folders without a file: %+v", got)
	}
	text := harkara(t, run...)
	if got := harkara(t, "job", "merge", job, "--format", "markdown"); got.out == text.out || got.status != exitDone || !strings.HasPrefix(got.out, "## ") {
		t.Errorf("in another format: %+v", got)
	}
	var status struct {
		Format string
		Done   bool
		Parts  []struct{ Pieces, Done int }
	}
	got := harkara(t, "job", "status", job, "--format", "json")
	if err := json.Unmarshal([]byte(got.out), &status); err != nil || status.Format != "harkara.job/v1" || !status.Done || len(status.Parts) != 1 || status.Parts[0].Done != status.Parts[0].Pieces {
		t.Errorf("status: %+v, %v", got, err)
	}
	for _, format := range []string{"table", "csv", "markdown"} {
		if got := harkara(t, "job", "status", job, "--format", format); got.status != exitDone || got.out == "" {
			t.Errorf("status: %+v", got)
		}
	}
	// A file that changed is another scenario; a job of another version is left.
	if err := os.WriteFile(file, []byte(small+"# changed\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := harkara(t, run...); got.status != exitFailed || !strings.Contains(got.errOut, "mine.yaml is not as it was") {
		t.Errorf("changed: %+v", got)
	}
	name := filepath.Join(job, "job.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), `"version": "`+version, `"version": "0.0.1`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := harkara(t, "job", "work", job); got.status != exitFailed || !strings.Contains(got.errOut, "version 0.0.1") {
		t.Errorf("another version: %+v", got)
	}
}
