package main

import (
	"math"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// twoStreams are two kinds of messages at one desk, of which the urgent go first and do
// not interrupt.
const twoStreams = `name: streams
network: {tiers: [hq, unit], fan_out: {hq: 1, unit: 1}}
channels: {c: {}}
relays: {hq: {people: 1, handles: {shared: true, order: priority, each: {exponential: {mean: 6m}}}, over: [c]}}
messages:
  - {name: urgent, priority: 1, arrives: {rate: 3/h, until: 400h}}
  - {name: routine, arrives: {rate: 5/h, until: 400h}}
questions: {horizon: 400h, at: [400h]}
trials: 60
`

type loadRead struct {
	Tier, Message string
	Busy          struct{ Value, Low, High float64 }
	Wait          struct{ Value, Low, High *float64 } `json:"wait_s"`
	Wait90        *float64                            `json:"wait_p90_s"`
	Overloaded    bool
}

// loadsRead is the JSON of loads: of the first message, and of those after it.
type loadsRead struct {
	Loads []loadRead
	More  []struct{ Loads []loadRead } `json:"more_messages"`
}

// Waits are told of each message: W0/((1-s1)(1-s2)) with W0 = C/(c mu), C the chance to
// wait in a queue of c (Cobham, 1954; Kella and Yechiali, 1985); and load by its part.
func TestWaitsOfEachMessage(t *testing.T) {
	effort.NotShort(t, "plays queues until their waits are known closely")
	for _, x := range []struct {
		set             []string
		urgent, routine float64 // hours
		busy            float64 // of the urgent
	}{
		{nil, .114286, .571429, .3},
		{[]string{"--set", "relays.hq.people=3", "--set", "messages.0.arrives.rate=8/h", "--set", "messages.1.arrives.rate=12/h"}, .020202, .060606, 8. / 30},
	} {
		var got loadsRead
		read(t, &got, append([]string{"run", write(t, twoStreams)}, x.set...)...)
		for m, want := range []float64{x.urgent, x.routine} {
			loads, name := got.Loads, "urgent"
			if m > 0 {
				loads, name = got.More[0].Loads, "routine"
			}
			if len(loads) != 2 || loads[0].Message != "" || loads[1].Message != name {
				t.Fatalf("%+v", loads)
			}
			w := loads[1].Wait
			if se := (*w.High - *w.Low) / 2 / 1.96 / 3600; math.Abs(*w.Value/3600-want) > 4.4*se || se > want/6 {
				t.Errorf("%s waits %.5f h, want %.5f, standard error %.5f", name, *w.Value/3600, want, se)
			}
		}
		if b := got.Loads[1].Busy; math.Abs(b.Value-x.busy) > 0.01 {
			t.Errorf("busy %+v, want %.4f", b, x.busy)
		}
	}
}

// Where as much comes as can be dealt with, or more, no mean is told: of all, and of the
// routine ones; the urgent ones have one of their own.
func TestOverloadedWaitsForEver(t *testing.T) {
	effort.NotShort(t, "plays queues that grow")
	file := write(t, twoStreams)
	for _, rate := range []string{"7/h", "9/h"} { // 10/h are dealt with
		args := []string{"run", file, "--trials", "6", "--set", "messages.1.arrives.rate=" + rate}
		var got loadsRead
		read(t, &got, args...)
		urgent, routine := got.Loads, got.More[0].Loads
		if !urgent[0].Overloaded || urgent[0].Wait.Value != nil || urgent[0].Wait90 != nil || !routine[1].Overloaded || routine[1].Wait.Value != nil || urgent[1].Overloaded || urgent[1].Wait.Value == nil {
			t.Errorf("%s: %+v\n%+v", rate, urgent, routine)
		}
		if said := harkara(t, args...).out; !strings.Contains(said, "the hq is overloaded: waiting grows for ever") {
			t.Errorf("%s", said)
		}
	}
	var calm loadsRead
	if read(t, &calm, "run", file, "--trials", "6"); calm.Loads[0].Overloaded {
		t.Errorf("%+v", calm.Loads)
	}
}
