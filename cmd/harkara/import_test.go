package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// written is a file of a text, in a folder of its own.
func written(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// What import writes runs as it stands, with links too; importing it again gives
// the same.
func TestImportRuns(t *testing.T) {
	for name, text := range map[string]string{
		"villages.csv": "Block;Village;Population;Sarpanch phone\nA;V;1,000;98\nA;W;500;97\nB;V;250;96\nTotal;;1,750;\n",
		"friends.net":  "*Vertices 4\n1 \"Ann\"\n2 \"Bo\"\n3 \"Cy\"\n4 \"=Di\"\n*Edges\n1 2\n2 3\n3 4\n4 1\n1 3\n",
	} {
		file := written(t, name, text)
		out := filepath.Join(filepath.Dir(file), "made")
		flags := []string{"import", file, "--out", out}
		if strings.HasSuffix(name, ".net") {
			flags = append(flags, "--root", "Ann")
		}
		if got := harkara(t, flags...); got.status != 0 {
			t.Fatalf("%s: %+v", name, got)
		}
		scenario := filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+".yaml")
		if got := harkara(t, "run", scenario, "--trials", "5"); got.status != 0 || !strings.Contains(got.out, "public") {
			t.Errorf("%s: %+v", name, got)
		}
		again := filepath.Join(filepath.Dir(file), "again")
		if got := harkara(t, "import", filepath.Join(out, "units.csv"), "--out", again); got.status != 0 {
			t.Errorf("%s, again: %+v", name, got)
		}
		first, _ := os.ReadFile(filepath.Join(out, "units.csv"))
		second, _ := os.ReadFile(filepath.Join(again, "units.csv"))
		if string(first) != string(second) {
			t.Errorf("%s, again:\n%s\nwant\n%s", name, second, first)
		}
		if got := harkara(t, "import", file, "--out", out, "--root", "Ann"); got.status != exitUsage {
			t.Errorf("%s: a folder with files is written over: %+v", name, got)
		}
	}
	table := written(t, "v.csv", "Block,Village,Population\nA,V,1000\nA,W,500\n")
	for flags, want := range map[string]string{
		"--orphans lose": "give keep or refuse", "--map parent=Boss": "no column \"Boss\"", "--sheet Pay": "",
	} {
		got := harkara(t, append([]string{"import", table}, strings.Fields(flags)...)...)
		if (got.status == 0) != (want == "") || !strings.Contains(got.errOut, want) {
			t.Errorf("%s: %+v", flags, got)
		}
	}
}

// A log of calls becomes values of a scenario, each with its bounds in a comment,
// and nothing else in the file moves.
func TestFitWrites(t *testing.T) {
	effort.NotShort(t, "fits some hundred logs")
	r := rand.New(rand.NewPCG(1, 2))
	var calls, delays strings.Builder
	calls.WriteString("to,answered,lasted_s\n")
	for i := range 120 {
		for try := range 3 {
			answered, lasted := "no", ""
			if i%6 != 0 && r.IntN(2) == 0 {
				answered, lasted = "yes", fmt.Sprintf("%.0f", 60+120*r.ExpFloat64())
			}
			fmt.Fprintf(&calls, "%d,%s,%s\n", i, answered, lasted)
			if answered == "yes" || try == 2 {
				break
			}
		}
	}
	delays.WriteString("sent,seen\n")
	for i := range 60 {
		wait := 10 + 50*r.ExpFloat64()
		seen := fmt.Sprintf("2024-10-12 %02d:%02d", 9+int(wait)/60, int(wait)%60)
		if i%5 == 0 {
			seen = ""
		}
		fmt.Fprintf(&delays, "2024-10-12 09:00,%s\n", seen)
	}
	const text = `name: mine   # of ours
network: {tiers: [a, b], fan_out: [1, 4]}
channels:
  phone: {delivers: 0.5, calls: {lines: 1, each: 3m}}   # guessed
relays:
  a: {passes_on: 1, notices: 1h}
`
	scenario := written(t, "mine.yaml", text)
	for log, path := range map[string]string{calls.String(): "channels.phone", delays.String(): "relays.a.notices"} {
		got := harkara(t, "fit", written(t, "log.csv", log), "--until", "24h", "--write", scenario+":"+path)
		if got.status != 0 || !strings.Contains(got.out, ", was ") {
			t.Errorf("%s: %+v", path, got)
		}
	}
	after, _ := os.ReadFile(scenario)
	for _, want := range []string{"name: mine   # of ours\n", "{unreachable: 0.2", ", delivers: 0.5", "calls: {lines: 1, each: {", "}   # guessed\n", "relays:\n  a: {passes_on: 0.8, notices: {", "\nuncertain:\n", "  channels.phone.delivers: {low: 0.", "  relays.a.passes_on: {low: 0."} {
		if !strings.Contains(string(after), want) {
			t.Errorf("no %q in\n%s", want, after)
		}
	}
	if got := harkara(t, "check", scenario); got.status != 0 {
		t.Errorf("%+v", got)
	}
	for flags, want := range map[string]string{
		"--write " + scenario: "give a file and a path", "--write " + scenario + ":relays.z.notices": "has no relays.z", "--never often": "give maybe, yes or no",
		"--family normal": "there are exponential", "--write " + scenario + ":trials": "trials: a mapping",
	} {
		got := harkara(t, append([]string{"fit", written(t, "log.csv", "delay_s\n60\n70\n90\n200\n")}, strings.Fields(flags)...)...)
		if got.status == 0 || !strings.Contains(got.errOut, want) {
			t.Errorf("%s: %+v", flags, got)
		}
	}
	if now, _ := os.ReadFile(scenario); string(now) != string(after) {
		t.Error("a refused value was written")
	}
}
