package public

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// uniform is which of the sharp delays is uniform.
const uniform = 2

// sharp are delays that are long, but differ little; and others.
func sharp(t *testing.T) []model.Delay {
	var out []model.Delay
	add := func(d model.Delay, err error) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	const hour = 3600.0
	add(model.NewGamma(50*hour, 5*hour))
	add(model.NewGamma(50*hour, hour/6))
	add(model.NewUniform(399*hour, 401*hour))
	add(model.NewLogNormal(12*60, 2*hour))
	add(model.NewExponential(60))
	return out
}

// A tabulated delay is close to its own distribution, also where all waits are
// long and nearly alike.
func TestCurveIsClose(t *testing.T) {
	const horizon = 365 * model.Day
	for i, d := range sharp(t) {
		c := newCurve(d, horizon, false)
		most := 4e-4
		if i == uniform {
			most = 5e-3 // where its density jumps
		}
		if c.error > 2*most {
			t.Errorf("delay %d: lines between points are said to be %.2g off", i, c.error)
		}
		for p := 0.0005; p < 1; p += 0.001 {
			x := model.TicksOf(d.Quantile(p))
			if got, want := c.at(x), d.CDF((float64(x)+0.5)/float64(model.Second)); math.Abs(got-want) > most {
				t.Errorf("delay %d by %v: %.6f, the distribution says %.6f", i, x.Duration(), got, want)
			}
		}
	}
}

// Units that share the law at grid points hear what they hear one by one, in plays so
// long that delays and rounds of visits pass between two even grid points.
func TestProfileIsClose(t *testing.T) {
	const horizon = 365 * model.Day
	const units = 3000
	for i, d := range sharp(t) {
		s := model.Spec{Tiers: []string{"a", "b"}, TierRelay: []int{0, 0},
			Channels: []model.Channel{{Name: "c", Delivers: 0.7, Delay: d, Retry: model.Retry{Every: 2 * model.Hour, Times: i % 3}}},
			Relays:   []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{0}}},
			Public: &model.Public{Tier: 1, PerUnit: 1000, Household: 4, Hears: []model.Source{
				{Name: "cast", Kind: model.Broadcast, From: 1, Share: 0.8},
				{Name: "doors", Kind: model.Visits, From: 1, Workers: 2, PerHour: 50},
			}}}
		for u := range units + 1 {
			tier, parent := uint8(min(u, 1)), int32(min(u, 1))-1
			s.Rows.Tier, s.Rows.Parent, s.Rows.Ordinal = append(s.Rows.Tier, tier), append(s.Rows.Parent, parent), append(s.Rows.Ordinal, int32(u))
			s.Rows.Population, s.Rows.Households = append(s.Rows.Population, model.Unknown), append(s.Rows.Households, model.Unknown)
			s.Rows.Name, s.Rows.Code = append(s.Rows.Name, ""), append(s.Rows.Code, fmt.Sprint(u))
		}
		n, err := model.New(s)
		if err != nil {
			t.Fatal(err)
		}
		at := []model.Tick{7 * model.Day, 170*model.Day + model.Hour, horizon}
		p := cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}},
			Question: model.Question{Horizon: horizon, At: at}}
		out := cascade.NewOutcome(n.Len())
		for u := range out.Start { // shortly before the second column, or at any time
			out.Start[u] = model.Tick(u) * 365 * model.Day / (units + 1)
			if u%2 == 0 {
				out.Start[u] = at[1] - model.Tick(u)*500*model.Hour/units
			}
			out.Arrival[u] = out.Start[u]
		}
		shares := map[bool][][]float64{}
		for _, byKnots := range []bool{true, false} {
			c, err := New(p, at, Cohorts)
			if err != nil {
				t.Fatal(err)
			}
			if !c.groups[0].profiled {
				t.Fatal("no group is profiled")
			}
			c.groups[0].profiled = byKnots
			work := c.Fork()
			work.Play(0, out)
			work.Begin(c.NewCell(c.All(), 0))
			for _, at := range at {
				share := make([]float64, units)
				work.Heard(at, share)
				shares[byKnots] = append(shares[byKnots], share)
			}
		}
		for j := range at {
			sum, most := 0.0, 0.0
			for u := range units {
				x := math.Abs(shares[true][j][u] - shares[false][j][u])
				sum, most = sum+x, max(most, x)
			}
			if sum/units > 3e-4 || most > 6e-3 { // whole households are 4e-3
				t.Errorf("delay %d by %v: units are %.2g apart on average, at most %.2g", i, at[j].Duration(), sum/units, most)
			}
		}
	}
}

// Rounds of visits are drawn for where homes are fewest and where they are most, one
// home at least; where all have as many, once.
func TestOwnSourcesAreOfTheFewestAndTheMostHomes(t *testing.T) {
	for _, x := range []struct{ homes, want []int64 }{{[]int64{90, 3, 20}, []int64{3, 90}}, {[]int64{0, 90}, []int64{1, 90}}, {[]int64{7, 7}, []int64{7}}, {[]int64{0}, []int64{1}}} {
		c := &Crowd{homes: x.homes, law: law{rounds: []visits{{perTick: 1e-9, again: 1}}}}
		sources := c.ownSources()
		if len(sources) != len(x.want) {
			t.Fatalf("%v homes: %d lines, want %d", x.homes, len(sources), len(x.want))
		}
		for i, homes := range x.want {
			v := &c.law.rounds[0]
			if got, want := sources[i](model.Hour, 2*model.Hour), v.roughly(v.hours.OpenTime(0, model.Hour), homes); got != want || got == 0 {
				t.Errorf("%v homes, line %d: %v, of %d homes %v", x.homes, i, got, homes, want)
			}
			if got := sources[i](2*model.Hour, model.Hour); got != 0 {
				t.Errorf("before the start %v have heard", got)
			}
		}
	}
}

// What a round has done, roughly, is its visits at which somebody answers, until it has
// come to all homes again, when those are left where nobody ever did.
func TestRoughly(t *testing.T) {
	v := visits{perTick: 0x1p-20, closed: 0.25, again: 1}
	for _, x := range []struct {
		open  model.Tick
		homes int64
		want  float64
	}{{0, 4, 0}, {1 << 20, 4, 0.75 / 4}, {2 << 20, 4, 0.75 / 2}, {2 << 20, 1, 1 - 0.25*0.25}, {99 << 20, 4, 1 - 0.25*0.25}} {
		if got := v.roughly(x.open, x.homes); !near(got, x.want) {
			t.Errorf("%d visits to %d homes: %v, want %v", x.open>>20, x.homes, got, x.want)
		}
	}
}
