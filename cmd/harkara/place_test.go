package main

import "testing"

// A budget is read as people type it, and as tables print it.
func TestParseMoney(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "200000": 200000, "200,000": 200000, "2,00,000": 200000, "1,000": 1000, "12,34,56,000": 123456000} {
		if got, err := parseMoney(text); err != nil || got != want {
			t.Errorf("%s is %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-1", "1.5", "much", "1,0", "1,00", "1,0000", ",000", "200,000 rupees", "1e30"} {
		if got, err := parseMoney(text); err == nil {
			t.Errorf("%s is %d", text, got)
		}
	}
}
