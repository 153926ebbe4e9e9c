package report

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/model"
)

// answerLossTables are, for each answer, where it stops on its way up and what each unit
// is worth for what is known above.
func answerLossTables(n *model.Network, b *cascade.Bottlenecks) []Table {
	var out []Table
	for _, a := range b.Answers {
		t := Table{Caption: note("rises", a.Name, meanNumber(a.Total.Value), a.From, meanNumber(a.Known.Value), a.To, b.At), Columns: []Column{
			keyColumn("col-from"), keyColumn("col-to"), numberColumn("col-stopped"), numberColumn("col-number"), numberColumn("col-takes"),
		}}
		if a.Kind == model.Report && math.IsNaN(a.None.Value) {
			t.Caption = note("rises-reports", a.Name, meanNumber(a.Total.Value), meanNumber(a.Known.Value), a.To, b.At)
		}
		add := func(from, to Cell, e cascade.Estimate, takes Cell) {
			t.Rows = append(t.Rows, []Cell{from, to, shareCell(shareOf(e, a.Total.Value)), cellOf(meanNumber(e.Value)), takes})
		}
		if !math.IsNaN(a.None.Value) {
			add(cell("no-answer"), textCell(a.From), a.None, cell("dash"))
		}
		for _, h := range a.Hops {
			add(textCell(h.From), textCell(h.To), h.Stopped, cell("time", h.Delay))
		}
		out = append(out, t)
		if len(a.Units) == 0 {
			continue
		}
		w := worthTable(n, note("rise-worth", a.Name, a.To), nil)
		for _, u := range a.Units {
			w.Rows = append(w.Rows, []Cell{unitNamed(n, u.Unit), textCell(n.Tiers()[n.TierOf(u.Unit)]), numberCell(u.Gained), numberCell(u.Lost)})
		}
		out = append(out, w)
	}
	return out
}

// numberCell is a mean number with its bounds.
func numberCell(e cascade.Estimate) Cell {
	if math.IsNaN(e.Value) {
		return cell("dash")
	}
	return Cell{note("mean-bounds", e.Value, e.Half()), note("mean-number", e.Value)}
}

// shareOf is a number as a share of all.
func shareOf(e cascade.Estimate, all float64) cascade.Estimate {
	if all == 0 {
		return cascade.Nobody()
	}
	return cascade.Estimate{Value: e.Value / all, Low: e.Low / all, High: min(e.High/all, 1)}
}

func answerLossesJSON(n *model.Network, b *cascade.Bottlenecks) []schema.AnswerLosses {
	var out []schema.AnswerLosses
	for _, a := range b.Answers {
		j := schema.AnswerLosses{
			Name: a.Name, Kind: a.Kind.String(), From: a.From, To: a.To, Total: estimateJSON(a.Total), Known: estimateJSON(a.Known),
			Hops: []schema.AnswerHop{}, Units: []schema.AnswerUnit{},
		}
		if !math.IsNaN(a.None.Value) {
			none := estimateJSON(a.None)
			j.None = &none
		}
		for _, h := range a.Hops {
			j.Hops = append(j.Hops, schema.AnswerHop{From: h.From, To: h.To, Stopped: estimateJSON(h.Stopped), Delay: number(h.Delay)})
		}
		for _, u := range a.Units {
			j.Units = append(j.Units, schema.AnswerUnit{Unit: n.Name(u.Unit), Code: n.Code(u.Unit), Tier: n.Tiers()[n.TierOf(u.Unit)], Perfect: estimateJSON(u.Gained), Silent: estimateJSON(u.Lost)})
		}
		out = append(out, j)
	}
	return out
}

// answerLossRecords are the same as rows; their kinds end with the answer's name.
func answerLossRecords(n *model.Network, b *cascade.Bottlenecks) [][]string {
	var rows [][]string
	add := func(kind, name, code, to string, e cascade.Estimate, delay string) {
		rows = append(rows, []string{kind, name, code, to, float(e.Value), float(e.Low), float(e.High), delay})
	}
	for _, a := range b.Answers {
		add("answers-"+a.Name, a.From, "", "", a.Total, "")
		if !math.IsNaN(a.None.Value) {
			add("not-given-"+a.Name, a.From, "", "", a.None, "")
		}
		add("known-"+a.Name, a.From, "", a.To, a.Known, "")
		for _, h := range a.Hops {
			add("stopped-"+a.Name, h.From, "", h.To, h.Stopped, float(h.Delay))
		}
		for _, u := range a.Units {
			add("known-more-if-perfect-"+a.Name, n.Name(u.Unit), n.Code(u.Unit), a.To, u.Gained, "")
			add("known-fewer-if-silent-"+a.Name, n.Name(u.Unit), n.Code(u.Unit), a.To, u.Lost, "")
		}
	}
	return rows
}
