package study

import (
	"context"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// Precision asks how many plays know each number of an answer to within some distance,
// with 95 %. It plays a few (a pilot) and reckons from how much they vary:
//
//	a mean      n = (z sd / h)²
//	a chance    the n at which Wilson's interval is 2h wide
//	a median    the n at which the order statistics that hold it lie 2h apart
//
// with z = 1.96. (Wilson, Journal of the American Statistical Association 22, 1927; of
// medians: David and Nagaraja, Order Statistics, 2003, section 7.1.) Where no play of
// the pilot differs from another, what none of n shows has a chance of up to 3/n
// (Hanley and Lippman-Hand, Journal of the American Medical Association 249, 1983).
type Precision struct {
	// Solver plays the pilot: its Trials, 0 is 200. Ranges, where given, plays it over
	// values that are not known.
	Solver montecarlo.Solver
	Ranges *montecarlo.Ranges
	// Half is how far bounds may be from a share or a chance, above 0 and below 1. Of
	// times it is Within, or, where that is 0, so much of the time itself.
	Half   float64
	Within model.Tick
	// Joint has the bounds of all numbers hold at once with 95 %: each then leaves out
	// .05 divided by how many they are (Bonferroni).
	Joint bool
	// Measures are the numbers, and Trials is how many plays there are so far.
	Measures []Measure
	Trials   int
	// Each is how many plays a point has where values are not known and so many are
	// played; nil is one.
	Each func(trials int) int
}

// UsualPilot is how many plays a pilot has.
const UsualPilot = 200

// Needed is how many plays one number needs.
type Needed struct {
	Measure
	// Value is a share, a chance or a time in seconds, as the pilot has it; +Inf is a
	// time that does not come about.
	Value float64
	// SD is how much the number differs from one play to the next, such that the mean of
	// n plays has the standard error SD/√n: of values that are not known that is more
	// than luck, since the plays of a point share them. Of a chance it is that of what is
	// met or not, and NaN of a time.
	SD float64
	// OnePlay is how much it differs from one play to the next, which is what a run tells:
	// less than SD where plays share a point; NaN of a time.
	OnePlay float64
	// Varies is false where all plays of the pilot agreed.
	Varies bool
	// Half is how far the bounds may be, and Known how far they are with Trials plays:
	// of a time in seconds; NaN where the pilot does not tell. Where nothing varies,
	// Known is the chance of what no play shows.
	Half, Known float64
	// Plays is how many plays are needed; 0 where the pilot does not tell.
	Plays int64
}

// A PrecisionAnswer has what each number needs.
type PrecisionAnswer struct {
	Pilot, Points int     // plays, and points over what is not known (0 without)
	Confidence    float64 // of each number's bounds, .95 or, jointly, more
	Cells         []Needed
	// Most is the place in Cells of the largest number of plays, which decides; −1 where
	// none is told.
	Most    int
	Partial bool
}

// Run plays the pilot of a problem, whose question has what Ask adds.
func (s Precision) Run(ctx context.Context, p cascade.Problem) (*PrecisionAnswer, error) {
	if !(s.Half > 0 && s.Half < 1) {
		return nil, cascade.Refuse("precision-half", s.Half*100)
	}
	if s.Solver.Trials == 0 {
		s.Solver.Trials = UsualPilot
	}
	pilot, err := s.pilot(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &PrecisionAnswer{Pilot: pilot.Trials, Points: pilot.Points, Confidence: 0.95, Most: -1, Partial: pilot.Partial}
	if s.Joint && len(s.Measures) > 0 {
		out.Confidence = 1 - 0.05/float64(len(s.Measures))
	}
	z := distuv.UnitNormal.Quantile((1 + out.Confidence) / 2)
	for _, m := range s.Measures {
		n := s.needed(pilot, m, z)
		if n.Plays > 0 && (out.Most < 0 || n.Plays > out.Cells[out.Most].Plays) {
			out.Most = len(out.Cells)
		}
		out.Cells = append(out.Cells, n)
	}
	return out, nil
}

func (s Precision) pilot(ctx context.Context, p cascade.Problem) (*montecarlo.Pilot, error) {
	if s.Ranges != nil {
		return s.Ranges.Pilot(ctx, p)
	}
	return s.Solver.Pilot(ctx, p)
}

// each is how many plays a point has.
func (s Precision) each(trials float64) int {
	if s.Each == nil || s.Ranges == nil {
		return 1
	}
	return s.Each(int(min(trials, montecarlo.MostTrials)))
}

// needed is what one measure needs.
func (s Precision) needed(pilot *montecarlo.Pilot, m Measure, z float64) Needed {
	out := Needed{Measure: m, Value: m.In(pilot.Result).Value, SD: math.NaN(), OnePlay: math.NaN(), Half: s.Half, Known: math.NaN()}
	var half func(n float64) float64 // of the bounds of n plays
	var plays func(each int) float64
	switch v, known := varianceOf(pilot, m); {
	case math.IsNaN(out.Value):
		return out // of nobody
	case m.Kind == TimeTo:
		s.median(pilot, &out, z)
		return out
	case known && v.Luck+v.Unknown > 0:
		out.Varies, out.SD = true, math.Sqrt(v.PerPlay(s.each(float64(s.Trials))))
		out.OnePlay = math.Sqrt(v.PerPlay(1))
		if sd := m.In(pilot.Result).SD; m.Kind != GoalMet && !math.IsNaN(sd) {
			out.OnePlay = sd // as a run counts it
		}
		plays = func(each int) float64 { return PlaysForMean(math.Sqrt(v.PerPlay(each)), s.Half, z) }
		half = func(n float64) float64 { return z * out.SD / math.Sqrt(n) }
		if m.Kind == GoalMet {
			// Plays of one point are worth fewer coins.
			coin := out.Value * (1 - out.Value)
			worth := func(each int) float64 { return max(v.PerPlay(each)/coin, 1) }
			plays = func(each int) float64 { return worth(each) * PlaysForChance(out.Value, s.Half, z) }
			half = func(n float64) float64 { return wilsonHalf(out.Value, n/worth(s.each(n)), z) }
		}
	default:
		out.SD, out.OnePlay = 0, 0
		plays = func(int) float64 { return unseenWithin / s.Half }
		half = func(n float64) float64 { return min(unseenWithin/n, 1) }
	}
	out.Known = half(float64(s.Trials))
	out.Plays = s.whole(plays)
	return out
}

// unseenWithin, divided by n, is the chance of what no play of n shows, with 95 %.
const unseenWithin = 3

// whole is a number of plays rounded up, to whole points: how many plays a point has may
// depend on how many there are.
func (s Precision) whole(plays func(each int) float64) int64 {
	each := s.each(float64(s.Trials))
	n := plays(each)
	if other := s.each(n); other != each {
		if each, n = other, plays(other); s.each(n) != each {
			each = max(each, s.each(n))
		}
	}
	// What is whole but for rounding is whole.
	return int64(math.Ceil(n/float64(each)*(1-1e-12))) * int64(each)
}

// varianceOf is how a share or a goal of a pilot varies.
func varianceOf(pilot *montecarlo.Pilot, m Measure) (v montecarlo.Variance, ok bool) {
	if m.Kind == GoalMet {
		k := 0 // goals about nobody were not counted
		for i := range min(m.Goal, len(pilot.Result.Goals)) {
			if !math.IsNaN(pilot.Result.Goals[i].Probability.Value) {
				k++
			}
		}
		if k >= len(pilot.Goals) {
			return v, false
		}
		return pilot.Goals[k], true
	}
	if sd := m.In(pilot.Result).SD; m.Answer != "" && !math.IsNaN(sd) {
		return montecarlo.Variance{Luck: sd * sd}, true // of what is known
	}
	for i := range pilot.Tiers {
		for j, x := range pilot.Tiers[i].Reach {
			if pilot.Tiers[i].Name == m.Tier && x.At == m.At {
				return pilot.Shares[i][j], true
			}
		}
	}
	return v, false
}

// median is what the median of a time needs: its bounds come closer as 1/√n.
func (s Precision) median(pilot *montecarlo.Pilot, out *Needed, z float64) {
	e := out.Measure.In(pilot.Result).Estimate
	out.Half = s.Half * e.Value
	if s.Within > 0 {
		out.Half = s.Within.Seconds()
	}
	switch {
	case e.Low == e.High: // all alike, also where it is never
		out.Plays = s.whole(func(int) float64 { return unseenWithin / s.Half })
		out.Known = min(unseenWithin/float64(s.Trials), 1)
		return
	case math.IsInf(e.High, 1) || out.Half <= 0:
		out.Varies = true
		return // the pilot does not tell when it would be
	}
	out.Varies = true
	// The bounds of the pilot are those of 95 %.
	wide := (e.High - e.Low) / 2 * z / distuv.UnitNormal.Quantile(0.975)
	n := float64(pilot.Trials)
	out.Known = wide * math.Sqrt(n/float64(s.Trials))
	out.Plays = s.whole(func(int) float64 { return n * wide * wide / (out.Half * out.Half) })
}

// PlaysForMean is how many plays know a mean to within half, where single plays have the
// standard deviation sd; bounds are z standard errors wide.
func PlaysForMean(sd, half, z float64) float64 { return z * sd / half * (z * sd / half) }

// PlaysForChance is how many plays know a chance p to within half: at which Wilson's
// interval is twice as wide. With m = z² the width is that of
// half (n + m) = z √(n p (1−p) + m/4), a quadratic equation of n.
func PlaysForChance(p, half, z float64) float64 {
	m, h2, pq := z*z, half*half, p*(1-p)
	b := h2*m - m*pq/2 // half of the middle term
	c := h2*m*m - m*m/4
	return max((-b+math.Sqrt(max(b*b-h2*c, 0)))/h2, 1)
}

// wilsonHalf is half the width of Wilson's interval for a chance p from n plays.
func wilsonHalf(p, n, z float64) float64 {
	m := z * z
	return z / (n + m) * math.Sqrt(n*p*(1-p)+m/4)
}
