package report

import (
	"fmt"
	"strings"

	"harkara/model"
)

// relayTable says what the people at each tier do, and those of units that
// differ from it.
func relayTable(n *model.Network) Table {
	t := Table{
		Caption: "who passes it on",
		Columns: []Column{
			{Name: "tier", Key: true}, {Name: "people", Right: true}, {Name: "pass on", Right: true}, {Name: "notice"},
			{Name: "hours"}, {Name: "over"}, {Name: "besides"},
		},
	}
	add := func(name string, r *model.Relay) {
		var over []string
		for _, c := range r.Over {
			over = append(over, n.Channels()[c].Name)
		}
		t.Rows = append(t.Rows, []Cell{
			cell(name), cell(model.Thousands(int64(r.People))), cell(plain(r.PassesOn*100) + " %"), cell(delayText(r.Notices)),
			cell(hoursText(r.Hours)), cell(strings.Join(over, ", ")), cell(besides(r)),
		})
	}
	common := commonRelays(n)
	for tier, name := range n.Tiers() {
		if common[tier] >= 0 {
			add(name, &n.Relays()[common[tier]])
		}
	}
	odd := 0
	for u := range model.Unit(n.Len()) {
		tier := n.TierOf(u)
		if n.RelayKind(u) == common[tier] {
			continue
		}
		if odd++; odd <= mostOdd {
			add(n.Name(u), n.Relay(u))
		}
	}
	if odd > mostOdd {
		t.Caption += fmt.Sprintf(" (%d more units differ from their tier)", odd-mostOdd)
	}
	return t
}

// mostOdd is how many units that differ from their tier are listed.
const mostOdd = 50

// commonRelays is the kind of relay that most units of each tier have; -1 for
// a tier without units.
func commonRelays(n *model.Network) []int {
	out := make([]int, len(n.Tiers()))
	for t := range out {
		count := make([]int, len(n.Relays()))
		in := n.InTier(t)
		for u := in.Lo; u < in.Hi; u++ {
			count[n.RelayKind(u)]++
		}
		out[t] = -1
		for k, c := range count {
			if c > 0 && (out[t] < 0 || c > count[out[t]]) {
				out[t] = k
			}
		}
	}
	return out
}

// besides is what is special about how a relay passes things on.
func besides(r *model.Relay) string {
	var parts []string
	if r.Split {
		parts = append(parts, "each has a part of the children")
	}
	if r.Deputy > 0 {
		parts = append(parts, "bypassed after "+moment(r.Deputy))
	}
	return strings.Join(parts, ", ")
}

// channelTable says how each channel carries a message.
func channelTable(n *model.Network) Table {
	t := Table{
		Caption: "over what",
		Columns: []Column{
			{Name: "channel", Key: true}, {Name: "delivers", Right: true}, {Name: "after"}, {Name: "calls"}, {Name: "tries again"}, {Name: "hours"},
		},
	}
	for _, c := range n.Channels() {
		calls, again := "", ""
		if c.Calls != nil {
			order := "listed"
			if c.Calls.Random {
				order = "random"
			}
			calls = fmt.Sprintf("%d at a time, in %s order, each %s", c.Calls.Lines, order, delayText(c.Calls.Each))
		}
		if c.Retry.Times > 0 {
			again = fmt.Sprintf("%d %s, every %s", c.Retry.Times, plural(c.Retry.Times, "time", "times"), moment(c.Retry.Every))
		}
		t.Rows = append(t.Rows, []Cell{
			cell(c.Name), cell(plain(c.Delivers*100) + " %"), cell(delayText(c.Delay)), cell(calls), cell(again), cell(hoursText(c.Hours)),
		})
	}
	return t
}

// publicTable says how people hear.
func publicTable(n *model.Network, p *model.Public) Table {
	t := Table{
		Caption: "how people hear",
		Columns: []Column{{Name: "way", Key: true}, {Name: "kind"}, {Name: "from"}, {Name: "how"}, {Name: "among"}},
	}
	own := "units without children"
	if p.Tier >= 0 {
		own = n.Tiers()[p.Tier]
	}
	for _, s := range p.Hears {
		from := own
		if s.From >= 0 {
			from = n.Tiers()[s.From]
		}
		var kind, how string
		switch s.Kind {
		case model.Broadcast:
			kind = "broadcast"
			how = fmt.Sprintf("%s %% are on it, over %s", plain(s.Share*100), n.Channels()[s.Channel].Name)
			for _, x := range s.Shares[:min(len(s.Shares), mostOdd)] {
				how += fmt.Sprintf("; %s %% in %s", plain(x.Share*100), n.Name(x.Unit))
			}
		case model.Visits:
			kind = "visits"
			how = fmt.Sprintf("%d workers, %s households an hour each", s.Workers, plain(s.PerHour))
			if s.Hours != nil {
				how += ", " + s.Hours.Name
			}
		case model.Talk:
			kind, from = "talk", "each other"
			how = fmt.Sprintf("%s a day", plain(s.Rate))
		}
		t.Rows = append(t.Rows, []Cell{cell(s.Name), cell(kind), cell(from), cell(how), cell(amongText(p, s.Among))})
	}
	return t
}

func amongText(p *model.Public, among uint64) string {
	if among == 0 && len(p.Segments) == 0 {
		return ""
	}
	if among == 0 {
		return "everybody"
	}
	var names []string
	for i, s := range p.Segments {
		if among>>i&1 == 1 {
			names = append(names, fmt.Sprintf("%s (%s %%)", s.Name, plain(s.Share*100)))
		}
	}
	return strings.Join(names, ", ")
}

func hoursText(c *model.Calendar) string {
	if c == nil {
		return "always"
	}
	return c.Name
}

// delayText says a delay by its median and the time nine in ten are within,
// whatever its family.
func delayText(d model.Delay) string {
	if d == nil {
		return ""
	}
	if steps, _, ok := model.Steps(d); ok && len(steps) == 1 {
		if steps[0] == 0 {
			return "at once"
		}
		return "after " + seconds(steps[0])
	}
	return fmt.Sprintf("half in %s, 90 %% in %s", seconds(d.Quantile(0.5)), seconds(d.Quantile(0.9)))
}
