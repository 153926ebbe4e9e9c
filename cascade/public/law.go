package public

import (
	"harkara/cascade/random"
	"harkara/model"
)

// broadcast is one broadcast ready to be asked.
type broadcast struct {
	// curve is F, the share of deliveries made within a wait of so many ticks;
	// share the chance, 0 to 1, that a person is in the audience; delivers p, the
	// chance that the first attempt succeeds, and again that of each later one.
	// among is a set of segments, bit g for segment g; 0 is all.
	curve    *curve
	share    float64
	delivers float64
	again    float64
	channel  channel
	retry    model.Retry
	hours    *model.Calendar
	among    uint64
	dim      int    // which of a unit's starts
	ordinal  uint64 // among the sources that are broadcasts
	kinds    []bool // of units, in which this is heard; nil is all
	// perHome is true where share is the chance of a household, and delivery is drawn
	// once for it; unheard is the chance that one of its people then does not hear.
	perHome bool
	unheard float64
}

// heard is the chance that a person in the audience has heard by t a broadcast
// that began at s, of whom it is known that they can be reached where others are
// broadcast over the same channel.
func (b *broadcast) heard(s, t model.Tick) float64 { return b.channel.reach * b.told(s, t) }

// told is heard for a person who can be reached: attempts follow each other until
// one is delivered.
//
//	H(t) = Σ_k p_k Π_{j<k} (1−p_j) F(t − τ_k),  τ_0 = open(s),  τ_{k+1} = open(τ_k + every)
func (b *broadcast) told(s, t model.Tick) float64 {
	sum, left, p := 0.0, 1.0, b.delivers
	for k := 0; k <= b.retry.Times; k++ {
		if s = b.hours.Next(s); s > t {
			break
		}
		sum += float64(float64(left*p) * b.curve.at(t-s))
		left *= 1 - p
		if left < 0x1p-60 {
			break // no attempt after this one is felt
		}
		s += b.retry.Every
		p = b.again
	}
	return sum
}

// law is how the people of one unit hear, given when its sources started.
type law struct {
	// The chance not to have heard by t from any broadcast, in one segment, is
	//
	// 	z(t) = Π_b (1 − share_b · H_b(t))
	//
	// with the factors of two overlapping audiences joined.
	broadcasts  []broadcast
	rounds      []visits
	segments    []float64 // shares, at least one
	overlaps    []model.Overlap
	broadcastOf []int  // index in broadcasts of each of the public's sources, or -1
	joined      []bool // of each broadcast: it is in an overlap
	// Who cannot be reached over a channel is drawn once for all that is broadcast
	// over it: unreachable are the chances of those channels over which there are
	// several. Of one alone the chance is a factor of heard.
	unreachable []float64
	talk        float64 // hazard per tick, all talk together
	talks       []talker
	// longest is the longest step of leaps, in ticks; byPersonOnly is true where talk
	// can be followed person by person only.
	longest      float64
	byPersonOnly bool
	direct       bool // curves ask the delays themselves
	// byPerson are the broadcasts whose audience are persons; whole the ways home by
	// home by which all at home hear at once, and part those by which some may not.
	byPerson    []int
	whole, part []byHome
	// byOrder are broadcasts and rounds in the order of the scenario; sourceOf and the
	// two after it tell which of the public's sources each broadcast, round and talk is.
	byOrder                               []byHome
	sourceOf, sourceOfRound, sourceOfTalk []int
	tells                                 []tell
}

// tell is that some people know when their unit starts: so many, or else a share.
type tell struct {
	people int64
	share  float64
	source int // of the public's sources
}

// byHome is a way to hear that is drawn once for a household: a broadcast, or a
// round of visits, by its index; the other is −1.
type byHome struct{ broadcast, round int }

// talker is one talk among the people of a unit: its hazard per tick, the chance that
// a person takes no part, and for how long one tells; nil is for ever.
type talker struct {
	rate, silent float64
	tells        *random.Table
	lasts        model.Delay // what tells is a table of
}

// fades tells whether some people take no part in talk, or stop telling.
func (l *law) fades() bool {
	for _, t := range l.talks {
		if t.silent > 0 || t.tells != nil {
			return true
		}
	}
	return false
}

// homely tells whether people hear home by home otherwise than by visits at which
// all of a home hear for sure.
func (l *law) homely() bool {
	for i := range l.rounds {
		if v := &l.rounds[i]; v.closed > 0 || v.unheard > 0 {
			return true
		}
	}
	return len(l.byPerson) < len(l.broadcasts)
}

// begun is how the sources of one unit began: for each broadcast when it was
// first on air, then for each round how much open time had passed before it;
// model.Never where there was none. It is worked out once a trial.
type begun []model.Tick

// begin appends how sources began that started at starts, for a unit with
// audiences of a kind.
func (l *law) begin(b begun, starts []model.Tick, kind int32) begun {
	for i := range l.broadcasts {
		if c := &l.broadcasts[i]; c.kinds == nil || c.kinds[kind] {
			b = append(b, c.hours.Next(starts[c.dim]))
		} else {
			b = append(b, model.Never)
		}
	}
	for i := range l.rounds {
		s := starts[l.rounds[i].dim]
		if s < model.Never {
			s = l.rounds[i].hours.OpenTime(0, s)
		}
		b = append(b, s)
	}
	return b
}

// width is how many entries begun has.
func (l *law) width() int { return len(l.broadcasts) + len(l.rounds) }

// instant is a time at which the law is asked, for any number of units.
type instant struct {
	// open and t are in ticks; open and last have an entry a round and a broadcast.
	t    model.Tick
	open []model.Tick // for each round, open time up to t
	last []answered   // of each broadcast: many units hear it from one
	part inPart       // of the homes that were asked for last
}

// answered is what was answered last about a broadcast at this instant.
type answered struct {
	// begun is in ticks; heard is a chance, 0 to 1.
	begun model.Tick
	heard float64
}

// at turns to time t.
func (l *law) at(now *instant, t model.Tick) {
	now.t = t
	now.open, now.last = now.open[:0], now.last[:0]
	for i := range l.rounds {
		now.open = append(now.open, l.rounds[i].hours.OpenTime(0, t))
	}
	for range l.broadcasts {
		now.last = append(now.last, answered{begun: model.Never})
	}
}

// heard is the chance that a person in the audience of a broadcast has heard.
func (l *law) heard(now *instant, broadcast int, b begun) float64 {
	last, s := &now.last[broadcast], b[broadcast]
	// Units that hear from one sender above them ask the same, one after another.
	if s == last.begun {
		return last.heard
	}
	heard := 0.0
	if c := &l.broadcasts[broadcast]; c.retry.Times > 0 {
		heard = c.heard(s, now.t)
	} else if s <= now.t {
		heard = float64(c.channel.reach*c.delivers) * c.curve.at(now.t-s)
	}
	*last = answered{begun: s, heard: heard}
	return heard
}

// survival is the chance that a person has not heard from any broadcast to persons.
// It is mixed over the channels on which they cannot be reached (unreachable.go).
func (l *law) survival(now *instant, b begun) float64 {
	if len(l.unreachable) > 0 {
		return l.survivalMixed(now, b)
	}
	return l.survivalBut(now, b, 0)
}

// survivalBut is survival for a person who is not reached over some channels, a
// set of those in unreachable. Segments of the public are mixed; two overlapping
// audiences are joined.
func (l *law) survivalBut(now *instant, b begun, missing channels) float64 {
	if len(l.segments) == 1 && len(l.overlaps) == 0 {
		q := 1.0
		for _, i := range l.byPerson {
			if b[i] <= now.t && !missing.has(&l.broadcasts[i]) { // else nobody has heard it yet
				q *= 1 - float64(l.broadcasts[i].share*l.heard(now, i, b))
			}
		}
		return q
	}
	// Segments are mixed, not multiplied: a person is in one of them.
	sum := 0.0
	for g, w := range l.segments {
		sum += float64(w * l.survivalIn(now, g, b, missing))
	}
	return sum
}

// survivalIn is survival in one segment, to which some broadcasts may not speak.
// It is a product over broadcasts, since their audiences are independent but for overlaps.
func (l *law) survivalIn(now *instant, segment int, b begun, missing channels) float64 {
	q := 1.0
	// Of two audiences of shares a and b that have c in common, neither is heard with
	// chance 1 − aF − bG + cFG.
	for _, o := range l.overlaps {
		x, y := l.broadcastOf[o.A], l.broadcastOf[o.B]
		fx, fy := l.heardIn(now, segment, x, b, missing), l.heardIn(now, segment, y, b, missing)
		cx, cy := &l.broadcasts[x], &l.broadcasts[y]
		q *= 1 - float64(cx.share*fx) - float64(cy.share*fy) + float64(o.Share*float64(fx*fy))
	}
	for _, i := range l.byPerson {
		if !l.joined[i] {
			q *= 1 - float64(l.broadcasts[i].share*l.heardIn(now, segment, i, b, missing))
		}
	}
	return q
}

// heardIn is heard for a segment: 0 where the broadcast is among others only, or
// over a channel that is missing.
func (l *law) heardIn(now *instant, segment, broadcast int, b begun, missing channels) float64 {
	c := &l.broadcasts[broadcast]
	if c.among != 0 && c.among>>segment&1 == 0 || missing.has(c) {
		return 0
	}
	return l.heard(now, broadcast, b)
}

// unvisited is the share u of homes that no way home by home has come to of those by
// which all at home hear, and the variance of their number, v for each home. Rounds
// of different sources go in orders that know nothing of each other, and households
// are in audiences alone: so which homes one comes to, of a share a with variance w
// for each home, is a random subset for the others.
//
//	u' = (1−a)u,  v' = (1−a)²v + u²w + a(1−a)u(1−u)
func (l *law) unvisited(now *instant, b begun, homes int64) (u, v float64) {
	u = 1
	for _, way := range l.whole {
		a, w := l.came(now, way, b, homes)
		v = float64((1-a)*float64((1-a)*v)) + float64(u*float64(u*w)) + float64(a*(1-a))*float64(u*(1-u))
		u *= 1 - a
	}
	return u, v
}

// came is the share of homes that a way home by home has come to, and the variance
// of their number, for each home.
func (l *law) came(now *instant, way byHome, b begun, homes int64) (a, w float64) {
	if way.round >= 0 {
		return l.rounds[way.round].done(now.open[way.round]-b[len(l.broadcasts)+way.round], homes)
	}
	if b[way.broadcast] > now.t {
		return 0, 0
	}
	a = float64(l.broadcasts[way.broadcast].share * l.heard(now, way.broadcast, b))
	return a, float64(a * (1 - a))
}
