// Package engine plays one trial of a message through a network: who has it
// first, and when. Two engines share one implementation of everything that
// people and channels do (run.go, contact.go, calls.go) and differ in the order in which
// they meet units: the layered engine takes them in an order in which everyone
// who may tell a unit comes before it, and needs no queue; the event engine
// takes them in order of time, and so plays networks in which units tell each
// other in circles. Where both apply they agree on every unit of every trial.
package engine

import (
	"iter"
	"slices"
	"strconv"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// plan is a problem made ready to play: every delay tabulated, every unit with
// the address of its random. It is shared by all forks of an engine and not
// changed while they play.
// Arrays of units have one entry a unit, by its number; those of links one a
// link, by the unit it leaves. Times are ticks from the start of the clock.
type plan struct {
	net     *model.Network
	message model.Message
	horizon model.Tick
	until   model.Tick // when the last may start

	compared  bool         // with other problems, which have tables of delays in common with it
	root      random.Key   // of all addresses
	unitKey   []random.Key // of each unit
	parentKey []random.Key // of the link to each unit from its parent; nil where none has one
	// Links in compressed sparse rows: one array of all, that of the network, where each
	// unit's begin, and beside it what is needed to play them: nothing else is read where
	// all go over one channel.
	linkStart []int32 // of unit u: links linkStart[u] up to linkStart[u+1]; nil without links
	links     []model.Link
	contacts  []random.Contact
	linkOver  int32 // the channel that all links go over; -1 where they differ
	flat      bool  // no unit has children
	// What units do: each unit's class, by number, the classes, and the
	// channels they use.
	class    []int32
	classes  []class
	channels []channel
	isolated []bool // per tier: nobody needs to know when its leaves start
	// What lets whole tiers be played at once, and in which order units can be
	// met.
	layers   []layer
	tree     bool         // see setTree
	roots    []model.Unit // units without parents, of a tree
	deputies bool         // some relay is bypassed when silent
	order    []model.Unit
	timed    *cascade.Refusal // why plays must go in order of time; nil where not
}

// span is the links from lo up to, not including, hi.
type span struct{ lo, hi int32 }

// way is a link with the address of its random.
// over is the number of its channel. A way has a key of its own, so that a
// link more or less elsewhere changes no other link's draws.
type way struct {
	key  random.Key
	to   model.Unit
	over int32
}

// ways are the links of a span, in order.
func (pl *plan) ways(s span) iter.Seq[way] {
	return func(yield func(way) bool) {
		for k := s.lo; k < s.hi; k++ {
			if l := &pl.links[k]; !yield(way{key: pl.contacts[k].Key(), to: l.To, over: l.Over}) {
				return
			}
		}
	}
}

// class is a model.Class made ready to play.
// Its units have the same relay and the same outages. over are the numbers of
// the channels to their children.
type class struct {
	relay   *model.Relay
	start   *random.Table // from arrival to start, or never
	hours   *model.Calendar
	over    []int
	outages []outage
	alike   random.Coin // that all people act as one
	plain   bool        // always open, never silent, and with plain channels to all
	sure    bool        // everybody starts after the same wait
	wait    model.Tick  // that wait
}

// With the chance of coin a unit is silent: for the whole play, or from the
// drawn tick from for the drawn length last, a window closed below and open
// above.
type outage struct {
	key   random.Key
	coin  random.Coin
	whole bool
	from  *random.Table
	last  *random.Table
}

// An address is a sum or a hash of a unit's key, a purpose, a person and a
// trial. A draw is a function of its address, so that the order in which draws
// are made, and by which engine or worker, changes none of them.
// Words that tell the addresses of different purposes apart.
const (
	wordStart  = 0x5354_4152_5400 // when a person starts
	wordLink   = 0x4c49_4e4b_0000 // an extra link
	wordBypass = 0x4259_5041_5353 // a parent standing in for a silent unit
	wordOutage = 0x4f55_5441_4745 // an outage
	wordEach   = 0x4541_4348_0000 // how long a call takes
	wordFail   = 0x4641_494c_0000 // how long a call takes that fails
	wordOrder  = 0x4f52_4445_5200 // whom to call first
	wordAbsent = 0x4142_5345_4e54 // who cannot be reached over a channel
	wordAlike  = 0x414c_494b_4500 // whether a unit's people act as one
)

// newPlan makes a problem ready: time and memory proportional to units and
// links. The root of all addresses is the seed and the message's name, so that
// two messages draw independently under one seed.
func newPlan(p cascade.Problem) *plan { return newPlanLike(p, nil) }

// newPlanLike is newPlan for a problem that may have the units, the seed and the message of
// another plan, where one is given: addresses are then shared with it.
func newPlanLike(p cascade.Problem, like *plan) *plan {
	n := p.Network
	pl := &plan{net: n, message: *p.Message(), horizon: p.Question.Horizon, until: min(p.Message().LastStart(), p.Question.Horizon)}
	pl.compared = p.Cache != nil
	pl.root = random.NewKey(p.Seed).Fold(xxhash.Sum64String(pl.message.Name))
	if like != nil && like.root == pl.root && like.net.SharesUnits(n) {
		pl.unitKey, pl.parentKey, pl.flat = like.unitKey, like.parentKey, like.flat
	} else {
		pl.setKeys()
	}
	used := channelsUsed(&p)
	for i, c := range n.Channels() {
		pl.channels = append(pl.channels, newChannel(c, mostPeople(n), used[i], tablesOf(n, "channel", i, pl.compared)))
	}
	pl.setLinks()
	pl.setClasses()
	pl.setPlain()
	pl.setIsolated()
	pl.setLayers()
	pl.setTree()
	pl.setTimed()
	return pl
}

// setKeys gives each unit its address, and the link to it from its parent.
func (pl *plan) setKeys() {
	n := pl.net
	pl.flat = !slices.ContainsFunc(n.Parents(), func(p model.Unit) bool { return p != model.NoUnit })
	pl.unitKey = make([]random.Key, n.Len())
	if !pl.flat {
		pl.parentKey = make([]random.Key, n.Len())
	}
	// Keys are folded from what units are called, not from their numbers, so
	// that a unit added keeps the draws of the others: plans can be compared
	// pair by pair.
	for u := range pl.unitKey {
		u := model.Unit(u)
		pl.unitKey[u] = pl.root.Fold(n.Key(u))
		if up := n.Parent(u); up != model.NoUnit {
			pl.parentKey[u] = pl.unitKey[u].Fold(n.Key(up))
		}
	}
}

// setLinks gives each link its address.
func (pl *plan) setLinks() {
	links := pl.net.Links()
	pl.linkOver = -1
	if len(links) == 0 {
		return
	}
	pl.linkStart = make([]int32, pl.net.Len()+1)
	pl.links, pl.linkOver = links, links[0].Over
	pl.contacts = make([]random.Contact, len(links))
	// Links come sorted by the unit they leave: the last one seen is where its
	// row ends.
	for k, l := range links {
		pl.linkStart[l.From+1] = int32(k + 1)
		pl.contacts[k] = random.NewContact(pl.unitKey[l.To].Fold(pl.net.Key(l.From)).Fold(wordLink), l.To)
		if l.Over != pl.linkOver {
			pl.linkOver = -1
		}
	}
	// A unit without links has an empty row, which begins where the one before
	// ends.
	for u := range pl.net.Len() {
		pl.linkStart[u+1] = max(pl.linkStart[u+1], pl.linkStart[u])
	}
}

// setPlain finds the classes whose units can be played the quick way.
// That is where a contact is one draw that depends on nothing but the start.
// Links count for every class, since any of its units may have them.
func (pl *plan) setPlain() {
	linked := true
	for _, l := range pl.links {
		linked = linked && pl.channels[l.Over].plain()
	}
	for i := range pl.classes {
		cl := &pl.classes[i]
		cl.wait, cl.sure = cl.start.Fixed()
		cl.plain = linked && cl.hours == nil && len(cl.outages) == 0 && !cl.relay.Split
		for _, c := range cl.over {
			cl.plain = cl.plain && pl.channels[c].plain()
		}
	}
}

// setClasses makes ready what each class of units does.
// A table is made once for each relay and shared by all classes that have it.
func (pl *plan) setClasses() {
	n := pl.net
	relays := make([]class, len(n.Relays()))
	for k := range relays {
		r := &n.Relays()[k]
		relays[k] = class{relay: r, start: tablesOf(n, "relay", k, pl.compared)("", r.PassesOn, r.Notices), hours: r.Hours, over: r.Over, alike: random.NewCoin(r.Alike)}
	}
	outages := newOutages(n, pl.compared)
	var classes []model.Class
	classes, pl.class = n.Classes()
	for _, c := range classes {
		cl := relays[c.Relay]
		for _, i := range c.Outages {
			cl.outages = append(cl.outages, outages[i])
		}
		pl.classes = append(pl.classes, cl)
		pl.deputies = pl.deputies || cl.relay.Deputy > 0
	}
}

// newOutages makes the network's outages ready. The address of an outage is
// its place among those of the same unit or tier, so that one more elsewhere
// moves nobody's random.
// A start and a length are drawn only for an outage that has an end.
func newOutages(n *model.Network, compared bool) []outage {
	out := make([]outage, len(n.Outages()))
	seen := map[string]int{}
	for i, o := range n.Outages() {
		target := "tier " + n.Tiers()[max(o.Tier, 0)]
		if o.Unit != model.NoUnit {
			target = "unit " + n.Code(o.Unit)
		}
		seen[target]++
		out[i] = outage{
			key:  random.NewKey(wordOutage).Fold(xxhash.Sum64String(target + " " + strconv.Itoa(seen[target]))),
			coin: random.NewCoin(o.Chance), whole: o.Whole,
		}
		if !o.Whole {
			tabled := tablesOf(n, "outage", i, compared)
			out[i].from, out[i].last = tabled("from", 1, o.From), tabled("for", 1, o.For)
		}
	}
	return out
}

// setIsolated marks the tiers whose units only listen: where such a unit has
// nobody to tell, nobody asks when it would have started.
func (pl *plan) setIsolated() {
	pl.isolated = make([]bool, len(pl.net.Tiers()))
	for t := range pl.isolated {
		pl.isolated[t] = true
	}
	public := pl.net.Public()
	// Without a public nobody hears from units outside the relay itself.
	if public == nil {
		return
	}
	for _, s := range public.Hears {
		if s.Kind == model.Talk {
			continue
		}
		if s.From >= 0 {
			pl.isolated[s.From] = false
			continue
		}
		// A source without a tier is the unit that serves the people,
		// whichever tier it is in. Served units ascend, and so do tiers.
		served := pl.net.Served()
		for t := range pl.isolated {
			in := pl.net.InTier(t)
			if k, _ := slices.BinarySearch(served, in.Lo); k < len(served) && served[k] < in.Hi {
				pl.isolated[t] = false
			}
		}
	}
}
