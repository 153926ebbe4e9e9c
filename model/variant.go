package model

import "slices"

// WithRelay is the network with another relay at one unit. Channels are added
// after those there are, for the relay to use. All else is shared, random numbers included.
func (n *Network) WithRelay(u Unit, r Relay, channels ...Channel) *Network {
	c := n.sharing()
	c.channels, c.relays = append(slices.Clip(n.channels), channels...), append(slices.Clip(n.relays), r)
	c.relay, c.links, c.linkStart, c.outages, c.public = slices.Clone(n.relay), n.links, n.linkStart, n.outages, n.public
	c.climbs, c.climb = n.climbs, n.climb
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
