package engine_test

import (
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// waits plays a stream that an office deals with, and tells of its desk.
func waits(t *testing.T, p cascade.Problem, trials uint64, see func(cascade.DeskPlay)) {
	t.Helper()
	plays(t, p, trials, func(out *cascade.Outcome) { see(out.Together.Desks[0]) })
}

const office = `name: queue
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 1}}
channels: {c: {}}
relays: {hq: {people: PEOPLE, over: [c], handles: {HANDLES}}}
messages: [MESSAGES]
questions: {horizon: 400h}
`

// Offices are queues: M/M/1, M/D/1, M/M/3 (Erlang's C) and M/M/1 with room for five.
func TestOfficesAreQueues(t *testing.T) {
	for _, x := range []struct {
		name, people, handles, rate string
		wait, waited, soon, load    float64 // mean hours, share that waits, share that waits 6 min at most
		dropped                     float64
	}{
		{"M/M/1", "1", "each: {exponential: {mean: 6m}}", "8/h", .4, .8, 1 - .8*.8187308, .8, 0},
		{"M/D/1", "1", "each: {fixed: 6m}", "8/h", .2, .8, -1, .8, 0},
		{"M/M/3", "3", "shared: true, each: {exponential: {mean: 6m}}", "25/h", .140449, .702247, .574066, .833333, 0},
		{"M/M/1/5", "1", "each: {exponential: {mean: 6m}}, at_most: 5", "12/h", .335949 - .1, -1, -1, .899294, .250588},
	} {
		p := together(t, replace(office, "PEOPLE", x.people, "HANDLES", x.handles, "MESSAGES", "{name: load, arrives: {rate: "+x.rate+", until: 400h}}"))
		var wait, waited, soon, load, dropped mean
		waits(t, p, fewer(200), func(d cascade.DeskPlay) {
			sum, some, six := 0.0, 0.0, 0.0
			for _, w := range d.Waits {
				sum += w.Seconds() / 3600
				if w > 0 {
					some++
				}
				if w <= 6*model.Minute {
					six++
				}
			}
			n := float64(len(d.Waits))
			wait.add(sum / n)
			waited.add(some / n)
			soon.add(six / n)
			load.add(float64(d.Busy) / float64(d.Open))
			dropped.add(float64(d.Dropped) / float64(d.Came))
		})
		// A mean of ratios is off by less than what is left of an empty beginning.
		wait.near(t, x.name+" waits", x.wait, .01)
		load.near(t, x.name+" load", x.load, .002)
		if x.waited >= 0 {
			waited.near(t, x.name+" has to wait", x.waited, .004)
		}
		if x.soon >= 0 {
			soon.near(t, x.name+" waits 6 min at most", x.soon, .004)
		}
		if x.dropped > 0 {
			dropped.near(t, x.name+" dropped", x.dropped, .002)
		}
	}
}

// near is within, but for a part of what is known.
func (m *mean) near(t *testing.T, what string, want, part float64) {
	t.Helper()
	if v := m.value(); v < want*(1-part) || v > want*(1+part) {
		m.within(t, what, want)
	}
}

// Who tires passes a message on less, the more came in the day before: not the one that
// came exactly a day before.
func TestPeopleTire(t *testing.T) {
	p := together(t, `name: tires
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 1, unit: 1}}
channels: {c: {}}
relays: {hq: {over: [c]}, office: {passes_on: 0.8, tires: {per: 1d, by: 0.9}, over: [c]}}
messages: [{name: bulletin, every: 12h, times: 14}]
questions: {horizon: 8d}
`)
	var all mean
	var each [3]mean
	plays(t, p, fewer(8_000), func(out *cascade.Outcome) {
		n := 0.0
		for m := range out.Together.Messages {
			x := share(out.Together.Messages[m].Arrival[2:], 8*model.Day)
			n += x
			if m < 3 {
				each[m].add(x)
			}
		}
		all.add(n / 14)
	})
	all.within(t, "mean of fourteen", .725714)
	for m, want := range []float64{.8, .72, .72} {
		each[m].within(t, "one of them", want)
	}
}

// An office that has what replaces a message starts nothing more for it.
func TestMessagesAreReplaced(t *testing.T) {
	p := together(t, `name: replaces
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 1, unit: 1}}
channels: {c: {}}
relays: {hq: {over: [c]}, office: {passes_on: 0.8, notices: {exponential: {mean: 2h}}, over: [c]}}
messages: [{name: old}, {name: new, at: 3h, replaces: old}]
questions: {horizon: 40h}
`)
	var old mean
	plays(t, p, fewer(8_000), func(out *cascade.Outcome) { old.add(share(out.Together.Messages[0].Arrival[2:], 40*model.Hour)) })
	old.within(t, "passed on before", .621496)
}

// Ten calls of one message, then ten of another behind it on the same line; the more
// urgent goes first.
func TestMessagesShareALine(t *testing.T) {
	text := `name: burst
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 10}}
channels: {c: {calls: {lines: 1, each: {fixed: 6m}, order: listed}}}
relays: {hq: {over: [c]}}
messages: [{name: one}, {name: two, PRIORITY replaces: []}]
questions: {horizon: 10h}
`
	for _, urgent := range []bool{false, true} {
		p := together(t, replace(text, "PRIORITY ", "", ", replaces: []", ""))
		at := []model.Tick{63 * model.Minute, 93 * model.Minute}
		if urgent {
			p.Messages[1].Priority = 1
		}
		plays(t, p, 1, func(out *cascade.Outcome) {
			for m := range 2 {
				sum := model.Tick(0)
				for _, x := range out.Together.Messages[m].Arrival[1:] {
					sum += x
				}
				want := at[m] - 30*model.Minute*model.Tick(1-m)
				if urgent {
					want = [...]model.Tick{93 * model.Minute, 33 * model.Minute}[m]
				}
				if sum/10 != want {
					t.Errorf("urgent %v: message %d is there after %v min on average, and should be after %v", urgent, m, (sum/10).Seconds()/60, want.Seconds()/60)
				}
			}
		})
	}
}

// Two classes that do not interrupt each other (Cobham, 1954), at one desk and at three.
func TestUrgentMessagesWaitLess(t *testing.T) {
	for _, x := range []struct{ people, handles, low, high string }{
		{"1", "order: priority, each: {exponential: {mean: 6m}}", "5/h", "3/h"},
	} {
		p := together(t, replace(office, "PEOPLE", x.people, "HANDLES", x.handles,
			"MESSAGES", "{name: low, arrives: {rate: "+x.low+", until: 400h}}, {name: high, priority: 1, arrives: {rate: "+x.high+", until: 400h}}"))
		var wait mean
		waits(t, p, fewer(200), func(d cascade.DeskPlay) {
			sum := 0.0
			for _, w := range d.Waits {
				sum += w.Seconds() / 3600
			}
			wait.add(sum / float64(len(d.Waits)))
		})
		// The mean over both classes is that of first come, first served.
		wait.near(t, "mean wait", (3*.114286+5*.571429)/8, .01)
	}
}
