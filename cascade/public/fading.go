package public

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"harkara/cascade/random"
	"harkara/model"
)

// fadingTalk is talk in which some take no part, or stop telling: a jump process, played
// event by event. With K_j who know and tell in the j-th talk, and U_j of its
// participants who do not know, of n people, somebody is told in it at the rate
//
//	rate_j · K_j · U_j / n
//
// and may be any of the U_j. Who takes part, and for how long they tell, is drawn
// for each person and talk.
func (p *individuals) fadingTalk(c *Crowd, trial uint64, i int, out *hearingTimes) {
	n := len(p.first)
	line := make([]int32, n) // people by when they hear otherwise
	for k := range line {
		line[k] = int32(k)
	}
	slices.SortFunc(line, func(a, b int32) int { return cmp.Or(cmp.Compare(p.first[a], p.first[b]), cmp.Compare(a, b)) })
	// Each talk has participants of its own.
	groups := make([]talkers, len(c.law.talks))
	for j := range groups {
		groups[j].gather(c, trial, i, j, n)
	}
	knows := make([]bool, n)
	now, ends := 0.0, &endings{}
	learn := func(k int32) {
		knows[k] = true
		p.first[k] = model.Tick(math.Ceil(now))
		out.people = append(out.people, p.first[k])
		for j := range groups {
			groups[j].learn(k, now, j, ends)
		}
	}
	for {
		for len(line) > 0 && knows[line[0]] {
			line = line[1:]
		}
		// Waits are without memory: what is left of one that did not come first is
		// drawn anew.
		next, who, all := math.Inf(1), -1, 0.0
		if len(line) > 0 && p.first[line[0]] < model.Never {
			next = float64(p.first[line[0]])
		}
		for j := range groups {
			all += groups[j].rate(n)
		}
		if all > 0 {
			if told := now - snap(math.Log(random.Uniform(p.draws.next())))/all; told < next {
				next = told
				who = pick(groups, n, float64(all*random.Uniform(p.draws.next())))
			}
		}
		// Somebody stops telling first: the wait is drawn anew at the lower rate.
		if ends.Len() > 0 && (*ends)[0].at <= next && (*ends)[0].at <= float64(c.horizon) {
			e := heap.Pop(ends).(ending)
			now = e.at
			groups[e.talk].tell--
			continue
		}
		if next > float64(c.horizon) {
			return
		}
		now = next
		if who < 0 {
			learn(line[0])
			continue
		}
		g := &groups[who]
		k := g.unaware[int(float64(len(g.unaware))*random.Uniform(p.draws.next()))]
		// Each of those who do not know is as likely to be told.
		p.by[k] = int16(c.law.sourceOfTalk[who])
		learn(k)
	}
}

// talkers are the participants of one talk: those who do not know, in any order, and
// where each person is among them (−1 for nowhere); how many tell; and for how long
// each person would.
type talkers struct {
	*talker
	unaware, where []int32
	tell           int
	lasts          []model.Tick
}

// gather draws who takes part in the j-th talk of the i-th served unit.
func (g *talkers) gather(c *Crowd, trial uint64, i, j, n int) {
	g.talker = &c.law.talks[j]
	g.where, g.lasts = make([]int32, n), make([]model.Tick, n)
	for k := range n {
		key := c.keys[i].Fold(uint64(k)).Shift(random.Key(wordPart + 2*j))
		g.where[k], g.lasts[k] = -1, model.Never
		if g.silent > 0 && random.Uniform(key.At(trial)) < g.silent {
			continue
		}
		g.where[k] = int32(len(g.unaware))
		g.unaware = append(g.unaware, int32(k))
		if g.tells != nil {
			g.lasts[k] = g.tells.Draw(key.Shift(1).At(trial))
		}
	}
}

// rate is at what rate somebody is told, per tick, of n people.
func (g *talkers) rate(n int) float64 {
	return g.talker.rate * float64(g.tell) * float64(len(g.unaware)) / float64(n)
}

// learn lets person k know, who from now on tells if they take part.
func (g *talkers) learn(k int32, now float64, talk int, ends *endings) {
	place := g.where[k]
	if place < 0 {
		return
	}
	last := g.unaware[len(g.unaware)-1]
	g.unaware[place], g.where[last] = last, place
	g.unaware = g.unaware[:len(g.unaware)-1]
	g.tell++
	if g.lasts[k] < model.Never {
		heap.Push(ends, ending{now + float64(g.lasts[k]), talk})
	}
}

// pick is in which talk somebody is told, each with a chance in proportion to its
// rate: the first up to which the rates exceed x, a uniform number times all rates.
func pick(groups []talkers, n int, x float64) int {
	for j := range groups {
		if x -= groups[j].rate(n); x < 0 {
			return j
		}
	}
	last := len(groups) - 1
	for groups[last].rate(n) == 0 {
		last--
	}
	return last
}

// ending is when somebody stops telling, in ticks, in one of the talks.
type ending struct {
	at   float64
	talk int
}

// endings are those to come, the first first.
type endings []ending

func (e endings) Len() int           { return len(e) }
func (e endings) Less(i, j int) bool { return e[i].at < e[j].at }
func (e endings) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }

// Push adds one, for package heap.
func (e *endings) Push(x any) { *e = append(*e, x.(ending)) }

// Pop takes the last one away, for package heap.
func (e *endings) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}
