package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"harkara/cascade/report/words"
)

// What a command is for is said in Hindi as in English: where the English text was
// changed, its Hindi is looked at again and has the new hash. What has none is listed.
func TestHindiHelp(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		switch text, of, ok := words.Hindi.Help(c.CommandPath()); {
		case !ok:
			t.Logf("%s has no help in Hindi", c.CommandPath())
		case of != fmt.Sprintf("%x", sha256.Sum256([]byte(c.Long)))[:8]:
			t.Errorf("the help of %s is another than was translated: look at its Hindi, which was made from %s; it is now %x", c.CommandPath(), of, sha256.Sum256([]byte(c.Long)))
		case strings.Contains(text, "  "):
			t.Errorf("two blanks in the Hindi help of %s", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk((&app{}).root())
}

// Help and topics that are in English say so to who speaks Hindi, and to nobody else.
func TestHelpSaysItsLanguage(t *testing.T) {
	for _, command := range []string{"run --help", "graph --help", "explain calls", "explain tree"} {
		var hindi, english, errOut bytes.Buffer
		if status := run(context.Background(), append(strings.Fields(command), "--lang", "hi"), strings.NewReader(""), &hindi, &errOut); status != 0 {
			t.Fatalf("%s: status %d: %s", command, status, errOut.String())
		}
		run(context.Background(), append(strings.Fields(command), "--lang", "en"), strings.NewReader(""), &english, &errOut)
		first, ok := strings.CutSuffix(hindi.String(), english.String())
		if !ok || strings.Count(first, "अंग्रेज़ी में है") != 1 {
			t.Errorf("%s: before the English stands %q", command, first)
		}
		if want := command == "run --help"; strings.Contains(first, "संदेश को उसके संगठन में") != want {
			t.Errorf("%s: %q", command, first)
		}
	}
}
