// Package engine plays one trial of a message through a network: who has it
// first, and when. Two engines share one implementation of everything that
// people and channels do (run.go, contact.go) and differ in the order in which
// they meet units: the layered engine takes them in an order in which everyone
// who may tell a unit comes before it, and needs no queue; the event engine
// takes them in order of time, and so plays networks in which units tell each
// other in circles. Where both apply they agree on every unit of every trial.
package engine

import (
	"fmt"
	"strconv"

	"github.com/cespare/xxhash/v2"
	"gonum.org/v1/gonum/graph/topo"

	"harkara/cascade"
	"harkara/cascade/luck"
	"harkara/model"
)

// plan is a problem made ready to play: every delay tabulated, every unit with
// the address of its luck. It is shared by all forks of an engine and not
// changed while they play.
type plan struct {
	net     *model.Network
	message model.Message
	horizon model.Tick

	unitKey   []luck.Key // of each unit
	parentKey []luck.Key // of the link to each unit from its parent
	class     []uint16
	classes   []class
	channels  []channel
	isolated  []bool // per tier: nobody needs to know when its leaves start
	deputies  bool   // some relay is bypassed when silent
	order     []model.Unit
}

// class is what units have in common: their relay, and the outages that may
// befall them.
type class struct {
	relay   *model.Relay
	start   *luck.Table // from arrival to start, or never
	hours   *model.Calendar
	over    []int
	outages []outage
}

type outage struct {
	key   luck.Key
	coin  luck.Coin
	whole bool
	from  *luck.Table
	last  *luck.Table
}

type channel struct {
	key   luck.Key
	try   *luck.Table // one contact: its delay, or never
	each  *luck.Table // how long one call takes, where calls are made
	calls *model.Calls
	retry model.Retry
	hours *model.Calendar
}

// plain is a channel on which a contact is one draw.
func (c *channel) plain() bool { return c.calls == nil && c.retry.Times == 0 && c.hours == nil }

// Words that tell the addresses of different purposes apart.
const (
	wordStart  = 0x5354_4152_5400 // when a person starts
	wordLink   = 0x4c49_4e4b_0000 // an extra link
	wordBypass = 0x4259_5041_5353 // a parent standing in for a silent unit
	wordOutage = 0x4f55_5441_4745 // an outage
	wordEach   = 0x4541_4348_0000 // how long a call takes
	wordOrder  = 0x4f52_4445_5200 // whom to call first
)

func newPlan(p cascade.Problem) *plan {
	n := p.Network
	pl := &plan{net: n, message: p.Message, horizon: p.Question.Horizon}
	root := luck.NewKey(p.Seed).Fold(xxhash.Sum64String(p.Message.Name))
	pl.unitKey = make([]luck.Key, n.Len())
	pl.parentKey = make([]luck.Key, n.Len())
	for u := range pl.unitKey {
		u := model.Unit(u)
		pl.unitKey[u] = root.Fold(n.Key(u))
		if up := n.Parent(u); up != model.NoUnit {
			pl.parentKey[u] = pl.unitKey[u].Fold(n.Key(up))
		}
	}
	for _, c := range n.Channels() {
		pl.channels = append(pl.channels, newChannel(c))
	}
	pl.setClasses()
	pl.setIsolated()
	return pl
}

func newChannel(c model.Channel) channel {
	ch := channel{
		key: luck.NewKey(xxhash.Sum64String(c.Name)), try: luck.NewTable(c.Delivers, c.Delay),
		calls: c.Calls, retry: c.Retry, hours: c.Hours,
	}
	if c.Calls != nil {
		ch.each = luck.NewTable(1, c.Calls.Each)
	}
	return ch
}

// setClasses finds the distinct pairs of relay and outages among units.
func (pl *plan) setClasses() {
	n := pl.net
	relays := make([]class, len(n.Relays()))
	for k := range relays {
		r := &n.Relays()[k]
		relays[k] = class{relay: r, start: luck.NewTable(r.PassesOn, r.Notices), hours: r.Hours, over: r.Over}
	}
	byUnit := map[model.Unit][]int{}
	byTier := make([][]int, len(n.Tiers()))
	for i, o := range n.Outages() {
		if o.Unit != model.NoUnit {
			byUnit[o.Unit] = append(byUnit[o.Unit], i)
		} else {
			byTier[o.Tier] = append(byTier[o.Tier], i)
		}
	}
	outages := newOutages(n)
	pl.class = make([]uint16, n.Len())
	known := map[string]uint16{}
	for t := range n.Tiers() {
		tierClass := map[int]uint16{}
		in := n.InTier(t)
		for u := in.Lo; u < in.Hi; u++ {
			kind, own := n.RelayKind(u), byUnit[u]
			if own == nil {
				if c, ok := tierClass[kind]; ok {
					pl.class[u] = c
					continue
				}
			}
			all := append(append([]int(nil), byTier[t]...), own...)
			name := fmt.Sprint(kind, all)
			c, ok := known[name]
			if !ok {
				c = uint16(len(pl.classes))
				known[name] = c
				cl := relays[kind]
				for _, i := range all {
					cl.outages = append(cl.outages, outages[i])
				}
				pl.classes = append(pl.classes, cl)
			}
			pl.class[u] = c
			if own == nil {
				tierClass[kind] = c
			}
		}
	}
	for i := range pl.classes {
		pl.deputies = pl.deputies || pl.classes[i].relay.Deputy > 0
	}
}

// newOutages makes the network's outages ready. The address of an outage is
// its place among those of the same unit or tier, so that one more elsewhere
// moves nobody's luck.
func newOutages(n *model.Network) []outage {
	out := make([]outage, len(n.Outages()))
	seen := map[string]int{}
	for i, o := range n.Outages() {
		target := "tier " + n.Tiers()[max(o.Tier, 0)]
		if o.Unit != model.NoUnit {
			target = "unit " + n.Code(o.Unit)
		}
		seen[target]++
		out[i] = outage{
			key:  luck.NewKey(wordOutage).Fold(xxhash.Sum64String(target + " " + strconv.Itoa(seen[target]))),
			coin: luck.NewCoin(o.Chance), whole: o.Whole,
		}
		if !o.Whole {
			out[i].from, out[i].last = luck.NewTable(1, o.From), luck.NewTable(1, o.For)
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
		for _, u := range pl.net.Served() {
			pl.isolated[pl.net.TierOf(u)] = false
		}
	}
}

// setOrder finds an order in which everyone who may tell a unit comes before
// it; nil stands for the order of the units' own numbers. Without such an order
// the error says which units tell each other in circles.
func (pl *plan) setOrder() error {
	inOrder := true
	for _, l := range pl.net.Links() {
		inOrder = inOrder && l.From < l.To
	}
	if inOrder {
		return nil
	}
	sorted, err := topo.SortStabilized(pl.net, nil)
	if err != nil {
		name := ""
		if cycles, ok := err.(topo.Unorderable); ok && len(cycles) > 0 && len(cycles[0]) > 0 {
			name = ", " + pl.net.Name(model.Unit(cycles[0][0].ID())) + " among them"
		}
		return fmt.Errorf("the layered engine %w here: units tell each other in circles%s", cascade.ErrNotApplicable, name)
	}
	pl.order = make([]model.Unit, len(sorted))
	for i, v := range sorted {
		pl.order[i] = model.Unit(v.ID())
	}
	return nil
}
