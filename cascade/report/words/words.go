// Package words has the sentences for people: one for each kind of note,
// refusal and cause. Everything else in the program speaks in kinds and
// arguments (model.Note), so that another language is another catalogue.
package words

import (
	"errors"
	"fmt"
	"strings"

	"harkara/cascade"
	"harkara/model"
)

// Note is a note's sentence. A kind that the catalogue lacks is told as it is,
// with its arguments.
func Note(n model.Note) string {
	format, ok := english[n.Kind]
	if !ok {
		return strings.TrimSpace(fmt.Sprintln(append([]any{n.Kind}, n.Args...)...))
	}
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		args[i] = argument(a)
	}
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// Notes are the sentences of several notes, with semicolons between them.
func Notes(notes []model.Note) string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = Note(n)
	}
	return strings.Join(out, "; ")
}

// argument is an argument as sentences have it: counts with commas, a choice of
// names with "or".
func argument(a any) any {
	switch x := a.(type) {
	case int64:
		return model.Thousands(x)
	case []string:
		return strings.Join(x, " or ")
	case model.Note:
		return Note(x)
	}
	return a
}

// Error is what an error says to people: the sentence of the refusal that it
// wraps, or its own text.
func Error(err error) string {
	var refused *cascade.Refusal
	if errors.As(err, &refused) {
		return Note(refused.Note)
	}
	return err.Error()
}
