package register

import (
	"cmp"
	"fmt"
	"harkara/model"
	"slices"
	"strings"
)

// Register is the units and extra links found in files, cleaned: codes are
// unlike each other, every parent is there and of a tier above, nothing goes in a
// circle.
type Register struct {
	// Tiers are the levels, from the top.
	Tiers []string
	// Units stand after their parents, tier by tier.
	Units []Unit
	// Links are ways beside those from parent to child.
	Links  []Link
	Report Report
	// Say is in which language the comments of its scenario are; nil is English.
	Say func(model.Wording) string

	secondParents [][2]string // codes of second parents and of those below them
}

// Unit is an office or a group of people at one place.
type Unit struct {
	Code, Name, Local string
	Tier              int
	Parent            int   // an index of Units, or -1
	People, Homes     int64 // -1 where none are given
	// Own tells that the code is the file's, and not made.
	Own bool
	// Shape is its place on a map, a geometry of GeoJSON, or "".
	Shape string
}

// Link is an extra tie, of one unit to another, by index.
type Link struct{ From, To int }

// Report is what was understood, and what was done.
type Report struct {
	Files   []model.Wording // each file, what it is, and its rows
	Columns []Choice        // what the columns were taken for
	Unused  []string        // columns that say nothing of units
	// Rows read are all rows but empty ones at the end; they are titles and
	// headers, rows of units, and those of Left.
	Rows, Titles, Units int
	// Ties are those of a graph; TiesLeft those that are there twice, lead from a unit to
	// itself, or have an end that is empty. The others are parents and links.
	Ties, TiesLeft int
	// Left are the rows that are no units, by the reason.
	Left map[string]int
	// PeopleRead are the people of all rows with figures, PeopleLeft those of rows
	// that are no units; the others are in the register.
	PeopleRead, PeopleLeft int64
	// Findings are what was cleaned, in the order in which it was.
	Findings []Finding
}

// Choice is a column that was taken for something.
type Choice struct {
	Role   model.Wording
	Column string
}

// Finding is one kind of thing that was cleaned: how often, and where first.
type Finding struct {
	Kind  string
	Count int
	// Places are the first five.
	Places []model.Wording
}

// found counts a finding.
func (r *Report) found(kind, format string, args ...any) {
	f := r.finding(kind)
	if f.Count == 0 {
		r.Findings = append(r.Findings, Finding{Kind: kind})
		f = &r.Findings[len(r.Findings)-1]
	}
	if f.Count++; len(f.Places) < 5 {
		f.Places = append(f.Places, model.Worded(format, args...))
	}
}

// Found is how often something of a kind was cleaned.
func (r *Report) Found(kind string) int { return r.finding(kind).Count }

// finding is the finding of a kind, or an empty one.
func (r *Report) finding(kind string) *Finding {
	for i := range r.Findings {
		if r.Findings[i].Kind == kind {
			return &r.Findings[i]
		}
	}
	return &Finding{}
}

// leave counts a row that is no unit, and its people.
func (r *Report) leave(why string, people int64) {
	if r.Left == nil {
		r.Left = map[string]int{}
	}
	r.Left[why]++
	r.PeopleLeft += max(people, 0)
}

// check is an error where rows or people are lost: a fault of this program.
func (r *Register) check() error {
	sum := r.Report.Titles + r.Report.Units
	for _, n := range r.Report.Left {
		sum += n
	}
	people := r.Report.PeopleLeft
	for _, u := range r.Units {
		people += max(u.People, 0)
	}
	if sum != r.Report.Rows || people != r.Report.PeopleRead {
		return fmt.Errorf("internal error: %d rows read but %d accounted for, %d people read but %d accounted for",
			r.Report.Rows, sum, r.Report.PeopleRead, people)
	}
	return nil
}

// draft is a unit while a register is made: its parent is another, or none.
type draft struct {
	Unit
	up    int // or -1
	tier  string
	where position
}

// finish puts units in order, gives them tiers and codes unlike each other, and
// checks that nothing is lost. tiers are the names of levels where they are
// known; else they are numbered.
func (r *Register) finish(units []draft, tiers []string, name string) error {
	units = r.oneTop(units, name)
	r.Tiers = tiers
	order := make([]int, len(units))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(units[a].Tier, units[b].Tier) })
	at := make([]int, len(units))
	for k, i := range order {
		at[i] = k
	}
	taken := make(map[string]bool, len(units))
	for _, u := range units {
		if u.Code != "" {
			taken[folded(u.Code)] = false
		}
	}
	r.Units = make([]Unit, 0, len(units))
	for _, i := range order {
		u := units[i].Unit
		u.Parent = -1
		if up := units[i].up; up >= 0 {
			u.Parent = at[up]
		}
		u.Own = u.Code != ""
		u.Code = r.freeCode(u, taken)
		if u.Name == "" {
			u.Name = u.Code
			r.Report.found("no-name", "%s: %s", units[i].where, u.Code)
		}
		if u.Homes > u.People && u.People >= 0 {
			r.Report.found("more-homes", "%s: %s", units[i].where, short(u.Name))
		}
		if u.Parent >= 0 && r.Units[u.Parent].Tier < u.Tier-1 {
			r.Report.found("skips", "%s: %s", units[i].where, short(u.Name))
		}
		r.Units = append(r.Units, u)
	}
	for i := range r.Links {
		r.Links[i] = Link{at[r.Links[i].From], at[r.Links[i].To]}
	}
	return r.check()
}

// freeCode is a code that no unit before has, whatever the case of its letters: its own where that is free, else
// with the parent's before it, else with a number behind it.
func (r *Register) freeCode(u Unit, taken map[string]bool) string {
	code := u.Code
	if code == "" {
		code = u.Name
	}
	// A code that is made must not be another unit's own.
	free := func(c string) bool {
		used, known := taken[folded(c)]
		return !used && (!known || c == u.Code)
	}
	if (code == "" || !free(code)) && u.Parent >= 0 {
		if u.Code != "" {
			r.Report.found("code-twice", "%s %s", short(u.Code), short(u.Name))
		}
		code = r.Units[u.Parent].Code + "/" + code
	}
	for n, base := 2, code; code == "" || !free(code); n++ {
		code = fmt.Sprintf("%s-%d", base, n)
	}
	taken[folded(code)] = true
	return code
}

// topsOf are the units that have none above them.
func topsOf(units []draft) (tops []int) {
	for i, u := range units {
		if u.up < 0 {
			tops = append(tops, i)
		}
	}
	return tops
}

// oneTop adds a unit above where several have none above them.
func (r *Register) oneTop(units []draft, name string) []draft {
	tops := topsOf(units)
	if len(tops) < 2 {
		return units
	}
	for _, i := range tops {
		r.Report.found("tops", "%s", cmp.Or(units[i].Name, units[i].Code))
	}
	top := draft{Unit: Unit{Name: name, People: -1, Homes: -1}, up: -1, where: position{in: tableName{file: name}}}
	units = append(units, top)
	for _, i := range tops {
		units[i].up = len(units) - 1
	}
	return units
}

// short is a text of about 40 characters at most, for messages.
func short(s string) string { return model.Excerpt(s, 40) }

// shortList is a list of names of at most 200 characters.
func shortList(names []string) model.Wording {
	var out []string
	length := 0
	for i, n := range names {
		n = short(n)
		if length += len([]rune(n)); length > 160 || i == 12 {
			return model.Worded("%s, … (%d in all)", strings.Join(out, ", "), len(names))
		}
		out = append(out, n)
	}
	return model.Worded("%s", strings.Join(out, ", "))
}
