package report

import (
	"strconv"

	"harkara/cascade"
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
}

// jsonPoint is the JSON of one point of a study.
type jsonPoint struct {
	Values  []jsonSetting  `json:"values"`
	Solver  string         `json:"solver"`
	Trials  int            `json:"trials"`
	Answers []jsonMeasured `json:"answers"`
}

type jsonSetting struct {
	Path  string `json:"path"`
	Value string `json:"value"`
}

// jsonMeasured is the JSON of the value of one measure.
type jsonMeasured struct {
	Of    string   `json:"of"`
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	SD    *float64 `json:"sd"`
	P05   *float64 `json:"p05"`
	P95   *float64 `json:"p95"`
}

// measureName is how a program names a measure, and a person at the command line.
func measureName(m study.Measure) string {
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
	d := Document{Title: title(a), Records: [][]string{sweepHeader(s)}, Brackets: note("nine-of-ten")}
	t := Table{}
	if len(s.Points) > 0 {
		for _, x := range s.Points[0] {
			t.Columns = append(t.Columns, Column{Name: verbatim(x.Path), Key: true})
		}
	}
	for i, m := range s.Measures {
		t.Columns = append(t.Columns, Column{Name: measureHeading(m, s.Goals), Right: true, Break: i > 0})
	}
	points := []jsonPoint{}
	trials, wide, computed := 0, 0.0, len(s.Results) > 0
	for k, r := range s.Results {
		row, p := []Cell{}, jsonPoint{Solver: r.Solver, Trials: r.Trials}
		for _, x := range s.Points[k] {
			row = append(row, named(x.Value))
			p.Values = append(p.Values, jsonSetting(x))
		}
		for i, m := range s.Measures {
			v := r.Answers[i]
			row = append(row, measured(m, v, r.Trials))
			p.Answers = append(p.Answers, measuredJSON(m, v.Measured))
			d.Records = append(d.Records, sweepRecord(s.Points[k], r, m, v.Measured))
			if m.Kind == study.ShareBy {
				wide = max(wide, v.High-v.Value, v.Value-v.Low)
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
	d.Data = struct {
		Format   string        `json:"format"`
		Study    string        `json:"study"`
		About    jsonScenario  `json:"scenario"`
		Partial  bool          `json:"partial"`
		Measures []jsonMeasure `json:"measures"`
		Points   []jsonPoint   `json:"points"`
	}{"harkara.study/v1", "sweep", scenarioJSON(a), len(s.Results) < len(s.Points), measuresJSON(s.Measures, s.Goals), points}
	return d
}

// measured is the value of a measure in a table.
func measured(m study.Measure, v study.PointAnswer, trials int) Cell {
	switch m.Kind {
	case study.TimeTo:
		return said("time", v.Value)
	case study.GoalMet:
		return bounded(v.Estimate)
	}
	units := v.Of
	if units < 0 {
		units = 2 // as of several
	}
	return reached(&cascade.Result{Trials: trials}, &cascade.Tier{Units: units}, cascade.Reach{Mean: v.Estimate, P05: v.P05, P95: v.P95})
}

// jsonMeasure is the JSON of what is looked at: a share by a time, when a share has it,
// or the chance of a goal.
type jsonMeasure struct {
	Of    string   `json:"of"`
	Kind  string   `json:"kind"` // share, time or goal
	Tier  string   `json:"tier"`
	Share *float64 `json:"share,omitempty"`
	At    *float64 `json:"at_s,omitempty"`
}

func measuresJSON(measures []study.Measure, goals []model.Goal) []jsonMeasure {
	out := []jsonMeasure{}
	for _, m := range measures {
		x := jsonMeasure{Of: measureName(m), Kind: "share", Tier: m.Tier}
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

func measuredJSON(m study.Measure, v study.Measured) jsonMeasured {
	return jsonMeasured{measureName(m), number(v.Value), number(v.Low), number(v.High), number(v.SD), number(v.P05), number(v.P95)}
}

func sweepHeader(s SweepAnswer) []string {
	var out []string
	if len(s.Points) > 0 {
		for _, x := range s.Points[0] {
			out = append(out, x.Path)
		}
	}
	return append(out, "solver", "trials", "of", "value", "low", "high", "sd", "p05", "p95")
}

func sweepRecord(point []scenario.Setting, r study.Point, m study.Measure, v study.Measured) []string {
	var out []string
	for _, x := range point {
		out = append(out, x.Value)
	}
	return append(out, r.Solver, strconv.Itoa(r.Trials), measureName(m), float(v.Value), float(v.Low), float(v.High), float(v.SD), float(v.P05), float(v.P95))
}
