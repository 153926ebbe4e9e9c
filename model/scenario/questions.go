package scenario

import (
	"slices"
	"strconv"

	"harkara/model"
)

// readHorizon reads where a play ends, which hours need to know.
func (d *decoder) readHorizon(top fields) {
	d.horizon = 72 * model.Hour
	n := top.get("questions")
	if n == nil || n.kind != mapping || n.get("horizon") == nil {
		return
	}
	f := fields{d, n, "questions"}
	t := f.duration("horizon", d.horizon)
	if t == 0 {
		if x, err := ParseDuration(n.get("horizon").text); err == nil && x == 0 {
			d.fail(n.get("horizon"), "questions.horizon", "must be longer than 0")
		}
		return
	}
	d.horizon = t
}

// readQuestions reads what is asked.
func (d *decoder) readQuestions(top fields) model.Question {
	f, _ := d.open(top.get("questions"), "questions", questionsShape)
	q := model.Question{Horizon: d.horizon}
	if f.get("at") != nil {
		q.At = d.readTimes(f)
	} else {
		q.At = usualTimes(d.horizon)
	}
	for i, n := range d.list(f.get("goals"), f.at("goals")) {
		q.Goals = append(q.Goals, d.readGoal(n, index(f.at("goals"), i)))
	}
	return q
}

// usualTimes are the times at which reach is told where none are given: a twelfth and a
// third of the play, in whole seconds of one that takes minutes, and its end.
func usualTimes(horizon model.Tick) []model.Tick {
	grain := model.Tick(1)
	if horizon >= model.Minute {
		grain = model.Second
	} else if horizon >= model.Second {
		grain = model.Millisecond
	}
	part := func(n model.Tick) model.Tick { return (horizon/n + grain/2) / grain * grain }
	return slices.Compact([]model.Tick{part(12), part(3), horizon})
}

// readTimes reads the times at which reach is told, in any order.
func (d *decoder) readTimes(f fields) []model.Tick {
	n, path := f.get("at"), f.at("at")
	items := []*node{n}
	if n.kind != scalar {
		items = d.list(n, path)
		if n.kind == list && len(items) == 0 {
			d.fail(n, path, "has no times: leave it out for the usual three")
		}
	}
	var out []model.Tick
	for i, item := range items {
		at := path
		if n.kind == list {
			at = index(path, i)
		}
		t, ok := d.duration(item, at)
		switch {
		case !ok:
		case t > d.horizon:
			d.fail(item, at, "%s is after the horizon, %s", item.text, FormatDuration(d.horizon))
		case slices.Contains(out, t):
			d.fail(item, at, "%s is there twice", item.text)
		default:
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return out
}

func (d *decoder) readGoal(n *node, path string) model.Goal {
	f, _ := d.open(n, path, goalShape)
	g := model.Goal{Tier: f.text("tier", ""), Share: f.share("share", 0), By: f.duration("by", 0), Chance: f.share("chance", 0.5)}
	if by := f.get("by"); g.By > d.horizon {
		d.fail(by, f.at("by"), "%s is after the horizon, %s", by.text, FormatDuration(d.horizon))
	}
	if f.get("message") != nil {
		d.messagesCalled(f, "message", -1)
		g.Message = f.text("message", "")
	}
	allowed := slices.Clone(d.units.tiers)
	people := g.Tier == model.PublicTier || g.Tier == model.HouseholdTier
	if d.root.get("public") != nil {
		allowed = append(allowed, model.PublicTier, model.HouseholdTier)
	}
	switch {
	case g.Tier == "" || d.units.noTiers && !people || slices.Contains(allowed, g.Tier):
	case people:
		d.fail(f.get("tier"), f.at("tier"), "there is no public: the scenario has no %q", "public")
	default:
		d.fail(f.get("tier"), f.at("tier"), "unknown tier %s%s", quote(g.Tier), choose(g.Tier, allowed))
	}
	return g
}

// parseSeed reads a whole number of 64 bits.
func parseSeed(n *node) (uint64, bool) {
	if n.kind != scalar || n.tag != "!!int" && n.tag != "!!float" {
		return 0, false
	}
	x, err := strconv.ParseUint(n.text, 10, 64)
	return x, err == nil
}
