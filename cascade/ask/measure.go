package ask

import (
	"slices"
	"strconv"
	"strings"

	"harkara/cascade"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// Measures reads what studies are to look at: public@72h is a share by a time,
// time:public:0.9 when a share has it, goal1 the chance of the first goal;
// known:panchayat@24h and time:known:panchayat:0.9 are what the sender knows by answers.
// None is
// what the scenario itself asks first: the share that its last goal is about at
// that time, or else that of the public, or of the last tier, at the last time.
func Measures(s *scenario.Scenario, texts []string) ([]study.Measure, error) {
	if len(texts) == 0 {
		return []study.Measure{usual(s)}, nil
	}
	var out []study.Measure
	for _, text := range texts {
		m, err := measure(s, strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		m.Text = strings.TrimSpace(text)
		out = append(out, m)
	}
	return out, nil
}

// usual is the measure of a scenario where none is named.
func usual(s *scenario.Scenario) study.Measure {
	if len(s.Question.Goals) > 0 {
		g := s.Question.Goals[len(s.Question.Goals)-1]
		return study.Measure{Kind: study.ShareBy, Tier: g.Tier, At: g.By}
	}
	names := tiers(s)
	tier := names[len(names)-1]
	if s.Network.Public() != nil {
		tier = model.PublicTier
	}
	return study.Measure{Kind: study.ShareBy, Tier: tier, At: s.Question.At[len(s.Question.At)-1]}
}

// tiers are the names that a measure may be about.
func tiers(s *scenario.Scenario) []string {
	out := slices.Clone(s.Network.Tiers())
	if s.Network.Public() != nil {
		out = append(out, model.PublicTier, model.HouseholdTier)
	}
	return out
}

const measureForms = "write public@72h, time:public:0.9, goal1, known:panchayat@24h, time:known:panchayat:0.9"

func measure(s *scenario.Scenario, text string) (study.Measure, error) {
	if k, ok, err := goalNamed(s, text); ok {
		return study.Measure{Kind: study.GoalMet, Goal: k}, err
	}
	if rest, ok := strings.CutPrefix(text, "time:"); ok {
		cut := strings.LastIndexByte(rest, ':')
		if cut < 0 || rest[:cut] == "known" {
			return study.Measure{}, model.Errorf("%q: "+measureForms, text)
		}
		m, err := measured(s, rest[:cut])
		if err != nil {
			return study.Measure{}, err
		}
		share := rest[cut+1:]
		x, err := strconv.ParseFloat(share, 64)
		if err != nil || !slices.Contains(cascade.Shares[:], x) {
			return study.Measure{}, model.Errorf("%q: times are told of the shares 0.5, 0.9 and 1", text)
		}
		m.Kind, m.Share = study.TimeTo, x
		return m, nil
	}
	name, when, ok := strings.Cut(text, "@")
	if !ok {
		return study.Measure{}, model.Errorf("%q: "+measureForms, text)
	}
	m, err := measured(s, name)
	if err != nil {
		return study.Measure{}, err
	}
	at, err := scenario.ParseDuration(when)
	if err != nil {
		return study.Measure{}, err
	}
	if at > s.Question.Horizon {
		return study.Measure{}, model.Errorf("%q is after the scenario's horizon, %s", text, scenario.FormatDuration(s.Question.Horizon))
	}
	m.At = at
	return m, nil
}

// goalNamed is the place of the goal that goal1, goal2 and so on name; ok is false for what
// names none.
func goalNamed(s *scenario.Scenario, text string) (k int, ok bool, err error) {
	number, ok := strings.CutPrefix(strings.TrimSpace(text), "goal")
	if !ok {
		return 0, false, nil
	}
	if k, err = strconv.Atoi(number); err != nil || k < 1 || k > len(s.Question.Goals) {
		return 0, true, model.Errorf("%q: the scenario has %d goals; goal1 is the first", text, len(s.Question.Goals))
	}
	return k - 1, true, nil
}

// measured is what is measured of a tier, or of what is known (known:).
func measured(s *scenario.Scenario, name string) (study.Measure, error) {
	if what, ok := strings.CutPrefix(name, "known:"); ok {
		return knownNamed(s, what)
	}
	tier, err := tierNamed(s, name)
	return study.Measure{Tier: tier}, err
}

// knownNamed is what is known of those who give receipts: they are named as a tier,
// households or leaves, or by the answer's name, and after a further colon may come the
// tier that knows, which is else the one that the answer goes to.
func knownNamed(s *scenario.Scenario, text string) (study.Measure, error) {
	who, at, given := strings.Cut(text, ":")
	var names []string
	for i := range s.Answers {
		a := &s.Answers[i]
		if a.Kind != model.Receipt {
			continue
		}
		from := cascade.FromName(a, s.Network.Tiers())
		of := from
		if !strings.EqualFold(who, from) && !strings.EqualFold(who, from+"s") {
			of = a.Name
		}
		if of == a.Name && !strings.EqualFold(who, a.Name) {
			names = append(names, from)
			continue
		}
		m := study.Measure{Tier: s.Network.Tiers()[a.To], Answer: a.Name, Of: of}
		if !given {
			return m, nil
		}
		tier, err := tierNamed(s, at)
		if err != nil {
			return m, err
		}
		m.Tier, m.Of = tier, of+":"+tier
		if k := s.Network.TierIndex(tier); k < a.To || !slices.ContainsFunc(origins(s, i), func(u model.Unit) bool {
			return s.Network.TierOf(u) > k || k == a.To || a.From == model.FromHouseholds && s.Network.TierOf(u) == k
		}) {
			return m, model.Errorf("known:%s: receipts %s do not climb to %s", text, a.Name, tier)
		}
		return m, nil
	}
	if len(names) == 0 {
		return study.Measure{}, model.Errorf("known:%s: the scenario has no receipts; answers: {NAME: {kind: receipt, from: TIER, to: TIER}} are what is known by", text)
	}
	return study.Measure{}, model.Errorf("known:%s: nobody of that name gives receipts: there are %s", text, strings.Join(names, ", "))
}

// origins are the units that give an answer, or serve those who do.
func origins(s *scenario.Scenario, answer int) []model.Unit {
	p := cascade.Problem{Network: s.Network, Answers: s.Answers}
	return p.Origins(answer)
}

// tierNamed is a tier by its name in any case, or by its plural.
func tierNamed(s *scenario.Scenario, name string) (string, error) {
	names := tiers(s)
	for _, n := range names {
		if strings.EqualFold(n, name) || strings.EqualFold(n+"s", name) {
			return n, nil
		}
	}
	return "", model.Errorf("no tier is called %q: there are %s", name, strings.Join(names, ", "))
}
