package public

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/luck"
	"harkara/model"
)

// Work plays the public of one trial after another, for one goroutine.
type Work struct {
	*Crowd
	trial  uint64
	out    *cascade.Outcome
	starts []model.Tick // of one served unit: for each dimension
	played []hearing    // of units played person by person
	person individuals
	talked []talked // of each group, where people talk
	begun  begun    // of one unit
	now    instant
	known  []state // of a profile, for Heard
}

// hearing is when each person, and each household, of a unit first heard:
// ascending, those who never do left out.
type hearing struct{ people, homes []model.Tick }

// talked is how talk goes in a group: states at the grid's times, for each row
// of the group's profile, or for each of its units.
type talked struct {
	states [][]state // by time of the grid, then by row
	starts []model.Tick
	fresh  bool
}

// Fork is working memory for one goroutine.
func (c *Crowd) Fork() *Work {
	w := &Work{Crowd: c, starts: make([]model.Tick, len(c.senders))}
	if slices.Contains(c.exact, true) {
		w.played = make([]hearing, len(c.served))
	}
	if c.law.talk > 0 {
		w.talked = make([]talked, len(c.groups))
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
	for g := range w.talked {
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

// talkIn follows talk in a group for this trial: at its profile's knots, once
// for all units, or unit by unit.
func (w *Work) talkIn(index int) {
	g, t := &w.groups[index], &w.talked[index]
	rows := len(g.units)
	if g.profiled {
		rows = g.rows(&w.knots)
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
			w.follow(w.startsOf(i), w.Crowd.homes[i], w.audienceOf(i), func(m int, s state) { t.states[m][r] = s })
		}
		return
	}
	above := w.startsAbove(g, model.Never)
	if t.fresh && slices.Equal(above, t.starts) {
		return // as in the trial before
	}
	t.starts, t.fresh = append(t.starts[:0], above...), true
	for r := range rows {
		own := w.knots.at[r%len(w.knots.at)]
		w.follow(w.startsAbove(g, own), g.homes[r/len(w.knots.at)], g.audience, func(m int, s state) { t.states[m][r] = s })
	}
}

// at is the state of one row of talk at time t, between the grid's times.
func (t *talked) at(m int, part float64, row int) state {
	a := t.states[m][row]
	if part == 0 {
		return a
	}
	b := t.states[m+1][row]
	mix := func(x, y float64) float64 { return x + float64(part*(y-x)) }
	return state{mix(a.u, b.u), mix(a.v, b.v), mix(a.z, b.z), mix(a.d, b.d), mix(a.delta, b.delta)}
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
	luck          luck.Key
	known         []answer // what has been asked of this trial, ascending by time
	upTo          []int64  // people up to and including each unit that is integrated
	upToHomes     []int64
	integrated    []int
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
// tells its luck from that of other cells.
func (c *Crowd) NewCell(which []int, name uint64) *Cell {
	cell := &Cell{
		luck: c.key.Fold(name), integrated: make([]int, 0, len(which)),
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
		if g := &c.groups[p.group]; g.profiled && (c.law.talk > 0 || len(p.units) > g.rows(&c.knots)) {
			p.profile = &profile{}
			for _, i := range p.units {
				p.alike = c.appendAlike(p.alike, i)
			}
			p.units, p.places = nil, nil
		}
	}
	cell.People, cell.Homes = c.Total(which)
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
		if w.talked == nil {
			w.beginPart(p)
		}
	}
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
	g, rows := &w.groups[p.group], len(w.knots.at)
	for r := p.profile.lo; r < p.profile.hi; r++ {
		p.begun = w.law.begin(p.begun, w.startsAbove(g, w.knots.at[r%rows]), g.audience)
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
	v := luck.Uniform(cell.luck.At(w.trial))
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
	if w.talked != nil {
		m, between = w.gridAt(t)
	} else {
		w.law.at(&w.now, t)
	}
	if p.profile == nil {
		for k, i := range p.units {
			s := state{}
			if w.talked != nil {
				s = w.talked[p.group].at(m, between, int(p.places[k]))
			} else {
				s = w.law.state(&w.now, p.begun[k*width:], w.Crowd.homes[i])
			}
			w.count(people, homes, w.weightOf(i), s)
		}
		return
	}
	for r := p.profile.lo; r < p.profile.hi; r++ {
		if !p.profile.used[r] {
			continue
		}
		s := state{}
		if w.talked != nil {
			s = w.talked[p.group].at(m, between, r)
		} else {
			s = w.law.state(&w.now, p.begun[(r-p.profile.lo)*width:], g.homes[r/len(w.knots.at)])
		}
		w.count(people, homes, &p.profile.rows[r], s)
	}
}

func countUpTo(times []model.Tick, t model.Tick) int64 {
	n, _ := slices.BinarySearch(times, t+1)
	return int64(n)
}

// TimeTo is when the share of a cell's people (or households) has heard, or
// model.Never within the horizon. The time is found by asking, and is right to
// a tick where delays come in steps; else to about one part in 1,000, by a
// straight line between the last two times asked.
func (w *Work) TimeTo(cell *Cell, share float64, homes bool) model.Tick {
	total := cell.People
	if homes {
		total = cell.Homes
	}
	target := int64(math.Ceil(share*float64(total) - 1e-9))
	count := func(a *answer) int64 {
		if homes {
			return a.homes.Drawn
		}
		return a.people.Drawn
	}
	w.Ask(cell, w.horizon)
	if last := count(&cell.known[len(cell.known)-1]); total == 0 || last < target {
		return model.Never
	}
	lo, hi := model.Tick(-1), w.horizon
	have, reach := int64(0), int64(0)
	for i := range cell.known {
		if a := &cell.known[i]; count(a) >= target {
			hi, reach = a.at, count(a)
			break
		} else {
			lo, have = a.at, count(a)
		}
	}
	line := func() model.Tick {
		return lo + max(1, model.Tick(math.Ceil(float64(hi-lo)*float64(target-have)/float64(reach-have))))
	}
	// Few people, or the last of all, do not lie on a straight line.
	uneven := func() bool { return hi-lo > max(1, hi>>10) && (reach-have < fewOnLine || reach == total) }
	for turn := 0; hi-lo > w.grain(hi) || uneven(); turn++ {
		mid := lo + (hi-lo)/2
		if turn%3 != 2 {
			edge := max((hi-lo)/16, 1)
			mid = min(max(line(), lo+edge), hi-edge)
		}
		w.Ask(cell, mid)
		i, _ := slices.BinarySearchFunc(cell.known, mid, func(a answer, t model.Tick) int { return int(a.at - t) })
		if n := count(&cell.known[i]); n >= target {
			hi, reach = mid, n
		} else {
			lo, have = mid, n
		}
	}
	return min(line(), hi)
}

// fewOnLine is how many people between two times are too few to be taken for
// a straight line.
const fewOnLine = 16

// grain is how close the times asked come to a time that is looked for near t.
func (w *Work) grain(t model.Tick) model.Tick {
	for i := range w.law.casts {
		if w.law.casts[i].curve.steps != nil {
			return 1
		}
	}
	return max(1, t>>6)
}

// poolPeople is how many people, and how many households, of a cell stand for
// the delays of all in one trial.
const poolPeople = 16

// Pool hands over the times at which people and households of a cell heard, as
// weighted samples whose distribution over trials is that of everybody's: each
// unit played person by person tells all, and of the others so many people,
// evenly spread over units, tell when they heard.
func (w *Work) Pool(cell *Cell, people, homes func(t model.Tick, weight int64)) {
	for _, i := range cell.exact {
		for _, t := range w.played[i].people {
			people(t, 1)
		}
		for _, t := range w.played[i].homes {
			homes(t, 1)
		}
	}
	w.poolOf(cell, cell.upTo, wordPool, func(s state, _ int) float64 { return float64(s.u * s.z) }, people)
	w.poolOf(cell, cell.upToHomes, wordHomes, w.homeUnaware, homes)
}

// homeUnaware is the chance that nobody in a household of a unit has heard.
func (w *Work) homeUnaware(s state, i int) float64 {
	if w.sizes != nil {
		b, _, _, _ := w.mixed(s.z)
		return float64(s.u * b)
	}
	q, more := w.homeSizes(i)
	b := power(s.z, q)
	part := float64(more) / float64(w.Crowd.homes[i])
	return float64(s.u * (b - float64(part*(b-float64(b*s.z)))))
}

// power is q^n by squaring: the same on every machine.
func power(q float64, n int64) float64 {
	p := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= q
		}
		q *= q
	}
	return p
}

// poolOf samples the cell's integrated units systematically, by the sums of
// what they count, and draws when one of each heard by inversion in time.
func (w *Work) poolOf(cell *Cell, upTo []int64, word uint64, unaware func(s state, i int) float64, tell func(t model.Tick, weight int64)) {
	if len(upTo) == 0 || upTo[len(upTo)-1] == 0 {
		return
	}
	total := upTo[len(upTo)-1]
	key := cell.luck.Fold(word)
	samples := min(total, poolPeople)
	first := luck.Uniform(key.At(w.trial))
	for k := range samples {
		at := int64((float64(k) + first) / float64(samples) * float64(total))
		n, _ := slices.BinarySearch(upTo, min(at, total-1)+1)
		i := cell.integrated[n]
		v := luck.Uniform(key.Fold(uint64(k) + 1).At(w.trial))
		if t, ok := w.drawOne(i, v, unaware); ok {
			// Weights are whole and sum to the total.
			tell(t, total*(k+1)/samples-total*k/samples)
		}
	}
}

// drawOne is when one of the i-th unit hears whom a share v precede.
func (w *Work) drawOne(i int, v float64, unaware func(s state, i int) float64) (model.Tick, bool) {
	w.begun = w.law.begin(w.begun[:0], w.startsOf(i), w.audienceOf(i))
	heard := func(t model.Tick) float64 { return 1 - unaware(w.stateOf(i, t), i) }
	if heard(w.horizon) <= v {
		return 0, false
	}
	lo, hi := model.Tick(-1), w.horizon
	for grain := w.grain(hi); hi-lo > min(grain, max(1, hi>>10)); {
		if mid := lo + (hi-lo)/2; heard(mid) > v {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi, true
}

// stateOf is the state at time t of the i-th served unit, whose sources began
// as w.begun says.
func (w *Work) stateOf(i int, t model.Tick) state {
	if t < 0 {
		return state{u: 1, z: 1}
	}
	if w.talked == nil {
		w.law.at(&w.now, t)
		return w.law.state(&w.now, w.begun, w.Crowd.homes[i])
	}
	m, between := w.gridAt(t)
	index := int(w.groupOf[i])
	g, talk := &w.groups[index], &w.talked[index]
	if !g.profiled {
		place, _ := slices.BinarySearch(g.units, i)
		return talk.at(m, between, place)
	}
	starts := w.startsOf(i)
	own := model.Tick(0)
	if w.own >= 0 {
		own = starts[w.own]
	}
	k, part := w.knots.find(own)
	h := 0
	if len(g.homes) > 1 {
		h, _ = g.findHomes(w.Crowd.homes[i])
	}
	if part > 0.5 {
		k++
	}
	return talk.at(m, between, h*len(w.knots.at)+k)
}
