package scenario

import (
	"strings"
	"testing"
)

// A link of the first unit to itself is refused in a file, too, with its place; and a
// channel of calls has no links of their own, also where a file asks for them.
func TestLinkFilesRefuse(t *testing.T) {
	const text = "name: x\nnetwork:\n  tiers: [a, b]\n  tree: {A: {code: 1, children: {B: {code: 2}}}}\n  links: [{file: l.csv}]\nchannels: {w: {}, c: {calls: {each: 3m}}}\nrelays: {a: {over: [w]}}\n"
	for csv, want := range map[string]string{
		"from,to,over\n1,1,w\n":                    "l.csv:2:1: a unit needs no link to itself",
		"from,to,over\n2,2,w\n":                    "l.csv:2:1: a unit needs no link to itself",
		"from,to,over,delivers\n1,2,w,\n1,2,c,0.5": "l.csv:3:1: a link: channel",
	} {
		_, err := Parse("t.yaml", []byte(text), memory(map[string][]byte{"l.csv": []byte(csv)}), Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", csv, err, want)
		}
	}
}

// What a key may be says where numbers begin, and where they end.
func TestKindsSayTheirRange(t *testing.T) {
	for path, want := range map[string]string{
		"trials": "a whole number from 1 to 100000000", "seed": "a whole number, 0 or more", "relays.TIER.people": "a whole number from 1 to 10000",
	} {
		if k, found := FindKey(path); !found || k.Kind != want {
			t.Errorf("%s is %q, want %q", path, k.Kind, want)
		}
	}
}
