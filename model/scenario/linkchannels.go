package scenario

import (
	"harkara/model"
)

// maxLinkValues are how many different values of delivers and delay links may have.
const maxLinkValues = 10_000

// linkValues is how a link differs from the channel it goes over: by its own delivers or
// delay, as they are written; "" is the channel's.
type linkValues struct {
	over            int
	delivers, delay string
}

// linkChannel is the channel of a link that a scenario writes out: of its own where it
// has delivers or delay.
func (d *decoder) linkChannel(f fields, over int) int {
	delivers, delay := f.get("delivers"), f.get("delay")
	if delivers == nil && delay == nil || over < 0 {
		return over
	}
	key := delivers
	if key == nil {
		key = delay
	}
	return d.newLinkChannel(key.at, f.path, over, func(c *model.Channel) {
		c.Delivers, c.Delay = f.share("delivers", c.Delivers), f.delay("delay", c.Delay)
	})
}

// newLinkChannel makes a channel for links that differ from their channel, which has
// its name, so that random numbers are the same; -1 after saying what is wrong.
func (d *decoder) newLinkChannel(at place, path string, over int, change func(*model.Channel)) int {
	c := d.spec.Channels[over]
	switch {
	case c.Calls != nil:
		d.fail(&node{at: at}, path, "channel %s makes its contacts one after another: its links have no delivers and delay of their own; give them in channels, or name another channel", quote(c.Name))
		return -1
	case len(d.spec.Channels)-len(d.channels) >= maxLinkValues:
		d.fail(&node{at: at}, path, "links have more than %s different values of delivers and delay: round them, as in 0.85 and 10m", model.Thousands(maxLinkValues))
		return -1
	}
	change(&c)
	d.spec.Channels = append(d.spec.Channels, c)
	return len(d.spec.Channels) - 1
}
