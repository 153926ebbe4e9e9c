package exact

import (
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/model"
)

// An origin has the message from the moment of its release, and no sooner.
func TestOriginsHaveItAtRelease(t *testing.T) {
	p := cascadetest.Sketch(t, 4, func(_ *model.Spec, p *cascade.Problem) { p.Message().At = model.Hour })
	for at, want := range map[model.Tick]float64{model.Hour - 1: 0, model.Hour: 1, 2 * model.Hour: 1} {
		if got := originsOf(&p, 0, cascade.Reach{At: at}); got != want {
			t.Errorf("at %v: %v, want %v", at.Duration(), got, want)
		}
	}
	if got := originsOf(&p, 1, cascade.Reach{At: model.Hour}); got != 0 {
		t.Errorf("%v of the tier below are origins", got)
	}
}
