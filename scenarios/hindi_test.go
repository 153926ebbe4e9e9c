package scenarios_test

import (
	"reflect"
	"regexp"
	"testing"

	"harkara/scenarios"
)

// The file to start from is the same scenario in Hindi as in English, but for what it says
// of itself, and its comments have the same figures.
func TestStartInHindi(t *testing.T) {
	english, err := scenarios.FS.ReadFile("one-chain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	words := regexp.MustCompile(`(?ms)^about: .*?^$|(?m: *#.*$)|because: "[^"]*"`)
	bare := func(text []byte) string { return words.ReplaceAllString(string(text), "") }
	if a, b := bare(english), bare(scenarios.StartHindi); a != b {
		t.Errorf("in Hindi\n%s\nwant\n%s", b, a)
	}
	figure := regexp.MustCompile(`\d+\.\d+`)
	if a, b := figure.FindAllString(string(english), -1), figure.FindAllString(string(scenarios.StartHindi), -1); !reflect.DeepEqual(a, b) {
		t.Errorf("figures in Hindi %v, in English %v", b, a)
	}
}
