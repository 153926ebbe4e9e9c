package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// interrupting is a context that is cancelled once it was asked so many times
// whether it is: after some trials, on a machine of any speed.
type interrupting struct {
	context.Context
	cancel context.CancelFunc
	left   atomic.Int64
}

func interruptedAfter(t *testing.T, asked int64) *interrupting {
	c := &interrupting{}
	c.Context, c.cancel = context.WithCancel(t.Context())
	c.left.Store(asked)
	return c
}

func (c *interrupting) Err() error {
	if c.left.Add(-1) < 0 {
		c.cancel()
	}
	return c.Context.Err()
}

// A run that is interrupted prints what is done, marked partial.
func TestInterrupt(t *testing.T) {
	got := harkaraWith(interruptedAfter(t, 40), "", "run", write(t, small), "--trials", "1000000", "--solver", "montecarlo")
	if got.status != exitInterrupted || !strings.Contains(got.out, "partial: interrupted after") {
		t.Errorf("status %d\n%s%s", got.status, got.out, got.errOut)
	}
	cancelled, stop := context.WithCancel(t.Context())
	stop()
	got = harkaraWith(cancelled, "", "run", "pakur", "--solver", "montecarlo")
	if got.status != exitInterrupted || got.out != "" || !strings.Contains(got.errOut, "interrupted before") {
		t.Errorf("status %d\n%s%s", got.status, got.out, got.errOut)
	}
}

// In CSV each row of what is done says that it is partial.
func TestInterruptCSV(t *testing.T) {
	got := harkaraWith(interruptedAfter(t, 40), "", "run", write(t, small), "--trials", "1000000", "--solver", "montecarlo", "--format", "csv")
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	if got.status != exitInterrupted || !strings.Contains(got.errOut, "each row says partial") || len(lines) < 3 || !strings.HasSuffix(lines[0], ",partial") {
		t.Fatalf("status %d\n%s%s", got.status, got.out, got.errOut)
	}
	for _, line := range lines[1:] {
		if !strings.HasSuffix(line, ",true") {
			t.Errorf("not marked: %s", line)
		}
	}
}

// Bounds of which some are not tried yet do not hold.
func TestInterruptCoverage(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := harkaraWith(ctx, "", "verify", "--coverage", "--quick"); got.status != exitInterrupted || got.out != "" {
		t.Errorf("status %d\n%s%s", got.status, got.out, got.errOut)
	}
	got := harkaraWith(interruptedAfter(t, 3000), "", "verify", "--coverage", "--quick", "--format", "json")
	if got.status != exitInterrupted || got.out != "" && (!strings.Contains(got.out, `"partial": true`) || strings.Contains(got.out, `"holds": true,\n  "rows"`)) {
		t.Errorf("status %d\n%.300s%s", got.status, got.out, got.errOut)
	}
}

// Laws of which some are not tried yet are neither held nor broken.
func TestInterruptVerify(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got := harkaraWith(ctx, "", "verify", "--laws")
	if got.status != exitInterrupted || got.out != "" || !strings.Contains(got.errOut, "interrupted before there was an answer") {
		t.Errorf("status %d\n%s%s", got.status, got.out, got.errOut)
	}
}

// silent is an input that tells when it is read, and never says a word.
type silent func()

func (s silent) Read([]byte) (int, error) {
	s()
	select {}
}

// A scenario that never comes does not keep an interrupt waiting.
func TestInterruptWhileReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var out, errOut bytes.Buffer
	a := &app{in: silent(cancel), out: &out, errOut: &errOut} // without grace
	status := a.run(ctx, []string{"run", "-"})
	if status != exitInterrupted || out.Len() > 0 || !strings.Contains(errOut.String(), "interrupted") {
		t.Errorf("status %d\n%s%s", status, &out, &errOut)
	}
}

// What a message quotes of a file cannot steer the terminal, and Devanagari
// stays as it is.
func TestMessagesAreVisible(t *testing.T) {
	got := harkaraWith(t.Context(), "name: x\nnetwork: {tiers: [\"\\e[31mred\", \"\\u202Eर्\u200dक\"], fan_out: {a: 1}}\n", "check", "-")
	if got.status != exitInvalid || strings.ContainsAny(got.errOut, "\x1b\u202e") || !strings.Contains(got.errOut, `\x1b[31mred, \u202eर्`+"\u200d"+`क`) {
		t.Errorf("status %d\n%q", got.status, got.errOut)
	}
}

// Files appear whole or not at all.
func TestOut(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "reach.csv")
	if got := harkara(t, "run", write(t, small), "--format", "csv", "--out", file); got.status != exitDone || got.out != "" {
		t.Fatalf("%+v", got)
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(text), "message,group,") {
		t.Errorf("%v: %.40q", err, text)
	}
	got := harkara(t, "run", write(t, small), "--out", filepath.Join(dir, "no", "such", "folder.txt"))
	if got.status != exitFailed || !strings.Contains(got.errOut, "cannot write") || !strings.Contains(got.errOut, "there is no folder") {
		t.Errorf("%+v", got)
	}
	if strings.Contains(got.errOut, ".folder.txt") {
		t.Errorf("names a file that nobody asked for: %s", got.errOut)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("reach.csv", link); err == nil {
		_ = os.Chmod(file, 0o600)
		harkara(t, "run", write(t, small), "--out", link)
		text, _ := os.ReadFile(file)
		if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() || !strings.HasPrefix(string(text), "small") {
			t.Errorf("a link is replaced, not what it points to: %.40q", text)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		_ = os.Remove(link)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
	if runtime.GOOS == "linux" {
		got = harkara(t, "run", write(t, small), "--out", "/dev/full")
		if got.status != exitFailed || !strings.Contains(got.errOut, "no space left") {
			t.Errorf("%+v", got)
		}
	}
}

func TestFullDisk(t *testing.T) {
	var errOut bytes.Buffer
	status := run(t.Context(), []string{"run", write(t, small)}, nil, fullDisk{}, &errOut)
	if status != exitFailed || !strings.Contains(errOut.String(), "cannot write the answer: no space left") {
		t.Errorf("status %d: %s", status, errOut.String())
	}
}

// A scenario can come from standard input.
func TestStandardInput(t *testing.T) {
	if got := harkaraWith(t.Context(), small, "run", "-"); got.status != exitDone || !strings.Contains(got.out, "office") {
		t.Errorf("%+v", got)
	}
	got := harkaraWith(t.Context(), "name: x\nnetwork: {tiers: [a], fan_out: {a: 0.5}}", "run", "-")
	if got.status != exitInvalid || !strings.Contains(got.errOut, "standard input:2:") {
		t.Errorf("%+v", got)
	}
}

// A fault of the program is told in one line, with a status of its own.
func TestGuarded(t *testing.T) {
	err := guarded(func() error { panic("index out of range") })
	var f *failure
	if !errors.As(err, &f) || f.status != exitFailed || !strings.Contains(f.Error(), "index out of range") {
		t.Errorf("%v", err)
	}
	if err := guarded(func() error { return nil }); err != nil {
		t.Error(err)
	}
}

// What would not fit the memory is refused before it is begun; a plan that asks
// for it is told so with its place.
func TestMemory(t *testing.T) {
	got := harkara(t, "run", "india", "--memory", "40MB", "--solver", "montecarlo")
	if got.status != exitFailed || got.out != "" || !strings.Contains(got.errOut, "40 MB may be taken") || !strings.Contains(got.errOut, "--memory") {
		t.Errorf("%+v", got)
	}
	huge := write(t, "name: huge\nnetwork: {tiers: [a, b], max_units: 200000000, fan_out: {a: 1, b: 150000000}}\n")
	got = harkara(t, "run", huge, "--memory", "1GB")
	if got.status != exitInvalid || !strings.Contains(got.errOut, "mine.yaml:2:") || !strings.Contains(got.errOut, "about 22.4 GB of memory; 1.0 GB may be taken") {
		t.Errorf("%+v", got)
	}
	got = harkara(t, "run", "pakur", "--memory", "1KB")
	if got.status != exitInvalid || !strings.Contains(got.errOut, "about 21 KB of memory; 1 KB may be taken") {
		t.Errorf("%+v", got)
	}
	for _, text := range []string{"4", "-1GB", "GB", "4 PB"} {
		if got := harkara(t, "run", "pakur", "--memory", text); got.status != exitUsage || !strings.Contains(got.errOut, "write it like 4GB") {
			t.Errorf("--memory %s: %+v", text, got)
		}
	}
}

// What is asked instead of the table is interrupted like the table: what is done
// is printed, marked partial, with a status of its own.
func TestInterruptOfInquiries(t *testing.T) {
	effort.NotShort(t, "plays a district, as other tests of interrupts do")
	for _, args := range [][]string{
		{"run", "pakur", "--why", "Litipara", "--trials", "1000000"},
		{"run", "pakur", "--left-behind", "3", "--trials", "1000000"},
		{"compare", "pakur", "--plan", "more-visitors", "--trials", "1000000"},
		{"bottlenecks", "pakur", "--trials", "1000000"},
	} {
		got := harkaraWith(interruptedAfter(t, 40), "", args...)
		if got.status != exitInterrupted || !strings.Contains(got.out, "partial: interrupted") {
			t.Errorf("%v: status %d\n%s%s", args, got.status, got.out, got.errOut)
		}
	}
}

// Every message of a scenario is answered, whatever is asked.
func TestMessages(t *testing.T) {
	file := write(t, small+"messages: [{name: first}, {name: second, at: 1h}]\nplans: {sure: {set: {relays.top.passes_on: 1}}}\n")
	for _, args := range [][]string{
		{"run", file}, {"run", file, "--why", "top 1"}, {"run", file, "--left-behind", "2"},
		{"compare", file}, {"bottlenecks", file}, {"verify", file},
	} {
		got := harkara(t, args...)
		if got.status != exitDone || !strings.Contains(got.out, "message first") || !strings.Contains(got.out, "message second") {
			t.Errorf("%v: status %d\n%s%s", args, got.status, got.out, got.errOut)
		}
	}
}

// Several tiers are told apart in tables of their own; colour and cells as they
// are come only where they are asked for.
func TestHowItIsWritten(t *testing.T) {
	got := harkara(t, "run", "one-chain", "--trials", "2", "--by", "block, district", "--color", "always")
	district, block := strings.Index(got.out, "public below each district"), strings.Index(got.out, "public below each block")
	if district < 0 || block < district || !strings.Contains(got.out, "\x1b[3") {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"--color", "auto"}, {"--color", "never"}, nil} {
		if got := harkara(t, append([]string{"run", "one-chain", "--trials", "2"}, args...)...); strings.Contains(got.out, "\x1b") {
			t.Errorf("%v: colours in a pipe", args)
		}
	}
	if got := harkara(t, "run", "pakur", "--color", "green"); got.status != exitUsage || !strings.Contains(got.errOut, "--color green: there are auto, always, never") {
		t.Errorf("%+v", got)
	}
	file := write(t, "name: x\nnetwork: {tiers: [a, b], tree: {=SUM(1): {\"+b\": }}}\n")
	for flag, want := range map[string]string{"--quiet": ",'+b,", "--raw-csv": ",+b,"} {
		if got := harkara(t, "run", file, "--by", "b", "--format", "csv", flag); !strings.Contains(got.out, want) {
			t.Errorf("%s: no %s in %+v", flag, want, got)
		}
	}
}

// Digits are decimal, whatever they begin with; a file's name says its format.
func TestAsWritten(t *testing.T) {
	file := write(t, small)
	a, b := harkara(t, "run", file, "--seed", "010", "--trials", "010"), harkara(t, "run", file, "--seed", "10", "--trials", "10")
	if a != b || !strings.Contains(a.out, "10 trials · seed 10") {
		t.Errorf("%+v\n%+v", a, b)
	}
	for ending, begins := range map[string]string{"csv": "message,group", "json": "{\n", "md": "## small", "txt": "small\n", "dat": "small\n"} {
		out := filepath.Join(t.TempDir(), "answer."+ending)
		got := harkara(t, "run", file, "--out", out)
		text, err := os.ReadFile(out)
		if got.status != exitDone || err != nil || !strings.HasPrefix(string(text), begins) {
			t.Errorf("%s: %+v, %v: %.40q", ending, got, err, text)
		}
	}
}

// The files that a scenario reads are not written over, nor is a whole answer
// by a part of one; a link to a file that is not there makes that file.
func TestWhatIsNotReplaced(t *testing.T) {
	dir := t.TempDir()
	save := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	units := save("units.csv", "code,name,tier,parent_code\na,A,top,\n")
	file := save("mine.yaml", "name: x\nnetwork: {tiers: [top], file: units.csv}\n")
	if got := harkara(t, "run", file, "--out", units); got.status != exitUsage || !strings.Contains(got.errOut, "would replace") {
		t.Errorf("%+v", got)
	}
	whole := save("whole.txt", "whole")
	got := harkaraWith(interruptedAfter(t, 40), "", "run", write(t, small), "--solver", "montecarlo", "--trials", "1000000", "--out", whole)
	kept, _ := os.ReadFile(whole)
	part, err := os.ReadFile(whole + ".partial")
	if got.status != exitInterrupted || string(kept) != "whole" || err != nil || !strings.Contains(string(part), "partial: interrupted") || !strings.Contains(got.errOut, "whole.txt.partial") {
		t.Errorf("%+v, %v: %q, %q", got, err, kept, part)
	}
	link := filepath.Join(dir, "link.txt")
	if os.Symlink("new.txt", link) != nil {
		return
	}
	harkara(t, "run", file, "--out", link)
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link was replaced: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "new.txt")); err != nil {
		t.Error(err)
	}
}

// Help that cannot be written is an error, too.
func TestHelpIsWritten(t *testing.T) {
	var errOut bytes.Buffer
	if status := run(t.Context(), []string{"run", "--help"}, nil, fullDisk{}, &errOut); status != exitFailed || !strings.Contains(errOut.String(), "no space left") {
		t.Errorf("status %d: %s", status, errOut.String())
	}
}

// Shells are offered what a scenario has.
func TestCompletion(t *testing.T) {
	for want, args := range map[string][]string{
		"more-visitors":        {"run", "pakur", "--plan", ""},
		"panchayat":            {"run", "pakur", "--by", ""},
		"Jharkhand/Pakur":      {"run", "pakur", "--why", ""},
		"relays.block.people=": {"compare", "pakur", "--set", ""},
		"16\t":                 {"verify", "--law", ""},
		"never":                {"run", "pakur", "--color", ""},
		"trained-blocks":       {"compare", "pakur", "--against", ""},
		"delay=\n:6\n":         {"run", "pakur", "--set", "relays.block."}, // no blank follows
		"flood-warning":        {"run", ""},
	} {
		if got := harkara(t, append([]string{"__complete"}, args...)...); !strings.Contains(got.out, want) {
			t.Errorf("%v: no %q in %q", args, want, got.out)
		}
	}
}
