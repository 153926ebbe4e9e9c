package montecarlo

// A change of what State tells needs another version.
const (
	countsKind    = "reach"
	countsVersion = 5
)

// Kind is that of answers about one message.
func (t *counts) Kind() (string, uint64) { return countsKind, countsVersion }

// State tells what was counted.
// The order is that of lines, of columns and of shares, which the problem
// fixes.
func (t *counts) State(c *Codec) {
	c.Uint(&t.trials)
	for i := range t.lines {
		t.lines[i].state(c)
	}
	c.Uints(t.met)
	c.Uints(t.held)
	for i := range t.ways {
		t.ways[i].state(c)
	}
	if t.people != nil {
		t.people.state(c)
	}
	if t.units != nil {
		t.units.state(c)
	}
	for i := range t.contents {
		t.contents[i].state(c)
	}
	if t.answered != nil {
		t.answered.state(c)
	}
}

func (l *lineCounts) state(c *Codec) {
	stateReach(c, l.reach)
	for j := range l.timeTo {
		c.Histogram(&l.timeTo[j])
	}
	l.delays.state(c)
}

func stateReach(c *Codec, reach []reachCounts) {
	for j := range reach {
		r := &reach[j]
		c.Sum(&r.expected)
		c.Sum(&r.drawn)
		c.Histogram(&r.spread)
	}
}
