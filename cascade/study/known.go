package study

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// inHand is where a play tells what a tier knows by an answer: places of Outcome.Together's
// answers and of the network's tiers, and of how many could be known. Answer is −1 where
// that is nobody's.
type inHand struct {
	answer, tier int
	total        int64
}

// knownOf finds what a measure of what is known reads.
func knownOf(p *cascade.Problem, m Measure) inHand {
	tier := p.Network.TierIndex(m.Tier)
	for k, x := range p.Asked() {
		if x.Message == p.About && p.Answers[x.Answer].Name == m.Answer && tier >= 0 {
			return inHand{k, tier, answering(p, x.Answer)}
		}
	}
	return inHand{answer: -1}
}

// answering is how many can give a receipt: units, or homes.
func answering(p *cascade.Problem, answer int) int64 {
	if p.Answers[answer].From != model.FromHouseholds {
		return int64(len(p.Origins(answer)))
	}
	total := int64(0)
	for _, n := range p.Network.Homes() {
		total += n
	}
	return total
}

// of are when a play has each in hand; nil where the answer does not come to the tier.
func (k inHand) of(out *cascade.Outcome) []model.Tick {
	if k.answer < 0 {
		return nil
	}
	return out.Together.Answers[k.answer].Known[k.tier]
}

// by is how many are known of by a time.
func (k inHand) by(out *cascade.Outcome, at model.Tick) int64 { return upTo(k.of(out), at) }

// upTo is how many of some times are not after one.
func upTo(times []model.Tick, at model.Tick) (n int64) {
	for _, t := range times {
		if t <= at {
			n++
		}
	}
	return n
}

// when fills in when shares of those who can answer are known of, Never where they are not.
func (k inHand) when(out *cascade.Outcome, shares []float64, at []model.Tick) {
	times := slices.Clone(k.of(out))
	slices.Sort(times)
	for i, share := range shares {
		at[i] = model.Never
		if rank := int(cascade.Target(share, k.total)); 0 < rank && rank <= len(times) {
			at[i] = times[rank-1]
		}
	}
}

// readKnown reads a measure of what is known off a play.
func (r *Reader) readKnown(m Measure, k inHand) float64 {
	if k.answer < 0 || k.total == 0 {
		return math.NaN()
	}
	if m.Kind == TimeTo {
		at := [1]model.Tick{}
		k.when(r.out, []float64{m.Share}, at[:])
		return min(at[0], r.problem.Question.Horizon).Seconds()
	}
	return float64(k.by(r.out, m.At)) / float64(k.total)
}
