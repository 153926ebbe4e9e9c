// Package lattice is distributions of times on a grid, with bounds of their error:
// their sums, minima and mixtures, what opening hours do to them, and what several
// people do who all follow one time. It knows ticks and delays, and no network.
//
// A time is counted in ticks (microseconds). A distribution may lack mass: with
// what is left, the time never comes. Three ways of holding one are used together:
//
//   - atoms: times with a chance of their own, wherever they lie, kept as they are
//     (atoms.go). What is done to atoms alone is exact but for rounding.
//   - points: masses at points of the grid.
//   - cells: masses that are even over the open cells between points, with a bound
//     of the distance from the truth that every operation carries on (dist.go).
//
// Sums are discrete convolutions by the fast Fourier transform. That masses are
// shared out to grid points so that their mean stays is the method of local moment
// matching of H. Gerber, "On the numerical evaluation of the distribution of
// aggregate claims and its stop-loss premiums", Insurance: Mathematics and
// Economics 1 (1982), 13–18. Means of powers are enclosed by Jensen's inequality and by
// chords, as in the Edmundson–Madansky bound (A. Madansky, "Bounds on the
// expectation of a convex function of a multivariate random variable", Annals of
// Mathematical Statistics 30 (1959), 743–746).
package lattice
