package ask

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/study"
)

// evaluate tells of the set that was found, and what it is compared with, by fresh plays. Of
// an interrupted search only what the set and nothing at all reach is told.
func (p *placer) evaluate(ctx context.Context, a *report.PlaceAnswer, f found) error {
	t := &freshPlays{placer: p, plays: p.scenario.Trials, values: map[string][]float64{}}
	if a.Partial {
		// The best so far is told; nothing of that is kept, as whoever goes on searches on.
		t.plays = min(t.plays, searchPlays)
		ctx = montecarlo.Keeping(context.WithoutCancel(ctx), nil)
	}
	bare := *a
	tell := func() {
		*a = bare
		a.Trials = t.plays
		reach := t.value(f.base, f.placed.Choice)
		a.Nothing = t.value(p.baselines[0], make([]int, len(f.placed.Choice)))
		if v := t.of(p.baselines[0], make([]int, len(f.placed.Choice))); v != nil {
			x := montecarlo.MeanOf(v, p.baselines[0].total)
			a.NothingHalf = x.Half()
		}
		if a.Partial {
			p.rows(a, found{base: f.base, placed: &study.PlaceAnswer{Choice: f.placed.Choice}}, func(*baseline, []int) float64 { return math.NaN() })
		} else {
			p.rows(a, f, t.value)
			for _, c := range f.curve {
				c.Value = t.value(p.baselineOf(c.Once), c.Choice)
				a.Curve = append(a.Curve, c)
			}
			monotone(a.Curve, reach)
		}
		if v := t.of(f.base, f.placed.Choice); v != nil {
			a.Reach = montecarlo.MeanOf(v, f.base.total)
		}
	}
	tell() // asks
	if err := t.play(ctx); err != nil {
		return err
	}
	tell()
	if t.of(f.base, f.placed.Choice) == nil {
		return context.Cause(ctx)
	}
	a.Partial = a.Partial || ctx.Err() != nil
	if !math.IsNaN(a.Bound) {
		a.Bound = max(a.Bound, a.Reach.High) // it may be as good as its own plays leave room for
	}
	return nil
}

// monotone has the best for more money reach no less: what was found for less can be done
// for more as well. Nor does it reach more than the set that is told of, from which it
// differs by chance alone where it seems to.
func monotone(curve []report.PlacePoint, reach float64) {
	for k := range curve {
		if k > 0 {
			curve[k].Value = min(max(curve[k].Value, curve[k-1].Value), max(reach, curve[0].Value))
		}
	}
}

// A freshPlays plays the sets that are asked about, once all are known.
type freshPlays struct {
	*placer
	plays  int
	values map[string][]float64 // by play
	asked  []asked
}

// asked is a set in a baseline, and what it is called.
type asked struct {
	base   *baseline
	choice []int
	key    string
}

// of are the plays of a set, or nil where it was not played yet; then it is asked for.
func (t *freshPlays) of(w *baseline, choice []int) []float64 {
	name := fmt.Sprint(slices.Index(t.baselines, w)) + "/" + key(choice)
	if v, ok := t.values[name]; ok {
		return v
	}
	t.values[name] = nil
	t.asked = append(t.asked, asked{w, slices.Clone(choice), name})
	return nil
}

// value is the share that a set reaches.
func (t *freshPlays) value(w *baseline, choice []int) float64 {
	v := t.of(w, choice)
	if v == nil {
		return math.NaN()
	}
	return stat.Mean(v, nil) / w.total
}

// play plays what was asked for, the first first.
func (t *freshPlays) play(ctx context.Context) error {
	how := t.sampling(0)
	of, _, err := study.PlayRows(ctx, len(t.asked), t.plays, how, func(row uint64, out []float64) error {
		x := t.asked[row]
		return newSearch(t.placer, x.base, t.plays).play(x.choice, searchPlays, out)
	})
	if err != nil && !interrupted(ctx, err) {
		return err
	}
	for k, v := range of {
		t.values[t.asked[k].key] = v
	}
	return nil
}

// interrupted tells whether an error is only that ctx ended.
func interrupted(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, ctx.Err())
}
