package scenario

import (
	"fmt"

	"harkara/model"
)

// A clause is a part of a sentence: its text, and its format with what stands in it,
// from which another language has it. The zero clause is empty.
type clause struct {
	text string
	note *model.Note // nil where there is nothing to say otherwise: a name, a number
}

func (c clause) String() string { return c.text }

// Error is the text, where a clause is why something fails.
func (c clause) Error() string { return c.text }

// In is the clause in another language, or in English where say says no.
func (c clause) In(say func(model.Note) (string, bool)) string {
	if c.note != nil {
		if text, ok := say(*c.note); ok {
			return text
		}
	}
	return c.text
}

// clausef is a clause of that format.
func clausef(format string, args ...any) clause {
	n := noteOf(format, args)
	return clause{fmt.Sprintf(format, args...), &n}
}

// inRow are clauses with commas between them.
func inRow(parts []clause) clause {
	var out clause
	for i, p := range parts {
		if out = clausef("%s, %s", out, p); i == 0 {
			out = p
		}
	}
	return out
}

// noteOf is a format and its arguments as a note.
func noteOf(format string, args []any) model.Note {
	out := model.Note{Kind: format}
	for _, a := range args {
		if x, ok := a.(clause); ok {
			if a = any(x.text); x.note != nil {
				a = *x.note
			}
		}
		out.Args = append(out.Args, a)
	}
	return out
}

// In is the problem in another language: what say makes of its kind, which is the
// format of the English text, and its arguments. It is English where say says no.
func (p Problem) In(say func(model.Note) (string, bool)) string {
	if p.Said == nil {
		return p.Error()
	}
	if text, ok := say(*p.Said); ok {
		p.Text = text
	}
	return p.Error()
}

// In is one problem a line, each in another language where say has it.
func (ps Problems) In(say func(model.Note) (string, bool)) string {
	out := ""
	for i, p := range ps {
		if i > 0 {
			out += "\n"
		}
		out += p.In(say)
	}
	return out
}
