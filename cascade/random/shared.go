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
	f, ok := model.FamilyOf(d)
	if !ok || len(f.Values) > 0 || len(f.Parts) > 0 {
		return NewTable(p, d)
	}
	key := fmt.Sprint(p, f.Name, f.Params)
	shared.Lock()
	t := shared.tables[key]
	shared.Unlock()
	if t != nil {
		return t
	}
	t = NewTable(p, d)
	shared.Lock()
	defer shared.Unlock()
	if len(shared.tables) >= mostShared {
		clear(shared.tables)
	}
	shared.tables[key] = t
	return t
}

// mostShared is how many tables are kept: some 60 MB of them. So many have the hundred
// points of a scenario of ten delays that are not known, which a sweep asks at each of its
// values again.
const mostShared = 1024

var shared = struct {
	sync.Mutex
	tables map[string]*Table
}{tables: map[string]*Table{}}
