package lattice

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"harkara/cascade/cascadetest"
	"harkara/model"
)

// Laws, and how far they may be from the truth, are what they were: a wider bound is
// not wrong, and a narrower one may be, where no other test asks for it.
func TestLawsAreWhatTheyWere(t *testing.T) {
	g := NewGrid(0, 60_000*model.Millisecond, 40, nil)
	office := Opening{{Open: 4 * model.Second, Close: 9500 * model.Millisecond}, {Open: 21 * model.Second, Close: 50 * model.Second}}
	all := delays(t)
	names := slices.Sorted(maps.Keys(all))
	var lines []string
	tell := func(name string, l *Dist) { lines = append(lines, fmt.Sprintf("%s %s", name, told(l))) }
	for i, name := range names {
		l := g.OfDelay(all[name])
		next := g.OfDelay(all[names[(i+1)%len(names)]])
		atoms := g.OfAtoms([]Atom{{2 * model.Second, 0.25}, {7777 * model.Millisecond, 0.5}})
		many := g.OfAtoms(steps(90))
		tell(name, l)
		tell(name+"-opening", l.NextOpen(office))
		tell(name+"-minOf", l.MinOf(3, 0.7))
		tell(name+"-min", l.Min(next))
		tell(name+"-sum", l.Convolve(next))
		tell(name+"-sum-opening", l.Convolve(next).NextOpen(office))
		tell(name+"-atoms", l.Convolve(atoms))
		tell(name+"-many", l.Convolve(many))
		tell(name+"-of-many", many.Convolve(l.NextOpen(office)))
		tell(name+"-min-atoms", l.Min(atoms))
		tell(name+"-mix", l.Shift(2, 0.3).Mix(next.Shift(0, 0.5)))
		tell(name+"-rough", l.NextOpen(office).MinOf(2, 0.9).Convolve(next))
		ones := func() []float64 { return l.Curvature(next) }
		follow := func(a *Dist) *Conditional { return NewConditional(a, a.Convolve(next), ones) }
		tell(name+"-parts", l.PartByPart(6, 2, 0.8, false, follow))
		tell(name+"-smooth-parts", l.NextOpen(office).PartByPart(6, 3, 0.8, true, follow))
		chance, moment := l.NextOpen(office).Moment(33 * model.Second)
		lines = append(lines, fmt.Sprintf("%s-moment %.12g %.12g %.12g", name, chance, moment, l.Quantile(0.5, 0)))
		s := l.NextOpen(office).Strata([]model.Tick{5 * model.Second, 30 * model.Second})
		sum := 0.0
		for i, n := range s.Nodes {
			sum += n.Chance * n.At.Seconds() * float64(1+s.Cell[i])
		}
		lines = append(lines, fmt.Sprintf("%s-strata %d %d %.12g", name, len(s.Nodes), len(s.Edges), sum))
		starts := NewWaits(all[name]).Starts(2*model.Second, office, []model.Tick{25 * model.Second}, 45*model.Second, First{N: 2, P: 0.6})
		for _, a := range starts {
			sum += a.Chance * a.At.Seconds()
		}
		lines = append(lines, fmt.Sprintf("%s-starts %d %.12g", name, len(starts), sum))
	}
	cascadetest.Golden(t, "testdata/laws.txt", lines)
}

// steps are so many atoms.
func steps(n int) []Atom {
	var out []Atom
	for i := range n {
		out = append(out, Atom{model.Tick(i) * 333 * model.Millisecond, 1 / float64(n+5)})
	}
	return out
}

// told is a law and its errors in a few numbers: each entry weighs otherwise.
func told(l *Dist) string {
	out := ""
	moment := make([]float64, len(l.cells)) // where nothing is there is no centre
	for k, m := range l.cells {
		moment[k] = m * l.centre[k]
	}
	for _, x := range [][]float64{l.points, l.cells, l.cellErr, l.pointErr, moment, l.meanErr} {
		sum, far := 0.0, 0.0
		for k, v := range x {
			sum += v
			far += v * float64(k+1)
		}
		out += fmt.Sprintf(" %.12g %.12g", sum, far)
	}
	if atoms, ok := l.Exact(); ok {
		out += fmt.Sprintf(" atoms %d", len(atoms))
	}
	return out
}
