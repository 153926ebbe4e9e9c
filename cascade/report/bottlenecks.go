package report

import (
	"math"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/model"
)

// Bottlenecks reports where a message goes wrong: for whom it stops at each hop,
// and what each unit is worth.
func Bottlenecks(a About, n *model.Network, b *cascade.Bottlenecks) Document {
	what := note("of-the-people")
	if b.Of != model.PublicTier {
		what = note("of-all-units", b.Of)
	}
	how := note("computed-exactly")
	if b.Trials > 0 {
		how = note("trials-shared", int64(b.Trials))
	}
	d := Document{
		Title: title(a),
		Under: []model.Note{note("dots", []model.Note{note("missed", b.At, b.Missed.Value, what), how})},
	}
	d.Tables = append([]Table{hopTable(b), worthTable(n, note("worth"), b.Units)}, answerLossTables(n, b)...)
	d.Records, d.Data = bottleneckRecords(n, b), bottleneckData(n, b)
	return d
}

func hopTable(b *cascade.Bottlenecks) Table {
	t := Table{Caption: note("hops"), Columns: []Column{
		keyColumn("col-from"), keyColumn("col-to"), numberColumn("col-stopped"), numberColumn("col-people"), numberColumn("col-takes"),
	}}
	for _, h := range b.Hops {
		from, takes := textCell(h.From), cell("time", h.Delay)
		if h.From == "" && h.To == "" {
			from = cell("nobody-above")
		}
		if h.Delay < 0 {
			takes = cell("before-it") // people hear directly, before their own unit does
		}
		t.Rows = append(t.Rows, []Cell{
			from, textCell(h.To), shareCell(h.Stopped), countCell(int64(math.Round(h.Stopped.Value * float64(b.Total)))), takes,
		})
	}
	return t
}

func worthTable(n *model.Network, caption model.Note, units []cascade.Worth) Table {
	t := Table{Caption: caption, Columns: []Column{
		keyColumn("col-unit"), textColumn("col-tier"), numberColumn("col-gained"), numberColumn("col-lost-silent"),
	}}
	for _, u := range units {
		t.Rows = append(t.Rows, []Cell{unitNamed(n, u.Unit), textCell(n.Tiers()[n.TierOf(u.Unit)]), peopleCell(u.Gained), peopleCell(u.Lost)})
	}
	return t
}

func bottleneckRecords(n *model.Network, b *cascade.Bottlenecks) [][]string {
	rows := [][]string{{"kind", "name", "code", "to", "value", "low", "high", "delay_s"}}
	for _, h := range b.Hops {
		rows = append(rows, []string{"hop-stopped-share", h.From, "", h.To, float(h.Stopped.Value), float(h.Stopped.Low), float(h.Stopped.High), float(h.Delay)})
	}
	for _, u := range b.Units {
		name, code := n.Name(u.Unit), n.Code(u.Unit)
		rows = append(rows,
			[]string{"gained-if-perfect", name, code, "", float(u.Gained.Value), float(u.Gained.Low), float(u.Gained.High), ""},
			[]string{"lost-if-silent", name, code, "", float(u.Lost.Value), float(u.Lost.Low), float(u.Lost.High), ""})
	}
	return append(rows, answerLossRecords(n, b)...)
}

func estimateJSON(e cascade.Estimate) schema.Estimate {
	return schema.Estimate{Value: number(e.Value), Low: number(e.Low), High: number(e.High)}
}

func bottleneckData(n *model.Network, b *cascade.Bottlenecks) any {
	hops, units := []schema.Hop{}, []schema.Worth{}
	for _, h := range b.Hops {
		hops = append(hops, schema.Hop{From: h.From, To: h.To, Stopped: estimateJSON(h.Stopped), Lost: estimateJSON(h.Stopped), Delay: number(h.Delay)})
	}
	for _, u := range b.Units {
		units = append(units, schema.Worth{Unit: n.Name(u.Unit), Code: n.Code(u.Unit), Tier: n.Tiers()[n.TierOf(u.Unit)], Perfect: estimateJSON(u.Gained), Silent: estimateJSON(u.Lost)})
	}
	return schema.Bottlenecks{
		Format: "harkara.bottlenecks/v1", Solver: b.Solver, Trials: b.Trials, Of: b.Of, Total: b.Total,
		At: b.At.Seconds(), Missed: estimateJSON(b.Missed), Hops: hops, Units: units, Answers: answerLossesJSON(n, b),
	}
}
