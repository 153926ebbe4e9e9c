package exact_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// play is one course of a small relay, played as the scenario's rules say and
// with no cleverness: whatever is left to chance is asked of choose, which is
// told the weights.
func play(p cascade.Problem, choose func(weights ...float64) int) []model.Tick {
	n := p.Network
	arrival := make([]model.Tick, n.Len())
	for u := range arrival {
		arrival[u] = model.Never
	}
	for _, u := range p.Message().From {
		arrival[u] = p.Message().At
	}
	draw := func(d model.Delay) model.Tick {
		seconds, cumulative, _ := model.Steps(d)
		weights := make([]float64, len(seconds))
		before := 0.0
		for i, c := range cumulative {
			weights[i], before = c-before, c
		}
		return model.TicksOf(seconds[choose(weights...)])
	}
	yes := func(p float64) bool { return p >= 1 || p > 0 && choose(p, 1-p) == 0 }
	for u := range arrival {
		u := model.Unit(u)
		if arrival[u] >= model.Never || len(n.Children(u)) == 0 {
			continue
		}
		silent := false
		var outages []model.Window
		for _, o := range n.Outages() {
			if o.Unit != u && (o.Unit != model.NoUnit || n.TierOf(u) != o.Tier) || !yes(o.Chance) {
				continue
			}
			if silent = silent || o.Whole; !o.Whole {
				from := draw(o.From)
				outages = append(outages, model.Window{Open: from, Close: from + draw(o.For)})
			}
		}
		r := n.Relay(u)
		unreachable := map[[2]int]bool{} // by child and channel, drawn once for all people
		for _, v := range n.Children(u) {
			for _, c := range r.Over {
				unreachable[[2]int{int(v), c}] = n.Channels()[c].Unreachable > 0 && yes(n.Channels()[c].Unreachable)
			}
		}
		asOne := r.Alike > 0 && yes(r.Alike)
		var passes bool
		var notices model.Tick
		for person := range r.People {
			if silent {
				continue
			}
			if person == 0 || !asOne {
				if passes = yes(r.PassesOn); passes {
					notices = draw(r.Notices)
				}
			}
			if !passes {
				continue
			}
			s := arrival[u] + notices
			for moved := true; moved; {
				s, moved = r.Hours.Next(s), false
				for _, w := range outages {
					if w.Open <= s && s < w.Close {
						s, moved = w.Close, true
					}
				}
			}
			if s > p.Message().LastStart() || s > p.Question.Horizon {
				continue
			}
			for i, v := range n.Children(u) {
				if r.Split && i%r.People != person {
					continue
				}
				for _, c := range r.Over {
					ch := n.Channels()[c]
					t := s
					if unreachable[[2]int{int(v), c}] {
						continue
					}
					for attempt := range ch.Retry.Times + 1 {
						t = ch.Hours.Next(t)
						chance := ch.Delivers
						if attempt > 0 && ch.Retry.Differs {
							chance = ch.Retry.Delivers
						}
						if yes(chance) {
							if got := t + draw(ch.Delay); t < model.Never && got < arrival[v] && got <= p.Question.Horizon && !origin(p, v) {
								arrival[v] = got
							}
							break
						}
						t += ch.Retry.Every
					}
				}
			}
		}
	}
	return arrival
}

func origin(p cascade.Problem, u model.Unit) bool {
	for _, v := range p.Message().From {
		if u == v {
			return true
		}
	}
	return false
}

// enumerate calls do for every course that chance may take, with its chance.
func enumerate(limit int, do func(choose func(weights ...float64) int) func(chance float64)) bool {
	var path, width []int
	for count := 0; ; count++ {
		if count > limit {
			return false
		}
		chance, depth := 1.0, 0
		done := do(func(weights ...float64) int {
			if depth == len(path) {
				path, width = append(path, 0), append(width, len(weights))
			}
			chance *= weights[path[depth]]
			depth++
			return path[depth-1]
		})
		done(chance)
		for len(path) > 0 && path[len(path)-1]+1 == width[len(path)-1] {
			path, width = path[:len(path)-1], width[:len(path)-1]
		}
		if len(path) == 0 {
			return true
		}
		path[len(path)-1]++
	}
}

// Small discrete trees, every course of them added up: means agree to rounding,
// spreads to a part in a thousand.
func TestBruteForce(t *testing.T) {
	t.Parallel()
	played := 0
	problems := effort.Of(20, 60, 300)
	for seed := range uint64(problems) {
		p := small(t, seed)
		tiers := len(p.Network.Tiers())
		at := p.Question.At
		sum, squares := make([]float64, tiers*len(at)), make([]float64, tiers*len(at))
		whole := enumerate(40_000, func(choose func(...float64) int) func(float64) {
			arrival := play(p, choose)
			return func(chance float64) {
				for k := range sum {
					in, have := p.Network.InTier(k/len(at)), 0.0
					for u := in.Lo; u < in.Hi; u++ {
						if arrival[u] <= at[k%len(at)] {
							have++
						}
					}
					share := have / float64(in.Len())
					sum[k] += chance * share
					squares[k] += chance * share * share
				}
			}
		})
		if !whole {
			continue
		}
		played++
		r := solve(t, p, 0)
		for k, mean := range sum {
			got := r.Tiers[k/len(at)].Reach[k%len(at)]
			variance := squares[k] - mean*mean
			if math.Abs(got.Mean.Value-mean) > 1e-9 || got.Mean.High-got.Mean.Low > 1e-9 || math.Abs(got.SD*got.SD-variance) > 0.002*variance+1e-9 {
				t.Errorf("problem %d, tier %d by %v: %v sd %v, all courses together %v sd %v", seed, k/len(at), got.At.Duration(),
					got.Mean, got.SD, mean, math.Sqrt(max(0, variance)))
			}
		}
	}
	if played < problems/2 {
		t.Errorf("only %d problems were small enough", played)
	}
}

// round are times that often fall together, and some that fit no grid beside them.
var round = []model.Tick{0, 1, 59 * model.Second, model.Minute, 30 * model.Minute, model.Hour, 111 * model.Minute,
	8 * model.Hour, 11 * model.Hour, 12 * model.Hour}

// small is a random tree of a few units with delays of one or two values: whole
// minutes all, or, for odd seeds, drawn from few round values, so that many fall
// together with each other, with the hours, the columns and the message's end.
func small(tb testing.TB, seed uint64) cascade.Problem {
	g := rand.New(rand.NewPCG(seed, 11))
	ties := seed%2 == 1
	minutes := func(most int) model.Tick {
		if ties {
			return round[g.IntN(len(round))]
		}
		return model.Tick(g.IntN(most)) * model.Minute
	}
	delay := func() model.Delay {
		a, b := minutes(240), minutes(240)
		d, err := model.NewDiscrete([]float64{a.Seconds(), b.Seconds()}, []float64{1, 1 + 2*g.Float64()})
		if err != nil {
			tb.Fatal(err)
		}
		if g.IntN(2) == 0 {
			return model.Fixed(a.Seconds())
		}
		return d
	}
	var hours *model.Calendar
	if g.IntN(2) == 0 {
		var err error
		h := model.Hours{Days: [7]bool{true, true, true, true, true, true, true}, From: g.IntN(1440), To: g.IntN(1440)}
		if ties {
			h.From, h.To = 60*(8+g.IntN(4)), 60*(17+g.IntN(4))
		}
		if hours, err = model.NewCalendar(h, time.Date(2024, 10, 12, 9, 0, 0, 0, time.UTC), 2*model.Day); err != nil {
			tb.Fatal(err)
		}
	}
	var hops []hop
	for range 1 + g.IntN(2) {
		c := model.Channel{Name: "c", Delivers: 1, Delay: delay()}
		if g.IntN(2) == 0 {
			c.Delivers = 0.6
		}
		if g.IntN(3) == 0 {
			c.Retry = model.Retry{Every: minutes(600), Times: 1}
			if g.IntN(2) == 0 {
				c.Retry.Differs, c.Retry.Delivers = true, []float64{0, 0.001, 0.3, 1}[g.IntN(4)]
			}
		}
		if g.IntN(3) == 0 {
			c.Unreachable = []float64{0.001, 0.3, 1}[g.IntN(3)]
		}
		if g.IntN(3) == 0 {
			c.Hours = hours
		}
		h := hop{children: 1 + g.IntN(2), people: 1 + g.IntN(2), passesOn: 1, notices: delay(), channels: []model.Channel{c}, split: g.IntN(4) == 0}
		if g.IntN(2) == 0 {
			h.passesOn = 0.7
		}
		if g.IntN(2) == 0 {
			h.hours = hours
		}
		if g.IntN(3) == 0 {
			h.alike = []float64{0.001, 0.4, 1}[g.IntN(3)]
		}
		if c.Hours == nil && g.IntN(4) == 0 {
			h.channels = append(h.channels, model.Channel{Name: "d", Delivers: 0.5, Delay: delay(), Unreachable: []float64{0, 0.2}[g.IntN(2)]})
		}
		hops = append(hops, h)
	}
	at := []model.Tick{3 * model.Hour, 9 * model.Hour, 2 * model.Day}
	if ties {
		at = []model.Tick{model.Hour - 1, model.Hour, 111 * model.Minute, 11*model.Hour - 1, 11 * model.Hour, 23 * model.Hour, 2 * model.Day}
	}
	p := regular(tb, at, hops...)
	spec := outages(g, p, minutes)
	p.Network = spec
	if g.IntN(4) == 0 {
		p.Message().Expires = minutes(900)
	}
	return p
}

// outages is the problem's network with an outage or two, now and then.
func outages(g *rand.Rand, p cascade.Problem, minutes func(int) model.Tick) *model.Network {
	n := p.Network
	s := model.Spec{Tiers: n.Tiers(), Channels: n.Channels(), Relays: n.Relays()}
	for u := range n.Parents() {
		u := model.Unit(u)
		s.Rows.Tier = append(s.Rows.Tier, uint8(n.TierOf(u)))
		s.Rows.Parent = append(s.Rows.Parent, n.Parent(u))
		s.Rows.Ordinal = append(s.Rows.Ordinal, int32(u)+1)
		s.Rows.Population = append(s.Rows.Population, model.Unknown)
		s.Rows.Households = append(s.Rows.Households, model.Unknown)
	}
	for t := range n.Tiers() {
		s.TierRelay = append(s.TierRelay, t)
	}
	if g.IntN(2) == 0 {
		o := model.Outage{Unit: model.NoUnit, Tier: g.IntN(len(n.Tiers())), Chance: 0.3, Whole: g.IntN(2) == 0}
		o.From, o.For = model.Fixed(minutes(600).Seconds()), model.Fixed(minutes(600).Seconds())
		s.Outages = append(s.Outages, o)
	}
	if g.IntN(4) == 0 {
		s.Outages = append(s.Outages, model.Outage{Unit: model.Unit(g.IntN(n.Len())), Tier: -1, Chance: 1,
			From: model.Fixed(0), For: model.Fixed(minutes(900).Seconds())})
	}
	out, err := model.New(s)
	if err != nil {
		panic(fmt.Sprint(err))
	}
	return out
}
