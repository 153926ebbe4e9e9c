package scenario

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Rewrite puts a value, as YAML in one line, at a path of keys of a scenario file,
// and leaves all else as it is, comments too; note, where it is not "", becomes a
// comment behind the value. It returns the new text and the value that was there,
// "" where there was none. It is an error where the keys above the last are not
// there, or where the text cannot be changed in one place.
func Rewrite(file string, data []byte, path, value, note string) (text []byte, old string, err error) {
	return RewriteKeys(file, data, strings.Split(path, "."), value, note)
}

// RewriteKeys is Rewrite where a key may have dots in it, as the name of a unit has. A
// key that is to be added is written in quotes where it needs them.
func RewriteKeys(file string, data []byte, keys []string, value, note string) (text []byte, old string, err error) {
	c := &problemList{}
	root := c.parse(file, data)
	if root == nil || len(c.list) > 0 {
		return nil, "", c.err()
	}
	return rewrite(file, data, root, keys, value, note)
}

// RewriteRange puts the range of a path into what is uncertain, as Rewrite does; a
// file that says nothing of that gets it at its end.
func RewriteRange(file string, data []byte, path, value string) (text []byte, old string, err error) {
	c := &problemList{}
	root := c.parse(file, data)
	if root == nil || len(c.list) > 0 {
		return nil, "", c.err()
	}
	keys := []string{"uncertain", path}
	if root.get("uncertain") != nil {
		return rewrite(file, data, root, keys, value, "")
	}
	out := strings.TrimRight(string(data), "\n") + "\n\nuncertain:\n  " + path + ": " + value + "\n"
	if !holds(file, []byte(out), keys, value) {
		return nil, "", fmt.Errorf("%s: a range of %s cannot be put at its end: write it by hand", file, path)
	}
	return []byte(out), "", nil
}

func rewrite(file string, data []byte, root *node, keys []string, value, note string) (text []byte, old string, err error) {
	parent := root
	for i, key := range keys[:len(keys)-1] {
		next := parent.get(key)
		if next == nil || next.kind != mapping {
			return nil, "", fmt.Errorf("%s has no %s to put %s into", file, strings.Join(keys[:i+1], "."), strings.Join(keys[i+1:], "."))
		}
		parent = next
	}
	last := keys[len(keys)-1]
	w := &rewriter{lines: strings.SplitAfter(string(data), "\n"), parent: parent}
	if there := parent.get(last); there != nil {
		old = w.replace(there, value, note)
	} else {
		w.insert(last, value, note)
	}
	out := []byte(strings.Join(w.lines, ""))
	if !holds(file, out, keys, value) {
		return nil, "", fmt.Errorf("%s: the value at %s cannot be changed in its place: write %s there by hand", file, strings.Join(keys, "."), value)
	}
	return out, old, nil
}

// holds tells whether a text has a value at a path.
func holds(file string, data []byte, keys []string, value string) bool {
	c := &problemList{}
	n := c.parse(file, data)
	for _, key := range keys {
		n = n.get(key)
	}
	want := c.parse(file, []byte(value))
	return n != nil && want != nil && len(c.list) == 0 && n.same(want)
}

// same tells whether two nodes say the same.
func (n *node) same(o *node) bool {
	if n.kind != o.kind || n.text != o.text || len(n.items) != len(o.items) || len(n.entries) != len(o.entries) {
		return false
	}
	for i := range n.items {
		if !n.items[i].same(o.items[i]) {
			return false
		}
	}
	for i := range n.entries {
		if n.entries[i].key != o.entries[i].key || !n.entries[i].value.same(o.entries[i].value) {
			return false
		}
	}
	return true
}

// plainKey is a key that needs no quotes.
var plainKey = regexp.MustCompile(`^[\pL_][\pL\pM\pN_.-]*( [\pL\pM\pN_.-]+)*$`)

// rewriter changes the lines of a file.
type rewriter struct {
	lines  []string
	parent *node
}

// from is where something starts in its line, in bytes.
func (w *rewriter) from(at place) int {
	n := 0
	for i := range w.lines[at.line-1] {
		if n++; n == at.col {
			return i
		}
	}
	return len(w.lines[at.line-1])
}

// flow tells whether a mapping is written between braces.
func (w *rewriter) flow(n *node) bool {
	return strings.HasPrefix(w.lines[n.at.line-1][w.from(n.at):], "{")
}

// replace puts a value in the place of a node, and returns what was there.
func (w *rewriter) replace(n *node, value, note string) string {
	line := n.at.line - 1
	start := w.from(n.at)
	first := w.lines[line][start:]
	if n.kind != scalar && !strings.HasPrefix(first, "{") && !strings.HasPrefix(first, "[") {
		return w.replaceBlock(n, value, note)
	}
	rest := strings.Join(w.lines[line:], "")[start:]
	end := w.end(rest, w.flow(w.parent))
	old := rest[:end]
	after := rest[end:]
	if note != "" && !w.flow(w.parent) {
		tail, more, _ := strings.Cut(after, "\n")
		if strings.TrimSpace(tail) == "" || strings.HasPrefix(strings.TrimSpace(tail), "#") {
			after = "   # " + note + "\n" + more
		}
	}
	w.lines = append(w.lines[:line:line], w.lines[line][:start]+value+after)
	return strings.TrimSpace(old)
}

// end is where a value in one piece ends: at the bracket or quote that closes it,
// or, of plain text, before a comment, the end of the line, or what separates it
// from the next.
func (w *rewriter) end(s string, flow bool) int {
	depth, quote := 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				if quote = 0; depth == 0 && (s[0] == '"' || s[0] == '\'') {
					return i + 1
				}
			}
		case (c == '"' || c == '\'') && (i == 0 || depth > 0):
			quote = c
		case c == '{' || c == '[':
			depth++
		case (c == '}' || c == ']') && depth > 0:
			if depth--; depth == 0 && (s[0] == '{' || s[0] == '[') {
				return i + 1
			}
		case depth > 0:
		case c == '\n', c == '#' && i > 0 && s[i-1] == ' ', flow && (c == ',' || c == '}' || c == ']'):
			return len(strings.TrimRight(s[:i], " \t\r"))
		}
	}
	return len(strings.TrimRight(s, " \t\r\n"))
}

// replaceBlock puts a value in the place of one that takes lines of its own, below
// its key.
func (w *rewriter) replaceBlock(n *node, value, note string) string {
	first := n.at.line - 1
	indent := w.from(n.at)
	end := first
	for end < len(w.lines) {
		text := strings.TrimLeft(w.lines[end], " ")
		if strings.TrimSpace(text) != "" && len(w.lines[end])-len(text) < indent {
			break
		}
		end++
	}
	old := strings.TrimSpace(strings.Join(w.lines[first:end], ""))
	key := first - 1
	for key > 0 && (strings.TrimSpace(w.lines[key]) == "" || strings.HasPrefix(strings.TrimSpace(w.lines[key]), "#")) {
		key--
	}
	line := strings.TrimRight(w.lines[key], " \r\n")
	if i := strings.Index(line, " #"); i >= 0 {
		line = strings.TrimRight(line[:i], " ")
	}
	line += " " + value
	if note != "" {
		line += "   # " + note
	}
	w.lines = append(w.lines[:key:key], append([]string{line + "\n"}, w.lines[end:]...)...)
	return old
}

// insert adds a key to the parent, as its first.
func (w *rewriter) insert(key, value, note string) {
	if !plainKey.MatchString(key) {
		key = strconv.Quote(key)
	}
	at := w.parent.at
	line, start := at.line-1, w.from(at)
	text := w.lines[line]
	if w.flow(w.parent) {
		comma := ", "
		if len(w.parent.entries) == 0 {
			comma = ""
		}
		w.lines[line] = text[:start+1] + key + ": " + value + comma + text[start+1:]
		return
	}
	if note != "" {
		note = "   # " + note
	}
	w.lines[line] = strings.Repeat(" ", start) + key + ": " + value + note + "\n" + text
}
