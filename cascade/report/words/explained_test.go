package words

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every Hindi text of explain has been translated back into English, paragraph by
// paragraph, by reading the Hindi alone: who has no Hindi can read there what it says.
// Where the Hindi was changed, it is translated back anew, and the first line of the file
// in testdata/back-translation has the new hash.
func TestExplainIsTranslatedBack(t *testing.T) {
	texts, err := fs.Glob(explanations, "hi/*/*.txt")
	if err != nil || len(texts) < 50 {
		t.Fatalf("%d texts of explain in Hindi, %v", len(texts), err)
	}
	for _, file := range texts {
		name := strings.TrimPrefix(file, "hi/")
		own, err := explanations.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		back, err := os.ReadFile("testdata/back-translation/" + name)
		if err != nil {
			t.Errorf("%s is not translated back: %v", name, err)
			continue
		}
		translatedBack(t, name, string(own), string(back))
	}
	if kept, err := fs.Glob(os.DirFS("testdata/back-translation"), "*/*.txt"); len(kept) != len(texts) {
		t.Errorf("%d texts in Hindi, %d translated back (%v)", len(texts), len(kept), err)
	}
}

var (
	// quotedIn are words of a file that stand as they are: in quotes, or in a list.
	quotedIn = regexp.MustCompile("\"[^\"\n]*\"|\\[[^]\n]*\\]")
	figure   = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
)

// translatedBack fails where a text back in English is not of this Hindi, leaves out a
// paragraph or a figure, or leaves a word of Hindi.
func translatedBack(t *testing.T, name, own, back string) {
	t.Helper()
	first, text, _ := strings.Cut(back, "\n\n")
	if of := fmt.Sprintf("Of the Hindi %x", sha256.Sum256([]byte(own)))[:len("Of the Hindi ")+8]; first != of {
		t.Errorf("%s is another text than was translated back: do so anew, and begin with %q", name, of)
	}
	if rest := quotedIn.ReplaceAllString(text, ""); devanagari.MatchString(rest) {
		t.Errorf("%s, translated back, still has Hindi: %s", name, rest)
	}
	hindi, english := strings.Split(own, "\n\n"), strings.Split(text, "\n\n")
	if len(hindi) != len(english) {
		t.Errorf("%s has %d paragraphs, and %d translated back", name, len(hindi), len(english))
		return
	}
	for i := range hindi {
		if a, b := figures(hindi[i]), figures(english[i]); !slices.Equal(a, b) {
			t.Errorf("%s, paragraph %d: figures %v, and %v translated back", name, i+1, a, b)
		}
	}
}

// figures are the numbers of a text, sorted: languages put them in another order.
func figures(text string) []string {
	found := figure.FindAllString(text, -1)
	slices.Sort(found)
	return found
}
