package public

import (
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
	if err := c.setLaw(pub); err != nil {
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

// Rounds is how many rounds of visits come to people.
func (d *Direct) Rounds() int { return len(d.c.law.rounds) }

// Unaware is the chance that a person has not heard by t from any broadcast,
// given the start of each sender.
func (d *Direct) Unaware(starts []model.Tick, t model.Tick) float64 {
	d.at(starts, t)
	return d.c.law.survival(&d.now, d.begun)
}

// turn turns to a time, and to when sources started.
func (d *Direct) at(starts []model.Tick, t model.Tick) {
	d.c.law.at(&d.now, t)
	d.begun = d.c.law.begin(d.begun[:0], starts, 0)
}

// Unvisited is the share u of so many homes that no round of visits has come to
// by t, and the variance of their number, v for each home.
func (d *Direct) Unvisited(starts []model.Tick, t model.Tick, homes int64) (u, v float64) {
	d.at(starts, t)
	return d.c.law.unvisited(d.now.open, d.begun, homes)
}

// HomeSizes tells the sizes of the i-th served unit's households: more of them
// have q+1 people, the others q. Both are 0 where sizes are given.
func (d *Direct) HomeSizes(i int) (q, more int64) {
	if d.c.sizes != nil {
		return 0, 0
	}
	return d.c.homeSizes(i)
}

// HomeUnaware is the chance that nobody in a household of q people has heard,
// each of whom has not with chance z. Where sizes are given (q = 0) it is the
// mean over households, and between its variance: how many there are of each
// size is not a matter of chance.
func (d *Direct) HomeUnaware(z float64, q int64) (b, between float64) {
	if d.c.sizes == nil {
		return model.Power(z, q), 0
	}
	b, _, _, between = d.c.mixed(z)
	return b, between
}
