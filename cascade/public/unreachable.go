package public

import (
	"fmt"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade/random"
	"harkara/model"
)

// channel is how a broadcast's channel may fail to reach a person at all: with the
// chance unreachable, drawn once for each person for all that is broadcast over it.
type channel struct {
	unreachable random.Coin
	// reach is 1 − unreachable where this broadcast alone is over the channel; else
	// 1, and shared is the channel's place among those of several broadcasts.
	reach  float64
	shared int        // −1 where it is not shared
	key    random.Key // beside a person's
}

// channels are some of those over which there are several broadcasts: bit i for
// the i-th.
type channels uint64

// has tells whether a broadcast is over one of them.
func (c channels) has(b *broadcast) bool {
	return c != 0 && b.channel.shared >= 0 && c>>b.channel.shared&1 == 1
}

// maxShared is how many channels with people who cannot be reached may each have
// several broadcasts: what happens is mixed over all sets of them.
const maxShared = 8

// setUnreachable finds how people cannot be reached over the channels of a public's
// broadcasts: of each source. Households are receivers of their own, and hear at most
// one broadcast over a channel (model/scenario refuses others).
func (l *law) setUnreachable(pub *model.Public, all []model.Channel) ([]channel, error) {
	over := map[int]int{} // how many sources to persons are over each channel
	for _, s := range pub.Hears {
		if s.Kind == model.Broadcast && !s.PerHome {
			over[s.Channel]++
		}
	}
	place := map[int]int{}
	out := make([]channel, len(pub.Hears))
	for i, s := range pub.Hears {
		if s.Kind != model.Broadcast {
			continue
		}
		ch := &all[s.Channel]
		c := channel{reach: 1 - ch.Unreachable, shared: -1, unreachable: random.NewCoin(ch.Unreachable),
			key: random.NewKey(xxhash.Sum64String(ch.Name)).Fold(wordAbsent)}
		if ch.Unreachable > 0 && over[s.Channel] > 1 && !s.PerHome {
			known, ok := place[s.Channel]
			if !ok {
				known = len(l.unreachable)
				place[s.Channel] = known
				l.unreachable = append(l.unreachable, ch.Unreachable)
			}
			c.reach, c.shared = 1, known
		}
		out[i] = c
	}
	if len(l.unreachable) > maxShared {
		return nil, fmt.Errorf("over %d channels on which not everybody is reached there are several broadcasts; at most %d are played",
			len(l.unreachable), maxShared)
	}
	return out, nil
}

// survivalMixed is survival where several broadcasts share a channel on which not
// everybody is reached: with u_c the chance of channel c,
//
//	z = Σ_S Π_{c∈S} u_c Π_{c∉S} (1 − u_c) · z(without the broadcasts over S).
func (l *law) survivalMixed(now *instant, b begun) float64 {
	return l.overMissing(func(missing channels) float64 { return l.survivalBut(now, b, missing) })
}

// overMissing is the mean of f over which channels do not reach a person.
func (l *law) overMissing(f func(missing channels) float64) float64 {
	sum := 0.0
	for missing := range channels(1) << len(l.unreachable) {
		w := 1.0
		for i, u := range l.unreachable {
			if missing>>i&1 == 1 {
				w *= u
			} else {
				w *= 1 - u
			}
		}
		sum += float64(w * f(missing))
	}
	return sum
}

// reaches draws, for a person or a household at a key, whether a broadcast's channel
// reaches them.
func (b *broadcast) reaches(person random.Key, trial uint64) bool {
	return !b.channel.unreachable.Heads(person.Shift(b.channel.key).At(trial))
}
