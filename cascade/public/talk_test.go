package public

import (
	"math"
	"testing"
)

// Talk that goes on long after everybody knows stays a number, and nobody
// forgets: the share falls as the logistic curve says, exp(-bt) once few are
// left, until it is less than any person.
func TestTalkGoesOnForever(t *testing.T) {
	const step, steps = 3.0, 2000
	h := cohort{state: state{u: 1, z: 0.9, q: 1}}
	before := h.z
	for k := range steps {
		h.hearAndTalk(1, step)
		for _, x := range []float64{h.z, h.d, h.delta} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("step %d: %+v", k, h)
			}
		}
		if h.z > before {
			t.Fatalf("step %d: %v do not know, %v before", k, h.z, before)
		}
		before = h.z
		if want := 9 * math.Exp(-step*float64(k+1)); want < 1e-6 && want > 1e-90 && math.Abs(h.z/want-1) > 1e-5 {
			t.Fatalf("step %d: %v do not know, want %v", k, h.z, want)
		}
	}
	if h.z > nobody {
		t.Errorf("%v still do not know", h.z)
	}
}
