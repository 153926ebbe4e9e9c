package report

import (
	"harkara/model"
	"harkara/model/scenario"
)

// handleNotes say how an office's people deal with several messages.
func handleNotes(r *model.Relay) []model.Note {
	var out []model.Note
	if h := r.Handles; h != nil {
		who := "handles-each"
		if h.Shared {
			who = "handles-shared"
		}
		out = append(out, note(who, int64(max(h.Hands, 1)), lengthNote(h.Each)), note([...]string{"order-first", "order-newest", "order-priority"}[h.Order]))
		if h.AtMost > 0 && h.DropOldest {
			out = append(out, note("drops-oldest", int64(h.AtMost)))
		} else if h.AtMost > 0 {
			out = append(out, note("drops-newest", int64(h.AtMost)))
		}
	}
	if t := r.Tires; t != nil {
		out = append(out, note("tires", t.By, t.Per))
	}
	if r.Majority {
		out = append(out, note("believes-majority"))
	}
	if r.Corrects > 0 {
		out = append(out, note("relay-corrects", r.Corrects*100))
	}
	return out
}

// garbleCell says how a channel changes what is said.
func garbleCell(chance float64, variants int) Cell {
	switch {
	case chance == 0:
		return Cell{}
	case variants == 0:
		return cell("garbles", chance*100)
	}
	return cell("garbles-to", chance*100, int64(variants))
}

// upTable says how people pass on what comes from below, where the file says so.
func upTable(n *model.Network) Table {
	t := Table{Caption: note("up"), Columns: []Column{
		keyColumn("col-tier"), numberColumn("col-people"), numberColumn("col-pass-on"), textColumn("col-notice"), textColumn("col-hours"), textColumn("col-over"), textColumn("col-besides"),
	}}
	seen := map[[2]int]bool{}
	for u := range model.Unit(n.Len()) {
		kind := n.ClimbKind(u)
		tier := n.TierOf(u)
		if kind < 0 || seen[[2]int{tier, kind}] {
			continue
		}
		name := n.Tiers()[tier]
		for k := range n.Climbs() {
			if k != kind && seen[[2]int{tier, k}] {
				name = n.Name(u) // it differs from others of its tier
			}
		}
		seen[[2]int{tier, kind}] = true
		c := &n.Climbs()[kind]
		var over []model.Note
		for _, k := range c.Over {
			over = append(over, verbatim(n.Channels()[k].Name))
		}
		t.Rows = append(t.Rows, []Cell{
			textCell(name), countCell(int64(c.People)), cell("percent", c.PassesOn*100), cellOf(delayNote(c.Notices)), cellOf(hoursNote(c.Hours)), listCell(over), listCell(climbNotes(c)),
		})
	}
	return t
}

// climbNotes are what is special about how an office passes on upwards.
func climbNotes(c *model.Climb) []model.Note {
	var out []model.Note
	if c.Alike > 0 {
		out = append(out, note("climb-alike", c.Alike*100))
	}
	if c.Once {
		out = append(out, note("decides-once"))
	}
	if b := c.Sends; b != nil {
		switch {
		case b.Every > 0:
			out = append(out, note("sends-every", b.Every))
		case b.Of > 0:
			out = append(out, note("sends-of", int64(b.Of)))
		case b.All && b.Latest > 0:
			out = append(out, note("sends-all-latest", b.Latest))
		case b.All:
			out = append(out, note("sends-all"))
		default:
			out = append(out, note("sends-at"))
		}
	}
	if c.Merges > 0 {
		out = append(out, note("merges", c.Merges))
	}
	return out
}

// answerNote says what comes back, from whom and to whom.
func answerNote(n *model.Network, a *model.Answer) model.Note {
	to := n.Tiers()[a.To]
	switch a.From {
	case model.OfTier:
		return note("answer-stream", a.Name, n.Tiers()[a.Tier], a.PerDay, a.During[0], a.During[1], to)
	case model.FromPublic:
		return note("answer-people", a.Name, a.Chance*100, delayNote(a.After), to)
	case model.FromHouseholds:
		return note("answer-homes", a.Name, a.Chance*100, delayNote(a.After), to)
	}
	who, kind := note("units-below"), note("answer-receipt")
	if a.From == model.FromTier {
		who = verbatim(n.Tiers()[a.Tier])
	}
	if a.Kind == model.Report {
		kind = note("answer-report")
	}
	return note("answer-units", a.Name, kind, who, a.Chance*100, delayNote(a.After), to)
}

// messageMore are what a message says beside from where and when it is sent.
func messageMore(s *scenario.Scenario, m *model.Message) []model.Note {
	var out []model.Note
	if w := m.When; w != nil {
		if w.FromCount > 0 {
			out = append(out, note("when-from", m.Name, int64(w.Count), s.Answers[w.Answer].Name, int64(w.FromCount), s.Network.Tiers()[w.FromTier], delayNote(m.Decides)))
		} else {
			out = append(out, note("when", m.Name, int64(w.Count), s.Answers[w.Answer].Name, delayNote(m.Decides)))
		}
	}
	if len(m.Remind) > 0 {
		first := m.Remind[0]
		out = append(out, note("remind", m.Name, int64(len(m.Remind)), s.Network.Tiers()[first.By], first.After, s.Answers[first.Unless].Name))
	}
	if m.Stream != nil {
		out = append(out, note("arrives", m.Name, m.Stream.PerDay, m.Stream.Until))
	}
	if m.Contradicts > 0 {
		out = append(out, note("contradicts", m.Name, s.Messages[m.Contradicts-1].Name))
	}
	if len(m.Replaces) > 0 {
		var names []model.Note
		for _, k := range m.Replaces {
			names = append(names, verbatim(s.Messages[k].Name))
		}
		out = append(out, note("replaces", m.Name, names))
	}
	return out
}
