package words

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"harkara/cascade"
	"harkara/model"
)

// Error is what an error says to people: the sentences of the refusals that it
// wraps, or its own text.
func (s Speech) Error(err error) string {
	text, _ := s.error(err)
	return text
}

// sayable is an error that another language can say, from a note of its format.
type sayable interface {
	error
	In(say func(model.Note) (string, bool)) string
}

// error is what an error says, and false where a part of it is not said in the language.
func (s Speech) error(err error) (string, bool) {
	said, whole := sayable(nil), true
	switch reasons := cascade.Reasons(err); {
	// One below an error that says more would leave that out.
	case s.In.catalogue().mistakes != nil && errors.As(err, &said) && said.Error() == err.Error():
		text := said.In(func(n model.Note) (string, bool) {
			text, ok := s.mistake(n)
			whole = whole && ok
			return text, ok
		})
		return text, whole
	case reasons != nil:
		return s.Notes(reasons), true
	}
	if text, ok := s.In.Phrase(err.Error()); ok {
		return text, true
	}
	if wrong, ok := err.(*json.SyntaxError); ok {
		if text, ok := s.In.Phrase("not JSON at byte %d"); ok {
			return fmt.Sprintf(text, wrong.Offset), true
		}
	}
	if text, ok := s.mistake(model.Note{Kind: err.Error()}); ok { // what libraries say
		return text, true
	}
	if m := lineOf.FindStringSubmatch(err.Error()); m != nil {
		if text, ok := s.foreign(m[1], m[2]); ok {
			return text, true
		}
	}
	// What the system says of a file.
	if of, ok := err.(*fs.PathError); ok {
		if text, ok := s.In.Phrase(of.Err.Error()); ok {
			return of.Path + ": " + text, true
		}
	}
	return err.Error(), false
}

// lineOf is what libraries say of a text that is not YAML or XML, and on which line.
var lineOf = regexp.MustCompile(`^(?:yaml: |XML syntax error on )line (\d+): (.*)$`)

// foreign is what a library says of a line: the line alone, where the language lacks its
// sentence.
func (s Speech) foreign(line, what string) (string, bool) {
	if text, ok := s.mistake(model.Note{Kind: what}); ok {
		return s.mistake(model.NewNote("line %s: %s", line, model.Worded("%s", text)))
	}
	return s.mistake(model.NewNote("wrong on line %s", line))
}

// mistake is what is wrong with a file or a command, whose kind is the format of its
// English text; false where any part of it has no sentence, so that no two languages mix.
func (s Speech) mistake(n model.Note) (string, bool) {
	format, ok := s.In.catalogue().mistakes[n.Kind]
	if !ok {
		return "", false
	}
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		text := ""
		switch part := a.(type) {
		case model.Note:
			text, ok = s.mistake(part)
			a = text
		case error:
			text, ok = s.error(part)
			a = text
		case interface{ Wording() model.Wording }:
			text, ok = s.worded(part.Wording())
			a = text
		case model.Listing:
			text, ok = s.listed(part)
			a = text
		case model.Figure:
			a = s.In.Count(int64(part))
		case model.OneOf:
			a = strings.Join(part, s.In.catalogue().or)
		}
		if args[i] = a; !ok {
			return "", false
		}
	}
	if !strings.Contains(format, "]") {
		return strings.ReplaceAll(format, "%%", "%"), true
	}
	return fmt.Sprintf(format, args...), true
}

// Wording is a line that is known by its format, in the language, or in English where the
// language lacks a part of it.
func (s Speech) Wording(w model.Wording) string {
	if text, ok := s.worded(w); ok {
		return text
	}
	return w.String()
}

func (s Speech) worded(w model.Wording) (string, bool) {
	if text, ok := s.In.Phrase(w.Format); ok && len(w.Args) == 0 { // what the system says
		return text, true
	}
	return s.mistake(model.Note{Kind: w.Format, Args: w.Args})
}

// listed are wordings with semicolons between them.
func (s Speech) listed(of model.Listing) (string, bool) {
	out, whole := make([]string, len(of)), true
	for i, w := range of {
		text, ok := s.worded(w)
		out[i], whole = text, whole && ok
	}
	return strings.Join(out, "; "), whole
}
