package ask

import (
	"math"
	"slices"
	"strings"

	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// A Factor is what a study of values that are not known varies at once: one range, or
// several that move together.
type Factor struct {
	// Name is the path of its (first) range; Ranges are places in Scenario.Uncertain.
	Name   string
	Ranges []int
}

// Factors are those of a scenario, in the order of its ranges.
func Factors(s *scenario.Scenario) []Factor {
	group := map[string]int{} // of each path that moves with others
	for g, paths := range s.Together {
		for _, path := range paths {
			group[path] = g
		}
	}
	var out []Factor
	of := map[int]int{} // the factor of a group
	for i := range s.Uncertain {
		path := s.Uncertain[i].Path
		g, moves := group[path]
		if k, known := of[g]; moves && known {
			out[k].Ranges = append(out[k].Ranges, i)
			continue
		}
		if moves {
			of[g] = len(out)
		}
		out = append(out, Factor{path, []int{i}})
	}
	return out
}

// names are those of factors.
func names(factors []Factor) (out []string) {
	for _, f := range factors {
		out = append(out, f.Name)
	}
	return out
}

// changesOf are the changes of a scenario that put factors to positions; one at NaN
// stays at its best guess.
func changesOf(s *scenario.Scenario, factors []Factor, at []float64) []string {
	var out []string
	for i, f := range factors {
		for _, k := range f.Ranges {
			if r := &s.Uncertain[k]; !math.IsNaN(at[i]) {
				out = append(out, r.Path+"="+r.Value(at[i]))
			}
		}
	}
	return out
}

// variant is a scenario with changes, and with its messages as they are in memory, also
// those that were added or left out there; where a change is of messages, those that the
// file has by the same name are as it makes them.
func variant(s *scenario.Scenario, changes []string) (*scenario.Scenario, error) {
	v, err := s.Vary(changes)
	if err != nil {
		return nil, err
	}
	messages := slices.Clone(s.Messages)
	if slices.ContainsFunc(changes, func(c string) bool { return strings.HasPrefix(c, "messages.") }) {
		for i := range messages {
			same := func(m model.Message) bool { return m.Name == messages[i].Name }
			if k := slices.IndexFunc(v.Messages, same); k >= 0 {
				messages[i] = v.Messages[k]
			}
		}
	}
	v.Messages = messages
	return v, nil
}

// answer plays a scenario's message with its factors at positions, and reads measures.
func (o Options) answer(s *scenario.Scenario, message int, factors []Factor, measures []study.Measure) study.Answer {
	return func(at []float64, first uint64, plays int) ([][]float64, error) {
		v, err := variant(s, changesOf(s, factors, at))
		if err != nil {
			return nil, err
		}
		p := o.problems(v)[message]
		p.Question, p.Seed = study.Ask(v.Question, measures), s.Seed
		r, err := study.NewReader(p, measures, o.Public)
		if err != nil {
			return nil, err
		}
		out := make([][]float64, len(measures))
		one := make([]float64, len(measures))
		for k := range plays {
			r.Play(first+uint64(k), one)
			for m, x := range one {
				out[m] = append(out[m], x)
			}
		}
		return out, nil
	}
}
