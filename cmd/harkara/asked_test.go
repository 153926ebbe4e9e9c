package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is written otherwise on the command line is understood, or refused with the
// way out; nothing is ignored.
func TestAskedOtherwise(t *testing.T) {
	file := write(t, small)
	dir := filepath.Dir(file)
	t.Chdir(dir)
	for _, x := range []struct {
		args   string // with | between
		status int
		want   string
	}{
		{"run|mine.yaml|--out|x.xlsx", exitUsage, "spreadsheets open .csv"},
		{"run|mine.yaml|--out|x.pdf", exitUsage, "there are .txt, .csv, .json, .md and .html"},
		{"run|mine.yaml|--out|x.PNG", exitUsage, "there are .txt"},
		{"run|mine.yaml|--out|.", exitFailed, "it is a folder"},
		{"run|mine.yaml|--out|", exitUsage, "--out needs a value: file"},
		{"run|mine.yaml|--at|", exitUsage, "--at needs a value: times"},
		{"run|mine.yaml|--by|", exitUsage, "--by needs a value: tier"},
		{"run|mine.yaml|--why|", exitUsage, "--why needs a value: unit"},
		{"run|mine.yaml|--plan|", exitUsage, "--plan needs a value: name"},
		{"run|mine.yaml|--precision|", exitUsage, "--precision needs a value: share"},
		{"run|mine.yaml|--at|1h;2h", exitDone, "2 h"},
		{"run|mine.yaml|--at|1h 2h", exitUsage, "times take commas between them"},
		{"run|mine.yaml|--by|TOP", exitDone, "below each top"},
		{"run|mine.yaml|--trials|1,000", exitDone, "1,000 trials"},
		{"run|mine.yaml|--trials|१००", exitDone, "100 trials"},
		{"run|mine.yaml|--trials|10k", exitUsage, "it takes a whole number"},
		{"run|mine.yaml|--seed|010", exitDone, "seed 10"},
		{"run|mine.yaml|--solver|montecarlo|--precision|0.0000001%", exitUsage, "--precision 0.0000001%: that takes "},
		{"run|one-chain|-n|2|--precision|0.0000001%", exitUsage, "or more, and at most 100,000,000 are played"},
		{"run|one-chain|-n|1", exitDone, "1 play was asked for, and 4 are played"},
		{"sweep|mine.yaml|--vary|relays.top.passes_on=1,2", exitInvalid, "point 2 of 2: relays.top.passes_on=2: --vary relays.top.passes_on=2: relays.top.passes_on: 2 is not a share"},
		{"sweep|mine.yaml|--vary|relays.top.passes_on=0.5..1", exitUsage, "a range has its step behind it, as in 0.5:1:0.05"},
		{"sweep|mine.yaml|--vary|relays.top.passes_on=0.5:1", exitUsage, "a range has its step behind it, as in 0.5:1:0.05"},
		{"seek|mine.yaml|--goal|50% of office by 1h|--vary|relays.top.passes_on=1:2", exitInvalid, "--vary relays.top.passes_on=2: relays.top.passes_on: 2 is not a share"},
		{"run|mine.yaml|--keep|/proc/x", exitFailed, "nothing was kept: name one in which you may write"},
		{"run|mine.yaml|--why| top 1 ", exitDone, "why top 1"},
		{"run|mine.yml", exitInvalid, "did you mean mine.yaml?"},
		{"run|mine", exitInvalid, "did you mean mine.yaml?"},
		{"run|mien.yaml", exitInvalid, "did you mean mine.yaml?"},
		{"run|.", exitInvalid, "a folder, not a file"},
		{"run|mine.yaml|pakur", exitUsage, "was given mine.yaml, pakur"},
		{"run|mine.yaml|--set|relays.top.people=2|--set|relays.top.people=3", exitInvalid, "is set twice"},
		{"explain|xyzzy", exitUsage, "harkara explain lists mechanisms"},
		{"explain|outages", exitDone, "keys inside:"},
		{"explain|mine.yaml:1:2: relays.top.passes_on: 7 is not a share: give a number from 0 to 1", exitDone, "wrong:"},
		{"explain|silent", exitDone, "harkara explain perfect"},
	} {
		got := harkara(t, strings.Split(x.args, "|")...)
		if got.status != x.status || !strings.Contains(got.out+got.errOut, x.want) {
			t.Errorf("%s: status %d, want %d and %q\n%s%s", x.args, got.status, x.status, x.want, got.out, got.errOut)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
