package scenario

import "testing"

// A seed is a whole number of 64 bits as it is written: no text, and no fraction.
func TestSeeds(t *testing.T) {
	for text, want := range map[string]uint64{"0": 0, "18446744073709551615": 1<<64 - 1} {
		s, err := Parse("t.yaml", []byte("name: x\nnetwork: {tiers: [a], fan_out: {a: 1}}\nseed: "+text+"\n"), memory(nil), Options{})
		if err != nil || s.Seed != want {
			t.Errorf("seed %s is %v, %v", text, s, err)
		}
	}
	for _, text := range []string{`"7"`, "seven", "1.5", "-1", "18446744073709551616", "[7]", "true"} {
		if s, err := Parse("t.yaml", []byte("name: x\nnetwork: {tiers: [a], fan_out: {a: 1}}\nseed: "+text+"\n"), memory(nil), Options{}); err == nil {
			t.Errorf("seed %s is %d", text, s.Seed)
		}
	}
}
