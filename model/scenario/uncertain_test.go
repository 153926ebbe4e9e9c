package scenario

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

const guessed = `name: x
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: 0.5, delay: {exponential: {mean: 2h}}}}
relays: {a: {passes_on: 0.8, over: [phone]}}
uncertain:
`

func rangesOf(t *testing.T, text string) []Range {
	t.Helper()
	return parseGood(t, guessed+text).Uncertain
}

// Quantiles are those of the distributions that ranges stand for: uniform, PERT,
// Jeffreys' beta, and log-uniform for durations and rates.
func TestQuantilesOfRanges(t *testing.T) {
	r := rangesOf(t, `  relays.a.passes_on: {low: 0.6, likely: 0.8, high: 0.95}
  channels.phone.delivers: {low: 0.35, high: 0.85}
  channels.phone.delay.exponential.mean: {low: 10m, high: 3h}
`)
	at := func(k int, u float64) float64 {
		x, unit, ok := quantity(&node{kind: scalar, text: r[k].Value(u)})
		if !ok || (unit == secondsUnit) != (k == 2) {
			t.Fatalf("%s is %s", r[k].Path, r[k].Value(u))
		}
		return x
	}
	for _, c := range []struct {
		k       int
		u, want float64
	}{
		{0, 0.05, 0.680084}, {0, 0.95, 0.896479}, {0, 0, 0.6}, {0, 1, 0.95},
		{1, 0, 0.35}, {1, 0.5, 0.6}, {1, 1, 0.85},
		{2, 0.5, 60 * 42.426407}, {2, 0, 600}, {2, 1, 10800},
	} {
		if got := at(c.k, c.u); math.Abs(got-c.want) > 1e-6*math.Max(1, c.want) {
			t.Errorf("%s at %g: %g, want %g", r[c.k].Path, c.u, got, c.want)
		}
	}
	mean := 0.0
	const n = 10_000
	for i := range n {
		mean += at(2, (float64(i)+0.5)/n) / 60 / n
	}
	if math.Abs(mean-58.815964) > 1e-3 {
		t.Errorf("a mean log-uniform from 10 m to 3 h: %g min", mean)
	}
	survey := rangesOf(t, "  channels.phone.delivers: {data: {successes: 31, of: 98}}\n")[0]
	for u, want := range map[float64]float64{0.05: 0.243671, 0.95: 0.396890} {
		if got, _ := strconv.ParseFloat(survey.Value(u), 64); math.Abs(got-want) > 1e-6 {
			t.Errorf("31 of 98 at %g: %g, want %g", u, got, want)
		}
	}
	list := rangesOf(t, "  relays.a.passes_on: {values: [0.7, 80%, 1]}\n")[0]
	for u, want := range map[float64]string{0: "0.7", 0.3: "0.7", 0.34: "80%", 0.99: "1", 1: "1"} {
		if got := list.Value(u); got != want {
			t.Errorf("of three values at %g: %s, want %s", u, got, want)
		}
	}
}

// What a plan or --set decides is no longer unknown; what moves together says so.
func TestDecidedValuesAreCertain(t *testing.T) {
	f, err := Read("x.yaml", []byte(guessed+`  relays.a.passes_on: {low: 0.6, high: 0.95}
  channels.phone.delivers: {low: 0.35, high: 0.85}
  together: [[relays.a.passes_on, channels.phone.delivers]]
plans: {trained: {set: {relays.a.passes_on: 0.99}}}
`), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		o    Options
		want int
	}{{Options{}, 2}, {Options{Plan: "trained"}, 1}, {Options{Set: []string{"channels.phone={delivers: 1}"}}, 1}, {Options{Set: []string{"relays.a.over=[phone]"}}, 2}} {
		s, err := f.With(c.o)
		if err != nil || len(s.Uncertain) != c.want || len(s.Together) != 1 {
			t.Errorf("%+v: %d ranges, %v", c.o, len(s.Uncertain), err)
		}
	}
}

// What is wrong with a range is told, at its place, with both ends.
func TestWrongRanges(t *testing.T) {
	for text, want := range map[string]string{
		"  relays.a.passes_on: {low: 0.6, high: 1.2}\n":                  "uncertain.relays.a.passes_on: from 0.6 to 1.2: ",
		"  relays.a.passes_on: {low: 0.9, high: 0.6}\n":                  "low is not below high",
		"  relays.a.passes_on: {low: 0.85, high: 0.9}\n":                 "the value, 0.8, does not lie from low to high",
		"  relays.a.passes_on: {low: 85%, high: 90%}\n":                  "the value, 0.8, does not lie from low to high",
		"  relays.a.passes_on: {low: 0.6}\n":                             "low needs high beside it",
		"  relays.a.passes_on: {}\n":                                     "one of the three",
		"  relays.a.passes_on: {low: 0.6, high: 0.9, values: [1]}\n":     "one of the three",
		"  relays.a.passes_on: {low: 0.6, likely: 0.95, high: 0.9}\n":    "likely does not lie",
		"  relays.a.passes_on: {low: 0.6, high: 90%}\n":                  "not counted as low is",
		"  relays.a.passes_on: {low: some, high: 1}\n":                   "neither a number",
		"  relays.a.passes_on: {data: {successes: 3, of: 2}}\n":          "more than all",
		"  relays.a.passes_on: {values: []}\n":                           "at least one value",
		"  relays.b.passes_on: {low: 0.6, high: 0.9}\n":                  "there is no value at relays.b.passes_on",
		"  network.fan_out.b: {low: 5, high: 15}\n":                      "stands under",
		"  channels.phone.delay.exponential.mean: {low: 0s, high: 1h}\n": "low must be above 0",
		"  together: [[relays.a.passes_on, relays.b.passes_on]]\n":       "has no range of its own",
		"  relays.a.passes_on: {low: 0.6, high: 0.9, becuase: guess}\n":  "because",
	} {
		_, err := Parse("x.yaml", []byte(guessed+text), nil, Options{})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "x.yaml:") {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Between whole numbers lie values that are none.
func TestRangesOfWholeNumbers(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [a, b], fan_out: {a: 1, b: 10}}\nrelays: {a: {people: 2}}\nuncertain: {relays.a.people: "
	if _, err := Parse("x.yaml", []byte(text+"{low: 1, high: 4}}\n"), nil, Options{}); err == nil || !strings.Contains(err.Error(), "list the values instead") {
		t.Error(err)
	}
	s := parseGood(t, text+"{values: [1, 2, 4]}}\n")
	if got := s.Uncertain[0].Value(0.5); got != "2" {
		t.Errorf("in the middle of three: %s", got)
	}
}

// Rates may be counted by different times; the value in the file, too.
func TestRangesOfRates(t *testing.T) {
	const text = "name: x\nnetwork: {tiers: [a], tree: {A: {population: 1000}}}\npublic: {served_by: a, hears: {talk: {talk: {rate: 1.2/d}}}}\nuncertain: {public.hears.talk.talk.rate: {low: %s, high: %s}}\n"
	r := parseGood(t, strings.Replace(strings.Replace(text, "%s", "0.48/d", 1), "%s", "0.1/h", 1)).Uncertain[0]
	for u, want := range map[float64]float64{0: 0.48, 0.5: math.Sqrt(0.48 * 2.4), 1: 2.4} {
		if x, _ := strconv.ParseFloat(strings.TrimSuffix(r.Value(u), "/d"), 64); math.Abs(x-want) > 1e-6 {
			t.Errorf("at %g: %s, want %g/d", u, r.Value(u), want)
		}
	}
	if _, err := Parse("x.yaml", []byte(strings.Replace(strings.Replace(text, "%s", "0.1/h", 1), "%s", "5/d", 1)), nil, Options{}); err == nil || !strings.Contains(err.Error(), "does not lie from low to high") {
		t.Error(err)
	}
}

// Two ranges that are right one by one and clash together are refused with both named,
// also where a plan brings it about; values that move together do not clash.
func TestRangesThatClash(t *testing.T) {
	const text = `name: x
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: 0.5, delay: {lognormal: {median: 30m, p90: 2h}}}, post: {delivers: 0.2}}
relays: {a: {over: [phone]}}
uncertain:
  channels.post.delivers: {low: 0.1, high: 0.3}
  channels.phone.delay.lognormal.median: {low: 10m, high: 100m}
  channels.phone.delay.lognormal.p90: {low: 1h, high: 3h}
`
	_, err := Parse("x.yaml", []byte(text), nil, Options{})
	if err == nil || !strings.Contains(err.Error(), "x.yaml:8:3: uncertain.channels.phone.delay.lognormal.p90: clashes with that of channels.phone.delay.lognormal.median: with channels.phone.delay.lognormal.median=1h40m") {
		t.Error(err)
	}
	parseGood(t, text+"  together: [[channels.phone.delay.lognormal.median, channels.phone.delay.lognormal.p90]]\n")
	_, err = Parse("x.yaml", []byte(strings.Replace(text, "low: 1h, high: 3h", "low: 2h, high: 3h", 1)+"plans: {quick: {set: {channels.phone.delay.lognormal.p90: 1h}}}\n"), nil, Options{})
	if err == nil || !strings.Contains(err.Error(), "x.yaml:9:9: plan quick: ") {
		t.Error(err)
	}
}

// Ranges that are set are read as a whole; mistakes in ranges are told once, whatever
// circumstances there are, whose chances may have ranges.
func TestRangesThatAreSet(t *testing.T) {
	const text = guessed + `  relays.a.passes_on: {low: 0.6, high: 0.95}
  circumstances.storm.chance: {low: 0.05, high: 0.2}
circumstances: {storm: {chance: 0.1, set: {channels.phone.delivers: 0.1}}, flood: {chance: 0.1, set: {relays.a.passes_on: 0.1}}}
`
	f, err := Read("x.yaml", []byte(text), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for set, want := range map[string]string{
		"uncertain.relays.a.passes_on.high=1.5":                         "from 0.6 to 1.5",
		"uncertain.channels.phone.delivers={low: 0.6, high: 0.9}":       "the value, 0.5, does not lie",
		"uncertain.channels.phone.delivers={low: 0.4, high: 0.9}":       "",
		"uncertain.channels.phone.delivers={low: 0.4, high: 0.9, a: 1}": "unknown key",
	} {
		s, err := f.With(Options{Set: []string{set}})
		switch {
		case want == "" && (err != nil || len(s.Uncertain) != 3):
			t.Errorf("%s: %v", set, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", set, err, want)
		}
	}
	_, err = Parse("x.yaml", []byte(strings.Replace(text, "low: 0.6", "low: 0.96", 1)), nil, Options{})
	if p, ok := err.(Problems); !ok || len(p) != 1 {
		t.Errorf("one mistake is told as %v", err)
	}
}

// When, how often and how likely is what may be of a range; who sends what to whom, and
// who there is, is not.
func TestWhatMayHaveARange(t *testing.T) {
	for path, may := range map[string]bool{
		"messages.0.at": true, "messages.1.when.count": true, "messages.1.when.from": true, "messages.0.remind.steps.0.after": true, "messages.0.decides.lognormal.median": true,
		"answers.seen.rate": true, "answers.seen.after.fixed": true, "public.corrects": true, "public.hears.talk.talk.rate": true, "circumstances.storm.chance": true,
		"messages.0.name": false, "messages.0.from.1": false, "messages.0.times": false, "messages.1.contradicts": false, "messages.0.remind.by": false, "messages.1.when.answer": false,
		"answers.seen.to": false, "answers.seen.kind": false, "public.population": false, "public.household": false, "network.fan_out.b": false, "trials": false, "circumstances.storm.set": false, "chanels.x": false,
	} {
		if why := notInRange(path); (why == (clause{})) != may {
			t.Errorf("%s: %q", path, why)
		}
	}
}
