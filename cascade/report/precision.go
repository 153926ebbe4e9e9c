package report

import (
	"math"
	"strconv"

	"harkara/cascade/report/schema"
	"harkara/cascade/study"
	"harkara/model"
)

// PrecisionAnswer is how many plays the numbers of an answer need.
type PrecisionAnswer struct {
	*study.PrecisionAnswer
	Asked study.Precision
	Goals []model.Goal // of the question, which measures count
	// Computed is true where a run computes the shares, and plays for the rest alone.
	Computed bool
}

// jsonNeeded is the JSON of one number.
type jsonNeeded struct {
	Of     string   `json:"of"`
	Kind   string   `json:"kind"` // share, time or goal
	Value  *float64 `json:"value"`
	SD     *float64 `json:"sd"` // such that the mean of n plays has the standard error sd/√n
	Play   *float64 `json:"sd_of_play"`
	Varies bool     `json:"varies"`
	For    *float64 `json:"for"` // as Known: of a time in seconds
	Known  *float64 `json:"known"`
	Plays  *int64   `json:"plays"`
}

// neededKinds are the kinds of measure, for programs.
var neededKinds = [...]string{study.ShareBy: "share", study.TimeTo: "time", study.GoalMet: "goal"}

// Precision reports how many plays each number needs to be known so closely, and which
// needs most.
func Precision(a About, s PrecisionAnswer) Document {
	d := Document{
		Title:   title(a),
		Records: [][]string{{"of", "kind", "value", "sd", "varies", "for", "known", "trials", "plays", "decides", "sd_of_play"}},
	}
	pilot := note("pilot-of", int64(s.Pilot))
	if s.Points > 0 {
		pilot = note("pilot-of-points", int64(s.Pilot), int64(s.Points))
	}
	each := note("bounds-each")
	if s.Asked.Joint {
		each = note("bounds-jointly", int64(len(s.Cells)))
	}
	d.Under = []model.Note{note("dots", []model.Note{pilot, each})}
	t := Table{Columns: []Column{
		keyColumn("col-number"), numberColumn("col-about"), numberColumn("col-per-play"),
		{Name: note("col-known-with", int64(s.Asked.Trials)), Right: true}, {Name: s.wanted(), Right: true},
	}}
	cells := []jsonNeeded{}
	for i, n := range s.Cells {
		t.Rows = append(t.Rows, []Cell{cellOf(measureHeading(n.Measure, s.Goals)), measureCell(n.Measure, n.Value), s.perPlay(n), s.known(n), s.plays(n)})
		j := jsonNeeded{measureName(n.Measure), neededKinds[n.Kind], number(n.Value), number(n.SD), number(n.OnePlay), n.Varies, number(n.Half), number(n.Known), nil}
		plays := ""
		if n.Plays > 0 {
			j.Plays, plays = &n.Plays, strconv.FormatInt(n.Plays, 10)
		}
		cells = append(cells, j)
		d.Records = append(d.Records, []string{
			j.Of, j.Kind, float(n.Value), float(n.SD), strconv.FormatBool(n.Varies), float(n.Half), float(n.Known),
			strconv.Itoa(s.Asked.Trials), plays, strconv.FormatBool(i == s.Most), float(n.OnePlay),
		})
	}
	d.Tables, d.Notes = []Table{t}, s.notes()
	var decides *jsonNeeded
	if s.Most >= 0 {
		decides = &cells[s.Most]
	}
	d.Data = struct {
		Format     string          `json:"format"`
		Study      string          `json:"study"`
		About      schema.Scenario `json:"scenario"`
		Partial    bool            `json:"partial"`
		Half       *float64        `json:"for"`
		Within     *float64        `json:"for_times_s"`
		Joint      bool            `json:"joint"`
		Confidence *float64        `json:"confidence"`
		Pilot      int             `json:"pilot"`
		Points     int             `json:"points"`
		Trials     int             `json:"trials"`
		Computed   bool            `json:"shares_computed"`
		Cells      []jsonNeeded    `json:"cells"`
		Decides    *jsonNeeded     `json:"decides"`
	}{
		"harkara.study/v1", "precision", scenarioJSON(a), s.Partial, number(s.Asked.Half), withinTime(s.Asked.Within), s.Asked.Joint,
		number(s.Confidence), s.Pilot, s.Points, s.Asked.Trials, s.Computed, cells, decides,
	}
	return d
}

// withinTime is a time for JSON; null is none.
func withinTime(t model.Tick) *float64 {
	if t == 0 {
		return nil
	}
	return number(t.Seconds())
}

// wanted is the heading of how many plays are needed.
func (s *PrecisionAnswer) wanted() model.Note {
	if s.Asked.Within > 0 && study.Times(s.Asked.Measures) {
		return note("col-plays-for-both", s.Asked.Half*100, s.Asked.Within)
	}
	return note("col-plays-for", s.Asked.Half*100)
}

// perPlay is how much a number differs from one play to the next.
func (s *PrecisionAnswer) perPlay(n study.Needed) Cell {
	if math.IsNaN(n.OnePlay) {
		return cell("dash")
	}
	return cell("sd-points", n.OnePlay*100)
}

// known is how closely a number is known.
func (s *PrecisionAnswer) known(n study.Needed) Cell {
	switch {
	case math.IsNaN(n.Known):
		return cell("dash")
	case !n.Varies:
		return cell("known-alike", n.Known*100)
	case n.Kind == study.TimeTo:
		return cell("known-time", n.Known)
	}
	return cell("known-points", n.Known*100)
}

// plays is how many plays a number needs.
func (s *PrecisionAnswer) plays(n study.Needed) Cell {
	if n.Plays == 0 {
		return cell("dash")
	}
	return countCell(n.Plays)
}

// notes say which number decides, and what to know of the others.
func (s *PrecisionAnswer) notes() []model.Note {
	var out []model.Note
	if s.Most >= 0 {
		most := s.Cells[s.Most]
		out = append(out, note("precision-most", most.Plays, measureHeading(most.Measure, s.Goals)))
		if k := s.mostOf(study.ShareBy); most.Kind != study.ShareBy && k >= 0 {
			out = append(out, note("precision-shares", s.Cells[k].Plays, measureHeading(s.Cells[k].Measure, s.Goals)))
		}
	}
	alike, open, times, shared := false, false, false, -1
	for i, n := range s.Cells {
		if n.SD-n.OnePlay > 0.0005 && (shared < 0 || n.Plays > s.Cells[shared].Plays) {
			shared = i
		}
		alike = alike || !n.Varies && !math.IsNaN(n.Value)
		open = open || n.Varies && n.Plays == 0
		times = times || n.Kind == study.TimeTo
	}
	if times && s.Asked.Within == 0 {
		out = append(out, note("precision-times", s.Asked.Half*100))
	}
	if shared >= 0 {
		n := s.Cells[shared]
		out = append(out, note("precision-shared", measureHeading(n.Measure, s.Goals), n.OnePlay*100, n.SD*100))
	}
	if alike {
		out = append(out, note("precision-alike", int64(s.Pilot)))
	}
	if open {
		out = append(out, note("precision-open"))
	}
	if s.Computed {
		out = append(out, note("precision-computed"))
	}
	if s.Partial {
		out = append(out, note("partial-pilot", int64(s.Pilot)))
	}
	return out
}

// mostOf is the cell of a kind that needs most plays; −1 where there is none.
func (s *PrecisionAnswer) mostOf(kind study.MeasureKind) int {
	most := -1
	for i, n := range s.Cells {
		if n.Kind == kind && n.Plays > 0 && (most < 0 || n.Plays > s.Cells[most].Plays) {
			most = i
		}
	}
	return most
}
