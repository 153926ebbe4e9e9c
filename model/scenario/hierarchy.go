package scenario

import (
	"slices"

	"harkara/model"
)

// hierarchy is the units of a network: first those with names, then those that
// are generated.
type hierarchy struct {
	tiers []string
	local []string // what they are called in the local script, or ""
	main  int
	rows  model.Rows
	orgs  []organisation
	limit int64 // network.max_units
	addUp bool  // network.add_up

	codes map[string]claimed // of the units of trees
	// generating are the codes of units with generated units below them.
	generating map[string]bool

	generated []generated // to be appended last
	pending   int64       // how many units those are
	largest   generated   // the one that asks for most of them

	problems []Problem    // met while reading it, told again by each decoding
	notes    []model.Note // likewise
	files    []string     // that it was read from
	unsound  bool         // so that units may be missing
	noTiers  bool         // not even the tiers are known: no name of one is unknown

	parents []bool // tiers of which a unit has children
	names   *model.Finder
}

// claimed is who has a code, and whether the file gives it.
type claimed struct {
	at    place
	path  string
	given bool
}

// organisation is a hierarchy beside the first one.
type organisation struct {
	name       string
	path       string // in the scenario
	first, end int    // its tiers
	joins      *node
}

// generated is units without names below a row, or at the top: how many in
// each of the tiers from tier on.
type generated struct {
	parent int32 // or -1
	tier   int
	totals []int64
	from   *node  // where the file asks for them
	path   string // there
}

// units is how many they are, or a number beyond any limit.
func (g generated) units() int64 {
	sum := int64(0)
	for _, n := range g.totals {
		sum = min(sum+min(n, maxFigure), maxFigure)
	}
	return sum
}

// addNamed appends a unit with a name of its own and returns its row.
func (h *hierarchy) addNamed(name, code, local string, tier int, parent int32) int32 {
	r := &h.rows
	row := int32(len(r.Tier))
	r.Tier = append(r.Tier, uint8(tier))
	r.Parent = append(r.Parent, parent)
	r.Ordinal = append(r.Ordinal, 0)
	r.Population = append(r.Population, model.Unknown)
	r.Households = append(r.Households, model.Unknown)
	r.Name = append(r.Name, name)
	r.Code = append(r.Code, code)
	if local != "" { // few units have one
		r.LocalName = append(r.LocalName, make([]string, int(row)-len(r.LocalName))...)
		r.LocalName = append(r.LocalName, local)
	}
	return row
}

// grow makes all columns much longer when they are full: append by itself would
// copy the units of a large file again and again.
func (h *hierarchy) grow() {
	r := &h.rows
	if n := len(r.Tier); n == cap(r.Tier) {
		n = max(1<<10, min(3*n, 1<<18), n)
		r.Tier, r.Parent, r.Ordinal = slices.Grow(r.Tier, n), slices.Grow(r.Parent, n), slices.Grow(r.Ordinal, n)
		r.Population, r.Households = slices.Grow(r.Population, n), slices.Grow(r.Households, n)
		r.Name, r.Code = slices.Grow(r.Name, n), slices.Grow(r.Code, n)
	}
}

// trim gives back the room that was not needed in what a network keeps.
func (h *hierarchy) trim() {
	r := &h.rows
	r.Name, r.Code, r.LocalName = slices.Clone(r.Name), slices.Clone(r.Code), slices.Clone(r.LocalName)
}

// asked is how many units the network has so far, generated ones included. It
// stops counting at a number beyond any limit.
func (h *hierarchy) asked() int64 { return int64(len(h.rows.Tier)) + h.pending }

// addGenerated notes units to be generated once all named ones are known.
func (h *hierarchy) addGenerated(g generated) {
	units := g.units()
	h.pending = min(h.pending+units, maxFigure)
	if units > h.largest.units() {
		h.largest = g
	}
	h.generated = append(h.generated, g)
}

// generate appends the units without names, tier by tier below each row. The
// first parents take one more where numbers do not divide.
func (h *hierarchy) generate() {
	r := &h.rows
	more := int(h.pending)
	r.Tier, r.Parent, r.Ordinal = slices.Grow(r.Tier, more), slices.Grow(r.Parent, more), slices.Grow(r.Ordinal, more)
	r.Population, r.Households = slices.Grow(r.Population, more), slices.Grow(r.Households, more)
	for _, g := range h.generated {
		lo, hi := int64(g.parent), int64(g.parent)+1
		for level, total := range g.totals {
			start := int64(len(r.Tier))
			each, extra := total/(hi-lo), total%(hi-lo)
			for p := lo; p < hi; p++ {
				n := each
				if p-lo < extra {
					n++
				}
				for i := int64(1); i <= n; i++ {
					r.Tier = append(r.Tier, uint8(g.tier+level))
					r.Parent = append(r.Parent, int32(p))
					r.Ordinal = append(r.Ordinal, int32(i))
					r.Population = append(r.Population, model.Unknown)
					r.Households = append(r.Households, model.Unknown)
				}
			}
			lo, hi = start, int64(len(r.Tier))
		}
	}
	h.generated, h.pending = nil, 0
}

// findParents notes which tiers have units with children.
func (h *hierarchy) findParents() {
	h.parents = make([]bool, len(h.tiers))
	for _, p := range h.rows.Parent {
		if p >= 0 {
			h.parents[h.rows.Tier[p]] = true
		}
	}
}
