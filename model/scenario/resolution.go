package scenario

import (
	"math"

	"harkara/model"
)

// blurred is a delay that whole microseconds blur: so many of its waits lie
// within half a microsecond of each other that rounding shows.
type blurred struct {
	path  string  // where the file gives it
	share float64 // of waits that rounding brings too early at the worst time
}

const (
	blurredShare = 0.02                   // from here on rounding is worth a note
	blurredBelow = 50 * model.Microsecond // longer waits are told in larger units
)

// rounded is the largest error that rounding to whole microseconds makes in the
// share of waits of at most t, over t below blurredBelow: it counts every wait up
// to half a microsecond later, so the error is F(t + ½) − F(t). It is 0 for waits
// that take whole microseconds only, and where fewer than blurredShare are so short.
func rounded(x model.Delay) float64 {
	if x.CDF((blurredBelow + model.Microsecond).Seconds()) <= blurredShare {
		return 0
	}
	worst := 0.0
	for t := model.Tick(0); t < blurredBelow; t += model.Microsecond {
		half := model.Microsecond.Seconds() / 2
		worst = math.Max(worst, x.CDF(t.Seconds()+half)-x.CDF(t.Seconds()))
	}
	return worst
}

// checkResolution remembers a delay that whole microseconds blur.
func (d *decoder) checkResolution(x model.Delay, path string) {
	if share := rounded(x); share > blurredShare {
		d.blurred = append(d.blurred, blurred{path, share})
	}
}

// noteResolution names how many delays are blurred, the one blurred most, and by
// how much.
func (d *decoder) noteResolution() {
	if len(d.blurred) == 0 {
		return
	}
	worst := d.blurred[0]
	for _, c := range d.blurred {
		if c.share > worst.share {
			worst = c
		}
	}
	d.note("below-resolution", int64(len(d.blurred)), worst.path, worst.share*100)
}
