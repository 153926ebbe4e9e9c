package scenario

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"harkara/model"
)

// treeReader reads units that are written inside each other.
type treeReader struct {
	d      *decoder
	h      *hierarchy
	end    int    // the tier after the last
	prefix string // before the codes of an organisation beside the first
}

// read appends the units of a tree whose top is in the given tier.
func (t *treeReader) read(n *node, path string, tier int) {
	if !t.d.isMapping(n, path, nil) {
		return
	}
	if len(n.entries) == 0 {
		t.d.fail(n, path, "has no units")
	}
	for _, e := range n.entries {
		if unitShape.has(e.key) {
			t.d.fail(&node{at: e.at}, path, "%q is not a unit here: a tree starts with the names of units of tier %s", e.key, t.h.tiers[tier])
			continue
		}
		t.unit(e, join(path, e.key), tier, -1, "")
	}
	t.checkGeneratedCodes()
}

// unit appends one unit and what is below it. Its code, where it has none of its
// own, is its name after the code of the unit above.
func (t *treeReader) unit(e entry, path string, tier int, parent int32, above string) {
	if tier >= t.end {
		t.d.fail(&node{at: e.at}, path, "is one level too deep: below tier %s there is none%s", t.h.tiers[tier-1], misspelt(e.key))
		return
	}
	n := t.short(e)
	if n.kind != mapping && !n.null() {
		t.d.fail(n, path, "%s is neither a unit nor a figure%s", n.plain(), cmp.Or(unitsHint(n), choose(e.key, unitShape.names())))
		return
	}
	n = namedChildren(n)
	f := fields{t.d, n, path}
	given := f.text("code", "")
	code := given
	if code == "" && t.prefix != "" && parent < 0 {
		code = e.key
	}
	if code != "" {
		code = t.prefix + code
	}
	whole := cmp.Or(code, above+e.key)
	t.claim(whole, e, f, given)
	row := t.h.addNamed(e.key, code, f.text("name_local", ""), tier, parent)
	r := &t.h.rows
	r.Population[row] = f.whole("population", 0, maxFigure, model.Unknown)
	r.Households[row] = f.whole("households", 0, maxFigure, model.Unknown)
	made := t.children(f, tier, row)
	if made > 0 {
		t.h.generating[whole] = true
	}
	for _, c := range n.entries {
		if unitShape.has(c.key) {
			continue
		}
		if i, err := strconv.Atoi(c.key); err == nil && i > 0 && int64(i) <= made {
			t.d.fail(&node{at: c.at}, path, "%q is also the number of a generated child: give it another name", c.key)
		}
		t.unit(c, join(path, c.key), tier+1, row, whole+"/")
	}
}

// misspelt suggests the key that a name may be meant to be.
func misspelt(name string) clause {
	if meant := model.Nearest(name, slices.Values(unitShape.names())); meant != "" {
		return clausef(": did you mean %s?", meant)
	}
	return clause{}
}

// short is a unit that is written short, written out: a number is its people, and a
// list the names of its children. What may be a key misspelt is left as it is.
func (t *treeReader) short(e entry) *node {
	n := e.value
	if model.Nearest(e.key, slices.Values(unitShape.names())) != "" {
		return n
	}
	if _, ok := parseWhole(n); ok {
		return &node{kind: mapping, at: n.at, entries: []entry{{"population", e.at, n}}}
	}
	if children, ok := listedNames(n); ok {
		return &node{kind: mapping, at: n.at, entries: children}
	}
	return n
}

// listedNames are the units of a list of names.
func listedNames(n *node) ([]entry, bool) {
	if n.kind != list || len(n.items) == 0 {
		return nil, false
	}
	var out []entry
	for _, item := range n.items {
		if _, number := parseWhole(item); number || item.kind != scalar || item.tag == "!!float" {
			return nil, false
		}
		out = append(out, entry{item.text, item.at, &node{kind: scalar, tag: "!!null", at: item.at}})
	}
	return out, true
}

// namedChildren is a unit in which children that are named, in a list or a mapping,
// are written among the unit's own.
func namedChildren(n *node) *node {
	children, rest := n.without("children")
	if n.kind != mapping || children == nil {
		return n
	}
	named, ok := children.entries, children.kind == mapping
	if !ok {
		named, ok = listedNames(children)
	}
	if !ok {
		return n
	}
	rest.entries = append(rest.entries, named...)
	return rest
}

// claim takes a code for a unit, which no other may have: it is the unit's
// address among random numbers.
func (t *treeReader) claim(code string, e entry, f fields, given string) {
	at, path := e.at, f.path
	if given != "" {
		at, path = f.get("code").at, f.at("code")
	}
	before, twice := t.h.codes[code]
	switch {
	case !twice:
		t.h.codes[code] = claimed{at, path, given != ""}
	case given != "" && before.given:
		t.d.fail(&node{at: at}, path, "code %s is given twice (first on line %d)", quote(given), before.at.line)
	default:
		t.d.fail(&node{at: at}, path, "code %s is also that of the unit on line %d: give one of them another code", quote(code), before.at.line)
	}
}

// checkGeneratedCodes refuses codes that units without names may have: those of units that
// make such, with numbers after them.
func (t *treeReader) checkGeneratedCodes() {
	for code, c := range t.h.codes {
		above, last, ok := model.CutLast(code, "/")
		for ok && c.given && digitsOnly(last) {
			if t.h.generating[above] {
				t.d.fail(&node{at: c.at}, c.path, "code %s may be that of a generated unit below %s: give it another code", quote(code), quote(above))
				break
			}
			above, last, ok = model.CutLast(above, "/")
		}
	}
}

func digitsOnly(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// children notes the generated units below a row, and returns how many are its
// own children.
func (t *treeReader) children(f fields, tier int, row int32) int64 {
	n := f.get("children")
	if n == nil {
		return 0
	}
	path := f.at("children")
	items := []*node{n}
	if n.kind == list {
		items = n.items
	}
	var totals []int64
	for i, item := range items {
		at := path
		if n.kind == list {
			at = index(path, i)
		}
		total, ok := t.d.whole(item, at, 0, maxFigure)
		if !ok {
			return 0
		}
		if total > 0 && slices.Contains(totals, 0) {
			t.d.fail(item, at, "%s units below a level that has none", model.Thousands(total))
			return 0
		}
		totals = append(totals, total)
	}
	for len(totals) > 0 && totals[len(totals)-1] == 0 {
		totals = totals[:len(totals)-1]
	}
	if len(totals) == 0 {
		return 0
	}
	if tier+len(totals) >= t.end {
		below := strings.Join(t.h.tiers[tier+1:t.end], ", ")
		if below == "" {
			below = "none"
		}
		t.d.fail(n, path, "asks for %d levels of units below tier %s, which has %d (%s)", len(totals), t.h.tiers[tier], t.end-tier-1, below)
		return 0
	}
	t.h.addGenerated(generated{row, tier + 1, totals, n, path})
	return totals[0]
}
