package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"harkara/cascade/laws"
	"harkara/cascade/report/words"
	"harkara/model/scenario"
)

// Everything that explain says of mechanisms, topics and keys has its Hindi, which was
// made from the English that stands: where that was changed, the Hindi is looked at again
// and of.txt has the new hash.
func TestExplainHasItsHindi(t *testing.T) {
	made, err := os.ReadFile("../../cascade/report/words/hi/of.txt")
	if err != nil {
		t.Fatal(err)
	}
	english := map[string]string{}
	for _, m := range laws.Mechanisms() {
		english["mechanisms/"+m.Name] = "../../cascade/laws/mechanisms/" + m.Name + ".txt"
	}
	for _, name := range scenario.Topics() {
		english["topics/"+name] = "../../model/scenario/topics/" + name + ".txt"
	}
	for name, file := range english {
		kind, own, _ := strings.Cut(name, "/")
		text, ok := words.Hindi.Explained(kind, own)
		if !ok {
			t.Errorf("%s has no Hindi", name)
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("%s %x", name, sha256.Sum256(data))[:len(name)+9]; !strings.Contains(string(made), line+"\n") {
			t.Errorf("%s is another text than was translated: look at its Hindi, and write %q", name, line)
		}
		isHindi(t, name, text)
		sameFigures(t, name, string(data), text)
	}
	for _, k := range scenario.Keys() {
		for _, text := range []string{k.About, k.Kind, k.Default} {
			if said, ok := words.Hindi.KeyText(text); !ok {
				t.Errorf("%s: %q has no Hindi", k.Path, text)
			} else {
				isHindi(t, k.Path, said)
			}
		}
	}
}

var (
	// notProse are formulas and examples, which are indented, sources, what is quoted, and
	// what is written as one types it.
	notProse = regexp.MustCompile("(?m)^    .*$|(?s:स्रोत:.*)|`[^`]*`|\"[^\"]*\"|\\{[^}]*\\}|--?[a-z][a-z-]*( [A-Za-z-]+)?|[A-Za-z0-9_-]*[._/=^(][A-Za-z0-9_.,/*^()=…-]*|[A-Z][a-z]+,[A-Z][A-Za-z,]+")
	// namesInExplain are names of people, formats, functions and commands.
	namesInExplain = strings.Fields(`harkara run explain place check compare import verify fit sweep seek sensitivity precision report
		CSV JSON YAML XML zip UTF GeoJSON GraphML GEXF GML Pajek DOT IANA PERT AICc ITP beta bootstrap Windows Asia Kolkata
		Bass Wilson Student Morris Erlang Poisson Bin mod bits SplitMix mix sd State District Village Block
		curves dots film flow differences newest first priority known has once median ln min max AM block blocks relay true false mine ok
		random listed oldest majority household person each count leaves households mon sat closed data low high values likely
		fixed discrete measured pareto loglogistic mixture weight join delays starts notice silent perfect receipt together parent homes levels
		fn bx pq bL vN Rn`)
)

// wordsOfKeys are the words of the keys of a file, which no language translates.
var wordsOfKeys = sync.OnceValue(func() (out []string) {
	for _, k := range scenario.Keys() {
		out = append(out, latinWord.FindAllString(k.Path, -1)...)
	}
	return out
})

var figure = regexp.MustCompile(`\d+(?:[.,]\d+)*`)

// sameFigures fails where a paragraph in Hindi has another number than in English.
func sameFigures(t *testing.T, name, english, hindi string) {
	t.Helper()
	english, _, _ = strings.Cut(english, "\nKeys:")
	a, b := strings.Split(strings.TrimSpace(english), "\n\n"), strings.Split(hindi, "\n\n")
	if len(a) != len(b) {
		t.Errorf("%s has %d paragraphs in English, %d in Hindi", name, len(a), len(b))
		return
	}
	for i := range a {
		is, want := figure.FindAllString(b[i], -1), figure.FindAllString(a[i], -1)
		slices.Sort(is)
		slices.Sort(want)
		if !slices.Equal(is, want) {
			t.Errorf("%s, paragraph %d: figures %v in English, %v in Hindi", name, i+1, want, is)
		}
	}
}

// isHindi fails on a word of English.
func isHindi(t *testing.T, name, text string) {
	t.Helper()
	keys := wordsOfKeys()
	for _, word := range latinWord.FindAllString(notProse.ReplaceAllString(text, " "), -1) {
		if !slices.Contains(namesInExplain, word) && !slices.Contains(keys, word) {
			t.Errorf("%s: %q is no Hindi", name, word)
		}
	}
}
