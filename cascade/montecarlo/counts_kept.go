package montecarlo

// Merge adds what another worker counted.
// Addition of whole numbers is associative and commutative: any order of
// merging gives the same bytes.
func (t *counts) Merge(other Accumulator) {
	o := other.(*counts)
	t.trials += o.trials
	for i := range t.lines {
		t.lines[i].merge(&o.lines[i])
	}
	for k := range t.met {
		t.met[k] += o.met[k]
	}
	for i := range t.held {
		t.held[i] += o.held[i]
	}
	for i := range t.ways {
		t.ways[i].merge(o.ways[i])
	}
	if t.people != nil {
		t.people.merge(o.people)
	}
	if t.units != nil {
		t.units.merge(o.units)
	}
	for i := range t.contents {
		t.contents[i].merge(&o.contents[i])
	}
	if t.answered != nil {
		t.answered.merge(o.answered)
	}
}

func (l *lineCounts) merge(o *lineCounts) {
	mergeReach(l.reach, o.reach)
	for j := range l.timeTo {
		l.timeTo[j].Merge(&o.timeTo[j])
	}
	l.delays.merge(&o.delays)
}

func mergeReach(a, b []reachCounts) {
	for j := range a {
		a[j].expected.Merge(&b[j].expected)
		a[j].drawn.Merge(&b[j].drawn)
		a[j].spread.Merge(&b[j].spread)
	}
}

// state tells what was counted.
// The order is that of lines, of columns and of shares, which the problem
// fixes.
func (t *counts) state(c *Codec) {
	c.Uint(&t.trials)
	for i := range t.lines {
		t.lines[i].state(c)
	}
	for k := range t.met {
		c.Uint(&t.met[k])
	}
	for i := range t.held {
		c.Uint(&t.held[i])
	}
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

// A change of what state tells needs another version.
const (
	countsKind    = "reach"
	countsVersion = 5
)

// MarshalBinary writes what was counted.
func (t *counts) MarshalBinary() ([]byte, error) {
	return Marshal(countsKind, countsVersion, t.state)
}

// UnmarshalBinary reads what was counted.
func (t *counts) UnmarshalBinary(data []byte) error {
	return Unmarshal(data, countsKind, countsVersion, t.state)
}
