// Package trace follows a message through single plays: what happened in one, in
// order of time (Story), and why a unit was not told in time, over many (Why).
// It has no sentences: what happened, and why, are kinds with arguments.
package trace
