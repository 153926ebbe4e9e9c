package study

import (
	"cmp"
	"context"
	"math"
	"slices"

	"harkara/cascade"
)

// Seek asks how large a value must be, or how small, for an answer to meet a goal. The
// answer is asked at one value after another, with the same plays at each, so that it
// rises or falls with the value as the expectation does.
type Seek struct {
	// From and To are between which values are looked for: From < To. On a logarithm
	// (Log) both are above 0. Whole values are whole numbers.
	From, To   float64
	Log, Whole bool
	// Goal is what the answer must be at least.
	Goal float64
	// Grid asks at 17 values first, for answers that may rise and fall.
	Grid bool
	// Answer is the answer at a value, with bounds of 95 %.
	Answer func(x float64) (cascade.Estimate, error)
	// Progress, where given, is told how often the answer was asked.
	Progress func(asked int)
}

// gridPoints is at how many values an answer is asked that may rise and fall.
const gridPoints = 17

// A Tried is the answer at a value that was asked.
type Tried struct {
	X      float64
	Answer cascade.Estimate
}

// A Crossing is where the answer begins to meet the goal (Rises), or ceases to.
type Crossing struct {
	// X is the value on the side where the goal is met: the smallest such where the
	// answer rises, the largest where it falls. Low and High are between which the true
	// one lies with 95 %: where the bounds of the answer hold the goal, and no nearer
	// than values that were asked. They are infinite where they lie beyond From or To.
	X     cascade.Estimate
	Rises bool
	At    cascade.Estimate // the answer there
}

// A SeekAnswer is what was found.
type SeekAnswer struct {
	// Crossings are in the order of values; none where all of them meet the goal (All)
	// or none does.
	Crossings []Crossing
	All       bool
	Tried     []Tried // in the order of values
	// Grid is true where the answer was asked on a grid: as it was asked for, or since it
	// was found to rise and fall.
	Grid    bool
	Partial bool // interrupted: what is found so far
}

// search is a search that is going on.
type search struct {
	Seek
	ctx   context.Context
	tried []Tried
	scale float64 // of To − From, on the scale that is searched
}

// Run searches. Where ctx ends first, the closest values so far are told, marked
// Partial.
func (s Seek) Run(ctx context.Context) (*SeekAnswer, error) {
	if !(s.From < s.To) || s.Log && !(s.From > 0) || math.IsInf(s.To-s.From, 0) {
		return nil, cascade.Refuse("seek-range", s.From, s.To)
	}
	q := &search{Seek: s, ctx: ctx}
	q.scale = q.on(s.To) - q.on(s.From)
	for _, x := range []float64{s.From, s.To} {
		if _, err := q.ask(x); err != nil {
			return nil, err
		}
	}
	out, err := q.run()
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	out.Tried = q.tried
	out.Partial = ctx.Err() != nil
	return out, nil
}

func (q *search) run() (*SeekAnswer, error) {
	out := &SeekAnswer{Grid: q.Grid}
	if !q.Grid {
		if err := q.cross(out); err != nil || q.ordered() {
			return out, err
		}
		*out = SeekAnswer{Grid: true}
	}
	for i := 1; i < gridPoints-1; i++ {
		x := q.off(q.on(q.From) + q.scale*float64(i)/(gridPoints-1))
		if _, err := q.ask(x); err != nil {
			return out, err
		}
	}
	return out, q.crossAll(out)
}

// on is a value on the scale that is searched, and off the value at a place of it.
func (q *search) on(x float64) float64 {
	if q.Log {
		return math.Log(x)
	}
	return x
}

func (q *search) off(u float64) float64 {
	x := u
	if q.Log {
		x = math.Exp(u)
	}
	if q.Whole {
		x = math.Round(x)
	}
	return min(max(x, q.From), q.To)
}

// ask is the answer at a value, asked once.
func (q *search) ask(x float64) (cascade.Estimate, error) {
	k, known := slices.BinarySearchFunc(q.tried, x, func(t Tried, x float64) int { return cmp.Compare(t.X, x) })
	if known {
		return q.tried[k].Answer, nil
	}
	if len(q.tried) > 1 && q.ctx.Err() != nil {
		return cascade.Estimate{}, q.ctx.Err()
	}
	e, err := q.Answer(x)
	if err != nil {
		return e, err
	}
	q.tried = slices.Insert(q.tried, k, Tried{x, e})
	if q.Progress != nil {
		q.Progress(len(q.tried))
	}
	return e, nil
}

// ordered tells whether the answers that were asked rise, or fall, with the value: but
// for what their bounds leave open.
func (q *search) ordered() bool {
	rises := q.tried[len(q.tried)-1].Answer.Value >= q.tried[0].Answer.Value
	for i := 1; i < len(q.tried); i++ {
		a, b := q.tried[i-1].Answer, q.tried[i].Answer
		if !rises {
			a, b = b, a
		}
		if slack := 1e-6 + (a.High-a.Low+b.High-b.Low)/8; b.Value < a.Value-slack {
			return false
		}
	}
	return true
}

// The three lines of an answer: its value, and its bounds.
func valueOf(e cascade.Estimate) float64 { return e.Value }
func lowOf(e cascade.Estimate) float64   { return e.Low }
func highOf(e cascade.Estimate) float64  { return e.High }
