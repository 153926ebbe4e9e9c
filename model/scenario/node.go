package scenario

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// kind is what a node is.
type kind uint8

const (
	scalar kind = iota
	list
	mapping
)

// node is a value of the scenario file, its aliases and merges resolved. Nodes
// may be shared and are never changed.
type node struct {
	kind    kind
	tag     string // of a scalar, as in "!!int"
	text    string // of a scalar
	at      place
	items   []*node
	entries []entry
}

// entry is a key of a mapping and its value.
type entry struct {
	key   string
	at    place
	value *node
}

func (n *node) null() bool { return n.kind == scalar && n.tag == "!!null" }

// get is the value of a key, or nil.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for _, e := range n.entries {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

func (n *node) keys() []string {
	if n == nil {
		return nil
	}
	out := make([]string, len(n.entries))
	for i, e := range n.entries {
		out[i] = e.key
	}
	return out
}

// maxExpanded bounds the nodes that aliases may stand for beyond those that
// are written out, and maxNested how deep values nest.
const (
	maxExpanded = 100_000
	maxNested   = 200
)

// reader turns YAML into nodes.
type reader struct {
	*complaints
	file     string
	inside   map[*yaml.Node]bool // anchors whose value is being read
	aliased  int                 // depth of aliases being followed
	expanded int
	dead     bool // too many aliases: said once
}

// parse reads one YAML document; nil where a problem leaves nothing to decode.
func (c *complaints) parse(file string, data []byte) *node {
	r := &reader{complaints: c, file: file, inside: map[*yaml.Node]bool{}}
	if isUTF16(data) {
		c.fail(place{file, 1, 1}, "UTF-16: save the file as UTF-8 text")
		return nil
	}
	if at, ok := badUTF8(data); ok {
		c.fail(place{file, at.line, at.col}, "not UTF-8: save the file as UTF-8 text")
		return nil
	}
	doc, second, err := loadMended(data)
	switch {
	case err != nil:
		c.syntax(file, err)
		return nil
	case doc == nil:
		c.fail(place{file, 1, 1}, "the file is empty: a scenario needs at least a name and a network")
		return nil
	case second != nil:
		c.fail(place{file, second.Line, second.Column}, "a second document: a file holds one scenario")
		return nil
	}
	return r.read(doc, 0)
}

// loadMended is load of a file whose title may hold a colon.
func loadMended(data []byte) (first, second *yaml.Node, err error) {
	first, second, err = load(data)
	for range maxMended {
		mended, ok := mendTitle(data, err)
		if !ok {
			break
		}
		data = mended
		first, second, err = load(data)
	}
	return first, second, err
}

// load parses the first two documents of a file, nil where there are none.
func load(data []byte) (first, second *yaml.Node, err error) {
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, nil, err
	}
	for _, doc := range []**yaml.Node{&first, &second} {
		var n yaml.Node
		if err := loader.Load(&n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		*doc = &n
	}
	return first, second, nil
}

// syntax reports an error of the YAML parser.
func (c *complaints) syntax(file string, err error) {
	at := place{file: file}
	text := err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		text = load.Message
		if load.ContextMsg != "" {
			text = load.ContextMsg + ": " + text
		}
		if load.Mark.Line > 0 {
			at.line, at.col = load.Mark.Line, max(load.Mark.Column, 1)
		}
		switch {
		case strings.Contains(load.Message, "mapping values are not allowed"):
			text += " (text that holds a colon and a space needs quotes)"
		case strings.Contains(load.Message, "cannot start any token"):
			text += " (indent with spaces, not tabs; text that starts with @ or ` needs quotes)"
		}
	}
	c.fail(at, "not YAML: %s", shortenTo(text, 300))
}

func shortenTo(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "") + "…"
	}
	return s
}

// isUTF16 tells whether text starts with the byte-order mark of UTF-16.
func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// badUTF8 finds the first byte that is not UTF-8.
func badUTF8(data []byte) (at place, bad bool) {
	if utf8.Valid(data) {
		return place{}, false
	}
	line, col := 1, 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		col++
		if r == '\n' {
			line, col = line+1, 1
		}
		data = data[n:]
	}
	return place{line: line, col: col}, true
}

// read resolves a YAML node; nil where it is refused.
func (r *reader) read(y *yaml.Node, depth int) *node {
	at := place{r.file, y.Line, y.Column}
	if r.dead || r.full() {
		return nil
	}
	if depth > maxNested {
		r.fail(at, "values nest more than %d deep", maxNested)
		r.dead = true
		return nil
	}
	if r.aliased > 0 {
		if r.expanded++; r.expanded > maxExpanded {
			r.fail(at, "aliases stand for more than 100,000 values: write them out")
			r.dead = true
			return nil
		}
	}
	switch y.Kind {
	case yaml.DocumentNode:
		if len(y.Content) != 1 {
			return nil
		}
		return r.read(y.Content[0], depth)
	case yaml.AliasNode:
		return r.alias(y, depth)
	case yaml.SequenceNode:
		return r.list(y, at, depth)
	case yaml.MappingNode:
		return r.mapping(y, at, depth)
	}
	tag := y.ShortTag()
	switch tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!null", "!!timestamp":
	default:
		r.fail(at, "tag %s is not known: write plain values", quote(tag))
		return nil
	}
	return &node{kind: scalar, tag: tag, text: y.Value, at: at}
}

func (r *reader) alias(y *yaml.Node, depth int) *node {
	if y.Alias == nil || r.inside[y.Alias] {
		r.fail(place{r.file, y.Line, y.Column}, "alias %s stands for something it is part of", quote(y.Value))
		return nil
	}
	r.aliased++
	defer func() { r.aliased-- }()
	return r.read(y.Alias, depth+1)
}

func (r *reader) list(y *yaml.Node, at place, depth int) *node {
	n := &node{kind: list, at: at}
	r.inside[y] = true
	defer delete(r.inside, y)
	for i, c := range y.Content {
		item := r.read(c, depth+1)
		switch {
		case item == nil:
		case item.null():
			r.fail(item.at, "item %d of the list has no value", i+1)
		default:
			n.items = append(n.items, item)
		}
	}
	return n
}

func (r *reader) mapping(y *yaml.Node, at place, depth int) *node {
	n := &node{kind: mapping, at: at}
	r.inside[y] = true
	defer delete(r.inside, y)
	first := make(map[string]place, len(y.Content)/2)
	var merged []*node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		here := place{r.file, k.Line, k.Column}
		if k.Kind == yaml.AliasNode && k.Alias != nil {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			r.fail(here, "a key must be plain text")
			continue
		}
		if k.ShortTag() == "!!merge" {
			merged = append(merged, r.merge(v, depth)...)
			continue
		}
		if k.ShortTag() == "!!null" || k.Value == "" {
			r.fail(here, "a key must not be empty")
			continue
		}
		value := r.read(v, depth+1)
		if before, twice := first[k.Value]; twice {
			r.fail(here, "key %s is given twice (first on line %d)", quote(k.Value), before.line)
			continue
		}
		first[k.Value] = here
		if value != nil {
			n.entries = append(n.entries, entry{k.Value, here, value})
		}
	}
	// Keys that are written here win over merged ones, earlier merges over later.
	for _, m := range merged {
		for _, e := range m.entries {
			if _, there := first[e.key]; !there {
				first[e.key] = e.at
				n.entries = append(n.entries, e)
			}
		}
	}
	return n
}

// merge are the mappings that "<<" names.
func (r *reader) merge(y *yaml.Node, depth int) []*node {
	v := r.read(y, depth+1)
	if v == nil {
		return nil
	}
	if v.kind == mapping {
		return []*node{v}
	}
	for _, m := range v.items {
		if m.kind != mapping {
			r.fail(m.at, "<< merges mappings only")
			return nil
		}
	}
	if v.kind == scalar {
		r.fail(v.at, "<< merges mappings only")
	}
	return v.items
}
