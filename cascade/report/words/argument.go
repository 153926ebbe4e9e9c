package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"harkara/model"
)

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
