package report

import (
	"encoding/json"
	"math"
	"strconv"
	"time"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/report/words"
	"harkara/cascade/study"
	"harkara/cascade/trace"
	"harkara/model"
)

// Why reports why a unit has the message late or never.
func Why(a About, n *model.Network, path string, r *trace.Reasons) Document {
	d := Document{
		Title: title(a),
		Under: []model.Note{
			note("why", path, r.By),
			note("dots", []model.Note{note("trials", int64(r.Trials)), note("brackets-95")}),
		},
		Notes: partialNote(r.Partial, r.Trials),
	}
	t := Table{Columns: []Column{keyColumn("col-happened"), numberColumn("col-trials"), numberColumn("col-share")}}
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
		what := x.Note(n.Tiers())
		text := words.Note(what)
		t.Rows = append(t.Rows, []Cell{cellOf(what), countCell(int64(x.Count)), shareCell(x.Share)})
		tier, record := reasonRecord(n, path, r, &x, text)
		rows = append(rows, row{x.Kind.String(), tier, text, x.Count, number(x.Share.Value), number(x.Share.Low), number(x.Share.High)})
		d.Records = append(d.Records, record)
	}
	d.Tables = []Table{t}
	stuck := d.stuck(n, path, r)
	d.Data = struct {
		Format  string      `json:"format"`
		Unit    string      `json:"unit"`
		Code    string      `json:"code"`
		By      float64     `json:"by_s"`
		Trials  int         `json:"trials"`
		Partial bool        `json:"partial"`
		Reasons []row       `json:"reasons"`
		Answers []jsonStuck `json:"answers,omitempty"`
	}{"harkara.why/v1", path, n.Code(r.Unit), r.By.Seconds(), r.Trials, r.Partial, rows, stuck}
	return d
}

// reasonRecord is a row of records about a reason, and the name of its tier; nil where it
// has none.
func reasonRecord(n *model.Network, path string, r *trace.Reasons, x *trace.Reason, text string) (tier *string, record []string) {
	name := ""
	if x.Tier >= 0 {
		name = n.Tiers()[x.Tier]
		tier = &name
	}
	return tier, []string{
		path, n.Code(r.Unit), float(r.By.Seconds()), x.Kind.String(), name, text,
		strconv.Itoa(x.Count), float(x.Share.Value), float(x.Share.Low), float(x.Share.High),
	}
}

func partialNote(partial bool, trials int) []model.Note {
	if !partial {
		return nil
	}
	return []model.Note{note("partial", int64(trials))}
}

// Story reports one trial as a story: a line for each thing that happened. The
// clock is that of the release, or zero where the scenario has none.
func Story(a About, start time.Time, story *trace.Timeline) Document {
	d := Document{Title: title(a), Under: []model.Note{note("story", story.Trial, story.Engine)}}
	after := numberColumn("col-after-release")
	after.Key = true
	t := Table{Columns: []Column{after}}
	if !start.IsZero() {
		t.Columns = append(t.Columns, keyColumn("col-clock"))
	}
	t.Columns = append(t.Columns, textColumn("col-happened"))
	d.Records = [][]string{{"trial", "at_s", "clock", "kind", "unit", "code", "tier", "by", "by_code", "person", "channel", "attempt", "first", "text"}}
	var lines []any
	for _, l := range story.Events {
		what := storyNote(&l)
		text := words.Note(what)
		row := []Cell{cell("clock", l.At)}
		clock := ""
		if !start.IsZero() {
			at := start.Add(l.At.Duration())
			clock = at.Format(time.RFC3339)
			row = append(row, cell("weekday", at))
		}
		t.Rows = append(t.Rows, append(row, cellOf(what)))
		d.Records = append(d.Records, []string{
			strconv.FormatUint(story.Trial, 10), float(l.At.Seconds()), clock, l.Kind, l.Unit, l.Code, l.Tier, l.By, l.ByCode,
			strconv.Itoa(l.Person), l.Channel, strconv.Itoa(l.Attempt), strconv.FormatBool(l.First), text,
		})
		lines = append(lines, storyLine{
			story.Trial, l.At.Seconds(), clock, l.Kind, l.Unit, l.Code, l.Tier, l.Path, l.By, l.ByCode, l.Person, l.Channel, l.Attempt, l.First, l.Answer, text,
		})
	}
	d.Tables = []Table{t}
	if story.Omitted > 0 {
		d.Notes = append(d.Notes, note("story-left-out", int64(story.Omitted)))
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
	Answer  string  `json:"answer,omitempty"`
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

// storyNote is one thing that happened, in words: units with their tier, since a
// district and a block are often called alike.
func storyNote(l *trace.Event) model.Note {
	unit := note("tier-unit", l.Tier, model.Called{Name: l.Unit, Code: l.Code})
	who := note("person-at", int64(l.Person), unit)
	if l.By != "" {
		who = note("person-at", int64(l.Person), note("tier-unit", l.ByTier, model.Called{Name: l.By, Code: l.ByCode}))
	}
	over := note("over-channel", l.Channel)
	if l.Attempt > 1 {
		over = note("over-channel-again", l.Channel, int64(l.Attempt))
	}
	switch l.Kind {
	case "released":
		return note("story-released", unit)
	case "delivered":
		switch {
		case l.Late:
			return note("story-delivered-late", unit, who, over)
		case !l.First:
			return note("story-delivered-again", unit, who, over)
		}
		return note("story-delivered", unit, who, over)
	case "failed":
		return note("story-failed", who, unit, over)
	case "unreachable":
		return note("story-unreachable", who, unit, over)
	case "not-passed":
		return note("story-not-passed", who)
	case "expired":
		return note("story-expired", who)
	case "silent":
		return note("story-silent", who)
	case "started":
		return note("story-started", who)
	case "bypassed":
		return note("story-bypassed", who, unit)
	case "answered":
		return note("story-answered", unit, l.Answer)
	case "known":
		return note("story-known", unit, note("tier-unit", l.ByTier, model.Called{Name: l.By, Code: l.ByCode}), l.Answer)
	case "reminded":
		return note("story-reminded", who, unit, over, l.Answer)
	}
	if l.Channel != "" {
		return note("story-closed-channel", who, unit, over)
	}
	return note("story-closed", who)
}

// LeftBehind reports the units with the most people whom nothing reaches by a
// time.
func LeftBehind(a About, n *model.Network, by model.Tick, l *study.LeftBehind) Document {
	d := Document{
		Title: title(a),
		Under: []model.Note{note("dots", []model.Note{
			note("left-behind", int64(math.Round(l.Unreached)), l.People, by), note("trials", int64(l.Trials)),
		})},
		Notes: partialNote(l.Partial, l.Trials),
	}
	t := Table{Columns: []Column{keyColumn("col-unit"), numberColumn("col-people"), numberColumn("col-not-reached"), textColumn("col-why")}}
	d.Records = [][]string{{"unit", "code", "people", "unreached", "low", "high", "audience", "not_told", "not_passed", "late", "why"}}
	units := []schema.Left{}
	var who []nameAndPath
	for i := range l.Units {
		who = append(who, nameAndPath{l.Units[i].Name, l.Units[i].Path})
	}
	names := distinct(who)
	for i, u := range l.Units {
		code := n.Code(u.Unit)
		text := words.Note(u.Because)
		t.Rows = append(t.Rows, []Cell{textCell(names[i]), countCell(u.People), peopleCell(u.Unreached), cellOf(u.Because)})
		units = append(units, schema.Left{
			Unit: u.Path, Code: code, People: u.People, Unreached: words.TenDigits(u.Unreached.Value), Low: words.TenDigits(u.Unreached.Low), High: words.TenDigits(u.Unreached.High),
			Audience: words.TenDigits(u.Loss.Audience), NotTold: words.TenDigits(u.Loss.NotTold), NotPassed: words.TenDigits(u.Loss.NotPassed), Late: words.TenDigits(u.Loss.Late), Why: text, Because: u.Because,
		})
		d.Records = append(d.Records, []string{
			u.Path, code, strconv.FormatInt(u.People, 10), float(u.Unreached.Value), float(u.Unreached.Low), float(u.Unreached.High),
			float(u.Loss.Audience), float(u.Loss.NotTold), float(u.Loss.NotPassed), float(u.Loss.Late), text,
		})
	}
	hops := []schema.LostAt{}
	for _, h := range l.Hops {
		hops = append(hops, schema.LostAt{From: h.From, To: h.To, Lost: estimateJSON(h.Lost)})
	}
	d.Tables = []Table{lossTable(l), t}
	d.Data = schema.LeftBehind{Format: "harkara.left-behind/v1", By: by.Seconds(), Trials: l.Trials, Partial: l.Partial, People: l.People, Unreached: words.TenDigits(l.Unreached), Unserved: l.Unserved, Hops: hops, Units: units}
	return d
}

// lossTable says where the people of the whole go whom nothing reaches.
func lossTable(l *study.LeftBehind) Table {
	t := Table{Columns: []Column{keyColumn("col-where-lost"), numberColumn("col-people"), numberColumn("col-of-all")}}
	add := func(what model.Note, n float64) {
		if n >= 0.5 {
			t.Rows = append(t.Rows, []Cell{cellOf(what), countCell(int64(math.Round(n))), cell("share", n/float64(max(l.People, 1)))})
		}
	}
	for _, h := range l.Hops {
		where := note("loss-before", h.To)
		if h.From != "" {
			where = note("loss-between", h.From, h.To)
		}
		add(where, h.Lost.Value)
	}
	add(note("loss-unserved"), float64(l.Unserved))
	add(note("loss-not-passed"), l.Loss.NotPassed)
	add(note("loss-late"), l.Loss.Late)
	add(note("loss-audience"), l.Loss.Audience)
	return t
}

// peopleCell is an expected number of people with its bounds.
func peopleCell(e cascade.Estimate) Cell {
	short := note("people", int64(math.Round(e.Value)))
	half := int64(math.Round(e.Half()))
	switch {
	case math.IsNaN(e.Value):
		return cell("dash")
	case half == 0 || math.IsNaN(e.High-e.Low):
		return cellOf(short)
	case float64(half) > e.Value/20 && asymmetric(e):
		return Cell{note("people-from-to", int64(math.Round(e.Value)), int64(math.Round(e.Low)), int64(math.Round(e.High))), short}
	}
	return Cell{note("people-bounds", int64(math.Round(e.Value)), half), short}
}
