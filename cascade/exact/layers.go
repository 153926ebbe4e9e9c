package exact

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/exact/internal/lattice"
	"harkara/model"
)

// overLayers is over where the people of a home do not hear alone, so that what has
// become of a household is no function of what has of a person. Groups whose units start
// by one law are asked about together, some at a time, as they differ in their homes alone.
func (q *query) overLayers(g *listeners, start *lattice.Dist, i int32) mean {
	key := layersOf{*g, i, start}
	of, ok := q.layers[key]
	if !ok {
		q.sweepLayers(g, start, i)
		of = q.layers[key]
	}
	return func(what int) (cascade.Estimate, float64) {
		f := of[what]
		return around(start.Mean(f, q.everybody(), func(x, _ float64) float64 { return x })), f.Never
	}
}

// layersOf are listeners in one case of their sources, and when they start: nothing is known
// where that is not.
type layersOf struct {
	listeners
	i     int32
	start *lattice.Dist
}

// mostLayers is of how many groups and cases functions are kept.
const mostLayers = 8

// sweepLayers finds the functions of a group, and of those after it that start as it does
// where it starts as it will.
func (q *query) sweepLayers(g *listeners, start *lattice.Dist, i int32) {
	list, src := []*listeners{g}, &q.sources[g.sources]
	together := start == q.c.firstStart(g.kind, g.class)
	for k := slices.Index(q.groups, *g) + 1; together && k < len(q.groups) && len(list) < mostLayers/len(src.cases); k++ {
		if o := &q.groups[k]; o.kind == g.kind && o.class == g.class && o.sources == g.sources {
			list = append(list, o)
		}
	}
	if q.layers == nil || len(q.layers)+len(list) > mostLayers {
		q.layers = map[layersOf][]*lattice.Function{}
	}
	of := q.sweepAll(src, src.cases[i].starts, start.Empty, 3*len(list), func(starts []model.Tick, out []float64) {
		q.people.Turn(starts, q.t)
		for k, o := range list {
			h := q.people.Unaware(o.homes, o.size)
			copy(out[3*k:], h[:])
		}
	})
	for k, o := range list {
		q.layers[layersOf{*o, i, start}] = of[3*k : 3*k+3]
	}
}
