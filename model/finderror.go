package model

import (
	"strconv"
	"strings"
)

// longestName is how many characters of a name a message quotes.
const longestName = 60

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
	called := strconv.Quote(Excerpt(e.Called, longestName))
	switch {
	case e.Found > 1:
		return Errorf("%s names %d units: write the path, as in %s", called, e.Found, OneOf(e.Names))
	case e.Is != "":
		return Errorf("%s is of tier %s, not of tier %s", called, e.Is, e.Wanted)
	}
	if e.Hint {
		if meant := e.finder.Suggest(e.Called); meant != "" {
			return Errorf("no unit is called %s: did you mean %s?", called, strconv.Quote(Excerpt(meant, longestName)))
		}
	}
	return Errorf("no unit is called %s", called)
}

// Excerpt is the first characters of a text, in one line, as messages quote what was read:
// as many as are asked for, and an ellipsis where there are more.
func Excerpt(s string, most int) string {
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return OneLine(s)
}

// OneLine is a text with blanks for what would break or spoil the line.
func OneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
