package scenario

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"harkara/model"
)

// load reads a scenario that must be sound.
func loadGood(t testing.TB, file string, o Options) *Scenario {
	t.Helper()
	s, err := Load(file, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parseGood(t testing.TB, text string, set ...string) *Scenario {
	t.Helper()
	s, err := parse("t.yaml", []byte(text), memory(nil), Options{Set: set}, small)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const contract = "testdata/contract.good.yaml"

// called is the unit of a name that is there once.
func called(t testing.TB, n *model.Network, name string) model.Unit {
	t.Helper()
	for u := range model.Unit(n.Len()) {
		if n.Name(u) == name {
			return u
		}
	}
	t.Fatalf("no unit is called %s", name)
	return model.NoUnit
}

// The example that explains the format says what it is explained to say.
func TestContractTop(t *testing.T) {
	s := loadGood(t, contract, Options{})
	if s.Name != "pakur" || s.Title != "Pakur district, Jharkhand: a message from the state to every household" ||
		s.About != "What the scenario shows, in a few lines." || !slices.Equal(s.Sources, []string{"Census of India 2011", "..."}) {
		t.Errorf("%q %q %q %q", s.Name, s.Title, s.About, s.Sources)
	}
	kolkata, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2024, 10, 12, 9, 0, 0, 0, kolkata); !s.Start.Equal(want) {
		t.Errorf("starts at %v", s.Start)
	}
	want := model.Question{Horizon: 7 * model.Day, At: []model.Tick{6 * model.Hour, model.Day, 3 * model.Day},
		Goals: []model.Goal{{Tier: "public", Share: 0.6, By: 2 * model.Day, Chance: 0.5}}}
	if d := cmp.Diff(want, s.Question); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]model.Message{{Name: "appeal", From: []model.Unit{0}, Expires: 72 * model.Hour}}, s.Messages); d != "" {
		t.Error(d)
	}
	if s.Trials != 1000 || s.Seed != 1 || !slices.Equal(s.Plans, []string{"direct-page", "trained"}) {
		t.Errorf("%d trials, seed %d, plans %v", s.Trials, s.Seed, s.Plans)
	}
}

func TestContractNetwork(t *testing.T) {
	n := loadGood(t, contract, Options{}).Network
	if !slices.Equal(n.Tiers(), []string{"state", "district", "block", "panchayat"}) || n.Len() != 1+1+3+60 {
		t.Fatalf("%d units in %v", n.Len(), n.Tiers())
	}
	block := called(t, n, "Amrapara")
	if n.Population(block) != 65289 || n.Households(block) != 13390 || len(n.Children(block)) != 10 {
		t.Errorf("Amrapara has %d people, %d households, %d panchayats", n.Population(block), n.Households(block), len(n.Children(block)))
	}
	// The given pair, and every pair of siblings both ways.
	from, to := map[string]int{}, map[string]int{}
	for _, l := range n.Links() {
		from[n.Name(l.From)]++
		to[n.Name(l.To)]++
		if l.Over != 0 {
			t.Errorf("a link over channel %d", l.Over)
		}
	}
	if d := cmp.Diff(map[string]int{"Amrapara": 3, "Litipara": 2, "Maheshpur": 2}, from); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"Amrapara": 2, "Litipara": 3, "Maheshpur": 2}, to); d != "" {
		t.Error(d)
	}
	// 65,289 people over ten panchayats: nine take one more.
	people, homes, sum := n.People(), n.Homes(), int64(0)
	if people[0] != 6529 || people[8] != 6529 || people[9] != 6528 || homes[0] != 1339 || homes[9] != 1339 {
		t.Errorf("Amrapara's panchayats have %v people, %v households", people[:10], homes[:10])
	}
	for _, p := range people {
		sum += p
	}
	if sum != 65289+105701+208862 || n.Spread().Shared != 60 || n.Spread().From != 1<<2 {
		t.Errorf("%d people; %+v", sum, n.Spread())
	}
}

func TestContractChannels(t *testing.T) {
	c := loadGood(t, contract, Options{}).Network.Channels()
	whatsapp, phone, facebook := c[0], c[1], c[2]
	if whatsapp.Name != "whatsapp" || whatsapp.Delivers != 0.97 || whatsapp.Calls != nil || whatsapp.Hours != nil || whatsapp.Retry.Times != 0 {
		t.Errorf("%+v", whatsapp)
	}
	near(t, "half of the messages", whatsapp.Delay.Quantile(0.5), 12*60)
	near(t, "nine in ten messages", whatsapp.Delay.Quantile(0.9), 2*3600)
	if phone.Delivers != 0.85 || phone.Calls.Lines != 1 || !phone.Calls.Random || phone.Retry != (model.Retry{Every: model.Hour, Times: 2}) {
		t.Errorf("%+v %+v", phone, phone.Calls)
	}
	near(t, "mean of a call", phone.Calls.Each.Mean(), 240)
	near(t, "variance of a call", phone.Calls.Each.Variance(), 120*120)
	near(t, "delay of a call", phone.Delay.Quantile(0.99), 0)
	near(t, "delay of the page", facebook.Delay.Quantile(0.3), 300)
	// 9:00 is open until 20:00; then from 8:00 on.
	if w := phone.Hours.Windows(); w[0] != (model.Window{Open: 0, Close: 11 * model.Hour}) || w[1].Open != 23*model.Hour {
		t.Errorf("the telephone is open %v", w[:2])
	}
}

func TestContractRelays(t *testing.T) {
	n := loadGood(t, contract, Options{}).Network
	over := map[int][]int{0: {0}, 1: {0, 1}, 2: {1}, 3: nil}
	for tier, want := range map[int]model.Relay{
		0: {People: 2, PassesOn: 0.98}, 1: {People: 2, PassesOn: 0.9}, 2: {People: 1, PassesOn: 0.85}, 3: {People: 3, PassesOn: 0.8},
	} {
		r := *n.Relay(n.InTier(tier).Lo)
		if !slices.Equal(r.Over, over[tier]) || (r.Hours != nil) != (tier == 1) {
			t.Errorf("tier %d: over %v, hours %v", tier, r.Over, r.Hours)
		}
		if d := cmp.Diff(want, r, cmpopts.IgnoreFields(model.Relay{}, "Notices", "Hours", "Over")); d != "" {
			t.Errorf("tier %d: %s", tier, d)
		}
	}
	near(t, "a district notices", n.Relay(1).Notices.Quantile(0.5), 1800)
	near(t, "a panchayat notices", n.Relay(n.InTier(3).Lo).Notices.Quantile(0.9), 8*3600)
	near(t, "the state notices", n.Relay(0).Notices.Mean(), 0)
}

func TestContractPublicAndOutages(t *testing.T) {
	n := loadGood(t, contract, Options{}).Network
	want := &model.Public{Tier: 3, PerUnit: 5000, Household: 4.9, Hears: []model.Source{
		{Name: "groups", Kind: model.Broadcast, From: 3, Channel: 0, Share: 0.3},
		{Name: "page", Kind: model.Broadcast, From: 0, Channel: 2, Share: 0.08},
		{Name: "doors", Kind: model.Visits, From: 3, Workers: 4, PerHour: 10},
		{Name: "neighbours", Kind: model.Talk, From: -1, Rate: 0.5},
	}}
	if d := cmp.Diff(want, n.Public(), cmpopts.IgnoreFields(model.Source{}, "Hours")); d != "" {
		t.Error(d)
	}
	if n.Public().Hears[2].Hours == nil {
		t.Error("visits keep no hours")
	}
	out := n.Outages()
	if len(out) != 2 || n.Name(out[0].Unit) != "Maheshpur" || out[0].Tier != 2 || out[0].Chance != 1 || out[0].Whole {
		t.Fatalf("%+v", out)
	}
	near(t, "silent from", out[0].From.Mean(), 6*3600)
	near(t, "silent for", out[0].For.Mean(), 24*3600)
	if out[1].Unit != model.NoUnit || out[1].Tier != 2 || out[1].Chance != 0.1 || !out[1].Whole {
		t.Errorf("%+v", out[1])
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Plans and settings change what they name and nothing else, settings last.
func TestContractPlansAndSettings(t *testing.T) {
	s := loadGood(t, contract, Options{Plan: "direct-page", Set: []string{
		"relays.block.passes_on=0.5", "relays.block.units.Maheshpur.people=7", "public.hears.page.broadcast.share = 0.5",
		"outages.1.chance=0.3", "trials=7", "questions.at=[1h, 1d12h, 2w]", "questions.horizon=2w",
	}})
	n := s.Network
	if r := n.Relay(called(t, n, "Litipara")); r.PassesOn != 0.5 || r.People != 1 {
		t.Errorf("Litipara: %+v", r)
	}
	if r := n.Relay(called(t, n, "Maheshpur")); r.PassesOn != 0.5 || r.People != 7 {
		t.Errorf("Maheshpur: %+v", r)
	}
	if n.Public().Hears[1].Share != 0.5 || n.Public().Hears[0].Share != 0.3 || n.Outages()[1].Chance != 0.3 || s.Trials != 7 {
		t.Errorf("%+v, %+v, %d trials", n.Public().Hears, n.Outages(), s.Trials)
	}
	if want := []model.Tick{model.Hour, 36 * model.Hour, 14 * model.Day}; !slices.Equal(s.Question.At, want) {
		t.Errorf("asked at %v", s.Question.At)
	}
	if s.Plan != "direct-page" || len(s.Set) != 7 || s.Set[2] != (Setting{"public.hears.page.broadcast.share", "0.5"}) {
		t.Errorf("plan %q, set %v", s.Plan, s.Set)
	}
	if loadGood(t, contract, Options{}).SHA256 != s.SHA256 {
		t.Error("a setting changed the sum of the file")
	}
}
