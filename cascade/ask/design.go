package ask

import (
	"cmp"
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
	"harkara/model/scenario"
)

// Designs are the ways to spread points over values that are not known: lhs, a Latin
// hypercube, has one point in each of as many equal parts of every range (McKay, Beckman
// and Conover, Technometrics 21, 1979); sobol, a scrambled Sobol' sequence, lies evenly
// over several ranges at once, in whole powers of two; random draws each.
var Designs = []string{"lhs", "sobol", "random"}

// UsualPoints is how many points a design has where it is not said.
const UsualPoints = 256

// Words that tell the addresses of designs from others.
const (
	wordPoints = 0x50_4f49_4e54_53
	wordOrder  = 0x4f_5244_4552
)

// DesignPoints are the points of a sweep over the values that a scenario does not know:
// each of them with what all are there. Numbers are addressed by the seed, the path and
// the point, so that a further range moves none of them; those that move together have
// the number of the first.
func DesignPoints(s *scenario.Scenario, design string, points int) ([][]scenario.Setting, error) {
	factors := Factors(s)
	switch {
	case !slices.Contains(Designs, design):
		return nil, model.Errorf("no design is called %q: there are lhs, sobol and random", design)
	case len(factors) == 0:
		return nil, cascade.Refuse("design-none")
	case points < 1 || points > MostPoints:
		return nil, model.Errorf("%d points: a whole number from 1 to %d", points, MostPoints)
	case design == "sobol" && bits.OnesCount(uint(points)) != 1:
		return nil, cascade.Refuse("design-points", int64(points))
	case design == "sobol" && len(factors) > random.MostDimensions:
		return nil, cascade.Refuse("design-values", int64(len(factors)), int64(random.MostDimensions))
	}
	at := make([][]float64, len(factors))
	for i, f := range factors {
		at[i] = placesOf(random.NewKey(s.Seed).Fold(wordPoints).Named(f.Name), design, points, i)
	}
	out := make([][]scenario.Setting, points)
	for k := range out {
		// In the order of the file, those that move together among the others.
		out[k] = make([]scenario.Setting, len(s.Uncertain))
		for i, f := range factors {
			for _, r := range f.Ranges {
				out[k][r] = scenario.Setting{Path: s.Uncertain[r].Path, Value: s.Uncertain[r].Value(at[i][k])}
			}
		}
	}
	return out, nil
}

// placesOf are where, from 0 to 1, the points of a design lie in one range, whose place
// among all is given.
func placesOf(key random.Key, design string, points, place int) []float64 {
	out := make([]float64, points)
	for k := range out {
		switch design {
		case "sobol":
			out[k] = random.ScrambledSobol(key, uint32(k), place)
		default:
			out[k] = random.Uniform(key.At(uint64(k)))
		}
	}
	if design != "lhs" {
		return out
	}
	// Which part a point lies in: their order by other random numbers.
	order := make([]int, points)
	for k := range order {
		order[k] = k
	}
	by := key.Fold(wordOrder)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(by.At(uint64(a)), by.At(uint64(b))) })
	for part, k := range order {
		out[k] = (float64(part) + out[k]) / float64(points)
	}
	return out
}
