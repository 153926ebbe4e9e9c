package words_test

import (
	"testing"

	"harkara/cascade/report/words"
	"harkara/model"
)

// A title is told in the local script where the language is written in it.
func TestTitled(t *testing.T) {
	both := model.NewNote("verbatim", model.Titled{Title: "A district", Local: "एक ज़िला"})
	one := model.NewNote("verbatim", model.Titled{Title: "A district"})
	for _, x := range []struct {
		in   words.Language
		note model.Note
		want string
	}{
		{words.Hindi, both, "एक ज़िला"}, {words.English, both, "A district"}, {words.IndianEnglish, both, "A district"},
		{words.Hindi, one, "A district"},
	} {
		if got := (words.Speech{In: x.in}).Note(x.note); got != x.want {
			t.Errorf("in %v: %q, want %q", x.in, got, x.want)
		}
	}
}
