package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"harkara/cascade/report/words"
	"harkara/model"
)

// everyCommand are the program's commands with the flags that each has.
func everyCommand() (all []*cobra.Command) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		c.InitDefaultHelpFlag()
		all = append(all, c)
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk((&app{}).root())
	return all
}

// What a command is for is said in Hindi as in English: where the English text was
// changed, its Hindi is looked at again and has the new hash.
func TestHindiHelp(t *testing.T) {
	for _, c := range everyCommand() {
		if c.Long == "" {
			continue
		}
		is := fmt.Sprintf("%x", sha256.Sum256([]byte(c.Long)))[:8]
		if text, of, ok := words.Hindi.Help(c.CommandPath()); !ok {
			t.Errorf("%s has no help in Hindi: write it in report/words/hindi_help*.go, made from %s", c.CommandPath(), is)
		} else if of != is {
			t.Errorf("the help of %s is another than was translated: look at its Hindi, which was made from %s; it is now %s:\n%s", c.CommandPath(), of, is, text)
		}
	}
}

// short are all short texts of help in English.
func short(c *cobra.Command) []string {
	out := []string{c.Short}
	for _, g := range c.Groups() {
		out = append(out, g.Title)
	}
	out = append(out, place.FindAllString(c.UseLine(), -1)...)
	for _, m := range exampleRemark.FindAllStringSubmatch(c.Example, -1) {
		out = append(out, m[2])
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Usage != "" && f.Name != "help" {
			out = append(out, f.Usage)
		}
	})
	return out
}

// Every command and every flag has Hindi in a line, with what the flag takes.
func TestEveryFlagHasItsHindi(t *testing.T) {
	used := map[string]bool{}
	for _, c := range everyCommand() {
		for _, english := range short(c) {
			used[english] = true
			hindi, ok := words.Hindi.Phrase(english)
			if !ok {
				t.Errorf("%s: no Hindi of %q: write it in report/words/hindi_phrases.go or hindi_flags.go", c.CommandPath(), english)
			}
			if ticks := strings.Count(hindi, "`"); ok && strings.Contains(english, "`") && ticks != 2 {
				t.Errorf("%s: %q marks what it takes by ` and `, its Hindi not: %q", c.CommandPath(), english, hindi)
			}
		}
	}
	for english := range words.Hindi.Flags() {
		if !used[english] {
			t.Errorf("no flag says %q any more: remove its Hindi", english)
		}
	}
}

// A line of help in Hindi has no English but what is written to the program: it is in
// Hindi as a whole, and announced as English nowhere.
func TestHelpInHindi(t *testing.T) {
	english := map[string]bool{}
	for _, c := range everyCommand() {
		for _, text := range append(short(c), c.Long) {
			for _, line := range strings.Split(text, "\n") {
				english[strings.TrimSpace(line)] = len(strings.Fields(line)) > 2
			}
		}
	}
	own := regexp.MustCompile(`Usage:|Flags:|Commands:|Examples:|for more information|\(default|help for `)
	for _, c := range everyCommand() {
		page := helpWriter{in: words.Hindi}.page(c)
		for _, line := range strings.Split(page, "\n") {
			if strings.HasPrefix(line, "\t") { // what is typed into a shell
				continue
			}
			if english[strings.TrimSpace(line)] || own.MatchString(line) {
				t.Errorf("%s --help in Hindi says %q", c.CommandPath(), line)
			}
		}
		if strings.Contains(page, "अंग्रेज़ी में है") {
			t.Errorf("%s --help announces English", c.CommandPath())
		}
		for _, name := range namesIn(c) {
			if !strings.Contains(page, name) {
				t.Errorf("%s --help in Hindi leaves out %q", c.CommandPath(), name)
			}
		}
	}
}

// namesIn are what help of a command names in every language: commands below it, flags,
// and the commands of its examples.
func namesIn(c *cobra.Command) (out []string) {
	for _, sub := range c.Commands() {
		out = append(out, sub.Name()+" ")
	}
	for line := range strings.Lines(c.Example) {
		command, _, _ := strings.Cut(strings.TrimSpace(line), "   ")
		out = append(out, command)
	}
	for _, set := range []*pflag.FlagSet{c.LocalFlags(), c.InheritedFlags()} {
		set.VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				out = append(out, "--"+f.Name+" ")
			}
		})
	}
	return out
}

// What a flag takes, and what is written instead of other files, is said in Hindi.
func TestWordingsInHindi(t *testing.T) {
	all := slices.Collect(maps.Values(kinds))
	all = append(all, slices.Collect(maps.Values(otherFiles))...)
	for _, text := range all {
		if got := words.Hindi.Error(model.Errorf("--of %v", wording(text))); got == "--of "+text && text != "" {
			t.Errorf("%q has no Hindi", text)
		}
	}
}

// What is wrong with a command is said in Hindi, and the way out; what it takes is named
// as help names it.
func TestUsageErrorsInHindi(t *testing.T) {
	english := regexp.MustCompile(`\b(the|is|no|give|not|has|and|with|to|there|takes|needs|did|mean|point|name|whole|where|say|lists)\b`)
	for command, want := range map[string]string{
		"rnu": "आदेश", "run": "नाम", "run pakur x": "दिया गया", "run nope": "परिदृश्य", "run pakur --sede 3": "--seed", "run pakur --seed": "मान",
		"run pakur --seed x": "पूर्ण संख्या", "run pakur -zq": "विकल्प", "run pakur -n": "मान", "run pakur --=3": "विकल्प", "run pakur --lang=hi --lang xx": "en-IN या hi",
		"run pakur --at 5x": "इकाई", "run pakur --at 9000h": "अंतिम समय", "run pakur --precision 5": "हिस्सा", "run pakur --engine=": "मान चाहिए: नाम",
		"run pakur --why Hirpur": "Hiranpur", "run pakur --out /nope/x.csv": "फ़ोल्डर", "run pakur --out x.pdf": ".csv", "run pakur --format tabel": "table",
		"sweep pakur --vary relays.block.passes_on=2": "1 में से बिंदु 1", "seek pakur --goal goal7 --vary y": "लक्ष्य", "place pakur": "--budget",
		"precision pakur --of x@y": "स्तर", "help job foo": "आदेश", "completion bash x": "कुछ नहीं", "import": "फ़ाइल", "job work": "फ़ोल्डर",
		"import a --map x": "भूमिका=स्तंभ", "explain nopenope": "तंत्र",
	} {
		got := harkara(t, append(strings.Fields(command), "--lang", "hi")...)
		if strings.HasSuffix(command, "-n") || strings.HasSuffix(command, "--seed") { // which would take --lang for their value
			got = harkara(t, append([]string{"--lang=hi"}, strings.Fields(command)...)...)
		}
		text := strings.ReplaceAll(got.errOut, "flood-warning, before-and-after", "")
		if got.status != exitUsage && got.status != exitInvalid && got.status != exitFailed || got.out != "" {
			t.Errorf("%s: status %d, %q", command, got.status, got.out)
		}
		if !strings.Contains(text, want) || english.MatchString(text) {
			t.Errorf("%s: %q, without %q or with %q", command, text, want, english.FindString(text))
		}
	}
}
