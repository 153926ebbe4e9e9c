package scenario

import (
	"fmt"
	"slices"

	"harkara/model"
)

// readMessages reads what is sent. Its senders are placed once the network has
// numbered its units.
func (d *decoder) readMessages(top fields) []model.Message {
	n := top.get("messages")
	if n == nil {
		d.senders = [][]int32{nil}
		return []model.Message{{Name: "message", Expires: model.Never}}
	}
	items := d.list(n, "messages")
	if n.kind == list && len(items) == 0 {
		d.fail(n, "messages", "has no messages: leave it out for one from the first unit")
	}
	var out []model.Message
	first := map[string]int{}
	for i, item := range items {
		path := index("messages", i)
		f, _ := d.open(item, path, messageShape)
		otherwise := "message"
		if len(items) > 1 {
			otherwise = fmt.Sprintf("message %d", i+1)
		}
		m := model.Message{Name: f.text("name", otherwise), At: f.duration("at", 0), Expires: f.duration("expires", model.Never)}
		if _, twice := first[m.Name]; twice {
			d.fail(orEmpty(f.get("name")), f.at("name"), "message %s is there twice", quote(m.Name))
		}
		first[m.Name] = i
		if m.Expires <= m.At {
			d.fail(f.get("expires"), f.at("expires"), "expires at %s, but is sent only at %s", FormatDuration(m.Expires), FormatDuration(m.At))
		}
		d.senders = append(d.senders, d.sendersOf(f))
		out = append(out, m)
	}
	return out
}

func (d *decoder) sendersOf(f fields) []int32 {
	var rows []int32
	for _, n := range f.texts("from") {
		row := d.unit(n, f.at("from"), -1)
		if row >= 0 && slices.Contains(rows, row) {
			d.fail(n, f.at("from"), "unit %s is there twice", quote(n.text))
		} else if row >= 0 {
			rows = append(rows, row)
		}
	}
	if n := f.get("from"); n != nil && n.kind == list && len(n.items) == 0 {
		d.fail(n, f.at("from"), "has no units: leave it out for the first unit")
	}
	return rows
}

// placeSenders turns the rows that send into units of the network.
func (d *decoder) placeSenders(out *Scenario) {
	wanted := map[int32]model.Unit{}
	for _, rows := range d.senders {
		for _, row := range rows {
			wanted[row] = 0
		}
	}
	if len(wanted) > 0 {
		for u := range model.Unit(out.Network.Len()) {
			if _, ok := wanted[out.Network.Row(u)]; ok {
				wanted[out.Network.Row(u)] = u
			}
		}
	}
	for i, rows := range d.senders {
		out.Messages[i].From = []model.Unit{0}
		if rows != nil {
			out.Messages[i].From = make([]model.Unit, len(rows))
		}
		for j, row := range rows {
			out.Messages[i].From[j] = wanted[row]
		}
	}
}

// readOutages reads when units are silent.
func (d *decoder) readOutages(top fields) {
	for i, n := range d.list(top.get("outages"), "outages") {
		path := index("outages", i)
		f, _ := d.open(n, path, outageShape)
		if f.n == nil {
			continue
		}
		o := model.Outage{Unit: model.NoUnit, Chance: f.share("chance", 1)}
		unit, tier := f.get("unit"), f.get("tier")
		switch {
		case (unit == nil) == (tier == nil):
			d.fail(n, path, "needs exactly one of unit and tier")
			continue
		case tier != nil:
			o.Tier = d.tier(f, "tier", d.units.tiers)
		default:
			if o.Unit = d.unit(unit, f.at("unit"), -1); o.Unit >= 0 {
				o.Tier = int(d.units.rows.Tier[o.Unit])
			}
		}
		d.readSilence(f, &o)
		d.spec.Outages = append(d.spec.Outages, o)
	}
}

// readSilence reads when an outage starts and ends: between two times, for a
// while from some time on, or, where nothing is said, all the time.
func (d *decoder) readSilence(f fields, o *model.Outage) {
	from, to, length := f.get("from"), f.get("to"), f.get("for")
	o.From, o.For = model.Fixed(0), model.Fixed(0)
	switch {
	case from == nil && to == nil && length == nil:
		o.Whole = true
	case to != nil && length != nil:
		d.fail(f.n, f.path, `has both "to" and "for": give one`)
	case length != nil:
		o.From, o.For = f.delay("from", o.From), f.delay("for", o.For)
	case from != nil && from.kind != scalar:
		d.fail(from, f.at("from"), `a start that is drawn needs "for", how long the outage lasts`)
	default:
		start := f.duration("from", 0)
		end := f.duration("to", max(d.horizon, start)+1)
		o.From, o.For = model.Fixed(start.Seconds()), model.Fixed((end - start).Seconds())
		if end <= start {
			d.fail(f.n, f.path, "ends at %s, but starts only at %s", FormatDuration(end), FormatDuration(start))
		}
	}
}
