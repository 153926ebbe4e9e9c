package report

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

// jsonFilm is when each unit has the message, packed: units in the order of the
// network, tier by tier from the top. Packed is, in base64 and gzip (without a time),
// one after another, numbers as Protocol Buffers' variable-length integers:
//
//	parents   of each unit its parent less that of the unit before (zigzag; −1 is none)
//	people    of each unit how many it serves
//	ordinals  of each unit n where it is the nth generated child of its parent, else 0
//	names     of each unit of ordinal 0 the length of its name in bytes, and the name;
//	          then in the same way those in the local script
//	arrivals  where Arrivals is true, of each unit a byte: the first of the times of the
//	          curves, counted from 0, by which it has the message in the typical play;
//	          255 is not by the last
//	chances   of each time of At, of each unit a byte: the share of plays in which it
//	          has the message, in parts of 250
//	means     where Means is true, of each unit the mean time at which it has it, of
//	          plays in which it does, in parts of 60,000 of Horizon, plus 1; 0 is never
//	tellers   where Tellers is true, of each unit 1 + the unit that told it first most
//	          often; 0 is nobody
type jsonFilm struct {
	Units   int        `json:"units"`
	Tiers   []jsonSize `json:"tiers"`
	Trial   uint64     `json:"trial"` // the typical play
	Horizon float64    `json:"horizon_s"`
	At      []float64  `json:"at_s"`
	Arrival bool       `json:"arrivals"`
	Means   bool       `json:"means"`
	Tellers bool       `json:"tellers"`
	Packed  string     `json:"packed"`
	// Hours are those that hold units or channels back, as far as the film goes.
	Hours  []jsonHours `json:"hours,omitempty"`
	Shapes *Shapes     `json:"shapes,omitempty"`
}

// jsonHours are the times at which some hours are open: pairs of seconds.
type jsonHours struct {
	Name string       `json:"name"`
	Open [][2]float64 `json:"open_s"`
}

type jsonSize struct {
	Tier  string `json:"tier"`
	Units int    `json:"units"`
}

// manyUnits is from how many units on means and tellers are left out of a film.
const manyUnits = 20_000

// chanceParts and meanParts are the parts in which a film tells shares and mean times,
// notBy the byte that stands for no arrival.
const (
	chanceParts = 250
	notBy       = 255
	meanParts   = 60_000
)

func filmJSON(l *Look, i int) *jsonFilm {
	n, r, p := l.Network, l.Results[i], &l.Parts[i]
	u := r.Units
	f := &jsonFilm{
		Units: n.Len(), Trial: p.Typical, Horizon: words.TenDigits(r.Horizon.Seconds()), Shapes: l.Shapes,
		Arrival: p.Arrival != nil, Means: n.Len() <= manyUnits, Tellers: n.Len() <= manyUnits,
	}
	if p.Curves != nil {
		f.Hours = hoursJSON(n, p.Curves.At[len(p.Curves.At)-1])
	}
	for t, name := range n.Tiers() {
		f.Tiers = append(f.Tiers, jsonSize{name, n.InTier(t).Len()})
	}
	for _, at := range u.At {
		f.At = append(f.At, words.TenDigits(at.Seconds()))
	}
	w := packUnits(n, l.Names)
	if f.Arrival {
		for _, at := range p.Arrival {
			j, _ := slices.BinarySearch(p.Curves.At, at)
			if j == len(p.Curves.At) || j > notBy {
				j = notBy
			}
			w.WriteByte(byte(j))
		}
	}
	for j := range u.At {
		for k := range model.Unit(n.Len()) {
			w.WriteByte(byte(math.Round(u.Share(k, j) * chanceParts)))
		}
	}
	if f.Means {
		packMeans(w, u, r.Horizon)
	}
	if f.Tellers {
		for k := range n.Len() {
			w.uint(uint64(u.First[k].From + 1))
		}
	}
	f.Packed = zipped(w.Bytes())
	return f
}

// hoursJSON are the hours of the relays and channels of a network up to a time, each
// once, in the order of their names.
func hoursJSON(n *model.Network, end model.Tick) []jsonHours {
	all := map[string]*model.Calendar{}
	add := func(c *model.Calendar) {
		if c != nil {
			all[c.Name] = c
		}
	}
	for t := range n.Tiers() {
		if in := n.InTier(t); n.Forwarders(t) > 0 {
			for u := in.Lo; u < in.Hi; u++ {
				add(n.Relay(u).Hours)
			}
		}
	}
	for i := range n.Channels() {
		add(n.Channels()[i].Hours)
	}
	var out []jsonHours
	for _, name := range slices.Sorted(maps.Keys(all)) {
		h := jsonHours{Name: name, Open: [][2]float64{}}
		for _, w := range all[name].Windows() {
			if w.Open < end {
				h.Open = append(h.Open, [2]float64{words.TenDigits(w.Open.Seconds()), words.TenDigits(min(w.Close, end).Seconds())})
			}
		}
		out = append(out, h)
	}
	return out
}

// packed is bytes to which numbers are written.
type packed struct{ bytes.Buffer }

func (w *packed) uint(x uint64) { w.Write(binary.AppendUvarint(nil, x)) }
func (w *packed) int(x int64)   { w.Write(binary.AppendVarint(nil, x)) }

func (w *packed) text(s string) {
	w.uint(uint64(len(s)))
	w.WriteString(s)
}

// packUnits tells who the units are.
func packUnits(n *model.Network, named bool) *packed {
	w := &packed{}
	before := model.NoUnit
	for _, p := range n.Parents() {
		w.int(int64(p - before))
		before = p
	}
	people := make([]int64, n.Len())
	for i, u := range n.Served() {
		people[u] = n.People()[i]
	}
	for _, x := range people {
		w.uint(uint64(x))
	}
	for u := range n.Len() {
		w.uint(uint64(n.Ordinal(model.Unit(u))))
	}
	for _, name := range []func(model.Unit) string{n.Name, n.LocalName} {
		for u := range model.Unit(n.Len()) {
			switch {
			case n.Ordinal(u) > 0:
			case named:
				w.text(Visible(name(u)))
			default:
				w.text("")
			}
		}
	}
	return w
}

func packMeans(w *packed, u *cascade.UnitAnswers, horizon model.Tick) {
	for k := range len(u.First) {
		mean := u.MeanArrival(model.Unit(k))
		if math.IsNaN(mean) {
			w.uint(0)
			continue
		}
		w.uint(1 + uint64(math.Round(mean/horizon.Seconds()*meanParts)))
	}
}

// zipped is data in gzip, without a time, in base64: the same bytes for the same data.
func zipped(data []byte) string {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(data)
	_ = z.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}
