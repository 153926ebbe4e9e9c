package scenario

import (
	"slices"
	"strconv"
)

// readFanOut reads a regular tree: how many units the first tier has, and how
// many children a unit has in each tier below.
func (d *decoder) readFanOut(h *hierarchy, n *node, path string, tiers []string, offset int, prefix string) {
	if n.kind == list && len(n.items) <= len(tiers) {
		written := &node{kind: mapping, at: n.at}
		for i, item := range n.items {
			written.entries = append(written.entries, entry{tiers[i], item.at, item})
		}
		n = written
	}
	if !d.isMapping(n, path, tiers) {
		return
	}
	written := &node{kind: mapping, at: n.at}
	for _, e := range n.entries {
		if i := match(e.key, tiers); i >= 0 && written.get(tiers[i]) == nil {
			e.key = tiers[i]
		}
		written.entries = append(written.entries, e)
	}
	n = written
	for _, e := range n.entries {
		if !slices.Contains(tiers, e.key) {
			d.fail(&node{at: e.at}, path, "unknown tier %s%s", quote(e.key), choose(e.key, tiers))
		}
	}
	var totals []int64
	all := int64(1)
	for i, tier := range tiers {
		v := n.get(tier)
		if v == nil {
			if i == 0 {
				d.fail(n, path, "needs %q, the number of units at the top", tier)
			}
			for _, below := range tiers[i:] {
				if w := n.get(below); w != nil && i > 0 {
					d.fail(w, join(path, below), "has no parents: %q is not given", tier)
				}
			}
			if i > 0 {
				d.note("fan-out-ends", path, tiers[i-1], tier)
			}
			break
		}
		lo := int64(0)
		if i == 0 {
			lo = 1
		}
		each, ok := d.whole(v, join(path, tier), lo, maxFigure)
		if !ok {
			return
		}
		all = product(all, each)
		totals = append(totals, all)
	}
	for len(totals) > 0 && totals[len(totals)-1] == 0 {
		totals = totals[:len(totals)-1]
	}
	if len(totals) == 0 {
		return
	}
	if prefix == "" {
		h.addGenerated(generated{-1, offset, totals, n, path})
		return
	}
	h.generateBeside(tiers[0], generated{tier: offset, totals: totals, from: n, path: path}, prefix)
}

// product is a × b, or a number beyond any limit where it is larger.
func product(a, b int64) int64 {
	if b > 0 && a > maxFigure/b {
		return maxFigure
	}
	return a * b
}

// generateBeside makes the regular tree of an organisation beside the first. Its
// units at the top have names, so that their codes can start with its own.
func (h *hierarchy) generateBeside(tier string, g generated, prefix string) {
	roots := g.totals[0]
	if h.asked()+g.units() > h.limit {
		h.addGenerated(g) // which is refused
		return
	}
	for i := int64(1); i <= roots; i++ {
		ordinal := strconv.FormatInt(i, 10)
		row := h.addNamed(tier+" "+ordinal, prefix+ordinal, "", g.tier, -1)
		below := make([]int64, len(g.totals)-1)
		for j := range below {
			below[j] = g.totals[j+1] / roots
		}
		if len(below) > 0 {
			h.addGenerated(generated{row, g.tier + 1, below, g.from, g.path})
		}
	}
}
