package exact

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// unitAnswers are the answers for single units, by kind: units of one kind have one
// law of arrival, so that this costs what its kinds cost. In a tree everybody is told
// by their parent.
func (b *counted) unitAnswers(grids []*computer) *cascade.UnitAnswers {
	at := b.p.Question.Units
	if len(at) == 0 {
		return nil
	}
	n := b.p.Network
	kinds := len(b.kinds)
	out := &cascade.UnitAnswers{
		At: at, Row: make([]int32, n.Len()), Has: make([]float32, (kinds+1)*len(at)), Mean: make([]float64, kinds+1),
		First: make([]cascade.Told, n.Len()), FirstShare: make([]float32, n.Len()),
	}
	out.Mean[kinds] = math.NaN() // the row of units that the message cannot reach
	for k := range kinds {
		law := arrivalLaw(grids, int32(k), b.p.Question.Horizon)
		for j, t := range at {
			out.Has[k*len(at)+j] = float32(min(max(law.by(t), 0), 1))
		}
		out.Mean[k] = math.NaN()
		if law.chance > 0 {
			out.Mean[k] = law.moment / law.chance
		}
	}
	for u := range n.Len() {
		out.First[u], out.FirstShare[u] = cascade.Told{From: model.NoUnit, Channel: -1}, float32(math.NaN())
		out.Row[u] = b.kindOf[u]
		if b.kindOf[u] == never {
			out.Row[u] = int32(kinds)
		} else if u := model.Unit(u); !slices.Contains(b.p.Message().From, u) && !math.IsNaN(out.Mean[b.kindOf[u]]) {
			out.First[u], out.FirstShare[u] = cascade.Told{From: n.Parent(u), Channel: -1}, 1
		}
	}
	return out
}
