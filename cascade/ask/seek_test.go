package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/report"
	"harkara/model/scenario"
)

const (
	fourHops = `name: four
network: {tiers: [a, b, c, d, e], fan_out: {a: 1, b: 1, c: 1, d: 1, e: 1}}
channels: {ch: {delivers: 0.9}}
relays: {a: {over: [ch]}, b: {over: [ch]}, c: {over: [ch]}, d: {over: [ch]}}
questions: {horizon: 1h, at: [1h]}
`
	threeWaits = `name: three
network: {tiers: [a, b, c, d], fan_out: {a: 1, b: 1, c: 1, d: 1}}
channels: {ch: {delay: {exponential: {mean: 3h}}}}
relays: {a: {over: [ch]}, b: {over: [ch]}, c: {over: [ch]}}
questions: {horizon: 12h, at: [12h]}
`
	oneOffice = `name: people
network: {tiers: [a, b], fan_out: {a: 1, b: 1}}
channels: {ch: {delay: {fixed: 0s}}}
relays: {a: {people: 1, passes_on: 0.6, notices: {exponential: {mean: 1h}}, over: [ch]}}
questions: {horizon: 2h, at: [2h]}
`
	fiftyBlocks = `name: fifty
network: {tiers: [a, block], fan_out: {a: 1, block: 50}}
channels: {ch: {delivers: 0.5}}
relays: {a: {over: [ch]}}
questions: {horizon: 1h, at: [1h], goals: [{tier: block, share: 0.8, by: 1h, chance: 0.9}]}
trials: 2000
`
)

// soughtBy is the JSON of what was sought.
type soughtBy struct {
	Format, Study string
	Found         []struct {
		Value, Low, High *float64
		Text, Side       string
		Answer           cascade.Estimate
	}
	All   bool `json:"all_meet"`
	Tried []struct{ Value float64 }
}

func seek(t *testing.T, text, goal, vary string) (x soughtBy, said string) {
	t.Helper()
	docs, found, err := ask.Options{}.Seek(context.Background(), scenarioOf(t, text), ask.Seek{Goal: goal, Vary: vary})
	if err != nil {
		t.Fatal(err)
	}
	var b, words bytes.Buffer
	if err := errors.Join(report.Write(&b, report.JSON, report.Style{}, docs...), report.Write(&words, report.Text, report.Style{}, docs...)); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &x); err != nil {
		t.Fatal(err)
	}
	if found != (len(x.Found) > 0 || x.All) {
		t.Errorf("found is %v of %+v", found, x)
	}
	return x, words.String()
}

// Values are those of closed forms: computed where they can be, else within bounds.
func TestLawsOfSeek(t *testing.T) {
	for name, c := range map[string]struct {
		text, goal, vary, side string
		want, within           float64
	}{
		"four hops":          {fourHops, "80% of e by 1h", "channels.ch.delivers", "at_least", 0.945742, 2e-6},
		"three waits":        {threeWaits, "90% of d by 12h", "channels.ch.delay.exponential.mean", "at_most", 3600 * 2.254656, 2},
		"people":             {oneOffice, "95% of b by 2h", "relays.a.people", "at_least", 5, 0},
		"forty of fifty":     {fiftyBlocks, "80% of block by 1h in 90% of plays", "channels.ch.delivers", "at_least", 0.855019, 0.006},
		"the goal of a file": {fiftyBlocks, "goal1", "channels.ch.delivers=0.2:1", "at_least", 0.855019, 0.006},
	} {
		if testing.Short() && c.text == fiftyBlocks {
			continue // sampled, some dozen times
		}
		x, said := seek(t, c.text, c.goal, c.vary)
		if len(x.Found) != 1 || x.Format != "harkara.study/v1" || x.Study != "seek" {
			t.Fatalf("%s: %+v", name, x)
		}
		f := x.Found[0]
		if math.Abs(*f.Value-c.want) > c.within || f.Side != c.side {
			t.Errorf("%s: %+v, want %g\n%s", name, *f.Value, c.want, said)
		}
		if f.Low == nil || f.High == nil || *f.Low > c.want+c.within || *f.High < c.want-c.within {
			t.Errorf("%s: bounds %+v do not hold %g", name, f, c.want)
		}
	}
	five, _ := seek(t, oneOffice, "95% of b by 2h", "relays.a.people")
	if got := five.Found[0].Answer.Value; math.Abs(got-0.974199) > 2e-6 {
		t.Errorf("five people: %.6f, want .974199", got)
	}
}

// Where no value does, the best is told; where every value does, that is.
func TestSeekWithoutAValue(t *testing.T) {
	x, said := seek(t, fourHops+"outages: [{tier: b, chance: 0.26}]\n", "80% of e by 1h", "channels.ch.delivers")
	if len(x.Found) != 0 || x.All || !strings.Contains(said, "no value from 0 to 1 meets the goal: the best, 1, gives 74 %") {
		t.Errorf("%+v\n%s", x, said)
	}
	if x, said := seek(t, fourHops, "10% of e by 1h", "channels.ch.delivers=0.6:1"); !x.All || !strings.Contains(said, "every value from 0.6 to 1 meets the goal") {
		t.Errorf("%+v\n%s", x, said)
	}
}

// What is found is what run says of it: with those values set, the answer meets the goal.
func TestSeekIsRun(t *testing.T) {
	effort.NotShort(t, "answers some dozen times over what is not known")
	s := scenarioOf(t, hops3+"trials: 400\n")
	docs, found, err := ask.Options{}.Seek(context.Background(), s, ask.Seek{Goal: "45% of d by 1h", Vary: "channels.first.delivers"})
	if err != nil || !found {
		t.Fatal(err)
	}
	for k, record := range docs[0].Records[1:] {
		if k%4 != 0 {
			continue // each takes as long as a run
		}
		v, err := s.Vary([]string{"channels.first.delivers=" + record[1]})
		if err != nil {
			t.Fatal(err)
		}
		r, err := ask.Options{}.Reach(context.Background(), v)
		if err != nil {
			t.Fatal(err)
		}
		if got := r[0].Tiers[3].Reach[0].Mean.Value; digits(got) != record[2] {
			t.Errorf("at %s: %s, run says %s", record[1], record[2], digits(got))
		}
	}
}

// The bytes are the same for any number of workers.
func TestSeekIsTheSameForAnyWorkers(t *testing.T) {
	first := ""
	for _, workers := range []int{1, 2, 7} {
		docs, _, err := ask.Options{Workers: workers}.Seek(context.Background(), scenarioOf(t, fiftyBlocks), ask.Seek{Goal: "goal1", Vary: "channels.ch.delivers"})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		for _, f := range report.Formats() {
			if err := report.Write(&b, report.Format(f), report.Style{}, docs...); err != nil {
				t.Fatal(err)
			}
		}
		if first == "" {
			first = b.String()
		}
		if b.String() != first {
			t.Errorf("%d workers: %s\nwant %s", workers, b.String(), first)
		}
	}
}

// Goals and values that cannot be asked are refused with what to write.
func TestSeekRefuses(t *testing.T) {
	s := scenarioOf(t, fourHops)
	for _, c := range [][3]string{
		{"80% of nobody by 1h", "channels.ch.delivers", "no tier is called"},
		{"most of e by 1h", "channels.ch.delivers", "write 80% of public by 48h"},
		{"180% of e by 1h", "channels.ch.delivers", "not a share"},
		{"80% of e by 2h", "channels.ch.delivers", "horizon"},
		{"goal1", "channels.ch.delivers", "has 0 goals"},
		{"80% of e by 1h", "relays.a.people", "say where to look"},
		{"80% of e by 1h", "channels.ch.delivers=1:0", "write PATH"},
		{"80% of e by 1h", "channels.ch.delivers=0.5:2", "channels.ch.delivers=2"},
	} {
		if _, _, err := (ask.Options{}).Seek(context.Background(), s, ask.Seek{Goal: c[0], Vary: c[1]}); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s, %s: %v, want %q", c[0], c[1], err, c[2])
		}
	}
}

// How good every hop must be for 80 % to get through four.
func ExampleOptions_Seek() {
	s, err := scenario.Parse("four.yaml", []byte(fourHops), nil, scenario.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	docs, found, err := ask.Options{}.Seek(context.Background(), s, ask.Seek{Goal: "80% of e by 1h", Vary: "channels.ch.delivers"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var said strings.Builder
	if err := report.Write(&said, report.Text, report.Style{}, docs...); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(said.String()) {
		if strings.Contains(line, "must") {
			fmt.Println(found, strings.TrimSpace(line))
		}
	}
	// Output:
	// true channels.ch.delivers must be at least 0.9457
}
