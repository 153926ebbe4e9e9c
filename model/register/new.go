package register

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// mostWritten is how many units a new scenario writes out.
const mostWritten = 100_000

// place is a unit of a table with one column a level.
type place struct {
	name     string
	people   int64 // -1 where none are given
	homes    int64
	children []*place
	byName   map[string]*place
}

// child is the place of that name below p, made where it is not there yet.
func (p *place) child(name string) *place {
	if c := p.byName[name]; c != nil {
		return c
	}
	c := &place{name: name, people: -1, homes: -1, byName: map[string]*place{}}
	p.byName[name] = c
	p.children = append(p.children, c)
	return c
}

// NewScenario writes, of a table of places that has one column a level from the
// top, as in Block,Village,Population, a scenario with comments that can be run
// at once. name is the scenario's; file is that of the table, for the comment.
// Rows of sums are left out, and said; a place that is there twice is kept as
// "name (2)".
func NewScenario(in io.Reader, file, name string) (string, error) {
	text, encoding := Text(in)
	start, _ := text.Peek(4096)
	header, _, _ := strings.Cut(string(start), "\n")
	r := csv.NewReader(bufio.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = rune(Delimiter(header)), -1, Delimiter(header) != '\t'
	columns, err := r.Read()
	if err != nil {
		return "", fmt.Errorf("%s: no header: %w", file, err)
	}
	t := table{file: file, root: &place{name: "all", people: -1, homes: -1, byName: map[string]*place{}}}
	t.columns(columns)
	if len(t.levels) == 0 {
		return "", fmt.Errorf("%s: no column names places: the header is %s", file, strings.Join(columns, ", "))
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", file, err)
		}
		line, _ := r.FieldPos(0)
		if err := t.add(record, line); err != nil {
			return "", err
		}
	}
	if t.units == 0 {
		return "", fmt.Errorf("%s: no rows below the header", file)
	}
	if encoding != "UTF-8" {
		t.remarks = append(t.remarks, "read as "+encoding)
	}
	return t.write(name), nil
}

// table is a table while it is read.
type table struct {
	file          string
	levels        []int // columns of names, from the top
	tiers         []string
	people, homes int // columns, or -1
	root          *place
	units         int
	sum           int64
	remarks       []string
}

// figureWords are how columns of figures are called.
var figureWords = map[string][]string{
	"people": {"population", "people", "persons", "pop", "tot_p", "total population", "जनसंख्या"},
	"homes":  {"households", "homes", "hh", "no_hh", "families", "houses", "परिवार"},
}

// notPlaces are columns that say something else of a place.
var notPlaces = []string{"code", "id", "no", "no.", "s.no", "s.no.", "sr no", "serial", "phone", "mobile", "email", "remarks", "sarpanch"}

// columns finds what each column is.
func (t *table) columns(header []string) {
	t.people, t.homes = -1, -1
	for i, name := range header {
		name = strings.TrimSpace(name)
		low := strings.ToLower(name)
		switch {
		case slices.Contains(figureWords["people"], low) && t.people < 0:
			t.people = i
		case slices.Contains(figureWords["homes"], low) && t.homes < 0:
			t.homes = i
		case low == "" || t.people >= 0 || t.homes >= 0 || slices.ContainsFunc(strings.Fields(low), func(w string) bool { return slices.Contains(notPlaces, w) }) || slices.Contains(t.tiers, low):
			t.remarks = append(t.remarks, "ignored: "+name)
		default:
			t.levels, t.tiers = append(t.levels, i), append(t.tiers, low)
		}
	}
}

// add adds the place of a row.
func (t *table) add(record []string, line int) error {
	field := func(i int) string {
		if i < 0 || i >= len(record) {
			return ""
		}
		return strings.TrimSpace(record[i])
	}
	at := t.root
	for k, c := range t.levels {
		name := field(c)
		if IsTotal(name) {
			t.remarks = append(t.remarks, fmt.Sprintf("line %d, %q, is a row of sums and was left out", line, name))
			return nil
		}
		if name == "" && k == len(t.levels)-1 || name == "" && at == t.root {
			if at == t.root && strings.TrimSpace(strings.Join(record, "")) == "" {
				return nil
			}
			if at == t.root {
				return fmt.Errorf("%s:%d: no %s: fill it in, in every row", t.file, line, t.tiers[k])
			}
			break
		}
		if name == "" {
			return fmt.Errorf("%s:%d: no %s: fill it in, in every row", t.file, line, t.tiers[k])
		}
		if k == len(t.levels)-1 {
			name = at.free(name)
		}
		at = at.child(name)
	}
	var err error
	if at.people, err = t.figure(field(t.people), line); err == nil {
		at.homes, err = t.figure(field(t.homes), line)
	}
	if at.people > 0 {
		t.sum += at.people
	}
	t.units++
	if t.units > mostWritten {
		err = fmt.Errorf("%s: more than %d places: name the file in a scenario instead, as in network: {tiers: [%s], file: %s}", t.file, mostWritten, strings.Join(t.tiers, ", "), t.file)
	}
	return err
}

// free is a name that no child has yet.
func (p *place) free(name string) string {
	for n := 2; p.byName[name] != nil; n++ {
		if next := fmt.Sprintf("%s (%d)", name, n); p.byName[next] == nil {
			return next
		}
	}
	return name
}

func (t *table) figure(s string, line int) (int64, error) {
	if s == "" {
		return -1, nil
	}
	x, ok := Whole(s)
	if !ok {
		return -1, fmt.Errorf("%s:%d: %q is not a whole number (leave it empty where it is not known)", t.file, line, s)
	}
	return x, nil
}

// write is the scenario.
func (t *table) write(name string) string {
	var b strings.Builder
	tiers, top := t.tiers, t.root.children
	if len(top) > 1 {
		tiers, top = append([]string{t.above()}, tiers...), []*place{t.root}
		t.root.name = name
	}
	quoted := make([]string, len(tiers))
	for i, tier := range tiers {
		quoted[i] = strconv.Quote(tier)
	}
	fmt.Fprintf(&b, "# Made from %s: %d rows, %d people. What is marked \"assumed\" is a guess: change it.\n", t.file, t.units, t.sum)
	for _, r := range t.remarks {
		fmt.Fprintf(&b, "# %s\n", strings.ReplaceAll(r, "\n", " "))
	}
	fmt.Fprintf(&b, "name: %s\nsources: [%s]\n\nnetwork:\n  tiers: [%s]\n  tree:\n", name, strconv.Quote(t.file), strings.Join(quoted, ", "))
	for _, p := range top {
		p.write(&b, "    ")
	}
	b.WriteString("\nchannels:\n  phone: {delivers: 0.9, delay: {lognormal: {median: 10m, p90: 2h}}}   # assumed\n\nrelays:   # who passes the message on, and how soon: assumed\n")
	for _, tier := range quoted {
		fmt.Fprintf(&b, "  %s: {people: 2, passes_on: 0.9, notices: {lognormal: {median: 30m, p90: 4h}}}\n", tier)
	}
	b.WriteString("\npublic:\n  served_by: leaves   # every place with none below it\n  household: 4.9   # people, assumed\n")
	if t.people < 0 {
		b.WriteString("  population: 1000   # of each, assumed: the table has no people\n")
	}
	b.WriteString("  hears:\n    groups: {broadcast: {share: 0.3}}   # assumed: who is told directly\n    neighbours: {talk: {rate: 0.5/d}}   # assumed: word of mouth\n\nquestions:\n  horizon: 72h\n  at: [6h, 24h, 72h]\n")
	return b.String()
}

// above is a name for the tier above those of the table.
func (t *table) above() string {
	for _, name := range []string{"top", "all", "everything"} {
		if !slices.Contains(t.tiers, name) {
			return name
		}
	}
	return "above " + t.tiers[0]
}

// reserved are keys of a unit in a tree, which no place may be called.
var reserved = []string{"population", "households", "children", "code", "name_local"}

// write appends a place and those below it.
func (p *place) write(b *strings.Builder, indent string) {
	name := p.name
	if slices.Contains(reserved, name) {
		name += " (place)"
	}
	var figures []string
	if p.people >= 0 {
		figures = append(figures, fmt.Sprintf("population: %d", p.people))
	}
	if p.homes >= 0 {
		figures = append(figures, fmt.Sprintf("households: %d", p.homes))
	}
	if len(p.children) == 0 {
		fmt.Fprintf(b, "%s%s: {%s}\n", indent, strconv.Quote(name), strings.Join(figures, ", "))
		return
	}
	fmt.Fprintf(b, "%s%s:\n", indent, strconv.Quote(name))
	for _, f := range figures {
		fmt.Fprintf(b, "%s  %s\n", indent, f)
	}
	for _, c := range p.children {
		c.write(b, indent+"  ")
	}
}
