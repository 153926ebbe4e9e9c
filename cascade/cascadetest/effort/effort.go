// Package effort says how much work a test does. There are three levels:
//
//	go test -short ./...                     closed forms, contracts, goldens: seconds
//	go test ./...                            every property, each over some seeds: some minutes
//	HARKARA_THOROUGH=1 go test ./...         hunts over many seeds, coverage of bounds, soaks: minutes
//
// .ci/run asks for the second and the third. It imports nothing of ours, so that
// the tests inside every package can ask it.
package effort

import (
	"os"
	"testing"
)

// variable is what asks for the thorough level; any value but nothing does.
const variable = "HARKARA_THOROUGH"

// Thorough tells whether every test is to do all that it can. It is false under
// go test -short.
func Thorough() bool { return !testing.Short() && os.Getenv(variable) != "" }

// Of is how much to do: how many seeds, plays or cases at each level.
func Of[T any](short, usual, thorough T) T {
	switch {
	case testing.Short():
		return short
	case Thorough():
		return thorough
	}
	return usual
}

// NotShort skips a test under go test -short, with the reason why it is not quick.
func NotShort(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skipf("not with -short: %s", why)
	}
}

// OnlyThorough skips a test at any but the thorough level, with the reason why it
// takes long.
func OnlyThorough(t testing.TB, why string) {
	t.Helper()
	if !Thorough() {
		t.Skipf("only with %s=1: %s", variable, why)
	}
}
