package engine_test

import (
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/model"
)

// plain is what more of everything can only help: not deputies, whose word is
// not needed where a unit starts in time, nor people who share out a list.
func plain() cascadetest.Features {
	f := cascadetest.Everything()
	f.Deputies, f.Split, f.Circles = false, false, true
	return f
}

// scaled is a delay some times as long.
type scaled struct {
	model.Delay
	by float64
}

func (d scaled) Quantile(p float64) float64 { return d.by * d.Delay.Quantile(p) }
func (d scaled) CDF(x float64) float64      { return d.Delay.CDF(x / d.by) }

func shorter(d model.Delay) model.Delay {
	values, cumulative, ok := model.Steps(d)
	if !ok {
		return scaled{d, 0.5}
	}
	var half, weights []float64
	before := 0.0
	for i, v := range values {
		half, weights = append(half, v/2), append(weights, cumulative[i]-before)
		before = cumulative[i]
	}
	out, err := model.NewDiscrete(half, weights)
	if err != nil {
		panic(err)
	}
	return out
}

// Nobody is later, in any trial, for more people, lines, channels, attempts or
// chance, or for shorter delays.
func TestMoreIsNeverLater(t *testing.T) {
	for name, better := range map[string]func(*model.Spec){
		"people":    func(s *model.Spec) { s.Relays[0].People++; s.Relays[1].People += 2 },
		"passes":    func(s *model.Spec) { s.Relays[0].PassesOn, s.Relays[1].PassesOn = 1, 1 },
		"notices":   func(s *model.Spec) { s.Relays[1].Notices = shorter(s.Relays[1].Notices) },
		"hours":     func(s *model.Spec) { s.Relays[1].Hours = nil },
		"delivers":  func(s *model.Spec) { s.Channels[0].Delivers = (1 + s.Channels[0].Delivers) / 2 },
		"reachable": func(s *model.Spec) { s.Channels[0].Unreachable /= 2 },
		"delay":     func(s *model.Spec) { s.Channels[0].Delay = shorter(s.Channels[0].Delay) },
		"attempts":  func(s *model.Spec) { s.Channels[0].Retry.Times += 2; s.Channels[0].Retry.Every /= 2 },
		"lines": func(s *model.Spec) {
			if c := s.Channels[0].Calls; c != nil {
				c.Lines++
			}
		},
		"each": func(s *model.Spec) {
			if c := s.Channels[0].Calls; c != nil {
				c.Each = shorter(c.Each)
			}
		},
		"channel": func(s *model.Spec) {
			s.Channels = append(s.Channels, model.Channel{Name: "more", Delivers: 0.5, Delay: model.Fixed(60)})
			for i := range s.Relays {
				s.Relays[i].Over = append(s.Relays[i].Over, len(s.Channels)-1)
			}
		},
		"no outages": func(s *model.Spec) { s.Outages = nil },
	} {
		t.Run(name, func(t *testing.T) {
			f := plain()
			if name == "delivers" || name == "reachable" {
				// A first attempt that now succeeds may take longer than a
				// second one would have, and a call that succeeds may take
				// longer than one that is not answered.
				f.Retries, f.Unanswered = false, false
			}
			sooner := 0
			for seed := range 8 + fewer(20) {
				a := cascadetest.Problem(t, seed, f)
				b := cascadetest.Changed(t, seed, f, better)
				x, y := played(t, a), played(t, b)
				for trial := range x {
					for u := range x[trial] {
						switch {
						case y[trial][u] > x[trial][u]:
							t.Fatalf("problem %d, trial %d: unit %d is later, at %d for %d", seed, trial, u, y[trial][u], x[trial][u])
						case y[trial][u] < x[trial][u]:
							sooner++
						}
					}
				}
			}
			if sooner == 0 {
				t.Error("it helped nobody: the test shows nothing")
			}
		})
	}
}

// played is the arrivals of a few trials.
func played(t *testing.T, p cascade.Problem) [][]model.Tick {
	t.Helper()
	e, err := open("auto")(p)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]model.Tick
	for trial := range uint64(8) {
		o := cascade.NewOutcome(p.Network.Len())
		e.Play(trial, o)
		out = append(out, o.Arrival)
	}
	return out
}

// One more unit moves nobody but those who hear from whoever tells it, and them
// only where telling one takes time from another.
func TestButterfly(t *testing.T) {
	compared, new := 0, 0
	for seed := range fewer(80) {
		f := cascadetest.Everything()
		f.Circles, f.Origins = true, false
		before := cascadetest.Problem(t, seed, f)
		var parent int32
		after := cascadetest.Changed(t, seed, f, func(s *model.Spec) {
			r := &s.Rows
			for i, tier := range r.Tier {
				if int(tier) < len(s.Tiers)-1 {
					parent = int32(i) // the last that may have children
				}
			}
			r.Tier, r.Parent, r.Ordinal = append(r.Tier, r.Tier[parent]+1), append(r.Parent, parent), append(r.Ordinal, 0)
			r.Population, r.Households = append(r.Population, model.Unknown), append(r.Households, model.Unknown)
			r.Name, r.Code = append(r.Name, "new"), append(r.Code, "")
		})
		// Whoever tells it is the unit above, and the one above that where it stands in.
		teller := after.Network.Parent(unitOf(after.Network, "new"))
		if up := after.Network.Parent(teller); up != model.NoUnit && after.Network.Relay(teller).Deputy > 0 {
			teller = up
		}
		downstream := reachable(after.Network, teller)
		x, y := played(t, before), played(t, after)
		for u := range after.Network.Len() {
			v := unitOf(before.Network, after.Network.Code(model.Unit(u)))
			if v == model.NoUnit {
				new++
				continue
			}
			if downstream[model.Unit(u)] && calls(before.Network) {
				continue
			}
			for trial := range x {
				compared++
				if x[trial][v] != y[trial][u] {
					t.Fatalf("problem %d, trial %d: %s moved from %d to %d", seed, trial, after.Network.Code(model.Unit(u)), x[trial][v], y[trial][u])
				}
			}
		}
	}
	if uint64(new) != fewer(80) || uint64(compared) < fewer(2_500) {
		t.Errorf("%d new units, %d comparisons", new, compared)
	}
}

func calls(n *model.Network) bool {
	for _, c := range n.Channels() {
		if c.Calls != nil {
			return true
		}
	}
	return false
}

// unitOf finds a unit by its code, or by its name.
func unitOf(n *model.Network, code string) model.Unit {
	for u := range n.Len() {
		if n.Code(model.Unit(u)) == code || n.Name(model.Unit(u)) == code {
			return model.Unit(u)
		}
	}
	return model.NoUnit
}

// reachable are the units that may hear from u, whoever passes it on.
func reachable(n *model.Network, u model.Unit) map[model.Unit]bool {
	seen, todo := map[model.Unit]bool{}, []model.Unit{u}
	for len(todo) > 0 {
		u, todo = todo[0], todo[1:]
		for next := n.From(int64(u)); next.Next(); {
			if v := model.Unit(next.Node().ID()); !seen[v] {
				seen[v] = true
				todo = append(todo, v)
			}
		}
	}
	return seen
}

// Where calls are made in random order, one more unit to call takes time but
// changes no order: nobody is sooner for it, the others of its caller keep
// their turns, and those whom its caller does not reach are not moved at all.
func TestButterflyOfCalls(t *testing.T) {
	later, still, apart, random, linked := 0, 0, 0, 0, 0
	for seed := range fewer(120) {
		f := cascadetest.Everything()
		f.Circles, f.Origins, f.Deputies, f.Unanswered = true, false, false, false
		before := cascadetest.Problem(t, seed, f)
		after := cascadetest.Changed(t, seed, f, func(s *model.Spec) {
			r := &s.Rows
			caller := int32(min(1, len(s.Tiers)-2)) // of the second tier, where it may have children
			r.Tier, r.Parent, r.Ordinal = append(r.Tier, uint8(caller+1)), append(r.Parent, caller), append(r.Ordinal, 0)
			r.Population, r.Households = append(r.Population, model.Unknown), append(r.Households, model.Unknown)
			r.Name, r.Code = append(r.Name, "new"), append(r.Code, "")
		})
		if !callsInRandomOrder(before.Network) {
			continue
		}
		random++
		if len(before.Network.Links()) > 0 {
			linked++
		}
		// Whoever tells it is the unit above, and the one above that where it stands in.
		teller := after.Network.Parent(unitOf(after.Network, "new"))
		if up := after.Network.Parent(teller); up != model.NoUnit && after.Network.Relay(teller).Deputy > 0 {
			teller = up
		}
		downstream := reachable(after.Network, teller)
		x, y := played(t, before), played(t, after)
		for v := range before.Network.Len() {
			u := unitOf(after.Network, before.Network.Code(model.Unit(v)))
			if !downstream[u] {
				apart++
			}
			for trial := range x {
				switch a, b := x[trial][v], y[trial][u]; {
				case b < a:
					t.Fatalf("problem %d, trial %d: %s is sooner, at %d for %d", seed, trial, before.Network.Code(model.Unit(v)), b, a)
				case b > a && !downstream[u]:
					t.Fatalf("problem %d, trial %d: %s moved, and nobody told it", seed, trial, before.Network.Code(model.Unit(v)))
				case b > a:
					later++
				default:
					still++
				}
			}
		}
	}
	if uint64(random) < fewer(30) || uint64(linked) < fewer(20) || later == 0 || uint64(still) < fewer(5_000) || uint64(apart) < fewer(150) {
		t.Errorf("%d problems with calls in random order, %d with links; %d arrivals later, %d as before, %d units apart", random, linked, later, still, apart)
	}
}

func callsInRandomOrder(n *model.Network) bool {
	for _, c := range n.Channels() {
		if c.Calls != nil && c.Calls.Random {
			return true
		}
	}
	return false
}
