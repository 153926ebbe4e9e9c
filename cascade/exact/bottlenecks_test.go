package exact_test

import (
	"context"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/model"
)

func bottlenecks(t *testing.T, p cascade.Problem, at model.Tick) *cascade.Bottlenecks {
	t.Helper()
	b, err := exact.Solver{}.Bottlenecks(context.Background(), p, at, 0)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// missed is the expected number of people who do not have it by a time.
func missed(t *testing.T, p cascade.Problem, at model.Tick) float64 {
	t.Helper()
	p.Question.At = []model.Tick{at}
	for _, tier := range solve(t, p, 0).Tiers {
		if tier.Name == model.PublicTier {
			return float64(tier.Units) * (1 - tier.Reach[0].Mean.Value)
		}
	}
	return math.NaN()
}

// What hops lose adds up to what is missed, and each unit is worth what the
// whole changes by when the unit is silenced, or made perfect, and everything is
// computed anew.
func TestBottlenecks(t *testing.T) {
	effort.NotShort(t, "solves Jharkhand a dozen times")
	t.Parallel()
	const at = 12 * model.Hour
	base := load(t, "jharkhand")
	b := bottlenecks(t, base, at)
	sum := 0.0
	for _, h := range b.Hops {
		sum += h.Stopped.Value
		if h.Stopped.Value < 0 || h.Stopped.Low > h.Stopped.Value || h.Stopped.High < h.Stopped.Value {
			t.Errorf("%s to %s loses %v", h.From, h.To, h.Stopped)
		}
	}
	if math.Abs(sum-b.Missed.Value) > 1e-12 || len(b.Hops) != 4 {
		t.Errorf("%d hops lose %v, %v is missed", len(b.Hops), sum, b.Missed)
	}
	all := missed(t, base, at)
	if math.Abs(all-b.Missed.Value*float64(b.Total)) > 2e-4*all {
		t.Errorf("%v people are missed, solved %v", b.Missed.Value*float64(b.Total), all)
	}
	worth := map[string]cascade.Worth{}
	for _, w := range b.Units {
		worth[base.Network.Name(w.Unit)] = w
	}
	perfect := "people: 1, passes_on: 1, notices: {fixed: 0s}, over: [sure]"
	of := map[string]string{"Pakur": "district", "Ranchi 3": "block"}
	if effort.Thorough() {
		of["Jharkhand"], of["Dhanbad"], of["Bokaro 1.2"] = "state", "district", "panchayat"
	}
	for name, tier := range of {
		w, ok := worth[name]
		if !ok {
			t.Errorf("%s is not among %d units", name, len(b.Units))
			continue
		}
		silent := missed(t, load(t, "jharkhand", "relays."+tier+".units={"+name+": {passes_on: 0}}"), at)
		better := missed(t, load(t, "jharkhand", "channels.sure={delivers: 1}",
			"relays."+tier+".units={"+name+": {"+perfect+"}}"), at)
		if got := silent - all; math.Abs(got-w.Lost.Value) > 0.002*got+50 {
			t.Errorf("%s silent costs %v people, computed anew %v", name, w.Lost, got)
		}
		if got := all - better; math.Abs(got-w.Gained.Value) > 0.002*got+50 {
			t.Errorf("%s perfect gains %v people, computed anew %v", name, w.Gained, got)
		}
	}
}
