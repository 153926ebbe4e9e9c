package random_test

import (
	"math/rand/v2"
	"testing"

	"harkara/cascade/random"
	"harkara/model"
)

// Contacts that succeed are those whose draw is not Never, in their order, with the
// numbers of their draws: at chances of 0, 1 in 1000, some and 1.
func TestHitsAreDraws(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 1))
	for _, p := range []float64{0, 0.001, 0.3, 1} {
		table := random.NewTable(p, model.Fixed(3600))
		var hits [random.Batch]random.Hit
		for n := range random.Batch + 1 {
			contacts := make([]random.Contact, n)
			var want []random.Hit
			add := g.Uint64()
			for i := range contacts {
				key := random.Key(g.Uint64())
				contacts[i] = random.NewContact(key, model.Unit(i))
				if contacts[i].Key() != key {
					t.Fatalf("key %x came back as %x", key, contacts[i].Key())
				}
				if u := random.Mix(uint64(key) + add); table.Draw(u) < model.Never {
					want = append(want, random.Hit{Number: u, To: model.Unit(i)})
				}
			}
			// At a chance of 0 a number may be a hit whose draw is Never all the same.
			got := hits[:table.Hits(&hits, contacts, add)]
			k := 0
			for _, h := range got {
				if table.Draw(h.Number) == model.Never {
					continue
				}
				if k == len(want) || h != want[k] {
					t.Fatalf("chance %v, %d contacts: hit %v is not of a draw", p, n, h)
				}
				k++
			}
			if k != len(want) || len(got) > k+1 {
				t.Fatalf("chance %v, %d contacts: %d hits of %d", p, n, k, len(want))
			}
		}
	}
}
