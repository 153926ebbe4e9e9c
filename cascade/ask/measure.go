package ask

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"harkara/cascade"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// Measures reads what studies are to look at: public@72h is a share by a time,
// time:public:0.9 when a share has it, goal1 the chance of the first goal. None is
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

const measureForms = "write public@72h, time:public:0.9 or goal1"

func measure(s *scenario.Scenario, text string) (study.Measure, error) {
	if number, ok := strings.CutPrefix(text, "goal"); ok {
		k, err := strconv.Atoi(number)
		if err != nil || k < 1 || k > len(s.Question.Goals) {
			return study.Measure{}, fmt.Errorf("%q: the scenario has %d goals; goal1 is the first", text, len(s.Question.Goals))
		}
		return study.Measure{Kind: study.GoalMet, Goal: k - 1}, nil
	}
	if rest, ok := strings.CutPrefix(text, "time:"); ok {
		name, share, ok := strings.Cut(rest, ":")
		if !ok {
			return study.Measure{}, fmt.Errorf("%q: %s", text, measureForms)
		}
		tier, err := tierNamed(s, name)
		if err != nil {
			return study.Measure{}, err
		}
		x, err := strconv.ParseFloat(share, 64)
		if err != nil || !slices.Contains(cascade.Shares[:], x) {
			return study.Measure{}, fmt.Errorf("%q: times are told of the shares 0.5, 0.9 and 1", text)
		}
		return study.Measure{Kind: study.TimeTo, Tier: tier, Share: x}, nil
	}
	name, when, ok := strings.Cut(text, "@")
	if !ok {
		return study.Measure{}, fmt.Errorf("%q: %s", text, measureForms)
	}
	tier, err := tierNamed(s, name)
	if err != nil {
		return study.Measure{}, err
	}
	at, err := scenario.ParseDuration(when)
	if err != nil {
		return study.Measure{}, err
	}
	if at > s.Question.Horizon {
		return study.Measure{}, fmt.Errorf("%q is after the scenario's horizon, %s", text, scenario.FormatDuration(s.Question.Horizon))
	}
	return study.Measure{Kind: study.ShareBy, Tier: tier, At: at}, nil
}

// tierNamed is a tier by its name in any case, or by its plural.
func tierNamed(s *scenario.Scenario, name string) (string, error) {
	names := tiers(s)
	for _, n := range names {
		if strings.EqualFold(n, name) || strings.EqualFold(n+"s", name) {
			return n, nil
		}
	}
	return "", fmt.Errorf("no tier is called %q: there are %s", name, strings.Join(names, ", "))
}
