package scenario

import (
	"slices"

	"harkara/model"
)

// answer is what comes back, and where the file says so.
type answer struct {
	model.Answer
	fields
}

// readAnswers reads what comes back.
func (d *decoder) readAnswers(top fields) []model.Answer {
	n := top.get("answers")
	if n == nil || !d.isMapping(n, "answers", nil) {
		return nil
	}
	var out []model.Answer
	for _, e := range n.entries {
		f, ok := d.open(e.value, "answers."+e.key, answerShape)
		a := model.Answer{Name: e.key, Chance: f.share("chance", 1), After: f.delay("after", model.Fixed(0))}
		if f.choice("kind", "receipt", "report") == 1 {
			a.Kind = model.Report
		}
		before := len(d.problems.list)
		if ok {
			d.readOrigin(f, &a)
		}
		if a.To = d.tier(f, "to", d.units.tiers); len(d.problems.list) == before && a.To >= 0 {
			d.checkCountedAt(f, &a)
		}
		d.answers = append(d.answers, answer{a, f})
		out = append(out, a)
	}
	return out
}

// The names of origins that are no tiers.
const (
	ofPublic     = model.PublicTier
	ofHouseholds = model.HouseholdTier
)

// readOrigin reads whose answers they are.
func (d *decoder) readOrigin(f fields, a *model.Answer) {
	from, of := f.get("from"), f.get("of")
	a.During = [2]model.Tick{0, d.horizon}
	if (from == nil) == (of == nil) {
		d.fail(f.n, f.path, "needs exactly one of from (those who have the message) and of (units, whether or not they have it)")
		return
	}
	if of != nil {
		d.readStream(f, a)
		return
	}
	for _, key := range []string{"rate", "during"} {
		if n := f.get(key); n != nil {
			d.fail(n, f.at(key), "is for reports that units make whether or not they have the message: name their tier with of, in place of from")
		}
	}
	name := f.text("from", "")
	people := name == ofPublic || name == ofHouseholds
	switch {
	case name == "":
	case people && d.root.get("public") == nil:
		d.fail(from, f.at("from"), "there is no public: the scenario has no %q", "public")
	case name == ofPublic && a.Kind == model.Receipt:
		d.fail(from, f.at("from"), "receipts are of units, or of households: write households, or kind: report")
	case name == ofHouseholds && a.Kind == model.Report:
		d.fail(from, f.at("from"), "reports are of units, or of people: write public, or kind: receipt")
	case name == ofPublic:
		a.From = model.FromPublic
	case name == ofHouseholds:
		a.From = model.FromHouseholds
	case name == leaves:
		a.From = model.FromLeaves
	default:
		a.Tier = max(d.tier(f, "from", append(slices.Clone(d.units.tiers), d.peopleTiers()...)), 0)
	}
	if a.Kind == model.Receipt && !people {
		for _, key := range []string{"chance", "after"} {
			if n := f.get(key); n != nil {
				d.fail(n, f.at(key), "a unit's receipt is there when the message is: people of the unit pass it on by up (passes_on, notices); chance and after are for households and for reports")
			}
		}
	}
}

// peopleTiers are the origins that are no tiers, where there are people.
func (d *decoder) peopleTiers() []string {
	if d.root.get("public") == nil {
		return []string{leaves}
	}
	return []string{leaves, ofPublic, ofHouseholds}
}

// readStream reads reports that units make whether or not they have the message.
func (d *decoder) readStream(f fields, a *model.Answer) {
	if a.Kind == model.Receipt {
		d.fail(f.get("of"), f.at("of"), "a receipt is of those who have the message: write from, or kind: report")
		return
	}
	a.From = model.OfTier
	a.Tier = max(d.tier(f, "of", d.units.tiers), 0)
	a.PerDay = f.rate("rate", model.Day)
	for _, key := range []string{"chance", "after"} {
		if n := f.get(key); n != nil {
			d.fail(n, f.at(key), "goes with from: units named by of make reports at a rate")
		}
	}
	switch n := f.get("rate"); {
	case n == nil:
		d.fail(f.n, f.path, "needs rate, how many reports a unit makes, as in rate: 0.02/d")
	case a.PerDay == 0:
		if x, ok := d.parseRate(n, model.Day); ok && x == 0 {
			d.fail(n, f.at("rate"), "must be above 0: leave the answer out where nobody reports")
		}
	}
	n := f.get("during")
	if n == nil {
		return
	}
	if n.kind != list || len(n.items) != 2 {
		d.fail(n, f.at("during"), "is %s: give two times, as in [0s, 14d]", n.describe())
		return
	}
	for i, item := range n.items {
		a.During[i], _ = d.duration(item, index(f.at("during"), i))
	}
	if a.During[1] <= a.During[0] {
		d.fail(n, f.at("during"), "ends at %s, but starts only at %s", FormatDuration(a.During[1]), FormatDuration(a.During[0]))
	}
}

// checkCountedAt refuses a tier to which answers never climb.
func (d *decoder) checkCountedAt(f fields, a *model.Answer) {
	n := f.get("to")
	if own := d.originTier(a); own >= 0 && (a.To > own || a.To == own && a.From != model.FromPublic && a.From != model.FromHouseholds) {
		d.fail(n, f.at("to"), "answers climb: tier %s is not above %s, where they come from%s", quote(d.units.tiers[a.To]), quote(d.units.tiers[own]), choose("", d.units.tiers[:own]))
	} else if !d.units.unsound && !d.climbs(a) {
		d.fail(n, f.at("to"), "no unit of tier %s has one of tier %s above it: answers climb from a unit to the one above", quote(d.units.tiers[max(own, 0)]), quote(d.units.tiers[a.To]))
	}
}

// originTier is the tier whose units hold an answer first; -1 where they are of
// several.
func (d *decoder) originTier(a *model.Answer) int {
	switch a.From {
	case model.FromLeaves:
		return -1
	case model.FromPublic, model.FromHouseholds:
		if name := d.servedBy(); name == leaves {
			return -1
		} else if t := match(name, d.units.tiers); t >= 0 {
			return t
		}
		return d.units.main - 1
	}
	return a.Tier
}

// servedBy is what public.served_by says; "" where it says nothing.
func (d *decoder) servedBy() string {
	if n := d.root.get("public").get("served_by"); n != nil && n.kind == scalar {
		return n.text
	}
	return ""
}

// climbs tells whether some origin has a unit of the tier To at or above it.
func (d *decoder) climbs(a *model.Answer) bool {
	own, rows := d.originTier(a), &d.units.rows
	for i, t := range rows.Tier {
		if own >= 0 && int(t) != own {
			continue
		}
		for up := int32(i); up >= 0; up = rows.Parent[up] {
			if int(rows.Tier[up]) == a.To {
				return true
			}
		}
	}
	return false
}

// answerNames are the names of answers, or of those of one kind.
func (d *decoder) answerNames(receipts bool) []string {
	var out []string
	for _, a := range d.answers {
		if (a.Kind == model.Receipt) == receipts {
			out = append(out, a.Name)
		}
	}
	return out
}

// answerCalled is the index of the answer that a key names, which must be a
// receipt, or a report; -1 after saying what is wrong.
func (f fields) answerCalled(key string, receipt bool) int {
	d := f.d
	name := f.text(key, "")
	if name == "" {
		return -1
	}
	names := d.answerNames(receipt)
	i := match(name, names)
	if i >= 0 {
		return slices.IndexFunc(d.answers, func(a answer) bool { return a.Name == names[i] })
	}
	switch other := match(name, d.answerNames(!receipt)) >= 0; {
	case other && receipt:
		d.fail(f.get(key), f.at(key), "%s is a report: name a receipt%s", quote(name), choose("", names))
	case other:
		d.fail(f.get(key), f.at(key), "%s is a receipt: name a report%s", quote(name), choose("", names))
	default:
		d.fail(f.get(key), f.at(key), "unknown answer %s%s", quote(name), choose(name, names))
	}
	return -1
}
