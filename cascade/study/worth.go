package study

import (
	"context"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// sureChannel is that of a perfect unit.
const sureChannel = "perfect"

// worth plays a unit silent and perfect beside the play as it is.
func (v *variant) worth(ctx context.Context, u model.Unit, workers, total int) (cascade.Worth, error) {
	n := v.problem.Network
	silent := *n.Relay(u)
	silent.PassesOn = 0
	perfect := model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{len(n.Channels())}}
	plays := []*variant{v}
	for _, changed := range []*model.Network{
		n.WithRelay(u, silent),
		n.WithRelay(u, perfect, model.Channel{Name: sureChannel, Delivers: 1, Delay: model.Fixed(0)}),
	} {
		p := v.problem
		p.Network = changed
		x, err := newVariant(p, v.mode)
		if err != nil {
			return cascade.Worth{}, err
		}
		plays = append(plays, x)
	}
	works, _, err := trials(ctx, total, workers, func() *trio { return newTrio(plays) }, (*trio).play)
	if err != nil {
		return cascade.Worth{}, err
	}
	all := works[0]
	for _, w := range works[1:] {
		for i := range all.more {
			all.more[i].Merge(&w.more[i])
		}
	}
	w := cascade.Worth{Unit: u}
	w.Lost, w.Gained = inPeople(&all.more[0], v.total), inPeople(&all.more[1], v.total)
	return w, nil
}

// trio plays a trial as it is, with a unit silent, and with it perfect.
type trio struct {
	plays []*playing
	more  [2]montecarlo.Sum // missed by the silent unit's play; and by the play as it is
}

func newTrio(plays []*variant) *trio {
	t := &trio{}
	for _, v := range plays {
		t.plays = append(t.plays, v.fork())
	}
	return t
}

func (t *trio) play(trial uint64) {
	base := t.plays[0].play(trial)
	t.more[0].Add(uint64(t.plays[1].play(trial) - base + whole))
	t.more[1].Add(uint64(base - t.plays[2].play(trial) + whole))
}

// inPeople is a mean difference of shares in people, with its bounds.
func inPeople(s *montecarlo.Sum, total int64) cascade.Estimate {
	e, _ := difference(s)
	n := float64(total)
	return cascade.Estimate{Value: e.Value * n, Low: e.Low * n, High: e.High * n}
}
