package scenario

import (
	"slices"
	"strings"
	"testing"

	"harkara/model"
)

// What a file leaves out has a meaning of its own.
func TestDefaults(t *testing.T) {
	s := parseGood(t, "name: a\nnetwork: {tiers: [state, block], fan_out: {state: 2, block: 3}}\npublic: {hears: {a: {broadcast: {share: 0.1}}}}")
	n := s.Network
	if s.Title != "a" || s.Trials != 1000 || s.Seed != 1 || !s.Start.IsZero() {
		t.Errorf("%+v", s)
	}
	if q := s.Question; q.Horizon != 72*model.Hour || !slices.Equal(q.At, []model.Tick{6 * model.Hour, 24 * model.Hour, 72 * model.Hour}) || q.Goals != nil {
		t.Errorf("%+v", q)
	}
	if m := s.Messages; len(m) != 1 || !slices.Equal(m[0].From, []model.Unit{0}) || m[0].At != 0 || m[0].Expires != model.Never {
		t.Errorf("%+v", m)
	}
	if c := n.Channels(); len(c) != 1 || c[0].Delivers != 1 || c[0].Delay != model.Fixed(0) || c[0].Calls != nil || c[0].Hours != nil {
		t.Errorf("%+v", c)
	}
	for u := range model.Unit(n.Len()) {
		if r := n.Relay(u); r.People != 1 || r.PassesOn != 1 || r.Notices != model.Fixed(0) || r.Hours != nil || !slices.Equal(r.Over, []int{0}) || r.Split || r.Deputy != 0 {
			t.Errorf("unit %d: %+v", u, r)
		}
	}
	p := n.Public()
	if p.Tier != 1 || p.PerUnit != 0 || p.Household != 4.9 || p.Hears[0].From != -1 || p.Hears[0].Channel != 0 {
		t.Errorf("%+v", p)
	}
	var codes []string
	for _, note := range s.Notes {
		codes = append(codes, note.Kind)
	}
	if want := []string{"default-channel", "default-relay", "no-population", "default-household", "tops"}; !slices.Equal(codes, want) {
		t.Errorf("notes %v, want %v", codes, want)
	}
}

// With one channel nobody needs to say which; with several a tier that has
// children must, also one without an entry.
func TestOver(t *testing.T) {
	const network = "name: a\nnetwork: {tiers: [a, b], fan_out: {a: 1, b: 2}, links: [{among: b}]}\n"
	n := parseGood(t, network+"channels: {post: {delay: 1h}}\nrelays: {a: {passes_on: 0.5}}").Network
	if r := n.Relay(0); !slices.Equal(r.Over, []int{0}) || r.PassesOn != 0.5 || len(n.Links()) != 2 {
		t.Errorf("%+v, links %v", r, n.Links())
	}
	_, err := Parse("t.yaml", []byte(network+"channels: {post: {}, phone: {}}\nrelays: {b: {}}"), nil, Options{})
	for _, want := range []string{"relays.a: is missing", "network.links.0: needs \"over\""} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestHoursOfAnOffice(t *testing.T) {
	n := parseGood(t, `name: a
timezone: Asia/Kolkata
start: 2024-10-01 16:00
network: {tiers: [a], fan_out: {a: 1}}
hours: {office: {days: mon-sat, from: "10:00", to: "17:00", closed: [2024-10-02]}}
relays: {a: {hours: office}}
questions: {horizon: 1w}
`).Network
	h := n.Relay(0).Hours
	for _, c := range []struct{ at, open model.Tick }{
		{0, 0},                               // Tuesday 16:00
		{model.Hour, 42 * model.Hour},        // 17:00: the next day is closed; Thursday 10:00
		{115 * model.Hour, 138 * model.Hour}, // Sunday 11:00: Monday 10:00
	} {
		if got := h.Next(c.at); got != c.open {
			t.Errorf("from %v s on it opens at %v s, want %v", c.at.Seconds(), got.Seconds(), c.open.Seconds())
		}
	}
}

const twoPakurs = `name: a
network:
  tiers: [state, district, block, panchayat]
  tree:
    Jharkhand:
      Pakur:
        code: "353"
        Pakur: {children: 2}
        Maheshpur: {children: [2]}
      Dumka:
        Jama: {}
        Maheshpur: {code: "M/2"}
`

// A unit is called by its name, its code, or a path; a path may start anywhere.
func TestNamesOfUnits(t *testing.T) {
	for call, want := range map[string]string{
		"Jharkhand":                    "Jharkhand",
		"/Jharkhand":                   "Jharkhand",
		"Dumka":                        "Jharkhand/Dumka",
		"Jama":                         "Jharkhand/Dumka/Jama",
		"353":                          "353",
		"Jharkhand/Pakur":              "353",
		"/Jharkhand/Pakur":             "353",
		"Pakur/Pakur":                  "353/Pakur",
		"353/Pakur":                    "353/Pakur",
		"Jharkhand/Pakur/Pakur":        "353/Pakur",
		"Pakur/Maheshpur":              "353/Maheshpur",
		"M/2":                          "M/2",
		"Dumka/Maheshpur":              "M/2",
		"Pakur/Pakur/2":                "353/Pakur/2",
		"Pakur 2":                      "353/Pakur/2",
		"Maheshpur 1":                  "353/Maheshpur/1",
		"Jharkhand/Pakur/Maheshpur/2":  "353/Maheshpur/2",
		"/Jharkhand/Pakur/Maheshpur/2": "353/Maheshpur/2",
	} {
		s := parseGood(t, twoPakurs+"messages: [{from: \""+call+"\"}]")
		if got := s.Network.Code(s.Messages[0].From[0]); got != want {
			t.Errorf("%s is %s, want %s", call, got, want)
		}
	}
	for call, want := range map[string]string{
		"Pakur":          `"Pakur" names 2 units: write the path, as in Jharkhand/Pakur or Jharkhand/Pakur/Pakur`,
		"Maheshpur":      `"Maheshpur" names 2 units: write the path, as in Jharkhand/Pakur/Maheshpur or Jharkhand/Dumka/Maheshpur`,
		"pakur":          `no unit is called "pakur": did you mean "Pakur"?`,
		"Pakur/Mahespur": `no unit is called "Pakur/Mahespur": did you mean "Pakur/Maheshpur"?`,
		"Pakur 3":        `no unit is called "Pakur 3"`,
		"/Pakur":         `no unit is called "/Pakur"`,
		"Jharkhand/Jama": `no unit is called "Jharkhand/Jama"`,
	} {
		_, err := Parse("t.yaml", []byte(twoPakurs+"messages: [{from: \""+call+"\"}]"), nil, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", call, err, want)
		}
	}
}

// In a relay's units the tier says which of two is meant.
func TestNamesWithinATier(t *testing.T) {
	n := parseGood(t, twoPakurs+"relays: {district: {units: {Pakur: {people: 5}}}, block: {units: {Pakur: {people: 7}, Pakur/Maheshpur: {people: 9}}}}").Network
	for u := range model.Unit(n.Len()) {
		want := map[string]int{"353": 5, "353/Pakur": 7, "353/Maheshpur": 9}[n.Code(u)]
		if got := n.Relay(u).People; got != max(want, 1) {
			t.Errorf("%s has %d people", n.Code(u), got)
		}
	}
	n = parseGood(t, twoPakurs+"relays: {panchayat: {units: {Pakur 2: {people: 5}}}}", "relays.panchayat.units.Pakur 2.people=6").Network
	if got := n.Relay(n.InTier(3).Lo + 1).People; got != 6 {
		t.Errorf("Pakur 2 has %d people", got)
	}
}

// Figures spread downwards in whole people, and nothing is lost.
func TestFiguresSpread(t *testing.T) {
	n := parseGood(t, `name: a
network:
  tiers: [state, block, panchayat]
  tree:
    North:
      population: 1000
      households: 100
      East: {population: 107, children: 3}      # its own, shared by three
      West: {households: 30, children: 2}       # people from what North has left
      Mid: {children: 1, Hill: {population: 50, households: 9}}
public: {household: 5}
`).Network
	got := map[string][2]int64{}
	for i, u := range n.Served() {
		got[n.Name(u)] = [2]int64{n.People()[i], n.Homes()[i]}
	}
	// 1000 − 107 − 50 = 843 people for West 1, West 2 and Mid 1; of 100 − 30 − 9 =
	// 61 households East's three and Mid 1 take 16, 15, 15, 15.
	want := map[string][2]int64{
		"East 1": {36, 16}, "East 2": {36, 15}, "East 3": {35, 15},
		"West 1": {281, 15}, "West 2": {281, 15}, "Mid 1": {281, 15}, "Hill": {50, 9},
	}
	for name, w := range want {
		if got[name] != w {
			t.Errorf("%s has %d people in %d households, want %v", name, got[name][0], got[name][1], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("served: %v", got)
	}
}

// Without a figure anywhere above, units have what public gives each.
func TestFiguresByDefault(t *testing.T) {
	n := parseGood(t, "name: a\nnetwork: {tiers: [a, b], tree: {X: {children: 2, Y: {households: 10}}}}\npublic: {population: 49, household: 4.9}").Network
	if !slices.Equal(n.People(), []int64{49, 49, 49}) || !slices.Equal(n.Homes(), []int64{10, 10, 10}) || n.Spread().Default != 3 {
		t.Errorf("%v people, %v households, %+v", n.People(), n.Homes(), n.Spread())
	}
	n = parseGood(t, "name: a\nnetwork: {tiers: [a, b], tree: {X: {children: 2}, Z: {population: 9}}}\npublic: {served_by: leaves, population: 7}").Network
	if !slices.Equal(n.People(), []int64{9, 7, 7}) {
		t.Errorf("%v people", n.People())
	}
}
