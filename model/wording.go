package model

import (
	"fmt"
	"strings"
)

// A Wording is a line or a part of a sentence that says by its format in English what it
// is, and by which package cascade/report/words has it in another language. Arguments may
// be wordings and errors themselves.
type Wording struct {
	Format string
	Args   []any
}

// Worded is a wording of that format.
func Worded(format string, args ...any) Wording { return Wording{format, args} }

// String is it in English.
func (w Wording) String() string {
	if len(w.Args) == 0 {
		return w.Format
	}
	return fmt.Sprintf(w.Format, w.Args...)
}

// MarshalText is it in English: what is for other programs has one language.
func (w Wording) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Wording is itself.
func (w Wording) Wording() Wording { return w }

// A Listing is several wordings with semicolons between them.
type Listing []Wording

// String is them in English.
func (l Listing) String() string {
	out := make([]string, len(l))
	for i, w := range l {
		out[i] = w.String()
	}
	return strings.Join(out, "; ")
}

// A Figure is a count, grouped as the language groups its numbers.
type Figure int64

// String is it in English.
func (f Figure) String() string { return Thousands(int64(f)) }
