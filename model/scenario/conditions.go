package scenario

import (
	"slices"
	"strconv"
	"strings"

	"harkara/model"
)

// readRemind reads contacts to units whose receipt is not in hand.
func (d *decoder) readRemind(n *node, path string) []model.Reminder {
	f, ok := d.open(n, path, remindShape)
	unless := f.answerCalled("unless", true)
	by := d.tierThatReminds(f, unless, -1)
	steps, after := f.get("steps"), f.get("after")
	if ok && (steps == nil) == (after == nil) {
		d.fail(n, path, "needs exactly one of steps and after")
		return nil
	}
	var out []model.Reminder
	if steps == nil {
		r := model.Reminder{Unless: unless, By: by, After: f.above("after", model.Hour)}
		if f.get("over") != nil {
			r.Over = d.overChannels(f)
		}
		for i := range f.whole("times", 1, 1000, 1) {
			step := r
			step.After = r.After * model.Tick(i+1)
			out = append(out, step)
		}
		return out
	}
	for _, key := range []string{"times", "over"} {
		if extra := f.get(key); extra != nil {
			d.fail(extra, f.at(key), "goes with after: give it with each of the steps, or leave steps out")
		}
	}
	last := model.Tick(0)
	for i, item := range d.list(steps, f.at("steps")) {
		s, _ := d.open(item, index(f.at("steps"), i), stepShape)
		r := model.Reminder{Unless: unless, By: d.tierThatReminds(s, unless, by), After: s.above("after", model.Hour)}
		if s.get("over") != nil {
			r.Over = d.overChannels(s)
		}
		if r.By == by && r.After < last {
			d.fail(s.get("after"), s.at("after"), "%s is before the step above it, and all are counted from when the office starts to pass the message on", FormatDuration(r.After))
		}
		if r.By == by {
			last = r.After
		}
		out = append(out, r)
	}
	if steps.kind == list && len(steps.items) == 0 {
		d.fail(steps, f.at("steps"), "has no steps: leave remind out where nobody reminds")
	}
	return out
}

// tierThatReminds is the tier that a key "by" names, which must get the receipt.
func (d *decoder) tierThatReminds(f fields, unless, otherwise int) int {
	n := f.get("by")
	if n == nil {
		return otherwise
	}
	t := d.tier(f, "by", d.units.tiers)
	if t < 0 || unless < 0 {
		return t
	}
	a := &d.answers[unless]
	own := d.originTier(&a.Answer)
	switch {
	case a.To < 0:
	case a.From == model.FromHouseholds:
		d.fail(n, f.at("by"), "reminders go to units, and the receipts of %s are of households: give an answer from a tier", quote(a.Name))
	case t < a.To:
		d.fail(n, f.at("by"), "receipts of %s climb to tier %s: tier %s never has one and would always remind%s", quote(a.Name), quote(d.units.tiers[a.To]), quote(d.units.tiers[t]), choose("", d.between(a.To, own)))
	case own >= 0 && t >= own:
		d.fail(n, f.at("by"), "tier %s is not above %s, which is to be reminded%s", quote(d.units.tiers[t]), quote(d.units.tiers[own]), choose("", d.between(a.To, own)))
	}
	return t
}

// between are the tiers from one to before another; to the end where that is -1.
func (d *decoder) between(from, before int) []string {
	if before < 0 {
		before = len(d.units.tiers)
	}
	return d.units.tiers[from:before]
}

// readWhen reads the reports that release a message.
func (d *decoder) readWhen(n *node, path string) *model.Condition {
	f, _ := d.open(n, path, whenShape)
	w := &model.Condition{Answer: f.answerCalled("answer", false), Count: int(f.whole("count", 1, maxFigure, 1)), Within: f.above("within", 0)}
	if f.get("from") != nil {
		d.readFromUnits(f, w)
	}
	return w
}

// readFromUnits reads from how many units of a tier reports must be, as in 2 blocks.
func (d *decoder) readFromUnits(f fields, w *model.Condition) {
	n, text := f.get("from"), f.text("from", "")
	number, name, _ := strings.Cut(strings.TrimSpace(text), " ")
	count, err := strconv.Atoi(number)
	if text == "" {
		return
	}
	if err != nil || count < 1 || name == "" {
		d.fail(n, f.at("from"), "%s is not a number of units: give one and a tier, as in 2 %ss", quote(text), d.units.tiers[min(1, len(d.units.tiers)-1)])
		return
	}
	if w.FromTier = d.tierInPlural(strings.TrimSpace(name)); w.FromTier < 0 && d.units.noTiers {
		return
	}
	if w.FromTier < 0 {
		d.fail(n, f.at("from"), "unknown tier %s%s", quote(name), choose(name, d.units.tiers))
		return
	}
	w.FromCount = count
	if w.Answer < 0 {
		return
	}
	a := &d.answers[w.Answer]
	own := d.originTier(&a.Answer)
	there := 0
	for _, t := range d.units.rows.Tier {
		if int(t) == w.FromTier {
			there++
		}
	}
	switch {
	case own >= 0 && w.FromTier > own:
		d.fail(n, f.at("from"), "reports of %s come from tier %s, which is above %s%s", quote(a.Name), quote(d.units.tiers[own]), quote(d.units.tiers[w.FromTier]), choose("", d.units.tiers[:own+1]))
	case count > there && !d.units.unsound:
		d.fail(n, f.at("from"), "there are %d units of tier %s: reports never come from %d", there, quote(d.units.tiers[w.FromTier]), count)
	case count > w.Count:
		d.fail(n, f.at("from"), "%d reports come from %d units at most", w.Count, w.Count)
	}
}

// tierInPlural is the tier of a name, or of its plural in English.
func (d *decoder) tierInPlural(name string) int {
	candidates := []string{name}
	for _, end := range [][2]string{{"ies", "y"}, {"es", ""}, {"s", ""}} {
		if cut, ok := strings.CutSuffix(name, end[0]); ok {
			candidates = append(candidates, cut+end[1])
		}
	}
	for _, c := range candidates {
		if t := match(c, d.units.tiers); t >= 0 {
			return t
		}
	}
	return -1
}

// checkAnswers checks what needs all answers and messages to be known.
func (d *decoder) checkAnswers(out *Scenario) {
	d.checkLoops(out)
	for _, calls := range d.skipsKnown {
		if len(d.answerNames(true)) == 0 {
			d.fail(calls.get("skips"), calls.at("skips"), "known leaves out whoever's receipt is in hand, and there are no receipts: give one under answers, or write has")
		}
	}
	if len(d.answers) == 0 {
		if d.root.get("up") != nil {
			d.note("up-alone")
		}
	} else if !d.nothingLost(out) {
		for _, f := range d.allWithout {
			d.fail(f.n, f.path, "all: true waits for ever for a unit that is not reached, whose people do not pass on, or whose contact fails: give latest, as in latest: 12h")
		}
	}
	for _, c := range d.sourceMessages {
		d.spec.Public.Hears[c.source].Carries = d.messagesCalled(c.fields, "carries", -1)
	}
}

// checkLoops refuses messages that wait for what only they, or others that wait in
// the same way, would bring about.
func (d *decoder) checkLoops(out *Scenario) {
	released := make([]bool, len(d.sent))
	for changed := true; changed; {
		changed = false
		for i, s := range d.sent {
			if !released[i] && d.canBeReleased(i, s, released) {
				released[i], changed = true, true
			}
		}
	}
	for i, s := range d.sent {
		if w := s.When; w != nil && w.Answer >= 0 && !released[i] {
			a := &d.answers[w.Answer]
			d.fail(s.get("when"), s.at("when"), "%s waits for reports of %s, which only those who have a message make, and no other is sent before: it would wait for its own reports. Add a message that is sent first, or give %s units that report whether or not they have one (of, and rate)",
				quote(s.Name), quote(a.Name), quote(a.Name))
		}
	}
	d.checkCounts(out)
}

// canBeReleased tells whether a message is sent at some time, given those that are.
func (d *decoder) canBeReleased(i int, s sent, released []bool) bool {
	if s.When == nil || s.When.Answer < 0 || d.answers[s.When.Answer].From == model.OfTier {
		return true
	}
	for k, r := range released {
		if r && k != i {
			return true
		}
	}
	return false
}

// checkCounts refuses messages that wait for more reports than there can be.
func (d *decoder) checkCounts(out *Scenario) {
	for _, s := range d.sent {
		if s.When == nil || s.When.Answer < 0 {
			continue
		}
		a := &d.answers[s.When.Answer]
		if a.From != model.FromTier && a.From != model.FromLeaves {
			continue
		}
		units := int64(0)
		for i, t := range d.units.rows.Tier {
			if a.From == model.FromTier && int(t) == a.Tier || a.From == model.FromLeaves && !slices.Contains(d.units.rows.Parent, int32(i)) {
				units++
			}
		}
		others := int64(0)
		for _, m := range out.Messages {
			if m.Stream == nil && m.Name != s.Name && m.Series != s.Name {
				others++
			} else if m.Stream != nil {
				others = maxFigure
			}
		}
		if others < maxFigure && !d.units.unsound && units*others < int64(s.When.Count) {
			d.fail(s.get("when").get("count"), s.at("when")+".count", "%d reports of %s never come: each of %d units makes one for each other message, and there are %d", s.When.Count, quote(a.Name), units, others)
		}
	}
}

// nothingLost tells whether by the file's chances every message and every answer
// gets through.
func (d *decoder) nothingLost(out *Scenario) bool {
	for _, c := range d.spec.Channels {
		if c.Delivers < 1 || c.Unreachable > 0 || c.Hours != nil {
			return false
		}
	}
	for _, r := range d.spec.Relays {
		if r.PassesOn < 1 || r.Tires != nil || r.Handles != nil || r.Hours != nil {
			return false
		}
	}
	for _, c := range d.spec.Climbs {
		if c.PassesOn < 1 || c.Hours != nil || c.Merges > 0 {
			return false
		}
	}
	expires := func(m model.Message) bool { return m.Expires < model.Never || len(m.Replaces) > 0 || m.When != nil }
	return len(d.spec.Outages) == 0 && len(d.answers) > 0 && !slices.ContainsFunc(out.Messages, expires) && d.root.get("circumstances") == nil
}
