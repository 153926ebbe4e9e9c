// Package fit turns what happened into what to expect: delays that were measured,
// also those that had not ended when the log was closed, into the family and the
// parameters of a delay, with bounds.
//
// A row of a log says in which interval (From, To] a delay lies: exactly, where
// both are the same; later than From, where To is infinite (not seen yet); within
// (0, To] where it was seen at the first look. Its likelihood is the density, or
// the chance of the interval. With a share c that never comes, densities and
// chances are those of the others, 1 − c; who was not seen by From is one that
// never comes or one that comes later: c + (1 − c)·(1 − F(From)) (a cure model;
// Boag, "Maximum likelihood estimates of the proportion of patients cured by cancer
// therapy", J. Roy. Stat. Soc. B 11, 1949).
//
// Families are fitted by maximum likelihood and compared by AICc (Hurvich and Tsai,
// Biometrika 76, 1989). Bounds are those of the profile likelihood of what people
// read: the median, the time by which nine in ten came, the share that never does.
package fit
