package public

import (
	"slices"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// A Crowd is the people of a network made ready to hear: shared by all
// workers, not changed while they play.
type Crowd struct {
	net *model.Network
	// horizon is the end of a play, in ticks: nobody hears after it.
	horizon model.Tick
	// columns are the times at which counts are wanted; there, what is
	// approximated is as Error says.
	columns []model.Tick
	law     law

	// The served units, ascending, with their people and households. A served
	// unit is named by its index here.
	served  []model.Unit
	people  []int64
	homes   []int64
	senders [][]model.Unit // for each dimension, of each served unit
	tiers   []int          // of each dimension: the tier of its senders, or -1
	own     int            // the dimension of the serving unit itself, or -1
	// key is of the seed and the message: the public's random numbers do not
	// depend on the relay's.
	key     random.Key
	keys    []random.Key // of each served unit
	sizes   []float64    // shares of households of 1, 2, … people, or nil
	classes []int64      // sizes of household that occur, where sizes is nil
	kinds   []members    // of served units: distinct numbers of people and homes
	kindOf  []int32      // of each served unit
	exact   []bool       // served units that are played person by person
	grown   []bool       // those whose first growth of talk is played
	plain   bool         // no unit is either: nobody talks

	knowers     map[knowing]float64 // knowersOf
	roomsOfKind [][]homesOfSize     // of each kind with units whose growth is played

	audience  []int32 // of each served unit: the shares of its people; nil where all are alike
	groups    []group
	groupOf   []int32 // of each served unit
	placeOf   []int32 // its place among the units of its group; of no meaning where it is exact
	startGrid startGrid
	grid      []model.Tick // times at which talk is followed
	followed  int          // up to how many of them
	gridAt    []instant    // the law at each of them, as rounds of visits ask it; nil without

	keeps  *keptTalk // plays of talk that other problems have in common with this; or nil
	varied *varied   // where circumstances make plays unlike; else nil
	like   *Crowd    // one of the same people, of which what does not depend on the law is taken; or nil
	minds  *minds    // where what a person takes in depends on more than the first hearing; else nil
}

// Mode is how the people are played.
type Mode string

// The modes. Cohorts, which is Auto, integrates out what can be: of talk, the first
// growth is played where chance decides what becomes of it, and small units person
// by person. Individuals plays everybody, at a cost of about 100 ns a person and
// trial.
const (
	Auto        Mode = "auto"
	Cohorts     Mode = "cohorts"
	Individuals Mode = "individuals"
)

// smallTalk is up to how many people of a unit word of mouth is played person by
// person: there, counts would be no quicker, and the law that they are drawn from,
// which has their mean and variance only, is felt in the times at which shares are
// reached.
const smallTalk = 250

// New makes the public of a problem ready; nil where the network has none. The
// columns are the times at which counts are wanted.
func New(p cascade.Problem, columns []model.Tick, mode Mode) (*Crowd, error) {
	return NewLike(p, columns, mode, nil)
}

// NewLike is New for a problem that may have its people in common with another crowd,
// where one is given: what depends on nothing else is shared with it.
func NewLike(p cascade.Problem, columns []model.Tick, mode Mode, like *Crowd) (*Crowd, error) {
	if pub := p.Network.Public(); pub == nil || len(p.Network.Served()) == 0 {
		return nil, nil
	}
	if p.Variants() != nil {
		return newVaried(p, columns, mode)
	}
	if peopleTogether(&p) {
		return newMinds(p, columns)
	}
	return newAlone(p, columns, mode, like)
}

// newAlone makes the people ready to hear the message that is asked about, whatever
// others do.
func newAlone(p cascade.Problem, columns []model.Tick, mode Mode, like *Crowd) (*Crowd, error) {
	n := p.Network
	pub := carriedOnly(n.Public(), p.About)
	c := &Crowd{
		net: n, horizon: p.Question.Horizon, columns: columns, served: n.Served(), own: -1,
		people: n.People(), homes: n.Homes(), sizes: pub.Sizes,
		key: random.NewKey(p.Seed).Fold(wordPublic).Fold(xxhash.Sum64String(p.Message().Name)),
	}
	if like != nil && like.varied == nil && like.minds == nil && n.SharesPeople(like.net) && slices.Equal(c.sizes, like.sizes) {
		c.like = like
	}
	if err := c.setLaw(pub, p.Cache); err != nil {
		return nil, err
	}
	c.knowers = map[knowing]float64{}
	c.setKinds()
	c.setKeys()
	c.setExact(mode)
	c.setStartGrid()
	c.setGroups()
	c.setRooms()
	c.setKept(p.Cache, pub)
	return c, nil
}

// setKeys gives each served unit its address.
func (c *Crowd) setKeys() {
	if c.like != nil && c.like.key == c.key {
		c.keys = c.like.keys
		return
	}
	c.keys = make([]random.Key, len(c.served))
	for i, u := range c.served {
		c.keys[i] = c.key.Fold(c.net.Key(u))
	}
}

// setExact finds who is played person by person, and makes room for who has grown.
func (c *Crowd) setExact(mode Mode) {
	c.plain = mode != Individuals && c.law.talk == 0
	// Arrays in which nothing is true are one as good as another.
	if c.like != nil && c.plain && c.like.plain {
		c.exact, c.grown = c.like.exact, c.like.grown
		return
	}
	c.exact, c.grown = make([]bool, len(c.served)), make([]bool, len(c.served))
	if c.plain {
		return
	}
	for i, people := range c.people {
		c.exact[i] = mode == Individuals || people <= c.law.small()
	}
}

// Words that tell the addresses of the public's random numbers apart.
const (
	wordPublic = 0x5055_424c_4943 // the people
	wordTalk   = 0x5441_4c4b_0000 // word of mouth
	wordOrder  = 0x4f52_4445_5200 // whose door comes first
	wordAbsent = 0x4142_5345_4e54 // who cannot be reached over a channel
	wordPool   = 0x504f_4f4c_0000 // the people who stand for everybody's delays
	wordGrowth = 0x4752_4f57_5448 // the first growth of talk
	wordHomes  = 0x484f_4d45_5300 // the same for households
	wordHome   = 0x484f_4d45_0001 // what is drawn once for a household
	wordVisit  = 0x5649_5349_5400 // who hears of a visit
	wordCast   = 0x4341_5354_0000 // who hears what was broadcast to their home
	wordPart   = 0x5041_5254_0000 // who takes part in talk, and for how long
)

// Total is how many people, or households, there are among served units.
func (c *Crowd) Total(which []int) (people, homes int64) {
	for _, i := range which {
		people += c.people[i]
		homes += c.homes[i]
	}
	return people, homes
}

// All are the indices of all served units.
func (c *Crowd) All() []int {
	all := make([]int, len(c.served))
	for i := range all {
		all[i] = i
	}
	return all
}
