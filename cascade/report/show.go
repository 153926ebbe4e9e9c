package report

import (
	"fmt"
	"strings"

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
	d := Document{Title: s.Title, Under: []string{Summary(s.Network, len(s.Messages), s.Plans)}}
	if about := oneLine(s.About); about != "" {
		d.Under = append(d.Under, "", about)
	}
	d.Tables = append(d.Tables, treeTable(s.Network, depth), relayTable(s.Network))
	if len(s.Network.Channels()) > 0 {
		d.Tables = append(d.Tables, channelTable(s.Network))
	}
	if p := s.Network.Public(); p != nil {
		d.Tables = append(d.Tables, publicTable(s.Network, p))
	}
	for i := range d.Tables {
		d.Tables[i] = d.Tables[i].withoutEmpty()
	}
	d.Notes = showNotes(s)
	for _, t := range d.Tables {
		for _, r := range t.Rows {
			row := []string{t.Caption}
			for _, c := range r {
				row = append(row, c.Text)
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
	}{"harkara.show/v1", d.Title, d.Under, []part{}, []string{}}
	for _, t := range d.Tables {
		p := part{Caption: t.Caption, Rows: []map[string]string{}}
		for _, r := range t.Rows {
			row := map[string]string{}
			for i, c := range r {
				row[t.Columns[i].Name] = c.Text
			}
			p.Rows = append(p.Rows, row)
		}
		out.Parts = append(out.Parts, p)
	}
	for _, n := range d.Notes {
		out.Notes = append(out.Notes, n.line())
	}
	return out
}

// Summary is one line on a network: "136 units in 4 tiers, 900,422 people".
func Summary(n *model.Network, messages int, plans []string) string {
	text := fmt.Sprintf("%s %s in %d %s", model.Thousands(int64(n.Len())), plural(n.Len(), "unit", "units"),
		len(n.Tiers()), plural(len(n.Tiers()), "tier", "tiers"))
	if n.Public() != nil {
		people, homes := int64(0), int64(0)
		for i := range n.Served() {
			people += n.People()[i]
			homes += n.Homes()[i]
		}
		text += fmt.Sprintf(", %s people in %s households", model.Thousands(people), model.Thousands(homes))
	}
	if len(n.Links()) > 0 {
		text += fmt.Sprintf(", %s extra links", model.Thousands(int64(len(n.Links()))))
	}
	if messages > 1 {
		text += fmt.Sprintf(", %d messages", messages)
	}
	if len(plans) > 0 {
		text += ", plans " + strings.Join(plans, ", ")
	}
	return text
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
		{Name: "unit"}, {Name: "tier"}, {Name: "below it", Right: true}, {Name: "people", Right: true}, {Name: "households", Right: true},
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
		name := n.Name(u)
		if local := n.LocalName(u); local != "" {
			name += " (" + local + ")"
		}
		row := []Cell{cell(strings.Repeat("  ", level) + name), cell(n.Tiers()[n.TierOf(u)]), cell(""), cell(""), cell("")}
		if kids := len(n.Children(u)); kids > 0 {
			row[2] = cell(model.Thousands(int64(kids)))
		}
		if people != nil {
			row[3], row[4] = cell(model.Thousands(people[u])), cell(model.Thousands(homes[u]))
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
		t.Rows = append(t.Rows, []Cell{cell(fmt.Sprintf("… and %s more", model.Thousands(int64(hidden)))), cell(""), cell(""), cell(""), cell("")})
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
func showNotes(s *scenario.Scenario) []Note {
	var out []Note
	say := func(kind, format string, a ...any) { out = append(out, Note{kind, fmt.Sprintf(format, a...)}) }
	n := s.Network
	for _, m := range s.Messages {
		var from []string
		for _, u := range m.From[:min(len(m.From), 5)] {
			from = append(from, n.Name(u))
		}
		if len(m.From) > 5 {
			from = append(from, fmt.Sprintf("%d more", len(m.From)-5))
		}
		text := fmt.Sprintf("%s, from %s at %s", m.Name, strings.Join(from, ", "), moment(m.At))
		if m.Expires < model.Never {
			text += ", expires at " + moment(m.Expires)
		}
		say("message", "%s", text)
	}
	if !s.Start.IsZero() {
		say("released", "%s", s.Start.Format("Monday 2 January 2006, 15:04 MST"))
	}
	for _, o := range n.Outages() {
		say("outage", "%s", outageText(n, o))
	}
	for _, g := range s.Question.Goals {
		say("goal", "%s %% of %s within %s, with a chance of %s %%", plain(g.Share*100), ofTier(g.Tier), moment(g.By), plain(g.Chance*100))
	}
	say("played", "for %s, %s trials, seed %d", moment(s.Question.Horizon), model.Thousands(int64(s.Trials)), s.Seed)
	for _, text := range s.Sources {
		say("source", "%s", text)
	}
	for _, note := range s.Notes {
		say("note", "%s", words.Note(note))
	}
	return out
}

func outageText(n *model.Network, o model.Outage) string {
	who := "each unit of tier " + n.Tiers()[o.Tier]
	if o.Unit != model.NoUnit {
		who = n.Name(o.Unit)
	}
	if o.Chance < 1 {
		who += fmt.Sprintf(", with chance %s %%,", plain(o.Chance*100))
	}
	if o.Whole {
		return who + " is silent all the time"
	}
	return fmt.Sprintf("%s is silent from %s for %s", who, delayText(o.From), delayText(o.For))
}
