package study

import (
	"context"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// answerWorth plays a unit that never passes answers on, and one that surely does at once,
// beside the play as it is.
func answerWorth(ctx context.Context, p cascade.Problem, u model.Unit, asked int, s montecarlo.Sampling) (cascade.Worth, error) {
	sure := len(p.Network.Channels())
	changes := []func(*model.Network) *model.Network{
		func(n *model.Network) *model.Network { return n },
		func(n *model.Network) *model.Network {
			return n.WithClimb(u, model.Climb{People: 1, PassesOn: 0, Notices: model.Fixed(0), Over: []int{sure}}, perfectChannel)
		},
		func(n *model.Network) *model.Network {
			return n.WithClimb(u, model.Climb{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{sure}}, perfectChannel)
		},
	}
	var engines []cascade.Engine
	for _, change := range changes {
		e, _, err := engine.New("auto", p.WithNetworks(change))
		if err != nil {
			return cascade.Worth{}, err
		}
		engines = append(engines, e)
	}
	all, _, err := montecarlo.Play(ctx, s.Segment(), s, func() *answerWorths {
		w := &answerWorths{asked: asked, to: p.Answers[p.Asked()[asked].Answer].To, at: p.Question.Horizon, out: cascade.NewOutcome(p.Network.Len())}
		for _, e := range engines {
			w.engines = append(w.engines, e.Fork())
		}
		return w
	})
	if err != nil {
		return cascade.Worth{}, err
	}
	return cascade.Worth{Unit: u, Lost: all.estimate(&all.silent), Gained: all.estimate(&all.perfect)}, nil
}

// answerWorths plays a trial as it is, with a unit that passes no answer on, and with one
// that surely does.
type answerWorths struct {
	engines         []cascade.Engine
	asked, to       int
	at              model.Tick
	out             *cascade.Outcome
	silent, perfect montecarlo.Sum // how many more are known, and offset, so that none is below 0
}

const offset = 1 << 32

// Play plays a trial three times.
func (w *answerWorths) Play(trial uint64) {
	var known [3]int64
	for k, e := range w.engines {
		e.Play(trial, w.out)
		w.out.By = nil
		known[k] = upTo(w.out.Together.Answers[w.asked].Known[w.to], w.at)
		w.out.Together = nil
	}
	w.silent.Add(uint64(known[0] - known[1] + offset))
	w.perfect.Add(uint64(known[2] - known[0] + offset))
}

// Kind is that of what a unit is worth for answers.
func (w *answerWorths) Kind() (string, uint64) { return "answer-worth", 1 }

// State tells what was counted.
func (w *answerWorths) State(c *montecarlo.Codec) {
	c.Sum(&w.silent)
	c.Sum(&w.perfect)
}

// estimate is a mean number, from which offset is taken.
func (w *answerWorths) estimate(s *montecarlo.Sum) cascade.Estimate {
	return montecarlo.NumberFrom(s, s.Count(), offset)
}
