package exact

import (
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// An answer goes up from unit to parent, and no two of its steps draw the same random
// number: given when its origin has the message, the way up is independent of the way
// down. So what is known of one origin at a unit above it follows from the law of the
// origin's arrival by one hop for each unit on the way, as arrivals do:
//
//	known by t = (arrival ∗ after ∗ climb_1 ∗ … ∗ climb_k)(t),
//
// each climb with the chance to get through in its mass. Ways up are kinds like those
// down, with classes of their own. Mean shares follow by linearity; how they vary does
// not, as receipts of one unit share the way down.

// ofAnswers stands for a tier in lines of what is known of those who answer.
const ofAnswers = -3

// known is what is known of those who give one answer.
type known struct {
	answer int
	total  int64
	tiers  []knownTier // from the origins up
	groups []knownGroup
}

// knownTier is of how many origins of each kind it is known at the unit above them in a
// tier.
type knownTier struct {
	tier  int
	kinds []count
	line  int // of counted.lines
}

// knownGroup is a knownTier of one unit.
type knownGroup struct {
	unit  model.Unit
	total int64
	knownTier
}

// setAnswers finds how answers to the message go up, and what of it is not exact.
func (r *relays) setAnswers(classes []model.Class) {
	if len(r.p.Answers) == 0 || len(r.refused) > 0 {
		return
	}
	w := &upward{relays: r, of: classes, climbs: map[climbKey]int32{}, kinds: map[kind]int32{}, relayOf: map[climbKey]*model.Relay{}}
	for a := range r.p.Answers {
		w.follow(a)
	}
}

// upward makes the kinds of ways up.
type upward struct {
	*relays
	of        []model.Class
	climbs    map[climbKey]int32
	kinds     map[kind]int32
	relayOf   map[climbKey]*model.Relay
	answering []int32 // of each unit: how many of its children and itself may answer
}

// follow follows one answer up from all of its origins.
func (w *upward) follow(answer int) {
	a, n := &w.p.Answers[answer], w.p.Network
	switch {
	case a.From == model.FromPublic || a.From == model.FromHouseholds:
		w.refuse("answers-people", a.Name)
		return
	case a.Kind == model.Report || a.From == model.OfTier:
		w.refuse("answers-reports", a.Name)
		return
	case len(model.Parts(a.After)) > 1:
		w.refuse("answers-mixture", a.Name)
		return
	}
	origins := w.p.Origins(answer)
	w.setAnswering(origins)
	k := known{answer: answer, total: int64(len(origins))}
	lowest := a.To
	for _, u := range origins {
		lowest = max(lowest, n.TierOf(u))
	}
	for t := lowest; t >= a.To; t-- {
		if t < lowest || t == a.To {
			k.tiers = append(k.tiers, knownTier{tier: t})
		}
	}
	made := w.made(a)
	groups := map[model.Unit]int{}
	for _, u := range origins {
		w.climb(a, u, made, func(at model.Unit, kind int32) { k.add(n.TierOf(at), kind) })
		for _, by := range w.p.Question.By {
			w.addGroup(&k, groups, u, by, made)
		}
	}
	w.known = append(w.known, k)
}

// add counts an origin of which a tier knows by a kind.
func (k *known) add(tier int, kind int32) {
	for i := range k.tiers {
		if k.tiers[i].tier == tier {
			k.tiers[i].add(kind)
		}
	}
}

func (t *knownTier) add(kind int32) {
	i := slices.IndexFunc(t.kinds, func(c count) bool { return c.kind == kind })
	if i < 0 {
		i = len(t.kinds)
		t.kinds = append(t.kinds, count{kind: kind})
	}
	t.kinds[i].n++
}

// addGroup counts an origin for the unit above it in a tier that is asked for.
func (w *upward) addGroup(k *known, groups map[model.Unit]int, u model.Unit, by int, made int32) {
	above := w.p.Network.Above(u, by)
	if above == model.NoUnit || above == u || !slices.ContainsFunc(k.tiers, func(t knownTier) bool { return t.tier == by }) {
		return
	}
	i, ok := groups[above]
	if !ok {
		i = len(k.groups)
		groups[above] = i
		k.groups = append(k.groups, knownGroup{unit: above, knownTier: knownTier{tier: by}})
	}
	k.groups[i].total++
	w.climb(&w.p.Answers[k.answer], u, made, func(at model.Unit, kind int32) {
		if at == above {
			k.groups[i].knownTier.add(kind)
		}
	})
}

// made is the class of having the message and then giving an answer; never where that
// is at once.
func (w *upward) made(a *model.Answer) int32 {
	if a.Chance == 1 && a.After.CDF(0) == 1 {
		return never
	}
	w.classes = append(w.classes, class{made: true, relay: &model.Relay{People: 1, PassesOn: a.Chance, Notices: a.After}})
	return int32(len(w.classes) - 1)
}

// climb follows an answer of one origin up, and tells of each unit by which kind it knows.
//
// A unit on the way that passed the message on to the origin was not silent for the whole
// play; others may be, the origin itself too.
func (w *upward) climb(a *model.Answer, u model.Unit, made int32, tell func(at model.Unit, kind int32)) {
	n := w.p.Network
	k := w.kindOf[u]
	if k == never {
		return
	}
	onTheWay := k != origin
	if made != never {
		k = w.kind(k, made)
	}
	tell(u, k)
	implied := false
	for v := u; n.TierOf(v) > a.To && n.Parent(v) != model.NoUnit; {
		c := w.class(v, implied)
		if c == never {
			return // refused
		}
		k = w.kind(k, c)
		implied = onTheWay
		v = n.Parent(v)
		onTheWay = onTheWay && w.kindOf[v] != origin
		tell(v, k)
	}
}

// addKnown adds a line for each tier, and each unit, that knows.
func (b *counted) addKnown() {
	add := func(t *knownTier, total int64) {
		t.line = len(b.lines)
		b.lines = append(b.lines, line{Line: &cascade.Line{Name: b.p.Network.Tiers()[t.tier], Tier: ofAnswers, Total: total, Under: model.NoUnit}, units: t.kinds})
	}
	for i := range b.known {
		k := &b.known[i]
		for j := range k.tiers {
			add(&k.tiers[j], k.total)
		}
		for j := range k.groups {
			add(&k.groups[j].knownTier, k.groups[j].total)
		}
	}
}

// answers are what is known of those who answer, in the order of the answers.
func (b *counted) answers(grids []*computer) []cascade.Answered {
	n := b.p.Network
	var out []cascade.Answered
	for i := range b.known {
		k := &b.known[i]
		a := &b.p.Answers[k.answer]
		x := cascade.Answered{Name: a.Name, Kind: a.Kind, From: cascade.FromName(a, n.Tiers()), To: n.Tiers()[a.To]}
		for _, t := range k.tiers {
			x.Known = append(x.Known, b.tier(t.line, grids))
		}
		slices.SortStableFunc(k.groups, func(g, h knownGroup) int {
			if g.tier != h.tier {
				return slices.Index(b.p.Question.By, g.tier) - slices.Index(b.p.Question.By, h.tier)
			}
			return int(g.unit - h.unit)
		})
		for _, g := range k.groups {
			self := b.tier(g.line, grids)
			x.Groups = append(x.Groups, cascade.Group{Unit: g.unit, Name: n.Name(g.unit), Code: n.Code(g.unit), Self: self, Tiers: []cascade.Tier{self}})
		}
		slices.SortStableFunc(x.Groups, cascade.WorseKnown)
		out = append(out, x)
	}
	return out
}
