package report

import (
	"fmt"
	"slices"
	"strings"

	"harkara/cascade/public"
	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/scenario"
)

// Show reports what was understood of a scenario: the hierarchy with counts
// and people down to a depth of tiers (0 is as many as fit a page), and what
// each hop does.
func Show(s *scenario.Scenario, depth int) Document {
	if depth == 0 {
		depth = pageDepth(s.Network)
	}
	d := Document{Title: titleOf(s.Title, s.TitleLocal), Under: []model.Note{Summary(s.Network, len(s.Messages), s.Plans)}}
	if about := oneLine(s.About); about != "" {
		d.Under = append(d.Under, model.Note{}, verbatim(about))
	}
	d.Tables = append(d.Tables, treeTable(s.Network, depth), relayTable(s.Network))
	if len(s.Network.Channels()) > 0 {
		d.Tables = append(d.Tables, channelTable(s.Network))
	}
	if len(s.Network.Climbs()) > 0 {
		d.Tables = append(d.Tables, upTable(s.Network))
	}
	if p := s.Network.Public(); p != nil {
		d.Tables = append(d.Tables, publicTable(s.Network, p))
	}
	if len(s.Uncertain) > 0 {
		d.Tables = append(d.Tables, rangesTable(s))
	}
	if len(s.Actions) > 0 {
		d.Tables = append(d.Tables, actionsTable(s))
	}
	for i := range d.Tables {
		d.Tables[i] = d.Tables[i].withoutEmpty()
	}
	d.Notes = showNotes(s)
	for _, t := range d.Tables {
		for _, r := range t.Rows {
			row := []string{words.Note(t.Caption)}
			for _, c := range r {
				row = append(row, words.Note(c.Full))
			}
			for len(row) < recordWidth {
				row = append(row, "")
			}
			d.Records = append(d.Records, row)
		}
	}
	header := []string{"part"}
	for i := 1; i < recordWidth; i++ {
		header = append(header, fmt.Sprintf("column_%d", i))
	}
	d.Records = append([][]string{header}, d.Records...)
	d.Data = showData(d)
	return d
}

// recordWidth is how many columns the records of Show have.
const recordWidth = 9

// showData is a document of tables as JSON.
func showData(d Document) any {
	type part struct {
		Caption string              `json:"part"`
		Rows    []map[string]string `json:"rows"`
	}
	out := struct {
		Format string   `json:"format"`
		Title  string   `json:"title"`
		Under  []string `json:"under"`
		Parts  []part   `json:"parts"`
		Notes  []string `json:"notes"`
	}{"harkara.show/v1", words.Note(d.Title), []string{}, []part{}, []string{}}
	for _, line := range d.Under {
		out.Under = append(out.Under, words.Note(line))
	}
	for _, t := range d.Tables {
		p := part{Caption: words.Note(t.Caption), Rows: []map[string]string{}}
		for _, r := range t.Rows {
			row := map[string]string{}
			for i, c := range r {
				row[words.Note(t.Columns[i].Name)] = words.Note(c.Full)
			}
			p.Rows = append(p.Rows, row)
		}
		out.Parts = append(out.Parts, p)
	}
	for _, n := range d.Notes {
		out.Notes = append(out.Notes, words.Line(n))
	}
	return out
}

// Summary is one line on a network: "136 units in 4 tiers, 900,422 people".
func Summary(n *model.Network, messages int, plans []string) model.Note {
	parts := []model.Note{note("summary", note("units", int64(n.Len())), note("tiers", int64(len(n.Tiers()))))}
	if n.Public() != nil {
		people, homes := int64(0), int64(0)
		for i := range n.Served() {
			people += n.People()[i]
			homes += n.Homes()[i]
		}
		parts = append(parts, note("summary-people", people, homes))
	}
	if len(n.Links()) > 0 {
		parts = append(parts, note("summary-links", int64(len(n.Links()))))
	}
	if messages > 1 {
		parts = append(parts, note("summary-messages", int64(messages)))
	}
	if len(plans) > 0 {
		parts = append(parts, note("summary-plans", strings.Join(plans, ", ")))
	}
	return note("commas", parts)
}

// mostLines is how many units of a tree are printed.
const mostLines = 400

// pageDepth is how many tiers have no more units than fit a page, at least one.
func pageDepth(n *model.Network) int {
	const page = 40
	units, depth := 0, 0
	for t := range n.Tiers() {
		if units += n.InTier(t).Len(); units > page && depth > 0 {
			break
		}
		depth++
	}
	return depth
}

// treeTable is the hierarchy, indented, down to a depth of tiers.
func treeTable(n *model.Network, depth int) Table {
	t := Table{Columns: []Column{
		textColumn("col-unit"), textColumn("col-tier"), numberColumn("col-below"), numberColumn("col-people"), numberColumn("col-households"),
	}}
	people, homes := peopleBelow(n)
	hidden := 0
	var walk func(u model.Unit, level int)
	walk = func(u model.Unit, level int) {
		if level >= depth {
			return
		}
		if len(t.Rows) >= mostLines {
			hidden++
			return
		}
		local := verbatim("")
		if n.LocalName(u) != "" {
			local = note("local-name", n.LocalName(u))
		}
		row := []Cell{cell("indented", strings.Repeat("  ", level), model.Called{Name: n.Name(u), Code: n.Code(u)}, local), textCell(n.Tiers()[n.TierOf(u)]), {}, {}, {}}
		if kids := len(n.Children(u)); kids > 0 {
			row[2] = countCell(int64(kids))
		}
		if people != nil {
			row[3], row[4] = countCell(people[u]), countCell(homes[u])
		}
		t.Rows = append(t.Rows, row)
		for _, v := range n.Children(u) {
			walk(v, level+1)
		}
	}
	for u := range model.Unit(n.Len()) {
		if n.Parent(u) == model.NoUnit {
			walk(u, 0)
		}
	}
	if hidden > 0 {
		t.Rows = append(t.Rows, []Cell{cell("more-units", int64(hidden)), {}, {}, {}, {}})
	}
	return t
}

// peopleBelow is how many people and households each unit has at or below it;
// nil where nobody is served.
func peopleBelow(n *model.Network) (people, homes []int64) {
	if n.Public() == nil {
		return nil, nil
	}
	people, homes = make([]int64, n.Len()), make([]int64, n.Len())
	for i, u := range n.Served() {
		for v := u; v != model.NoUnit; v = n.Parent(v) {
			people[v] += n.People()[i]
			homes[v] += n.Homes()[i]
		}
	}
	return people, homes
}

// showNotes say the rest: messages, outages, goals and what figures stand for.
func showNotes(s *scenario.Scenario) []model.Note {
	var out []model.Note
	n := s.Network
	for i := range s.Messages {
		if m := &s.Messages[i]; m.When == nil && m.Stream == nil {
			out = append(out, messageNote(n, m))
		}
		out = append(out, messageMore(s, &s.Messages[i])...)
	}
	for i := range s.Answers {
		out = append(out, answerNote(n, &s.Answers[i]))
	}
	if !s.Start.IsZero() {
		out = append(out, note("released", s.Start))
	}
	for _, o := range n.Outages() {
		out = append(out, outageNote(n, o))
	}
	if s.Circumstances != nil {
		for _, c := range s.Circumstances.List {
			out = append(out, note("circumstance", c.Name, c.Chance*100, strings.Join(c.Sets, ", ")))
		}
	}
	for _, g := range s.Question.Goals {
		out = append(out, note("goal-asked-for", g.Share*100, ofTier(g.Tier), g.By, g.Chance*100))
	}
	out = append(out, note("played", s.Question.Horizon, note("trials", int64(s.Trials)), s.Seed))
	for _, text := range s.Sources {
		out = append(out, note("source", text))
	}
	return append(out, ScenarioNotes(s)...)
}

// ScenarioNotes are what a reader of a scenario's answers must know before one is
// played: what its figures of people stand for, and what it leaves open.
func ScenarioNotes(s *scenario.Scenario) []model.Note {
	return slices.Concat(public.Figures(s.Network), s.Notes)
}

// messageNote says what is sent, from where and when.
func messageNote(n *model.Network, m *model.Message) model.Note {
	var from []model.Note
	for _, u := range m.From[:min(len(m.From), 5)] {
		from = append(from, unitNote(n, u))
	}
	if len(m.From) > 5 {
		from = append(from, note("more", int64(len(m.From)-5)))
	}
	if m.Expires < model.Never {
		return note("message-expires", m.Name, from, m.At, m.Expires)
	}
	return note("message", m.Name, from, m.At)
}

// outageNote says who is silent, how likely and for how long.
func outageNote(n *model.Network, o model.Outage) model.Note {
	who := note("each-unit", n.Tiers()[o.Tier])
	if o.Unit != model.NoUnit {
		who = unitNote(n, o.Unit)
	}
	if o.Chance < 1 {
		who = note("with-chance", who, o.Chance*100)
	}
	if o.Whole {
		return note("outage-whole", who)
	}
	return note("outage", who, timeNote("begins", o.From), timeNote("lasts", o.For))
}

// timeNote says when an outage begins or how long it lasts: for certain, or at
// random with a median.
func timeNote(kind string, d model.Delay) model.Note {
	if steps, _, ok := model.Steps(d); ok && len(steps) == 1 {
		return model.NewNote(kind, model.TicksOf(steps[0]))
	}
	return model.NewNote(kind+"-random", d.Quantile(0.5), d.Quantile(0.9))
}
