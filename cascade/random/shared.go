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
func TableOf(p float64, d model.Delay) *Table { return tableOf(p, d, false) }

// KeptTableOf is TableOf where it is known that the table will be asked for again, as of
// problems that are compared: it is kept from the first time on.
func KeptTableOf(p float64, d model.Delay) *Table { return tableOf(p, d, true) }

func tableOf(p float64, d model.Delay, keep bool) *Table {
	family, ok := model.KeyOf(d)
	if !ok {
		return NewTable(p, d)
	}
	key := fmt.Sprint(p, family)
	if t := sharedTable(key, nil, keep); t != nil {
		return t
	}
	return sharedTable(key, NewTable(p, d), keep)
}

// sharedTable is the table of a key, or else made. What is asked for twice is kept, or once
// where keep is set; what was asked for once, as at a point of ranges, only for a while. Once
// as many are kept as may be, those are let go that were not asked for since half of them were.
func sharedTable(key string, made *Table, keep bool) *Table {
	shared.Lock()
	defer shared.Unlock()
	if t := shared.young[key]; t != nil {
		return t
	}
	t := shared.old[key]
	if t == nil {
		t = shared.once[key]
	}
	switch _, again := shared.gone[key]; {
	case t != nil || made == nil:
	case again || keep:
		t = made
	default:
		keepOnce(key, made)
		return made
	}
	if t == nil {
		return nil
	}
	if len(shared.young) >= mostShared/2 {
		shared.old, shared.young = shared.young, map[string]*Table{}
	}
	shared.young[key] = t
	delete(shared.once, key)
	return t
}

// keepOnce keeps a table that was asked for once. Once these are too many, their keys alone
// are kept, so that those that are asked for again are known.
func keepOnce(key string, made *Table) {
	if len(shared.once) >= mostOnce {
		if len(shared.gone) >= mostShared {
			shared.gone = map[string]struct{}{}
		}
		for k := range shared.once {
			shared.gone[k] = struct{}{}
		}
		shared.once = map[string]*Table{}
	}
	shared.once[key] = made
}

// mostShared is how many tables are kept that were asked for more than once: some 240 MB of
// them. So many have the hundred points of a scenario of twenty delays that are not known,
// which a sweep asks at each of its values again. mostOnce is how many of the others are.
const (
	mostShared = 2048
	mostOnce   = 128
)

var shared = struct {
	sync.Mutex
	young, old, once map[string]*Table
	gone             map[string]struct{} // keys of tables that were asked for once
}{young: map[string]*Table{}, once: map[string]*Table{}, gone: map[string]struct{}{}}
