package study

import (
	"context"
	"math"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
)

// Screen tells, of many values that are not known, which do not matter, with few plays:
// Morris's elementary effects (M. D. Morris, Technometrics 33, 1991; the mean of their
// sizes: Campolongo, Cariboni and Saltelli, Environmental Modelling and Software 22,
// 2007). A trajectory starts at one of four levels of each range, 0, ⅓, ⅔ or 1, and moves
// one value after another, in an order by chance, by ⅔. It has plays of its own, the same
// at all its points. The effect of a value is what the answer moves by, over ⅔: in the
// answer's unit for a way over the whole range.
type Screen struct {
	Names []string // of values: what is drawn for each is drawn by it
	// Trajectories is how many; 0 is 20. Plays is how many plays each has; 0 is 8.
	Trajectories, Plays int
	Measures            int // how many numbers an answer has
	Answer              Answer
	Seed                uint64
	// Workers and Progress, of trajectories, are those of montecarlo.Sampling.
	Workers  int
	Progress func(done, total int)
}

// UsualTrajectories is how many trajectories there are where it is not said.
const UsualTrajectories = 20

// An Effect is how much a value moves a measure: in its unit, over the whole range.
type Effect struct {
	// Size is the mean size of the effects (μ*), Mean their mean with signs (μ): both
	// with bounds of 95 %. ± SE is Size's standard error, sd/√r.
	Size, Mean cascade.Estimate
	SE         float64
	// SD is that of the effects from trajectory to trajectory (σ): how much the effect
	// depends on the other values, and on luck.
	SD float64
}

// A ScreenAnswer has, of each measure, the effect of each value, in the order of Names.
type ScreenAnswer struct {
	Trajectories, Plays int
	Partial             bool
	Of                  [][]Effect
}

func (s Screen) trajectories() int {
	if s.Trajectories == 0 {
		return UsualTrajectories
	}
	return s.Trajectories
}

func (s Screen) plays() int {
	if s.Plays == 0 {
		return usualPlays
	}
	return s.Plays
}

// Effort is how many plays a screening needs.
func (s Screen) Effort() int { return s.trajectories() * s.plays() * (len(s.Names) + 1) }

// Run plays all trajectories. Where ctx ends first, those played are told, marked
// Partial.
func (s Screen) Run(ctx context.Context) (*ScreenAnswer, error) {
	switch d := len(s.Names); {
	case d == 0:
		return nil, cascade.Refuse("sensitivity-none")
	case s.trajectories() < 2:
		return nil, cascade.Refuse("screen-trajectories", int64(s.Trajectories))
	case s.plays() < 1:
		return nil, cascade.Refuse("sensitivity-plays", int64(s.Plays))
	}
	d := len(s.Names)
	of, played, err := PlayRows(ctx, s.trajectories(), d*s.Measures, montecarlo.Sampling{Workers: s.Workers, Progress: s.Progress}, s.trajectory)
	if err != nil {
		return nil, err
	}
	a := &ScreenAnswer{Trajectories: played, Plays: s.plays(), Partial: played < s.trajectories()}
	for m := range s.Measures {
		effects := make([]Effect, d)
		for i := range effects {
			moved := make([]float64, played)
			for k := range of {
				moved[k] = of[k][m*d+i]
			}
			effects[i] = effect(moved)
		}
		a.Of = append(a.Of, effects)
	}
	return a, nil
}

// effect sums up the elementary effects of a value.
func effect(moved []float64) Effect {
	sizes := make([]float64, len(moved))
	for k, x := range moved {
		sizes[k] = math.Abs(x)
	}
	n := float64(len(moved))
	bounded := func(x []float64) (cascade.Estimate, float64) {
		mean, sd := stat.MeanStdDev(x, nil)
		half := montecarlo.Deviate(len(x)) * sd / math.Sqrt(n)
		return cascade.Estimate{Value: mean, Low: mean - half, High: mean + half}, sd
	}
	var e Effect
	var sd float64
	e.Size, sd = bounded(sizes)
	e.SE = sd / math.Sqrt(n)
	e.Mean, e.SD = bounded(moved)
	return e
}

// step is how far a value moves, and levels how many it starts from.
const (
	step   = 2.0 / 3
	levels = 4
)

// trajectory plays one: of each measure and value, what the answer moves by.
func (s Screen) trajectory(row uint64, out []float64) error {
	d := len(s.Names)
	root := random.NewKey(s.Seed).Fold(wordMorris)
	at, last := make([]float64, d), []float64(nil)
	for i, name := range s.Names {
		at[i] = math.Floor(random.Uniform(root.Named(name).At(row))*levels) / (levels - 1)
	}
	mean := func() ([]float64, error) {
		y, err := s.Answer(at, row*uint64(s.plays()), s.plays())
		if err != nil {
			return nil, err
		}
		out := make([]float64, s.Measures)
		for m := range out {
			for _, x := range y[m] {
				out[m] += x / float64(len(y[m]))
			}
		}
		return out, nil
	}
	last, err := mean()
	if err != nil {
		return err
	}
	for _, i := range s.order(root, row) {
		move := step
		if at[i] > 0.5 {
			move = -step
		}
		// Levels are thirds: what a third added and taken away leaves is none.
		at[i] = math.Round((at[i]+move)*(levels-1)) / (levels - 1)
		now, err := mean()
		if err != nil {
			return err
		}
		for m := range now {
			out[m*d+i] = (now[m] - last[m]) / move
		}
		last = now
	}
	return nil
}

// order is that in which a trajectory moves the values: by a number for each.
func (s Screen) order(root random.Key, row uint64) []int {
	d := len(s.Names)
	order, by := make([]int, d), make([]float64, d)
	for i, name := range s.Names {
		order[i] = i
		by[i] = random.Uniform(root.Named(name).Fold(1).At(row))
	}
	sortBy(order, by)
	return order
}
