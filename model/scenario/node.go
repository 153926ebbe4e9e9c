package scenario

import (
	"regexp"

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
	flow    bool // of a mapping: it stands in braces
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

// without is the value of a key, and the mapping without it.
func (n *node) without(key string) (value, rest *node) {
	copied := *n
	copied.entries = nil
	for _, e := range n.entries {
		if e.key == key {
			value = e.value
			continue
		}
		copied.entries = append(copied.entries, e)
	}
	return value, &copied
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
	*problemList
	file     string
	inside   map[*yaml.Node]bool // anchors whose value is being read
	aliased  int                 // depth of aliases being followed
	expanded int
	dead     bool // too many aliases: said once
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
	n := &node{kind: mapping, at: at, flow: y.Style&yaml.FlowStyle != 0}
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
		if number, ok := commaIn(y, i); ok {
			r.fail(here, "numbers take no commas: write %s", number)
			if last := len(n.entries) - 1; last >= 0 && n.entries[last].value.kind == scalar {
				// Nothing more is to be said of what stands before the comma.
				n.entries[last].value = &node{kind: scalar, at: n.entries[last].value.at, tag: "!!str", text: number}
			}
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

var (
	beforeComma = regexp.MustCompile(`^[0-9]+$`)
	afterComma  = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?[a-z%]*$`)
)

// commaIn tells whether the key at i of a mapping is what stands after a comma in
// a number, as 289 in {population: 65,289}: digits without a value, after a
// number. It returns what to write.
func commaIn(y *yaml.Node, i int) (number string, ok bool) {
	bare := func(v *yaml.Node) bool { return v.Kind == yaml.ScalarNode && v.Value == "" && v.ShortTag() == "!!null" }
	// A comma in a number has no blank after it.
	adjoin := func(a, b *yaml.Node) bool { return a.Line == b.Line && a.Column+len(a.Value)+1 == b.Column }
	if i == 0 || y.Style&yaml.FlowStyle == 0 || !bare(y.Content[i+1]) || !afterComma.MatchString(y.Content[i].Value) {
		return "", false
	}
	from := i
	for from > 1 && bare(y.Content[from-1]) && adjoin(y.Content[from-2], y.Content[from]) {
		from -= 2
	}
	first := y.Content[max(from-1, 0)]
	if from == 0 || first.Kind != yaml.ScalarNode || !beforeComma.MatchString(first.Value) || !adjoin(first, y.Content[from]) {
		return "", false
	}
	sep := ""
	if len(y.Content[i].Value) != 3 || first.Value == "0" {
		sep = "."
	}
	number = first.Value
	for k := from; k <= i; k += 2 {
		number += sep + y.Content[k].Value
	}
	return number, true
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
