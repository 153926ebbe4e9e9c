package public

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// tellers are those who tell in one talk, and those whom it may tell something new,
// each with where a person is among them (−1 for nowhere).
type tellers struct {
	talking
	// rate is per tick and teller. tell are those who tell now, in no order, and open
	// those who could be told something new; a person's place in them is at tellAt and
	// openAt.
	rate         float64
	lasts        []model.Tick // of each person; −1 for those who take no part
	tell, tellAt []int32
	open, openAt []int32
}

// setTellers draws who takes part in each talk, and for how long.
func (d *mind) setTellers() {
	d.groups = slices.Grow(d.groups[:0], len(d.talks))[:len(d.talks)]
	for g := range d.groups {
		x := &d.groups[g]
		x.talking = d.talks[g]
		// Addresses are those of talk that is played alone (fadingTalk): who takes part in
		// it does there, too.
		c := d.crowds[x.message]
		t := &c.law.talks[x.talk]
		x.rate = t.rate
		x.lasts, x.tellAt, x.openAt = slices.Grow(x.lasts[:0], d.n)[:d.n], slices.Grow(x.tellAt[:0], d.n)[:d.n], slices.Grow(x.openAt[:0], d.n)[:d.n]
		x.tell, x.open = x.tell[:0], x.open[:0]
		for k := range d.n {
			x.lasts[k], x.tellAt[k], x.openAt[k] = model.Never, -1, -1
			key := c.keys[d.unit].Fold(uint64(k)).Shift(random.Key(wordPart + 2*x.talk))
			if t.silent > 0 && random.Uniform(key.At(d.trial)) < t.silent {
				x.lasts[k] = -1
				continue
			}
			// How long somebody tells is drawn before it is known whether they come to.
			if t.tells != nil {
				x.lasts[k] = t.tells.Draw(key.Shift(1).At(d.trial))
			}
			x.openAt[k] = int32(len(x.open))
			x.open = append(x.open, int32(k))
		}
	}
}

// perTick is at what rate people are told something in a talk that may be new to them;
// where tellers may stop, at what rate they are told anything.
func (x *tellers) perTick(n int) float64 {
	rate := float64(x.rate * float64(len(x.tell))) // rounded: some machines multiply and add in one step
	if x.talking.stops > 0 || n == 0 {
		return rate
	}
	return rate * float64(len(x.open)) / float64(n)
}

// tellOne has somebody tell somebody, in one of the talks.
func (d *mind) tellOne(all float64) {
	// Which talk it is in has a chance in proportion to its rate; rounding may leave a
	// little beyond the last, which counts for that.
	at := float64(all * random.Uniform(d.draws.next()))
	g := -1
	for k := range d.groups {
		rate := d.groups[k].perTick(d.n)
		if rate > 0 {
			g = k
		}
		if at -= rate; at < 0 && rate > 0 {
			break
		}
	}
	x := &d.groups[g]
	who := x.tell[int(float64(len(x.tell))*random.Uniform(d.draws.next()))]
	own := x.message * d.n
	// Those who know already are not drawn: to be told again changes nothing.
	if x.talking.stops == 0 {
		k := x.open[int(float64(len(x.open))*random.Uniform(d.draws.next()))]
		d.handOver(x, who, k)
		return
	}
	// Who meets one who knows may lose interest (Maki and Thompson, 1973, after Daley and
	// Kendall, 1965), so that all are met, known or not.
	k := int32(float64(d.n) * random.Uniform(d.draws.next()))
	if d.holds[own+int(k)] != none && random.Uniform(d.draws.next()) < x.talking.stops {
		x.leave(who)
	}
	if x.openAt[k] >= 0 {
		d.handOver(x, who, k)
	}
}

// handOver has one tell another what they hold.
func (d *mind) handOver(x *tellers, who, to int32) {
	own := x.message * d.n
	content := d.holds[own+int(who)]
	if x.chance > 0 {
		content = x.pass(content, random.Uniform(d.draws.next()))
	}
	d.take(x.message, to, content, d.hands[own+int(who)]+1, x.source)
}

// join has a person tell, and leave has them stop.
func (x *tellers) join(k int32) {
	if x.tellAt[k] < 0 {
		x.tellAt[k] = int32(len(x.tell))
		x.tell = append(x.tell, k)
	}
}

func (x *tellers) leave(k int32) { x.tell = removed(x.tell, x.tellAt, k) }

// setOpen says whether a person may be told something new.
func (x *tellers) setOpen(k int32, open bool) {
	switch {
	case !open:
		x.open = removed(x.open, x.openAt, k)
	case x.openAt[k] < 0:
		x.openAt[k] = int32(len(x.open))
		x.open = append(x.open, k)
	}
}

// removed is a list in no order without a person, whose places are at.
func removed(list, at []int32, k int32) []int32 {
	place := at[k]
	if place < 0 {
		return list
	}
	// The last one takes its place.
	last := list[len(list)-1]
	list[place], at[last] = last, place
	at[k] = -1
	return list[:len(list)-1]
}

// stopping is when a person stops telling in a talk.
type stopping struct {
	at     float64
	group  int
	person int32
}

// stoppings are those to come, the first first.
type stoppings []stopping

func (s stoppings) Len() int           { return len(s) }
func (s stoppings) Less(i, j int) bool { return s[i].at < s[j].at }
func (s stoppings) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

// Push adds one, for package heap.
func (s *stoppings) Push(x any) { *s = append(*s, x.(stopping)) }

// Pop takes the last one away, for package heap.
func (s *stoppings) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}
