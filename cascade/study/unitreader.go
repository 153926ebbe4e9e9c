package study

import (
	"cmp"
	"context"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/cascade/public"
	"harkara/model"
)

// A unitReader plays a problem and reads what each unit adds to a share by a time. It is
// used by one goroutine.
type unitReader struct {
	measure Measure
	network *model.Network
	engine  cascade.Engine
	out     *cascade.Outcome
	crowds  []*crowdReader // none where nothing is asked of people
	of      []int          // of each unit, which of them; nil is the first
}

// A crowdReader reads what the people of served units have heard.
type crowdReader struct {
	work  *public.Work
	share []float64
	cells []*public.Cell // of each served unit, where homes are asked about
}

// newUnitReader is for a problem; where staff are given, what its people hear is that of
// those of one of them: of which units, says of.
func newUnitReader(p cascade.Problem, staff []cascade.Problem, of []int, m Measure, mode public.Mode) (*unitReader, error) {
	e, _, err := engine.New("auto", p)
	if err != nil {
		return nil, err
	}
	r := &unitReader{measure: m, network: p.Network, engine: e.Fork(), out: cascade.NewOutcome(p.Network.Len())}
	if !People([]Measure{m}, nil) {
		return r, nil
	}
	if r.of = of; staff == nil {
		staff = []cascade.Problem{p}
	}
	for _, q := range staff {
		crowd, err := public.New(q, []model.Tick{m.At}, mode)
		if err != nil {
			return nil, err
		}
		c := &crowdReader{work: crowd.Fork(), share: make([]float64, len(p.Network.Served()))}
		if m.Tier == model.HouseholdTier {
			for i := range c.share {
				c.cells = append(c.cells, crowd.NewCell([]int{i}, uint64(i)))
			}
		}
		r.crowds = append(r.crowds, c)
	}
	return r, nil
}

// play plays a trial and puts into out, which has an entry for each unit, 1 for one of
// the tier that has the message by the time, or how many of a unit's people, or homes, are
// expected to; 0 for others.
func (r *unitReader) play(trial uint64, out []float64) {
	r.engine.Play(trial, r.out)
	if r.crowds == nil {
		in := r.network.InTier(r.network.TierIndex(r.measure.Tier))
		for u := in.Lo; u < in.Hi; u++ {
			out[u] = 0
			if r.out.Arrival[u] <= r.measure.At {
				out[u] = 1
			}
		}
		return
	}
	for _, c := range r.crowds {
		if c.work.Play(trial, r.out); c.cells == nil {
			c.work.Heard(r.measure.At, c.share)
		}
	}
	for i, u := range r.network.Served() {
		c := r.crowds[0]
		if r.of != nil {
			c = r.crowds[r.of[u]]
		}
		if c.cells != nil {
			c.work.Begin(c.cells[i])
			_, homes := c.work.Ask(c.cells[i], r.measure.At)
			out[u] = homes.Expected
			continue
		}
		out[u] = c.share[i] * float64(r.network.People()[i])
	}
}

// PlayUnits plays problems of the same units, each with the same plays, of which Trials
// are in each of several sets, from play first on.
type PlayUnits struct {
	montecarlo.Sampling
	Measure Measure
	Sets    int
	First   uint64
	// Of, where given, is of each unit in which of the problems it counts for the totals.
	Of []int
	// Staff, where given, are problems with other people going out on visits, and StaffOf
	// in which of them each unit's people are.
	Staff   []cascade.Problem
	StaffOf []int
}

// A PlayedUnits is what the units add in them.
type PlayedUnits struct {
	// Mean is what each unit adds on average over a set's plays, by set and problem; of
	// all is that over all plays.
	Mean [][][]float64
	All  [][]float64
	// Totals are the sums of what all units add, each in its problem (Of), of each play.
	Totals []float64
	// Played is how many plays of each problem were played: fewer where ctx ended.
	Played int
}

// Run plays. The error is that of a problem that cannot be played, or of ctx where not
// even the first set was.
func (s PlayUnits) Run(ctx context.Context, problems []cascade.Problem) (*PlayedUnits, error) {
	n := problems[0].Network.Len()
	sampling := s.Sampling
	if s.Progress != nil {
		sampling.Progress = func(done, total int) { s.Progress(done*s.Trials, total*s.Trials) }
	}
	// A row is a set of plays of a problem: means, and what is counted of each play. Sets
	// go first, so that those that are whole can be told where ctx ends.
	of, _, err := PlayRows(ctx, s.Sets*len(problems), n+s.Trials, sampling, func(row uint64, out []float64) error {
		set, k := int(row)/len(problems), int(row)%len(problems)
		return s.set(problems[k], k, s.First+uint64(set*s.Trials), out[:n], out[n:])
	})
	if err != nil {
		return nil, err
	}
	if len(of) < len(problems) {
		return nil, cmp.Or(ctx.Err(), context.Canceled)
	}
	return s.played(of, len(problems), n), nil
}

// set plays a set of plays of problem k: mean is what each unit adds on average, and
// totals are the sums of those that are counted.
func (s PlayUnits) set(p cascade.Problem, k int, first uint64, mean, totals []float64) error {
	r, err := newUnitReader(p, s.Staff, s.StaffOf, s.Measure, s.Public)
	if err != nil {
		return err
	}
	row := make([]float64, p.Network.Len())
	for i := range totals {
		r.play(first+uint64(i), row)
		for u, x := range row {
			mean[u] += x / float64(len(totals))
			if s.Of != nil && s.Of[u] == k {
				totals[i] += x
			}
		}
	}
	return nil
}

// Totals plays one problem, and puts into out what all units add in each play.
func (s PlayUnits) Totals(p cascade.Problem, out []float64) error {
	s.Of = make([]int, p.Network.Len())
	return s.set(p, 0, s.First, make([]float64, p.Network.Len()), out)
}

// played are rows as means and totals: of the sets that are whole.
func (s PlayUnits) played(of [][]float64, problems, n int) *PlayedUnits {
	sets := len(of) / problems
	out := &PlayedUnits{Played: sets * s.Trials, Totals: make([]float64, sets*s.Trials)}
	for set := range sets {
		rows := of[set*problems : (set+1)*problems]
		var means [][]float64
		for _, row := range rows {
			means = append(means, row[:n])
			for i, x := range row[n:] {
				out.Totals[set*s.Trials+i] += x
			}
		}
		out.Mean = append(out.Mean, means)
	}
	for k := range problems {
		all := make([]float64, n)
		for _, set := range out.Mean {
			for u, x := range set[k] {
				all[u] += x / float64(sets)
			}
		}
		out.All = append(out.All, all)
	}
	return out
}
