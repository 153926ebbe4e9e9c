package reference

import (
	"cmp"
	"container/heap"
	"math"
	"math/rand/v2"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// A Joint is one trial of all messages and answers of a problem, played event by event
// from what a scenario means, with random numbers that are drawn when they are needed. It
// agrees with engines as two samples of one law do. It plays no deputies and no people.
type Joint struct {
	// Messages and Answers are as in cascade.Together, in the same order. After the messages
	// of the problem come further copies of one, of a stream or released again.
	Messages []cascade.MessagePlay
	Answers  []cascade.AnswerPlay
	// Handled and Dropped are how many messages people dealt with, or threw out.
	Handled, Dropped int
	// Ledger counts contacts.
	Ledger cascade.Ledger

	*rand.Rand
	p       *cascade.Problem
	net     *model.Network
	horizon model.Tick
	due     agenda
	asked   []cascade.Asked
	origins [][]model.Unit
	met     [][]bool
	first   [][]int // of each message and unit: who starts first
	came    []map[model.Unit][]model.Tick
	silent  map[[2]int][]silence
	absent  map[[3]int]bool
	lines   map[[3]int]*lines
	desks   map[[2]int]*hands
	once    map[[4]int]bool
	waiting map[[2]int]*bundle
	merged  map[[2]int]lastPassed
	copies  [][]map[int32]int
	reports map[int][]inHand // of each message that waits
	last    []model.Tick     // of each: when it was decided to release it last; 0 not yet
	of      []int            // of each of Messages: which of the problem's it is a copy of
}

type inHand struct {
	at, made model.Tick
	from     model.Unit
}

type lastPassed struct {
	at   model.Tick
	item *climber
}

// todo is something that is due, in a phase of its moment.
type todo struct {
	at         model.Tick
	phase, seq int
	do         func()
}

// The phases of a moment.
const (
	comes = iota
	starting
	contacting
)

type agenda struct {
	list []todo
	n    int
}

func (a *agenda) Len() int { return len(a.list) }
func (a *agenda) Less(i, j int) bool {
	x, y := a.list[i], a.list[j]
	return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.phase, y.phase), cmp.Compare(x.seq, y.seq)) < 0
}
func (a *agenda) Swap(i, j int) { a.list[i], a.list[j] = a.list[j], a.list[i] }
func (a *agenda) Push(x any)    { a.list = append(a.list, x.(todo)) }
func (a *agenda) Pop() any {
	x := a.list[len(a.list)-1]
	a.list = a.list[:len(a.list)-1]
	return x
}

// at has something done at a time, unless the play is over by then.
func (y *Joint) at(t model.Tick, phase int, do func()) {
	if t <= y.horizon {
		y.due.n++
		heap.Push(&y.due, todo{t, phase, y.due.n, do})
	}
}

// Together plays one trial.
func Together(p cascade.Problem, trial uint64) *Joint {
	y := &Joint{
		Rand: rand.New(rand.NewPCG(p.Seed+5000, trial)), p: &p, net: p.Network, horizon: p.Question.Horizon, asked: p.Asked(),
		silent: map[[2]int][]silence{}, absent: map[[3]int]bool{}, lines: map[[3]int]*lines{}, desks: map[[2]int]*hands{}, once: map[[4]int]bool{},
		waiting: map[[2]int]*bundle{}, merged: map[[2]int]lastPassed{}, reports: map[int][]inHand{}, last: make([]model.Tick, len(p.Messages)),
	}
	for m := range p.Messages {
		y.copy(m)
	}
	y.came = []map[model.Unit][]model.Tick{{}}
	for _, a := range y.asked {
		y.Answers = append(y.Answers, cascade.AnswerPlay{Known: make([][]model.Tick, len(p.Network.Tiers())), Complete: model.Never})
		y.origins = append(y.origins, y.originsOf(&p.Answers[a.Answer]))
	}
	for k := range y.asked {
		y.prepare(k)
	}
	for m := range p.Messages {
		switch x := &p.Messages[m]; {
		case x.Stream != nil:
			y.stream(m)
		case x.When == nil:
			y.at(x.At, comes, func() { y.release(m, x.At) })
		}
	}
	for y.due.Len() > 0 {
		next := heap.Pop(&y.due).(todo)
		next.do()
	}
	y.mergeAgain()
	for _, l := range y.lines {
		for _, x := range l.lists {
			y.Ledger.Sent += int64(len(x.calls) + len(x.again))
			y.Ledger.UnderWay += int64(len(x.calls) + len(x.again))
		}
	}
	return y
}

// copy is one more copy of a message, which nobody has.
func (y *Joint) copy(m int) int {
	n := y.net.Len()
	y.Messages = append(y.Messages, cascade.MessagePlay{
		Arrival: slices.Repeat([]model.Tick{model.Never}, n), Start: slices.Repeat([]model.Tick{model.Never}, n),
		Released: model.Never, Cause: model.Never, Held: make([][]cascade.Holding, n),
	})
	y.met, y.first = append(y.met, make([]bool, n)), append(y.first, make([]int, n))
	y.copies, y.of = append(y.copies, make([]map[int32]int, n)), append(y.of, m)
	return len(y.of) - 1
}

// stream releases copies of a message at random moments, the first being the message.
func (y *Joint) stream(m int) {
	x, t := y.message(m).Stream, model.Tick(0)
	for copy := m; ; copy = y.copy(m) {
		t += model.TicksOf(y.ExpFloat64() / x.PerDay * model.Day.Seconds())
		if t > x.Until || !y.now(t) {
			return
		}
		at := t
		y.at(at, comes, func() { y.release(copy, at) })
	}
}

// mergeAgain has units have a message that was released again when they first had any.
func (y *Joint) mergeAgain() {
	for k := len(y.p.Messages); k < len(y.of); k++ {
		if y.message(k).Again == 0 {
			continue
		}
		all, x := &y.Messages[y.of[k]], &y.Messages[k]
		for u := range x.Arrival {
			all.Arrival[u], all.Start[u] = min(all.Arrival[u], x.Arrival[u]), min(all.Start[u], x.Start[u])
		}
	}
}

func (y *Joint) heads(chance float64) bool     { return y.Float64() < chance }
func (y *Joint) wait(d model.Delay) model.Tick { return model.TicksOf(d.Quantile(y.Float64())) }
func (y *Joint) message(m int) *model.Message  { return &y.p.Messages[y.of[m]] }
func (y *Joint) now(t model.Tick) bool         { return t <= y.horizon }
func (y *Joint) channel(c int) *model.Channel  { return &y.net.Channels()[c] }
func (y *Joint) tier(u model.Unit) int         { return y.net.TierOf(u) }
func (y *Joint) expires(m int) model.Tick      { return y.message(m).LastStart() }
func (y *Joint) answerOf(k int) *model.Answer  { return &y.p.Answers[y.asked[k].Answer] }

// release hands a copy of a message to those it comes from.
func (y *Joint) release(m int, now model.Tick) {
	y.Messages[m].Released = now
	for _, u := range y.message(m).From {
		if len(y.Messages[m].Held[u]) == 0 {
			y.hold(m, u, now, 0, 0)
		}
		y.arrives(m, u, now)
	}
}

// hold has a unit hold a copy.
func (y *Joint) hold(m int, u model.Unit, at model.Tick, content, hands int32) {
	y.Messages[m].Held[u] = append(y.Messages[m].Held[u], cascade.Holding{At: at, Content: content, Hands: hands})
}

// arrives gives a unit a message now.
func (y *Joint) arrives(m int, u model.Unit, now model.Tick) {
	if y.met[m][u] {
		return
	}
	y.met[m][u], y.Messages[m].Arrival[u] = true, now
	others := 0
	if t := y.net.Relay(u).Tires; t != nil {
		for _, at := range y.came[0][u] {
			if now-at < t.Per {
				others++
			}
		}
	}
	y.came[0][u] = append(y.came[0][u], now)
	y.act(m, u, now, others)
	for k, a := range y.asked {
		if a.Message != y.of[m] {
			continue
		}
		if i := slices.Index(y.origins[k], u); i >= 0 && y.Answers[k].Made[i] == model.Never {
			y.receipt(k, i, now)
		}
	}
}

// act lets the people at a unit do what they will with a message they have now.
func (y *Joint) act(m int, u model.Unit, now model.Tick, others int) {
	relay := y.net.Relay(u)
	chance := relay.PassesOn
	if relay.Tires != nil {
		chance *= math.Pow(relay.Tires.By, float64(others))
	}
	asOne, before := y.heads(relay.Alike), model.Tick(-1)
	people := relay.People
	if relay.Handles != nil && relay.Handles.Shared {
		people = 1
	}
	for person := range people {
		wait := before
		if person == 0 || !asOne {
			if wait = model.Never; y.heads(chance) {
				wait = y.wait(relay.Notices)
			}
		}
		before = wait
		if wait == model.Never {
			continue
		}
		start := whenOpen(relay.Hours, y.silences(m, u), now+wait)
		if start > y.expires(m) || !y.now(start) {
			continue
		}
		y.at(start, starting, func() {
			if y.replaced(m, u) {
				return
			}
			if relay.Handles != nil {
				y.takeUp(m, u, person, start)
			} else {
				y.passOn(m, u, person, start)
			}
		})
	}
}

// replaced tells whether a unit has a message that replaces another.
func (y *Joint) replaced(m int, u model.Unit) bool {
	for k := range y.p.Messages {
		if slices.Contains(y.message(k).Replaces, y.of[m]) && y.met[k][u] {
			return true
		}
	}
	return false
}

// silences are a unit's outages for a message, drawn when first asked for.
func (y *Joint) silences(m int, u model.Unit) []silence {
	key := [2]int{y.of[m], int(u)}
	if s, known := y.silent[key]; known {
		return s
	}
	var out []silence
	for _, o := range y.net.Outages() {
		if o.Unit != model.NoUnit && o.Unit != u || o.Unit == model.NoUnit && o.Tier != y.tier(u) || !y.heads(o.Chance) {
			continue
		}
		if o.Whole {
			out = append(out, silence{0, model.Never})
			continue
		}
		from := y.wait(o.From)
		out = append(out, silence{from, from + y.wait(o.For)})
	}
	y.silent[key] = out
	return out
}

// passOn lets a person contact everybody they tell, now.
func (y *Joint) passOn(m int, u model.Unit, person int, now model.Tick) {
	x := &y.Messages[m]
	if now < x.Start[u] {
		x.Start[u], y.first[m][u] = now, person
		y.remindLater(m, u, now)
	}
	relay := y.net.Relay(u)
	for c := range y.net.Channels() {
		var to []model.Unit
		if slices.Contains(relay.Over, c) {
			for i, child := range y.net.Children(u) {
				if !relay.Split || i%relay.People == person {
					to = append(to, child)
				}
			}
		}
		for _, l := range y.net.Links() {
			if l.From == u && int(l.Over) == c {
				to = append(to, l.To)
			}
		}
		if y.channel(c).Calls != nil {
			list := &callList{message: m, down: true}
			for _, v := range to {
				list.calls = append(list.calls, &call{to: v, ready: now, wanted: func(t model.Tick) bool { return !y.skips(m, u, v, c, t) }, done: func(made, t model.Tick) { y.deliver(m, u, v, c, made, t) }})
			}
			y.queue(u, person, c, list, now)
			continue
		}
		for _, v := range to {
			if made, t := y.contact(m, v, c, now); t < model.Never {
				y.deliver(m, u, v, c, made, t)
			}
		}
	}
}

// skips tells whether a call need not be made.
func (y *Joint) skips(m int, u, v model.Unit, c int, now model.Tick) bool {
	calls := y.channel(c).Calls
	if calls.Skips && y.met[m][v] {
		return true
	}
	for k, a := range y.asked {
		if calls.SkipsKnown && a.Message == y.of[m] && y.answerOf(k).Kind == model.Receipt {
			i := slices.Index(y.origins[k], v)
			if known := y.Answers[k].Known[y.tier(u)]; i >= 0 && known != nil && known[i] <= now {
				return true
			}
		}
	}
	return false
}

// reachable is whether a unit can be reached over a channel at all about a message.
func (y *Joint) reachable(m int, v model.Unit, c int) bool {
	key := [3]int{y.of[m], int(v), slices.IndexFunc(y.net.Channels(), func(x model.Channel) bool { return x.Name == y.channel(c).Name })}
	if _, known := y.absent[key]; !known {
		y.absent[key] = y.heads(y.channel(c).Unreachable)
	}
	return !y.absent[key]
}

// contact tries from a time on, and is when the attempt that succeeded was made, and when
// it is in hand.
func (y *Joint) contact(m int, v model.Unit, c int, t model.Tick) (made, inHand model.Tick) {
	ch := y.channel(c)
	y.Ledger.Sent++
	for attempt := 0; attempt <= ch.Retry.Times; attempt++ {
		if t = whenOpen(ch.Hours, nil, t); t > y.horizon {
			y.Ledger.UnderWay++
			return model.Never, model.Never
		}
		if y.reachable(m, v, c) && y.heads(succeeds(ch, attempt)) {
			in := t + y.wait(ch.Delay)
			y.book(in)
			return t, in
		}
		t += ch.Retry.Every
	}
	y.Ledger.Lost++
	return model.Never, model.Never
}

// book counts a contact that succeeded.
func (y *Joint) book(in model.Tick) {
	if in <= y.horizon {
		y.Ledger.Delivered++
	} else {
		y.Ledger.UnderWay++
	}
}

// deliver brings a message to a unit: what the teller's office held when the contact was
// made, changed or not.
func (y *Joint) deliver(m int, u, v model.Unit, c int, made, t model.Tick) {
	y.at(t, comes, func() {
		y.copyComes(m, u, v, c, made, t)
		y.arrives(m, v, t)
	})
}

func (y *Joint) copyComes(m int, u, v model.Unit, c int, made, now model.Tick) {
	x := &y.Messages[m]
	content, hands := int32(0), int32(0)
	for _, h := range x.Held[u] {
		if h.At <= made {
			content, hands = h.Content, h.Hands
		}
	}
	if ch := y.channel(c); y.heads(ch.Garbles) {
		if ch.Variants == 0 {
			content = 1_000_000 + int32(y.IntN(1_000_000_000))
		} else if content >= int32(ch.Variants) {
			content = int32(y.IntN(ch.Variants))
		} else {
			content = (content + 1 + int32(y.IntN(ch.Variants-1))) % int32(ch.Variants)
		}
	}
	relay, held := y.net.Relay(v), x.Held[v]
	if y.copies[m][v] == nil {
		y.copies[m][v] = map[int32]int{}
	}
	y.copies[m][v][content]++
	switch {
	case len(held) == 0:
		y.hold(m, v, now, content, hands+1)
	case relay.Majority:
		if mine := held[len(held)-1].Content; mine != content && y.copies[m][v][content] > y.copies[m][v][mine] {
			y.hold(m, v, now, content, hands+1)
		}
	case content == 0 && held[len(held)-1].Content != 0 && y.heads(relay.Corrects):
		y.hold(m, v, now, content, hands+1)
		others := 0
		if relay.Tires != nil {
			others = -1
		}
		y.act(m, v, now, max(others, 0))
	}
}
