package public

import (
	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// varied is what a Crowd has more where circumstances make plays unlike: a Crowd
// for each variant of the network, of the same people, one of which is asked in a
// trial. A Work and a Cell of such a Crowd have one for each, too.
type varied struct {
	// which draws a trial's variant, as engines do; crowds are in the order of
	// Problem.Variants.
	which  *random.Circumstances
	crowds []*Crowd
}

// newVaried makes the public of each variant of a problem ready.
func newVaried(p cascade.Problem, columns []model.Tick, mode Mode) (*Crowd, error) {
	v := &varied{which: random.NewCircumstances(p.Seed, p.Circumstances)}
	for i := range p.Variants() {
		c, err := New(p.Where(&p.Variants()[i]), columns, mode)
		if c == nil || err != nil {
			return nil, err
		}
		v.crowds = append(v.crowds, c)
	}
	// What is the same in all is asked of the first.
	all := *v.crowds[0]
	all.varied = v
	return &all, nil
}

// fork is working memory for each of the variants.
func (v *varied) fork(c *Crowd) *Work {
	w := &Work{Crowd: c}
	for _, one := range v.crowds {
		w.works = append(w.works, one.Fork())
	}
	return w
}

// newCell is a cell of the same units in each of the variants.
func (v *varied) newCell(which []int, name uint64) *Cell {
	var all []*Cell
	for _, c := range v.crowds {
		all = append(all, c.NewCell(which, name))
	}
	return &Cell{People: all[0].People, Homes: all[0].Homes, cells: all}
}

// playVaried turns to the variant of a trial, and takes its outcome over.
func (w *Work) playVaried(trial uint64, out *cascade.Outcome) {
	w.variant = w.varied.which.Variant(trial)
	w.works[w.variant].Play(trial, out)
}

// in is the work of the variant that was played last, and its cell.
func (w *Work) in(cell *Cell) (*Work, *Cell) { return w.works[w.variant], cell.cells[w.variant] }

// errorVaried is the largest Error of any variant.
func (w *Work) errorVaried(cell *Cell, t model.Tick) (people, homes float64) {
	for i, one := range w.works {
		p, h := one.Error(cell.cells[i], t)
		// Which variant a trial has is not known when bounds are made.
		people, homes = max(people, p), max(homes, h)
	}
	return people, homes
}
