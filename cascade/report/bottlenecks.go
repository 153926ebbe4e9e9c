package report

import (
	"math"

	"harkara/cascade"
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
		from, takes := named(h.From), said("time", h.Delay)
		if h.From == "" && h.To == "" {
			from = said("nobody-above")
		}
		if h.Delay < 0 {
			takes = said("before-it") // people hear directly, before their own unit does
		}
		t.Rows = append(t.Rows, []Cell{
			from, named(h.To), bounded(h.Stopped), counted(int64(math.Round(h.Stopped.Value * float64(b.Total)))), takes,
		})
	}
	return t
}

func worthTable(n *model.Network, caption model.Note, units []cascade.Worth) Table {
	t := Table{Caption: caption, Columns: []Column{
		keyColumn("col-unit"), textColumn("col-tier"), numberColumn("col-gained"), numberColumn("col-lost-silent"),
	}}
	for _, u := range units {
		t.Rows = append(t.Rows, []Cell{unitNamed(n, u.Unit), named(n.Tiers()[n.TierOf(u.Unit)]), people(u.Gained), people(u.Lost)})
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

type jsonEstimate struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

func estimateJSON(e cascade.Estimate) jsonEstimate {
	return jsonEstimate{number(e.Value), number(e.Low), number(e.High)}
}

func bottleneckData(n *model.Network, b *cascade.Bottlenecks) any {
	type hop struct {
		From    string       `json:"from"`
		To      string       `json:"to"`
		Stopped jsonEstimate `json:"stopped"`
		Lost    jsonEstimate `json:"lost"` // what stopped was called before
		Delay   *float64     `json:"delay_s"`
	}
	type unit struct {
		Unit    string       `json:"unit"`
		Code    string       `json:"code"`
		Tier    string       `json:"tier"`
		Perfect jsonEstimate `json:"gained_if_perfect"`
		Silent  jsonEstimate `json:"lost_if_silent"`
	}
	hops, units := []hop{}, []unit{}
	for _, h := range b.Hops {
		hops = append(hops, hop{h.From, h.To, estimateJSON(h.Stopped), estimateJSON(h.Stopped), number(h.Delay)})
	}
	for _, u := range b.Units {
		units = append(units, unit{n.Name(u.Unit), n.Code(u.Unit), n.Tiers()[n.TierOf(u.Unit)], estimateJSON(u.Gained), estimateJSON(u.Lost)})
	}
	return struct {
		Format  string             `json:"format"`
		Solver  string             `json:"solver"`
		Trials  int                `json:"trials"`
		Of      string             `json:"of"`
		Total   int64              `json:"total"`
		At      float64            `json:"at_s"`
		Missed  jsonEstimate       `json:"missed"`
		Hops    []hop              `json:"hops"`
		Units   []unit             `json:"units"`
		Answers []jsonAnswerLosses `json:"answers,omitempty"`
	}{"harkara.bottlenecks/v1", b.Solver, b.Trials, b.Of, b.Total, b.At.Seconds(), estimateJSON(b.Missed), hops, units, answerLossesJSON(n, b)}
}
