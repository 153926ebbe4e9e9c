package scenario

import "harkara/model"

// readChannels reads the channels; where there are none, messages go at once
// and never get lost.
func (d *decoder) readChannels(top fields) {
	n := top.get("channels")
	if n == nil {
		d.channels = []model.Channel{{Name: "direct", Delivers: 1, Delay: model.Fixed(0)}}
		d.channelOf["direct"] = 0
		d.spec.Channels = d.channels
		d.note("default-channel")
		return
	}
	if !d.isMapping(n, "channels", nil) {
		return
	}
	if len(n.entries) == 0 {
		d.fail(n, "channels", "has no channels: give one, or leave channels out")
	}
	for _, e := range n.entries {
		d.channelOf[e.key] = len(d.channels)
		d.channels = append(d.channels, d.readChannel(top, e))
	}
	d.spec.Channels = d.channels
}

func (d *decoder) readChannel(top fields, e entry) model.Channel {
	f, _ := d.open(e.value, "channels."+e.key, channelShape)
	c := model.Channel{
		Name:        e.key,
		Delivers:    f.share("delivers", 1),
		Unreachable: f.share("unreachable", 0),
		Delay:       f.delay("delay", model.Fixed(0)),
		Hours:       d.hours(top, f),
		Garbles:     f.share("garbles", 0),
		Variants:    f.variants(),
	}
	if n := f.get("calls"); n != nil {
		calls, _ := d.open(n, f.at("calls"), callsShape)
		c.Calls = &model.Calls{
			Lines:  int(calls.whole("lines", 1, maxPeople, 1)),
			Each:   calls.delay("each", model.Fixed(0)),
			Random: true,
		}
		c.Calls.Unanswered = calls.delay("unanswered", nil)
		if skips := calls.get("skips"); skips != nil {
			c.Calls.Skips, c.Calls.SkipsKnown = calls.text("skips", "") == "has", calls.text("skips", "") == "known"
			switch {
			case c.Calls.SkipsKnown:
				d.skipsKnown = append(d.skipsKnown, calls)
			case !c.Calls.Skips:
				d.fail(skips, calls.at("skips"), "%s is not known: give has, to leave out those who have the message, known, to leave out those whose receipt is in hand, or leave it out", skips.plain())
			}
		}
		if order := calls.get("order"); order != nil {
			switch calls.text("order", "random") {
			case "random":
			case "listed":
				c.Calls.Random = false
			default:
				d.fail(order, calls.at("order"), "unknown order %s%s", quote(order.text), choose(order.text, []string{"random", "listed"}))
			}
		}
	}
	if n := f.get("retry"); n != nil {
		retry, _ := d.open(n, f.at("retry"), retryShape)
		c.Retry = model.Retry{
			Every: retry.duration("every", 0), Times: int(retry.whole("times", 0, 1000, 0)),
			Differs: retry.get("delivers") != nil, Delivers: retry.share("delivers", 0),
		}
	}
	return c
}

// variants is how many contents a copy may have; 0 is so many that a wrong one never
// comes right by chance.
func (f fields) variants() int {
	if n := f.get("variants"); n != nil && f.get("garbles") == nil {
		f.d.fail(n, f.at("variants"), "says what a copy that is garbled becomes: give garbles, the chance of that, as in garbles: 0.05")
	}
	return int(f.whole("variants", 2, maxFigure, 0))
}

func (d *decoder) channelNames() []string {
	out := make([]string, len(d.channels))
	for i, c := range d.channels {
		out[i] = c.Name
	}
	return out
}

// channel is the channel that a key names, or the only one; -1 after saying
// what is wrong.
func (d *decoder) channel(f fields, key string) int {
	n := f.get(key)
	switch {
	case n == nil && len(d.channels) == 1:
		return 0
	case n == nil && f.n == nil || len(d.channels) == 0:
		return -1
	case n == nil:
		d.fail(f.n, f.path, "needs %q, as there are several channels%s", key, choose("", d.channelNames()))
		return -1
	}
	if _, ok := d.text(n, f.at(key)); !ok {
		return -1
	}
	return d.channelCalled(n.text, n.at, f.at(key))
}

func (d *decoder) channelCalled(name string, at place, path string) int {
	if i, ok := d.channelOf[name]; ok {
		return i
	}
	if i := match(name, d.channelNames()); i >= 0 {
		return i
	}
	if len(d.channels) > 0 {
		d.fail(&node{at: at}, path, "unknown channel %s%s", quote(name), choose(name, d.channelNames()))
	}
	return -1
}
