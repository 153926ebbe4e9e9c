package scenario

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Topics fit a terminal, and the tree that is shown is one.
func TestTopics(t *testing.T) {
	for _, name := range Topics() {
		text, found := Topic(name)
		if !found || text == "" {
			t.Errorf("no text for %s", name)
		}
		for _, line := range strings.Split(text, "\n") {
			if utf8.RuneCountInString(line) > 80 {
				t.Errorf("%s: %q is longer than 80", name, line)
			}
		}
	}
	text, _ := Topic("tree")
	_, example, _ := strings.Cut(text, "\n\n")
	example, _, _ = strings.Cut(example, "\n\n")
	if n := parseGood(t, "name: x\n"+strings.ReplaceAll("\n"+example, "\n    ", "\n")).Network; n.Len() != 1+3+18+3+2 {
		t.Errorf("%d units", n.Len())
	}
	if _, found := Topic("no-such"); found {
		t.Error("there is no such topic")
	}
}
