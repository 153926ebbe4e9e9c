package montecarlo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// peopled is the random problem of a seed with people below its last tier, with
// goals, and every other time with a line for each unit of a tier.
func peopled(t *testing.T, seed uint64) cascade.Problem {
	t.Helper()
	g := rand.New(rand.NewPCG(seed, 11))
	f := cascadetest.Everything()
	f.Circles = seed%3 == 0
	p := cascadetest.Changed(t, seed, f, func(s *model.Spec) {
		last := len(s.Tiers) - 1
		pub := &model.Public{Tier: last, PerUnit: 20 + g.Int64N(400), Household: 4}
		pub.Hears = append(pub.Hears,
			model.Source{Name: "group", Kind: model.Broadcast, From: -1, Channel: 0, Share: 0.4},
			model.Source{Name: "page", Kind: model.Broadcast, From: g.IntN(last + 1), Channel: len(s.Channels) - 1, Share: 0.2})
		if g.IntN(2) == 0 {
			pub.Hears = append(pub.Hears, model.Source{Name: "doors", Kind: model.Visits, From: -1, Workers: 2, PerHour: 6})
		}
		if g.IntN(3) == 0 {
			pub.Hears = append(pub.Hears, model.Source{Name: "talk", Kind: model.Talk, Rate: 0.8})
		}
		s.Public = pub
	})
	q := &p.Question
	tiers := p.Network.Tiers()
	for _, tier := range append([]string{model.PublicTier, model.HouseholdTier}, tiers...) {
		q.Goals = append(q.Goals, model.Goal{Tier: tier, Share: 0.3 + 0.6*g.Float64(), By: q.Horizon / 2, Chance: 0.5})
	}
	if seed%2 == 0 {
		q.By = []int{g.IntN(len(tiers))}
	}
	return p
}

// builtIn is a scenario of those that ship, with a line for each unit of its
// second tier.
func builtIn(t *testing.T, name string, set ...string) cascade.Problem {
	t.Helper()
	s, err := scenario.LoadFS(scenarios.FS, name+".yaml", scenario.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: s.Network, Messages: s.Messages, Answers: s.Answers, Question: s.Question, Seed: s.Seed}
	p.Question.By = []int{min(1, len(s.Network.Tiers())-1)}
	return p
}

func solve(t *testing.T, s Solver, p cascade.Problem) *cascade.Result {
	t.Helper()
	r, err := s.Solve(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// same fails where two results differ in anything at all.
func same(t *testing.T, what string, got, want *cascade.Result) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateNaNs()); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// A result is the same, warnings included, for any number of workers and the
// second time.
func TestWorkersAgree(t *testing.T) {
	problems := effort.Of[uint64](3, 6, 18)
	for seed := range problems {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			agree(t, peopled(t, seed), 30)
		})
	}
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name != "one-chain" {
				effort.NotShort(t, "plays whole districts and more")
			}
			trials := effort.Of(7, 7, 10)
			if name == "india" {
				effort.OnlyThorough(t, "plays all of India")
				trials = 2
			}
			agree(t, builtIn(t, name), trials)
		})
	}
}

func agree(t *testing.T, p cascade.Problem, trials int) {
	t.Helper()
	want := solve(t, Solver{Trials: trials, Workers: 1}, p)
	if want.Trials != trials || want.Partial {
		t.Fatalf("%d trials, partial: %v", want.Trials, want.Partial)
	}
	all := []int{7, 2, 1}
	counts := all[:effort.Of(1, 2, 3)]
	if len(p.Network.Parents()) >= 1000 {
		counts = all[:1]
	}
	for _, workers := range counts {
		same(t, fmt.Sprintf("%d workers", workers), solve(t, Solver{Trials: trials, Workers: workers}, p), want)
	}
}

// A plan that changes nothing differs by exactly zero.
func TestNoChangeIsNoDifference(t *testing.T) {
	effort.NotShort(t, "plays a district three times")
	s := Solver{Trials: 12}
	base := solve(t, s, builtIn(t, "pakur"))
	again := solve(t, s, builtIn(t, "pakur", "relays.block.passes_on=0.80", "public.hears.doors.visits.workers=3"))
	same(t, "the same values set again", again, base)
	other := solve(t, s, builtIn(t, "pakur", "relays.block.passes_on=0.81"))
	if cmp.Equal(base.Tiers, other.Tiers, cmpopts.EquateNaNs()) {
		t.Error("another chance makes no difference: the test shows nothing")
	}
}

// People who all hear from the units above are as many, and as varied, whether
// they live in one unit or two.
func TestSplittingPeopleChangesNoTotal(t *testing.T) {
	one := solve(t, Solver{Trials: 400}, villages(t, []int64{900}, []int64{180}))
	two := solve(t, Solver{Trials: 400}, villages(t, []int64{500, 400}, []int64{100, 80}))
	lines := func(r *cascade.Result) []cascade.Tier { return r.Tiers[2:] }
	for i, a := range lines(one) {
		b := lines(two)[i]
		if a.Units != b.Units || a.Reach[1].Mean.Value < 0.1 || a.Reach[1].SD == 0 {
			t.Fatalf("%s: %d and %d, reach %v", a.Name, a.Units, b.Units, a.Reach)
		}
		if d := cmp.Diff(a.Reach, b.Reach, cmpopts.EquateApprox(1e-9, 1e-9)); d != "" {
			t.Errorf("%s (-one unit +two):\n%s", a.Name, d)
		}
		if d := cmp.Diff(a.TimeTo, b.TimeTo, cmpopts.EquateApprox(1e-6, 0)); d != "" {
			t.Errorf("%s (-one unit +two):\n%s", a.Name, d)
		}
	}
}

// villages are below a town that tells their people by radio, soon or not at all.
func villages(t *testing.T, people, homes []int64) cascade.Problem {
	t.Helper()
	delay, err := model.NewExponential(3600)
	if err != nil {
		t.Fatal(err)
	}
	s := model.Spec{
		Tiers:     []string{"town", "village"},
		Channels:  []model.Channel{{Name: "radio", Delivers: 0.9, Delay: delay}},
		Relays:    []model.Relay{{People: 1, PassesOn: 0.8, Notices: delay, Over: []int{0}}},
		TierRelay: []int{0, 0},
		Public:    &model.Public{Tier: 1, Household: 5, Hears: []model.Source{{Name: "radio", Kind: model.Broadcast, From: 0, Share: 0.5}}},
		Rows: model.Rows{
			Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Name: []string{"town"}, Code: []string{""},
			Population: []int64{model.Unknown}, Households: []int64{model.Unknown},
		},
	}
	for i := range people {
		r := &s.Rows
		r.Tier, r.Parent, r.Ordinal = append(r.Tier, 1), append(r.Parent, 0), append(r.Ordinal, 0)
		r.Name, r.Code = append(r.Name, fmt.Sprint("village ", i)), append(r.Code, "")
		r.Population, r.Households = append(r.Population, people[i]), append(r.Households, homes[i])
	}
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{
		Network: n, Messages: []model.Message{{Name: "message", From: []model.Unit{0}, Expires: model.Never}},
		Question: model.Question{Horizon: model.Day, At: []model.Tick{model.Hour, 6 * model.Hour}}, Seed: 3,
	}
}
