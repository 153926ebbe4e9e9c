package reference

import (
	"fmt"
	"math/rand/v2"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// Kind is why somebody tells somebody else.
type Kind uint8

// The kinds of ways: to a child, over an extra link, or in a child's stead to
// one of its children.
const (
	Child Kind = iota
	Link
	Deputy
)

// A Way is one attempt of one person to tell a unit over a channel.
type Way struct {
	Kind                     Kind
	From, To                 model.Unit
	Person, Channel, Attempt int
}

// Numbers are the random numbers of one trial. Waits are model.Never where what
// is waited for does not happen.
type Numbers interface {
	// Holds is whether a circumstance holds in the trial.
	Holds(c model.Circumstance) bool
	// Through turns to the network that the trial is played through.
	Through(n *model.Network)
	// Notice is how long a person at a unit takes to start.
	Notice(u model.Unit, person int) model.Tick
	// AsOne is whether the people of a unit act as one.
	AsOne(u model.Unit) bool
	// Unreachable is whether nobody reaches a unit over a channel.
	Unreachable(u model.Unit, channel int) bool
	// Outage is whether the network's i-th outage befalls a unit, from when,
	// and for how long.
	Outage(u model.Unit, i int) (befalls bool, from, lasts model.Tick)
	// Contact is the delay of an attempt.
	Contact(w Way) model.Tick
	// CallTime is how long an attempt occupies a line.
	CallTime(w Way, fails bool) model.Tick
	// Place decides the random order of a list of calls: lower is earlier.
	Place(w Way) uint64
}

// Sequential are random numbers of no address, each drawn when it is asked for.
type Sequential struct {
	*rand.Rand
	net    *model.Network
	places map[Way]uint64
}

// NewSequential are new random numbers for a trial of a problem.
func NewSequential(p cascade.Problem, trial uint64) *Sequential {
	return &Sequential{rand.New(rand.NewPCG(p.Seed+1000, trial)), p.Network, map[Way]uint64{}}
}

// heads is true with a chance.
func (a *Sequential) heads(chance float64) bool { return a.Float64() < chance }

func (a *Sequential) wait(d model.Delay) model.Tick { return model.TicksOf(d.Quantile(a.Float64())) }

// Holds draws whether a circumstance holds.
func (a *Sequential) Holds(c model.Circumstance) bool { return a.heads(c.Chance) }

// Through turns to a network.
func (a *Sequential) Through(n *model.Network) { a.net = n }

// Notice draws whether a person passes the message on, and when.
func (a *Sequential) Notice(u model.Unit, _ int) model.Tick {
	if r := a.net.Relay(u); a.heads(r.PassesOn) {
		return a.wait(r.Notices)
	}
	return model.Never
}

// AsOne draws whether people act as one.
func (a *Sequential) AsOne(u model.Unit) bool { return a.heads(a.net.Relay(u).Alike) }

// Unreachable draws whether a unit cannot be reached.
func (a *Sequential) Unreachable(_ model.Unit, channel int) bool {
	return a.heads(a.net.Channels()[channel].Unreachable)
}

// Outage draws an outage.
func (a *Sequential) Outage(_ model.Unit, i int) (bool, model.Tick, model.Tick) {
	o := &a.net.Outages()[i]
	if !a.heads(o.Chance) {
		return false, 0, 0
	}
	if o.Whole {
		return true, 0, 0
	}
	return true, a.wait(o.From), a.wait(o.For)
}

// Contact draws whether an attempt succeeds, and its delay.
func (a *Sequential) Contact(w Way) model.Tick {
	if ch := &a.net.Channels()[w.Channel]; a.heads(succeeds(ch, w.Attempt)) {
		return a.wait(ch.Delay)
	}
	return model.Never
}

// succeeds is the chance of an attempt, from 0: later ones may have their own.
func succeeds(ch *model.Channel, attempt int) float64 {
	if attempt == 0 || !ch.Retry.Differs {
		return ch.Delivers
	}
	return ch.Retry.Delivers
}

// CallTime draws how long a call takes.
func (a *Sequential) CallTime(w Way, fails bool) model.Tick {
	if c := a.net.Channels()[w.Channel].Calls; fails && c.Unanswered != nil {
		return a.wait(c.Unanswered)
	} else {
		return a.wait(c.Each)
	}
}

// Place draws a place in a list, once for each entry.
func (a *Sequential) Place(w Way) uint64 {
	if _, ok := a.places[w]; !ok {
		a.places[w] = a.Uint64()
	}
	return a.places[w]
}

// ByAddress are the numbers that engines draw: each is a function of the seed,
// the message, the trial, whom it is for and what for.
type ByAddress struct {
	net      *model.Network
	seed     random.Key
	root     random.Key
	trial    uint64
	tables   map[string]*random.Table
	channels []random.Key
}

// NewByAddress are the addresses of a problem's numbers; Trial sets the trial.
func NewByAddress(p cascade.Problem) *ByAddress {
	b := &ByAddress{net: p.Network, seed: random.NewKey(p.Seed), root: random.NewKey(p.Seed).Fold(xxhash.Sum64String(p.Message().Name)), tables: map[string]*random.Table{}}
	for _, c := range p.Network.Channels() {
		b.channels = append(b.channels, random.NewKey(xxhash.Sum64String(c.Name)))
	}
	return b
}

// Trial turns to a trial.
func (b *ByAddress) Trial(trial uint64) *ByAddress {
	b.trial = trial
	return b
}

// What each kind of address adds to, or folds into, a key.
const (
	atStart    = 0x5354_4152_5400
	atLink     = 0x4c49_4e4b_0000
	atDeputy   = 0x4259_5041_5353
	atOutage   = 0x4f55_5441_4745
	atCall     = 0x4541_4348_0000
	atFailure  = 0x4641_494c_0000
	atPlace    = 0x4f52_4445_5200
	atAbsence  = 0x4142_5345_4e54
	atAlike    = 0x414c_494b_4500
	perPerson  = 0xa0761d6478bd642f
	perAttempt = 0xe7037ed1a0b428db
)

// atCircumstance is folded into the seed, and then the circumstance's name.
const atCircumstance = 0x4349_5243_554d

// Holds is at an address that knows nothing of messages and units.
func (b *ByAddress) Holds(c model.Circumstance) bool {
	return random.NewCoin(c.Chance).Heads(b.seed.Fold(atCircumstance).Fold(xxhash.Sum64String(c.Name)).At(b.trial))
}

// Through turns to a network, whose delays have tables of their own.
func (b *ByAddress) Through(n *model.Network) {
	if n != b.net {
		b.net = n
		clear(b.tables)
	}
}

// draw is the number at an address as a wait that comes with a chance; name
// tells the delay apart.
func (b *ByAddress) draw(name string, at uint64, chance float64, d model.Delay) model.Tick {
	if b.tables[name] == nil {
		b.tables[name] = random.NewTable(chance, d)
	}
	return b.tables[name].Draw(random.Key(at).At(b.trial))
}

func (b *ByAddress) unit(u model.Unit) random.Key { return b.root.Fold(b.net.Key(u)) }

// Notice is at the unit's address, one step for each person.
func (b *ByAddress) Notice(u model.Unit, person int) model.Tick {
	r := b.net.Relay(u)
	return b.draw(fmt.Sprint("relay ", b.net.RelayKind(u)), uint64(b.unit(u))+atStart+uint64(person)*perPerson, r.PassesOn, r.Notices)
}

// AsOne is beside the unit's address.
func (b *ByAddress) AsOne(u model.Unit) bool {
	return random.NewCoin(b.net.Relay(u).Alike).Heads(random.Key(uint64(b.unit(u)) + atAlike).At(b.trial))
}

// Unreachable is at an address of the unit and the channel, whoever contacts it.
func (b *ByAddress) Unreachable(u model.Unit, channel int) bool {
	at := uint64(b.unit(u)) + uint64(b.channels[channel].Fold(atAbsence))
	return random.NewCoin(b.net.Channels()[channel].Unreachable).Heads(random.Key(at).At(b.trial))
}

// Outage is at an address of the unit, told apart by which of the outages of
// this unit, or of this tier, it is.
func (b *ByAddress) Outage(u model.Unit, i int) (bool, model.Tick, model.Tick) {
	o, place := b.net.Outages()[i], 0
	for _, other := range b.net.Outages()[:i+1] {
		if other.Unit == o.Unit && (o.Unit != model.NoUnit || other.Tier == o.Tier) {
			place++
		}
	}
	name := fmt.Sprintf("unit %s %d", b.net.Code(max(o.Unit, 0)), place)
	if o.Unit == model.NoUnit {
		name = fmt.Sprintf("tier %s %d", b.net.Tiers()[o.Tier], place)
	}
	at := uint64(b.unit(u)) + uint64(random.NewKey(atOutage).Fold(xxhash.Sum64String(name)))
	befalls := random.NewCoin(o.Chance).Heads(random.Key(at).At(b.trial))
	if !befalls || o.Whole {
		return befalls, 0, 0
	}
	step := uint64(perAttempt)
	return true, b.draw(fmt.Sprint("from ", i), at+step, 1, o.From), b.draw(fmt.Sprint("for ", i), at+step+step, 1, o.For)
}

// way is the address of a way, one step for each attempt.
func (b *ByAddress) way(w Way) uint64 {
	key := b.unit(w.To).Fold(b.net.Key(w.From))
	switch w.Kind {
	case Link:
		key = key.Fold(atLink)
	case Deputy:
		key = key.Fold(atDeputy)
	}
	return uint64(key) + uint64(b.channels[w.Channel].Fold(uint64(w.Person))) + uint64(w.Attempt)*perAttempt
}

// Contact is at the way's address.
func (b *ByAddress) Contact(w Way) model.Tick {
	ch := &b.net.Channels()[w.Channel]
	return b.draw(fmt.Sprint("channel ", w.Channel, min(w.Attempt, 1)), b.way(w), succeeds(ch, w.Attempt), ch.Delay)
}

// CallTime is beside the way's address.
func (b *ByAddress) CallTime(w Way, fails bool) model.Tick {
	c := b.net.Channels()[w.Channel].Calls
	if fails && c.Unanswered != nil {
		return b.draw(fmt.Sprint("unanswered ", w.Channel), b.way(w)+atFailure, 1, c.Unanswered)
	}
	return b.draw(fmt.Sprint("call ", w.Channel), b.way(w)+atCall, 1, c.Each)
}

// Place is beside the way's address.
func (b *ByAddress) Place(w Way) uint64 { return random.Key(b.way(w) + atPlace).At(b.trial) }
