package scenario

import (
	"math"

	"harkara/model"
)

// A coarse delay is one that whole microseconds blur: so many of its waits lie
// within half a microsecond of each other that rounding shows.
type coarse struct {
	path  string  // where the file gives it
	share float64 // of waits that rounding brings too early at the worst time
}

const (
	coarseShare = 0.02                   // from here on rounding is worth a note
	coarseBelow = 50 * model.Microsecond // longer waits are told in larger units
)

// rounded is the largest error that rounding to whole microseconds makes in the
// share of waits of at most t, over t below coarseBelow: it counts every wait up
// to half a microsecond later, so the error is F(t + ½) − F(t). It is 0 for waits
// that take whole microseconds only.
func rounded(x model.Delay) float64 {
	worst := 0.0
	for t := model.Tick(0); t < coarseBelow; t += model.Microsecond {
		half := model.Microsecond.Seconds() / 2
		worst = math.Max(worst, x.CDF(t.Seconds()+half)-x.CDF(t.Seconds()))
	}
	return worst
}

// checkResolution remembers a delay that whole microseconds blur.
func (d *decoder) checkResolution(x model.Delay, path string) {
	if share := rounded(x); share > coarseShare {
		d.coarse = append(d.coarse, coarse{path, share})
	}
}

// noteResolution names how many delays are blurred, the one blurred most, and by
// how much.
func (d *decoder) noteResolution() {
	if len(d.coarse) == 0 {
		return
	}
	worst := d.coarse[0]
	for _, c := range d.coarse {
		if c.share > worst.share {
			worst = c
		}
	}
	d.note("below-resolution", int64(len(d.coarse)), worst.path, worst.share*100)
}
