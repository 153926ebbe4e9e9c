package cascadetest

import (
	"fmt"
	"testing"
	"time"

	"harkara/model"
)

func (g *generator) channel(tb testing.TB, i int, hours []*model.Calendar) model.Channel {
	c := model.Channel{Name: fmt.Sprintf("channel%d", i), Delivers: g.chance(0.4), Delay: g.delay(tb, 1800)}
	if g.features.Calls && g.IntN(2) == 0 {
		c.Calls = &model.Calls{Lines: 1 + g.IntN(3), Each: g.delay(tb, 300), Random: g.IntN(2) == 0}
		if g.features.Unanswered && g.IntN(2) == 0 {
			c.Calls.Unanswered = g.delay(tb, 60)
		}
		c.Calls.Skips = g.features.Skips && g.IntN(2) == 0
	}
	if g.features.Retries && g.IntN(2) == 0 {
		c.Retry = model.Retry{Every: g.time(2 * model.Hour), Times: g.IntN(4)}
		if g.features.Unreachable && g.IntN(2) == 0 {
			c.Retry.Differs, c.Retry.Delivers = true, g.chance(0)
		}
	}
	if g.features.Unreachable && g.IntN(2) == 0 {
		c.Unreachable = g.share()
	}
	if g.features.Hours && g.IntN(2) == 0 {
		c.Hours = hours[g.IntN(len(hours))]
	}
	return c
}

func (g *generator) calendar(tb testing.TB) *model.Calendar {
	h := model.Hours{Name: "hours", From: g.IntN(1440), To: g.IntN(1440)}
	if g.features.Round { // openings and closings within two hours of the start
		h.From, h.To = 30*(16+g.IntN(6)), 30*(16+g.IntN(6))
	}
	for d := range h.Days {
		h.Days[d] = g.IntN(5) > 0
	}
	c, err := model.NewCalendar(h, time.Date(2024, 10, 12, 9, 0, 0, 0, time.UTC), g.horizon)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// delay is a random delay of about so many seconds.
func (g *generator) delay(tb testing.TB, about float64) model.Delay {
	if g.features.Round && g.IntN(8) > 0 {
		return g.roundDelay(tb)
	}
	x := about * (0.2 + g.Float64())
	var d model.Delay
	var err error
	switch g.IntN(6) {
	case 0:
		return model.Fixed(float64(int(x)))
	case 1:
		d, err = model.NewDiscrete([]float64{0, float64(int(x)), float64(int(2 * x))}, []float64{1, 2, 1})
	case 2:
		d, err = model.NewExponential(x)
	case 3:
		d, err = model.NewUniform(x/2, x)
	case 4:
		d, err = model.NewGamma(x, x/2)
	default:
		d, err = model.NewLogNormal(x, 4*x)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// roundDelay is a fixed round time, or one of two.
func (g *generator) roundDelay(tb testing.TB) model.Delay {
	a, b := g.round()/float64(model.Second), g.round()/float64(model.Second)
	if a >= b || g.IntN(2) == 0 {
		return model.Fixed(a)
	}
	d, err := model.NewDiscrete([]float64{a, b}, []float64{1, 1})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}
