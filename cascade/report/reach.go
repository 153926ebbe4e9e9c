package report

import (
	"cmp"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// About is what an answer is an answer to.
type About struct {
	Name, Title string
	// TitleLocal is the title in the local script, or "".
	TitleLocal string
	// SHA256 is that of the scenario and its data.
	SHA256 string
	Plan   string // "" without one
	Set    []Setting
	// Given are circumstances that are taken to hold, or, with "no-" before the
	// name, not to hold.
	Given []string
	// Ways and Starts are true where tables tell of these too.
	Ways, Starts bool
	// Right and HandOvers are true where tables tell of what became of what a message says,
	// and after how many hand-overs those who have it got it.
	Right, HandOvers bool
	// Series is the name of the series of each message that is one of several, and
	// Streams are messages that are there for the work they make.
	Series  map[string]string
	Streams map[string]bool
	// Version is the program's, Seconds how long it took.
	Version string
	Seconds float64
	// Awaited is true of an answer of which the rest is being played.
	Awaited bool
	// Notes are what the scenario's reader has to say.
	Notes []model.Note
	// Guessed is how many values that are not known are taken as they stand, where
	// the answer is not over what they may be.
	Guessed int
}

// Setting is one change of a scenario.
type Setting struct{ Path, Value string }

// called is the title of the scenario, in the local script where it has one.
func (a About) called() model.Note { return titleOf(cmp.Or(a.Title, a.Name), a.TitleLocal) }

func titleOf(title, local string) model.Note {
	return note("verbatim", model.Titled{Title: title, Local: local})
}

// title is that of a document about a scenario.
func title(a About) model.Note {
	parts := append([]model.Note{a.called()}, a.changes()...)
	if len(parts) == 1 {
		return parts[0]
	}
	return note("dots", parts)
}

// changes are the plan and the circumstances that an answer is given for.
func (a About) changes() []model.Note {
	var out []model.Note
	if a.Plan != "" {
		out = append(out, note("title-plan", a.Plan))
	}
	for _, name := range a.Given {
		out = append(out, note("title-given", name))
	}
	return out
}

// OfMessage says in the title which of several messages a document is about.
func (d *Document) OfMessage(name string) {
	d.Title = note("dots", []model.Note{d.Title, note("title-message", name)})
}

// Reach reports results, one document a message or a series: who has it by when.
func Reach(a About, results []*cascade.Result) []Document {
	told := a.Shown(results)
	docs := make([]Document, len(told))
	for i, r := range told {
		d := &docs[i]
		d.Title = a.called() // the plan stands below
		if len(told) > 1 {
			d.OfMessage(r.Message)
		}
		d.Under = []model.Note{under(a, r)}
		d.Brackets = brackets(a, r)
		if !a.Streams[r.Message] {
			d.Tables = append(d.Tables, reachTable(a, r))
		}
		d.Tables = slices.Concat(d.Tables, answerTables(a, r), contentTables(a, r), wayTables(a, r), groupTables(r))
		if i+1 == len(told) {
			d.Tables = append(d.Tables, loadTables(r, a.alone(results))...)
		}
		d.Notes = notes(a, r, i+1 == len(told))
		if i+1 == len(told) {
			d.Notes = append(overloadNotes(r), d.Notes...)
		}
	}
	if len(docs) > 0 {
		docs[0].Records = a.records(results, told)
	}
	if len(docs) > 0 {
		docs[0].Data = resultJSON(a, results)
	}
	return docs
}

// brackets says what brackets hold: tables of ways and starts have bounds in square
// ones. What an exact answer knows of single plays it
// has from plays, and is marked.
func brackets(a About, r *cascade.Result) model.Note {
	if r.Solver == "exact" && r.Trials > 0 {
		return note("nine-of-ten-simulated")
	}
	if a.Ways || a.Starts {
		return note("round-and-square")
	}
	return note("nine-of-ten")
}

// under says how the answer was found.
func under(a About, r *cascade.Result) model.Note {
	var parts []model.Note
	exact := r.Solver == "exact"
	if exact {
		parts = append(parts, note("computed"))
	}
	switch {
	case exact && !marked(r):
	case exact:
		parts = append(parts, note("simulated-trials", int64(r.Trials)), note("seed", r.Seed))
	case r.Points > 0:
		parts = append(parts, note("points-of-trials", int64(r.Trials), int64(r.Points)), note("seed", r.Seed))
	case r.Trials > 0:
		parts = append(parts, note("trials", int64(r.Trials)), note("seed", r.Seed))
	}
	parts = append(parts, a.changes()...)
	for _, s := range a.Set {
		parts = append(parts, note("set", s.Path, s.Value))
	}
	return note("dots", parts)
}

// marked tells whether an exact answer holds something that is simulated: how plays
// differ, which they do where a tier has several units, and chances of goals.
func marked(r *cascade.Result) bool {
	several := func(t cascade.Tier) bool { return t.Units > 1 }
	return r.Trials > 0 && (len(r.Goals) > 0 || slices.ContainsFunc(r.Tiers, several))
}

// momentColumns are a column for each time.
func momentColumns(at []model.Tick) []Column {
	out := make([]Column, len(at))
	for i, t := range at {
		out[i] = Column{Name: note("moment", t), Right: true}
	}
	return out
}

// reachTable is when the tiers of an answer have the message.
func reachTable(a About, r *cascade.Result) Table {
	half := numberColumn("col-half-by")
	half.Break = true
	return tierTable(a, r, r.Tiers, half)
}

// tierTable is the shares of tiers by the times asked, and when a half and nine of ten are
// there; half is the column of the first.
func tierTable(a About, r *cascade.Result, tiers []cascade.Tier, half Column) Table {
	units := numberColumn("col-units")
	units.Key = true
	t := Table{Columns: append([]Column{keyColumn("col-tier"), units}, momentColumns(r.At)...)}
	t.Columns = append(t.Columns, half, numberColumn("col-90-by"))
	for _, tier := range tiers {
		row := []Cell{textCell(tier.Name), countCell(tier.Units)}
		for _, x := range tier.Reach {
			row = append(row, reachCell(r, &tier, x))
		}
		for _, x := range tier.TimeTo[:min(2, len(tier.TimeTo))] {
			row = append(row, timeCell(&tier, x, r.Solver == "exact", a.Awaited))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// notes are the goals and what a reader must know.
func notes(a About, r *cascade.Result, withScenario bool) []model.Note {
	var out []model.Note
	if r.Partial {
		out = append(out, note("partial-bounds", int64(r.Trials)))
	}
	out = append(out, spreadNote(r)...)
	out = append(out, howWell(r)...)
	out = append(out, answerNotes(r)...)
	for _, g := range r.Goals {
		out = append(out, goalNote(a, r, g))
	}
	for _, c := range r.Circumstances {
		out = append(out, circumstanceNote(c))
	}
	switch {
	case r.Solver != "exact":
	case marked(r) && r.Enough:
		out = append(out, note("simulated-enough"))
	case marked(r):
		out = append(out, note("simulated"))
	case a.Awaited:
		out = append(out, note("awaiting"))
	case leavesOpen(r):
		out = append(out, note("not-computed"))
	}
	for _, n := range r.Notes {
		if !boundsNotes[n.Kind] {
			out = append(out, n)
		}
	}
	if a.Guessed > 0 && r.Points == 0 {
		out = append(out, note("as-guessed", int64(a.Guessed)))
	}
	if withScenario {
		out = append(out, a.Notes...)
	}
	if len(r.Why) > 1 {
		out = append(out, note("sampled", r.Why))
	}
	return out
}

// circumstanceNote says in what share of plays a circumstance holds.
func circumstanceNote(c cascade.CircumstancePlays) model.Note {
	if math.IsNaN(c.Plays) {
		return note("circumstance-computed", c.Name, c.Chance*100)
	}
	return note("circumstance-held", c.Name, c.Chance*100, c.Plays)
}

// leavesOpen tells whether an exact answer left out times or goals.
func leavesOpen(r *cascade.Result) bool {
	for _, t := range r.Tiers {
		for _, x := range t.TimeTo[:min(2, len(t.TimeTo))] {
			if t.Units > 0 && math.IsNaN(x.Median.Value) {
				return true
			}
		}
	}
	return slices.ContainsFunc(r.Goals, func(g cascade.Goal) bool { return g.Open })
}

// goalNote says how likely a goal is met, and whether that is enough.
func goalNote(a About, r *cascade.Result, g cascade.Goal) model.Note {
	p := g.Probability
	if g.Open {
		known := note("dash")
		if a.Awaited {
			known = note("ellipsis")
		}
		return note("goal-open", g.Share*100, ofTier(g.Tier), g.By, known)
	}
	if math.IsNaN(p.Value) {
		return note("goal-nobody", g.Share*100, ofTier(g.Tier), g.By)
	}
	kind := "goal-met"
	if !g.Met {
		kind = "goal-missed"
	}
	chance := note("goal-chance", p.Value)
	if r.Solver != "exact" || g.Sampled {
		chance = note("goal-trials", p.Value)
	}
	bounds, asked := model.Note{}, model.Note{}
	if p.High-p.Low > 0.0005 {
		bounds = note("goal-bounds", p.Low, p.High)
	}
	if g.Chance != 0.5 {
		asked = note("goal-asked", g.Chance*100)
	}
	return model.NewNote(kind, g.Share*100, ofTier(g.Tier), g.By, chance, bounds, asked)
}

// ofTier names what a goal is a share of.
func ofTier(name string) model.Note {
	if name == model.PublicTier || name == model.HouseholdTier {
		return note("of-people", name)
	}
	return note("of-units", name)
}
