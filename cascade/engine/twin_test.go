package engine

import (
	"slices"
	"testing"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/random"
	"harkara/model"
)

// twin plays a trial with the same luck as the engines and none of their
// cleverness: time goes by from one moment to the next at which something is
// due, and whatever is due is done.
type twin struct {
	*plan
	trial   uint64
	arrival []model.Tick
	start   []model.Tick
	due     []happening
	met     map[model.Unit]bool
}

type happening struct {
	at   model.Tick
	rank int // at one moment arrivals come before bypasses
	unit model.Unit
	do   func()
}

func (w *twin) play(trial uint64) {
	n := w.net.Len()
	w.trial, w.due, w.met = trial, nil, map[model.Unit]bool{}
	w.arrival, w.start = slices.Repeat([]model.Tick{model.Never}, n), slices.Repeat([]model.Tick{model.Never}, n)
	for _, u := range w.message.From {
		w.hand(u, w.message.At)
	}
	for len(w.due) > 0 {
		first := 0
		for i, h := range w.due {
			f := w.due[first]
			if h.at < f.at || h.at == f.at && h.rank < f.rank || h.at == f.at && h.rank == f.rank && h.unit < f.unit {
				first = i
			}
		}
		h := w.due[first]
		w.due = slices.Delete(w.due, first, first+1)
		h.do()
	}
}

// hand puts the message into u's hands at a time to come.
func (w *twin) hand(u model.Unit, at model.Tick) {
	if at > w.horizon {
		return
	}
	w.due = append(w.due, happening{at, 0, u, func() {
		if !w.met[u] {
			w.met[u] = true
			w.arrival[u] = at
			w.act(u)
		}
	}})
}

// act lets everybody at u do what they will do, now that the message is there.
func (w *twin) act(u model.Unit) {
	cl := &w.classes[w.class[u]]
	starts := w.startsOf(u, cl)
	for person, s := range starts {
		if s == model.Never {
			continue
		}
		w.start[u] = min(w.start[u], s)
		w.tell(u, person, s, w.net.Children(u), w.net.LinksFrom(u), false)
		for i, kid := range w.net.Children(u) {
			wait := w.classes[w.class[kid]].relay.Deputy
			if wait == 0 || len(w.net.Children(kid)) == 0 || cl.relay.Split && i%cl.relay.People != person {
				continue
			}
			at := w.open(u, cl, s+wait)
			if at > w.horizon || at > w.message.Expires {
				continue
			}
			w.due = append(w.due, happening{at, 1, kid, func() {
				if w.start[kid] > at {
					w.tell(u, person, at, w.net.Children(kid), nil, true)
				}
			}})
		}
	}
}

func (w *twin) startsOf(u model.Unit, cl *class) []model.Tick {
	var starts []model.Tick
	for i := range cl.relay.People {
		key := uint64(w.unitKey[u]) + wordStart + uint64(i)*personStep
		wait := cl.start.Draw(random.Key(key).At(w.trial))
		s := model.Never
		if wait < model.Never {
			s = w.open(u, cl, w.arrival[u]+wait)
		}
		if s > w.horizon || s > w.message.Expires {
			s = model.Never
		}
		starts = append(starts, s)
	}
	return starts
}

// open is the first moment from t at which u is neither closed nor silent,
// found by trying every moment at which that may change.
func (w *twin) open(u model.Unit, cl *class, t model.Tick) model.Tick {
	tries := []model.Tick{t}
	var silent []model.Window
	for _, o := range cl.outages {
		key := w.unitKey[u].Shift(o.key)
		if !o.coin.Heads(key.At(w.trial)) {
			continue
		}
		if o.whole {
			return model.Never
		}
		from := o.from.Draw(key.Shift(attemptStep).At(w.trial))
		last := o.last.Draw(random.Key(uint64(key) + twice(attemptStep)).At(w.trial))
		silent = append(silent, model.Window{Open: from, Close: from + last})
		tries = append(tries, from+last)
	}
	if cl.hours != nil {
		for _, h := range cl.hours.Windows() {
			tries = append(tries, h.Open)
		}
	}
	slices.Sort(tries)
	for _, x := range tries {
		good := x >= t && cl.hours == nil
		if cl.hours != nil {
			for _, h := range cl.hours.Windows() {
				good = good || x >= t && h.Open <= x && x < h.Close
			}
		}
		for _, s := range silent {
			good = good && (x < s.Open || x >= s.Close)
		}
		if good {
			return x
		}
	}
	return model.Never
}

func twice(x uint64) uint64 { return x + x }

// tell lets one person use their channels to the units they tell.
func (w *twin) tell(u model.Unit, person int, s model.Tick, kids []model.Unit, links []model.Link, bypass bool) {
	relay := w.classes[w.class[u]].relay
	for c := range w.channels {
		var whom []model.Unit
		var keys []random.Key
		shift := uint64(random.NewKey(xxhash.Sum64String(w.net.Channels()[c].Name)).Fold(uint64(person)))
		if slices.Contains(relay.Over, c) {
			for i, v := range kids {
				if relay.Split && !bypass && i%relay.People != person {
					continue
				}
				key := w.unitKey[v].Fold(w.net.Key(u))
				if bypass {
					key = key.Fold(wordBypass)
				}
				whom, keys = append(whom, v), append(keys, random.Key(uint64(key)+shift))
			}
		}
		for _, l := range links {
			if l.Over == c {
				whom = append(whom, l.To)
				keys = append(keys, random.Key(uint64(w.unitKey[l.To].Fold(w.net.Key(u)).Fold(wordLink))+shift))
			}
		}
		if w.channels[c].calls != nil {
			w.call(&w.channels[c], whom, keys, s)
			continue
		}
		for i, v := range whom {
			w.send(&w.channels[c], v, keys[i], s)
		}
	}
}

func (w *twin) send(ch *channel, v model.Unit, key random.Key, t model.Tick) {
	for attempt := range uint64(ch.retry.Times) + 1 {
		t = ch.hours.Next(t)
		if d := ch.try.Draw(random.Key(uint64(key) + attempt*attemptStep).At(w.trial)); d < model.Never {
			w.hand(v, t+d)
			return
		}
		if t >= model.Never {
			return
		}
		t += ch.retry.Every
	}
}

// call makes calls from a queue. With one line it is a queue as people know
// it, first come, first served; with several, rounds through the list.
func (w *twin) call(ch *channel, whom []model.Unit, keys []random.Key, s model.Tick) {
	type ticket struct {
		i       int
		attempt uint64
		ready   model.Tick
		place   int
	}
	var queue []ticket
	order := make([]int, len(whom))
	for i := range whom {
		order[i] = i
	}
	if ch.calls.Random {
		luckOf := func(i int) uint64 { return random.Key(uint64(keys[i]) + wordOrder).At(w.trial) }
		slices.SortStableFunc(order, func(a, b int) int {
			if luckOf(a) < luckOf(b) {
				return -1
			}
			return 1
		})
	}
	for place, i := range order {
		queue = append(queue, ticket{i, 0, s, place})
	}
	lines := slices.Repeat([]model.Tick{s}, ch.calls.Lines)
	for len(queue) > 0 {
		next := 0
		for k, q := range queue {
			f := queue[next]
			first := q.attempt < f.attempt || q.attempt == f.attempt && q.place < f.place
			if len(lines) == 1 { // whoever joined the queue first
				first = q.ready < f.ready || q.ready == f.ready && q.attempt == f.attempt && q.place < f.place
			}
			if first {
				next = k
			}
		}
		q := queue[next]
		queue = slices.Delete(queue, next, next+1)
		line := 0
		for k := range lines {
			if lines[k] < lines[line] {
				line = k
			}
		}
		begin := ch.hours.Next(max(q.ready, lines[line]))
		if begin > w.horizon {
			continue
		}
		key := random.Key(uint64(keys[q.i]) + q.attempt*attemptStep)
		end := begin + ch.each.Draw(random.Key(uint64(key)+wordEach).At(w.trial))
		lines[line] = end
		if d := ch.try.Draw(key.At(w.trial)); d < model.Never {
			w.hand(whom[q.i], end+d)
		} else if q.attempt < uint64(ch.retry.Times) {
			queue = append(queue, ticket{q.i, q.attempt + 1, end + ch.retry.Every, q.place})
		}
	}
}

func TestTwin(t *testing.T) {
	arrivals := 0
	for _, circles := range []bool{false, true} {
		f := cascadetest.Everything()
		f.Circles = circles
		for seed := range uint64(60) {
			p := cascadetest.Problem(t, 1000+seed, f)
			e, _, err := New("auto", p)
			if err != nil {
				t.Fatal(err)
			}
			out := cascade.NewOutcome(p.Network.Len())
			w := &twin{plan: newPlan(p)}
			w.isolated = make([]bool, len(w.isolated))
			for trial := range uint64(6) {
				e.Play(trial, out)
				w.play(trial)
				if !slices.Equal(out.Arrival, w.arrival) {
					for u := range w.arrival {
						if out.Arrival[u] != w.arrival[u] {
							t.Fatalf("problem %d, trial %d, %s: unit %d has it at %d, the twin says %d", 1000+seed, trial, e.Name(), u, out.Arrival[u], w.arrival[u])
						}
					}
				}
				for _, a := range w.arrival {
					if a < model.Never {
						arrivals++
					}
				}
			}
		}
	}
	if arrivals < 3_000 {
		t.Errorf("only %d arrivals: the problems are too quiet to show anything", arrivals)
	}
}
