package cascade

import (
	"errors"
	"fmt"

	"harkara/model"
)

// ErrNotApplicable is what every Refusal is.
var ErrNotApplicable = errors.New("does not apply")

// A Refusal is the error of a solver or engine asked for what it does not do:
// errors.Is(err, ErrNotApplicable) holds; where there are several reasons,
// refusals are joined, and Reasons has them all. Its note says what it is that it does
// not do; package cascade/report/words has the sentence.
type Refusal struct{ model.Note }

// Refuse is a refusal of that kind.
func Refuse(kind string, args ...any) *Refusal {
	return &Refusal{model.NewNote(kind, args...)}
}

// Error is the kind and its arguments, for logs; people are told by
// cascade/report/words.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%v: %s %v", ErrNotApplicable, r.Kind, r.Args)
}

// Reasons are the notes of all refusals that an error wraps, in their order: why
// it does not apply. They are nil where it wraps none.
func Reasons(err error) []model.Note {
	switch err := err.(type) {
	case *Refusal:
		return []model.Note{err.Note}
	case interface{ Unwrap() error }:
		return Reasons(err.Unwrap())
	case interface{ Unwrap() []error }:
		var out []model.Note
		for _, e := range err.Unwrap() {
			out = append(out, Reasons(e)...)
		}
		return out
	}
	return nil
}

// Is makes a refusal an ErrNotApplicable.
func (r *Refusal) Is(target error) bool { return target == ErrNotApplicable }
