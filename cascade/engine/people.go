package engine

import (
	"harkara/cascade"
	"harkara/cascade/public"
	"harkara/cascade/random"
	"harkara/model"
)

// hearing is an answer of one of the people, or households, of a served unit.
type hearing struct {
	// ask is an index of score.asked, origin that of the unit that serves them; key is the
	// address of what becomes of it, at when it is made.
	ask, origin int32
	key         random.Key
	at          model.Tick
}

// setCrowds makes the people ready who answer messages.
//
// When people hear follows from when their units started, so that they are asked once a
// message has been played, and then answer: their answers are played after it, or, where
// these may change how messages go (they wait for the same people's lines), with it in a
// second play of the same trial.
func (s *score) setCrowds() error {
	s.crowds = make([]*public.Crowd, len(s.plans))
	for k := range s.asked {
		// Of a message whose people answer several things they are made ready once.
		a := &s.asked[k]
		if a.Message < 0 || a.byUnit || s.crowds[a.Message] != nil {
			continue
		}
		// As if that message were asked about: the same public, by the starts of its
		// units.
		p := s.problem
		p.About = a.Message
		crowd, err := public.New(p, p.Question.At, public.Auto)
		if err != nil {
			return err
		}
		// Where what people hold depends on several messages they are played one by one,
		// and do not answer.
		if crowd != nil && crowd.Minds() {
			return cascade.Refuse("heads-answers", a.answer.Name)
		}
		s.crowds[a.Message] = crowd
	}
	for k := range s.asked {
		// Answers that go up without meeting anything change nothing for messages.
		if a := &s.asked[k]; a.Message >= 0 && !a.byUnit && !a.quick {
			s.answersMatter = true
		}
	}
	return nil
}

// unasked is a message whose people have not been asked yet, and can be; −1 where there
// is none.
func (j *joint) unasked() int {
	for m, x := range j.chosen {
		if x != nil && !j.asks[m] && j.copies[m].released < model.Never {
			return m
		}
	}
	return -1
}

// askPeople finds who of the people answers a message, and when.
func (j *joint) askPeople(m int) {
	j.asks[m] = true
	x := j.chosen[m]
	x.Begin(j.trial, j.copies[m].start)
	for _, k := range j.asksOf[m] {
		a := &j.asked[k]
		if a.byUnit {
			continue
		}
		// A household answers once, when the first of it has heard.
		homes := a.answer.From == model.FromHouseholds
		for i, u := range j.net.Served() {
			// Not asked where the answer is only of some of the places served.
			o := a.origin[u]
			if o < 0 {
				continue
			}
			x.Of(i, homes, a.answer.Chance, func(n int64, at model.Tick) {
				key := a.keys[o].Fold(uint64(n))
				// After is never for those who do not get round to it by the horizon.
				at += a.after.Draw(random.Mix(uint64(key) + j.copies[m].add))
				if at <= j.horizon {
					j.heard = append(j.heard, hearing{int32(k), o, key, at})
				}
			})
		}
	}
}
