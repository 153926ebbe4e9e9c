package montecarlo

import (
	"math"
	"math/big"
	"math/bits"
	"slices"

	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/model"
)

// content counts what those of one tier hold of a message, where copies may be changed
// or two messages contradict each other: in a play, by each column, how many have it
// right, how many wrong, and through how many hands it went.
//
// Shares of those who have it, and mean hands, are ratios of two sums whose plays are
// clusters (ratioOf).
type content struct {
	tier    string
	total   int64
	columns []contentAt
}

// contentAt is one column of it. rightOf and handsOf are sums of products: of right with
// right and wrong together, and of hands with holders.
type contentAt struct {
	// right, wrong and not add up to all; either is right and wrong; hands are added up over
	// holders.
	right, wrong, not, either, holders, hands Sum
	rightOf, handsOf                          [2]uint64
}

// add counts a trial.
func (c *contentAt) add(x public.Content, total int64) {
	either := x.Right + x.Wrong
	c.right.Add(uint64(x.Right))
	c.wrong.Add(uint64(x.Wrong))
	c.not.Add(uint64(total - either))
	c.either.Add(uint64(either))
	c.holders.Add(uint64(x.Holders))
	c.hands.Add(uint64(x.Hands))
	hi, lo := bits.Mul64(uint64(x.Right), uint64(either))
	plus(&c.rightOf, hi, lo)
	hi, lo = bits.Mul64(uint64(x.Hands), uint64(x.Holders))
	plus(&c.handsOf, hi, lo)
}

func (c *contentAt) sums() []*Sum {
	return []*Sum{&c.right, &c.wrong, &c.not, &c.either, &c.holders, &c.hands}
}

func (c *content) state(k *Codec) {
	for j := range c.columns {
		for _, s := range c.columns[j].sums() {
			k.Sum(s)
		}
		k.wide(&c.columns[j].rightOf)
		k.wide(&c.columns[j].handsOf)
	}
}

// newContents is one for each tier of which it is known what is held: units where
// copies may be changed, and people where they are played over all messages.
func newContents(s *setup) []content {
	var out []content
	if !s.followed {
		return nil
	}
	for _, h := range held(&s.problem, s.Lines[:s.Whole], s.crowd != nil && s.crowd.Minds()) {
		out = append(out, content{tier: h.Tier, total: h.Total, columns: make([]contentAt, len(s.problem.Question.At))})
	}
	return out
}

// HeldTier is a tier of which it is followed what is held of the message: how many could
// hold it, and the message that contradicts it, where people believe one of two.
type HeldTier struct {
	Tier, Against string
	Total         int64
}

// Held are the tiers of which it is followed what they hold. Minds is whether people are
// played over all messages (public.Crowd.Minds).
func Held(p *cascade.Problem, minds bool) []HeldTier {
	if p.Together() == "" {
		return nil
	}
	l := cascade.NewLayout(p)
	return held(p, l.Lines[:l.Whole], minds)
}

func held(p *cascade.Problem, lines []cascade.Line, minds bool) []HeldTier {
	var out []HeldTier
	// Copies at offices are told where channels change them, people where they choose
	// between two messages.
	pair := slices.ContainsFunc(p.Messages, func(m model.Message) bool { return m.Contradicts > 0 })
	garbled := p.Network.Garbles() || p.Question.Follow && !pair // a pair is for people alone
	for i := range lines {
		switch l := &lines[i]; {
		case l.Tier >= 0 && garbled:
			out = append(out, HeldTier{l.Name, "", l.Total})
		case l.Tier == cascade.OfPeople && minds:
			out = append(out, HeldTier{l.Name, against(p), l.Total})
		}
	}
	return out
}

// against is the message of which people believe either it or the one asked about; "" is
// none.
func against(p *cascade.Problem) string {
	out := ""
	for i, m := range p.Messages {
		// Contradicts is one more than an index; 0 is of none.
		if m.Contradicts-1 == p.About {
			out = m.Name
		} else if i == p.About && m.Contradicts > 0 {
			out = p.Messages[m.Contradicts-1].Name
		}
	}
	return out
}

// HeldBy is what those of a tier (−1 are the people) hold of the message by a time that is
// asked for, in the trial played last.
func HeldBy(out *cascade.Outcome, p *cascade.Problem, tier int, work *public.Work, at model.Tick) public.Content {
	if tier < 0 {
		return work.HeldAt(at)
	}
	in := p.Network.InTier(tier)
	return heldBy(out.Together.Messages[p.About].Held[in.Lo:in.Hi], at)
}

// countContents counts what is held in a trial.
func (t *counts) countContents(out *cascade.Outcome) {
	for k := range t.contents {
		c := &t.contents[k]
		tier := t.problem.Network.TierIndex(c.tier)
		for j, at := range t.problem.Question.At {
			c.columns[j].add(HeldBy(out, &t.problem, tier, t.work, at), c.total)
		}
	}
}

// heldBy is what units hold by a time.
func heldBy(held [][]cascade.Holding, at model.Tick) public.Content {
	var x public.Content
	for _, list := range held {
		// What is held by then is what came last: holdings are in order of time.
		last := -1
		for k := range list {
			if list[k].At <= at {
				last = k
			}
		}
		if last < 0 {
			continue
		}
		x.Holders++
		x.Hands += int64(list[last].HandOvers)
		if list[last].Content == 0 {
			x.Right++
		} else {
			x.Wrong++
		}
	}
	return x
}

// answerContents is what is known of contents.
func (s *setup) answerContents(t *counts, r *cascade.Result) {
	against := against(&s.problem)
	n := int(t.trials)
	for k := range t.contents {
		c := &t.contents[k]
		right, hands := cascade.Right{Tier: c.tier}, cascade.HandOvers{Tier: c.tier}
		// How much of the line may hang on one thing: all of it, where the layout has no
		// such line.
		common := 1.0
		for i := range s.Lines[:s.Whole] {
			if s.Lines[i].Name == c.tier {
				common = s.common[i]
			}
		}
		if c.tier == model.PublicTier {
			right.Against = against
		}
		for j := range c.columns {
			x := &c.columns[j]
			share := func(of *Sum) cascade.Estimate {
				if c.total == 0 {
					return cascade.Nobody()
				}
				mean, variance := of.MeanVariance()
				return Share(mean/float64(c.total), variance/float64(c.total)/float64(c.total), n, common)
			}
			right.Right, right.Wrong, right.Not = append(right.Right, share(&x.right)), append(right.Wrong, share(&x.wrong)), append(right.Not, share(&x.not))
			// Of those who have it by then, the share who have it right.
			of, variance := ratioOf(&x.right, &x.either, &x.rightOf)
			e := cascade.Nobody()
			if !math.IsNaN(of) {
				e = Share(of, variance*float64(n), n, common)
			}
			right.OfThose = append(right.OfThose, e)
			mean, variance := ratioOf(&x.hands, &x.holders, &x.handsOf)
			half := Deviate(n) * math.Sqrt(variance)
			hands.Mean = append(hands.Mean, cascade.Estimate{Value: mean, Low: max(mean-half, 0), High: mean + half})
		}
		r.Right, r.HandOvers = append(r.Right, right), append(r.HandOvers, hands)
	}
}

// ratioOf is R = Σc/Σn over plays and its variance Σ(c − Rn)²/(Σn)² (Cochran, Sampling
// Techniques, 1977, 6.5), of which cross is Σcn; NaN where n is nothing.
func ratioOf(c, n *Sum, cross *[2]uint64) (r, variance float64) {
	sum := wide(n.sum)
	if sum.Sign() == 0 {
		return math.NaN(), math.NaN()
	}
	part := wide(c.sum)
	// n²·Σ(c−Rn)² = n²Σc² − 2cnΣcn + c²Σn², in whole numbers.
	product := func(f ...*big.Int) *big.Int {
		p := big.NewInt(1)
		for _, x := range f {
			p.Mul(p, x)
		}
		return p
	}
	v := product(sum, sum, wide(c.squares))
	v.Sub(v, product(big.NewInt(2), part, sum, wide(*cross))).Add(v, product(part, part, wide(n.squares)))
	return quotient(part, sum), math.Max(quotient(v, product(sum, sum, sum, sum)), 0)
}
