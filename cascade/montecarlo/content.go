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
	right, wrong, not, either, holders, hands Sum
	rightOf, handsOf                          [2]uint64
}

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

func (c *content) merge(o *content) {
	for j := range c.columns {
		a, b := &c.columns[j], &o.columns[j]
		for k, s := range b.sums() {
			a.sums()[k].Merge(s)
		}
		plus(&a.rightOf, b.rightOf[0], b.rightOf[1])
		plus(&a.handsOf, b.handsOf[0], b.handsOf[1])
	}
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
	columns := len(s.problem.Question.At)
	if !s.followed {
		return nil
	}
	pair := slices.ContainsFunc(s.problem.Messages, func(m model.Message) bool { return m.Contradicts > 0 })
	garbled := s.problem.Network.Garbles() || s.problem.Question.Follow && !pair // a pair is for people alone
	for i := range s.Lines[:s.Whole] {
		l := &s.Lines[i]
		if l.Tier >= 0 && garbled || l.Tier == cascade.OfPeople && s.crowd != nil && s.crowd.Minds() {
			out = append(out, content{tier: l.Name, total: l.Total, columns: make([]contentAt, columns)})
		}
	}
	return out
}

// countContents counts what is held in a trial.
func (t *counts) countContents(out *cascade.Outcome) {
	for k := range t.contents {
		c := &t.contents[k]
		tier := t.problem.Network.TierIndex(c.tier)
		if tier < 0 {
			for j, at := range t.problem.Question.At {
				c.columns[j].add(t.work.HeldAt(at), c.total)
			}
			continue
		}
		held := out.Together.Messages[t.problem.About].Held
		in := t.problem.Network.InTier(tier)
		for j, at := range t.problem.Question.At {
			c.columns[j].add(heldBy(held[in.Lo:in.Hi], at), c.total)
		}
	}
}

// heldBy is what units hold by a time.
func heldBy(held [][]cascade.Holding, at model.Tick) public.Content {
	var x public.Content
	for _, list := range held {
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
		x.Hands += int64(list[last].Hands)
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
	against := ""
	for i, m := range s.problem.Messages {
		if m.Contradicts-1 == s.problem.About {
			against = m.Name
		} else if i == s.problem.About && m.Contradicts > 0 {
			against = s.problem.Messages[m.Contradicts-1].Name
		}
	}
	n := int(t.trials)
	for k := range t.contents {
		c := &t.contents[k]
		right, hands := cascade.Right{Tier: c.tier}, cascade.Hands{Tier: c.tier}
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
		r.Right, r.Hands = append(r.Right, right), append(r.Hands, hands)
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
