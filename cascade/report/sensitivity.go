package report

import (
	"fmt"
	"math"
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

// leastShown is how much a value explains, by the upper bound of its total index, that is
// left out of tables.
const leastShown = 0.02

// indices adds the table, the records and the data of one measure's indices.
func (s *SensitivityAnswer) indices(d *Document, m int, to *schema.Indices) {
	of, measure := &s.Indices.Of[m], s.Measures[m]
	shared := len(of.Values) > 0 && !math.IsNaN(of.Values[0].Shapley.Value)
	t := Table{Caption: s.overAll(m), Columns: []Column{keyColumn("col-value"), numberColumn("col-in-all"), numberColumn("col-by-itself")}}
	if shared {
		t.Columns = append(t.Columns, numberColumn("col-shapley"))
	}
	if s.Ends != nil {
		low := numberColumn("col-at-low")
		low.Break = true
		t.Columns = append(t.Columns, low, numberColumn("col-at-high"))
	}
	to.Mean, to.Variance = number(of.Mean), numbers(of.Variance)
	guess := math.NaN()
	if s.Ends != nil {
		guess = measure.In(s.Ends[0]).Value
		to.Guess = number(guess)
		if s.Luck != nil {
			luck := measure.In(s.Luck)
			to.P05, to.P95 = number(luck.P05), number(luck.P95)
		}
	}
	untold, more, sum, left := false, false, 0.0, int64(0)
	for _, i := range ranked(of.Values) {
		v, f := of.Values[i], s.Factors[i]
		total := within(v.Total, whole)
		first := within(v.First, total)
		row := []Cell{textCell(f.name()), indexCell(total, v.Total), indexCell(first, v.First)}
		sum += v.Total.Value
		if shared {
			row = append(row, indexCell(within(v.Shapley, whole), v.Shapley))
		}
		low, high := math.NaN(), math.NaN()
		if s.Ends != nil {
			a, b := measure.In(s.Ends[1+2*i]), measure.In(s.Ends[2+2*i])
			low, high = a.Value, b.Value
			row = append(row, measureCell(measure, low), measureCell(measure, high))
		}
		if v.Total.High < leastShown {
			left++ // of no interest to people; programs get all
		} else {
			t.Rows = append(t.Rows, row)
			untold = untold || total.Low <= 0 || first.Low <= 0
			more = more || !alike(total, v.Total) || !alike(first, v.First)
			s.noteTogether(d, i)
		}
		j := s.factorJSON(i, v.Rank)
		j.First, j.Total = numbers(v.First), numbers(v.Total)
		if shared {
			j.Shapley = numbers(v.Shapley)
		}
		j.AtLow, j.AtHigh = number(low), number(high)
		to.Values = append(to.Values, j)
		record := append([]string{measureName(measure)}, s.factorRecord(i, v.Rank)...)
		for _, e := range []cascade.Estimate{v.First, v.Total, v.Shapley} {
			record = append(record, float(e.Value), float(e.Low), float(e.High))
		}
		d.Records = append(d.Records, append(record, float(low), float(high), float(guess)))
	}
	d.Tables = append(d.Tables, t)
	if s.Ends != nil {
		d.Notes = append(d.Notes, s.guess(measure))
	}
	if left > 0 {
		d.Notes = append(d.Notes, note("left-out", left, leastShown*100, measureHeading(measure, s.Goals)))
	}
	if sum > 1.1 {
		d.Notes = addOnce(d.Notes, note("with-the-others"))
	}
	if more {
		d.Notes = addOnce(d.Notes, note("by-itself-more"))
	}
	if untold {
		d.Notes = addOnce(d.Notes, note("untold"))
	}
	d.Notes = append(d.Notes, s.firstToFindOut(m)...)
}

// guess is what is said of the answer at best guesses, and of how well it and those at both
// ends of values are known: within the widest bound of theirs.
func (s *SensitivityAnswer) guess(m study.Measure) model.Note {
	half := 0.0
	for _, r := range s.Ends {
		if e := m.In(r); !math.IsNaN(e.Value) {
			half = max(half, e.High-e.Value, e.Value-e.Low)
		}
	}
	guess := measureCell(m, m.In(s.Ends[0]).Value).Full
	if m.Kind == study.TimeTo || half < 5e-4 { // computed, but for what is not printed
		return note("guess-of-all", guess)
	}
	return note("guess-of-all-known", guess, half*100)
}

// whole is all of a spread.
var whole = cascade.Estimate{Value: 1, Low: 1, High: 1}

// within is a part of the spread as it can be: from nothing to the most that it may be.
// Of few rows it is reckoned to less, or to more; programs get that.
func within(e, most cascade.Estimate) cascade.Estimate {
	if math.IsNaN(e.Value) {
		return e
	}
	e.Value = min(max(e.Value, 0), max(most.Value, 0))
	e.High = max(min(max(e.High, 0), most.High), e.Value)
	e.Low = min(max(e.Low, 0), most.Low, e.Value)
	return e
}

// alike tells whether two parts of a spread are printed alike.
func alike(a, b cascade.Estimate) bool {
	percent := func(x float64) float64 { return math.Round(x * 100) }
	return percent(a.Value) == percent(b.Value) && percent(a.Low) == percent(b.Low) && percent(a.High) == percent(b.High)
}

// noteTogether says, of a factor that is shown, what its name says of those that move together.
func (s *SensitivityAnswer) noteTogether(d *Document, factor int) {
	if len(s.Factors[factor]) > 1 {
		d.Notes = addOnce(d.Notes, note("move-together"))
	}
}

// addOnce adds a note that is not there yet.
func addOnce(notes []model.Note, n model.Note) []model.Note {
	if slices.ContainsFunc(notes, func(x model.Note) bool { return x.Kind == n.Kind }) {
		return notes
	}
	return append(notes, n)
}

// firstToFindOut names the value that explains most, where it is told apart from 0, and
// says where its range is from.
func (s *SensitivityAnswer) firstToFindOut(m int) []model.Note {
	of := &s.Indices.Of[m]
	order := ranked(of.Values)
	if len(order) == 0 || !(of.Values[order[0]].Total.Low > 0) {
		return nil
	}
	first := order[0]
	out := []model.Note{note("first-to-find-out", s.Factors[first].name(), of.Values[first].Total.Value*100, measureHeading(s.Measures[m], s.Goals))}
	if because := s.Factors[first][0].Because; because != "" {
		out = append(out, note("because", s.Factors[first][0].Path, because))
	}
	return out
}

// overAll says what a measure is over what is not known, and how much that makes it vary.
func (s *SensitivityAnswer) overAll(m int) model.Note {
	of, measure := &s.Indices.Of[m], s.Measures[m]
	heading := measureHeading(measure, s.Goals)
	mean := measureCell(measure, of.Mean).Full
	sd := math.Sqrt(of.Variance.Value)
	switch {
	case !(of.Variance.Value > 0):
		return note("over-all-nothing", heading, mean)
	case measure.Kind == study.TimeTo:
		return note("over-all", heading, mean, note("time", sd))
	}
	return note("over-all", heading, mean, note("sd-points", sd*100))
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
	slices.SortStableFunc(order, func(a, b int) int {
		return int(math.Copysign(1, of[b].Size.Value-of[a].Size.Value))
	})
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

// ranked are the places of values in the order of their ranks.
func ranked(values []study.Index) []int {
	out := make([]int, len(values))
	for i, v := range values {
		out[v.Rank-1] = i
	}
	return out
}

// indexCell is an index as it is shown with its bounds, marked where it is, as it was
// reckoned, not told apart from 0.
func indexCell(e, reckoned cascade.Estimate) Cell {
	percent := func(x float64) float64 { return math.Round(x*100) + 0 } // no -0
	switch {
	case math.IsNaN(e.Value):
		return cell("dash")
	case e.Low <= 0 && (reckoned.Value != 0 || reckoned.High != 0):
		return Cell{note("index-untold", percent(e.Value), percent(e.Low), percent(e.High)), note("index-short", percent(e.Value))}
	case e.Value == e.Low && e.Value == e.High:
		return cell("index-short", percent(e.Value))
	}
	return Cell{note("index", percent(e.Value), percent(e.Low), percent(e.High)), note("index-short", percent(e.Value))}
}

// measureCell is the value of a measure without bounds.
func measureCell(m study.Measure, x float64) Cell {
	switch {
	case math.IsNaN(x):
		return cell("dash")
	case m.Kind == study.TimeTo:
		return cell("time", x)
	}
	return cell("share", x)
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
