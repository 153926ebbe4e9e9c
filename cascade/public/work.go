package public

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// Work plays the public of one trial after another, for one goroutine.
type Work struct {
	*Crowd
	trial     uint64
	out       *cascade.Outcome
	starts    []model.Tick   // of one served unit: for each dimension
	played    []hearingTimes // of units played person by person
	person    individuals
	talkTable []talkTable // of each group, where people talk
	begun     begun       // of one unit
	now       instant
	known     []state // of a profile, for Heard

	growth growth       // of one unit
	openAt []model.Tick // for each round, open time up to where a step begins
	breaks []model.Tick // of one unit: where steps of talk end
	next   int          // of breaks
	before []model.Tick // starts of the unit before, as waysBegun goes
}

// hearingTimes is when each person, and each household, of a unit first heard:
// ascending, those who never do left out.
type hearingTimes struct{ people, homes []model.Tick }

// talkTable is how talk goes in a group: states at the grid's times, for each row
// of the group's profile, or for each of its units.
type talkTable struct {
	states [][]state // by time of the grid, then by row
	starts []model.Tick
	fresh  bool
}

// Fork is working memory for one goroutine.
func (c *Crowd) Fork() *Work {
	w := &Work{Crowd: c, starts: make([]model.Tick, len(c.senders))}
	if slices.Contains(c.exact, true) {
		w.played = make([]hearingTimes, len(c.served))
	}
	if c.law.talk > 0 {
		w.talkTable = make([]talkTable, len(c.groups))
	}
	return w
}

// Play takes over the outcome of a trial, which must not change until the next.
// What is asked next is asked of it.
func (w *Work) Play(trial uint64, out *cascade.Outcome) {
	w.trial, w.out = trial, out
	for i := range w.served {
		if w.exact[i] {
			w.person.play(w.Crowd, trial, i, w.startsOf(i), &w.played[i])
		}
	}
	for g := range w.talkTable {
		w.talkIn(g)
	}
}

// startsOf is when the sources of the i-th served unit started; good until the
// next call.
func (w *Work) startsOf(i int) []model.Tick {
	for d := range w.senders {
		w.starts[d] = model.Never
		if u := w.senders[d][i]; u != model.NoUnit {
			w.starts[d] = w.out.Start[u]
		}
	}
	return w.starts
}

// startsAbove is when the sources of a group started, but for its units' own.
func (w *Work) startsAbove(g *group, own model.Tick) []model.Tick {
	for d, u := range g.senders {
		w.starts[d] = model.Never
		switch {
		case d == w.own:
			w.starts[d] = own
		case u != model.NoUnit:
			w.starts[d] = w.out.Start[u]
		}
	}
	return w.starts
}

// talkIn follows talk in a group for this trial: at its profile's grid points, once
// for all units, or unit by unit.
func (w *Work) talkIn(index int) {
	g, t := &w.groups[index], &w.talkTable[index]
	rows := len(g.units)
	if g.profiled {
		rows = g.rows(&w.startGrid)
	}
	if rows == 0 {
		return
	}
	if t.states == nil {
		t.states = make([][]state, len(w.grid))
		for m := range t.states {
			t.states[m] = make([]state, rows)
		}
	}
	if !g.profiled {
		for r, i := range g.units {
			grown := -1
			if g.grown {
				grown = i
			}
			w.follow(w.startsOf(i), w.Crowd.homes[i], w.audienceOf(i), grown, func(m int, s state) { t.states[m][r] = s })
		}
		return
	}
	above := w.startsAbove(g, model.Never)
	if t.fresh && slices.Equal(above, t.starts) {
		return // as in the trial before
	}
	t.starts, t.fresh = append(t.starts[:0], above...), true
	for r := range rows {
		own := w.startGrid.at[r%len(w.startGrid.at)]
		w.follow(w.startsAbove(g, own), g.homes[r/len(w.startGrid.at)], g.audience, -1, func(m int, s state) { t.states[m][r] = s })
	}
}

// at is the state of one row of talk at time t, between the grid's times.
func (t *talkTable) at(m int, part float64, row int) state {
	a := t.states[m][row]
	if part == 0 {
		return a
	}
	b := t.states[m+1][row]
	mix := func(x, y float64) float64 { return x + float64(part*(y-x)) }
	return state{mix(a.u, b.u), mix(a.v, b.v), mix(a.z, b.z), mix(a.d, b.d), mix(a.delta, b.delta), mix(a.uneven, b.uneven)}
}

// gridAt is the time of the grid at or below t, and how far t is to the next.
func (c *Crowd) gridAt(t model.Tick) (int, float64) {
	m, found := slices.BinarySearch(c.grid, t)
	if found {
		return m, 0
	}
	m--
	return m, float64(t-c.grid[m]) / float64(c.grid[m+1]-c.grid[m])
}

// Cell is a set of served units whose people are counted together, with the
// memory to count them: a worker has a fork of its own.
type Cell struct {
	exact         []int  // indices of units played person by person
	parts         []part // the rest, by group
	People, Homes int64
	key           random.Key
	known         []answer // what has been asked of this trial, ascending by time
	upTo          []int64  // people up to and including each unit that is integrated
	upToHomes     []int64
	integrated    []int
	error         float64 // Error, of people
	errorHomes    float64 // and of households
	exactly       bool    // people come in steps that are felt in this trial
}

// part is the units of one group in one cell.
type part struct {
	group   int
	units   []int
	places  []int32 // of each unit among the group's
	alike   []alike // the same units, for the profile
	profile *profile
	begun   []model.Tick // of each unit, or of each row of the profile
}

// answer is how many have heard by a time.
type answer struct {
	at            model.Tick
	people, homes Count
}

// Count is how many have heard by a time in one trial: the number to be
// expected given the relay, and one number drawn from what may happen.
type Count struct {
	Expected float64
	Drawn    int64
}

// Fork is a cell of the same units with memory of its own.
func (cell *Cell) Fork() *Cell {
	fork := *cell
	fork.known, fork.parts = nil, slices.Clone(cell.parts)
	for k := range fork.parts {
		p := &fork.parts[k]
		p.begun = nil
		if p.profile != nil {
			p.profile = &profile{}
		}
	}
	return &fork
}

// NewCell is the cell of the served units in which (ascending indices); name
// tells its random numbers from that of other cells.
func (c *Crowd) NewCell(which []int, name uint64) *Cell {
	cell := &Cell{
		key: c.key.Fold(name), integrated: make([]int, 0, len(which)),
		upTo: make([]int64, 0, len(which)), upToHomes: make([]int64, 0, len(which)),
	}
	byGroup := map[int32]int{}
	var people, homes int64
	for _, i := range which {
		if c.exact[i] {
			cell.exact = append(cell.exact, i)
			continue
		}
		g := c.groupOf[i]
		k, ok := byGroup[g]
		if !ok {
			k = len(cell.parts)
			byGroup[g] = k
			most := min(len(which), len(c.groups[g].units))
			cell.parts = append(cell.parts, part{group: int(g), units: make([]int, 0, most), places: make([]int32, 0, most)})
		}
		p := &cell.parts[k]
		place, _ := slices.BinarySearch(c.groups[g].units, i)
		p.units, p.places = append(p.units, i), append(p.places, int32(place))
		people += c.people[i]
		homes += c.homes[i]
		cell.integrated = append(cell.integrated, i)
		cell.upTo = append(cell.upTo, people)
		cell.upToHomes = append(cell.upToHomes, homes)
	}
	for k := range cell.parts {
		p := &cell.parts[k]
		if g := &c.groups[p.group]; g.profiled && (c.law.talk > 0 || len(p.units) > g.rows(&c.startGrid)) {
			p.profile = &profile{}
			for _, i := range p.units {
				p.alike = c.appendAlike(p.alike, i)
			}
			p.units, p.places = nil, nil
		}
	}
	cell.People, cell.Homes = c.Total(which)
	for _, i := range cell.integrated {
		e := c.errorOf(i)
		cell.error += float64(e * float64(c.people[i]))
		cell.errorHomes += float64(sizeSlope * float64(e*float64(c.homes[i])))
	}
	return cell
}

// Begin makes a cell ready to be asked about the trial that was played last.
func (w *Work) Begin(cell *Cell) {
	cell.known = cell.known[:0]
	for k := range cell.parts {
		p := &cell.parts[k]
		if p.profile != nil {
			p.profile.gather(w.Crowd, &w.groups[p.group], p.alike, w.out)
		}
		if w.talkTable == nil {
			w.beginPart(p)
		}
	}
	cell.exactly = w.exactly(cell)
}

// beginPart works out how the sources of a part's units, or of its profile's
// rows, began.
func (w *Work) beginPart(p *part) {
	p.begun = p.begun[:0]
	if p.profile == nil {
		for _, i := range p.units {
			p.begun = w.law.begin(p.begun, w.startsOf(i), w.audienceOf(i))
		}
		return
	}
	g, rows := &w.groups[p.group], len(w.startGrid.at)
	for r := p.profile.lo; r < p.profile.hi; r++ {
		p.begun = w.law.begin(p.begun, w.startsAbove(g, w.startGrid.at[r%rows]), g.audience)
	}
}

// Ask is how many people and households of a cell have heard by t.
func (w *Work) Ask(cell *Cell, t model.Tick) (people, homes Count) {
	i, found := slices.BinarySearchFunc(cell.known, t, func(a answer, t model.Tick) int { return int(a.at - t) })
	if !found {
		cell.known = slices.Insert(cell.known, i, w.ask(cell, t))
	}
	return cell.known[i].people, cell.known[i].homes
}

func (w *Work) ask(cell *Cell, t model.Tick) answer {
	var people, homes moments
	var countedPeople, countedHomes int64
	for _, i := range cell.exact {
		countedPeople += countUpTo(w.played[i].people, t)
		countedHomes += countUpTo(w.played[i].homes, t)
	}
	for k := range cell.parts {
		w.askPart(&cell.parts[k], t, &people, &homes)
	}
	var total, totalHomes int64
	if n := len(cell.upTo); n > 0 {
		total, totalHomes = cell.upTo[n-1], cell.upToHomes[n-1]
	}
	v := random.Uniform(cell.key.At(w.trial))
	return answer{
		at:     t,
		people: Count{people.mean + float64(countedPeople), countedPeople + people.draw(v, total)},
		homes:  Count{homes.mean + float64(countedHomes), countedHomes + homes.draw(v, totalHomes)},
	}
}

// askPart counts the units of a part: row by row of its profile, or one by one.
func (w *Work) askPart(p *part, t model.Tick, people, homes *moments) {
	g := &w.groups[p.group]
	m, between, width := 0, 0.0, w.law.width()
	if w.talkTable != nil {
		m, between = w.gridAt(t)
	} else {
		w.law.at(&w.now, t)
	}
	if p.profile == nil && w.talkTable == nil && w.sizes == nil {
		w.askWithoutTalk(p, people, homes)
		return
	}
	if p.profile == nil {
		for k, i := range p.units {
			s := state{}
			if w.talkTable != nil {
				s = w.talkTable[p.group].at(m, between, int(p.places[k]))
			} else {
				s = w.law.state(&w.now, p.begun[k*width:], w.Crowd.homes[i])
			}
			w.count(people, homes, w.membersOf(i), s)
		}
		return
	}
	for r := p.profile.lo; r < p.profile.hi; r++ {
		if !p.profile.used[r] {
			continue
		}
		s := state{}
		if w.talkTable != nil {
			s = w.talkTable[p.group].at(m, between, r)
		} else {
			s = w.law.state(&w.now, p.begun[(r-p.profile.lo)*width:], g.homes[r/len(w.startGrid.at)])
		}
		w.count(people, homes, &p.profile.rows[r], s)
	}
}

func countUpTo(times []model.Tick, t model.Tick) int64 {
	n, _ := slices.BinarySearch(times, t+1)
	return int64(n)
}

// stateOf is the state at time t of the i-th served unit, whose sources began
// as w.begun says.
func (w *Work) stateOf(i int, t model.Tick) state {
	if t < 0 {
		return state{u: 1, z: 1}
	}
	if w.talkTable == nil {
		w.law.at(&w.now, t)
		return w.law.state(&w.now, w.begun, w.Crowd.homes[i])
	}
	m, between := w.gridAt(t)
	index := int(w.groupOf[i])
	g, talk := &w.groups[index], &w.talkTable[index]
	if !g.profiled {
		place, _ := slices.BinarySearch(g.units, i)
		return talk.at(m, between, place)
	}
	starts := w.startsOf(i)
	own := model.Tick(0)
	if w.own >= 0 {
		own = starts[w.own]
	}
	k, part := w.startGrid.find(own)
	h := 0
	if len(g.homes) > 1 {
		h, _ = g.findHomes(w.Crowd.homes[i])
	}
	if part > 0.5 {
		k++
	}
	return talk.at(m, between, h*len(w.startGrid.at)+k)
}
