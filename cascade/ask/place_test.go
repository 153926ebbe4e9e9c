package ask

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// noticed is the design's example, played so often.
const noticed = "name: noticed\n" + placedRelay + "trials: %d\n"

func placed(t *testing.T, text string, budget int64, o Options) report.PlaceAnswer {
	t.Helper()
	s, err := scenario.Parse("x.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := placeMeasure(s, Place{Budget: budget, Of: ""})
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.place(t.Context(), s, 0, budget, m)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// bestOfSix is how many people the best for a budget of 6 reaches in the design's example.
const bestOfSix = 228.035681

// What each budget reaches is what trying all sets finds, by hand; the best for 6 is to
// train district A and blocks A1, A2 and B1.
func TestPlaceByHand(t *testing.T) {
	effort.NotShort(t, "computes some hundred answers")
	want := []float64{101.256071, 133.255732, 151.922201, 167.160135, 180.874275, 201.978814, bestOfSix}
	a := placed(t, fmt.Sprintf(noticed, 100), 6, Options{})
	if a.Method != "computed" || len(a.Curve) != 7 {
		t.Fatalf("%+v", a)
	}
	for k, x := range a.Curve {
		if math.Abs(x.Value*a.Total-want[k]) > 2e-3 || x.Budget != int64(k) {
			t.Errorf("for %d: %v people, want %v", x.Budget, x.Value*a.Total, want[k])
		}
	}
	var done []string
	for _, r := range a.Rows {
		done = append(done, r.Action+" "+r.Path)
	}
	if got := strings.Join(done, ", "); got != "trained-district S/A, trained S/A/A1, trained S/A/A2, trained S/B/B1" {
		t.Errorf("chosen: %s", got)
	}
	if a.Bound*a.Total < want[6]-1e-6 || a.Bound*a.Total > want[6]+0.01 || math.Abs(a.Nothing*a.Total-want[0]) > 2e-3 {
		t.Errorf("bound %v, nothing %v", a.Bound*a.Total, a.Nothing*a.Total)
	}
}

// randomPlace is a scenario with small figures and round costs, for which every set of
// what can be done can be worked out.
type randomPlace struct {
	tiers  []string
	people map[string]int
	passes map[string]float64 // of each unit
	units  [][]string
	costs  []int
}

func newRandomPlace(g *rand.Rand) *randomPlace {
	r := &randomPlace{tiers: []string{"state", "district", "block"}, people: map[string]int{}, passes: map[string]float64{"S": 1}, units: [][]string{{"S"}, {"A", "B"}, nil}}
	for _, d := range r.units[1] {
		r.passes[d] = float64(1+g.IntN(9)) / 10
		for k := range 1 + g.IntN(2) {
			b := fmt.Sprint(d, k+1)
			r.units[2] = append(r.units[2], b)
			r.people[b], r.passes[b] = []int{0, 1, 10, 50, 100000}[g.IntN(5)], float64(g.IntN(10))/10
		}
	}
	for range 3 {
		r.costs = append(r.costs, g.IntN(4))
	}
	return r
}

// text is the scenario.
func (r *randomPlace) text() string {
	var b strings.Builder
	b.WriteString("name: r\nnetwork:\n  tiers: [state, district, block]\n  tree:\n    S:\n")
	for _, d := range r.units[1] {
		fmt.Fprintf(&b, "      %s: {", d)
		for _, u := range r.units[2] {
			if strings.HasPrefix(u, d) {
				fmt.Fprintf(&b, "%s: %d, ", u, r.people[u])
			}
		}
		b.WriteString("}\n")
	}
	b.WriteString("channels: {c: {}}\nrelays:\n")
	for k, tier := range r.tiers[1:] {
		fmt.Fprintf(&b, "  %s: {units: {", tier)
		for _, u := range r.units[k+1] {
			fmt.Fprintf(&b, "%s: {passes_on: %v}, ", u, r.passes[u])
		}
		b.WriteString("}}\n")
	}
	fmt.Fprintf(&b, `public: {hears: {all: {broadcast: {share: 0.5, over: c}}}}
actions:
  trained: {for: district, cost: %d, set: {passes_on: 0.95}}
  more: {for: block, cost: %d, people: +1, at_most: 2}
  retrained: {for: block, cost: %d, set: {passes_on: 0.95}}
questions: {horizon: 4h, at: [4h]}
`, r.costs[0], r.costs[1], r.costs[2])
	return b.String()
}

// every calls f with every set of what can be done.
func (r *randomPlace) every(f func(cost int, more map[string]int, trained map[string]bool)) {
	more, trained := map[string]int{}, map[string]bool{}
	var try func(k, cost int)
	all := append(append([]string(nil), r.units[1]...), r.units[2]...)
	try = func(k, cost int) {
		if k == len(all) {
			f(cost, more, trained)
			return
		}
		u := all[k]
		train, most := r.costs[2], 2
		if len(u) == 1 {
			train, most = r.costs[0], 0
		}
		for _, yes := range []bool{false, true} {
			for n := range most + 1 {
				trained[u], more[u] = yes, n
				c := cost + n*r.costs[1]
				if yes {
					c += train
				}
				try(k+1, c)
			}
		}
		trained[u], more[u] = false, 0
	}
	try(0, 0)
}

// reached is the share of people that hears, in closed form: some person of the district
// office and some of the block office pass the message on, and half of all are in the
// audience.
func (r *randomPlace) reached(more map[string]int, trained map[string]bool) float64 {
	passes := func(u string) float64 {
		p := r.passes[u]
		if trained[u] {
			p = 0.95
		}
		return 1 - math.Pow(1-p, float64(1+more[u]))
	}
	sum, all := 0.0, 0
	for _, b := range r.units[2] {
		sum += 0.5 * passes(b[:1]) * passes(b) * float64(r.people[b])
		all += r.people[b]
	}
	return sum / float64(all)
}

// The best is that of all sets, each worked out in closed form; the bound is not below it.
func TestPlaceIsBruteForce(t *testing.T) {
	for seed := range effort.Of[uint64](2, 10, 25) {
		g := rand.New(rand.NewPCG(seed, 9))
		r := newRandomPlace(g)
		if r.people[r.units[2][0]] == 0 {
			r.people[r.units[2][0]] = 7
		}
		budget := g.IntN(8)
		best := math.Inf(-1)
		r.every(func(cost int, more map[string]int, trained map[string]bool) {
			if cost > budget {
				return
			}
			best = max(best, r.reached(more, trained))
		})
		a := placed(t, r.text(), int64(budget), Options{})
		if math.Abs(a.Reach.Value-best) > 1e-9 || a.Bound < best-1e-12 {
			t.Errorf("seed %d, budget %d: %+v reaches %v of at most %v, all sets at most %v\n%s", seed, budget, a.Rows, a.Reach, a.Bound, best, r.text())
		}
	}
}

const crowded = `name: crowded
network: {tiers: [state, block, village], fan_out: {state: 1, block: 3, village: 2}}
hours: {day: {days: all, from: "08:00", to: "20:00"}}
timezone: Asia/Kolkata
start: 2024-11-04 09:00
channels: {phone: {delivers: 0.7, calls: {each: {exponential: {mean: 20m}}, order: random}, retry: {every: 1h, times: 1}}}
relays:
  block: {people: 1, passes_on: 0.6, units: {state 1 2: {passes_on: 0.3}}}
  village: {passes_on: 0.7, hours: day}
public:
  population: 400
  hears: {doors: {visits: {from: village, workers: 1, each: 6/h}}, lanes: {talk: {rate: 0.5/d}}, radio: {broadcast: {from: state, share: 0.1}}}
actions:
  trained: {for: block, cost: 2, set: {passes_on: 0.95}}
  visitors: {for: village, cost: 1, workers: +1, at_most: 2}
  loud: {cost: 3, set: {public.hears.radio.broadcast.share: 0.2}}
%squestions: {horizon: 48h, at: [24h], goals: [{tier: %s, share: 0.5, by: 24h}]}
trials: %d
`

// What is reached in plays of a set as a whole is, play by play, what its units add up to
// along their paths, of people, homes and units.
func TestPlaceAlongPathsIsTheWhole(t *testing.T) {
	for _, tier := range []string{"public", "households", "village"} {
		s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, crowded, "", tier, 30), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		m, err := placeMeasure(s, Place{})
		if err != nil {
			t.Fatal(err)
		}
		p := &placer{Options: Options{}, scenario: s, budget: 100, measure: m, levels: levelsOf(s)}
		if err := p.openBaselines(); err != nil {
			t.Fatal(err)
		}
		g := rand.New(rand.NewPCG(5, 5))
		for range effort.Of(2, 6, 6) {
			w := p.baselines[g.IntN(len(p.baselines))]
			choice := make([]int, s.Network.Len())
			for u, l := range w.menu.Level {
				if l >= 0 {
					choice[u] = g.IntN(len(w.menu.Costs[l]))
				}
			}
			whole := make([]float64, 20)
			if err := newSearch(p, w, 20).play(choice, 7, whole); err != nil {
				t.Fatal(err)
			}
			along, err := study.PlayUnits{Sampling: Options{}.sampling(20), Measure: m, Sets: 1, First: 7, Of: w.menu.Paths(choice)}.Run(t.Context(), w.problems)
			if err != nil {
				t.Fatal(err)
			}
			for k := range whole {
				if math.Abs(whole[k]-along.Totals[k]) > 1e-6*w.total {
					t.Fatalf("%s, play %d, %v: %v as a whole, %v along paths", tier, k, choice, whole[k], along.Totals[k])
				}
			}
		}
	}
}

// The answer does not depend on how many workers there are.
func TestPlaceWorkers(t *testing.T) {
	menus := []string{"", "  linked: {for: village, cost: 1, link: {among: village}}\n"}
	for _, more := range effort.Of(menus[:1], menus, menus) {
		var first []byte
		for _, workers := range effort.Of([]int{1, 7}, []int{1, 2, 7}, []int{1, 2, 3, 7}) {
			s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, crowded, more, "public", effort.Of(4, 12, 12)), nil, scenario.Options{})
			if err != nil {
				t.Fatal(err)
			}
			docs, err := Options{Workers: workers}.Place(t.Context(), s, Place{Budget: 5})
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := report.Write(&out, report.JSON, report.Style{}, docs...); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = out.Bytes()
			} else if !bytes.Equal(first, out.Bytes()) {
				t.Errorf("%d workers: %s\n1: %s", workers, out.Bytes(), first)
			}
		}
	}
}

// Two offices in a row that pass on one time in ten lie before 1,000 people; two more
// actions add 200 each. Where villages may be linked, so that sets are played, the two in
// a row are still found.
func TestPlaceOfSetsInARow(t *testing.T) {
	const row = `name: row
network: {tiers: [top, office, last], tree: {T: {A: {A1: 1000}, B: {B1: 250}, C: {C1: 250}}}}
channels: {c: {}}
relays: {office: {units: {A: {passes_on: 0.1}, B: {passes_on: 0.2}, C: {passes_on: 0.2}}}, last: {units: {A1: {passes_on: 0.1}}}}
public: {hears: {all: {broadcast: {share: 1}}}}
actions:
  trained: {for: office, cost: 1, set: {passes_on: 1}}
  last: {for: last, cost: 1, set: {passes_on: 1}}
  linked: {for: last, cost: 9, link: {among: last}}
questions: {horizon: 4h, at: [4h]}
trials: 400
`
	a := placed(t, row, 2, Options{})
	if a.Method != "sets" || len(a.Rows) != 2 || a.Rows[0].Path != "T/A" || a.Rows[1].Path != "T/A/A1" {
		t.Errorf("%+v", a.Rows)
	}
	if math.IsNaN(a.Bound) || a.Bound < a.Reach.Value {
		t.Errorf("bound %v of %v", a.Bound, a.Reach)
	}
}

// Of many seeds, bounds of what is reached hold what more plays reach, and no set exceeds
// the bound from above. HARKARA_PROBLEMS says of how many.
func TestPlaceBoundsHold(t *testing.T) {
	effort.NotShort(t, "plays a whole search for each seed")
	seeds := effort.Of(0, 4, 12)
	if n := os.Getenv("HARKARA_PROBLEMS"); n != "" {
		fmt.Sscan(n, &seeds)
	}
	held, above := 0, 0
	for seed := range seeds {
		a := placed(t, fmt.Sprintf(noticed, 100)+fmt.Sprintf("seed: %d\n", seed), 6, Options{Play: true})
		value := trueValue(t, a)
		if a.Reach.Low <= value && value <= a.Reach.High {
			held++
		}
		if a.Bound*a.Total >= bestOfSix-2e-3 {
			above++
		}
	}
	t.Logf("of %d: reach is held in %d, the best in %d", seeds, held, above)
	n := float64(seeds)
	if float64(held) < 0.95*n-3.5*math.Sqrt(n*0.95*0.05) || float64(above) < 0.95*n-3.5*math.Sqrt(n*0.95*0.05) {
		t.Errorf("of %d: reach is held in %d, the best in %d", seeds, held, above)
	}
}

// trueValue is what a set of the design's example reaches, computed with the changes of
// single units.
func trueValue(t *testing.T, a report.PlaceAnswer) float64 {
	t.Helper()
	var set []string
	for _, r := range a.Rows {
		tier, key := "block", ".passes_on=0.9"
		switch r.Action {
		case "trained-district":
			tier, key = "district", ".passes_on=0.95"
		case "sooner":
			key = ".notices={exponential: {mean: 30m}}"
		}
		set = append(set, "relays."+tier+".units."+r.Path[strings.LastIndexByte(r.Path, '/')+1:]+key)
	}
	s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, noticed, 10), nil, scenario.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	r, err := exact.Solver{}.Solve(t.Context(), Problems(s)[0])
	if err != nil {
		t.Fatal(err)
	}
	return (study.Measure{Tier: model.PublicTier, At: 4 * model.Hour}).In(r).Value
}

// Where nothing can be bought there is no table of what is done.
func TestPlaceOfNothing(t *testing.T) {
	s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, reachesAlong, "", "", "", ""), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	docs, err := Options{}.Place(t.Context(), s, Place{})
	if err != nil || len(docs) != 1 || len(docs[0].Tables) != 1 || len(docs[0].Tables[0].Rows) != 1 {
		t.Errorf("%v: %+v", err, docs)
	}
}

// endsAfter is a context that ends when it was asked so often.
type endsAfter struct {
	context.Context
	left atomic.Int64
}

func (c *endsAfter) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// An interrupt at any time is told as one, or leaves the best so far.
func TestPlaceInterrupted(t *testing.T) {
	all := []int64{0, 1, 10, 45, 300, 3000}
	for _, more := range []string{"", "  linked: {for: village, cost: 1, link: {among: village}}\n"} {
		s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, crowded, more, "public", 40), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, asked := range effort.Of(all[2:4], all, all) {
			ctx := &endsAfter{Context: t.Context()}
			ctx.left.Store(asked)
			docs, err := Options{Workers: 1}.Place(ctx, s, Place{Budget: 3})
			if err == nil && len(docs) != 1 || err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("asked %d times: %d documents, %v", asked, len(docs), err)
			}
		}
	}
}

// Tables that would not fit the memory are refused before anything is played.
func TestPlaceMemory(t *testing.T) {
	s, err := scenario.Parse("x.yaml", fmt.Appendf(nil, crowded, "", "public", 40), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (Options{Memory: 1000}).Place(t.Context(), s, Place{Budget: 3}); !errors.As(err, new(*MemoryError)) {
		t.Errorf("got %v", err)
	}
}
