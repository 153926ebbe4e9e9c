package public

import (
	"math"
	"testing"
)

// People of whom each lives alone are as many homes: as many are expected to know, and
// their number varies as much, where talk makes them more alike and where less. Three
// units that are alike count three times what one does, also where homes are larger.
func TestCountOfThoseAloneAndOfUnits(t *testing.T) {
	for _, c := range []struct {
		size, people, homes int64
	}{{1, 60, 60}, {3, 60, 20}, {1, 1, 1}} {
		crowd := &Crowd{people: []int64{c.people}, homes: []int64{c.homes}, classes: []int64{c.size}}
		for _, s := range []state{
			{u: 1, z: 0.25, d: 0.5, delta: 1.5}, {u: 0.5, z: 0.75, d: 0.125, delta: -0.25}, {u: 1, z: 0.999, d: 0.01, delta: 0},
		} {
			one := crowd.everybody(0)
			three := one
			three.people, three.units = 3*one.people, 3
			three.homes[0] = 3 * one.homes[0]
			var people, homes, allPeople, allHomes moments
			crowd.count(&people, &homes, &one, &s)
			crowd.count(&allPeople, &allHomes, &three, &s)
			if c.size == 1 && !(near(people.mean, homes.mean) && near(people.vari, homes.vari)) {
				t.Errorf("%+v of %d alone: people %+v, homes %+v", s, c.people, people, homes)
			}
			if !near(allHomes.mean, 3*homes.mean) || !near(allHomes.vari, 3*homes.vari) || !near(allPeople.mean, 3*people.mean) || !near(allPeople.vari, 3*people.vari) {
				t.Errorf("%+v, homes of %d: one unit %+v %+v, three %+v %+v", s, c.size, people, homes, allPeople, allHomes)
			}
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b), 1) }
