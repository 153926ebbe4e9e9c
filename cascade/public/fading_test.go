package public

import "testing"

// Who was told was told in a talk in which somebody tells somebody who does not know,
// also where rounding has the number lie at the sum of all rates.
func TestPickIsATalkThatGoesOn(t *testing.T) {
	talk := func(rate float64, tell, unaware int) talkers {
		return talkers{talker: &talker{rate: rate}, tell: tell, unaware: make([]int32, unaware)}
	}
	groups := []talkers{talk(1, 1, 2), talk(2, 1, 2), talk(1, 0, 2), talk(1, 1, 0)} // rates 1, 2, 0 and 0 of 2 people
	for x, want := range map[float64]int{0: 0, 0.99: 0, 1: 1, 2.99: 1, 3: 1, 3.01: 1} {
		if got := pick(groups, 2, x); got != want {
			t.Errorf("at %v: talk %d, want %d", x, got, want)
		}
	}
}

// One who is left and hears for sure does, and nobody of none.
func TestTheLastOfALeapHears(t *testing.T) {
	g := &leap{people: 10}
	if one, none := g.drawn(1, 0, 0), g.drawn(0, 0, 0); one != 1 || none != 0 {
		t.Errorf("of one %v hear, of none %v", one, none)
	}
}
