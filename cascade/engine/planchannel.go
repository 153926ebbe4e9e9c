package engine

import (
	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// Tables give ticks, or Never with the chance that a contact fails. try is the
// delay from the contact to the delivery; each and fail are how long a line is
// occupied.
type channel struct {
	shift []random.Key  // of each person
	try   *random.Table // the first contact: its delay, or never
	again *random.Table // each one after it
	// Whether a receiver cannot be reached is a coin at an address beside the
	// receiver's, the same for all who try.
	unreachable random.Coin
	absent      random.Key
	alwaysHears bool          // the chance to be unreachable is 0
	each        *random.Table // how long one call takes, where calls are made
	fail        *random.Table // how long one that fails takes; nil is as long as any
	calls       *model.Calls
	retry       model.Retry
	hours       *model.Calendar
}

// plain is a channel on which a contact is one draw.
func (c *channel) plain() bool {
	return c.calls == nil && c.retry.Times == 0 && c.hours == nil && c.alwaysHears
}

// tables gives the table of a delay that comes with chance p, by what it is of.
type tables func(of string, p float64, d model.Delay) *random.Table

// tablesOf gives the tables of the i-th thing of a kind in a network. They are made
// once for the network: all messages that are played through it share them. Those of what is
// compared are kept for the other networks, too.
func tablesOf(n *model.Network, kind string, i int, compared bool) tables {
	type key struct {
		kind, of string
		i        int
	}
	return func(of string, p float64, d model.Delay) *random.Table {
		return n.Kept(key{kind, of, i}, func() any {
			if compared {
				return random.KeptTableOf(p, d)
			}
			return random.TableOf(p, d)
		}).(*random.Table)
	}
}

// mostPeople is how many people the largest relay of a network has.
func mostPeople(n *model.Network) int {
	most := 1
	for i := range n.Relays() {
		most = max(most, n.Relays()[i].People)
	}
	for i := range n.Climbs() {
		most = max(most, n.Climbs()[i].People)
	}
	return most
}

// channelsUsed tells which channels units may use. Those by which the public alone hears
// need no tables, which take a millisecond each: as long as some plays.
func channelsUsed(p *cascade.Problem) []bool {
	n := p.Network
	used := make([]bool, len(n.Channels()))
	all := len(n.Links()) > 0 || len(n.Climbs()) > 0 || len(p.Answers) > 0 || p.Together() != ""
	for i := range used {
		used[i] = all
	}
	for i := range n.Relays() {
		for _, c := range n.Relays()[i].Over {
			used[c] = true
		}
	}
	return used
}

// newChannel tabulates a channel's delays, where it is used, and makes one shift of addresses for
// each person of the largest relay: two people on one channel draw
// independently.
func newChannel(c model.Channel, people int, used bool, tabled tables) channel {
	ch := channel{
		calls: c.Calls, retry: c.Retry, hours: c.Hours,
		unreachable: random.NewCoin(c.Unreachable), alwaysHears: c.Unreachable == 0,
	}
	if !used {
		return ch
	}
	ch.try = tabled("", c.Delivers, c.Delay)
	ch.again = ch.try
	if c.Retry.Differs && c.Retry.Times > 0 {
		ch.again = tabled("again", c.Retry.Delivers, c.Delay)
	}
	key := random.NewKey(xxhash.Sum64String(c.Name))
	ch.absent = key.Fold(wordAbsent)
	for len(ch.shift) < people {
		ch.shift = append(ch.shift, key.Fold(uint64(len(ch.shift))))
	}
	if c.Calls != nil {
		ch.each = tabled("each", 1, c.Calls.Each)
		if c.Calls.Unanswered != nil {
			ch.fail = tabled("unanswered", 1, c.Calls.Unanswered)
		}
	}
	return ch
}
