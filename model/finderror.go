package model

import (
	"strconv"
	"strings"
)

// FindError says that no unit is called so, or several are.
type FindError struct {
	Called string
	// Found is how many units are called so, and Calls what to call the first
	// three of them.
	Found int
	Names []string
	// Is and Wanted are tiers, where a unit of another tier than the one asked
	// for is called so; else "".
	Is, Wanted string
	// Hint is whether the message looks for the name that was meant, which takes
	// a look at all of them.
	Hint   bool
	finder *Finder
}

// Error says what to write instead.
func (e *FindError) Error() string { return e.said().Error() }

// Unwrap is the same as a text that other languages have.
func (e *FindError) Unwrap() error { return e.said() }

func (e *FindError) said() error {
	called := strconv.Quote(shorten(e.Called))
	switch {
	case e.Found > 1:
		return Errorf("%s names %d units: write the path, as in %s", called, e.Found, OneOf(e.Names))
	case e.Is != "":
		return Errorf("%s is of tier %s, not of tier %s", called, e.Is, e.Wanted)
	}
	if e.Hint {
		if meant := e.finder.Suggest(e.Called); meant != "" {
			return Errorf("no unit is called %s: did you mean %s?", called, strconv.Quote(shorten(meant)))
		}
	}
	return Errorf("no unit is called %s", called)
}

// shorten keeps what a message quotes to one short line.
func shorten(s string) string {
	const longest = 60
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
