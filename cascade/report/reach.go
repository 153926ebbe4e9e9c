package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

// About is what an answer is an answer to.
type About struct {
	Name, Title string
	// SHA256 is that of the scenario and its data.
	SHA256 string
	Plan   string // "" without one
	Set    []Setting
	// By is the tier whose units are told apart, or "".
	By string
	// Version is the program's, Seconds how long it took.
	Version string
	Seconds float64
	// Notes are what the scenario's reader has to say.
	Notes []model.Note
}

// Setting is one change of a scenario.
type Setting struct{ Path, Value string }

// Reach reports results, one document a message: who has it by when.
func Reach(a About, results []*cascade.Result) []Document {
	docs := make([]Document, len(results))
	for i, r := range results {
		d := &docs[i]
		d.Title = cmp.Or(a.Title, a.Name)
		if len(results) > 1 {
			d.Title += " · message " + r.Message
		}
		d.Under = under(a, r)
		d.Tables = append(d.Tables, reachTable(r))
		if len(r.Groups) > 0 {
			d.Tables = append(d.Tables, groupTable(a.By, r))
		}
		d.Notes = notes(a, r, i+1 == len(results))
		d.Records = reachRecords(r)
	}
	if len(docs) > 0 {
		docs[0].Data = resultJSON(a, results)
	}
	return docs
}

// under says how the answer was found.
func under(a About, r *cascade.Result) []string {
	var parts []string
	switch {
	case r.Solver == "exact" && r.Trials > 0:
		parts = append(parts, "exact; marked *: "+model.Thousands(int64(r.Trials))+" "+plural(r.Trials, "trial", "trials"))
	case r.Solver == "exact":
		parts = append(parts, "exact")
	default:
		parts = append(parts, model.Thousands(int64(r.Trials))+" "+plural(r.Trials, "trial", "trials"))
	}
	if r.Trials > 0 {
		parts = append(parts, fmt.Sprintf("seed %d", r.Seed))
	}
	if a.Plan != "" {
		parts = append(parts, "plan "+a.Plan)
	}
	for _, s := range a.Set {
		parts = append(parts, s.Path+"="+oneLine(s.Value))
	}
	if r.Solver == "exact" {
		parts = append(parts, "bounds of the mean in brackets")
	} else {
		parts = append(parts, "95 % bounds of the mean in brackets")
	}
	return []string{strings.Join(parts, " · ")}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func reachTable(r *cascade.Result) Table {
	t := Table{Columns: []Column{{Name: "tier", Key: true}, {Name: "units", Right: true, Key: true}}}
	for _, at := range r.At {
		t.Columns = append(t.Columns, Column{Name: moment(at), Right: true})
	}
	t.Columns = append(t.Columns, Column{Name: "half by", Right: true}, Column{Name: "90 % by", Right: true})
	for _, tier := range r.Tiers {
		row := []Cell{cell(tier.Name), cell(model.Thousands(tier.Units))}
		for _, x := range tier.Reach {
			row = append(row, bounded(x.Mean))
		}
		for _, x := range tier.TimeTo[:min(2, len(tier.TimeTo))] {
			row = append(row, cell(seconds(x.Median.Value)+mark(x.Sampled && r.Solver == "exact")))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func mark(sampled bool) string {
	if sampled {
		return "*"
	}
	return ""
}

// bounded is a share in percent with the half-width of its bounds, where that
// is not less than the last digit shown.
func bounded(e cascade.Estimate) Cell {
	value := percent(e.Value)
	short := value + " %"
	half := max(e.High-e.Value, e.Value-e.Low)
	if math.IsNaN(e.Value) || half < 0.0005 {
		return cell(short)
	}
	return Cell{fmt.Sprintf("%s [±%.1f]", value, half*100), short}
}

// last is the answer that says most about a group: its people, or else the
// lowest tier it has.
func last(g *cascade.Group) *cascade.Tier {
	for i := range g.Tiers {
		if g.Tiers[i].Name == model.PublicTier {
			return &g.Tiers[i]
		}
	}
	return &g.Tiers[len(g.Tiers)-1]
}

// mostGroups is how many lines of groups are printed; CSV and JSON have all.
const mostGroups = 1000

// groupTable has a line for each group, worst first.
func groupTable(by string, r *cascade.Result) Table {
	groups := slices.Clone(r.Groups)
	final := func(g *cascade.Group) cascade.Reach {
		reach := last(g).Reach
		return reach[len(reach)-1]
	}
	slices.SortStableFunc(groups, func(a, b cascade.Group) int {
		return cmp.Compare(final(&a).Mean.Value, final(&b).Mean.Value)
	})
	below := last(&groups[0]).Name
	t := Table{
		Caption: fmt.Sprintf("%s below each %s, worst first", below, by),
		Columns: []Column{{Name: by, Key: true}, {Name: below, Right: true, Key: true}},
	}
	for _, at := range r.At {
		t.Columns = append(t.Columns, Column{Name: moment(at), Right: true})
	}
	t.Columns = append(t.Columns, Column{Name: "not reached", Right: true}, Column{Name: "most is lost"})
	if hidden := len(groups) - mostGroups; hidden > 0 {
		groups = groups[:mostGroups]
		t.Caption += fmt.Sprintf(" (%s more in csv and json)", model.Thousands(int64(hidden)))
	}
	for i := range groups {
		g := &groups[i]
		tier := last(g)
		row := []Cell{cell(g.Name), cell(model.Thousands(tier.Units))}
		for _, x := range tier.Reach {
			row = append(row, bounded(x.Mean))
		}
		missed := (1 - final(g).Mean.Value) * float64(tier.Units)
		t.Rows = append(t.Rows, append(row, cell(model.Thousands(int64(math.Round(missed)))), cell(lostAt(g))))
	}
	return t
}

// lostAt is the tier, going down to the people, at which most of a group is
// lost by the last column.
func lostAt(g *cascade.Group) string {
	before, most, where := 1.0, 0.0, "–"
	for _, t := range append([]cascade.Tier{g.Self}, g.Tiers...) {
		if t.Name == model.HouseholdTier || len(t.Reach) == 0 {
			continue
		}
		now := t.Reach[len(t.Reach)-1].Mean.Value
		if drop := before - now; drop > most {
			most, where = drop, "before the "+t.Name
			if t.Name == model.PublicTier {
				where = "among the people"
			}
		}
		before = min(before, now)
	}
	return where
}

// notes are the goals and what a reader must know.
func notes(a About, r *cascade.Result, withScenario bool) []Note {
	var out []Note
	if r.Partial {
		out = append(out, Note{"partial", fmt.Sprintf("interrupted after %s trials; the bounds are right for those", model.Thousands(int64(r.Trials)))})
	}
	for _, g := range r.Goals {
		out = append(out, Note{"goal", goalText(r, g)})
	}
	if r.Solver == "exact" && r.Trials > 0 {
		out = append(out, Note{"*", "played, not computed: what depends on many units at once"})
	}
	given := r.Notes
	if withScenario {
		given = append(slices.Clone(given), a.Notes...)
	}
	for _, n := range given {
		out = append(out, Note{"note", words.Note(n)})
	}
	if len(r.Why) > 1 {
		out = append(out, Note{"sampled", words.Notes(r.Why)})
	}
	return out
}

func goalText(r *cascade.Result, g cascade.Goal) string {
	verdict := "met"
	if !g.Met {
		verdict = "missed"
	}
	asked := ""
	if g.Chance != 0.5 {
		asked = fmt.Sprintf(" (%s %% asked for)", plain(g.Chance*100))
	}
	p := g.Probability
	what := "chance "
	if r.Solver != "exact" || g.Sampled {
		what = ""
	}
	text := fmt.Sprintf("%s %% of %s within %s: %s%s %%", plain(g.Share*100), ofTier(g.Tier), moment(g.By), what, round(p.Value))
	if what == "" {
		text += " of trials"
	}
	if p.High-p.Low > 0.0005 {
		text += fmt.Sprintf(" (%s–%s %%)", round(p.Low), round(p.High))
	}
	return text + asked + ", " + verdict
}

// ofTier names what a goal is a share of.
func ofTier(name string) string {
	if name == model.PublicTier || name == model.HouseholdTier {
		return "the " + name
	}
	return name + " units"
}
