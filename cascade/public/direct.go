package public

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// Direct is the law of a network's people for those who compute with it: asked
// for one start at a time, with the delays' own distribution functions in place
// of tables. It is for one goroutine at a time.
type Direct struct {
	c     *Crowd
	now   instant
	begun begun
	told  state // what was asked last

	turned bool         // to now, and to when sources started
	starts []model.Tick // begun is of these

	// What Unaware keeps: how often it was turned; the shares of homes that rounds have
	// come to now; homes by size; the homes met by rounds, by visits.
	turns int
	came  []camePart
	kept  []keptSize
	met   map[roundOf][]float64
}

// NewDirect is the law of a problem's people; nil where nobody is served.
func NewDirect(p cascade.Problem) (*Direct, error) {
	n := p.Network
	pub := n.Public()
	if pub == nil || len(n.Served()) == 0 {
		return nil, nil
	}
	c := &Crowd{net: n, horizon: p.Question.Horizon, served: n.Served(), own: -1,
		people: n.People(), homes: n.Homes(), sizes: pub.Sizes}
	c.law.direct = true
	if err := c.setLaw(pub, nil); err != nil {
		return nil, err
	}
	return &Direct{c: c}, nil
}

// Senders are, for each start the law asks for, the sending unit of each served
// unit; model.NoUnit where it has none.
func (d *Direct) Senders() [][]model.Unit { return d.c.senders }

// Talks tells whether people hear by word of mouth.
func (d *Direct) Talks() bool { return d.c.law.talk > 0 }

// Visits tells whether people are visited.
func (d *Direct) Visits() bool { return len(d.c.law.rounds) > 0 }

// HomeByHome tells whether people hear home by home, so that Unvisited is below 1.
func (d *Direct) HomeByHome() bool { return len(d.c.law.whole) > 0 }

// InPart tells whether something comes home of which not all there hear, so that the
// people of a home do not hear alone.
func (d *Direct) InPart() bool { return len(d.c.law.part) > 0 }

// OneRound tells whether all that comes home is one round of visits to which all homes
// answer: then how many it has made does not depend on how many homes there are.
func (d *Direct) OneRound() bool {
	return len(d.c.law.whole) == 1 && d.c.law.whole[0].round >= 0 && d.c.law.rounds[0].closed == 0
}

// Told is what has become of the people of a unit.
type Told struct {
	// U is the share of homes that nothing has come to of which all there hear, V the
	// variance of their number for each home, and Z the chance that a person in one
	// of them has not heard.
	U, V, Z float64
	// Together is the covariance of two at one such home, both not having heard;
	// Less what the variance is less for it that rounds come to a number of homes that
	// varies less than if homes were alone (inPart.less).
	Together, Less float64
}

// Ask tells what has become of people by t, of whom so many homes are a unit's, given
// the start of each sender.
func (d *Direct) Ask(starts []model.Tick, t model.Tick, homes int64) Told {
	d.Shares(starts, t, homes)
	out := Told{U: d.told.u, V: d.told.v, Z: d.told.z, Together: d.told.together()}
	if d.told.part != nil {
		out.Less = d.told.part.less(itself)
	}
	return out
}

// Shares is Ask without what only spreads need: the share u of homes that no way home
// by home has come to, and the chance z that a person at one of them has not heard.
func (d *Direct) Shares(starts []model.Tick, t model.Tick, homes int64) (u, z float64) {
	d.Turn(starts, t)
	return d.SharesOf(homes)
}

// SharesOf is Shares at the time, and with the starts, that were turned to.
func (d *Direct) SharesOf(homes int64) (u, z float64) {
	d.told = d.c.law.state(&d.now, d.begun, homes)
	return d.told.u, d.told.z
}

// None is the first of what Nobody tells.
func (d *Direct) None(q int64) float64 {
	if d.c.sizes == nil {
		return d.told.none(q)
	}
	b := 0.0
	for i, w := range d.c.sizes {
		b += float64(w * d.told.none(int64(i+1)))
	}
	return b
}

// Nobody is the chance that nobody has heard, by what was asked last, at a home of q
// people with nothing of which all there hear. Where sizes are given (q = 0) it is
// the mean over households. between is what the variance of their number is less for
// each, times u²: how many there are of each size is not a matter of chance, nor, as
// Less says, to how many a round comes. With b_k the chance at a home of k people and w_k
// their share,
//
//	b = Σ w_k b_k,  between = Σ w_k b_k² − b²
func (d *Direct) Nobody(q int64) (b, between float64) {
	less := 0.0
	if d.told.part != nil {
		less = d.told.part.less(func(x float64) float64 { return model.Power(x, q) })
	}
	if d.c.sizes == nil {
		return d.told.none(q), less
	}
	square := 0.0
	for i, w := range d.c.sizes {
		x := d.told.none(int64(i + 1))
		b += float64(w * x)
		square += float64(w * float64(x*x))
	}
	return b, max(square-float64(b*b), 0) + less
}

// Turn turns to a time, and to when sources started. What is asked mostly differs from
// what was asked before in one of them.
func (d *Direct) Turn(starts []model.Tick, t model.Tick) {
	d.turns++
	if !d.turned || t != d.now.t {
		d.c.law.at(&d.now, t)
	}
	if !d.turned || !slices.Equal(starts, d.starts) {
		d.starts = append(d.starts[:0], starts...)
		d.begun = d.c.law.begin(d.begun[:0], starts, 0)
	}
	d.turned = true
}

// HomeSizes tells the sizes of the i-th served unit's households: more of them
// have q+1 people, the others q. Both are 0 where sizes are given.
func (d *Direct) HomeSizes(i int) (q, more int64) {
	if d.c.sizes != nil {
		return 0, 0
	}
	return d.c.homeSizes(i)
}

// Pairs is how many times two of the i-th served unit live at one home, in order.
func (d *Direct) Pairs(i int) float64 {
	sum := 0.0
	for _, r := range d.c.roomsIn(i) {
		sum += float64(r.homes * r.size * (r.size - 1))
	}
	return sum
}

// SizesHold tells whether every served unit has households of exactly the sizes given,
// if any are: shares of them are whole households, and hold all its people.
func (d *Direct) SizesHold() bool {
	for i := range d.c.served {
		if d.c.sizes == nil || d.c.homes[i] == 0 {
			continue
		}
		people := int64(0)
		for k, w := range d.c.sizes {
			n := w * float64(d.c.homes[i])
			if math.Abs(n-math.Round(n)) > 1e-6 {
				return false
			}
			people += int64(math.Round(n)) * int64(k+1)
		}
		if people != d.c.people[i] {
			return false
		}
	}
	return true
}

// HomeUnaware is Nobody's first where people at home hear alone, each of whom has not
// with chance z.
func (d *Direct) HomeUnaware(z float64, q int64) float64 {
	if d.c.sizes == nil {
		return model.Power(z, q)
	}
	b, pow := 0.0, 1.0
	for _, w := range d.c.sizes {
		pow *= z
		b += float64(w * pow)
	}
	return b
}
