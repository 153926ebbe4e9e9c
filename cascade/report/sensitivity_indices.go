package report

import (
	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
	"math"
	"slices"
)

// leastShown is how much a value explains, by the upper bound of its total index, that is
// left out of tables.
const leastShown = 0.02

// indices adds the table, the records and the data of one measure's indices.
func (s *SensitivityAnswer) indices(d *Document, m int, to *schema.Indices) {
	of, measure := &s.Indices.Of[m], s.Measures[m]
	shared := len(of.Values) > 0 && !math.IsNaN(of.Values[0].Shapley.Value)
	t := s.indexTable(m, shared)
	to.Mean, to.Variance = number(of.Mean), numbers(of.Variance)
	guess := s.addGuess(measure, to)
	unclear, more, sum, left := false, false, 0.0, int64(0)
	for _, i := range ranked(of.Values) {
		v := of.Values[i]
		low, high := s.atEnds(measure, i)
		total := within(v.Total, whole)
		first := within(v.First, total)
		sum += v.Total.Value
		if v.Total.High < leastShown {
			left++ // of no interest to people; programs get all
		} else {
			row := []Cell{textCell(s.Factors[i].name()), indexCell(total, v.Total), indexCell(first, v.First)}
			if shared {
				row = append(row, indexCell(within(v.Shapley, whole), v.Shapley))
			}
			if s.Ends != nil {
				row = append(row, measureCell(measure, low), measureCell(measure, high))
			}
			t.Rows = append(t.Rows, row)
			unclear = unclear || total.Low <= 0 || first.Low <= 0
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
	for _, x := range []struct {
		kind string
		is   bool
	}{{"with-the-others", sum > 1.1}, {"by-itself-more", more}, {"untold", unclear}} {
		if x.is {
			d.Notes = addOnce(d.Notes, note(x.kind))
		}
	}
	d.Notes = append(d.Notes, s.firstToFindOut(m)...)
}

// indexTable is the table of one measure's indices, without rows; shared is whether
// Shapley shares are told.
func (s *SensitivityAnswer) indexTable(m int, shared bool) Table {
	t := Table{Caption: s.overAll(m), Columns: []Column{keyColumn("col-value"), numberColumn("col-in-all"), numberColumn("col-by-itself")}}
	if shared {
		t.Columns = append(t.Columns, numberColumn("col-shapley"))
	}
	if s.Ends != nil {
		low := numberColumn("col-at-low")
		low.Break = true
		t.Columns = append(t.Columns, low, numberColumn("col-at-high"))
	}
	return t
}

// addGuess adds the answer at best guesses, and the range of plays there; NaN where it was
// not asked.
func (s *SensitivityAnswer) addGuess(m study.Measure, to *schema.Indices) float64 {
	if s.Ends == nil {
		return math.NaN()
	}
	guess := m.In(s.Ends[0]).Value
	to.Guess = number(guess)
	if s.Luck != nil {
		luck := m.In(s.Luck)
		to.P05, to.P95 = number(luck.P05), number(luck.P95)
	}
	return guess
}

// atEnds are the answers with the i-th factor at its low and at its high end; NaN where
// they were not asked.
func (s *SensitivityAnswer) atEnds(m study.Measure, i int) (low, high float64) {
	if s.Ends == nil {
		return math.NaN(), math.NaN()
	}
	return m.In(s.Ends[1+2*i]).Value, m.In(s.Ends[2+2*i]).Value
}

// guess is what is said of the answer at best guesses, and of how well it and those at both
// ends of values are known: within the widest bound of theirs.
func (s *SensitivityAnswer) guess(m study.Measure) model.Note {
	half := 0.0
	for _, r := range s.Ends {
		if e := m.In(r); !math.IsNaN(e.Value) {
			half = max(half, e.Half())
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
