package ask

import (
	"fmt"
	"math"

	"harkara/cascade/report"
)

// placedRelay is a state, two districts and six blocks that notice after exponential
// times, with what could be done for money.
const placedRelay = `network:
  tiers: [state, district, block]
  tree: {S: {A: {A1: 100, A2: 60, A3: 80}, B: {B1: 120, B2: 50, B3: 70}}}
channels: {c: {}}
relays:
  state: {notices: {exponential: {mean: 1h}}}
  district: {notices: {exponential: {mean: 1h}}, units: {A: {passes_on: 0.5}, B: {passes_on: 0.7}}}
  block: {notices: {exponential: {mean: 1h}}, units: {A1: {passes_on: 0.5}, A2: {passes_on: 0.3}, A3: {passes_on: 0.6}, B1: {passes_on: 0.4}, B2: {passes_on: 0.2}, B3: {passes_on: 0.7}}}
public: {hears: {all: {broadcast: {share: 1}}}}
actions:
  trained-district: {for: district, cost: 3, set: {passes_on: 0.95}}
  trained: {for: block, cost: 1, set: {passes_on: 0.9}}
  sooner: {for: block, cost: 2, set: {notices: {exponential: {mean: 30m}}}}
questions: {horizon: 4h, at: [4h]}
`

// placedRow is two offices in a row before 1,000 people, and two beside them.
const placedRow = `network: {tiers: [top, office, last], tree: {T: {A: {A1: 1000}, B: {B1: 250}, C: {C1: 250}}}}
channels: {c: {}}
relays: {office: {units: {A: {passes_on: 0.1}, B: {passes_on: 0.2}, C: {passes_on: 0.2}}}, last: {units: {A1: {passes_on: 0.1}}}}
public: {hears: {all: {broadcast: {share: 1}}}}
actions:
  trained: {for: office, cost: 1, set: {passes_on: 1}}
  last: {for: last, cost: 1, set: {passes_on: 1}}
questions: {horizon: 4h, at: [4h]}
`

// place: the best of all sets, worked out one by one, by money; two offices in a row.
func (x *lawStudy) place() error {
	a, err := x.placed(placedRelay, 6)
	if err != nil {
		return err
	}
	for money, want := range bestByMoney(6) {
		x.exact(fmt.Sprintf("people reached for %d", money), want, a.Curve[money].Value*a.Total, 2e-3)
	}
	x.exact("no set reaches more than", bestByMoney(6)[6], a.Bound*a.Total, 2e-3)
	row, err := x.placed(placedRow, 2)
	if err != nil {
		return err
	}
	x.exact("two in a row, people reached", 1100, row.Reach.Value*row.Total, 1e-6)
	return nil
}

func (x *lawStudy) placed(text string, budget int64) (report.PlaceAnswer, error) {
	s, err := x.read(1000, text)
	if err != nil {
		return report.PlaceAnswer{}, err
	}
	m, err := placeMeasure(s, Place{Of: "public@4h"})
	if err != nil {
		return report.PlaceAnswer{}, err
	}
	return x.Options.place(x.ctx, s, 0, budget, m)
}

// bestByMoney is how many people of placedRelay are reached at best, by the money there
// is: with all sets of actions tried. A block starts by t where three waits, of one hour
// each, or the last of half an hour, are over.
func bestByMoney(most int) []float64 {
	const t = 4.0
	started := [2]float64{1 - math.Exp(-t)*(1+t+t*t/2), 1 - math.Exp(-2*t) - 2*t*math.Exp(-t)}
	people := [2][3]float64{{100, 60, 80}, {120, 50, 70}}
	passes := [2][3]float64{{0.5, 0.3, 0.6}, {0.4, 0.2, 0.7}}
	out := make([]float64, most+1)
	for set := range 4 * 4096 { // two bits for districts, two for each of six blocks
		cost, sum := 0, 0.0
		for d := range 2 {
			above := [2]float64{0.5, 0.7}[d]
			if set>>d&1 == 1 {
				above, cost = 0.95, cost+3
			}
			for b := range 3 {
				p, done := passes[d][b], set>>(2+2*(3*d+b))
				if done&1 == 1 {
					p, cost = 0.9, cost+1
				}
				cost += done & 2
				sum += people[d][b] * above * p * started[done>>1&1]
			}
		}
		for money := cost; money <= most; money++ {
			out[money] = max(out[money], sum)
		}
	}
	return out
}
