package model

import "slices"

// WithRelay is the network with another relay at one unit. Channels are added
// after those there are, for the relay to use. All else is shared, random numbers included.
func (n *Network) WithRelay(u Unit, r Relay, channels ...Channel) *Network {
	c := n.clone()
	c.channels, c.relays = append(slices.Clip(n.channels), channels...), append(slices.Clip(n.relays), r)
	c.relay = slices.Clone(n.relay)
	c.relay[u] = uint16(len(c.relays) - 1)
	return c
}

// WithClimb is the network with another way of passing answers on at one unit. Channels are
// added as by WithRelay.
func (n *Network) WithClimb(u Unit, climb Climb, channels ...Channel) *Network {
	c := n.WithRelay(u, *n.Relay(u), channels...)
	c.climbs = append(slices.Clip(n.climbs), climb)
	if c.climb = slices.Clone(n.climb); c.climb == nil {
		c.climb = slices.Repeat([]int16{-1}, n.Len())
	}
	c.climb[u] = int16(len(c.climbs) - 1)
	return c
}

// WithChoices is the network in which one of several things was done at each unit of
// some tiers: change is the relay that becomes of one by a choice, which is counted from
// 1; where choice is 0 nothing was done. Units with one relay and one choice have one
// relay again. All else is shared, random numbers included.
func (n *Network) WithChoices(choice func(u Unit) int, change func(tier int, r Relay, choice int) Relay) *Network {
	c := n.clone()
	c.relays, c.relay = slices.Clip(n.relays), slices.Clone(n.relay)
	type chosen struct {
		tier   int
		relay  uint16
		choice int
	}
	known := map[chosen]uint16{}
	for t := range n.tiers {
		for u := n.start[t]; u < n.start[t+1]; u++ {
			k := choice(u)
			if k == 0 {
				continue
			}
			x := chosen{t, n.relay[u], k}
			r, ok := known[x]
			if !ok {
				r = uint16(len(c.relays))
				c.relays, known[x] = append(c.relays, change(t, n.relays[n.relay[u]], k)), r
			}
			c.relay[u] = r
		}
	}
	return c
}

// WithLinks is the network with more links, after those there are. All else is shared,
// random numbers included.
func (n *Network) WithLinks(more []Link) *Network {
	c := n.clone()
	same := make([]Unit, n.Len())
	for u := range same {
		same[u] = Unit(u)
	}
	c.setLinks(slices.Values(slices.Concat(n.links, more)), same)
	return c
}

// WithWorkers is the network in which more people go out on visits: so many more as
// more says of each way to hear, by its place in Public.Hears. All else is shared,
// random numbers included.
func (n *Network) WithWorkers(more func(source int) int) *Network {
	c := n.clone()
	if n.public == nil {
		return c
	}
	p := *n.public
	p.Hears = slices.Clone(p.Hears)
	for i := range p.Hears {
		if p.Hears[i].Kind == Visits {
			p.Hears[i].Workers += more(i)
		}
	}
	c.public = &p
	return c
}

// clone is a network that shares everything with n.
func (n *Network) clone() *Network {
	c := n.unitsAndPeople()
	c.channels, c.relays, c.relay = n.channels, n.relays, n.relay
	c.links, c.linkStart, c.outages, c.public = n.links, n.linkStart, n.outages, n.public
	c.climbs, c.climb = n.climbs, n.climb
	return c
}
