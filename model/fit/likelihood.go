package fit

import (
	"harkara/model"
	"math"
	"slices"
)

// Row is a delay that was observed: it lies in (From, To], in seconds. Both the
// same is an exact one, an infinite To one that was not seen by From.
type Row struct {
	From, To float64
	// Count is how many rows say the same; 0 is one.
	Count float64
	// Until, where it is above 0, says that delays longer than that are not in the
	// log: it has only those who answered by then.
	Until float64
}

// Exact is a delay that is known.
func Exact(seconds float64) Row { return Row{From: seconds, To: seconds} }

// Censored is a delay that had not ended after so many seconds.
func Censored(seconds float64) Row { return Row{From: seconds, To: math.Inf(1)} }

func (r Row) count() float64 {
	if r.Count == 0 {
		return 1
	}
	return r.Count
}

// totalOf is how many delays rows are.
func totalOf(rows []Row) float64 {
	total := 0.0
	for _, r := range rows {
		total += r.count()
	}
	return total
}

// check tells what is wrong with rows.
func check(rows []Row) error {
	events := 0
	for i, r := range rows {
		switch {
		case !(r.From >= 0) || math.IsInf(r.From, 0) || !(r.To >= r.From):
			return model.Errorf("row %d: a delay from %g to %g s: it must be 0 or more, and not end before it starts", i+1, r.From, r.To)
		case !(r.count() > 0) || math.IsInf(r.Count, 0):
			return model.Errorf("row %d: counts %g", i+1, r.Count)
		case r.Until > 0 && !(r.To <= r.Until):
			return model.Errorf("row %d: a delay of up to %g s in a log of those of at most %g s", i+1, r.To, r.Until)
		}
		if !math.IsInf(r.To, 1) {
			events++
		}
	}
	if events == 0 {
		return model.Errorf("nobody was seen: nothing tells how long it takes")
	}
	return nil
}

// TellSpread tells whether rows say how much delays differ: at least two delays are
// different, or one lies in an interval.
func TellSpread(rows []Row) bool {
	one := math.NaN()
	for _, r := range rows {
		switch {
		case math.IsInf(r.To, 1):
		case r.From < r.To, !math.IsNaN(one) && r.To != one:
			return true
		default:
			one = r.To
		}
	}
	return false
}

// problem is a family and the rows it is fitted to. Its parameters are the
// logarithm of the quantile at anchor, that of the shape where the family has one,
// and the log-odds of the share that never comes where there may be one.
type problem struct {
	family
	rows   []Row
	anchor float64
	never  bool
}

// size is the number of parameters.
func (p *problem) size() int {
	n := 1
	if p.shaped {
		n++
	}
	if p.never {
		n++
	}
	return n
}

// unpack are the scale, shape and share that never comes that parameters say.
func (p *problem) unpack(x []float64) (scale, k, never float64) {
	k = 1
	if p.shaped {
		k = math.Exp(x[1])
	}
	if p.never {
		never = 1 / (1 + math.Exp(-x[len(x)-1]))
	}
	return math.Exp(x[0]) / p.quantile(p.anchor, k), k, never
}

// impossible is the logarithm of a likelihood that is too small for numbers.
const impossible = -1e300

// logLikelihood is that of the rows, or impossible.
func (p *problem) logLikelihood(x []float64) float64 {
	scale, k, never := p.unpack(x)
	if !(scale > 1e-300 && scale < 1e300 && k > 1e-6 && k < 1e6) {
		return impossible
	}
	sum, logScale, comes := 0.0, math.Log(scale), math.Log1p(-never)
	for _, r := range p.rows {
		l := 0.0
		switch {
		case r.From == r.To:
			l = comes + p.logPDF(r.From/scale, k) - logScale
		case math.IsInf(r.To, 1):
			l = math.Log(never + (1-never)*p.survival(r.From/scale, k))
		default:
			before := 1.0
			if r.From > 0 {
				before = p.survival(r.From/scale, k)
			}
			l = comes + math.Log(before-p.survival(r.To/scale, k))
		}
		if r.Until > 0 {
			l -= comes + math.Log(1-p.survival(r.Until/scale, k))
		}
		if !(l > impossible) {
			return impossible
		}
		sum += r.count() * l
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return impossible
	}
	return sum
}

// merged are rows without copies: those that say the same are counted. Exact
// delays of 0 are taken for delays of up to the resolution of the log, since no
// density is known at 0.
func merged(rows []Row, resolution float64) []Row {
	counts := map[Row]float64{}
	var order []Row
	for _, r := range rows {
		n := r.count()
		r.Count = 0
		if r.From == 0 && r.To == 0 {
			r.To = resolution
		}
		if _, there := counts[r]; !there {
			order = append(order, r)
		}
		counts[r] += n
	}
	for i := range order {
		order[i].Count = counts[order[i]]
	}
	return order
}

// resolution is the shortest time that a log tells apart: the smallest of its delays
// above 0, at most a second.
func resolution(rows []Row) float64 {
	least := 1.0
	for _, r := range rows {
		for _, t := range []float64{r.From, r.To} {
			if t > 0 {
				least = min(least, t)
			}
		}
	}
	return least
}

// roughMedian is about the median of the delays that ended.
func roughMedian(rows []Row) float64 {
	var all []float64
	for _, r := range rows {
		if !math.IsInf(r.To, 1) {
			all = append(all, (r.From+r.To)/2)
		}
	}
	slices.Sort(all)
	return all[len(all)/2]
}
