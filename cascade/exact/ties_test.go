package exact_test

import (
	"strings"
	"testing"

	"harkara/model"
)

// Starts and arrivals that fall together with an end or an opening: at the very
// moment they count, a moment later they do not.
func TestTies(t *testing.T) {
	t.Parallel()
	half := 30 * model.Minute
	h := hop{children: 2, people: 2, passesOn: 0.9, notices: model.Fixed(half.Seconds()), channels: sure(model.Fixed(half.Seconds()))}
	at := []model.Tick{model.Hour - 1, model.Hour, 6 * model.Hour}
	for _, x := range []struct {
		expires model.Tick
		want    float64
	}{{half - 1, 0}, {half, 0.99}} {
		p := regular(t, at, h)
		p.Messages[0].Expires = x.expires
		for j, want := range []float64{0, x.want, x.want} {
			if m := solve(t, p, 0).Tiers[1].Reach[j].Mean; m.High-m.Low > 1e-9 || m.Low > want || m.High < want {
				t.Errorf("expires at %v, by %v: %v, want %v", x.expires.Duration(), at[j].Duration(), m, want)
			}
		}
	}
}

// A message is in hand at 20:00 sharp, when the hours of one office end and those
// of the next begin: who keeps the first does not start that day.
func TestTieOfHours(t *testing.T) {
	t.Parallel()
	const day = `
name: x
timezone: UTC
start: 2024-10-12 09:07
hours: {day: {days: all, from: "08:00", to: "20:00"}, night: {days: all, from: "20:00", to: "08:00"}}
network: {tiers: [a, b, c], tree: {A: {B: {C: {}}}}}
relays: {a: {notices: 10h53m}, b: {notices: 0s, hours: HOURS}}
questions: {horizon: 48h, at: [10h53m, 22h53m]}
`
	for hours, want := range map[string][]float64{"day": {0, 1}, "night": {1, 1}} {
		p := text(t, strings.Replace(day, "HOURS", hours, 1))
		for j, w := range want {
			if m := solve(t, p, 0).Tiers[2].Reach[j].Mean; m.Low != w || m.High != w {
				t.Errorf("%s: %v, want %v", hours, m, w)
			}
		}
	}
}
