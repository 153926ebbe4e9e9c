package luck

import (
	"math"
	"math/bits"
	"slices"

	"harkara/model"
)

// A Table draws a delay that may never end: with chance p it is a wait of a
// given distribution, else it is model.Never. One number is one draw, by
// inversion of the improper distribution p·F: numbers below p·2^64 are waits,
// and a smaller number is a shorter wait. So a higher chance, or a shorter
// distribution, makes no draw later.
//
// Continuous distributions are tabulated: 128 knots for each halving of the
// probability towards either end,
//
//	0 ┤▕▕▕▕ ▕ ▕  ▕  ▕   ▕   ▕    ▕    ▕   ▕   ▕  ▕  ▕ ▕ ▕▕▕▕├ 1
//
// with straight lines between them, down to a probability of 2^-16; beyond, in
// three draws of 100,000, the distribution's own quantile is asked. A draw
// differs from the exact quantile by less than one part in ten thousand and two
// ticks (TestTableIsClose). The table is made of whole ticks and read with
// integer arithmetic, so it gives the same on every machine.
type Table struct {
	coin  Coin
	scale scale

	cells []cell // continuous

	delay model.Delay // for the far tails

	steps  []model.Tick // finitely many values
	upTo   []uint64     // numbers below upTo[i] give steps[i]
	single bool         // one value: steps[0]
}

// cell is one straight line of the quantile function.
type cell struct {
	base  model.Tick
	width uint64
}

const (
	octaves  = 16
	knotBits = 7
	knots    = 1 << knotBits
)

// NewTable tabulates a delay that comes with chance p, else never.
func NewTable(p float64, d model.Delay) *Table {
	t := &Table{coin: NewCoin(p), scale: newScale(p), delay: d}
	if seconds, cumulative, ok := model.Steps(d); ok {
		for i, s := range seconds {
			t.steps = append(t.steps, model.TicksOf(s))
			t.upTo = append(t.upTo, threshold(cumulative[i]))
		}
		t.upTo[len(t.upTo)-1] = math.MaxUint64
		t.single = len(t.steps) == 1
		return t
	}
	t.cells = make([]cell, 2*octaves*knots)
	for o := range octaves {
		octave := math.Ldexp(1, -1-o) // covers [octave/2, octave] from either end
		from := d.Quantile(octave / 2)
		to := d.Quantile(1 - octave/2)
		for j := range knots {
			far := octave / 2 * (1 + float64(j+1)/knots)
			lower, upper := d.Quantile(far), d.Quantile(1-far)
			t.cells[o*knots+j] = newCell(from, lower)
			t.cells[(octaves+o)*knots+j] = newCell(upper, to)
			from, to = lower, upper
		}
	}
	return t
}

func newCell(lo, hi float64) cell {
	a, b := model.TicksOf(lo), model.TicksOf(hi)
	return cell{base: a, width: uint64(max(b-a, 0))}
}

// Draw is the wait that number u stands for, or model.Never.
func (t *Table) Draw(u uint64) model.Tick {
	if !t.coin.sure {
		if u >= t.coin.below {
			return model.Never
		}
		if t.single {
			return t.steps[0]
		}
		u = t.scale.of(u)
	}
	if t.cells == nil {
		return t.step(u)
	}
	mask := uint64(int64(u) >> 63) // all ones in the upper half
	v := u ^ mask                  // distance from the nearer end
	z := uint(bits.LeadingZeros64(v))
	if z > octaves {
		return t.tail(u)
	}
	m := v << (z + 1)
	i := uint(mask&(octaves*knots)) + (z-1)*knots + uint(m>>(64-knotBits))
	c := t.cells[i]
	hi, _ := bits.Mul64(c.width, m<<knotBits^mask)
	return c.base + model.Tick(hi)
}

// step finds the value of a delay with finitely many.
func (t *Table) step(u uint64) model.Tick {
	if t.single {
		return t.steps[0]
	}
	i, exact := slices.BinarySearch(t.upTo, u)
	if exact {
		i++
	}
	return t.steps[min(i, len(t.steps)-1)]
}

// tail asks the distribution itself, where the table does not reach.
func (t *Table) tail(u uint64) model.Tick {
	p := Uniform(u)
	return model.TicksOf(t.delay.Quantile(p))
}

// Fixed is the one wait that every draw gives, if the table has no luck in it.
func (t *Table) Fixed() (model.Tick, bool) {
	if t.coin.sure && t.single {
		return t.steps[0], true
	}
	return 0, false
}

// Chance is how likely a draw is not Never.
func (t *Table) Chance() float64 {
	if t.coin.sure {
		return 1
	}
	return float64(t.coin.below) * 0x1p-64
}
