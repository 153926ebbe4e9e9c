package public

import (
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// answer is how many have heard by a time.
type answer struct {
	// at is in ticks; people and homes are numbers, not shares.
	at            model.Tick
	people, homes Count
}

// Count is how many have heard by a time in one trial: the number to be
// expected given the relay, and one number drawn from what may happen.
type Count struct {
	Expected float64
	Drawn    int64
}

// Ask is how many people and households of a cell have heard by t.
func (w *Work) Ask(cell *Cell, t model.Tick) (people, homes Count) {
	if w.works != nil {
		one, its := w.in(cell)
		return one.Ask(its, t)
	}
	i, found := slices.BinarySearchFunc(cell.known, t, func(a answer, t model.Tick) int { return int(a.at - t) })
	if !found {
		cell.known = slices.Insert(cell.known, i, w.ask(cell, t))
	}
	return cell.known[i].people, cell.known[i].homes
}

// ask works out the answer at t: means and variances of independent units add up,
//
//	mean = Σ_i mean_i,  variance = Σ_i variance_i
//
// and one uniform number of the cell and trial turns the sums into a count.
func (w *Work) ask(cell *Cell, t model.Tick) answer {
	w.turnTo(t)
	var people, homes moments
	var countedPeople, countedHomes int64
	// Whoever is played person by person is counted, not expected.
	for _, i := range cell.exact {
		countedPeople += countUpTo(w.played[i].people, t)
		countedHomes += countUpTo(w.played[i].homes, t)
	}
	for k := range cell.parts {
		w.askPart(&cell.parts[k], &people, &homes)
	}
	// What is drawn lies between nobody and all who are integrated.
	var total, totalHomes int64
	if n := len(cell.upTo); n > 0 {
		total, totalHomes = cell.upTo[n-1], cell.upToHomes[n-1]
	}
	// One number for people and households, and for all times: who hears early in
	// one is early in the other, and counts do not fall with time.
	v := random.Uniform(cell.key.At(w.trial))
	return answer{
		at:     t,
		people: Count{people.mean + float64(countedPeople), countedPeople + people.draw(v, total)},
		homes:  Count{homes.mean + float64(countedHomes), countedHomes + homes.draw(v, totalHomes)},
	}
}

// askPart counts the units of a part at the moment turned to: row by row of its
// profile, or one by one.
func (w *Work) askPart(p *part, people, homes *moments) {
	switch {
	case p.profile != nil:
		w.askProfile(p, people, homes)
	case w.talkTable == nil && len(w.law.part) == 0:
		w.askWithoutTalk(p, people, homes)
	default:
		width := w.law.width()
		for k, i := range p.units {
			w.toldNow = w.stateIn(p.group, int(p.places[k]), p.begun[k*width:], w.Crowd.homes[i])
			w.count(people, homes, w.membersOf(i), &w.toldNow)
		}
	}
}

// askProfile counts the units of a part's profile, grid point by grid point.
func (w *Work) askProfile(p *part, people, homes *moments) {
	g, f, width := &w.groups[p.group], p.profile, w.law.width()
	for k := f.lo; k < f.hi; k++ {
		b := p.begun[(k-f.lo)*width:]
		if len(g.homes) > 1 && w.talkTable == nil && !w.law.homely() {
			w.askVisited(f, k, b, g.homes, people, homes)
			continue
		}
		for h, n := range g.homes {
			row := f.row(k, h)
			if row[atUnits] == 0 {
				continue
			}
			membersAt(row, &w.members)
			w.toldNow = w.stateIn(p.group, h*len(w.startGrid.at)+k, b, n)
			w.count(people, homes, &w.members, &w.toldNow)
		}
	}
}

// countUpTo is how many of ascending times are at most t.
func countUpTo(times []model.Tick, t model.Tick) int64 {
	n, _ := slices.BinarySearch(times, t+1)
	return int64(n)
}
