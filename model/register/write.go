package register

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"harkara/model"
	"io"
	"slices"
	"strconv"
	"strings"
)

// maxWritten is how many units a scenario writes out.
const maxWritten = 100_000

// reserved are keys of a unit in a tree, which no unit may be called.
var reserved = []string{"population", "households", "children", "code", "name_local"}

// Tree is a scenario, with comments, that has the units written out and can be run
// at once. name is the scenario's, file that of the register. It is an error where
// a tree cannot say what the register does: then Scenario does.
func (r *Register) Tree(name, file string) (string, error) {
	if len(r.Units) > maxWritten || len(r.Links) > 0 {
		return "", model.Errorf("%s has %d units and %d links, too many to write out: harkara import %s --out FOLDER writes them as tables", file, len(r.Units), len(r.Links), file)
	}
	below := make([][]int, len(r.Units))
	var tops []int
	for i, u := range r.Units {
		switch {
		case u.Parent < 0:
			tops = append(tops, i)
		case r.Units[u.Parent].Tier != u.Tier-1:
			return "", model.Errorf("%s: %s stands right below %s, with no %s between, which a tree cannot say: harkara import %s --out FOLDER writes it as a table", file, short(u.Name), short(r.Units[u.Parent].Name), r.Tiers[u.Tier-1], file)
		default:
			below[u.Parent] = append(below[u.Parent], i)
		}
	}
	var b strings.Builder
	r.head(&b, name, file)
	b.WriteString("  tree:\n")
	w := treeWriter{r, &b, below}
	w.siblings(tops, "    ")
	r.rest(&b)
	r.unknown(&b)
	r.choices(&b)
	return b.String(), nil
}

// Scenario is a scenario, with comments, that names the tables of units and links
// that WriteUnits and WriteLinks write, as units.csv and links.csv.
func (r *Register) Scenario(name, file string) string {
	var b strings.Builder
	r.head(&b, name, file)
	b.WriteString("  file: units.csv\n")
	if len(r.Links) > 0 {
		b.WriteString("  links: [{file: links.csv}]\n")
	}
	r.rest(&b)
	return b.String()
}

// People are those of the units with figures that have no figures above them.
func (r *Register) People() (sum int64) {
	counted := make([]bool, len(r.Units))
	for i, u := range r.Units { // parents stand before
		counted[i] = u.Parent >= 0 && counted[u.Parent]
		if u.People >= 0 && !counted[i] {
			sum += u.People
			counted[i] = true
		}
	}
	return sum
}

func (r *Register) head(b *strings.Builder, name, file string) {
	fmt.Fprintf(b, "# %s\n", r.comment("Made from %s: %s units, %s people. What is marked \"assumed\" is a guess: change it.", file, model.Figure(len(r.Units)), model.Figure(r.People())))
	for _, line := range r.Report.Lines() {
		fmt.Fprintf(b, "# %s\n", strings.ReplaceAll(r.comment("%s", line), "\n", " "))
	}
	quoted := make([]string, len(r.Tiers))
	for i, t := range r.Tiers {
		quoted[i] = strconv.Quote(t)
	}
	fmt.Fprintf(b, "name: %s\nsources: [%s]\n\nnetwork:\n  tiers: [%s]\n", name, strconv.Quote(file), strings.Join(quoted, ", "))
}

// comment is a comment of the file.
func (r *Register) comment(format string, args ...any) string {
	w := model.Worded(format, args...)
	if r.Say == nil {
		return w.String()
	}
	return r.Say(w)
}

// rest is what follows the network: all of it assumed.
func (r *Register) rest(b *strings.Builder) {
	fmt.Fprintf(b, "\nchannels:\n  phone: {delivers: 0.9, delay: {lognormal: {median: 10m, p90: 2h}}}   # %s\n\nrelays:   # %s\n", r.comment("assumed"), r.comment("who passes the message on, and how soon: assumed"))
	for _, t := range r.Tiers {
		fmt.Fprintf(b, "  %s: {people: 2, passes_on: 0.9, notices: {lognormal: {median: 30m, p90: 4h}}}\n", strconv.Quote(t))
	}
	fmt.Fprintf(b, "\npublic:\n  served_by: leaves   # %s\n  household: 4.9   # %s\n", r.comment("every place with none below it"), r.comment("people, assumed"))
	if !slices.ContainsFunc(r.Units, func(u Unit) bool { return u.People >= 0 }) {
		fmt.Fprintf(b, "  population: 1000   # %s\n", r.comment("of each, assumed: the table has no people"))
	}
	fmt.Fprintf(b, "  hears:\n    groups: {broadcast: {share: 0.3}}   # %s\n    neighbours: {talk: {rate: 0.5/d}}   # %s\n", r.comment("assumed: who is told directly"), r.comment("assumed: word of mouth"))
	b.WriteString("\nquestions:\n  horizon: 72h\n  at: [6h, 24h, 72h]\n")
}

// unknown writes from where to where what is assumed may lie, so that run says what to
// find out first.
func (r *Register) unknown(b *strings.Builder) {
	fmt.Fprintf(b, "\nuncertain:   # %s\n", r.comment("from where to where what is assumed may be: run says what of it to find out first"))
	put := func(path, low, likely, high, because string) {
		fmt.Fprintf(b, "  %s: {low: %s, likely: %s, high: %s, because: %s}\n", path, low, likely, high, strconv.Quote(because))
	}
	put("channels.phone.delivers", "0.3", "0.9", "0.99", r.comment("assumed; ask how many calls are answered"))
	for _, t := range r.Tiers {
		put(strconv.Quote("relays."+t+".passes_on"), "0.4", "0.9", "0.99", r.comment("assumed; ask whether the last message was passed on"))
		put(strconv.Quote("relays."+t+".notices.lognormal.median"), "10m", "30m", "2h", r.comment("assumed; ask how soon messages are seen"))
	}
	put("public.hears.groups.broadcast.share", "0.1", "0.3", "0.6", r.comment("assumed; ask how many people are told directly"))
	put("public.hears.neighbours.talk.rate", "0.1/d", "0.5/d", "1/d", r.comment("assumed; ask who heard it from whom"))
}

// choices writes a plan to compare with, and an action with its cost: of the level above
// the lowest, where there is one.
func (r *Register) choices(b *strings.Builder) {
	tier := r.Tiers[max(len(r.Tiers)-2, 0)]
	fmt.Fprintf(b, "\nplans:   # %s\n  trained: {set: {%s: 0.98}}\n", r.comment("what harkara compare compares with the file as it stands"), strconv.Quote("relays."+tier+".passes_on"))
	fmt.Fprintf(b, "\nactions:   # %s\n  train: {for: %s, cost: 1000, set: {passes_on: 0.98}}\n", r.comment("what harkara place --budget chooses from; the cost is invented"), strconv.Quote(tier))
}

// treeWriter writes units, each inside its parent.
type treeWriter struct {
	r     *Register
	b     *strings.Builder
	below [][]int
}

// siblings writes units of one parent; a name that is there twice gets a number.
func (w treeWriter) siblings(units []int, indent string) {
	taken := map[string]bool{}
	for _, i := range units {
		name := w.r.Units[i].Name
		if slices.Contains(reserved, name) {
			name += " (place)"
		}
		for n, base := 2, name; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		taken[name] = true
		w.unit(i, name, indent)
	}
}

func (w treeWriter) unit(i int, name, indent string) {
	u := w.r.Units[i]
	var keys []string
	if u.Own {
		keys = append(keys, "code: "+strconv.Quote(u.Code))
	}
	if u.Local != "" && u.Local != u.Name {
		keys = append(keys, "name_local: "+strconv.Quote(u.Local))
	}
	if u.People >= 0 {
		keys = append(keys, fmt.Sprintf("population: %d", u.People))
	}
	if u.Homes >= 0 {
		keys = append(keys, fmt.Sprintf("households: %d", u.Homes))
	}
	if len(w.below[i]) == 0 {
		fmt.Fprintf(w.b, "%s%s: {%s}\n", indent, strconv.Quote(name), strings.Join(keys, ", "))
		return
	}
	fmt.Fprintf(w.b, "%s%s:\n", indent, strconv.Quote(name))
	for _, k := range keys {
		fmt.Fprintf(w.b, "%s  %s\n", indent, k)
	}
	w.siblings(w.below[i], indent+"  ")
}

// WriteUnits writes the units as CSV: code, name, name_local, tier, parent_code,
// population, households. A cell that a spreadsheet would take for a formula gets
// a quote mark in front, which Import takes away.
func (r *Register) WriteUnits(out io.Writer) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"code", "name", "name_local", "tier", "parent_code", "population", "households"})
	for _, u := range r.Units {
		parent := ""
		if u.Parent >= 0 {
			parent = r.Units[u.Parent].Code
		}
		_ = w.Write([]string{guarded(u.Code), guarded(u.Name), guarded(u.Local), guarded(r.Tiers[u.Tier]), guarded(parent), figure(u.People), figure(u.Homes)})
	}
	w.Flush()
	return w.Error()
}

// WriteLinks writes the links as CSV: from, to.
func (r *Register) WriteLinks(out io.Writer) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"from", "to"})
	for _, l := range r.Links {
		_ = w.Write([]string{guarded(r.Units[l.From].Code), guarded(r.Units[l.To].Code)})
	}
	w.Flush()
	return w.Error()
}

// HasShapes tells whether units have their places on a map.
func (r *Register) HasShapes() bool {
	return slices.ContainsFunc(r.Units, func(u Unit) bool { return u.Shape != "" })
}

// WriteShapes writes the places of units on a map as GeoJSON (RFC 7946): a feature for
// each that has one, with its code and name.
func (r *Register) WriteShapes(out io.Writer) error {
	b := bufio.NewWriter(out)
	_, _ = b.WriteString(`{"type":"FeatureCollection","features":[`)
	between := "\n"
	for _, u := range r.Units {
		if u.Shape == "" {
			continue
		}
		code, _ := json.Marshal(u.Code)
		name, _ := json.Marshal(u.Name)
		fmt.Fprintf(b, `%s{"type":"Feature","properties":{"code":%s,"name":%s},"geometry":%s}`, between, code, name, u.Shape)
		between = ",\n"
	}
	_, _ = b.WriteString("\n]}\n")
	return b.Flush()
}

// WriteReport writes the report as JSON, with every decision.
func (r *Register) WriteReport(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Format string `json:"format"`
		Units  int    `json:"units"`
		Links  int    `json:"links"`
		People int64  `json:"people"`
		Report Report `json:"report"`
	}{"harkara.import/v1", len(r.Units), len(r.Links), r.People(), r.Report})
}

func figure(x int64) string {
	if x < 0 {
		return ""
	}
	return strconv.FormatInt(x, 10)
}

// formula are the characters that a formula starts with.
const formula = "=+-@"

func guarded(s string) string {
	if s != "" && strings.IndexByte(formula, s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// unguarded takes away the quote mark of guarded.
func unguarded(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte(formula, s[1]) >= 0 {
		return s[1:]
	}
	return s
}
