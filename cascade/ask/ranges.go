package ask

import (
	"context"
	"math"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
	"harkara/model"
	"harkara/model/scenario"
)

// mostPoints is how many points there are at most before more precision is asked for:
// the numbers of each are kept, and of so many a further one says nothing new.
const mostPoints = 1 << 20

// pointsOf is at how many points values that are not known are played, and how many
// plays each has, where all plays are so many: few, and many points, since for the
// spread of the answer a further point says more than further plays of the same. Of
// few plays each has two, or there would be too few points to tell which value
// matters most.
func pointsOf(trials int) (points, plays int) {
	plays = 4
	if trials < 1000 {
		plays = 2
	}
	if trials/plays > mostPoints {
		plays = 2 * ((trials/2 + mostPoints - 1) / mostPoints) // even: halves are compared
	}
	return max((trials+plays/2)/plays, 2), plays
}

// wordRange tells the addresses of values that are not known from those of units.
const wordRange = 0x52_414e_4745

// Positions are where, from 0 to 1, the values of a scenario's ranges lie in them at a
// point of numbers: by a random number for each, whose address is the seed, the path
// and the point, so that a further range moves no other. Those that move together
// have the number of the first.
func Positions(s *scenario.Scenario, point int) []float64 {
	first := map[string]string{}
	for _, group := range s.Together {
		for _, path := range group {
			first[path] = group[0]
		}
	}
	root := random.NewKey(s.Seed).Fold(wordRange)
	out := make([]float64, len(s.Uncertain))
	for i := range s.Uncertain {
		name := s.Uncertain[i].Path
		if of := first[name]; of != "" {
			name = of
		}
		out[i] = random.Uniform(root.Named(name).At(uint64(point)))
	}
	return out
}

// Changes are the changes of a scenario that give its ranges the values at positions.
func Changes(s *scenario.Scenario, positions []float64) []string {
	var out []string
	for i := range s.Uncertain {
		out = append(out, s.Uncertain[i].Path+"="+s.Uncertain[i].Value(positions[i]))
	}
	return out
}

// overRanges answers a message over the values that are not known.
type overRanges struct {
	ranges    montecarlo.Ranges
	precision float64
	asked     int // plays
}

// ranges is the solver of a scenario's message with values that are not known: as many
// plays as it asks for, shared out by pointsOf.
func (o Options) ranges(s *scenario.Scenario, message int, p cascade.Problem) (cascade.Solver, error) {
	switch o.Solver {
	case "exact":
		return nil, cascade.Refuse("exact-ranges", int64(len(s.Uncertain)))
	case "montecarlo", "auto", "":
	default:
		return nil, o.noSolver()
	}
	sampled := montecarlo.Solver{
		Engine: o.Engine, Workers: o.Workers, Public: o.Public, Progress: o.Progress, SharesOnly: o.sharesOnly, UnitsOnly: o.unitsOnly,
	}
	names := make([]string, len(s.Uncertain))
	for i := range s.Uncertain {
		names[i] = s.Uncertain[i].Path
	}
	points, plays := pointsOf(s.Trials)
	ranges := montecarlo.Ranges{
		Solver: sampled, Points: points, Plays: plays, Names: names,
		Problem: func(point int) (cascade.Problem, []float64, error) {
			at := Positions(s, point)
			v, err := variant(s, Changes(s, at))
			if err != nil {
				return cascade.Problem{}, nil, err
			}
			q := Problems(v)[message]
			q.Question, q.Seed, q.Cache = p.Question, p.Seed, p.Cache
			return q, at, nil
		},
	}
	return overRanges{ranges, o.Precision, s.Trials}, o.fits(ranges.Estimate(p))
}

// Solve plays the points, and more of them until every mean is known as closely as is
// asked.
func (s overRanges) Solve(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	for {
		r, err := s.ranges.Solve(ctx, p)
		if err == nil && s.precision <= 0 && !r.Partial && r.Trials != s.asked {
			r.Notes = append(r.Notes, model.NewNote("plays-in-points", int64(s.asked), int64(r.Trials), int64(s.ranges.Plays)))
		}
		if err != nil || s.precision <= 0 || r.Partial {
			return r, err
		}
		wide := 0.0
		for _, t := range r.Tiers {
			for _, x := range t.Reach {
				wide = max(wide, x.Mean.Half())
			}
		}
		if wide <= s.precision {
			return r, nil
		}
		need := float64(s.ranges.Points) * math.Max(1.05*(wide/s.precision)*(wide/s.precision), 1.05)
		points, err := montecarlo.Further(need*float64(s.ranges.Plays), r.Trials, s.precision)
		if err != nil {
			return nil, err
		}
		s.ranges.Points = (points + s.ranges.Plays - 1) / s.ranges.Plays
	}
}
