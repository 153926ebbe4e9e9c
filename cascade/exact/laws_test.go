package exact_test

import (
	"context"
	"math"
	"testing"
	"time"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/model"
)

// hop is one tier of a regular tree: how many children each unit of it has, and
// how its people pass on.
type hop struct {
	children int
	people   int // 0 is 1
	passesOn float64
	notices  model.Delay
	channels []model.Channel
	hours    *model.Calendar
	split    bool
	alike    float64
}

// regular is a regular tree of hops.
func regular(tb testing.TB, at []model.Tick, hops ...hop) cascade.Problem {
	tb.Helper()
	return regularBut(tb, at, func(*model.Spec) {}, hops...)
}

// regularBut is a regular tree of hops that is changed.
func regularBut(tb testing.TB, at []model.Tick, change func(*model.Spec), hops ...hop) cascade.Problem {
	tb.Helper()
	s := model.Spec{}
	r := &s.Rows
	add := func(tier int, parent int32, ordinal int) int32 {
		r.Tier = append(r.Tier, uint8(tier))
		r.Parent = append(r.Parent, parent)
		r.Ordinal = append(r.Ordinal, int32(ordinal))
		r.Population = append(r.Population, model.Unknown)
		r.Households = append(r.Households, model.Unknown)
		return int32(len(r.Tier) - 1)
	}
	above := []int32{add(0, -1, 1)}
	s.Tiers = []string{"0"}
	for t, h := range hops {
		s.Tiers = append(s.Tiers, string(rune('1'+t)))
		relay := model.Relay{People: max(h.people, 1), PassesOn: h.passesOn, Notices: h.notices, Hours: h.hours, Split: h.split, Alike: h.alike}
		for _, c := range h.channels {
			relay.Over = append(relay.Over, len(s.Channels))
			s.Channels = append(s.Channels, c)
		}
		s.TierRelay = append(s.TierRelay, len(s.Relays))
		s.Relays = append(s.Relays, relay)
		var tier []int32
		for _, p := range above {
			for k := range h.children {
				tier = append(tier, add(t+1, p, k+1))
			}
		}
		above = tier
	}
	s.TierRelay = append(s.TierRelay, len(s.Relays))
	s.Relays = append(s.Relays, model.Relay{People: 1, PassesOn: 1, Notices: model.Fixed(0)})
	change(&s)
	n, err := model.New(s)
	if err != nil {
		tb.Fatal(err)
	}
	horizon := at[len(at)-1]
	return cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: horizon, At: at}}
}

func solve(tb testing.TB, p cascade.Problem, precision float64) *cascade.Result {
	tb.Helper()
	r, err := exact.Solver{Precision: precision}.Solve(context.Background(), p)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// expect holds the mean of the last tier to a closed form, to 1e-6, and the
// bounds to what they say.
func expect(t *testing.T, p cascade.Problem, want ...float64) {
	t.Helper()
	r := solve(t, p, 2e-7)
	last := r.Tiers[len(r.Tiers)-1]
	for j, w := range want {
		m := last.Reach[j].Mean
		if math.Abs(m.Value-w) > 1e-6 {
			t.Errorf("by %v: %.8f, the law says %.8f (bounds %.8f to %.8f)", last.Reach[j].At.Duration(), m.Value, w, m.Low, m.High)
		}
		if w < m.Low-1e-7 || w > m.High+1e-7 {
			t.Errorf("by %v: %.9f is not within the bounds %.9f to %.9f", last.Reach[j].At.Duration(), w, m.Low, m.High)
		}
	}
}

func exponential(tb testing.TB, mean float64) model.Delay {
	d, err := model.NewExponential(mean)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func sure(d model.Delay) []model.Channel { return []model.Channel{{Name: "c", Delivers: 1, Delay: d}} }

// Law 1: a chain of equal exponential waits is Erlang's distribution.
func TestChainErlang(t *testing.T) {
	t.Parallel()
	h := hop{children: 1, passesOn: 1, notices: exponential(t, 3600), channels: sure(model.Fixed(0))}
	p := regular(t, []model.Tick{5 * model.Hour, 8 * model.Hour}, h, h, h, h, h)
	expect(t, p, 0.5595067, 0.9003676)
	r := solve(t, p, 0)
	if d := r.Tiers[5].TimeTo[0].Median; math.Abs(d.Value-4.670909*3600) > 2 || d.Low > 4.670909*3600 || d.High < 4.670909*3600 {
		t.Errorf("half by %v, Erlang's median is %v", d, 4.670909*3600)
	}
}

// Law 2: unequal waits.
func TestChainHypoexponential(t *testing.T) {
	t.Parallel()
	five := hop{children: 1, passesOn: 1, notices: exponential(t, 300), channels: sure(model.Fixed(0))}
	six := five
	six.notices = exponential(t, 360)
	f := func(m float64) float64 { return 1 - 25*math.Exp(-m/5) + (24-m)*math.Exp(-m/6) }
	expect(t, regular(t, []model.Tick{17 * model.Minute, 30 * model.Minute}, five, six, six), f(17), f(30))
}

// Law 3: a Galton–Watson tree, mean and variance.
func TestBranching(t *testing.T) {
	t.Parallel()
	h := hop{children: 10, passesOn: 1, notices: model.Fixed(60), channels: []model.Channel{{Name: "c", Delivers: 0.9, Delay: model.Fixed(0)}}}
	p := regular(t, []model.Tick{2 * model.Minute, model.Hour}, h, h, h)
	r := solve(t, p, 0)
	last := r.Tiers[3]
	if m := last.Reach[0].Mean; m.High > 1e-12 {
		t.Errorf("after two minutes nobody of the last tier has it, not %v", m)
	}
	m, sd := last.Reach[1].Mean, last.Reach[1].SD*1000
	if math.Abs(m.Value-0.729) > 1e-10 || m.High-m.Low > 1e-9 {
		t.Errorf("mean %v, want 0.729", m)
	}
	if want := math.Sqrt(6633.9); math.Abs(sd-want) > 1e-6*want {
		t.Errorf("sd %v, want %v", sd, want)
	}
}

// The same where a unit passes on to all its children or to none: the children
// share that random.
func TestBranchingShared(t *testing.T) {
	t.Parallel()
	h := hop{children: 4, passesOn: 0.8, notices: model.Fixed(60), channels: sure(model.Fixed(0))}
	r := solve(t, regular(t, []model.Tick{model.Hour}, h, h), 0)
	// N = 4·Binomial(4, 0.8) with chance 0.8, else 0.
	mean, square := 0.8*4*3.2, 0.8*16*(3.2*3.2+4*0.8*0.2)
	got := r.Tiers[2].Reach[0]
	if want := math.Sqrt(square-mean*mean) / 16; math.Abs(got.SD-want) > 1e-9 || math.Abs(got.Mean.Value-mean/16) > 1e-10 {
		t.Errorf("mean %v sd %v, want %v and %v", got.Mean.Value, got.SD, mean/16, want)
	}
}

// Law 5 for one path, which is a law of F itself: the earliest of n people.
func TestSeveralPeople(t *testing.T) {
	t.Parallel()
	h := hop{children: 3, people: 3, passesOn: 0.6, notices: exponential(t, 1800), channels: sure(model.Fixed(600))}
	f := func(m float64) float64 { return 1 - math.Pow(1-0.6*(1-math.Exp(-(m-10)/30)), 3) }
	expect(t, regular(t, []model.Tick{20 * model.Minute, 2 * model.Hour}, h), f(20), f(120))
}

// Law 10: several channels at once, and attempts after attempts.
func TestChannelsAndRetries(t *testing.T) {
	t.Parallel()
	a := model.Channel{Name: "a", Delivers: 0.5, Delay: exponential(t, 600)}
	b := model.Channel{Name: "b", Delivers: 0.7, Delay: exponential(t, 1200)}
	h := hop{children: 2, passesOn: 1, notices: model.Fixed(0), channels: []model.Channel{a, b}}
	f := func(m float64) float64 { return 1 - (1-0.5*(1-math.Exp(-m/10)))*(1-0.7*(1-math.Exp(-m/20))) }
	expect(t, regular(t, []model.Tick{10 * model.Minute, 40 * model.Minute}, h), f(10), f(40))

	again := model.Channel{Name: "again", Delivers: 0.7, Delay: model.Fixed(0), Retry: model.Retry{Every: model.Hour, Times: 2}}
	h.channels = []model.Channel{again}
	expect(t, regular(t, []model.Tick{0, model.Hour, 2 * model.Hour, 9 * model.Hour}, h), 0.7, 0.91, 0.973, 0.973)
}

// Law 11: work starts in a window of 8 of 24 hours; who comes at a random time
// need not wait with chance 1/3, and waits (24−8)²/48 hours on average.
func TestWindow(t *testing.T) {
	t.Parallel()
	day, err := model.NewUniform(0, 24*3600)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2024, 10, 14, 0, 0, 0, 0, time.UTC)
	hours, err := model.NewCalendar(model.Hours{Days: [7]bool{true, true, true, true, true, true, true}, To: 8 * 60}, start, 2*model.Day)
	if err != nil {
		t.Fatal(err)
	}
	come := hop{children: 1, passesOn: 1, notices: day, channels: sure(model.Fixed(0))}
	for _, people := range []int{1, 3} { // all of them start when the first does
		work := hop{children: 2, people: people, passesOn: 1, notices: model.Fixed(0), channels: sure(model.Fixed(0)), hours: hours}
		at := []model.Tick{4 * model.Hour, 7 * model.Hour, 12 * model.Hour, 24 * model.Hour, 48 * model.Hour}
		p := regular(t, at, come, work)
		expect(t, p, 4./24, 7./24, 8./24, 1, 1)
		if d := solve(t, p, 0).Tiers[2].Delay; math.Abs(d.Mean.Value-(12+64*4./48)*3600) > 20 {
			t.Errorf("%d people: mean %v h, want %v", people, d.Mean.Value/3600, 12+64*4./48)
		}
	}
}

// Several people below a unit that has the message at once or later, each with
// a chance of a half: what happens later falls on no point of the grid, and
// what happens at once is counted once.
func TestAtOnceOrLater(t *testing.T) {
	t.Parallel()
	seldom, err := model.NewDiscrete([]float64{0, 11755.439}, nil)
	if err != nil {
		t.Fatal(err)
	}
	some := hop{children: 1, passesOn: 1, notices: model.Fixed(0), channels: sure(seldom)}
	for _, c := range []struct {
		notices model.Delay
		want    float64
	}{
		{exponential(t, 6684), 1 - math.Pow(1-0.5*(1-math.Exp(-2592./6684)), 4)},
		{model.Fixed(1166.4), 1 - math.Pow(0.5, 4)},
	} {
		many := hop{children: 5, people: 4, passesOn: 1, notices: c.notices, channels: sure(seldom)}
		p := regular(t, []model.Tick{2592 * model.Second, 3 * model.Day}, some, many)
		p.Message().Expires = 124_895_521 * model.Millisecond // nobody is free of the clock, and points are odd
		m := solve(t, p, 0.001).Tiers[2].Reach[0].Mean
		if want := c.want / 2; math.Abs(m.Value-want) > 0.002 || m.Low > want+1e-9 || m.High < want-1e-9 {
			t.Errorf("%.6f (%.6f to %.6f), the law says %.6f", m.Value, m.Low, m.High, want)
		}
	}
}

// Where every time is certain a computed answer leaves nothing to plays: four of
// the five below the top have it after an hour, the fifth never.
func TestCertainTimes(t *testing.T) {
	t.Parallel()
	const certain = `
name: x
network: {tiers: [a, b, c], tree: {A: {B: {children: 2}, B2: {children: 2}, B3: {children: 1}}}}
relays: {a: {notices: 1h}, b: {notices: 0s}}
outages: [{unit: B3, chance: 1}]
questions: {horizon: 48h, at: [1h]}
`
	tiers := solve(t, text(t, certain), 0).Tiers
	for i, want := range []float64{3600, math.Inf(1), math.Inf(1)} {
		x := tiers[2].TimeTo[i]
		if m := x.Median; m.Value != want || m.Low != want || m.High != want || (x.Met == 1) != (want == 3600) || x.Sampled {
			t.Errorf("%v of the last: %+v, want %v", x.Share, x, want)
		}
		if x := tiers[1].TimeTo[i]; x.Median.Value != 3600 || x.Met != 1 {
			t.Errorf("%v of the second: %+v", x.Share, x)
		}
	}
}
