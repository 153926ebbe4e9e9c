package public

import (
	"fmt"

	"harkara/model"
)

// audiences are the kinds of served units whose people differ in how many are
// in the audience of a broadcast: for each kind, which share of each source.
type audiences struct {
	// kinds are as they occur among served units, not all that could be.
	pub   *model.Public
	kinds [][]int // by kind, then by source: 0 is the source's own, k+1 its Shares[k]
}

// setAudiences finds the kind of each served unit. A share that is set for a unit
// holds for all below it, unless one is set for a unit nearer to the people; where
// no shares differ, all units are of kind 0 and nothing is kept.
func (c *Crowd) setAudiences(pub *model.Public) *audiences {
	a := &audiences{pub: pub}
	differ := false
	for _, s := range pub.Hears {
		differ = differ || len(s.Shares) > 0
	}
	if !differ {
		return a
	}
	// Shares by unit, for each source.
	of := make([]map[model.Unit]int, len(pub.Hears))
	for k, s := range pub.Hears {
		of[k] = make(map[model.Unit]int, len(s.Shares))
		for j, x := range s.Shares {
			of[k][x.Unit] = j + 1
		}
	}
	// Kinds are numbered in the order of the served units that first have them.
	known := map[string]int32{}
	c.audience = make([]int32, len(c.served))
	for i, u := range c.served {
		kind := make([]int, len(pub.Hears))
		for k := range of {
			// Upwards from the unit to the nearest one with a share.
			for v := u; v != model.NoUnit && kind[k] == 0 && len(of[k]) > 0; v = c.net.Parent(v) {
				kind[k] = of[k][v]
			}
		}
		name := fmt.Sprint(kind)
		id, ok := known[name]
		if !ok {
			id = int32(len(a.kinds))
			known[name] = id
			a.kinds = append(a.kinds, kind)
		}
		c.audience[i] = id
	}
	return a
}

// of is the k-th source's broadcast as the kinds of units hear it: one
// broadcast for each share that occurs.
func (a *audiences) of(b broadcast, k int) []broadcast {
	shares := a.pub.Hears[k].Shares
	if len(shares) == 0 {
		return []broadcast{b}
	}
	// Each kind of unit hears one of the broadcasts, in its own share of people; those
	// that no kind hears are left out.
	var out []broadcast
	for j := range len(shares) + 1 {
		one := b
		one.kinds = make([]bool, len(a.kinds))
		occurs := false
		for id, kind := range a.kinds {
			one.kinds[id] = kind[k] == j
			occurs = occurs || one.kinds[id]
		}
		// The 0th is the share that holds where none is set.
		if j > 0 {
			one.share = shares[j-1].Share
		}
		if occurs {
			out = append(out, one)
		}
	}
	return out
}

// audienceOf is the kind of the i-th served unit's audiences.
func (c *Crowd) audienceOf(i int) int32 {
	if c.audience == nil {
		return 0
	}
	return c.audience[i]
}
