package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"harkara/model"
)

// Problem is one thing that is wrong with a scenario or its data, and where.
type Problem struct {
	// File is the file's name as it was asked for, or the --set argument.
	File string
	// Line and Column count from 1; Line is 0 where there is no place.
	Line, Column int
	// Text says what is wrong and what is allowed.
	Text string
	// Said is Text as a kind, its format, and arguments, for other languages; nil where
	// it has none.
	Said *model.Note
}

// Error is "file:line:column: text".
func (p Problem) Error() string {
	switch {
	case p.File == "":
		return p.Text
	case p.Line == 0:
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Text)
}

// clause is the problem with its place, as a part of another.
func (p Problem) clause() clause {
	if p.File == "" || p.Said == nil {
		return clause{p.Error(), p.Said}
	}
	out := clausef("%s: %s", strings.TrimSuffix(p.Error(), ": "+p.Text), clause{p.Text, p.Said})
	return out
}

// Problems are all that is wrong, in the order of the file, each once, at most
// 50; the last then says how many more there are.
type Problems []Problem

// Error is one problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// maxProblems are the problems a reader is shown at once.
const maxProblems = 50

// maxKept bounds the problems that are remembered to be sorted: a file of
// nonsense must not fill the memory with problems.
const maxKept = 2000

// place is where something stands in what was read.
type place struct {
	file      string
	line, col int
}

// problemList gathers problems while a scenario is decoded.
type problemList struct {
	list []Problem
	more int // beyond maxKept
}

func (c *problemList) fail(at place, format string, args ...any) {
	if len(c.list) >= maxKept {
		c.more++
		return
	}
	n := noteOf(format, args)
	c.list = append(c.list, Problem{at.file, at.line, at.col, fmt.Sprintf(format, args...), &n})
}

// full tells whether so much is wrong already that it is not worth looking on.
func (c *problemList) full() bool { return len(c.list) >= maxKept }

// err is what a reader is shown, or nil.
func (c *problemList) err() error {
	if len(c.list) == 0 {
		return nil
	}
	list := slices.Clone(c.list)
	slices.SortStableFunc(list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Text, b.Text))
	})
	list = slices.CompactFunc(list, func(a, b Problem) bool { return a.Error() == b.Error() })
	if over := len(list) - maxProblems; over > 0 {
		n := clausef("and %d more", over+c.more)
		list = append(list[:maxProblems:maxProblems], Problem{Text: n.text, Said: n.note})
	}
	return Problems(list)
}
