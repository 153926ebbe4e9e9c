package public

import "harkara/model"

// Error is how far what Ask calls expected may be from the law's own expectation,
// in people and in households of a cell, at time t: a column that New was given,
// or a time before the message is out. It is the sum of what is approximated:
//
//   - talk as a curve: talkError/n² of the people of a unit, where n are first to
//     know (curveError), or curveKnowers where first growth is played;
//   - talk by leaps: leapError of the people;
//   - delays by table: of each broadcast, its share times what its table is off;
//   - units counted by a profile: as much, for each way to hear from the unit that
//     serves them, as a straight line between two points of the grid may be off.
//
// Units played person by person have none. Between columns talk is a straight
// line between the times at which it is followed, which adds to it.
func (w *Work) Error(cell *Cell, t model.Tick) (people, homes float64) {
	if w.works != nil {
		return w.errorVaried(cell, t)
	}
	if t < 0 {
		return 0, 0
	}
	for _, i := range cell.integrated {
		e := w.errorOf(i)
		people += float64(e * float64(w.Crowd.people[i]))
		homes += float64(sizeSlope * float64(e*float64(w.Crowd.homes[i])))
	}
	return min(people, float64(cell.People)), min(homes, float64(cell.Homes))
}

// sizeSlope is how many times farther off, as a share, households with somebody
// who knows may be than people: of homes of k, whose survival is z^k, the slope is
// kz^(k−1), where what talk is off falls with 1−z as z does.
const sizeSlope = 1.5

// errorOf is Error of one served unit, as a share of its people.
func (c *Crowd) errorOf(i int) float64 {
	if c.exact[i] {
		return 0
	}
	sum := 0.0
	// What a table is off is so for all who wait as long, one way or the other.
	for k := range c.law.broadcasts {
		b := &c.law.broadcasts[k]
		if b.kinds == nil || b.kinds[c.audienceOf(i)] {
			sum += float64(b.share * b.curve.error)
		}
	}
	if c.groups[c.groupOf[i]].profiled {
		sum += c.straightError()
	}
	switch {
	case c.law.talk == 0:
	case c.law.leaps():
		sum += leapError
	case !c.grown[i]:
		sum += c.curveError(i)
	case c.people[i] > curveKnowers:
		sum += talkError / (curveKnowers * curveKnowers)
	}
	return sum
}

// straightError is what straight lines between points of a profile's grid may
// add, as a share: of starts, for each way to hear, and of numbers of homes.
func (c *Crowd) straightError() float64 {
	most := deviation
	if c.law.talk > 0 {
		most = deviationWithTalk
	}
	sum := 0.0
	for i := range c.law.broadcasts {
		if c.law.broadcasts[i].dim == c.own {
			sum += most
		}
	}
	for i := range c.law.rounds {
		if c.law.rounds[i].dim == c.own {
			sum += most
		}
		sum += homeError
	}
	return sum
}
