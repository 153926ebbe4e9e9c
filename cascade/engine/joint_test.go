package engine_test

import (
	"io"
	"io/fs"
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/model"
	"harkara/model/scenario"
)

// together is a problem of a scenario whose messages and answers are played together.
func together(t *testing.T, text string) cascade.Problem {
	t.Helper()
	none := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	s, err := scenario.Parse("together.yaml", []byte(text), none, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return cascade.Problem{Network: s.Network, Messages: s.Messages, Answers: s.Answers, Question: s.Question, Seed: s.Seed}
}

// mean adds up what plays tell.
type mean struct{ n, sum, squares float64 }

func (m *mean) add(x float64) { m.n++; m.sum += x; m.squares += x * x }

func (m *mean) value() float64 { return m.sum / m.n }

// within fails where a mean is further from what is known than 4.4 standard errors.
func (m *mean) within(t *testing.T, what string, want float64) {
	t.Helper()
	v := m.value()
	se := math.Sqrt(max(m.squares/m.n-v*v, 1e-12) / m.n)
	if math.Abs(v-want) > 4.4*se {
		t.Errorf("%s: %.6f, by the formula %.6f: %.1f standard errors", what, v, want, (v-want)/se)
	}
}

// plays plays trials of a problem, and holds each to its ledger.
func plays(t *testing.T, p cascade.Problem, trials uint64, see func(out *cascade.Outcome)) {
	t.Helper()
	e, _, err := engine.New("auto", p)
	if err != nil {
		t.Fatal(err)
	}
	out := cascade.NewOutcome(p.Network.Len())
	for trial := range trials {
		e.Play(trial, out)
		if l := &out.Together.Ledger; !l.Balanced() {
			t.Fatalf("trial %d: contacts are lost or counted twice: %+v", trial, *l)
		}
		see(out)
	}
}

// share is the share of times that have come.
func share(times []model.Tick, by model.Tick) float64 {
	n := 0
	for _, x := range times {
		if x <= by {
			n++
		}
	}
	return float64(n) / float64(len(times))
}

const starWithReminders = `name: star
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 20}}
channels: {down: {delivers: 0.7, delay: {exponential: {mean: 1h}}}, up: {delivers: 0.8, delay: {exponential: {mean: 1h}}}}
relays: {hq: {over: [down]}}
up: {unit: {over: [up]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
messages: [{name: m, remind: {unless: read, by: hq, after: 6h, times: 2}}]
questions: {horizon: 40h, at: [5h, 9h, 30h]}
`

// Who does not answer is reminded: what is known of by 5, 9 and 30 hours, what is reached,
// how many reminders are sent, and how many of them to who had the message.
func TestRemindersAreAsByFormula(t *testing.T) {
	p := together(t, starWithReminders)
	var known [3]mean
	var reached, sent mean
	at := p.Question.At
	plays(t, p, uint64(fewer(4000)), func(out *cascade.Outcome) {
		a := out.Together.Answers[0]
		for k := range known {
			known[k].add(share(a.Known[0], at[k]))
		}
		reached.add(share(out.Arrival[1:], 40*model.Hour))
		sent.add(float64(a.Sent) / 20)
	})
	for k, want := range []float64{.537360, .756949, .914816} {
		known[k].within(t, "known", want)
	}
	reached.within(t, "reached", .973)
	sent.within(t, "sent a unit", .647612)
}
