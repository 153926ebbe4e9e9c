package reference

import (
	"cmp"
	"container/heap"

	"harkara/model"
)

// todo is something that is due, in a phase of its moment.
type todo struct {
	at         model.Tick
	phase, seq int
	do         func()
}

// The phases of a moment.
const (
	comes = iota
	starting
	contacting
)

type agenda struct {
	list []todo
	n    int
}

func (a *agenda) Len() int { return len(a.list) }

func (a *agenda) Less(i, j int) bool {
	x, y := a.list[i], a.list[j]
	return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.phase, y.phase), cmp.Compare(x.seq, y.seq)) < 0
}

func (a *agenda) Swap(i, j int) { a.list[i], a.list[j] = a.list[j], a.list[i] }

func (a *agenda) Push(x any) { a.list = append(a.list, x.(todo)) }

func (a *agenda) Pop() any {
	x := a.list[len(a.list)-1]
	a.list = a.list[:len(a.list)-1]
	return x
}

// at has something done at a time, unless the play is over by then.
func (y *Joint) at(t model.Tick, phase int, do func()) {
	if t <= y.horizon {
		y.due.n++
		heap.Push(&y.due, todo{t, phase, y.due.n, do})
	}
}
