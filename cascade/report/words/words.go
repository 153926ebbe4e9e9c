// Package words has the sentences for people: one for each kind of note,
// refusal, cause, heading and column. Everything else in the program speaks in
// kinds and arguments (model.Note), so that another language is another
// catalogue. It also has the one way to write each amount: a share, a time, a
// number of people.
package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"harkara/cascade"
	"harkara/model"
)

// Note is a note's sentence. A kind that the catalogue lacks is told as it is,
// with its arguments.
func Note(n model.Note) string {
	format, ok := english[n.Kind]
	if one, single := english[n.Kind+"/1"]; single && isOne(n.Args) {
		format, ok = one, true
	}
	if !ok {
		return strings.TrimSpace(fmt.Sprintln(append([]any{n.Kind}, n.Args...)...))
	}
	if !strings.Contains(format, "]") {
		return strings.ReplaceAll(format, "%%", "%")
	}
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		args[i] = argument{a}
	}
	return fmt.Sprintf(format, args...)
}

// isOne tells whether a note counts one thing: its first argument is 1.
func isOne(args []any) bool { return len(args) > 0 && args[0] == any(int64(1)) }

// Text is the sentence of that kind.
func Text(kind string, args ...any) string { return Note(model.NewNote(kind, args...)) }

// Label is what a kind of note is announced by, as in "goal: …"; "" is nothing.
func Label(n model.Note) string {
	if label, ok := labels[n.Kind]; ok {
		return label
	}
	return labels[""]
}

// Line is a note with its label before it.
func Line(n model.Note) string {
	if label := Label(n); label != "" {
		return label + ": " + Note(n)
	}
	return Note(n)
}

// Notes are the sentences of several notes, with semicolons between them.
func Notes(notes []model.Note) string { return joined(notes, "; ") }

// joined are the sentences of several notes with something between them.
func joined(notes []model.Note, between string) string {
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = Note(n)
	}
	return strings.Join(out, between)
}

// Error is what an error says to people: the sentences of the refusals that it
// wraps, or its own text.
func Error(err error) string {
	if reasons := cascade.Reasons(err); reasons != nil {
		return Notes(reasons)
	}
	return err.Error()
}

// An argument of a sentence. Beside the verbs of fmt, the catalogue has
//
//	%s  as is usual for its type: counts with commas, times as a person chose
//	    them, a choice of names with "or", notes as their sentences
//	%h  a share in percent with one digit, and %r in whole percent
//	%n  a number as it was written: 60, 62.5
//	%t  a time: a Tick as a person chose it, seconds in their two largest units
//	%c  a time in columns: since the release, 2d 03:04:05, or on the clock
//	%m  notes with middle dots between them, %k with commas
type argument struct{ value any }

// Format writes the argument for a verb.
func (a argument) Format(f fmt.State, verb rune) {
	text := ""
	x, isFloat := a.value.(float64)
	t, isTick := a.value.(model.Tick)
	at, isTime := a.value.(time.Time)
	notes, isNotes := a.value.([]model.Note)
	switch {
	case verb == 'h' && isFloat:
		text = Percent(x)
	case verb == 'r' && isFloat:
		text = whole(x)
	case verb == 'n' && isFloat:
		text = Plain(x)
	case verb == 't' && isFloat:
		text = Seconds(x)
	case verb == 't' && isTick:
		text = Moment(t)
	case verb == 'c' && isTick:
		text = clock(t)
	case verb == 'c' && isTime:
		text = at.Format("Mon 15:04")
	case verb == 'm' && isNotes:
		text = joined(notes, " · ")
	case verb == 'k' && isNotes:
		text = joined(notes, ", ")
	case verb == 's' || verb == 'v':
		text = usual(a.value)
	default:
		text = fmt.Sprintf(fmt.FormatString(f, verb), a.value)
	}
	_, _ = f.Write([]byte(text))
}

// usual is an argument as is usual for its type.
func usual(a any) string {
	switch x := a.(type) {
	case int64:
		return model.Thousands(x)
	case float64:
		return strconv.FormatFloat(x, 'g', -1, 64)
	case model.Tick:
		return Moment(x)
	case time.Time:
		return x.Format("Monday 2 January 2006, 15:04 MST")
	case []string:
		return strings.Join(x, " or ")
	case model.Note:
		return Note(x)
	case []model.Note:
		return Notes(x)
	}
	return fmt.Sprint(a)
}
