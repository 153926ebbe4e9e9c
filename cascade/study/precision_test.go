package study_test

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/cascade/random"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// z95 is how many standard errors hold 95 %.
const z95 = 1.959963984540054

// Numbers of plays that books have: of chances by Wilson's interval, of means.
func TestPlaysOfBooks(t *testing.T) {
	for _, c := range []struct{ p, half, want float64 }{{0.5, 0.01, 9600}, {0.9, 0.01, 3461}, {0.1, 0.01, 3461}, {0.99, 0.005, 1606}, {0.5, 0.5, 1}} {
		n := math.Ceil(study.PlaysForChance(c.p, c.half, z95) * (1 - 1e-12))
		if n != c.want {
			t.Errorf("chance %g to ±%g: %g plays, want %g", c.p, c.half, n, c.want)
		}
		// The interval itself: the roots of (p − x)² n = z² x (1 − x).
		width := func(n float64) float64 {
			a, b, q := 1+z95*z95/n, c.p+z95*z95/2/n, c.p*c.p
			return math.Sqrt(b*b-a*q) / a
		}
		if n > 1 && (width(n) > c.half || width(n-1) <= c.half) {
			t.Errorf("chance %g: ±%g with %g plays, ±%g with one less", c.p, width(n), n, width(n-1))
		}
	}
	if n := study.PlaysForMean(0.25, 0.01, z95); math.Abs(n-2400.911764) > 1e-5 {
		t.Errorf("a mean of sd .25 to ±.01: %g plays", n)
	}
}

func precisionOf(t *testing.T, text string, s study.Precision) *study.PrecisionAnswer {
	t.Helper()
	f, err := scenario.Parse("p.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: f.Network, Messages: f.Messages, Question: study.Ask(f.Question, s.Measures), Seed: 1}
	a, err := s.Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const tenOf = `name: star
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: %s, delay: {exponential: {mean: 1h}}}}
relays: {a: {over: [phone]}}
questions: {horizon: 60h, at: [59h], goals: [{tier: b, share: 0.8, by: 59h}]}
`

var (
	shareOfTen = study.Measure{Kind: study.ShareBy, Tier: "b", At: 59 * model.Hour}
	goalOfTen  = study.Measure{Kind: study.GoalMet, Goal: 0}
	firstTier  = study.Measure{Kind: study.ShareBy, Tier: "a", At: 59 * model.Hour}
)

// The spread of a share of ten coins, and with it the plays, are those of theory; the
// largest number decides; what does not vary is not taken for certain.
func TestPrecisionOfTenCoins(t *testing.T) {
	s := study.Precision{Solver: montecarlo.Solver{Trials: 20_000}, Half: 0.01, Trials: 1000, Measures: []study.Measure{firstTier, shareOfTen, goalOfTen}}
	a := precisionOf(t, fmt.Sprintf(tenOf, "0.75"), s)
	sd := math.Sqrt(0.75 * 0.25 / 10)
	coin := a.Cells[1]
	// The variance of a sample variance of a binomial: excess kurtosis (1−6pq)/(npq).
	if se := sd / 2 * math.Sqrt((2+(1-6*0.1875)/1.875)/20_000); math.Abs(coin.SD-sd) > 4.4*se {
		t.Errorf("spread %g, want %g ± %g", coin.SD, sd, se)
	}
	if want := math.Ceil(math.Pow(z95*coin.SD/0.01, 2)); float64(coin.Plays) != want || math.Abs(coin.Known-z95*coin.SD/math.Sqrt(1000)) > 1e-12 {
		t.Errorf("plays %d, known to %g: want %g", coin.Plays, coin.Known, want)
	}
	goal := a.Cells[2]
	if p := goal.Value; math.Abs(p-0.525593) > 4.4*math.Sqrt(0.25/20_000) || float64(goal.Plays) != math.Ceil(study.PlaysForChance(p, 0.01, z95)) || a.Most != 2 {
		t.Errorf("goal %+v, the largest is number %d", goal, a.Most)
	}
	if first := a.Cells[0]; first.Varies || first.Plays != 300 || first.Known != 0.003 || first.SD != 0 {
		t.Errorf("what does not vary: %+v", first)
	}
	s.Joint = true
	joint := precisionOf(t, fmt.Sprintf(tenOf, "0.75"), s).Cells[1]
	if want := math.Pow(distuv.UnitNormal.Quantile(1-0.05/6)*coin.SD/0.01, 2); float64(joint.Plays) != math.Ceil(want) {
		t.Errorf("three numbers jointly: %d plays, want %g", joint.Plays, want)
	}
}

// The median of an exponential time of mean θ has the standard error θ/√n.
func TestPrecisionOfAMedian(t *testing.T) {
	const one = "name: one\nnetwork: {tiers: [a, b], fan_out: {a: 1, b: 1}}\nchannels: {phone: {delay: {exponential: {mean: 1h}}}}\nrelays: {a: {over: [phone]}}\nquestions: {horizon: 60h, at: [59h]}\n"
	half := study.Measure{Kind: study.TimeTo, Tier: "b", Share: 0.5}
	at0 := study.Measure{Kind: study.TimeTo, Tier: "a", Share: 0.5}
	s := study.Precision{Solver: montecarlo.Solver{Trials: 40_000}, Half: 0.01, Within: model.Minute, Trials: 1000, Measures: []study.Measure{half, at0}}
	a := precisionOf(t, one, s)
	m := a.Cells[0]
	// What is known of the density is what the plays between the bounds say: √n of them.
	want, se := math.Pow(z95*3600/60, 2), 2/math.Sqrt(z95*math.Sqrt(40_000))
	if off := float64(m.Plays)/want - 1; math.Abs(off) > 4.4*se || math.Abs(m.Value-3600*math.Ln2) > 4.4*3600/200 {
		t.Errorf("median %g s: %d plays, want %g", m.Value, m.Plays, want)
	}
	if got := m.Known * math.Sqrt(1000/float64(m.Plays)); math.Abs(got-60) > 0.1 {
		t.Errorf("known to %g s with 1,000 plays", m.Known)
	}
	if x := a.Cells[1]; x.Varies || x.Plays != 300 {
		t.Errorf("a time that does not vary: %+v", x)
	}
	s.Within = 0
	if n := precisionOf(t, one, s).Cells[0]; math.Abs(n.Half-0.01*n.Value) > 1e-12 {
		t.Errorf("a hundredth of a time: %+v", n)
	}
}

// Over a chance that is uniform from .6 to .9 a share of ten varies by .018 of luck and
// .0075 of what is not known, which the four plays of a point share.
func TestPrecisionOfRanges(t *testing.T) {
	effort.NotShort(t, "draws 500 networks")
	parse := func(p string) cascade.Problem {
		f, err := scenario.Parse("p.yaml", fmt.Appendf(nil, tenOf, p), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return cascade.Problem{Network: f.Network, Messages: f.Messages, Question: f.Question, Seed: 3}
	}
	key := random.NewKey(5)
	ranges := montecarlo.Ranges{Points: 500, Plays: 4, Names: []string{"p"}, Problem: func(k int) (cascade.Problem, []float64, error) {
		u := random.Uniform(key.At(uint64(k)))
		return parse(fmt.Sprint(0.6 + 0.3*u)), []float64{u}, nil
	}}
	s := study.Precision{Ranges: &ranges, Half: 0.01, Trials: 1000, Measures: []study.Measure{shareOfTen, goalOfTen}, Each: func(int) int { return 4 }}
	a, err := s.Run(t.Context(), parse("0.75"))
	if err != nil {
		t.Fatal(err)
	}
	c := a.Cells[0]
	want := math.Sqrt(0.018 + 4*0.0075)
	if math.Abs(c.SD-want) > 4.4*want*math.Sqrt(1.0/2/500) || a.Points != 500 || a.Pilot != 2000 {
		t.Errorf("spread %g over %d points, want %g", c.SD, a.Points, want)
	}
	if n := math.Ceil(math.Pow(z95*c.SD/0.01, 2)/4) * 4; float64(c.Plays) != n {
		t.Errorf("%d plays, want %g", c.Plays, n)
	}
	// One play has all that is not known once.
	if want := math.Sqrt(0.018 + 0.0075); math.Abs(c.OnePlay-want) > 4.4*want*math.Sqrt(1.0/2/500) {
		t.Errorf("one play differs by %g, want %g", c.OnePlay, want)
	}
	if g := a.Cells[1]; float64(g.Plays) < 1.2*study.PlaysForChance(g.Value, 0.01, z95) {
		t.Errorf("plays of one point are not so many coins: %+v", g)
	}
}

// A distance that is none, and a tier of nobody.
func TestPrecisionOfNothing(t *testing.T) {
	if _, err := (study.Precision{}).Run(t.Context(), cascade.Problem{}); err == nil {
		t.Error("±0 is taken")
	}
	a := precisionOf(t, fmt.Sprintf(tenOf, "0.75"), study.Precision{Half: 0.01, Trials: 10, Measures: []study.Measure{{Kind: study.ShareBy, Tier: "public", At: model.Hour}}})
	if a.Pilot != study.UsualPilot || a.Most != -1 || a.Cells[0].Plays != 0 {
		t.Errorf("nobody: %+v", a)
	}
}
