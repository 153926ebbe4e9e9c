package engine

import (
	"harkara/cascade/random"
	"harkara/model"
)

// passUp is when an item that a unit has in hand at a time is first in hand at the unit
// above, or Never; where that depends on what else happens, people start as item i in
// order of time, and it is Never.
func (j *joint) passUp(x *item, i int32, u model.Unit, at model.Tick) model.Tick {
	cl := &j.climbs[j.climbOf[u]]
	r := j.messageOf(int(x.ask))
	key := x.key.Fold(j.net.Key(u))
	unit := &r.classes[r.class[u]]
	if r.outagesOf(u, unit) {
		j.upStep(x, u, UpSilent, at, at, at)
		return model.Never
	}
	if len(cl.over) == 0 || cl.people == 0 {
		j.upStep(x, u, UpNoWay, at, at, at)
	}
	// People who act as one draw one and the same number.
	step := uint64(personStep)
	if cl.one && cl.alike.Heads(random.Mix(uint64(key)+wordAlike+r.add)) {
		step = 0
	}
	best := model.Never
	for p := range cl.people {
		// The first to have it there counts, whoever of them it was.
		wait := j.noticed(x, u, cl, key, p, step)
		if wait >= model.Never {
			j.upStep(x, u, UpNotPassed, at, at, at)
			continue
		}
		s := at + wait
		// Hours are those of what comes from below; outages are of the unit, whatever it
		// does.
		if cl.hours != nil || len(r.windows) > 0 {
			s = j.settleUp(r, cl, s)
		}
		switch {
		// Nothing after the horizon is told apart.
		case s > j.horizon:
			j.upNot(x, u, cl, at+wait, s)
		case cl.inOrder:
			j.agenda.put(s, jointEvent{kind: itemStarts, phase: starts, of: int32(len(j.plans)) + x.ask, unit: u, person: int32(p), what: i})
		default:
			for _, c := range cl.over {
				t := j.contactUp(r, key, u, c, p, s)
				j.upContact(x, u, r, c, s, t)
				// Over several channels the first to come counts, as on the way down.
				best = min(best, t)
			}
		}
	}
	return best
}

// noticed is how long a person takes to start to pass an item on, or never. Step is how
// far the addresses of persons are apart.
func (j *joint) noticed(x *item, u model.Unit, cl *climbing, key random.Key, person int, step uint64) model.Tick {
	r := j.messageOf(int(x.ask))
	at := uint64(key) + wordStart + uint64(person)*step + r.add
	if !cl.once {
		return cl.start.Draw(random.Mix(at))
	}
	// One decision of a person, an answer and a message.
	// So an office passes all reports of a kind on, or none.
	once := r.unitKey[u].Fold(wordOnce ^ uint64(j.asked[x.ask].Answer))
	if !cl.passes.Heads(random.Mix(uint64(once) + uint64(person)*step + r.add)) {
		return model.Never
	}
	return cl.notice.Draw(random.Mix(at))
}

// settleUp is the first moment at or after t at which people may start to pass on
// upwards: in their hours, and outside the outages in r.windows.
func (j *joint) settleUp(r *run, cl *climbing, t model.Tick) model.Tick {
	return r.settle(&class{hours: cl.hours}, t)
}

// messageOf is the message by whose outages, and whose channels that do not reach
// somebody, an answer goes: that which is answered, the first for streams.
func (j *joint) messageOf(ask int) *run {
	return &j.copies[max(j.asked[ask].Message, 0)].run
}

// itemStarts has a person pass an item on in order of time: where another of its kind has
// gone before, or calls wait for each other.
func (j *joint) itemStarts(i int32, u model.Unit, person int, at model.Tick) {
	x, cl := &j.items[i], &j.climbs[j.climbOf[u]]
	// What is merged into an earlier item goes no further.
	if cl.merges > 0 && !j.merged(i, u, cl.merges, at) {
		j.upStep(x, u, UpMerged, at, at, at)
		return
	}
	r := j.messageOf(int(x.ask))
	key := x.key.Fold(j.net.Key(u))
	for _, c := range cl.over {
		if r.channels[c].calls != nil {
			j.upStep(x, u, UpQueued, at, model.Never, at)
			j.callUp(r, i, key, u, c, person, at)
			continue
		}
		t := j.contactUp(r, key, u, c, person, at)
		j.upContact(x, u, r, c, at, t)
		if t <= j.horizon {
			j.agenda.put(t, jointEvent{kind: itemCame, phase: comesIn, of: int32(len(j.plans)) + x.ask, unit: j.net.Parent(u), what: i})
		}
	}
}

// contactUp sends an item to the unit above from time s until an attempt succeeds or no
// more are allowed, and is when it is in hand there; Never where it fails.
func (j *joint) contactUp(r *run, key random.Key, u model.Unit, c, person int, s model.Tick) model.Tick {
	t := r.tries(c, j.net.Parent(u), key.Shift(r.channels[c].shift[person]), s)
	book(&j.ledger, t, j.horizon)
	return t
}

// tries is when a contact from time s with v, at an address, succeeds: Never where no
// attempt does, later than the horizon where the channel opens no more by then.
func (r *run) tries(c int, v model.Unit, key random.Key, s model.Tick) model.Tick {
	ch := &r.channels[c]
	t := s
	for attempt := 0; attempt <= ch.retry.Times; attempt++ {
		// Under way when the play ends, which is not the same as lost.
		if t = ch.hours.Next(t); t > r.horizon {
			return model.Never - 1
		}
		d, _ := r.attempt(ch, v, uint64(key)+uint64(attempt)*attemptStep+r.add, attempt)
		if d < model.Never {
			return t + d
		}
		t += ch.retry.Every
	}
	return model.Never
}
