package report

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// answerTables are, after the reach of a message, what became of what comes back: a
// line for each tier that knows, reports by time, and when a reply was released.
func answerTables(a About, r *cascade.Result) []Table {
	var out []Table
	known := Table{Columns: []Column{{Key: true}, {Name: lastMoment(r), Break: true}, {Break: true}}}
	for i := range r.Answers {
		known.Rows = append(known.Rows, knownRows(r, &r.Answers[i])...)
	}
	if len(known.Rows) > 0 {
		out = append(out, known)
	}
	for i := range r.Answers {
		if x := &r.Answers[i]; x.Reports != nil {
			out = append(out, reportsTable(r, x))
		}
	}
	if x := r.Release; x != nil && len(x.FromCause) > 0 {
		out = append(out, causeTable(a, r))
	}
	for i := range r.Answers {
		out = append(out, knownGroups(r, &r.Answers[i])...)
	}
	return out
}

// lastMoment is the last time that an answer tells of.
func lastMoment(r *cascade.Result) model.Note {
	if len(r.At) == 0 {
		return verbatim("")
	}
	return note("moment", r.At[len(r.At)-1])
}

// knownRows are a line for each tier to which receipts climb: how many have the
// message, of how many that is known there, and when receipts are in.
func knownRows(r *cascade.Result, x *cascade.Answered) [][]Cell {
	var rows [][]Cell
	for i := range x.Known {
		t := &x.Known[i]
		if len(t.Reach) == 0 {
			continue
		}
		last := t.Reach[len(t.Reach)-1]
		share := reachCell(r, t, last)
		long, short := note("known-share", share.Full), note("known-share", share.Short)
		if have := reachOf(r, x.From); have != nil {
			had := reachCell(r, have, have.Reach[len(have.Reach)-1])
			long, short = note("had-and-known", ofTier(x.From), had.Full, share.Full), note("had-and-known", ofTier(x.From), had.Short, share.Short)
		}
		rows = append(rows, []Cell{cell("what-knows", t.Name, x.Name), {long, short}, receiptsIn(t, last)})
	}
	return rows
}

// reachOf is the reach of a tier of that name; nil where there is none.
func reachOf(r *cascade.Result, name string) *cascade.Tier {
	i := slices.IndexFunc(r.Tiers, func(t cascade.Tier) bool { return t.Name == name })
	if i < 0 || len(r.Tiers[i].Reach) == 0 {
		return nil
	}
	return &r.Tiers[i]
}

// receiptsIn says by when nine of ten of the receipts that come are in, and how many
// never come.
func receiptsIn(t *cascade.Tier, last cascade.Reach) Cell {
	if t.Units == 0 || math.IsNaN(last.Mean.Value) {
		return cell("dash")
	}
	if math.IsNaN(t.Delay.P90.Value) {
		return cell("receipts-none")
	}
	return cell("receipts-in", t.Delay.P90.Value, (1-last.Mean.Value)*100)
}

// reportsTable is how many reports were made and are known at each tier, by time.
func reportsTable(r *cascade.Result, x *cascade.Answered) Table {
	t := Table{Caption: note("reports-of", x.Name), Columns: append([]Column{{Key: true}}, momentColumns(r.At)...)}
	add := func(name Cell, amounts []cascade.Amount) {
		row := []Cell{name}
		for _, a := range amounts {
			row = append(row, amountCell(a))
		}
		t.Rows = append(t.Rows, row)
	}
	add(cell("reports-made"), x.Reports.Made)
	for _, k := range x.Reports.Known {
		add(cell("reports-known", k.Tier), k.Amounts)
	}
	return t
}

// amountCell is a mean number, and the range in which nine of ten plays lie.
func amountCell(a cascade.Amount) Cell {
	if math.IsNaN(a.Mean.Value) {
		return cell("dash")
	}
	short := meanNumber(a.Mean.Value)
	if math.IsNaN(a.P05) || a.P05 == a.P95 {
		return cellOf(short)
	}
	return Cell{note("with-range", short, a.P05, a.P95), short}
}

// meanNumber is a mean number: three digits of it, and all from a thousand on.
func meanNumber(x float64) model.Note {
	if x < 1000 {
		return note("mean-number", x)
	}
	return note("mean-whole", x)
}

// causeTable is how long it is from the first report to a share of each tier knowing
// the reply.
func causeTable(a About, r *cascade.Result) Table {
	t := Table{Caption: note("from-cause"), Columns: []Column{keyColumn("col-tier"), numberColumn("col-half-in"), numberColumn("col-90-in")}}
	for i, times := range r.Release.FromCause {
		tier := &r.Tiers[i]
		row := []Cell{textCell(tier.Name)}
		for _, x := range times[:min(2, len(times))] {
			row = append(row, timeCell(tier, x, false, a.Awaited))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// knownGroups is a table of what each unit of a tier knows of those below it, worst
// first, where units are told apart.
func knownGroups(r *cascade.Result, x *cascade.Answered) []Table {
	tiers, of := byTier(x.Groups)
	var out []Table
	for _, tier := range tiers {
		groups := of[tier]
		t := Table{Caption: note("known-groups", x.Name, tier), Columns: []Column{{Name: verbatim(tier), Key: true}, {Name: verbatim(x.From), Right: true, Key: true}}}
		t.Columns = append(t.Columns, momentColumns(r.At)...)
		hidden := max(len(groups)-mostGroups, 0)
		if hidden > 0 {
			t.Caption = note("known-groups-hidden", int64(hidden), x.Name, tier)
		}
		for _, g := range groups[:len(groups)-hidden] {
			row := []Cell{textCell(g.Name), countCell(g.Self.Units)}
			for _, reach := range g.Self.Reach {
				row = append(row, reachCell(r, &g.Self, reach))
			}
			t.Rows = append(t.Rows, row)
		}
		out = append(out, t)
	}
	return out
}

// answerNotes say how many reminders were sent, when a count was complete, and how
// often a reply was released.
func answerNotes(r *cascade.Result) []model.Note {
	var out []model.Note
	for _, x := range r.Answers {
		if m := x.Reminders; m != nil {
			out = append(out, note("reminders", x.Name, meanNumber(m.Sent.Value), meanNumber(m.Needless.Value), meanNumber(m.News.Value)))
		}
		if x.Reports != nil && x.Reports.Complete != nil {
			out = append(out, timeOf("count-complete", x.Name, *x.Reports.Complete))
		}
	}
	if x := r.Release; x != nil {
		if x.Time.Met > 0 {
			out = append(out, timeOf("released-in", r.Message, x.Time))
		} else {
			out = append(out, note("released-never", r.Message))
		}
	}
	return out
}

// timeOf is a note of a name and a median over plays.
func timeOf(kind, name string, x cascade.TimeTo) model.Note {
	return model.NewNote(kind, name, whenOf(x))
}

// whenOf says when half of the plays have come so far.
func whenOf(x cascade.TimeTo) model.Note {
	if math.IsInf(x.Median.Value, 0) || math.IsNaN(x.Median.Value) {
		return note("not-in-half", x.Met)
	}
	return note("half-of-plays", x.Median.Value, x.Met)
}

// contentTables are, where they are asked for, who has a message as it was sent, and
// after how many hand-overs those who have it got it.
func contentTables(a About, r *cascade.Result) []Table {
	var out []Table
	if a.Right && len(r.Right) > 0 {
		out = append(out, rightTable(r))
	}
	if a.HandOvers && len(r.HandOvers) > 0 {
		t := Table{Caption: note("hands"), Columns: append([]Column{keyColumn("col-tier")}, momentColumns(r.At)...)}
		for _, x := range r.HandOvers {
			row := []Cell{textCell(x.Tier)}
			for _, e := range x.Mean {
				row = append(row, numberCell(e))
			}
			t.Rows = append(t.Rows, row)
		}
		out = append(out, t)
	}
	return out
}

// rightTable is who has a message as it was sent: four rows a tier, of which three add
// up to all. Of a message that another contradicts they are who believes which.
func rightTable(r *cascade.Result) Table {
	t := Table{Caption: note("right"), Columns: append([]Column{keyColumn("col-tier"), keyColumn("col-holds")}, momentColumns(r.At)...)}
	for _, x := range r.Right {
		names := []Cell{cell("right-of-those"), cell("right-right"), cell("right-wrong"), cell("right-not")}
		if x.Against != "" {
			names = []Cell{cell("believes-of-those", r.Message), cell("believes", r.Message), cell("believes", x.Against), cell("believes-neither")}
		}
		for k, shares := range [][]cascade.Estimate{x.OfThose, x.Right, x.Wrong, x.Not} {
			row := []Cell{textCell(x.Tier), names[k]}
			for _, e := range shares {
				row = append(row, shareCell(e))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
