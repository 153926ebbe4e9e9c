package fit

import (
	"math"
	"math/rand/v2"
	"slices"
)

// GoodnessOfFit is how well a fit describes a log.
type GoodnessOfFit struct {
	// Distance is the greatest between the share by a time of the fit and of the
	// curve without a family.
	Distance float64
	// P is the share of logs of the fit itself, with as many rows that are followed
	// for as long, that are as far from their own fits. Below 0.05 no log of this
	// family is likely to look so.
	P float64
	// Logs is how many of them were made.
	Logs int
}

// GoodnessOfFit compares a fit with the log that it is of, by a parametric bootstrap of the
// distance of Kolmogorov: logs are made of the fit, and each is fitted again. Of a
// long log some 2,000 rows are looked at: of more, every family would differ by
// amounts that nobody minds.
func (f *Fit) GoodnessOfFit(logs int, seed uint64) GoodnessOfFit {
	rows := subsample(f.p.rows)
	a := GoodnessOfFit{Distance: f.distance(rows), Logs: logs}
	follow := followUp(rows)
	r := rand.New(rand.NewPCG(seed, 0x676f66))
	asFar := 0
	for range logs {
		made := merged(f.draw(rows, follow, r), resolution(rows))
		if check(made) != nil {
			continue
		}
		again := Fit{p: f.p}
		again.p.rows = made
		again.x, _ = maximum(again.p.logLikelihood, f.x)
		if again.distance(made) >= a.Distance-1e-12 {
			asFar++
		}
	}
	a.P = float64(asFar+1) / float64(logs+1)
	return a
}

// maxTested is about how many rows of a log are held against its fit.
const maxTested = 2000

// subsample takes about maxTested rows of a long log, evenly spread in the order of their
// delays.
func subsample(rows []Row) []Row {
	if len(rows) <= maxTested {
		return rows
	}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, byDelay)
	total := totalOf(rows)
	var out []Row
	passed := 0.0
	for _, r := range rows {
		passed += r.count()
		for (float64(len(out))+0.5)*total/maxTested <= passed && len(out) < maxTested {
			r.Count = 1
			out = append(out, r)
		}
	}
	return merged(out, 0)
}

// distance is the greatest between fit and curve, at the ends of the curve's steps:
// within a step the curve says nothing.
func (f *Fit) distance(rows []Row) float64 {
	scale, k, never := f.p.unpack(f.x)
	share := func(t float64) float64 {
		if t <= 0 {
			return 0
		}
		return (1 - never) * (1 - f.p.survival(t/scale, k))
	}
	curve := NewCurve(rows)
	most, sum := 0.0, 0.0
	for _, s := range curve.Steps {
		most = max(most, math.Abs(share(s.From)-sum))
		sum += s.Mass
		most = max(most, math.Abs(share(s.To)-sum))
	}
	return most
}

// followUp is the curve of the times for which those were followed who were not
// seen.
func followUp(rows []Row) Curve {
	var turned []Row
	for _, r := range rows {
		if math.IsInf(r.To, 1) {
			turned = append(turned, Row{From: r.From, To: r.From, Count: r.Count})
		} else {
			turned = append(turned, Row{From: r.To, To: math.Inf(1), Count: r.Count})
		}
	}
	return kaplanMeier(turned)
}

// draw makes a log of the fit: each row is looked at when that of the log was.
func (f *Fit) draw(rows []Row, follow Curve, r *rand.Rand) []Row {
	scale, k, never := f.p.unpack(f.x)
	var out []Row
	for _, row := range rows {
		for range int(math.Round(row.count())) {
			t := math.Inf(1)
			if r.Float64() >= never {
				t = scale * f.p.quantile(r.Float64(), k)
			}
			switch {
			case row.From == row.To:
				out = append(out, seenBy(t, follow.after(row.From, r)))
			case math.IsInf(row.To, 1):
				out = append(out, seenBy(t, row.From))
			case t <= row.From:
				out = append(out, Row{From: 0, To: row.From})
			case t <= row.To:
				out = append(out, Row{From: row.From, To: row.To})
			default:
				out = append(out, Censored(row.To))
			}
		}
	}
	return out
}

// seenBy is a delay of somebody who was followed for so long.
func seenBy(t, until float64) Row {
	if t <= until {
		return Exact(t)
	}
	return Censored(until)
}

// after draws how long somebody was followed who was still so at a time.
func (c Curve) after(t float64, r *rand.Rand) float64 {
	at, _ := slices.BinarySearchFunc(c.Steps, t, func(s Step, t float64) int {
		if s.To < t {
			return -1
		}
		return 1
	})
	left := c.Survival
	for _, s := range c.Steps[at:] {
		left += s.Mass
	}
	u := r.Float64() * left
	for _, s := range c.Steps[at:] {
		if u -= s.Mass; u <= 0 {
			return s.To
		}
	}
	return math.Inf(1)
}
