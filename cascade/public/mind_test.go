package public

import (
	"math"
	"strconv"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/model"
	"harkara/model/scenario"
)

// mindProblem is one unit of people, whose unit has every message when it is sent.
func mindProblem(t *testing.T, text string, at ...model.Tick) (cascade.Problem, *Work, *cascade.Outcome) {
	t.Helper()
	s, err := scenario.Parse("x.yaml", []byte("name: x\nnetwork: {tiers: [a], fan_out: [1]}\n"+text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{Network: s.Network, Messages: s.Messages, Question: s.Question, Seed: 7}
	c, err := New(p, at, Auto)
	if err != nil {
		t.Fatal(err)
	}
	out := &cascade.Outcome{Start: []model.Tick{s.Messages[0].At}, Together: &cascade.Together{}}
	for _, m := range s.Messages {
		out.Together.Messages = append(out.Together.Messages, cascade.MessagePlay{Start: []model.Tick{m.At}})
	}
	return p, c.Fork(), out
}

// A meanOf is a mean of what was counted in plays, with their standard errors.
type meanOf struct{ sum, square, n float64 }

func (s *meanOf) add(x float64) { s.sum += x; s.square += x * x; s.n++ }

func (s *meanOf) meets(t *testing.T, what string, want float64) {
	t.Helper()
	mean := s.sum / s.n
	se := math.Sqrt(max(s.square/s.n-mean*mean, 0) / s.n)
	if z := (mean - want) / max(se, 1e-9); math.Abs(z) > 4.4 {
		t.Errorf("%s: %.6f, want %.6f (z %.1f)", what, mean, want, z)
	}
}

func plays(short int) uint64 {
	return uint64(short * effort.Of(1, 2, 4))
}

const hour = model.Hour

// Word of mouth from one of N people: the n-th to know has it right with chance
// Π_{k<n} (k−ε)/k, and through H_{n−1} hands.
func TestTalkGarbles(t *testing.T) {
	for _, c := range []struct {
		variants   string
		n          int
		chance     float64
		end, hands float64
	}{
		{"", 50, 0.1, 0.702496, 3.499205}, {", variants: 2", 50, 0.1, 0.745106, 3.499205}, {"", 1, 0.1, 1, 0}, {", variants: 3", 2, 0.5, 0.75, 0.5},
	} {
		var right, hands meanOf
		_, w, out := mindProblem(t, "public: {population: "+itoa(c.n)+", household: 1, hears: {lanes: {talk: {rate: 4/h, garbles: "+ftoa(c.chance)+c.variants+"}}, start: {tell: {people: 1}}}}", 60*hour)
		for trial := range plays(2000) {
			w.Play(trial, out)
			x := w.HeldAt(60 * hour)
			if x.Holders != int64(c.n) {
				t.Fatalf("%d of %d know", x.Holders, c.n)
			}
			right.add(float64(x.Right) / float64(x.Holders))
			hands.add(float64(x.Hands) / float64(x.Holders))
		}
		right.meets(t, "right"+c.variants, c.end)
		hands.meets(t, "hands", c.hands)
	}
}

// Two messages of which a person believes one, by word of mouth alone from i and j of N:
// in the end i + BetaBinomial(N−i−j; i, j), at every N.
func TestTwoExclusiveMessages(t *testing.T) {
	var share, square, half meanOf
	_, w, out := mindProblem(t, `
public: {population: 40, household: 1, hears: {lanes: {talk: {rate: 4/h}}, a: {tell: {people: 2}, carries: one}, b: {tell: {people: 1}, carries: two}}}
messages: [{name: one}, {name: two, contradicts: one}]`, 60*hour)
	for trial := range plays(2000) {
		w.Play(trial, out)
		x := w.HeldAt(60 * hour)
		if x.Right+x.Wrong != 40 || x.Right != x.Holders {
			t.Fatalf("%+v", x)
		}
		s := float64(x.Right) / 40
		share.add(s)
		square.add((s - 0.666667) * (s - 0.666667))
		yes := 0.0
		if s >= 0.5 {
			yes = 1
		}
		half.add(yes)
	}
	share.meets(t, "share", 0.666667)
	square.meets(t, "variance", 0.226691*0.226691)
	half.meets(t, "at least half", 0.769231)
}

// A rumour and the truth that corrects it: the chain of both by 8 h.
func TestTruthCorrectsRumour(t *testing.T) {
	_, w, out := mindProblem(t, `
public: {population: 20, household: 1, corrects: 0.4, hears: {lanes: {talk: {rate: 0.5/h}}, a: {tell: {people: 1}, carries: truth}, b: {tell: {people: 2}, carries: rumour}}}
messages: [{name: truth}, {name: rumour, contradicts: truth}]`, 8*hour)
	var truth, rumour meanOf
	for trial := range plays(4000) {
		w.Play(trial, out)
		x := w.HeldAt(8 * hour)
		truth.add(float64(x.Right) / 20)
		rumour.add(float64(x.Wrong) / 20)
	}
	truth.meets(t, "truth", 0.429905)
	rumour.meets(t, "rumour", 0.440830)
}

// Two broadcasts to all: the rumour at once, the appeal later, and it corrects.
func TestTwoBroadcasts(t *testing.T) {
	for _, c := range []struct {
		corrects   string
		early, end float64
	}{{"0", -1, 1 - 0.898499}, {"0.5", 0.541348, 0.550751}} {
		_, w, out := mindProblem(t, `
channels: {slow: {delay: {exponential: {mean: 3h}}}, quick: {delay: {exponential: {mean: 1h}}}}
public: {population: 30, household: 1, corrects: `+c.corrects+`, hears: {a: {broadcast: {over: quick, share: 1}, carries: appeal}, b: {broadcast: {over: slow, share: 1}, carries: rumour}}}
messages: [{name: appeal, at: 6h}, {name: rumour, contradicts: appeal}]
questions: {horizon: 72h}`, 10*hour, 72*hour)
		var early, end meanOf
		for trial := range plays(1000) {
			w.Play(trial, out)
			early.add(float64(w.HeldAt(10*hour).Right) / 30)
			end.add(float64(w.HeldAt(72*hour).Right) / 30)
		}
		if c.early >= 0 {
			early.meets(t, "appeal by 10 h", c.early)
		}
		end.meets(t, "appeal", c.end)
	}
}

// Tellers who stop when they meet one who knows: a part of the people never hears.
func TestTellersStop(t *testing.T) {
	for _, c := range []struct {
		stops, tell, never string
		want               float64
	}{{"1", "1", "", 0.230296}, {"0.5", "2", "", 0.064773}} {
		_, w, out := mindProblem(t, "public: {population: 50, household: 1, hears: {lanes: {talk: {rate: 4/h, stops: "+c.stops+"}}, start: {tell: {people: "+c.tell+"}}}}", 72*hour)
		var never meanOf
		for trial := range plays(2000) {
			w.Play(trial, out)
			never.add(1 - float64(w.HeldAt(72*hour).Holders)/50)
		}
		never.meets(t, "never heard, stops "+c.stops, c.want)
	}
}

// Of M messages of a day, each in reach with chance s, people take in m at most.
func TestAttends(t *testing.T) {
	for most, want := range map[string]float64{"1": 0.184448, "2": 0.317056} {
		text := "public: {population: 40, household: 1, attends: {at_most: " + most + ", per: 1d}, hears: {g: {broadcast: {share: 0.4}}}}\nmessages:\n"
		for k := range 5 {
			text += "  - {name: m" + itoa(k) + ", at: " + itoa(k) + "h}\n"
		}
		total := meanOf{}
		sums := map[uint64]float64{}
		for about := range 5 {
			p, _, out := mindProblem(t, text, 72*hour)
			p.About = about
			c, err := New(p, []model.Tick{72 * hour}, Auto)
			if err != nil {
				t.Fatal(err)
			}
			w := c.Fork()
			for trial := range plays(250) {
				w.Play(trial, out)
				sums[trial] += float64(w.HeldAt(72*hour).Holders) / 40 / 5
			}
		}
		for _, s := range sums {
			total.add(s)
		}
		total.meets(t, "attends "+most, want)
	}
}

// A teller's copy is passed on over channels with chances of their own.
func TestInkPasses(t *testing.T) {
	for _, c := range []struct {
		variants int
		chance   float64
	}{{0, 0.3}, {2, 0.3}, {5, 0.3}} {
		x := ink{c.chance, c.variants}
		const n = 100_000
		right, wrong := 0, 0
		for k := range n {
			v := (float64(k) + 0.5) / n
			if x.pass(0, v) == 0 {
				right++
			}
			if x.pass(1, v) == 0 {
				wrong++
			}
		}
		want := 0.0
		if c.variants > 0 {
			want = c.chance / float64(c.variants-1)
		}
		if math.Abs(float64(right)/n-(1-c.chance)) > 1e-4 || math.Abs(float64(wrong)/n-want) > 1e-4 {
			t.Errorf("%+v: %d right of right, %d right of wrong", x, right, wrong)
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func ftoa(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
