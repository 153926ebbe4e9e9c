package report

import (
	"math"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// SeekAnswer is the value that was found to meet a goal.
type SeekAnswer struct {
	Goal    model.Goal
	Measure study.Measure // what the goal is about
	Chance  float64       // that it is to be met with; 0 is a goal of the mean over plays
	// Path is where the value stands, Unit what it counts (scenario.Quantity), From and To
	// where it was looked for.
	Path, Unit string
	From, To   float64
	// Guess is the value that stands there; where Stands is false none does.
	Guess    float64
	Stands   bool
	Trials   int  // of each answer
	Computed bool // they are exact
	Sought   *study.SeekAnswer
}

// jsonCrossing is the JSON of a value that was found.
type jsonCrossing struct {
	Value  *float64         `json:"value"`
	Text   string           `json:"text"`
	Low    *float64         `json:"low"`
	High   *float64         `json:"high"`
	Side   string           `json:"side"` // at_least or at_most
	Answer *schema.Estimate `json:"answer"`
}

// jsonTried is the JSON of the answer at a value.
type jsonTried struct {
	Value  *float64         `json:"value"`
	Text   string           `json:"text"`
	Answer *schema.Estimate `json:"answer"`
	Meets  bool             `json:"meets"`
}

// Seek reports the value that meets a goal, and the answers that were asked.
func Seek(a About, s SeekAnswer) Document {
	x := s.Sought
	how := note("trials-shared", int64(s.Trials))
	if s.Computed {
		how = note("computed-exactly")
	}
	d := Document{Title: title(a), Under: []model.Note{note("dots", []model.Note{s.goal(), how, note("brackets-95")})}}
	if s.Computed {
		d.Under = []model.Note{note("dots", []model.Note{s.goal(), how})}
	}
	d.Tables = []Table{s.table()}
	d.Notes = s.found()
	if x.Partial {
		d.Notes = append(d.Notes, note("partial-seek", int64(len(x.Tried))))
	}
	d.Records = [][]string{{"value", "text", "answer", "low", "high", "meets"}}
	crossings, tried := []jsonCrossing{}, []jsonTried{}
	for _, c := range x.Crossings {
		side := "at_most"
		if c.Rises {
			side = "at_least"
		}
		crossings = append(crossings, jsonCrossing{number(c.X.Value), s.text(c.X.Value), number(c.X.Low), number(c.X.High), side, numbers(c.At)})
	}
	for _, t := range x.Tried {
		meets := t.Answer.Value >= s.asked()
		tried = append(tried, jsonTried{number(t.X), s.text(t.X), numbers(t.Answer), meets})
		d.Records = append(d.Records, []string{float(t.X), s.text(t.X), float(t.Answer.Value), float(t.Answer.Low), float(t.Answer.High), strconv.FormatBool(meets)})
	}
	goal := jsonSoughtGoal{s.Goal.Tier, s.Goal.Share, s.Goal.By.Seconds(), nil}
	if s.Chance > 0 {
		goal.Chance = number(s.Chance)
	}
	d.Data = struct {
		Format  string          `json:"format"`
		Study   string          `json:"study"`
		About   schema.Scenario `json:"scenario"`
		Partial bool            `json:"partial"`
		Goal    jsonSoughtGoal  `json:"goal"`
		Path    string          `json:"path"`
		From    string          `json:"from"`
		To      string          `json:"to"`
		Found   []jsonCrossing  `json:"found"`
		All     bool            `json:"all_meet"`
		Tried   []jsonTried     `json:"tried"`
	}{"harkara.study/v1", "seek", scenarioJSON(a), x.Partial, goal, s.Path, s.text(s.From), s.text(s.To), crossings, x.All, tried}
	return d
}

type jsonSoughtGoal struct {
	Tier   string   `json:"tier"`
	Share  float64  `json:"share"`
	By     float64  `json:"by_s"`
	Chance *float64 `json:"chance"`
}

// asked is what the answer is to be at least.
func (s *SeekAnswer) asked() float64 {
	if s.Chance > 0 {
		return s.Chance
	}
	return s.Goal.Share
}

// goal is the goal in words.
func (s *SeekAnswer) goal() model.Note {
	if s.Chance > 0 {
		return note("seek-chance", s.Goal.Share*100, s.Goal.Tier, s.Goal.By, s.Chance*100)
	}
	if m := s.Measure; m.Answer != "" {
		return note("seek-known", s.Goal.Share*100, m.Who(), m.Tier, s.Goal.By)
	}
	return note("seek-mean", s.Goal.Share*100, s.Goal.Tier, s.Goal.By)
}

// text is a value as it is written in a file: found values to four digits more than
// their range has, on the side that meets the goal.
func (s *SeekAnswer) text(x float64) string {
	if math.IsInf(x, 0) {
		return ""
	}
	return scenario.FormatQuantity(x, s.Unit)
}

// shown is a value for people: to four digits, a duration to its two largest units.
func (s *SeekAnswer) shown(x float64) model.Note {
	if s.Unit == "s" {
		return note("time", x)
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	return verbatim(strconv.FormatFloat(rounded, 'f', -1, 64) + s.Unit)
}

// table shows the answer at both ends, as it stands where that was asked, and where the
// goal is met.
func (s *SeekAnswer) table() Table {
	t := Table{Columns: []Column{{Name: verbatim(s.Path), Key: true}, {Name: s.heading(), Right: true}}}
	x := s.Sought
	for i, tried := range x.Tried {
		end := i == 0 || i == len(x.Tried)-1
		for _, c := range x.Crossings {
			end = end || tried.X == c.X.Value
		}
		if end || x.Grid {
			t.Rows = append(t.Rows, []Cell{cellOf(s.shown(tried.X)), shareCell(tried.Answer)})
		}
	}
	return t
}

// heading says what the answers are.
func (s *SeekAnswer) heading() model.Note {
	if s.Chance > 0 {
		return note("measure-goal", s.Goal.Share*100, s.Goal.Tier, s.Goal.By)
	}
	return measureHeading(s.Measure, nil)
}

// found says what was found.
func (s *SeekAnswer) found() []model.Note {
	x := s.Sought
	var out []model.Note
	for _, c := range x.Crossings {
		kind := "sought-most"
		if c.Rises {
			kind = "sought-least"
		}
		n := model.NewNote(kind, s.Path, s.shown(c.X.Value), s.bounds(c.X))
		out = append(out, n)
	}
	if len(x.Crossings) == 0 && len(x.Tried) > 0 {
		first, last := x.Tried[0], x.Tried[len(x.Tried)-1]
		best := last
		if first.Answer.Value > last.Answer.Value {
			best = first
		}
		for _, t := range x.Tried {
			if t.Answer.Value > best.Answer.Value {
				best = t
			}
		}
		if x.All {
			out = append(out, note("sought-all", s.shown(s.From), s.shown(s.To)))
		} else {
			out = append(out, note("sought-none", s.shown(s.From), s.shown(s.To), s.shown(best.X), best.Answer.Value*100))
		}
	}
	if s.Stands {
		out = append(out, note("sought-stands", s.shown(s.Guess)))
	}
	if x.Grid {
		out = append(out, note("sought-grid"))
	}
	return out
}

// bounds are those of a value in words; nothing where it is known exactly.
func (s *SeekAnswer) bounds(e cascade.Estimate) model.Note {
	low, high := math.IsInf(e.Low, 0), math.IsInf(e.High, 0)
	switch {
	case s.Computed:
		return verbatim("")
	case low && high:
		return note("sought-anywhere")
	case low:
		return note("sought-below", s.shown(e.High))
	case high:
		return note("sought-above", s.shown(e.Low))
	}
	return note("sought-between", s.shown(e.Low), s.shown(e.High))
}
