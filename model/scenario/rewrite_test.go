package scenario

import (
	"strings"
	"testing"
)

// A value is put in its place and nothing else moves.
func TestRewrite(t *testing.T) {
	const text = `name: x   # keep
network: {tiers: [a, b], fan_out: [1, 2]}
# above
relays:
  a: {people: 2, notices: {lognormal: {median: 1h, p90: 4h}}, passes_on: 0.9}   # of offices
  b:
    notices:   # guessed
      exponential: {mean: 1h}
      # inside

    passes_on: .8 # a guess
    over: "phone"
channels: {phone: {delivers: 1}}
`
	for _, c := range []struct{ path, value, note, old, new, was string }{
		{"relays.a.passes_on", "0.85", "fit", "0.9", "passes_on: 0.85}   # of offices", "passes_on: 0.9}   # of offices"},
		{"relays.a.notices", "{fixed: 5m}", "", "{lognormal: {median: 1h, p90: 4h}}", "notices: {fixed: 5m},", "notices: {lognormal: {median: 1h, p90: 4h}},"},
		{"relays.b.passes_on", "0.7", "fit of log.csv", ".8", "    passes_on: 0.7   # fit of log.csv\n", "    passes_on: .8 # a guess\n"},
		{"relays.b.over", "[phone]", "", `"phone"`, "    over: [phone]\n", "    over: \"phone\"\n"},
		{"relays.b.people", "3", "more", "", "  b:\n    people: 3   # more\n    notices:", "  b:\n    notices:"},
		{"channels.phone.delay", "{fixed: 5m}", "", "", "{phone: {delay: {fixed: 5m}, delivers: 1}}", "{phone: {delivers: 1}}"},
	} {
		got, old, err := Rewrite("x.yaml", []byte(text), c.path, c.value, c.note)
		if want := strings.Replace(text, c.was, c.new, 1); err != nil || string(got) != want || old != c.old {
			t.Errorf("%s: %v, was %q, want %q\n%s", c.path, err, old, c.old, got)
		}
	}
	got, old, err := Rewrite("x.yaml", []byte(text), "relays.b.notices", "{fixed: 1h}", "fit")
	if err != nil || !strings.Contains(string(got), "    notices: {fixed: 1h}   # fit\n    passes_on: .8 # a guess\n") || !strings.HasPrefix(old, "exponential: {mean: 1h}") {
		t.Errorf("a block: %v, was %q\n%s", err, old, got)
	}
	one, _, err := RewriteRange("x.yaml", []byte(text), "relays.a.passes_on", "{low: 0.8, high: 0.95}")
	if err != nil || string(one) != text+"\nuncertain:\n  relays.a.passes_on: {low: 0.8, high: 0.95}\n" {
		t.Errorf("a range: %v\n%s", err, one)
	}
	two, old, err := RewriteRange("x.yaml", one, "relays.a.passes_on", "{low: 0.7, high: 0.9}")
	if err != nil || old != "{low: 0.8, high: 0.95}" || !strings.HasSuffix(string(two), "uncertain:\n  relays.a.passes_on: {low: 0.7, high: 0.9}\n") {
		t.Errorf("a range again: %v, was %q\n%s", err, old, two)
	}
	for path, want := range map[string]string{"relays.c.passes_on": "no relays.c to put passes_on into", "name.x": "no name to put"} {
		if _, _, err := Rewrite("x.yaml", []byte(text), path, "1", ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
