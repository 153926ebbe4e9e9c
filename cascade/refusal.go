package cascade

import (
	"errors"
	"fmt"

	"harkara/model"
)

// ErrNotApplicable is what every Refusal is.
var ErrNotApplicable = errors.New("does not apply")

// A Refusal is the error of a solver or engine asked for what it does not do:
// errors.Is(err, ErrNotApplicable) holds. Its note says what it is that it does
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

// Is makes a refusal an ErrNotApplicable.
func (r *Refusal) Is(target error) bool { return target == ErrNotApplicable }
