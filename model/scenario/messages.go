package scenario

import (
	"fmt"
	"slices"

	"harkara/model"
)

// sent is a message, or a series, as it stands in the file.
type sent struct {
	model.Message
	fields
	every model.Tick // of a series
	times int        // of a series; 0 is none
	first int        // the index of its first message
}

// count is how many messages it is.
func (s *sent) count() int { return max(s.times, 1) }

// sourceMessages is a source that carries some messages.
type sourceMessages struct {
	fields
	source int // of Public.Hears
}

// readMessages reads what is sent. Its senders are placed once the network has
// numbered its units.
func (d *decoder) readMessages(top fields) []model.Message {
	n := top.get("messages")
	if n == nil {
		d.senders = [][]int32{nil}
		return []model.Message{{Name: "message", Expires: model.Never}}
	}
	items := d.list(n, "messages")
	if n.kind == list && len(items) == 0 {
		d.fail(n, "messages", "has no messages: leave it out for one from the first unit")
	}
	var out []model.Message
	for i, item := range items {
		path := index("messages", i)
		f, _ := d.open(item, path, messageShape)
		otherwise := "message"
		if len(items) > 1 {
			otherwise = fmt.Sprintf("message %d", i+1)
		}
		s := sent{model.Message{Name: f.text("name", otherwise), At: f.duration("at", 0), Expires: f.duration("expires", model.Never)}, f, 0, 0, len(out)}
		if s.Expires <= s.At {
			d.fail(f.get("expires"), f.at("expires"), "expires at %s, but is sent only at %s", FormatDuration(s.Expires), FormatDuration(s.At))
		}
		d.readRelease(f, &s)
		s.Priority = int(f.whole("priority", -1000, 1000, 0))
		if r := f.get("remind"); r != nil {
			s.Remind = d.readRemind(r, f.at("remind"))
		}
		d.sent = append(d.sent, s)
		rows := d.sendersOf(f)
		for _, m := range s.series() {
			d.senders = append(d.senders, rows)
			out = append(out, m)
		}
	}
	d.checkNames(out)
	d.readOthers(out)
	return out
}

// readRelease reads when a message is sent: at a time, when reports have come, again
// and again, or at random times.
func (d *decoder) readRelease(f fields, s *sent) {
	if n := f.get("when"); n != nil {
		s.When = d.readWhen(n, f.at("when"))
		s.Decides, s.Again = f.delay("decides", model.Fixed(0)), f.above("again", 0)
		if at := f.get("at"); at != nil {
			d.fail(at, f.at("at"), "it is released when the reports have come: leave at out, or when")
		}
	}
	for _, key := range []string{"decides", "again"} {
		if n := f.get(key); n != nil && s.When == nil {
			d.fail(n, f.at(key), "goes with when, the reports that release the message")
		}
	}
	every, times := f.get("every"), f.get("times")
	if (every == nil) != (times == nil) {
		d.fail(f.n, f.path, "needs both every and times, as in every: 12h and times: 14")
	} else if every != nil {
		s.every, s.times = f.above("every", model.Hour), int(f.whole("times", 1, maxSeries, 1))
		if last := s.At + s.every*model.Tick(s.times-1); s.When == nil && last > d.horizon {
			d.fail(times, f.at("times"), "the last of %d is sent at %s, after the horizon, %s", s.times, FormatDuration(last), FormatDuration(d.horizon))
		}
	}
	if n := f.get("arrives"); n != nil {
		s.Stream = d.readArrives(n, f.at("arrives"))
	}
	kinds := []string{"when", "every", "arrives"}
	kinds = slices.DeleteFunc(kinds, func(key string) bool { return f.get(key) == nil })
	if len(kinds) > 1 {
		d.fail(f.get(kinds[1]), f.at(kinds[1]), "a message is sent in one way: leave out %s or %s", kinds[0], kinds[1])
	}
	if n := f.get("remind"); n != nil && s.Stream != nil {
		d.fail(n, f.at("remind"), "messages that arrive at random times are there for the work they make, and nobody is reminded of them")
	}
}

// readArrives reads a stream of messages at random times.
func (d *decoder) readArrives(n *node, path string) *model.Arrivals {
	f, _ := d.open(n, path, arrivesShape)
	a := &model.Arrivals{PerDay: f.rate("rate", model.Day), Until: f.duration("until", d.horizon)}
	if x, ok := d.parseRate(orEmpty(f.get("rate")), model.Day); ok && x == 0 {
		d.fail(f.get("rate"), f.at("rate"), "must be above 0: leave the message out where none arrives")
	}
	return a
}

// series are the messages that one of the file stands for.
func (s *sent) series() []model.Message {
	if s.times == 0 {
		return []model.Message{s.Message}
	}
	out := make([]model.Message, s.times)
	for i := range out {
		m, later := s.Message, s.every*model.Tick(i)
		m.Series, m.Name, m.At = s.Name, fmt.Sprintf("%s-%d", s.Name, i+1), s.At+later
		if m.Expires < model.Never {
			m.Expires += later
		}
		out[i] = m
	}
	return out
}

// checkNames refuses names that are there twice, also those of the messages of series.
func (d *decoder) checkNames(out []model.Message) {
	first := map[string]bool{}
	for _, s := range d.sent {
		names := []string{s.Name}
		for _, m := range out[s.first:][:s.count()] {
			if m.Name != s.Name {
				names = append(names, m.Name)
			}
		}
		for _, name := range names {
			if first[name] {
				d.fail(orEmpty(s.get("name")), s.at("name"), "message %s is there twice", quote(name))
			}
			first[name] = true
		}
	}
}

func (d *decoder) sendersOf(f fields) []int32 {
	var rows []int32
	for _, n := range f.texts("from") {
		row := d.unit(n, f.at("from"), -1)
		if row >= 0 && slices.Contains(rows, row) {
			d.fail(n, f.at("from"), "unit %s is there twice", quote(n.text))
		} else if row >= 0 {
			rows = append(rows, row)
		}
	}
	if n := f.get("from"); n != nil && n.kind == list && len(n.items) == 0 {
		d.fail(n, f.at("from"), "has no units: leave it out for the first unit")
	}
	return rows
}

// placeSenders turns the rows that send into units of the network.
func (d *decoder) placeSenders(out *Scenario) {
	wanted := map[int32]model.Unit{}
	for _, rows := range d.senders {
		for _, row := range rows {
			wanted[row] = 0
		}
	}
	if len(wanted) > 0 {
		for u := range model.Unit(out.Network.Len()) {
			if _, ok := wanted[out.Network.Row(u)]; ok {
				wanted[out.Network.Row(u)] = u
			}
		}
	}
	for i, rows := range d.senders {
		out.Messages[i].From = []model.Unit{0}
		if rows != nil {
			out.Messages[i].From = make([]model.Unit, len(rows))
		}
		for j, row := range rows {
			out.Messages[i].From[j] = wanted[row]
		}
	}
}
