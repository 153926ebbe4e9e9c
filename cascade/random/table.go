package random

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
// distribution, makes no draw later, but for what straight lines leave: of two
// tables that differ by less than about one part in ten thousand the better one
// may draw a few ticks more, where one has lines that the other has not.
//
// Continuous distributions are tabulated: straight lines over 2,048 equal parts
// of all numbers, and where the quantile function is curved too much for that,
// towards the ends, over 16 equal parts of such a part, and so on down to a
// probability of 2^-22; beyond, the distribution's own quantile is asked.
//
//	0 ┤▕▏▏▏▏▏▏▏▏▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏ ▏▏▏▏▏▏▏▏▏▏▕├ p    never    ┤ 1
//
// A draw differs from the exact quantile by less than one part in ten thousand
// and two ticks (TestTableIsClose). Break points are whole ticks, and sums and products
// between them are rounded alike on every machine, so draws are the same on all.
type Table struct {
	last  uint64 // numbers up to last are waits
	lines *[parts]line
	finer []*[finerParts]line

	delay model.Delay // for the far ends

	steps []model.Tick // finitely many values
	upTo  []uint64     // numbers below upTo[i] give steps[i]
}

// line is one straight line of the quantile function: a wait in ticks is the
// whole part of base + slope·u, u taken as signed (2^64 less from 2^63 on),
// because processors turn that into a float64 in one step. A base from refined on
// stands for finer lines, one refinedStep more for each entry of Table.finer, or
// for the quantile itself.
type line struct{ base, slope float64 }

const (
	refined     = 1 << refinedBit
	refinedBit  = 62
	refinedStep = 1 << 10 // of a float64 of that size
	exactly     = refined + 1<<40
)

const (
	partBits   = 11
	parts      = 1 << partBits
	finerBits  = 4
	finerParts = 1 << finerBits
	deepest    = 22 // bits of a number told apart by lines
)

// NewTable tabulates a delay that comes with chance p, else never.
func NewTable(p float64, d model.Delay) *Table {
	below := threshold(p)
	t := &Table{last: below - 1, delay: d}
	if p >= 1 {
		below, t.last = math.MaxUint64, math.MaxUint64
	}
	if below == 0 {
		t.last, t.steps, t.upTo = 0, []model.Tick{model.Never}, []uint64{math.MaxUint64}
		return t
	}
	if seconds, cumulative, ok := model.Steps(d); ok {
		for i, s := range seconds {
			hi, _ := bits.Mul64(threshold(cumulative[i]), below)
			t.steps, t.upTo = append(t.steps, model.TicksOf(s)), append(t.upTo, hi)
		}
		t.upTo[len(t.upTo)-1] = math.MaxUint64
		return t
	}
	t.lines = new([parts]line)
	t.tabulate(t.lines[:], 0, 64-partBits)
	return t
}

// tabulate fills in lines that follow each other from number first, each over
// 2^shift numbers.
func (t *Table) tabulate(lines []line, first uint64, shift uint) {
	breaks := make([]model.Tick, len(lines)+1) // Never beyond the waits
	for i := range breaks {
		breaks[i] = model.Never
		if before := first + uint64(i)<<shift - 1; i == 0 || before < t.last {
			breaks[i] = t.quantileAfter(before+1, breaks[:i])
		}
	}
	for i := range lines {
		u := first + uint64(i)<<shift
		switch {
		case u > t.last:
			lines[i] = line{base: float64(model.Never)}
		case u > 0 && straight(breaks, i):
			lines[i] = newLine(u, shift, breaks[i], breaks[i+1])
		case 64-shift >= deepest:
			lines[i] = line{base: exactly}
		default:
			lines[i] = line{base: float64(refined + len(t.finer)*refinedStep)}
			finer := new([finerParts]line)
			t.finer = append(t.finer, finer)
			t.tabulate(finer[:], u, shift-finerBits)
		}
	}
}

// newLine goes from a wait at number u to one at u+2^shift. At breaks it is half
// a tick above a whole one, so that the whole part is not at the mercy of the
// last bit.
func newLine(u uint64, shift uint, from, to model.Tick) line {
	slope := math.Ldexp(float64(to-from), -int(shift))
	return line{base: float64(from) + 0.5 - float64(slope*float64(int64(u))), slope: slope}
}

// straight tells whether the quantile function is all but straight from break i
// to the next. The second difference is eight times what it differs from the line
// in the middle.
func straight(breaks []model.Tick, i int) bool {
	second := model.Tick(0)
	for k := max(i, 1); k <= i+1 && k+1 < len(breaks); k++ {
		second = max(second, breaks[k-1]+breaks[k+1]-2*breaks[k], 2*breaks[k]-breaks[k-1]-breaks[k+1])
	}
	return breaks[i+1] < model.Never && second <= 8+breaks[i]/1500
}

// quantileAfter is quantile of a number that follows those of some breaks as these follow
// each other: where there are three it is near the parabola through the last of them.
func (t *Table) quantileAfter(u uint64, breaks []model.Tick) model.Tick {
	n := len(breaks)
	if n < 3 {
		return t.quantile(u)
	}
	near := 3*(breaks[n-1]-breaks[n-2]) + breaks[n-3]
	return model.TicksOf(model.QuantileNear(t.delay, t.share(u), near.Seconds()))
}

// quantile is the wait that number u stands for by the distribution itself.
func (t *Table) quantile(u uint64) model.Tick {
	return model.TicksOf(t.delay.Quantile(t.share(u)))
}

// share is the share of waits that are as short as that of number u.
func (t *Table) share(u uint64) float64 {
	if t.last < math.MaxUint64 {
		u, _ = bits.Div64(u, 0, t.last+1)
	}
	return Uniform(u)
}

// Draw is the wait that number u stands for, or model.Never.
func (t *Table) Draw(u uint64) model.Tick {
	if u > t.last {
		return model.Never
	}
	return t.wait(u)
}

// wait is the wait that a number up to last stands for.
func (t *Table) wait(u uint64) model.Tick {
	if t.lines == nil {
		return t.step(u)
	}
	l := &t.lines[u>>(64-partBits)]
	for shift := 64 - partBits - finerBits; l.base >= refined; shift -= finerBits {
		if l.base == exactly {
			return t.quantile(u)
		}
		l = &t.finer[(int(l.base)-refined)/refinedStep][u>>shift%finerParts]
	}
	return l.at(u)
}

// at is the wait that number u stands for; a base from refined on as it is.
func (l *line) at(u uint64) model.Tick {
	return model.Tick(l.base + float64(l.slope*float64(int64(u))))
}

// step finds the value of a delay with finitely many.
func (t *Table) step(u uint64) model.Tick {
	if len(t.steps) == 1 {
		return t.steps[0]
	}
	i, exact := slices.BinarySearch(t.upTo, u)
	if exact {
		i++
	}
	return t.steps[min(i, len(t.steps)-1)]
}

// Fixed is the one wait that every draw gives, if the table always gives the same.
func (t *Table) Fixed() (model.Tick, bool) {
	if t.last == math.MaxUint64 && len(t.steps) == 1 {
		return t.steps[0], true
	}
	return 0, false
}
