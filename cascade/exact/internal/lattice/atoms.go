package lattice

import (
	"cmp"
	"slices"

	"harkara/model"
)

// Atom is a time with a chance of its own: one of finitely many values of a
// delay, or one that stands for the times about it.
//
// At is in ticks, of a wait or of the clock as the function that gives it says;
// Chance is a share of 1, and the chances of one law add up to 1 at most.
type Atom struct {
	At     model.Tick
	Chance float64
}

// maxAtoms is up to how many atoms a distribution is kept as atoms.
//
// It bounds the memory and the time of what is done atom by atom; a law of more is
// kept on the grid alone, with bounds of its error.
const maxAtoms = 1024

// Atoms are the values of a delay that takes finitely many, ascending, rounded
// to ticks; ok is false for any other delay.
//
// Model.Steps gives the distribution function after each value, so a chance is the
// difference of two neighbours.
func Atoms(d model.Delay) (atoms []Atom, ok bool) {
	seconds, cumulative, ok := model.Steps(d)
	before := 0.0
	for i, s := range seconds {
		atoms = append(atoms, Atom{model.TicksOf(s), cumulative[i] - before})
		before = cumulative[i]
	}
	return atoms, ok
}

// OfAtoms is the distribution of finitely many times counted from point 0; those
// beyond the grid never come. While they are at most maxAtoms they are kept as
// they are, wherever they lie, and whatever is done to such distributions alone
// has no error but rounding. The grid holds them too, for sums with others: one
// that is not at a point makes its cell rough.
func (g *Grid) OfAtoms(atoms []Atom) *Dist {
	atoms = merge(atoms, g.End()-g.From)
	l := g.empty()
	for _, a := range atoms {
		l.add(a.At, a.Chance)
	}
	if len(atoms) <= maxAtoms {
		l.exact = atoms
	}
	return l.ready()
}

// Never is the distribution of a time that does not come.
func (g *Grid) Never() *Dist { return g.OfAtoms(nil) }

// Certainly is the distribution of a wait that is certain.
func (g *Grid) Certainly(t model.Tick) *Dist { return g.OfAtoms([]Atom{{t, 1}}) }

// merge sorts atoms, up to a last time, and adds up those of one time. It is
// never nil.
func merge(atoms []Atom, last model.Tick) []Atom {
	slices.SortStableFunc(atoms, func(a, b Atom) int { return cmp.Compare(a.At, b.At) })
	out := []Atom{}
	for _, a := range atoms {
		switch n := len(out); {
		case a.At > last || a.Chance <= 0:
		case n > 0 && out[n-1].At == a.At:
			out[n-1].Chance += a.Chance
		default:
			out = append(out, a)
		}
	}
	return out
}

// Exact are the atoms of the distribution, at ticks of the clock, where it is
// known to have no other mass.
//
// The atoms are in ascending order; ok is false where the law is known on the grid
// only.
func (l *Dist) Exact() ([]Atom, bool) {
	out := slices.Clone(l.exact)
	for i := range out {
		out[i].At += l.From
	}
	return out, l.exact != nil
}

// shiftAtoms is Shift of atoms.
//
// Each comes by ticks later, with p times its chance.
func shiftAtoms(atoms []Atom, by model.Tick, p float64) []Atom {
	out := make([]Atom, len(atoms))
	for i, a := range atoms {
		out[i] = Atom{a.At + by, a.Chance * p}
	}
	return out
}

// convolveAtoms is the distribution of the sum of two times that both are atoms;
// nil where they are not, or too many.
//
// The sum of independent times takes the value a + b with chance P(a)·P(b); equal
// values are added up by OfAtoms. The limit on the number of products bounds the time
// before it is known how many values coincide.
func (l *Dist) convolveAtoms(o *Dist) *Dist {
	if l.exact == nil || o.exact == nil || len(l.exact)*len(o.exact) > 64*maxAtoms {
		return nil
	}
	var sum []Atom
	for _, a := range l.exact {
		sum = append(sum, shiftAtoms(o.exact, a.At, a.Chance)...)
	}
	if out := l.OfAtoms(sum); out.exact != nil {
		return out
	}
	return nil
}

// minOfAtoms is MinOf of atoms.
//
// The chance that none has come falls at an atom from (1 − p·F(t−))^n to (1 −
// p·F(t))^n, and that fall is the atom's chance in the minimum.
func (l *Dist) minOfAtoms(n int, p float64) *Dist {
	var out []Atom
	f, before := 0.0, 1.0
	for _, a := range l.exact {
		f += a.Chance
		after := model.Power(1-p*min(f, 1), n)
		out = append(out, Atom{a.At, before - after})
		before = after
	}
	return l.OfAtoms(out)
}

// minAtoms is Min of two that both are atoms.
//
// The two lists are merged in order of time; at each time 1 − H = (1 − F)·(1 − G)
// falls by the chance of that time in the minimum.
func (l *Dist) minAtoms(o *Dist) *Dist {
	var out []Atom
	f, g, before := 0.0, 0.0, 1.0
	for i, j := 0, 0; i < len(l.exact) || j < len(o.exact); {
		t := model.Never
		if i < len(l.exact) {
			t = l.exact[i].At
		}
		if j < len(o.exact) {
			t = min(t, o.exact[j].At)
		}
		for ; i < len(l.exact) && l.exact[i].At == t; i++ {
			f += l.exact[i].Chance
		}
		for ; j < len(o.exact) && o.exact[j].At == t; j++ {
			g += o.exact[j].Chance
		}
		after := (1 - min(f, 1)) * (1 - min(g, 1))
		out = append(out, Atom{t, before - after})
		before = after
	}
	return l.OfAtoms(out)
}

// nextOpenAtoms is NextOpen of atoms.
//
// Atoms after the last opening never come, and are left out.
func (l *Dist) nextOpenAtoms(o Opening) *Dist {
	var out []Atom
	for _, a := range l.exact {
		if t := o.Next(l.From + a.At); t < model.Never {
			out = append(out, Atom{t - l.From, a.Chance})
		}
	}
	return l.OfAtoms(out)
}

// mostFollowed is up to how many atoms are followed one by one.
//
// Each costs what following a part does.
const mostFollowed = 64

// atomByAtom is PartByPart for a time that is one of few atoms, and for any
// number of them where all that follows is atoms as well: given one, what several
// people do is independent. It is nil where that would take long.
//
// The law is the mixture Σ_i P(a_i)·MinOf(told given a_i), by total probability; the
// bounds of the terms are added with the same weights.
func (l *Dist) atomByAtom(n int, p float64, follow func(a *Dist) *Conditional) *Dist {
	if l.exact == nil {
		return nil
	}
	out := l.Never()
	for i, a := range l.exact {
		told := follow(l.Certainly(a.At)).Told
		if i == 0 && len(l.exact) > mostFollowed && told.exact == nil {
			return nil
		}
		out = out.Mix(told.MinOf(n, p).Shift(0, a.Chance))
	}
	return out
}
