package ask_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/model/scenario"
)

func answerOver(t *testing.T, text string, o ask.Options) *cascade.Result {
	t.Helper()
	s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.Reach(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return r[0]
}

// What is not known is a mixture: of two hops in a row whose chances have one range,
// together E p², apart (E p)²; of an exponential wait, the mean of its chances.
func TestLawsOfRanges(t *testing.T) {
	const hops = `name: hops
network: {tiers: [a, b, c], fan_out: {a: 1, b: 1, c: 1}}
channels: {first: {delivers: 0.75}, second: {delivers: 0.75}}
relays: {a: {over: [first]}, b: {over: [second]}}
questions: {horizon: 1h, at: [1h]}
trials: %d
uncertain:
  channels.first.delivers: {low: 0.6, high: 0.9}
  channels.second.delivers: {low: 0.6, high: 0.9}
`
	const wait = `name: wait
network: {tiers: [a, b], fan_out: {a: 1, b: 1}}
channels: {post: {delay: {exponential: {mean: 2h}}}}
relays: {a: {over: [post]}}
questions: {horizon: 9h, at: [2h]}
trials: %d
uncertain: {channels.post.delay.exponential.mean: {low: 1h, high: 4h}}
`
	trials := effort.Of(1000, 3200, 3200)
	for name, c := range map[string]struct {
		text       string
		mean, part float64 // variance of what is not known
	}{
		"apart":    {hops, 0.5625, 0.57*0.57 - 0.5625*0.5625},
		"together": {hops + "  together: [[channels.first.delivers, channels.second.delivers]]\n", 0.57, fourth(0.6, 0.9) - 0.57*0.57},
		"wait":     {wait, 0.631483, 0.140432 * 0.140432},
	} {
		r := answerOver(t, fmt.Sprintf(c.text, trials), ask.Options{})
		x := r.Tiers[len(r.Tiers)-1].Reach[0]
		// A chance of one unit has the variance m(1−m) in all.
		se := math.Sqrt((c.part + (c.mean*(1-c.mean)-c.part)/4) / float64(r.Points))
		if math.Abs(x.Mean.Value-c.mean) > 4.4*se {
			t.Errorf("%s: mean %.6f ± %.6f, want %.6f", name, x.Mean.Value, se, c.mean)
		}
		if wide := (x.Parts.Unknown.High - x.Parts.Unknown.Low) / 2; math.Abs(x.Parts.Unknown.Value-c.part) > 2.3*wide {
			t.Errorf("%s: not known %.6f ± %.6f, want %.6f", name, x.Parts.Unknown.Value, wide, c.part)
		}
		if r.Trials != trials || r.Points != trials/4 {
			t.Errorf("%s: %d trials, %d points", name, r.Trials, r.Points)
		}
	}
}

// fourth is E p⁴ of p uniform from l to h.
func fourth(l, h float64) float64 { return (math.Pow(h, 5) - math.Pow(l, 5)) / 5 / (h - l) }

// Values are taken as they stand where that is asked for, and then are computed; the
// exact solver does not answer over what is not known.
func TestCertain(t *testing.T) {
	const text = `name: x
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: 0.7}}
relays: {a: {over: [phone]}}
questions: {horizon: 1h, at: [1h]}
uncertain: {channels.phone.delivers: {low: 0, high: 1}}
`
	if r := answerOver(t, text, ask.Options{Certain: true}); r.Solver != "exact" || math.Abs(r.Tiers[1].Reach[0].Mean.Value-0.7) > 1e-9 || r.Points != 0 {
		t.Errorf("certain: %+v", r.Tiers[1].Reach[0])
	}
	s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (ask.Options{Solver: "exact"}).Reach(context.Background(), s); len(cascade.Reasons(err)) != 1 || cascade.Reasons(err)[0].Kind != "exact-ranges" {
		t.Errorf("exact over what is not known: %v", err)
	}
	precision := effort.Of(0.04, 0.02, 0.02)
	// Precision plays more points until every mean is known as closely.
	if r := answerOver(t, text, ask.Options{Precision: precision}); r.Points < int(0.2/precision/precision) || r.Tiers[1].Reach[0].Mean.High-r.Tiers[1].Reach[0].Mean.Value > precision {
		t.Errorf("%d points: %+v", r.Points, r.Tiers[1].Reach[0].Mean)
	}
}

// A further range moves no value of the others, and what moves together has one
// position.
func TestPositions(t *testing.T) {
	const text = `name: x
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: 0.7}, post: {delivers: 0.7}}
relays: {a: {over: [phone]}}
uncertain:
`
	read := func(ranges string) *scenario.Scenario {
		s, err := scenario.Parse("x.yaml", []byte(text+ranges), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one := read("  channels.phone.delivers: {low: 0, high: 1}\n")
	two := read("  channels.post.delivers: {low: 0, high: 1}\n  channels.phone.delivers: {low: 0, high: 1}\n")
	joined := read("  channels.post.delivers: {low: 0, high: 1}\n  channels.phone.delivers: {low: 0, high: 1}\n  together: [[channels.phone.delivers, channels.post.delivers]]\n")
	for k := range 20 {
		a, b, c := ask.Positions(one, k), ask.Positions(two, k), ask.Positions(joined, k)
		if a[0] != b[1] || b[0] == b[1] || c[0] != c[1] || c[0] != a[0] {
			t.Errorf("point %d: %v %v %v", k, a, b, c)
		}
		if got := strings.Join(ask.Changes(one, a), " "); !strings.HasPrefix(got, fmt.Sprintf("channels.phone.delivers=%.6f", a[0])[:len("channels.phone.delivers=")+5]) {
			t.Errorf("position %v is %s", a, got)
		}
	}
}

// As many points as plays allow, of four plays each; of very many plays no more points
// than are kept, and no fewer plays than were asked for.
func TestPointsOf(t *testing.T) {
	for trials, want := range map[int][2]int{
		1: {2, 2}, 200: {100, 2}, 999: {500, 2}, 1000: {250, 4}, 4 << 20: {1 << 20, 4}, 4<<20 + 4: {699_051, 6}, 100_000_000: {1_041_667, 96},
	} {
		points, plays := ask.PointsOf(trials)
		if points != want[0] || plays != want[1] || points > 1<<20 {
			t.Errorf("%d plays: %d points of %d, want %v", trials, points, plays, want)
		}
	}
}
