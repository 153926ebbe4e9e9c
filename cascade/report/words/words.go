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
	"fmt"
	"strings"

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
