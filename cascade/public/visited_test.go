package public

import (
	"fmt"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// Thousands of units with figures of their own, gathered by start and number of
// homes, have the mean and the variance that they have one by one: with a round of
// visits of their own, with one more from above, without any, and with homes of given
// sizes.
func TestProfileOfOwnFigures(t *testing.T) {
	const units, horizon = 9000, 4 * model.Day
	own := model.Source{Name: "doors", Kind: model.Visits, From: 1, Workers: 1, PerHour: 2.371}
	above := model.Source{Name: "others", Kind: model.Visits, From: 0, Workers: 1, PerHour: 1.137}
	cast := model.Source{Name: "cast", Kind: model.Broadcast, From: 1, Share: 0.5}
	group := model.Source{Name: "group", Kind: model.Broadcast, PerHome: true, From: 1, Share: 0.3}
	closed := own
	closed.Closed, closed.Again = 0.4, 1
	some := closed
	some.Unheard = 0.5
	for name, hears := range map[string][]model.Source{
		"a round":      {cast, own},
		"two rounds":   {cast, own, above},
		"no visits":    {cast},
		"closed doors": {cast, closed},
		"by household": {cast, own, group},
		"in part":      {cast, group, some},
	} {
		p, out := ownFigures(t, units, horizon, hears)
		var people, homes [2]moments
		for k, profiled := range []bool{true, false} {
			c, err := New(p, p.Question.At, Cohorts)
			if err != nil {
				t.Fatal(err)
			}
			if !c.groups[0].profiled {
				t.Fatal("no group is profiled")
			}
			c.groups[0].profiled = profiled
			w := c.Fork()
			w.Play(0, out)
			cell := c.NewCell(c.All(), 0)
			w.Begin(cell)
			if profiled && cell.parts[0].singles == nil {
				t.Fatal("no unit is counted by itself")
			}
			for _, at := range p.Question.At {
				w.turnTo(at)
				w.askPart(&cell.parts[0], &people[k], &homes[k])
			}
		}
		for what, pair := range map[string][2]moments{"people": people, "homes": homes} {
			a, b := pair[0], pair[1]
			if math.Abs(a.mean-b.mean) > 4e-4*b.mean || math.Abs(a.vari-b.vari) > 3e-3*b.vari {
				t.Errorf("%s: %s: mean %.1f, one by one %.1f; variance %.1f, one by one %.1f", name, what, a.mean, b.mean, a.vari, b.vari)
			}
		}
	}
}

// ownFigures is a problem of units that each have their own people and homes, and a
// play in which they start at any time, or never.
func ownFigures(t *testing.T, units int, horizon model.Tick, hears []model.Source) (cascade.Problem, *cascade.Outcome) {
	t.Helper()
	s := model.Spec{Tiers: []string{"a", "b"}, TierRelay: []int{0, 0},
		Channels: []model.Channel{{Name: "c", Delivers: 0.7, Delay: mustDelay(t)}},
		Relays:   []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0), Over: []int{0}}},
		Public:   &model.Public{Tier: 1, Household: 4, Hears: hears}}
	for u := range units + 1 {
		tier, parent := uint8(min(u, 1)), int32(min(u, 1))-1
		s.Rows.Tier, s.Rows.Parent, s.Rows.Ordinal = append(s.Rows.Tier, tier), append(s.Rows.Parent, parent), append(s.Rows.Ordinal, int32(u))
		people, homes := model.Unknown, model.Unknown
		if u > 0 {
			homes = 100 + int64(u*7%19)
			people = homes*4 + int64(u*11%97)
		}
		s.Rows.Population, s.Rows.Households = append(s.Rows.Population, people), append(s.Rows.Households, homes)
		s.Rows.Name, s.Rows.Code = append(s.Rows.Name, ""), append(s.Rows.Code, fmt.Sprint(u))
	}
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	out := cascade.NewOutcome(n.Len())
	for u := range out.Start {
		out.Start[u] = model.Tick(u*7919%units) * horizon / model.Tick(units)
		if u%11 == 10 {
			out.Start[u] = model.Never
		}
		out.Arrival[u] = out.Start[u]
	}
	return cascade.Problem{Network: n, Messages: []model.Message{{From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: horizon, At: []model.Tick{6 * model.Hour, 40 * model.Hour, 70 * model.Hour, horizon}}}, out
}

// mustDelay is half an hour in the middle, with a long tail.
func mustDelay(t *testing.T) model.Delay {
	t.Helper()
	d, err := model.NewLogNormal(1800, 6*3600)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
