package public

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// birth is word of mouth among n people at rate b an hour, of whom each is first
// to know with chance q at time 0, and who hear otherwise at hazard a an hour: a
// pure birth process, whose next person comes at rate (n−k)(a + bk/n).
type birth struct {
	n    int
	q    float64
	a, b float64
}

// law solves the process's forward equations by Runge and Kutta's method: the
// mean number who know at each time, in hours, its standard deviation, the share of
// plays in which a share of the people know, and the mean number of homes of four in
// which somebody does: of those who do not know, four are a random sample.
func (x birth) law(times []float64, share float64) (means, sds, met, homes []float64) {
	n := float64(x.n)
	p, rate := make([]float64, x.n+1), make([]float64, x.n+1)
	choose := func(k float64) float64 {
		a, _ := math.Lgamma(n + 1)
		b, _ := math.Lgamma(k + 1)
		c, _ := math.Lgamma(n - k + 1)
		return a - b - c
	}
	for i := range p {
		k := float64(i)
		rate[i] = (n - k) * (x.a + x.b*k/n)
		if x.q > 0 {
			p[i] = math.Exp(choose(k) + k*math.Log(x.q) + (n-k)*math.Log1p(-x.q))
		}
	}
	if x.q == 0 {
		p[0] = 1
	}
	flow := func(p, d []float64) {
		for k := range p {
			d[k] = -rate[k] * p[k]
			if k > 0 {
				d[k] += rate[k-1] * p[k-1]
			}
		}
	}
	var d [4][]float64
	for k := range d {
		d[k] = make([]float64, x.n+1)
	}
	try := make([]float64, x.n+1)
	now, most := 0.0, 0.7/(x.b*n/4+x.a*n)
	for _, at := range times {
		steps := math.Ceil((at - now) / most)
		h := (at - now) / max(steps, 1)
		for range int(steps) {
			flow(p, d[0])
			for k, part := range []float64{h / 2, h / 2, h} {
				for i := range p {
					try[i] = p[i] + part*d[k][i]
				}
				flow(try, d[k+1])
			}
			for i := range p {
				if p[i] += h / 6 * (d[0][i] + 2*d[1][i] + 2*d[2][i] + d[3][i]); math.Abs(p[i]) < 1e-100 {
					p[i] = 0 // else most of the time goes to numbers near 0
				}
			}
		}
		now = at
		mean, square, enough, none := 0.0, 0.0, 0.0, 0.0
		for k, x := range p {
			mean += float64(k) * x
			square += float64(k) * float64(k) * x
			m := n - float64(k)
			none += x * m * (m - 1) * (m - 2) * (m - 3) / (n * (n - 1) * (n - 2) * (n - 3))
			if float64(k) >= math.Ceil(share*n-1e-9) {
				enough += x
			}
		}
		homes = append(homes, n/4*(1-none))
		means, sds, met = append(means, mean), append(sds, math.Sqrt(max(square-mean*mean, 0))), append(met, enough)
	}
	return means, sds, met, homes
}

// talkers is one unit in which the process goes on.
func (x birth) talkers(t *testing.T, times []float64) (*Work, *Cell) {
	t.Helper()
	wire := model.Channel{Name: "wire", Delivers: 1, Delay: model.Fixed(0)}
	air, err := model.NewExponential(3600 / max(x.a, 1e-9))
	if err != nil {
		t.Fatal(err)
	}
	hears := []model.Source{{Name: "talk", Kind: model.Talk, Rate: 24 * x.b}}
	if x.q > 0 {
		hears = append(hears, model.Source{Kind: model.Broadcast, Name: "at once", From: -1, Share: x.q})
	}
	if x.a > 0 {
		hears = append(hears, model.Source{Kind: model.Broadcast, Name: "air", From: -1, Channel: 1, Share: 1})
	}
	n, err := model.New(model.Spec{
		Tiers: []string{"village"},
		Rows: model.Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Population: []int64{int64(x.n)}, Households: []int64{int64(x.n) / 4},
			Name: []string{"village"}, Code: []string{""}},
		Channels:  []model.Channel{wire, {Name: "air", Delivers: 1, Delay: air}},
		TierRelay: []int{0},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Public:    &model.Public{Household: 4, Hears: hears},
	})
	if err != nil {
		t.Fatal(err)
	}
	at := ticks(times)
	p := cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: at[len(at)-1], At: at}, Seed: 1}
	c, err := New(p, at, Cohorts)
	if err != nil {
		t.Fatal(err)
	}
	return c.Fork(), c.NewCell(c.All(), 0)
}

func ticks(hours []float64) (out []model.Tick) {
	for _, x := range hours {
		out = append(out, model.Tick(math.Round(x*float64(model.Hour))))
	}
	return out
}

// Word of mouth is the pure birth process: in the mean, the spread, and when half
// of the people know, whether one starts it or many, at once or one by one.
func TestTalkIsTheJumpProcess(t *testing.T) {
	cases := []birth{
		{n: 400, q: 0.01, b: 0.5}, // in e^−4 of plays nobody starts
		{n: 300, q: 0.8, b: 0.5},
		{n: 2000, q: 0.026, b: 0.5},
		{n: 1000, a: 0.03, b: 0.38},
		{n: 1000, a: 0.3, b: 0.38}, // a curve from the beginning
		{n: 3000, q: 0.1, b: 0.5},
	}
	cases, trials := cases[:effort.Of(2, len(cases), len(cases))], effort.Of(400, 1000, 2500)
	for _, x := range cases {
		t.Run(fmt.Sprint(x), func(t *testing.T) {
			t.Parallel()
			x.hold(t, trials)
		})
	}
}

func (x birth) hold(t *testing.T, trials int) {
	var times []float64
	for k := range 8 {
		times = append(times, 0.5+float64(k)*2/x.b)
	}
	means, sds, met, homes := x.law(times, 0.5)
	w, cell := x.talkers(t, times)
	at, n := ticks(times), float64(trials)
	var sum, expected, square, half, inHomes, homesSquare [8]float64
	for k := range uint64(trials) {
		w.Play(k, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
		w.Begin(cell)
		when := w.TimeTo(cell, 0.5, false)
		for i, at := range at {
			people, known := w.Ask(cell, at)
			h := known.Expected - homes[i]
			inHomes[i], homesSquare[i] = inHomes[i]+h, homesSquare[i]+h*h
			d := float64(people.Drawn) - means[i]
			sum[i], square[i] = sum[i]+d, square[i]+d*d
			expected[i] += people.Expected - means[i]
			if when <= at {
				half[i]++
			}
		}
	}
	for i := range at {
		people, known := w.Error(cell, at[i])
		if x.q == 0 && x.a == 0.3 || x.q == 0.1 {
			t.Logf("at %.1f h: expected is %.2e off, of people; %.2e is said", times[i], expected[i]/n/float64(x.n), people/float64(x.n))
		}
		if mean := inHomes[i] / n; math.Abs(mean) > 4.4*math.Sqrt(max(homesSquare[i]/n-mean*mean, 0)/n)+known+1e-4*homes[i] {
			t.Errorf("at %.1f h: %.3f more homes expected than know, %.3f of them", times[i], mean, homes[i])
		}
		se := sds[i] / math.Sqrt(n)
		if z := math.Abs(expected[i] / n); z > 4.4*se+people {
			t.Errorf("at %.1f h: %.3f more people expected than know, with a standard error of %.3f", times[i], expected[i]/n, se)
		}
		if z := math.Abs(sum[i] / n); z > 4.4*se+people+0.05 {
			t.Errorf("at %.1f h: %.3f more people drawn than know, with a standard error of %.3f", times[i], sum[i]/n, se)
		}
		if sd := math.Sqrt(square[i]/n - (sum[i]/n)*(sum[i]/n)); math.Abs(sd-sds[i]) > (4.4/math.Sqrt(2*n)+0.025)*sds[i]+0.3 {
			t.Errorf("at %.1f h: a standard deviation of %.2f people, want %.2f", times[i], sd, sds[i])
		}
		if se := math.Sqrt(met[i] * (1 - met[i]) / n); math.Abs(half[i]/n-met[i]) > 4.4*se+0.01 {
			t.Errorf("at %.1f h: half know in %.3f of plays, want %.3f", times[i], half[i]/n, met[i])
		}
	}
}

// Among very many people of whom few are first to know, their number is Poisson,
// and k of them grow to We^bt, W of a gamma law of shape k (Yule, Phil. Trans. R.
// Soc. B 213, 1925), until the logistic curve bends: the mean share is
//
//	Σ_k e^−m m^k/k! ∫ w e^bt/(n + w e^bt) w^(k−1)e^−w/(k−1)! dw
//
// and nobody ever knows in e^−m of plays.
func TestTalkMayNotStart(t *testing.T) {
	const n, m = 200_000, 2.0
	trials := effort.Of(400.0, 1200, 3000)
	x := birth{n: n, q: m / n, b: 0.5}
	times := []float64{20, 30, 40, 90}
	w, cell := x.talkers(t, times)
	var sum, square [4]float64
	nobody := 0.0
	for k := range uint64(trials) {
		w.Play(k, &cascade.Outcome{Arrival: []model.Tick{0}, Start: []model.Tick{0}})
		w.Begin(cell)
		for i, at := range ticks(times) {
			people, _ := w.Ask(cell, at)
			share := people.Expected / n
			sum[i], square[i] = sum[i]+share, square[i]+share*share
		}
		if w.TimeTo(cell, 1.0/n, false) == model.Never {
			nobody++
		}
	}
	for i, at := range times {
		want := 0.0
		const step = 1e-3
		for w := step / 2; w < 40; w += step {
			density, term := 0.0, math.Exp(-m-w) // of shape k, times the chance of k
			for k := 1.0; k < 60; k++ {
				term *= m / k
				if k > 1 {
					term *= w / (k - 1)
				}
				density += term
			}
			grown := w * math.Exp(0.5*at)
			want += density * step * grown / (n + grown)
		}
		mean := sum[i] / trials
		se := math.Sqrt((square[i]/trials - mean*mean) / trials)
		if math.Abs(mean-want) > 4.4*se {
			t.Errorf("at %v h: %.4f of people know, with a standard error of %.4f, want %.4f", at, mean, se, want)
		}
		t.Logf("at %v h: %.4f ± %.4f, want %.4f", at, mean, se, want)
	}
	if want := math.Exp(-m); math.Abs(nobody/trials-want) > 4.4*math.Sqrt(want*(1-want)/trials) {
		t.Errorf("nobody ever knows in %.4f of plays, want %.4f", nobody/trials, want)
	}
}
