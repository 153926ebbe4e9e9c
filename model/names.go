package model

import (
	"math/bits"
	"slices"

	"github.com/cespare/xxhash/v2"
	"golang.org/x/text/unicode/norm"
)

// nameTable finds units by name, name in the local script, and code, in Unicode's normal
// form C. It is a hash table of plain numbers, which the garbage collector need not look
// into, with a fifth of the memory of maps of texts.
type nameTable struct {
	units unitList
	// slots are half of a hash and an entry plus 1; 0 is free. Slots of one hash follow
	// each other as far as others let them.
	slots []uint64
	// next leads from an entry to another of the same kind and text, plus 1; nil where no
	// two units have the same name.
	next []uint32
	text []byte // in normal form, of the entry that is added
}

// An entry is a unit and which of its texts is meant.
type entry uint32

const (
	byCode entry = iota
	byName
	byLocal
	kinds // how many there are
)

func (e entry) unit() int32 { return int32(e / kinds) }
func (e entry) kind() entry { return e % kinds }

func newNameTable(units unitList) *nameTable {
	t := &nameTable{units: units}
	count := 0
	t.each(func(string, entry) { count++ })
	t.slots = make([]uint64, 1<<bits.Len(uint(2*count)))
	t.each(t.add)
	return t
}

// each calls add for each text by which a unit can be found.
func (t *nameTable) each(add func(text string, e entry)) {
	for i := range t.units.size() {
		if code := t.units.givenCodeAt(i); code != "" {
			add(code, entry(i)*kinds+byCode)
		}
		if t.units.ordinalAt(i) > 0 {
			continue
		}
		name, local := t.units.namesAt(i)
		add(name, entry(i)*kinds+byName)
		if local != "" && local != name {
			add(local, entry(i)*kinds+byLocal)
		}
	}
}

// add appends an entry. Of equal codes the last counts; equal names are all found.
func (t *nameTable) add(text string, e entry) {
	t.text = norm.NFC.AppendString(t.text[:0], text)
	hash := xxhash.Sum64(t.text)
	mask := uint64(len(t.slots) - 1)
	at := hash & mask
	for ; t.slots[at] != 0; at = (at + 1) & mask {
		before, same := t.is(t.slots[at], hash, t.text)
		if !same || (before.kind() == byCode) != (e.kind() == byCode) {
			continue
		}
		if e.kind() != byCode {
			if t.next == nil {
				t.next = make([]uint32, int(t.units.size())*int(kinds))
			}
			t.next[e] = uint32(before) + 1
		}
		break
	}
	t.slots[at] = hash>>32<<32 | uint64(e+1)
}

// is the entry of a slot, and whether its text is as given, in normal form.
func (t *nameTable) is(slot, hash uint64, text []byte) (entry, bool) {
	e := entry(uint32(slot) - 1)
	if slot>>32 != hash>>32 {
		return e, false
	}
	own := t.textOf(e)
	return e, own == string(text) || norm.NFC.String(own) == string(text)
}

func (t *nameTable) textOf(e entry) string {
	if e.kind() == byCode {
		return t.units.givenCodeAt(e.unit())
	}
	name, local := t.units.namesAt(e.unit())
	if e.kind() == byLocal {
		return local
	}
	return name
}

// find calls yield for the unit of that code and for those of that name, in normal form,
// until it is false.
func (t *nameTable) find(text []byte, codes bool, yield func(unit int32) bool) {
	hash := xxhash.Sum64(text)
	mask := uint64(len(t.slots) - 1)
	for at := hash & mask; t.slots[at] != 0; at = (at + 1) & mask {
		e, same := t.is(t.slots[at], hash, text)
		if !same || e.kind() == byCode && !codes {
			continue
		}
		for more := true; more; {
			if !yield(e.unit()) {
				return
			}
			more = e.kind() != byCode && t.next != nil && t.next[e] > 0
			if more {
				e = entry(t.next[e] - 1)
			}
		}
	}
}

// named are the units of a name or a name in the local script, ascending.
func (t *nameTable) named(name string) []int32 { return t.all(name, false) }

// called are the units of a name or a code, ascending, each once.
func (t *nameTable) called(name string) []int32 { return t.all(name, true) }

func (t *nameTable) all(name string, codes bool) []int32 {
	var out []int32
	t.find([]byte(name), codes, func(unit int32) bool {
		out = append(out, unit)
		return true
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// only is the one unit of a name or a code in normal form, or -1 where there are none or
// several.
func (t *nameTable) only(text []byte) int32 {
	one := NoUnit
	t.find(text, true, func(unit int32) bool {
		if one >= 0 && one != unit {
			one = NoUnit
			return false
		}
		one = unit
		return true
	})
	return one
}
