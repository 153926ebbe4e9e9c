package report

import (
	"harkara/model"
)

// relayTable says what the people at each tier do, and those of units that
// differ from it.
func relayTable(n *model.Network) Table {
	t := Table{
		Columns: []Column{
			keyColumn("col-tier"), numberColumn("col-people"), numberColumn("col-pass-on"), textColumn("col-notice"),
			textColumn("col-hours"), textColumn("col-over"), textColumn("col-besides"),
		},
	}
	add := func(who model.Note, r *model.Relay) {
		var over []model.Note
		for _, c := range r.Over {
			over = append(over, verbatim(n.Channels()[c].Name))
		}
		t.Rows = append(t.Rows, []Cell{
			cellOf(who), countCell(int64(r.People)), cell("percent", r.PassesOn*100), cellOf(delayNote(r.Notices)),
			cellOf(hoursNote(r.Hours)), listCell(over), listCell(besides(r)),
		})
	}
	common := commonRelays(n)
	for tier, name := range n.Tiers() {
		if common[tier] >= 0 {
			add(verbatim(name), &n.Relays()[common[tier]])
		}
	}
	odd := 0
	for u := range model.Unit(n.Len()) {
		tier := n.TierOf(u)
		if n.RelayKind(u) == common[tier] {
			continue
		}
		if odd++; odd <= mostOdd {
			add(unitNote(n, u), n.Relay(u))
		}
	}
	t.Caption = note("relays")
	if odd > mostOdd {
		t.Caption = note("relays-more", int64(odd-mostOdd))
	}
	return t
}

// listCell is a cell of several things with commas between them.
func listCell(notes []model.Note) Cell {
	if len(notes) == 0 {
		return Cell{}
	}
	return cell("commas", notes)
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
func besides(r *model.Relay) []model.Note {
	var out []model.Note
	if r.Alike > 0 {
		out = append(out, note("relay-alike", r.Alike*100))
	}
	if r.Split {
		out = append(out, note("relay-split"))
	}
	if r.Deputy > 0 {
		out = append(out, note("relay-bypassed", r.Deputy))
	}
	return append(out, handleNotes(r)...)
}

// channelTable says how each channel carries a message.
func channelTable(n *model.Network) Table {
	t := Table{
		Caption: note("channels"),
		Columns: []Column{
			keyColumn("col-channel"), numberColumn("col-delivers"), numberColumn("col-unreachable"), textColumn("col-after"), textColumn("col-calls"),
			textColumn("col-again"), textColumn("col-garbles"), textColumn("col-hours"),
		},
	}
	seen := map[string]bool{}
	for _, c := range n.Channels() {
		if seen[c.Name] { // of links that differ from the channel they are named after
			continue
		}
		seen[c.Name] = true
		again := Cell{}
		if c.Retry.Times > 0 {
			again = cell("retries", int64(c.Retry.Times), c.Retry.Every)
			if c.Retry.Differs {
				again = cell("retries-delivering", int64(c.Retry.Times), c.Retry.Every, c.Retry.Delivers*100)
			}
		}
		unreachable := Cell{}
		if c.Unreachable > 0 {
			unreachable = cell("percent", c.Unreachable*100)
		}
		t.Rows = append(t.Rows, []Cell{
			textCell(c.Name), cell("percent", c.Delivers*100), unreachable, cellOf(delayNote(c.Delay)), listCell(callNotes(c.Calls)), again, garbleCell(c.Garbles, c.Variants), cellOf(hoursNote(c.Hours)),
		})
	}
	return t
}

// callNotes say how calls are made; nothing where none are.
func callNotes(c *model.Calls) []model.Note {
	if c == nil {
		return nil
	}
	out := []model.Note{note("calls-listed", int64(c.Lines), lengthNote(c.Each))}
	if c.Random {
		out[0] = note("calls-random", int64(c.Lines), lengthNote(c.Each))
	}
	if c.Unanswered != nil {
		out = append(out, note("calls-unanswered", lengthNote(c.Unanswered)))
	}
	if c.Skips {
		out = append(out, note("calls-skips"))
	}
	if c.SkipsKnown {
		out = append(out, note("calls-skips-known"))
	}
	return out
}

// publicTable says how people hear.
func publicTable(n *model.Network, p *model.Public) Table {
	t := Table{
		Caption: note("ways"),
		Columns: []Column{keyColumn("col-way"), textColumn("col-kind"), textColumn("col-from"), textColumn("col-how"), textColumn("col-among")},
	}
	own := note("own-units")
	if p.Tier >= 0 {
		own = verbatim(n.Tiers()[p.Tier])
	}
	for i := range p.Hears {
		s := &p.Hears[i]
		from := own
		if s.From >= 0 {
			from = verbatim(n.Tiers()[s.From])
		}
		kind, how := model.Note{}, []model.Note{}
		switch s.Kind {
		case model.Broadcast:
			kind = note("way-broadcast")
			said := "broadcast"
			if s.PerHome {
				said = "broadcast-homes"
			}
			how = append(how, note(said, s.Share*100, n.Channels()[s.Channel].Name))
			for _, x := range s.Shares[:min(len(s.Shares), mostOdd)] {
				how = append(how, note("broadcast-in", x.Share*100, n.Name(x.Unit)))
			}
		case model.Visits:
			kind = note("way-visits")
			how = append(how, note("visits", int64(s.Workers), s.PerHour))
			if s.Hours != nil {
				how = []model.Note{note("visits-hours", int64(s.Workers), s.PerHour, s.Hours.Name)}
			}
		case model.Talk:
			kind, from = note("way-talk"), note("each-other")
			how = append(how, note("talk", s.Rate))
		case model.Tell:
			kind = note("way-tell")
			if s.TellShare > 0 {
				how = append(how, note("tell-share", s.TellShare*100))
			} else {
				how = append(how, note("tell-people", s.TellPeople))
			}
		}
		how = append(how, whoHears(s)...)
		t.Rows = append(t.Rows, []Cell{textCell(s.Name), cellOf(kind), cellOf(from), cell("semicolons", how), amongCell(p, s.Among)})
	}
	return t
}

// whoHears says whom a way reaches of those it could: who opens the door, who of
// a household hears, who takes part in talk and for how long.
func whoHears(s *model.Source) []model.Note {
	var out []model.Note
	if s.Closed > 0 {
		out = append(out, note("answers", (1-s.Closed)*100))
	}
	if s.Again > 0 {
		out = append(out, note("again", int64(s.Again)))
	}
	if s.Unheard > 0 {
		out = append(out, note("within", (1-s.Unheard)*100))
	}
	if s.Silent > 0 {
		out = append(out, note("takes-part", (1-s.Silent)*100))
	}
	if s.Tells != nil {
		out = append(out, note("keeps-telling", lengthNote(s.Tells)))
	}
	if s.Stops > 0 {
		out = append(out, note("talk-stops", s.Stops*100))
	}
	if s.Garbles > 0 {
		out = append(out, garbleCell(s.Garbles, s.Variants).Full)
	}
	return out
}

// amongCell says of which segments of the people a way is.
func amongCell(p *model.Public, among uint64) Cell {
	if among == 0 && len(p.Segments) == 0 {
		return Cell{}
	}
	if among == 0 {
		return cell("everybody")
	}
	var segments []model.Note
	for i, s := range p.Segments {
		if among>>i&1 == 1 {
			segments = append(segments, note("segment", s.Name, s.Share*100))
		}
	}
	return listCell(segments)
}

func hoursNote(c *model.Calendar) model.Note {
	if c == nil {
		return note("always")
	}
	return verbatim(c.Name)
}

// lengthNote says how long something takes that is no delay of something else.
func lengthNote(d model.Delay) model.Note {
	if steps, _, ok := model.Steps(d); ok && len(steps) == 1 {
		return note("time", steps[0])
	}
	return delayNote(d)
}

// delayNote says a delay by its median and the time nine in ten are within,
// whatever its family.
func delayNote(d model.Delay) model.Note {
	if d == nil {
		return model.Note{}
	}
	if steps, _, ok := model.Steps(d); ok && len(steps) == 1 {
		if steps[0] == 0 {
			return note("at-once")
		}
		return note("after", steps[0])
	}
	return note("delay", d.Quantile(0.5), d.Quantile(0.9))
}
