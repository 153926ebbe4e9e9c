package engine_test

import (
	"os"
	"strconv"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/cascadetest/reference"
	"harkara/cascade/engine"
	"harkara/model"
)

// problemsToPlay is how many random problems the twins play: a few with -short,
// more without, and as many as HARKARA_PROBLEMS says.
func problemsToPlay(t *testing.T) uint64 {
	if s := os.Getenv("HARKARA_PROBLEMS"); s != "" {
		n, err := strconv.ParseUint(s, 10, 32)
		if err != nil {
			t.Fatalf("HARKARA_PROBLEMS is %q, not a number", s)
		}
		return n
	}
	return effort.Of[uint64](24, 100, 250)
}

// fewer is n at the thorough level, a part of it at the others.
func fewer(n uint64) uint64 { return n / effort.Of[uint64](6, 2, 1) }

// Both engines and the reference implementation, which shares only the addresses of
// random numbers, agree on every unit of every trial: on problems of all kinds,
// half of them with round times, so that what may happen at one tick does.
func TestTwin(t *testing.T) {
	arrivals, same := 0, 0
	ways := map[cascade.WayKind]int{}
	seeds := []uint64{325} // in which one bypass may be led to twice, which is rare
	for seed := range problemsToPlay(t) {
		seeds = append(seeds, seed)
	}
	for _, seed := range seeds {
		f := cascadetest.Everything()
		f.Circles, f.Round, f.Organisations, f.Public = seed%3 == 0, seed%2 == 0, seed%5 == 0, seed%4 == 0
		f.People, f.Skips = f.Public, seed%7 < 3
		if seed%8 == 4 { // what is played the quick way
			f = cascadetest.Features{Public: true, People: true, Alike: seed%16 == 4}
		}
		f.Circumstances = seed%6 == 1
		p := cascadetest.Problem(t, 1000+seed, f)
		names := []string{"auto", "event"}
		numbers := reference.NewByAddress(p)
		for trial := range uint64(4) {
			want := reference.Units(p, numbers.Trial(trial))
			for _, name := range names {
				e, _, err := engine.New(name, p)
				if err != nil {
					t.Fatal(err)
				}
				out := cascade.NewOutcome(p.Network.Len())
				e.Play(trial, out)
				agree(t, p, seed+1000, trial, e.Name(), out, want)
				out.By = make([]cascade.Told, p.Network.Len())
				e.Play(trial, out)
				agree(t, p, seed+1000, trial, e.Name(), out, want)
				for u, by := range want.FirstBy() {
					if out.By[u] != by {
						t.Fatalf("problem %d, trial %d, %s: unit %d was told by %+v, by the reference by %+v", seed+1000, trial, e.Name(), u, out.By[u], by)
					}
					if by.From != model.NoUnit {
						ways[by.Way]++
						if out.Arrival[by.From] == out.Arrival[u] {
							same++
						}
					}
				}
			}
			for _, a := range want.Arrival {
				if a < model.Never {
					arrivals++
				}
			}
		}
	}
	if len(ways) < 3 || uint64(same) < uint64(len(seeds))/12 {
		t.Errorf("ways %v, %d at once: the problems show too little", ways, same)
	}
	if uint64(arrivals) < 20*uint64(len(seeds)) {
		t.Errorf("only %d arrivals: the problems are too quiet to show anything", arrivals)
	}
}

// agree fails where an outcome differs from the reference. An engine may leave
// out when units start of whom nobody asks.
func agree(t *testing.T, p cascade.Problem, seed, trial uint64, name string, out *cascade.Outcome, want *reference.Play) {
	t.Helper()
	asked := map[model.Unit]bool{}
	n := p.Network
	if pub := n.Public(); pub != nil {
		for _, s := range pub.Hears {
			for _, u := range n.Served() {
				asked[u] = asked[u] || s.From < 0 && s.Kind != model.Talk
			}
			if s.From >= 0 && s.Kind != model.Talk {
				for u := n.InTier(s.From).Lo; u < n.InTier(s.From).Hi; u++ {
					asked[u] = true
				}
			}
		}
	}
	for u := range model.Unit(n.Len()) {
		if out.Arrival[u] != want.Arrival[u] {
			t.Fatalf("problem %d, trial %d, %s: unit %d has it at %d, by the reference at %d", seed, trial, name, u, out.Arrival[u], want.Arrival[u])
		}
		tells := len(n.Children(u))+len(n.LinksFrom(u)) > 0
		if (tells || asked[u]) && out.Start[u] != want.Start[u] {
			t.Fatalf("problem %d, trial %d, %s: unit %d starts at %d, by the reference at %d", seed, trial, name, u, out.Start[u], want.Start[u])
		}
	}
}
