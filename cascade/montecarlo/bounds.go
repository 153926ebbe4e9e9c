package montecarlo

import "harkara/cascade"

// Sum adds up whole numbers and their squares, exactly: sums merge to the same
// in any order.
type Sum struct{ sum sum }

// Add counts v.
func (s *Sum) Add(v uint64) { s.sum.add(v) }

// Merge adds what another counted.
func (s *Sum) Merge(o *Sum) { s.sum.merge(&o.sum) }

// Count is how many were counted.
func (s *Sum) Count() int { return int(s.sum.n) }

// MeanVariance is the mean and the variance (over n−1) of what was counted;
// NaN where nothing was.
func (s *Sum) MeanVariance() (mean, variance float64) { return s.sum.meanVariance() }

// Chance is a chance that came true in k of n plays, with Wilson's bounds.
func Chance(k, n int) cascade.Estimate { return chance(uint64(k), uint64(n)) }

// Share is an expected share from the mean and the variance of what it was in
// n plays, with Wilson's bounds at the number of coins that would vary as much.
func Share(mean, variance float64, n int) cascade.Estimate { return share(mean, variance, uint64(n)) }

// Deviate is how many standard errors the bounds of a mean of n plays are
// away from it.
func Deviate(n int) float64 { return deviate(uint64(n)) }
