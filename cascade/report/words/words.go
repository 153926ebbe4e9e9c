// Package words has the sentences for people: one for each kind of note,
// refusal, cause, heading and column, in each Language. Everything else in the
// program speaks in kinds and arguments (model.Note), so that another language is
// another catalogue: one map of formats, and how its amounts are written. It also
// has the one way to write each amount: a share, a time, a number of people.
//
// Catalogues are maps of Go, not of golang.org/x/text/message: arguments are notes,
// shares and times with verbs of their own, which that package does not know, and
// what its tables add (plurals, grouping) is two lines here.
package words

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"harkara/cascade"
	"harkara/model"
)

// Note is a note's sentence in English. A kind that the catalogue lacks is told as
// it is, with its arguments.
func Note(n model.Note) string { return English.Note(n) }

// Line is a note with its label before it, in English.
func Line(n model.Note) string { return English.Line(n) }

// Notes are the sentences of several notes in English, with semicolons between them.
func Notes(notes []model.Note) string { return English.Notes(notes) }

// Speech is a language, and the names that are said in it.
type Speech struct {
	In Language
	// Names are names in the local script; nil has none.
	Names Names
}

// Names are how units and tiers are called in the local script.
type Names interface {
	// Local is the local name of what is called so, a unit's name or path or a tier,
	// or "" where there is none or several are called so. A code tells units apart;
	// it may be "".
	Local(called, code string) string
}

// Note is a note's sentence. One that the language lacks is said in English, and a
// kind that no catalogue has as it is, with its arguments.
func (s Speech) Note(n model.Note) string {
	c := s.In.catalogue()
	format, ok := c.format(n)
	if !ok {
		s.In = English
		format, ok = catalogues[English].format(n)
	}
	if !ok {
		return strings.TrimSpace(fmt.Sprintln(append([]any{n.Kind}, n.Args...)...))
	}
	if !strings.Contains(format, "]") {
		return strings.ReplaceAll(format, "%%", "%")
	}
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		args[i] = argument{a, s}
	}
	return fmt.Sprintf(format, args...)
}

// isOne tells whether a note counts one thing: its first argument is 1.
func isOne(args []any) bool { return len(args) > 0 && args[0] == any(int64(1)) }

// Text is the sentence of that kind.
func (s Speech) Text(kind string, args ...any) string { return s.Note(model.NewNote(kind, args...)) }

// Label is what a kind of note is announced by, as in "goal: …"; "" is nothing.
func (s Speech) Label(n model.Note) string {
	labels := s.In.catalogue().labels
	if label, ok := labels[n.Kind]; ok {
		return label
	}
	return labels[""]
}

// Line is a note with its label before it.
func (s Speech) Line(n model.Note) string {
	if label := s.Label(n); label != "" {
		return label + ": " + s.Note(n)
	}
	return s.Note(n)
}

// Notes are the sentences of several notes, with semicolons between them.
func (s Speech) Notes(notes []model.Note) string { return s.joined(notes, "; ") }

// joined are the sentences of several notes with something between them.
func (s Speech) joined(notes []model.Note, between string) string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = s.Note(n)
	}
	return strings.Join(out, between)
}

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

// name is a name as the speech has it: in the local script where the language is
// written in it. The tiers of people are called alike in every file.
func (s Speech) name(called, code string) string {
	c := s.In.catalogue()
	if tier, ok := c.tiers[called]; ok {
		return tier
	}
	if c.local && s.Names != nil {
		if local := s.Names.Local(called, code); local != "" {
			return local
		}
	}
	return called
}

// An argument of a sentence. Beside the verbs of fmt, the catalogue has
//
//	%s  as is usual for its type: counts with commas, times as a person chose
//	    them, a choice of names with "or", notes as their sentences
//	%h  a share in percent with one digit, and %r in whole percent
//	%n  a number as it was written: 60, 62.5
//	%t  a time: a Tick as a person chose it, seconds in their two largest units
//	%o  the same before a postposition, where the language has another form: 1 घंटे
//	%c  a time in columns: since the release, 2d 03:04:05, or on the clock
//	%m  notes with middle dots between them, %k with commas
type argument struct {
	value any
	in    Speech
}

// Format writes the argument for a verb.
func (a argument) Format(f fmt.State, verb rune) {
	_, _ = f.Write([]byte(a.text(f, verb)))
}

func (a argument) text(f fmt.State, verb rune) string {
	if verb == 's' || verb == 'v' {
		return a.in.usual(a.value)
	}
	switch x := a.value.(type) {
	case float64:
		switch verb {
		case 'h':
			return Percent(x)
		case 'r':
			return whole(x)
		case 'n':
			return Plain(x)
		case 't':
			return a.in.In.Seconds(x)
		case 'o':
			return a.in.In.oblique(a.in.In.Seconds(x))
		}
	case model.Tick:
		switch verb {
		case 't':
			return a.in.In.Moment(x)
		case 'o':
			return a.in.In.oblique(a.in.In.Moment(x))
		case 'c':
			return a.in.In.clock(x)
		}
	case time.Time:
		if verb == 'c' {
			return a.in.In.weekday(x)
		}
	case []model.Note:
		switch verb {
		case 'm':
			return a.in.joined(x, " · ")
		case 'k':
			return a.in.joined(x, ", ")
		}
	}
	return fmt.Sprintf(fmt.FormatString(f, verb), a.value)
}

// usual is an argument as is usual for its type.
func (s Speech) usual(a any) string {
	switch x := a.(type) {
	case int64:
		return s.In.Count(x)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case model.Tick:
		return s.In.Moment(x)
	case time.Time:
		return s.In.date(x)
	case string:
		return s.name(x, "")
	case model.Called:
		return s.name(x.Name, x.Code)
	case model.Titled:
		if s.In.catalogue().local && x.Local != "" {
			return x.Local
		}
		return x.Title
	case []string:
		return s.choice(x)
	case model.Wording:
		return s.Wording(x)
	case error:
		return s.Error(x)
	case model.Note:
		return s.Note(x)
	case []model.Note:
		return s.Notes(x)
	}
	return fmt.Sprint(a)
}

// choice is names of which one is to be chosen.
func (s Speech) choice(of []string) string {
	out := make([]string, len(of))
	for i, name := range of {
		out[i] = s.name(name, "")
	}
	return strings.Join(out, s.In.catalogue().or)
}
