package public

import (
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"sync"

	"github.com/cespare/xxhash/v2"

	"harkara/cascade"
	"harkara/cascade/random"
	"harkara/model"
)

// keptTalk is what talk that leaps made of units in plays, kept for all problems of a
// Cache whose people and law are these. What is made of a unit depends on nothing else
// but the play and when the unit's sources started: a problem that differs in what the
// offices above do has most of it in common.
type keptTalk struct {
	pub           *model.Public
	channels      []model.Channel // of each of the public's broadcasts
	horizon       model.Tick
	grid          []model.Tick
	people, homes []int64
	keys          []random.Key
	// parents are of all units: a share given for a unit is that of all below it.
	parents []model.Unit

	cache *cascade.Cache
	mu    sync.Mutex
	plays map[playOf][]leapt
}

// playOf is a unit, by its index, in a trial.
type playOf struct {
	trial uint64
	unit  int
}

// leapt is what talk made of a unit whose sources started at starts, at each time of
// the grid.
type leapt struct {
	starts []model.Tick
	states []leaping
}

// laws are those of a Cache with one fingerprint: nearly always one.
type laws struct {
	mu  sync.Mutex
	all []*keptTalk
}

// fingerprint is the key of laws in a Cache.
type fingerprint uint64

// setKept finds what is kept of talk of these people, who hear as pub has it.
func (c *Crowd) setKept(cache *cascade.Cache, pub *model.Public) {
	if cache == nil || !c.law.leaps() {
		return
	}
	now := &keptTalk{
		pub: pub, horizon: c.horizon, grid: c.grid, people: c.people, homes: c.homes, keys: c.keys, parents: c.net.Parents(),
		cache: cache, plays: map[playOf][]leapt{},
	}
	// Only channels over which people hear matter to them.
	for i := range pub.Hears {
		if s := &pub.Hears[i]; s.Kind == model.Broadcast {
			now.channels = append(now.channels, c.net.Channels()[s.Channel])
		}
	}
	// A fingerprint finds those that may be equal; they are compared before anything is
	// shared.
	same := cache.Kept(now.fingerprint(), bytesOfPlay, func() any { return &laws{} }).(*laws)
	same.mu.Lock()
	defer same.mu.Unlock()
	for _, k := range same.all {
		if k.equal(now) {
			c.keeps = k
			return
		}
	}
	// A full cache keeps nothing more, and all goes on without it.
	if cache.Room(int64(len(c.served)) * bytesOfUnit) {
		same.all, c.keeps = append(same.all, now), now
	}
}

// fingerprint tells most laws apart: equal ones have the same.
func (k *keptTalk) fingerprint() fingerprint {
	var b []byte
	add := func(x float64) { b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x)) }
	add(float64(k.horizon))
	add(float64(len(k.people)))
	// The first key stands for the seed and the message.
	b = binary.LittleEndian.AppendUint64(b, uint64(k.keys[0]))
	for i := range k.pub.Hears {
		s := &k.pub.Hears[i]
		for _, x := range []float64{s.Share, s.Rate, s.PerHour, s.Closed, s.Silent, s.Unheard, float64(s.Workers)} {
			add(x)
		}
	}
	for i := range k.channels {
		add(k.channels[i].Delivers)
		add(k.channels[i].Unreachable)
	}
	return fingerprint(xxhash.Sum64(b))
}

// equal tells whether two have the same people and law.
func (k *keptTalk) equal(o *keptTalk) bool {
	return k.horizon == o.horizon && slices.Equal(k.grid, o.grid) && slices.Equal(k.people, o.people) &&
		slices.Equal(k.homes, o.homes) && slices.Equal(k.keys, o.keys) && slices.Equal(k.parents, o.parents) &&
		reflect.DeepEqual(k.pub, o.pub) && reflect.DeepEqual(k.channels, o.channels)
}

// What is kept takes: a unit of a law, and of a play of one what is beside starts and
// states, in bytes.
const (
	bytesOfUnit = 32
	bytesOfPlay = 128
)

// find is what talk made of a unit in a play where its sources started at starts, at so
// many times of the grid at least; nil where that is not kept.
func (k *keptTalk) find(play playOf, starts []model.Tick, times int) []leaping {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	// Few: one for each of the problems whose offices made it start at another time.
	for _, x := range k.plays[play] {
		if len(x.states) >= times && slices.Equal(x.starts, starts) {
			return x.states
		}
	}
	return nil
}

// room is where the states of one more play are to be put; nil where it is not kept.
func (k *keptTalk) room(times, starts int) []leaping {
	if k == nil || !k.cache.Room(int64(24*times+8*starts)+bytesOfPlay) {
		return nil
	}
	return make([]leaping, times)
}

// add keeps what talk made of a unit in a play.
func (k *keptTalk) add(play playOf, starts []model.Tick, states []leaping) {
	if states == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.plays[play] = append(k.plays[play], leapt{slices.Clone(starts), states})
}
