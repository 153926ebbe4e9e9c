package random

import (
	"fmt"
	"sync"

	"harkara/model"
)

// TableOf is NewTable, made once for a chance and a delay of the same family and
// parameters: networks that differ in one value, as at the points of a sweep, have
// nearly all of their tables in common. Tables are not changed once made, so that any
// number of goroutines may share one.
func TableOf(p float64, d model.Delay) *Table {
	family, ok := model.KeyOf(d)
	if !ok {
		return NewTable(p, d)
	}
	key := fmt.Sprint(p, family)
	if t := sharedTable(key, nil); t != nil {
		return t
	}
	return sharedTable(key, NewTable(p, d))
}

// sharedTable is the table of a key, or else made, which is kept. Once as many are
// kept as may be, those are let go that were not asked for since half of them were.
func sharedTable(key string, made *Table) *Table {
	shared.Lock()
	defer shared.Unlock()
	if t := shared.young[key]; t != nil {
		return t
	}
	t := shared.old[key]
	if t == nil {
		t = made
	}
	if t == nil {
		return nil
	}
	if len(shared.young) >= mostShared/2 {
		shared.old, shared.young = shared.young, map[string]*Table{}
	}
	shared.young[key] = t
	return t
}

// mostShared is how many tables are kept: some 120 MB of them. So many have the hundred
// points of a scenario of twenty delays that are not known, which a sweep asks at each of its
// values again.
const mostShared = 2048

var shared = struct {
	sync.Mutex
	young, old map[string]*Table
}{young: map[string]*Table{}}
