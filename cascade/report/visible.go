package report

import (
	"strconv"
	"strings"
	"unicode"
)

// oneLine keeps line breaks and control characters of a scenario's texts out
// of the layout, and out of the terminal. What cannot be seen but changes what
// is read (a right-to-left override, a zero-width space) is spelled out.
func oneLine(s string) string {
	return strings.Join(strings.Fields(spelled(s, func(r rune) string {
		if isControl(r) {
			return " "
		}
		return escaped(r)
	})), " ")
}

// oneLineKeepingIndent is oneLine but for blanks in front, which draw a tree.
func oneLineKeepingIndent(s string) string {
	rest := strings.TrimLeft(s, " ")
	return s[:len(s)-len(rest)] + oneLine(rest)
}

// Visible is a text of several lines in which characters that steer a terminal
// or cannot be seen are spelled out, as \x1b for the one that starts a colour:
// what is said of a file quotes it, whoever wrote it.
func Visible(s string) string {
	return spelled(s, func(r rune) string {
		if r == '\n' {
			return "\n"
		}
		return escaped(r)
	})
}

// spelled is a text with what is not seen in it written as say says.
func spelled(s string, say func(rune) string) string {
	if strings.IndexFunc(s, func(r rune) bool { return isControl(r) || unicode.Is(unicode.Cf, r) }) < 0 {
		return s
	}
	var b strings.Builder
	before := ' '
	for _, r := range s {
		if isControl(r) || unicode.Is(unicode.Cf, r) && !joins(before, r) {
			b.WriteString(say(r))
		} else {
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// escaped is a character as Go writes it: \u202e.
func escaped(r rune) string {
	quoted := strconv.QuoteRuneToASCII(r)
	return quoted[1 : len(quoted)-1]
}

// isControl tells characters that steer a terminal.
func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || isSeparator(r) }

// isSeparator tells Unicode's own ends of lines and paragraphs.
func isSeparator(r rune) bool { return r == '\u2028' || r == '\u2029' }

// joins tells whether a zero-width joiner or non-joiner stands where a script
// uses it, after a letter or a mark of such a script: Devanagari and Persian
// names have them.
func joins(before, r rune) bool {
	const zwnj, zwj = '\u200c', '\u200d'
	if r != zwnj && r != zwj {
		return false
	}
	return before > '\u0590' && (unicode.IsLetter(before) || unicode.IsMark(before))
}
