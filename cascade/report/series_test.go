package report

import (
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// A series has the mean of its messages, and the goals of any of them; other messages and
// streams stay as they are.
func TestSeriesAreMeans(t *testing.T) {
	both, one := model.Goal{Tier: "reader", Share: 1, Chance: 0.5}, model.Goal{Tier: "reader", Share: 1, Chance: 0.9}
	of := func(name string, share float64, goals ...model.Goal) *cascade.Result {
		r := &cascade.Result{Message: name, At: []model.Tick{model.Hour}, Tiers: []cascade.Tier{{Name: "reader", Units: 2, Reach: []cascade.Reach{{Mean: cascade.Estimate{Value: share, Low: share, High: share}}}}}}
		for _, g := range goals {
			r.Goals = append(r.Goals, cascade.Goal{Goal: g, Probability: cascade.Estimate{Value: share}, Met: true})
		}
		return r
	}
	a := About{}
	a.OfSeries([]model.Message{{Name: "s-1", Series: "s"}, {Name: "s-2", Series: "s"}, {Name: "other"}, {Name: "load", Stream: &model.Arrivals{}}})
	told := a.Shown([]*cascade.Result{of("s-1", 0.8, both, one), of("s-2", 0.6, both), of("other", 1), of("load", 1)})
	if len(told) != 2 || told[0].Message != "s" || told[1].Message != "other" {
		t.Fatalf("%+v", told)
	}
	s := told[0]
	if got := s.Tiers[0].Reach[0].Mean.Value; got != 0.7 {
		t.Errorf("reach %g", got)
	}
	if len(s.Goals) != 2 || s.Goals[0].Probability.Value != 0.7 || !s.Goals[0].Met || s.Goals[1].Probability.Value != 0.8 || s.Goals[1].Met {
		t.Errorf("%+v", s.Goals)
	}
	if alone := a.Shown([]*cascade.Result{of("load", 1)}); len(alone) != 1 {
		t.Errorf("%+v", alone)
	}
}
