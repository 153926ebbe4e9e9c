package report

import (
	"fmt"
	"math"

	"harkara/cascade"
	"harkara/model"
)

// Bottlenecks reports where a message goes wrong: what each hop loses, and
// what each unit is worth.
func Bottlenecks(a About, n *model.Network, b *cascade.Bottlenecks) Document {
	what := "of " + b.Of + " units"
	if b.Of == model.PublicTier {
		what = "of the people"
	}
	how := "computed exactly"
	if b.Trials > 0 {
		how = model.Thousands(int64(b.Trials)) + " trials on the same luck"
	}
	d := Document{
		Title: title(a),
		Under: []string{fmt.Sprintf("where it goes wrong: %s %% %s do not have the message by %s · %s", percent(b.Missed.Value), what, moment(b.At), how)},
	}
	d.Tables = []Table{hopTable(b), worthTable(n, b)}
	d.Records, d.Data = bottleneckRecords(n, b), bottleneckData(n, b)
	return d
}

func hopTable(b *cascade.Bottlenecks) Table {
	t := Table{Caption: "what each hop loses, in points of the whole", Columns: []Column{
		{Name: "from", Key: true}, {Name: "to", Key: true}, {Name: "lost", Right: true}, {Name: "people", Right: true}, {Name: "takes", Right: true},
	}}
	for _, h := range b.Hops {
		from, takes := h.From, seconds(h.Delay)
		if h.From == "" && h.To == "" {
			from = "(nobody above has it)"
		}
		if h.Delay < 0 {
			takes = "before it" // people hear directly, before their own unit does
		}
		t.Rows = append(t.Rows, []Cell{
			cell(from), cell(h.To), bounded(h.Lost), cell(model.Thousands(int64(math.Round(h.Lost.Value * float64(b.Total))))), cell(takes),
		})
	}
	return t
}

func worthTable(n *model.Network, b *cascade.Bottlenecks) Table {
	t := Table{Caption: "what each unit is worth: gained were it perfect, lost were it silent", Columns: []Column{
		{Name: "unit", Key: true}, {Name: "tier"}, {Name: "gained if perfect", Right: true}, {Name: "lost if silent", Right: true},
	}}
	for _, u := range b.Units {
		t.Rows = append(t.Rows, []Cell{cell(n.Name(u.Unit)), cell(n.Tiers()[n.TierOf(u.Unit)]), people(u.Gained), people(u.Lost)})
	}
	return t
}

func bottleneckRecords(n *model.Network, b *cascade.Bottlenecks) [][]string {
	rows := [][]string{{"kind", "name", "code", "to", "value", "low", "high", "delay_s"}}
	for _, h := range b.Hops {
		rows = append(rows, []string{"hop-lost-share", h.From, "", h.To, float(h.Lost.Value), float(h.Lost.Low), float(h.Lost.High), float(h.Delay)})
	}
	for _, u := range b.Units {
		name, code := n.Name(u.Unit), n.Code(u.Unit)
		rows = append(rows,
			[]string{"gained-if-perfect", name, code, "", float(u.Gained.Value), float(u.Gained.Low), float(u.Gained.High), ""},
			[]string{"lost-if-silent", name, code, "", float(u.Lost.Value), float(u.Lost.Low), float(u.Lost.High), ""})
	}
	return rows
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
		From  string       `json:"from"`
		To    string       `json:"to"`
		Lost  jsonEstimate `json:"lost"`
		Delay *float64     `json:"delay_s"`
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
		hops = append(hops, hop{h.From, h.To, estimateJSON(h.Lost), number(h.Delay)})
	}
	for _, u := range b.Units {
		units = append(units, unit{n.Name(u.Unit), n.Code(u.Unit), n.Tiers()[n.TierOf(u.Unit)], estimateJSON(u.Gained), estimateJSON(u.Lost)})
	}
	return struct {
		Format string       `json:"format"`
		Solver string       `json:"solver"`
		Trials int          `json:"trials"`
		Of     string       `json:"of"`
		Total  int64        `json:"total"`
		At     float64      `json:"at_s"`
		Missed jsonEstimate `json:"missed"`
		Hops   []hop        `json:"hops"`
		Units  []unit       `json:"units"`
	}{"harkara.bottlenecks/v1", b.Solver, b.Trials, b.Of, b.Total, b.At.Seconds(), estimateJSON(b.Missed), hops, units}
}
