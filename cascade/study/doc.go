// Package study asks what needs many plays or several solvers: who is left
// behind, where a message goes wrong, what a plan changes, whether two solvers
// agree. A study is a type with its options as fields, and Run. What is played is
// played by montecarlo.Play into an Accumulator, in whole numbers, so that an
// answer is the same for any number of workers and any cut into segments.
package study
