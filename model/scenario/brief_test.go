package scenario

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// What is wrong with the scenario's own keys is told before a long file is read,
// and what is wrong with the file after that.
func TestOwnKeysFirst(t *testing.T) {
	effort.NotShort(t, "reads long files")
	var units, delays bytes.Buffer
	units.WriteString("code,name,tier,parent_code\nr,Root,a,\n")
	for i := 0; units.Len() < longFile; i++ {
		fmt.Fprintf(&units, "%d,unit %d,b,r\n", i, i)
	}
	delays.WriteString("seconds\n")
	for delays.Len() < longFile {
		delays.WriteString("60\n")
	}
	bad := append(bytes.Clone(units.Bytes()), "x,y,b,none\n"...)
	const head = "name: x\nnetwork: {tiers: [a, b], file: u.csv, links: [{from: unit 1, to: unit 2}]}\n"
	for _, c := range []struct {
		text  string
		units []byte
		want  string // of the problem, or "" for none
	}{
		{head + "relays: {a: {notices: {measured: {file: d.csv, column: seconds}}}}\nmessages: [{name: m, from: unit 7}]\n", units.Bytes(), ""},
		{head + "trials: many\n", bad, "x.yaml:3:9: trials"},
		{head + "relays: {a: {passes_on: 2}}\n", bad, "x.yaml:3:25: relays.a.passes_on"},
		{head + "messages: [{name: m, from: nobody}]\n", units.Bytes(), "nobody"},
		{head, bad, "no unit has the code \"none\""},
	} {
		s, err := Parse("x.yaml", []byte(c.text), memory(map[string][]byte{"u.csv": c.units, "d.csv": delays.Bytes()}), Options{})
		switch {
		case c.want == "":
			if err != nil || len(s.Network.Links()) != 1 || s.Network.Name(s.Messages[0].From[0]) != "unit 7" {
				t.Errorf("%s: %v", c.text, err)
			}
			if got := s.Network.Relay(0).Notices.Mean(); math.Abs(got-60) > 1e-6 {
				t.Errorf("delays of %g s", got)
			}
		case err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(c.want, "x.yaml") && strings.Contains(err.Error(), "none"):
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}
