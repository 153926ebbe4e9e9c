package report

import (
	"math"
	"slices"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// SweepAnswer is what a sweep found: an answer for each point, in their order; of the
// first ones only where it was interrupted.
type SweepAnswer struct {
	Measures []study.Measure
	Goals    []model.Goal // of the question, which measures count
	Points   [][]scenario.Setting
	Results  []study.Point
	// PointGoals are the goals of each point, which may vary.
	PointGoals [][]model.Goal
	// Differences are, of each point and measure, how far the answer is from that of the
	// scenario as it stands; nil where it was not asked.
	Differences [][]cascade.Estimate
}

func settingJSON(x scenario.Setting) schema.Setting {
	j := schema.Setting{Path: x.Path, Value: x.Value}
	if si, ok := scenario.SI(x.Value); ok {
		j.SI = number(si)
	}
	return j
}

// measureName is how a program names a measure: as it was written at the command line.
func measureName(m study.Measure) string {
	if m.Text != "" {
		return m.Text
	}
	tier := m.Tier
	if m.Answer != "" {
		tier = "known:" + m.Of
	}
	switch m.Kind {
	case study.TimeTo:
		return "time:" + tier + ":" + strconv.FormatFloat(m.Share, 'g', -1, 64)
	case study.GoalMet:
		return "goal" + strconv.Itoa(m.Goal+1)
	}
	return tier + "@" + scenario.FormatDuration(m.At)
}

// measureHeading is how a person reads it.
func measureHeading(m study.Measure, goals []model.Goal) model.Note {
	switch {
	case m.Kind == study.TimeTo && m.Answer != "":
		return note("measure-known-time", m.Share*100, m.Who(), m.Tier)
	case m.Answer != "":
		return note("measure-known", m.Who(), m.Tier, m.At)
	case m.Kind == study.TimeTo:
		return note("measure-time", m.Share*100, m.Tier)
	case m.Kind == study.GoalMet && m.Goal < len(goals):
		g := goals[m.Goal]
		return note("measure-goal", g.Share*100, g.Tier, g.By)
	}
	return note("measure-share", m.Tier, m.At)
}

// Sweep reports a sweep: a row for each point, its values and what they answer.
func Sweep(a About, s SweepAnswer) Document {
	d := Document{Title: title(a), Records: [][]string{s.header()}, Brackets: note("nine-of-ten")}
	t := Table{Columns: s.columns()}
	points := []schema.Point{}
	trials, wide, computed := 0, 0.0, len(s.Results) > 0
	for k, r := range s.Results {
		row, p := []Cell{}, schema.Point{Solver: r.Solver, Trials: r.Trials}
		if s.many() {
			row = append(row, countCell(int64(k+1)))
		}
		for _, x := range s.Points[k] {
			if !s.many() {
				row = append(row, textCell(x.Value))
			}
			p.Values = append(p.Values, settingJSON(x))
		}
		for i, m := range s.Measures {
			v := r.Answers[i]
			row = append(row, measuredCell(m, v, r.Trials))
			j := measuredJSON(m, v.Measured)
			if s.Differences != nil {
				e := s.difference(k, i)
				row, j.Difference = append(row, differenceCell(m, e)), numbers(e)
			}
			p.Answers = append(p.Answers, j)
			d.Records = append(d.Records, s.record(k, i, v.Measured))
			if m.Kind == study.ShareBy {
				wide = max(wide, v.Half())
			}
		}
		trials, computed = max(trials, r.Trials), computed && r.Solver == "exact"
		t.Rows, points = append(t.Rows, row), append(points, p)
	}
	d.Tables = []Table{t}
	under := []model.Note{note("sweep-points", int64(len(s.Points)))}
	switch {
	case computed:
		under = append(under, note("computed-exactly"))
		d.Brackets = note("nine-of-ten-simulated")
	case trials > 0:
		under = append(under, note("trials-shared", int64(trials)))
	}
	d.Under = []model.Note{note("dots", under)}
	if len(s.Results) < len(s.Points) {
		d.Notes = append(d.Notes, note("partial-sweep", int64(len(s.Results)), int64(len(s.Points))))
	}
	if half := roundedUp(wide); half > 0 && !computed {
		d.Notes = append(d.Notes, note("known-means", half))
	}
	if s.many() {
		d.Notes = append(d.Notes, note("values-of-points", int64(len(s.Points[0]))))
	}
	if s.Differences != nil {
		d.Notes = append(d.Notes, note("against-base"))
	}
	d.Data = schema.Sweep{Format: "harkara.study/v1", Study: "sweep", Scenario: scenarioJSON(a), Partial: len(s.Results) < len(s.Points), Measures: measuresJSON(s.Measures, s.Goals), Points: points}
	return d
}

// mostPaths is how many values that vary a table has room for.
const mostPaths = 4

// many tells whether more values vary: then a table has the numbers of points alone.
func (s *SweepAnswer) many() bool { return len(s.Points) > 0 && len(s.Points[0]) > mostPaths }

// columns are those of the table: what varies, then each measure.
func (s *SweepAnswer) columns() (out []Column) {
	switch {
	case s.many():
		out = append(out, Column{Name: note("col-point"), Right: true, Key: true})
	case len(s.Points) > 0:
		for _, x := range s.Points[0] {
			out = append(out, Column{Name: verbatim(x.Path), Key: true})
		}
	}
	for i, m := range s.Measures {
		out = append(out, Column{Name: s.heading(m), Right: true, Break: i > 0})
		if s.Differences != nil {
			out = append(out, numberColumn("col-against-base"))
		}
	}
	return out
}

// heading is how a person reads a measure. A goal that is not the same at all points is
// told by its number.
func (s *SweepAnswer) heading(m study.Measure) model.Note {
	if m.Kind == study.GoalMet && m.Goal < len(s.Goals) {
		for _, goals := range s.PointGoals {
			if m.Goal < len(goals) && goals[m.Goal] != s.Goals[m.Goal] {
				return note("measure-goal-number", int64(m.Goal+1))
			}
		}
	}
	return measureHeading(m, s.Goals)
}

// difference is how far an answer is from that of the base; NaN where that was not told.
func (s *SweepAnswer) difference(point, measure int) cascade.Estimate {
	if point >= len(s.Differences) {
		return cascade.Nobody()
	}
	return s.Differences[point][measure]
}

// differenceCell is a difference in a table: ~ where it cannot be told from none.
func differenceCell(m study.Measure, e cascade.Estimate) Cell {
	switch {
	case math.IsNaN(e.Value):
		return cell("dash")
	case e.Low <= 0 && e.High >= 0:
		return cell("tilde")
	case m.Kind == study.TimeTo:
		return laterCell(study.TimeDifference{Difference: e})
	}
	return signedCell(e)
}

// measuredCell is the value of a measure in a table.
func measuredCell(m study.Measure, v study.PointAnswer, trials int) Cell {
	switch m.Kind {
	case study.TimeTo:
		return cell("time", v.Value)
	case study.GoalMet:
		return shareCell(v.Estimate)
	}
	units := v.Of
	if units < 0 {
		units = 2 // as of several
	}
	return reachCell(&cascade.Result{Trials: trials}, &cascade.Tier{Units: units}, cascade.Reach{Mean: v.Estimate, P05: v.P05, P95: v.P95})
}

func measuresJSON(measures []study.Measure, goals []model.Goal) []schema.Measure {
	out := []schema.Measure{}
	for _, m := range measures {
		x := schema.Measure{Of: measureName(m), Kind: "share", Tier: m.Tier}
		switch {
		case m.Kind == study.TimeTo:
			x.Kind, x.Share = "time", number(m.Share)
		case m.Kind == study.GoalMet && m.Goal < len(goals):
			g := goals[m.Goal]
			x.Kind, x.Tier, x.Share, x.At = "goal", g.Tier, number(g.Share), number(g.By.Seconds())
		default:
			x.At = number(m.At.Seconds())
		}
		out = append(out, x)
	}
	return out
}

func measuredJSON(m study.Measure, v study.Measured) schema.Measured {
	return schema.Measured{Of: measureName(m), Value: number(v.Value), Low: number(v.Low), High: number(v.High), SD: number(v.SD), P05: number(v.P05), P95: number(v.P95), Difference: nil}
}

// The columns of a sweep's records beside its paths, none of which has a path's dots.
var (
	sweepBefore = []string{"point"}
	sweepAfter  = []string{"solver", "trials", "of", "kind", "tier", "at_s", "share", "value", "low", "high", "sd", "p05", "p95"}
	sweepPaired = []string{"difference", "difference_low", "difference_high"}
)

// header are the columns of records: of each path the values as they were written, and
// after all of them the same in SI units; all are told apart.
func (s *SweepAnswer) header() []string {
	fixed := slices.Concat(sweepBefore, sweepAfter, sweepPaired)
	out := slices.Clone(sweepBefore)
	var si []string
	if len(s.Points) > 0 {
		for _, x := range s.Points[0] {
			path := x.Path
			if slices.Contains(fixed, path) || slices.Contains(fixed, path+"_si") {
				path = "set." + path // as trials, which a sweep may vary
			}
			out, si = append(out, path), append(si, path+"_si")
		}
	}
	out = slices.Concat(out, si, sweepAfter)
	if s.Differences != nil {
		out = append(out, sweepPaired...)
	}
	return out
}

// record is the row of one point and measure.
func (s *SweepAnswer) record(point, measure int, v study.Measured) []string {
	out, si := []string{strconv.Itoa(point + 1)}, []string(nil)
	for _, x := range s.Points[point] {
		out, si = append(out, x.Value), append(si, siText(x.Value))
	}
	r, m := s.Results[point], s.Measures[measure]
	j := measuresJSON([]study.Measure{m}, s.PointGoals[point])[0]
	out = slices.Concat(out, si, []string{
		r.Solver, strconv.Itoa(r.Trials), j.Of, j.Kind, j.Tier, text(j.At), text(j.Share),
		float(v.Value), float(v.Low), float(v.High), float(v.SD), float(v.P05), float(v.P95),
	})
	if s.Differences != nil {
		e := s.difference(point, measure)
		out = append(out, float(e.Value), float(e.Low), float(e.High))
	}
	return out
}

// siText is a value as it is counted in SI units: durations in seconds, rates a second,
// percentages as shares; nothing where it is no number.
func siText(value string) string {
	if x, ok := scenario.SI(value); ok {
		return float(x)
	}
	return ""
}

// text is a number that may be missing.
func text(x *float64) string {
	if x == nil {
		return ""
	}
	return float(*x)
}
