package public

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// minds is what a Crowd has more where what a person takes in depends on what they have
// taken in before: on other messages (attends, contradicts), on what a copy says
// (garbles), or on whom they meet (stops), and where people are told by number (tell).
// Such people are played one by one, all messages together.
type minds struct {
	// crowds are of each message, with individuals; talks and tells are of all, and
	// garbles by message and by source of the public.
	crowds []*Crowd // of each message: by which ways it is heard
	about  int
	root   random.Key
	talks  []talking // of all messages
	tells  [][]tell  // of each message

	attends  *model.Attends
	corrects float64
	content  bool    // copies may be changed
	pair     []int   // of each message: the other, of which a person believes only one; or −1
	truth    []bool  // of each message: it replaces the other, by corrects
	garbles  [][]ink // of each message and source
	streams  []bool
}

// ink is how a way changes what is said.
type ink struct {
	// chance is that a hand-over changes a right copy; variants are how many wrong ones
	// there are, 0 for so many that no two are alike.
	chance   float64
	variants int
}

// talking is one talk of one message.
type talking struct {
	message, talk, source int
	stops                 float64
	ink
}

// Content is what the people of a network hold of a message at a time: how many have it
// right, how many have it wrong or believe what contradicts it, how many hold it at all,
// and through how many hands it went to these, in all.
type Content struct{ Right, Wrong, Holders, Hands int64 }

// peopleTogether tells whether people have to be played over all messages.
func peopleTogether(p *cascade.Problem) bool {
	pub := p.Network.Public()
	said := pub.Attends != nil || p.Network.Garbles() || p.Question.Follow
	for _, s := range pub.Hears {
		said = said || s.Kind == model.Tell || s.Stops > 0
	}
	for i := range p.Messages {
		said = said || p.Messages[i].Contradicts > 0
	}
	return said
}

// carriedOnly is a public in which ways that do not carry a message reach nobody: they
// keep their places, and with them their random numbers.
func carriedOnly(pub *model.Public, message int) *model.Public {
	mute := func(s *model.Source) bool { return s.Carries != nil && !slices.Contains(s.Carries, message) }
	if !slices.ContainsFunc(pub.Hears, func(s model.Source) bool { return mute(&s) }) {
		return pub
	}
	out := *pub
	out.Hears = slices.Clone(pub.Hears)
	for k := range out.Hears {
		// All that could reach anybody is taken away, and nothing else.
		if s := &out.Hears[k]; mute(s) {
			s.Share, s.Shares, s.Rate, s.Closed, s.Again, s.TellPeople, s.TellShare = 0, nil, 0, 1, 0, 0, 0
		}
	}
	// Of two audiences that overlap one may be gone: the other is what it was.
	out.Overlaps = slices.DeleteFunc(slices.Clone(pub.Overlaps), func(o model.Overlap) bool {
		return mute(&pub.Hears[o.A]) || mute(&pub.Hears[o.B])
	})
	return &out
}

// newMinds makes the people of a problem ready to be played over all its messages. The
// crowd that is asked is that of the message asked about, all of whose people are
// played one by one.
func newMinds(p cascade.Problem, columns []model.Tick) (*Crowd, error) {
	pub := p.Network.Public()
	m := &minds{
		about: p.About, root: random.NewKey(p.Seed).Fold(wordPublic).Fold(wordMinds), attends: pub.Attends, corrects: pub.Corrects,
		content: p.Network.Garbles(), pair: make([]int, len(p.Messages)), truth: make([]bool, len(p.Messages)),
	}
	for k := range p.Messages {
		one := p
		one.About = k
		// Each message is made ready as if it were alone, with its own addresses.
		c, err := newAlone(one, columns, Individuals, nil)
		if err != nil {
			return nil, err
		}
		m.crowds = append(m.crowds, c)
		m.tells = append(m.tells, c.law.tells)
		m.streams = append(m.streams, p.Messages[k].Stream != nil)
		m.pair[k] = -1
		m.addTalks(pub, k)
		m.addInk(p.Network, k)
	}
	for k := range p.Messages {
		// Message k contradicts x, which is the truth: people believe one of the two, and x may
		// correct k.
		if x := p.Messages[k].Contradicts - 1; x >= 0 {
			m.pair[k], m.pair[x], m.truth[x] = x, k, true
		}
	}
	c := *m.crowds[p.About]
	c.minds = m
	return &c, nil
}

// wordMinds tells the random numbers of people over all messages apart.
const (
	wordMinds  = 0x4d49_4e44_5300
	wordGarble = 0x4741_5242_4c45
)

// addTalks adds the talks of a message.
func (m *minds) addTalks(pub *model.Public, message int) {
	l := &m.crowds[message].law
	for j := range l.talks {
		s := &pub.Hears[l.sourceOfTalk[j]]
		if l.talks[j].rate > 0 {
			m.talks = append(m.talks, talking{message, j, l.sourceOfTalk[j], s.Stops, ink{s.Garbles, s.Variants}})
		}
	}
}

// addInk finds how each way changes what is said.
func (m *minds) addInk(n *model.Network, message int) {
	var list []ink
	for _, s := range n.Public().Hears {
		// What is broadcast is changed by its channel, all else by the way itself.
		x := ink{s.Garbles, s.Variants}
		if s.Kind == model.Broadcast {
			x = ink{n.Channels()[s.Channel].Garbles, n.Channels()[s.Channel].Variants}
		}
		list = append(list, x)
	}
	m.garbles = append(m.garbles, list)
}

// pass is what a copy says after it was handed over.
func (x ink) pass(content int32, v float64) int32 {
	return model.Garble(content, x.chance, x.variants, v)
}

// heldAt is what a unit held of a message at a time: right, and first-hand, where
// copies are not followed.
func heldAt(x *cascade.MessagePlay, u model.Unit, t model.Tick) (content, hands int32) {
	if x.Held == nil || u == model.NoUnit {
		return 0, 0
	}
	// Holdings are in order of time: the last one by then counts.
	for _, h := range x.Held[u] {
		if h.At <= t {
			content, hands = h.Content, h.HandOvers
		}
	}
	if content < 0 { // units tell wrong ones apart, people do not
		content = model.SomeWrong
	}
	return content, hands
}

// playMinds plays the people of all units over all messages.
func (w *Work) playMinds() {
	m := w.minds
	if w.content == nil {
		w.content = make([]Content, len(w.columns))
	}
	clear(w.content)
	// A message that is alone was played without the others.
	plays := []cascade.MessagePlay{{Start: w.out.Start}}
	if w.out.Together != nil {
		plays = w.out.Together.Messages
	}
	for i, u := range w.served {
		w.mind.play(m, w.trial, i, m.root.Fold(w.net.Key(u)), plays, &w.played[i], w.content)
	}
}

// Minds tells whether people are played over all messages, and HeldAt has an answer.
func (c *Crowd) Minds() bool { return c.minds != nil }

// HeldAt is what people hold of the message that is asked about at one of the columns,
// in the trial played last; nothing where that is not followed.
func (w *Work) HeldAt(t model.Tick) Content {
	if w.works != nil {
		return w.works[w.variant].HeldAt(t)
	}
	if j, found := slices.BinarySearch(w.columns, t); found && w.content != nil {
		return w.content[j]
	}
	return Content{}
}

// toTell is how many people of a unit are told by number.
func (t *tell) toTell(people int64) int64 {
	if t.share > 0 {
		return int64(math.Round(float64(t.share * float64(people))))
	}
	return min(t.people, people)
}
