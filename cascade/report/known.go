package report

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// howWell are the lines that say how well the means of a table are known, which is
// another matter than how far plays lie apart: plays do not come closer to each
// other as more are played.
func howWell(r *cascade.Result) []model.Note {
	var out []model.Note
	whole, parts := roundedUp(widest(r.Tiers)), 0.0
	for i := range r.Groups {
		parts = max(parts, roundedUp(widest(r.Groups[i].Tiers)))
	}
	wide := slices.IndexFunc(r.Notes, func(n model.Note) bool { return boundsNotes[n.Kind] })
	switch {
	case r.Solver == "exact" && wide < 0:
	case r.Solver == "exact":
		out = append(out, note("known-computed", max(whole, parts)))
	case wide >= 0:
		out = append(out, note("known-trials", whole, r.Notes[wide].Args[1]))
	case parts > whole:
		out = append(out, note("known-parts", whole, parts, closer(whole)))
	case whole > 0:
		out = append(out, note("known", whole, closer(whole)))
	}
	if few(r) {
		out = append(out, note("few-plays", int64(fewestPlays)))
	}
	return out
}

// boundsNotes are the notes of a result that howWell tells in its words.
var boundsNotes = map[string]bool{"precision": true, "exact-precision": true}

// widest is by how much a mean of some tiers may be off, as a share.
func widest(tiers []cascade.Tier) float64 {
	w := 0.0
	for i := range tiers {
		for _, x := range tiers[i].Reach {
			if wide := x.Mean.Half(); wide > w { // NaN is of nobody
				w = wide
			}
		}
	}
	return w
}

// roundedUp is a share in points of a percent, to the next tenth above.
func roundedUp(share float64) float64 { return math.Ceil(share*1000-1e-9) / 10 }

// closer is the precision in percent that is worth asking for next: about half of
// so many points above 0, as 1, 2 or 5 times a power of ten.
func closer(points float64) float64 {
	want := max(points, 0.1) / 2
	best := math.Pow(10, math.Floor(math.Log10(want)))
	for _, x := range []float64{2 * best, 5 * best, 10 * best} {
		if math.Abs(math.Log(x/want)) < math.Abs(math.Log(best/want)) {
			best = x
		}
	}
	return best
}
