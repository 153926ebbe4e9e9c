package model

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// jsonArg is an argument of a note, by its type. Exactly one field is there.
type jsonArg struct {
	Text  *string    `json:"text,omitempty"`
	OneOf []string   `json:"one_of,omitempty"`
	Int   *int64     `json:"int,omitempty"`
	Uint  *uint64    `json:"uint,omitempty"`
	Float *float64   `json:"float,omitempty"`
	Not   *string    `json:"not_a_number,omitempty"` // NaN, +Inf or -Inf
	Ticks *int64     `json:"microseconds,omitempty"`
	Time  *time.Time `json:"time,omitempty"`
	Unit  *Called    `json:"unit,omitempty"`
	Note  *Note      `json:"note,omitempty"`
	Notes []Note     `json:"notes,omitempty"`
}

type jsonNote struct {
	Kind string    `json:"kind"`
	Args []jsonArg `json:"args"`
}

// MarshalJSON writes a note so that its sentence can be said later, in any language.
// Numbers have ten digits, as all that are saved.
func (n Note) MarshalJSON() ([]byte, error) {
	out := jsonNote{n.Kind, []jsonArg{}}
	for _, a := range n.Args {
		var j jsonArg
		switch x := a.(type) {
		case string:
			j.Text = &x
		case []string:
			j.OneOf = append([]string{}, x...)
		case int64:
			j.Int = &x
		case uint64:
			j.Uint = &x
		case float64:
			text := strconv.FormatFloat(x, 'g', 10, 64)
			y, err := strconv.ParseFloat(text, 64)
			if j.Float = &y; err != nil || math.IsNaN(y) || math.IsInf(y, 0) {
				j.Float, j.Not = nil, &text
			}
		case Tick:
			ticks := int64(x)
			j.Ticks = &ticks
		case time.Time:
			j.Time = &x
		case Called:
			j.Unit = &x
		case Note:
			j.Note = &x
		case []Note:
			j.Notes = append([]Note{}, x...)
		default:
			text := fmt.Sprint(x) // as sentences have what they do not know
			j.Text = &text
		}
		out.Args = append(out.Args, j)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *Note) UnmarshalJSON(data []byte) error {
	var in jsonNote
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*n = Note{Kind: in.Kind}
	for _, j := range in.Args {
		n.Args = append(n.Args, j.value())
	}
	return nil
}

// value is the argument; that of an empty list, which has no field, is no notes.
func (j *jsonArg) value() any {
	switch {
	case j.Text != nil:
		return *j.Text
	case j.OneOf != nil:
		return j.OneOf
	case j.Int != nil:
		return *j.Int
	case j.Uint != nil:
		return *j.Uint
	case j.Float != nil:
		return *j.Float
	case j.Not != nil:
		x, _ := strconv.ParseFloat(*j.Not, 64) // what is no number at all is 0
		return x
	case j.Ticks != nil:
		return Tick(*j.Ticks)
	case j.Time != nil:
		return *j.Time
	case j.Unit != nil:
		return *j.Unit
	case j.Note != nil:
		return *j.Note
	}
	return j.Notes
}
