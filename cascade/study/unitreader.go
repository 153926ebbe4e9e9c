package study

import (
	"cmp"
	"context"
	"runtime"
	"sync"
	"sync/atomic"

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
// even the first two plays were.
func (s PlayUnits) Run(ctx context.Context, problems []cascade.Problem) (*PlayedUnits, error) {
	n := problems[0].Network.Len()
	plays := s.Sets * s.Trials
	out := &PlayedUnits{Mean: make([][][]float64, s.Sets), Totals: make([]float64, plays), Played: plays}
	for set := range out.Mean {
		out.Mean[set] = make([][]float64, len(problems))
		for k := range problems {
			out.Mean[set][k] = make([]float64, n)
		}
	}
	totals := make([][]float64, len(problems))
	errs, played := make([]error, len(problems)), make([]int, len(problems))
	var next, done atomic.Int64
	var wg sync.WaitGroup
	var told sync.Mutex
	for range min(cmp.Or(s.Workers, runtime.GOMAXPROCS(0)), len(problems)) {
		wg.Go(func() {
			for k := int(next.Add(1)) - 1; k < len(problems); k = int(next.Add(1)) - 1 {
				totals[k] = make([]float64, plays)
				played[k], errs[k] = s.problem(ctx, problems[k], k, out, totals[k], func() {
					now := int(done.Add(1))
					if s.Progress != nil && now%64 == 0 {
						told.Lock()
						s.Progress(now, plays*len(problems))
						told.Unlock()
					}
				})
			}
		})
	}
	wg.Wait()
	for k, err := range errs {
		if err != nil {
			return nil, err
		}
		out.Played = min(out.Played, played[k])
	}
	if out.Played < 2 && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	out.sum(totals)
	return out, nil
}

// problem plays one of the problems.
func (s PlayUnits) problem(ctx context.Context, p cascade.Problem, k int, to *PlayedUnits, totals []float64, played func()) (int, error) {
	r, err := newUnitReader(p, s.Staff, s.StaffOf, s.Measure, s.Public)
	if err != nil {
		return 0, err
	}
	row := make([]float64, p.Network.Len())
	for set := range s.Sets {
		mean := to.Mean[set][k]
		for i := range s.Trials {
			at := set*s.Trials + i
			if ctx.Err() != nil {
				return at, nil
			}
			r.play(s.First+uint64(at), row)
			for u, x := range row {
				mean[u] += x / float64(s.Trials)
				if s.Of != nil && s.Of[u] == k {
					totals[at] += x
				}
			}
			played()
		}
	}
	return s.Sets * s.Trials, nil
}

// sum adds up the problems' totals, and means over all sets.
func (o *PlayedUnits) sum(totals [][]float64) {
	for k, row := range totals {
		all := make([]float64, len(o.Mean[0][k]))
		for _, set := range o.Mean {
			for u, x := range set[k] {
				all[u] += x / float64(len(o.Mean))
			}
		}
		o.All = append(o.All, all)
		for i, x := range row {
			o.Totals[i] += x
		}
	}
	o.Totals = o.Totals[:o.Played]
}
