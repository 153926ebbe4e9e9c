package scenario

import (
	"bytes"
	"strings"
)

// maxMended bounds how often a file is parsed anew.
const maxMended = 8

// mendTitle puts into quotes a line of the file that the YAML parser stumbled
// over: a title (or about) at the top that is one line of plain text with a
// colon and a space in it. People write that, and what they mean is plain. No
// other line moves, and nothing else stands on this one but a comment.
func mendTitle(data []byte, err error) ([]byte, bool) {
	load, ok := saidByYAML(err, yamlColon)
	if !ok || load.Mark.Line < 1 {
		return nil, false
	}
	start, end := lineAt(data, load.Mark.Line)
	line := string(data[start:end])
	key, value, _ := strings.Cut(line, ":")
	if key != "title" && key != "title_local" && key != "about" || continued(data[end:]) {
		return nil, false
	}
	text := strings.TrimLeft(value, " \t")
	if text == value || text == "" || strings.ContainsRune("\"'|>[]{},&*!%@`#?-", rune(text[0])) {
		return nil, false
	}
	text, comment := cutComment(text)
	quoted := key + ": '" + strings.ReplaceAll(text, "'", "''") + "'" + comment
	return bytes.Join([][]byte{data[:start], []byte(quoted), data[end:]}, nil), true
}

// lineAt is where a line starts, and where the text on it ends.
func lineAt(data []byte, number int) (start, end int) {
	for ; number > 1; number-- {
		next := bytes.IndexByte(data[start:], '\n')
		if next < 0 {
			return len(data), len(data)
		}
		start += next + 1
	}
	end = len(data)
	if next := bytes.IndexByte(data[start:], '\n'); next >= 0 {
		end = start + next
	}
	return start, start + len(bytes.TrimRight(data[start:end], "\r"))
}

// continued tells whether the next line that is not empty is indented, and so
// goes on with the text before.
func continued(after []byte) bool {
	for line := range bytes.Lines(after) {
		if text := bytes.TrimSpace(line); len(text) > 0 {
			return text[0] != '#' && (line[0] == ' ' || line[0] == '\t')
		}
	}
	return false
}

// cutComment parts a text from the blanks and the comment after it.
func cutComment(s string) (text, rest string) {
	end := len(s)
	for i := 1; i < len(s); i++ {
		if s[i] == '#' && (s[i-1] == ' ' || s[i-1] == '\t') {
			end = i
			break
		}
	}
	text = strings.TrimRight(s[:end], " \t")
	return text, s[len(text):]
}
