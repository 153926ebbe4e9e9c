package main

import (
	"math"
	"strings"
	"testing"
)

// risingChain is a chain on which the message surely has arrived at once, and a receipt
// climbs two hops of its own chances.
const risingChain = `name: rising
network: {tiers: [hq, office, unit], fan_out: {hq: 1, office: 1, unit: 1}}
channels: {down: {}, up: {}}
relays: {hq: {over: [down]}, office: {over: [down]}}
up: {unit: {passes_on: 1, over: [up]}, office: {passes_on: 1, over: [up]}}
answers: {read: {kind: receipt, from: unit, to: hq}}
questions: {horizon: 10h, at: [10h]}
trials: 1000
`

// whyAnswers is the JSON of where answers are.
type whyAnswers struct {
	Answers []struct {
		Name, Kind, To, Counted string
		Of                      int
		Reasons                 []struct {
			Kind, Text string
			Tier       *string
			Count      int
			Share      float64
		}
	}
}

func (w *whyAnswers) share(kind, tier string) float64 {
	for _, r := range w.Answers[0].Reasons {
		if r.Kind == kind && (r.Tier == nil && tier == "" || r.Tier != nil && *r.Tier == tier) {
			return r.Share
		}
	}
	return 0
}

// Where nothing is left to chance one reason has all plays.
func TestWhyAReceiptIsStuck(t *testing.T) {
	for _, x := range []struct{ set, kind, tier, text string }{
		{"", "in-time", "", "its receipt is known at the hq"},
		{"relays.office.passes_on=0", "no-message", "unit", "it does not have the message"},
		{"answers.read={kind: report, from: unit, to: hq, chance: 0}", "not-answered", "unit", "has not answered"},
		{"answers.read={kind: report, from: unit, to: hq, after: 11h}", "not-answered", "unit", ""},
		{"up.unit.passes_on=0", "not-passed", "unit", "its receipt is stuck at the unit: nobody there passes it on"},
		{"up.office.passes_on=0", "not-passed", "office", ""},
		{"channels.up.delivers=0", "failed", "unit", ""},
		{"up.office.notices=11h", "slow-notice", "office", ""},
		{"up.office.notices=5h|--at=3h", "slow-notice", "office", "nobody there has noticed"},
		{"up.office.notices=5h|--at=5h", "in-time", "", ""},
		{"channels.up.delay=3h|--at=5h", "slow-delivery", "office", "it is under way"},
		{"channels.up.delay=6h", "slow-delivery", "office", ""},
		{"up.office.sends={every: 4h}|--at=3h", "together", "office", "it waits to go with others"},
		{"up.office.sends={every: 4h}|--at=4h", "in-time", "", ""},
		{"up.office.sends={of: 2}", "together", "office", ""},
		{"channels.up.calls={lines: 1, each: 3h}|--at=5h", "slow-delivery", "office", ""},
		{"channels.up.calls={lines: 1, each: 1h}|--set=channels.up.delivers=0|--set=channels.up.retry={every: 20h, times: 1}", "retries", "unit", "a call has failed"},
		{"channels.up.calls={lines: 1, each: 3h}|--at=5h|--set=network.fan_out.unit=2|--why=1/1/2", "queued", "office", "it waits in the queue"},
		{"channels.up.calls={lines: 1, each: 1h}|--set=channels.up.delivers=0", "failed", "unit", ""},
	} {
		args := []string{"run", write(t, risingChain), "--why", "1/1/1", "--trials", "20"}
		if x.set != "" {
			args = append(args, strings.Split("--set="+x.set, "|")...)
		}
		var got whyAnswers
		read(t, &got, args...)
		if got.share(x.kind, x.tier) != 1 {
			t.Errorf("%s: %+v", x.set, got.Answers)
		}
		if said := harkara(t, args...).out; !strings.Contains(strings.Join(strings.Fields(said), " "), x.text) {
			t.Errorf("%s:\n%s", x.set, said)
		}
	}
}

// With chances each reason has its share: of 1,000 plays within 4.4 standard errors, and
// together one.
func TestWhySharesOfReasons(t *testing.T) {
	var got whyAnswers
	read(t, &got, "run", write(t, risingChain), "--why", "1/1/1", "--set", "relays.office.passes_on=0.9", "--set", "up.unit.passes_on=0.7",
		"--set", "up.office.passes_on=0.8", "--set", "channels.up.delivers=0.9", "--set", "answers.read={kind: report, from: unit, to: hq, chance: 0.95}")
	sum := 0
	for _, r := range got.Answers[0].Reasons {
		sum += r.Count
	}
	if sum != 1000 || got.Answers[0].Of != 1000 {
		t.Errorf("%d of %d", sum, got.Answers[0].Of)
	}
	p := 0.9
	for _, x := range []struct {
		kind, tier string
		want       float64
	}{
		{"no-message", "unit", 0.1}, {"not-answered", "unit", p * 0.05}, {"not-passed", "unit", p * 0.95 * 0.3}, {"failed", "unit", p * 0.95 * 0.7 * 0.1},
		{"not-passed", "office", p * 0.95 * 0.63 * 0.2}, {"failed", "office", p * 0.95 * 0.63 * 0.8 * 0.1}, {"in-time", "", p * 0.95 * 0.63 * 0.72},
	} {
		if z := (got.share(x.kind, x.tier) - x.want) / math.Sqrt(x.want*(1-x.want)/1000); math.Abs(z) > 4.4 {
			t.Errorf("%s at %q: %.4f, want %.4f", x.kind, x.tier, got.share(x.kind, x.tier), x.want)
		}
	}
}

// Of streams single reports are counted, and who answers nothing is told of the message
// alone, in the columns it always had.
func TestWhyOfReportsAndOfNobody(t *testing.T) {
	var got whyAnswers
	read(t, &got, "run", "feedback", "--why", "Pakur/Pakur/Pakur 1", "--trials", "100")
	if a := got.Answers[0]; a.Counted != "reports" || a.Kind != "report" || a.Of < 100 || a.Of > 200 { // 0.1 a day for 14 days, in 100 plays
		t.Errorf("%+v", a)
	}
	if said := harkara(t, "run", "one-chain", "--why", "1", "--trials", "20", "--format", "csv").out; strings.Contains(said, "answer") {
		t.Errorf("%s", said)
	}
}

// Where answers stop on their way up, and what an office is worth for what is known above,
// come to their products of chances: of ten below one office .63 come to it and .72 of
// those to the top; a perfect office brings the rest of the .63.
func TestBottlenecksOnTheWayUp(t *testing.T) {
	var got struct {
		Answers []struct {
			Name         string
			Total, Known struct{ Value, Low, High float64 }
			Hops         []struct {
				From, To string
				Stopped  struct{ Value, Low, High float64 }
				Delay    float64 `json:"delay_s"`
			}
			Units []struct {
				Tier    string
				Perfect struct{ Value, Low, High float64 } `json:"known_more_if_perfect"`
				Silent  struct{ Value, Low, High float64 } `json:"known_fewer_if_silent"`
			}
		}
	}
	args := []string{
		"bottlenecks", write(t, risingChain), "--most", "1", "--at", "100h", "--set", "questions.horizon=100h", "--set", "network.fan_out.unit=10",
		"--set", "up.unit.passes_on=0.7", "--set", "up.office.passes_on=0.8", "--set", "channels.up.delivers=0.9", "--set", "channels.up.delay={exponential: {mean: 1h}}",
	}
	read(t, &got, args...)
	a := got.Answers[0]
	near := func(what string, got, want, sd float64) {
		t.Helper()
		if z := (got - want) / (sd / math.Sqrt(1000)); math.Abs(z) > 4.4 {
			t.Errorf("%s: %.4f, want %.4f, z %.1f", what, got, want, z)
		}
	}
	binomial := func(p float64) float64 { return math.Sqrt(10 * p * (1 - p)) }
	near("known", a.Known.Value, 10*0.63*0.72, binomial(0.63*0.72))
	near("at the unit", a.Hops[0].Stopped.Value, 3.7, binomial(0.37))
	near("at the office", a.Hops[1].Stopped.Value, 10*0.63*0.28, binomial(0.63*0.28))
	near("takes", a.Hops[0].Delay/3600, 1, 1/math.Sqrt(6.3))
	near("perfect", a.Units[0].Perfect.Value, 10*0.63*0.28, binomial(0.63*0.28))
	near("silent", a.Units[0].Silent.Value, 10*0.63*0.72, binomial(0.63*0.72))
	if a.Total.Value != 10 || a.Units[0].Tier != "office" || a.Hops[1].From != "office" || a.Hops[1].To != "hq" {
		t.Errorf("%+v", a)
	}
	if half := a.Units[0].Perfect.High - a.Units[0].Perfect.Value; half < 1.96*binomial(0.63*0.28)/math.Sqrt(1000)*0.9 || half > 3*binomial(0.63*0.28)/math.Sqrt(1000) {
		t.Errorf("%+v", a.Units[0])
	}
	if said := harkara(t, args...).out; !strings.Contains(said, "receipts (read): of 10 of unit") || !strings.Contains(said, "more known (read) at the hq") {
		t.Errorf("%s", said)
	}
}
