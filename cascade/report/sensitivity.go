package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
)

// A Range is one of a value that is not known, as it was written.
type Range struct{ Path, Low, High, Because string }

// A Factor is the ranges that a study varies at once: one, or several that move together.
type Factor []Range

// name is its path; of several the first, with how many more.
func (f Factor) name() string {
	if len(f) > 1 {
		return fmt.Sprintf("%s (+%d)", f[0].Path, len(f)-1)
	}
	return f[0].Path
}

// SensitivityAnswer is what a sensitivity found: Indices, or Screen.
type SensitivityAnswer struct {
	Measures []study.Measure
	Goals    []model.Goal // of the question, which measures count
	Factors  []Factor
	Rows     int // that were asked for; trajectories of Screen
	Indices  *study.SensitivityAnswer
	Screen   *study.ScreenAnswer
	// Ends are the answers at best guesses, then with each factor at its low and at its
	// high end; nil where they were not asked.
	Ends []*cascade.Result
	// Luck is the first of Ends with the range of nine plays of ten; nil where that was
	// not asked.
	Luck *cascade.Result
}

// Sensitivity reports how much each value that is not known matters: a table for each
// measure, the value that matters most first.
func Sensitivity(a About, s SensitivityAnswer) Document {
	d := Document{Title: title(a)}
	screen := s.Screen != nil
	played, partial, method := 0, false, "sobol"
	if screen {
		played, partial, method = s.Screen.Trajectories, s.Screen.Partial, "morris"
		d.Under = []model.Note{s.under("trajectories", "paths-in-groups", played, s.Screen.Plays)}
		d.Records = [][]string{{"of", "value", "low", "high", "rank", "mu_star", "mu_star_se", "mu_star_low", "mu_star_high", "mu", "sigma"}}
	} else {
		played, partial = s.Indices.Rows, s.Indices.Partial
		d.Under = []model.Note{s.under("rows-of-plays", "rows-in-groups", played, s.Indices.Plays)}
		d.Records = [][]string{{
			"of", "value", "low", "high", "rank", "first", "first_low", "first_high", "total", "total_low", "total_high",
			"shapley", "shapley_low", "shapley_high", "at_low", "at_high", "at_guess",
		}}
	}
	var all []schema.Indices
	for m := range s.Measures {
		x := schema.Indices{Of: measureName(s.Measures[m])}
		if screen {
			s.effects(&d, m, &x)
		} else {
			s.indices(&d, m, &x)
		}
		all = append(all, x)
	}
	if study.Times(s.Measures) {
		d.Notes = append(d.Notes, note("never-is-horizon"))
	}
	if partial {
		d.Notes = append(d.Notes, note("partial-rows", int64(played), int64(s.Rows)))
	}
	d.Data = schema.Sensitivity{Format: "harkara.study/v1", Study: "sensitivity", Method: method, Scenario: scenarioJSON(a), Partial: partial, Rows: played, Measures: measuresJSON(s.Measures, s.Goals), Answers: all}
	return d
}

// under says how much was played, and of how many values; grouped where some of them
// move together.
func (s *SensitivityAnswer) under(apart, grouped string, played, plays int) model.Note {
	values := 0
	for _, f := range s.Factors {
		values += len(f)
	}
	if values == len(s.Factors) {
		return note(apart, int64(values), int64(played), int64(plays))
	}
	return note(grouped, int64(len(s.Factors)), int64(played), int64(plays), int64(values))
}

// effects adds the table, the records and the data of one measure's effects.
func (s *SensitivityAnswer) effects(d *Document, m int, to *schema.Indices) {
	of, measure := s.Screen.Of[m], s.Measures[m]
	scale, caption := 100.0, "effects-of"
	if measure.Kind == study.TimeTo {
		scale, caption = 1/model.Hour.Seconds(), "effects-of-time"
	}
	t := Table{
		Caption: model.NewNote(caption, measureHeading(measure, s.Goals)),
		Columns: []Column{keyColumn("col-value"), numberColumn("col-effect"), numberColumn("col-effect-sd"), numberColumn("col-range")},
	}
	order := make([]int, len(of))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(of[b].Size.Value, of[a].Size.Value) })
	for place, i := range order {
		e, f := of[i], s.Factors[i]
		t.Rows = append(t.Rows, []Cell{
			textCell(f.name()), cell("effect", e.Size.Value*scale, e.SE*scale), cell("effect-sd", e.SD*scale), cell("from-to", f[0].Low, f[0].High),
		})
		s.noteTogether(d, i)
		j := s.factorJSON(i, place+1)
		j.Effect, j.SE, j.Mean, j.SD = numbers(e.Size), number(e.SE), numbers(e.Mean), number(e.SD)
		to.Values = append(to.Values, j)
		d.Records = append(d.Records, append(append([]string{measureName(measure)}, s.factorRecord(i, place+1)...),
			float(e.Size.Value), float(e.SE), float(e.Size.Low), float(e.Size.High), float(e.Mean.Value), float(e.SD)))
	}
	d.Tables = append(d.Tables, t)
}

func (s *SensitivityAnswer) factorJSON(i, rank int) schema.Index {
	j := schema.Index{Rank: rank}
	for _, r := range s.Factors[i] {
		j.Paths, j.Low, j.High = append(j.Paths, r.Path), append(j.Low, r.Low), append(j.High, r.High)
	}
	return j
}

func (s *SensitivityAnswer) factorRecord(i, rank int) []string {
	var paths, low, high []string
	for _, r := range s.Factors[i] {
		paths, low, high = append(paths, r.Path), append(low, r.Low), append(high, r.High)
	}
	return []string{strings.Join(paths, " "), strings.Join(low, " "), strings.Join(high, " "), strconv.Itoa(rank)}
}
