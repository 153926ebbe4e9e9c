package report

import (
	"bytes"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// leastColumn is the width below which a right column is not broken: of words one below
// the other nobody makes a sentence.
const leastColumn = 24

// Pairs are lines of two columns, two blanks from the left and as far apart as gap says.
// Where the width is above 0 the right one is broken so that it fits.
func Pairs(pairs [][2]string, gap, width int) string {
	left := 0
	for _, p := range pairs {
		left = max(left, twwidth.Width(p[0]))
	}
	var b bytes.Buffer
	indent := strings.Repeat(" ", 2+left+gap)
	for _, p := range pairs {
		lines := []string{p[1]}
		if rest := width - len(indent); width > 0 && rest >= leastColumn {
			lines = wrappedLines(p[1], rest)
		}
		b.WriteString("  " + p[0] + strings.Repeat(" ", left-twwidth.Width(p[0])+gap))
		b.WriteString(strings.Join(lines, "\n"+indent) + "\n")
	}
	return b.String()
}

// Paragraphs is a text whose lines are filled anew so that they fit the width. Lines that
// start with a blank, and empty ones, stay as they are.
func Paragraphs(text string, width int) string {
	var b bytes.Buffer
	open := ""
	end := func() {
		if open != "" {
			wrap(&b, open, "", width)
		}
		open = ""
	}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line != "" && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") {
			open = strings.TrimPrefix(open+" "+line, " ")
			continue
		}
		end()
		b.WriteString(line + "\n")
	}
	end()
	return b.String()
}
