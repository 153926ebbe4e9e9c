package report

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"harkara/cascade"
	"harkara/cascade/study"
	"harkara/model"
)

// Why reports why a unit has the message late or never.
func Why(a About, n *model.Network, path string, r *study.Reasons) Document {
	d := Document{
		Title: title(a),
		Under: []string{
			fmt.Sprintf("why %s has it late or never: by %s", path, moment(r.By)),
			fmt.Sprintf("%s %s · 95 %% bounds in brackets", model.Thousands(int64(r.Trials)), plural(r.Trials, "trial", "trials")),
		},
		Notes: partialNote(r.Partial, r.Trials),
	}
	t := Table{Columns: []Column{{Name: "what happened", Key: true}, {Name: "trials", Right: true}, {Name: "share", Right: true}}}
	d.Records = [][]string{{"unit", "code", "by_s", "kind", "tier", "text", "trials", "share", "low", "high"}}
	type row struct {
		Kind   string   `json:"kind"`
		Tier   *string  `json:"tier"`
		Text   string   `json:"text"`
		Trials int      `json:"trials"`
		Share  *float64 `json:"share"`
		Low    *float64 `json:"low"`
		High   *float64 `json:"high"`
	}
	rows := []row{}
	for _, x := range r.Rows {
		t.Rows = append(t.Rows, []Cell{cell(x.Text), cell(model.Thousands(int64(x.Count))), bounded(x.Share)})
		out := row{Kind: x.Kind.String(), Text: x.Text, Trials: x.Count, Share: number(x.Share.Value), Low: number(x.Share.Low), High: number(x.Share.High)}
		tier := ""
		if x.Tier >= 0 {
			tier = n.Tiers()[x.Tier]
			out.Tier = &tier
		}
		rows = append(rows, out)
		d.Records = append(d.Records, []string{
			path, n.Code(r.Unit), float(r.By.Seconds()), x.Kind.String(), tier, x.Text,
			strconv.Itoa(x.Count), float(x.Share.Value), float(x.Share.Low), float(x.Share.High),
		})
	}
	d.Tables = []Table{t}
	d.Data = struct {
		Format  string  `json:"format"`
		Unit    string  `json:"unit"`
		Code    string  `json:"code"`
		By      float64 `json:"by_s"`
		Trials  int     `json:"trials"`
		Partial bool    `json:"partial"`
		Reasons []row   `json:"reasons"`
	}{"harkara.why/v1", path, n.Code(r.Unit), r.By.Seconds(), r.Trials, r.Partial, rows}
	return d
}

// title is that of a document about a scenario.
func title(a About) string {
	text := a.Title
	if text == "" {
		text = a.Name
	}
	if a.Plan != "" {
		text += " · plan " + a.Plan
	}
	return text
}

func partialNote(partial bool, trials int) []Note {
	if !partial {
		return nil
	}
	return []Note{{"partial", fmt.Sprintf("interrupted after %s trials", model.Thousands(int64(trials)))}}
}

// Story reports one trial as a story: a line for each thing that happened. The
// clock is that of the release, or zero where the scenario has none.
func Story(a About, start time.Time, tale *study.Tale) Document {
	d := Document{Title: title(a), Under: []string{fmt.Sprintf("trial %d, told in order of time · %s engine", tale.Trial, tale.Engine)}}
	t := Table{Columns: []Column{{Name: "after", Right: true, Key: true}}}
	if !start.IsZero() {
		t.Columns = append(t.Columns, Column{Name: "clock", Key: true})
	}
	t.Columns = append(t.Columns, Column{Name: "what happened"})
	d.Records = [][]string{{"trial", "at_s", "clock", "kind", "unit", "code", "tier", "by", "by_code", "person", "channel", "attempt", "first", "text"}}
	var lines []any
	for _, l := range tale.Lines {
		row := []Cell{cell(elapsed(l.At))}
		clock := ""
		if !start.IsZero() {
			at := start.Add(l.At.Duration())
			clock = at.Format(time.RFC3339)
			row = append(row, cell(at.Format("Mon 15:04")))
		}
		t.Rows = append(t.Rows, append(row, cell(l.Text)))
		d.Records = append(d.Records, []string{
			strconv.FormatUint(tale.Trial, 10), float(l.At.Seconds()), clock, l.Kind, l.Unit, l.Code, l.Tier, l.By, l.ByCode,
			strconv.Itoa(l.Person), l.Channel, strconv.Itoa(l.Attempt), strconv.FormatBool(l.First), l.Text,
		})
		lines = append(lines, storyLine{
			tale.Trial, l.At.Seconds(), clock, l.Kind, l.Unit, l.Code, l.Tier, l.Path, l.By, l.ByCode, l.Person, l.Channel, l.Attempt, l.First, l.Text,
		})
	}
	d.Tables = []Table{t}
	if tale.Left > 0 {
		d.Notes = append(d.Notes, Note{"note", fmt.Sprintf("%s more lines are left out", model.Thousands(int64(tale.Left)))})
	}
	d.Data = jsonLines(lines)
	return d
}

type storyLine struct {
	Trial   uint64  `json:"trial"`
	At      float64 `json:"at_s"`
	Clock   string  `json:"clock,omitempty"`
	Kind    string  `json:"kind"`
	Unit    string  `json:"unit"`
	Code    string  `json:"code"`
	Tier    string  `json:"tier"`
	Path    string  `json:"path"`
	By      string  `json:"by,omitempty"`
	ByCode  string  `json:"by_code,omitempty"`
	Person  int     `json:"person,omitempty"`
	Channel string  `json:"channel,omitempty"`
	Attempt int     `json:"attempt,omitempty"`
	First   bool    `json:"first"`
	Text    string  `json:"text"`
}

// jsonLines are written one JSON value a line.
type jsonLines []any

func (l jsonLines) encode(e *json.Encoder) error {
	for _, v := range l {
		if err := e.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

// elapsed is a time since the release to the second, in columns: 2d 03:04:05.
func elapsed(t model.Tick) string {
	s := int64(t / model.Second)
	text := fmt.Sprintf("%02d:%02d:%02d", s/3600%24, s/60%60, s%60)
	if d := s / 86400; d > 0 {
		text = fmt.Sprintf("%dd %s", d, text)
	}
	return text
}

// LeftBehind reports the units with the most people whom nothing reaches by a
// time.
func LeftBehind(a About, n *model.Network, by model.Tick, l *study.LeftBehind) Document {
	d := Document{
		Title: title(a),
		Under: []string{fmt.Sprintf("left behind: %s of %s people are expected not to be reached by %s · %s trials",
			model.Thousands(int64(math.Round(l.Unreached))), model.Thousands(l.People), moment(by), model.Thousands(int64(l.Trials)))},
		Notes: partialNote(l.Partial, l.Trials),
	}
	t := Table{Columns: []Column{{Name: "unit", Key: true}, {Name: "people", Right: true}, {Name: "not reached", Right: true}, {Name: "why"}}}
	d.Records = [][]string{{"unit", "code", "people", "unreached", "low", "high", "audience", "not_told", "not_passed", "late", "why"}}
	type unit struct {
		Unit      string  `json:"unit"`
		Code      string  `json:"code"`
		People    int64   `json:"people"`
		Unreached float64 `json:"unreached"`
		Low       float64 `json:"low"`
		High      float64 `json:"high"`
		Audience  float64 `json:"audience"`
		NotTold   float64 `json:"not_told"`
		NotPassed float64 `json:"not_passed"`
		Late      float64 `json:"late"`
		Why       string  `json:"why"`
	}
	units := []unit{}
	for _, u := range l.Units {
		code := n.Code(u.Unit)
		t.Rows = append(t.Rows, []Cell{cell(u.Name), cell(model.Thousands(u.People)), people(u.Unreached), cell(u.Text)})
		units = append(units, unit{
			u.Path, code, u.People, sure(u.Unreached.Value), sure(u.Unreached.Low), sure(u.Unreached.High),
			sure(u.Loss.Audience), sure(u.Loss.NotTold), sure(u.Loss.NotPassed), sure(u.Loss.Late), u.Text,
		})
		d.Records = append(d.Records, []string{
			u.Path, code, strconv.FormatInt(u.People, 10), float(u.Unreached.Value), float(u.Unreached.Low), float(u.Unreached.High),
			float(u.Loss.Audience), float(u.Loss.NotTold), float(u.Loss.NotPassed), float(u.Loss.Late), u.Text,
		})
	}
	d.Tables = []Table{lossTable(l), t}
	d.Data = struct {
		Format    string  `json:"format"`
		By        float64 `json:"by_s"`
		Trials    int     `json:"trials"`
		Partial   bool    `json:"partial"`
		People    int64   `json:"people"`
		Unreached float64 `json:"unreached"`
		Units     []unit  `json:"units"`
	}{"harkara.left-behind/v1", by.Seconds(), l.Trials, l.Partial, l.People, sure(l.Unreached), units}
	return d
}

// lossTable says where the people of the whole go whom nothing reaches.
func lossTable(l *study.LeftBehind) Table {
	t := Table{Columns: []Column{{Name: "where they are lost", Key: true}, {Name: "people", Right: true}, {Name: "of all", Right: true}}}
	add := func(what string, n float64) {
		if n >= 0.5 {
			t.Rows = append(t.Rows, []Cell{cell(what), cell(model.Thousands(int64(math.Round(n)))), cell(percent(n/float64(max(l.People, 1))) + " %")})
		}
	}
	for _, h := range l.Hops {
		where := "before the " + h.To
		if h.From != "" {
			where = "between " + h.From + " and " + h.To
		}
		add(where, h.People.Value)
	}
	add("told, but nobody there passes it on", l.Loss.NotPassed)
	add("told too late", l.Loss.Late)
	add("passed on there, but no way of hearing reaches them in time", l.Loss.Audience)
	return t
}

// people is an expected number of people with the half-width of its bounds.
func people(e cascade.Estimate) Cell {
	short := model.Thousands(int64(math.Round(e.Value)))
	half := int64(math.Round(max(e.High-e.Value, e.Value-e.Low)))
	if half == 0 {
		return cell(short)
	}
	return Cell{fmt.Sprintf("%s [±%s]", short, model.Thousands(half)), short}
}
