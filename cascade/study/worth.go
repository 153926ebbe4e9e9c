package study

import (
	"context"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// perfectChannel is that of a perfect unit.
var perfectChannel = model.Channel{Name: "perfect", Delivers: 1, Delay: model.Fixed(0)}

// worth plays a unit silent and perfect beside the play as it is.
func (v *variant) worth(ctx context.Context, u model.Unit, s montecarlo.Sampling) (cascade.Worth, error) {
	n := v.problem.Network
	perfect := model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{len(n.Channels())}}
	plays := []*variant{v}
	for _, change := range []func(*model.Network) *model.Network{
		func(n *model.Network) *model.Network {
			silent := *n.Relay(u)
			silent.PassesOn = 0
			return n.WithRelay(u, silent)
		},
		func(n *model.Network) *model.Network {
			return n.WithRelay(u, perfect, perfectChannel)
		},
	} {
		x, err := newVariant(v.problem.WithNetworks(change), v.mode)
		if err != nil {
			return cascade.Worth{}, err
		}
		plays = append(plays, x)
	}
	all, _, err := montecarlo.Play(ctx, s.Segment(), s, func() *worths { return newWorths(plays) })
	if err != nil {
		return cascade.Worth{}, err
	}
	w := cascade.Worth{Unit: u}
	below := v.below(u)
	w.Lost, w.Gained = inPeople(&all.silent, below, v.total), inPeople(&all.perfect, below, v.total)
	return w, nil
}

// worths plays a trial as it is, with a unit silent, and with it perfect.
type worths struct {
	plays []*playing
	// The share missed more were it silent, and less were it perfect; a whole
	// is added to each, so that none is below 0.
	silent, perfect montecarlo.Sum
}

func newWorths(plays []*variant) *worths {
	t := &worths{}
	for _, v := range plays {
		t.plays = append(t.plays, v.fork())
	}
	return t
}

// Play plays a trial three times and counts it.
func (t *worths) Play(trial uint64) {
	base := t.plays[0].play(trial)
	t.silent.Add(uint64(t.plays[1].play(trial) - base + montecarlo.Whole))
	t.perfect.Add(uint64(base - t.plays[2].play(trial) + montecarlo.Whole))
}

// Kind is that of what a unit is worth.
func (t *worths) Kind() (string, uint64) { return "worth", 1 }

// State tells what was counted.
func (t *worths) State(c *montecarlo.Codec) {
	c.Sum(&t.silent)
	c.Sum(&t.perfect)
}

// below is the share of all who depend on a unit and what lies below it.
func (v *variant) below(u model.Unit) float64 {
	n, sum := v.problem.Network, 0.0
	for i, end := range v.ends {
		for ; end != model.NoUnit && end > u; end = n.Parent(end) {
		}
		if end == u {
			sum += float64(v.weight[i])
		}
	}
	return sum / float64(max(v.total, 1))
}

// inPeople is a mean difference of shares in people, with its bounds. What no play
// showed costs a share below at most: all that was gained, or all the rest.
func inPeople(s *montecarlo.Sum, below float64, total int64) cascade.Estimate {
	mean, _ := s.Share()
	mean = min(max(mean-1, 0), below)
	e, _ := difference(s, 1, mean, below-mean)
	return scaled(e, float64(total))
}
