package exact_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/exact"
	"harkara/model"
)

// wire is a channel as the test's own formula knows it: times in minutes.
type wire struct{ delivers, later, unreachable, delay, every, times float64 }

// told is the chance that somebody reachable has it after so many minutes.
func (w wire) told(t float64) float64 {
	sum, left, p := 0.0, 1.0, w.delivers
	for k := 0.0; k <= w.times && t > k*w.every; k++ {
		sum += left * p * -math.Expm1(-(t-k*w.every)/w.delay)
		left, p = left*(1-p), w.later
	}
	return sum
}

func (w wire) channel(t *testing.T, name string) model.Channel {
	return model.Channel{Name: name, Delivers: w.delivers, Unreachable: w.unreachable, Delay: exponential(t, 60*w.delay),
		Retry: model.Retry{Every: model.TicksOf(60 * w.every), Times: int(w.times), Differs: true, Delivers: w.later}}
}

// bureau is people who notice a message after an exponential wait.
type bureau struct {
	people                          int
	passes, alike                   float64
	notices                         float64 // on average, in minutes
	first, second                   wire
	reachedByFirst, reachedBySecond bool
}

// untold is the mean, over a person's start, of the chance that so many people who
// then send leave a child untold by t.
func (o bureau) untold(t, senders float64) float64 {
	const steps = 20_000
	sum := 1 - o.passes + o.passes*math.Exp(-t/o.notices)
	for i := range steps {
		s := (float64(i) + 0.5) * t / steps
		u := 1.0
		if o.reachedByFirst {
			u *= 1 - o.first.told(t-s)
		}
		if o.reachedBySecond {
			u *= 1 - o.second.told(t-s)
		}
		sum += o.passes * math.Exp(-s/o.notices) / o.notices * math.Pow(u, senders) * t / steps
	}
	return sum
}

// has is the chance that a child has it by t.
func (o bureau) has(t float64) float64 {
	sum := 0.0
	for set := range 4 {
		o.reachedByFirst, o.reachedBySecond = set&1 == 1, set&2 == 2
		chance := 1.0
		for i, w := range []wire{o.first, o.second} {
			if set>>i&1 == 1 {
				chance *= 1 - w.unreachable
			} else {
				chance *= w.unreachable
			}
		}
		n := float64(o.people)
		sum += chance * (1 - o.alike*o.untold(t, n) - (1-o.alike)*math.Pow(o.untold(t, 1), n))
	}
	return sum
}

// Random offices: several people, now and then as one, on two channels, each of
// which may not reach a child and tries again with another chance. What is computed
// is the integral over starts, to a part in a million.
func TestReachedAndAlike(t *testing.T) {
	t.Parallel()
	g := rand.New(rand.NewPCG(3, 14))
	for range effort.Of(1, 4, 12) {
		w := func() wire {
			return wire{delivers: g.Float64(), later: g.Float64(), unreachable: 0.8 * g.Float64(), delay: 10 + 50*g.Float64(),
				every: float64(30 * (1 + g.IntN(4))), times: float64(g.IntN(3))}
		}
		o := bureau{people: 1 + g.IntN(4), passes: 0.2 + 0.8*g.Float64(), alike: g.Float64(), notices: 20 + 60*g.Float64(), first: w(), second: w()}
		h := hop{children: 2, people: o.people, passesOn: o.passes, alike: o.alike, notices: exponential(t, 60*o.notices),
			channels: []model.Channel{o.first.channel(t, "first"), o.second.channel(t, "second")}}
		expect(t, regular(t, []model.Tick{model.Hour, 4 * model.Hour}, h), o.has(60), o.has(240))
	}
}

// What hops lose adds up to what is missed, and what is computed is what is played,
// also where some cannot be reached and people act as one.
func TestLossesToTheUnreachable(t *testing.T) {
	t.Parallel()
	p := cascadetest.Sketch(t, 3, func(s *model.Spec, p *cascade.Problem) {
		s.Channels[0].Unreachable, s.Channels[0].Delivers = 0.25, 0.8
		s.Channels[0].Retry = model.Retry{Every: model.Hour, Times: 1, Differs: true, Delivers: 0.5}
		for i := range s.Relays {
			s.Relays[i].People, s.Relays[i].PassesOn, s.Relays[i].Alike = 2, 0.5, 0.4
		}
	})
	starts, told := 0.4*0.5+0.6*0.75, 0.0 // of Mid's people, and of a child once it is told
	// A child of two who start: both make two attempts. Of one: one does.
	both, one := 0.75*(1-math.Pow(0.2*0.5, 2)), 0.75*(1-0.2*0.5)
	told = (0.4*0.5+0.6*0.25)*both + 0.6*0.5*one
	b := bottlenecks(t, p, 6*model.Hour)
	want := []float64{1 - told, told * (1 - told)}
	for i, h := range b.Hops {
		if i >= len(want) || math.Abs(h.Stopped.Value-want[i]) > 1e-9 {
			t.Errorf("%s to %s loses %v, want %v", h.From, h.To, h.Stopped, want)
		}
	}
	i := slices.IndexFunc(b.Units, func(w cascade.Worth) bool { return p.Network.Name(w.Unit) == "Mid" })
	// A perfect unit tells everybody at once.
	if got := b.Units[i].Gained.Value; math.Abs(got-3*told*(1-told)) > 1e-9 || starts < told {
		t.Errorf("Mid perfect gains %v, want %v", got, 3*told*(1-told))
	}
}

// More channels on which units may be unreachable than sets of them are computed are
// refused.
func TestManyUncertainChannels(t *testing.T) {
	t.Parallel()
	var h hop
	h.children, h.passesOn, h.notices = 1, 1, model.Fixed(0)
	for i := range 5 {
		h.channels = append(h.channels, model.Channel{Name: string(rune('a' + i)), Delivers: 1, Delay: model.Fixed(0), Unreachable: 0.5})
	}
	if err := exact.Applies(regular(t, []model.Tick{model.Hour}, h)); err == nil || cascade.Reasons(err)[0].Kind != "exact-unreachable-over-many" {
		t.Errorf("%v", err)
	}
	h.channels = h.channels[:4]
	expect(t, regular(t, []model.Tick{model.Hour}, h), 1-1./16)
}
