package model

import "slices"

// WithRelay is the network with another relay at one unit. Channels are added
// after those there are, for the relay to use. All else is shared, luck included.
func (n *Network) WithRelay(u Unit, r Relay, channels ...Channel) *Network {
	c := &Network{
		tiers: n.tiers, main: n.main, addUp: n.addUp, start: n.start,
		parent: n.parent, childStart: n.childStart, child: n.child, label: n.label, key: n.key, row: n.row,
		names: n.names, codes: n.codes, locals: n.locals,
		population: n.population, households: n.households, people: n.people, homes: n.homes, served: n.served, spread: n.spread,
		channels: append(slices.Clip(n.channels), channels...), relays: append(slices.Clip(n.relays), r),
		relay: slices.Clone(n.relay), links: n.links, linkStart: n.linkStart, outages: n.outages, public: n.public,
	}
	c.relay[u] = uint16(len(c.relays) - 1)
	return c
}
