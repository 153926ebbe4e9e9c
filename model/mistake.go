package model

import (
	"fmt"
	"strings"
)

// translatable is an error that another language can say: its text in English, and the
// note of its format, from which words has its sentence.
type translatable struct {
	error
	note Note
}

// Errorf is fmt.Errorf for what people read: the format is the kind of a note, by which
// package cascade/report/words says it in another language. An argument that is a note
// has its kind for a format, too.
func Errorf(format string, args ...any) error {
	said := make([]any, len(args))
	for i, a := range args {
		if said[i] = a; isNote(a) {
			said[i] = inPlainWords(a.(Note))
		}
	}
	return &translatable{fmt.Errorf(format, said...), Note{Kind: format, Args: args}}
}

func isNote(a any) bool {
	_, is := a.(Note)
	return is
}

// inPlainWords is a note whose kind is its format.
func inPlainWords(n Note) string {
	if len(n.Args) == 0 {
		return n.Kind
	}
	return fmt.Sprintf(n.Kind, n.Args...)
}

// Unwrap is the error that the format wraps, if it does.
func (m *translatable) Unwrap() error {
	if wraps, ok := m.error.(interface{ Unwrap() error }); ok {
		return wraps.Unwrap()
	}
	return nil
}

// In is the error in another language: what say makes of its note, or English where say
// says no.
func (m *translatable) In(say func(Note) (string, bool)) string {
	if text, ok := say(m.note); ok {
		return text
	}
	return m.Error()
}

// OneOf are names of which one may be meant.
type OneOf []string

// String is them with "or" between.
func (o OneOf) String() string { return strings.Join(o, " or ") }
