package random

import (
	"harkara/model"
)

// Circumstances tell which of a problem's circumstances hold in a trial, by a
// random number for each, whose address is the seed, the trial and its name: so
// plans share them, and so do the messages of a scenario.
type Circumstances struct {
	keys    []Key
	coins   []Coin
	variant []int // by which hold, as bits: an index of model.Circumstances.Variants
}

// wordCircumstance tells the addresses of circumstances from those of units.
const wordCircumstance = 0x4349_5243_554d

// NewCircumstances makes circumstances ready for a seed.
func NewCircumstances(seed uint64, c *model.Circumstances) *Circumstances {
	s := &Circumstances{variant: make([]int, 1<<len(c.List))}
	root := NewKey(seed).Fold(wordCircumstance)
	for _, x := range c.List {
		s.keys = append(s.keys, root.Named(x.Name))
		s.coins = append(s.coins, NewCoin(x.Chance))
	}
	for i, v := range c.Variants {
		s.variant[v.Holds] = i
	}
	return s
}

// Hold has bit i set where the i-th circumstance holds in a trial.
func (s *Circumstances) Hold(trial uint64) uint {
	holds := uint(0)
	for i, k := range s.keys {
		if s.coins[i].Heads(k.At(trial)) {
			holds |= 1 << i
		}
	}
	return holds
}

// Variant is the index of the variant that a trial plays.
func (s *Circumstances) Variant(trial uint64) int { return s.variant[s.Hold(trial)] }
