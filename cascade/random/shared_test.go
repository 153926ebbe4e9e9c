package random

import (
	"testing"

	"harkara/model"
)

// A table that is asked for again is the one that was made, also after many others that
// were asked for once; of these no more are kept than a few.
func TestTableOf(t *testing.T) {
	mean := func(seconds float64) model.Delay {
		d, err := model.NewExponential(seconds)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	of := func(seconds float64) *Table { return TableOf(0.5, mean(seconds)) }
	first := of(1)
	if of(1) != first {
		t.Error("made twice")
	}
	for i := range 3 * mostOnce {
		of(100 + float64(i))
	}
	if of(1) != first {
		t.Error("let go, though it was asked for twice")
	}
	if n := len(shared.once); n > mostOnce {
		t.Errorf("%d are kept that were asked for once", n)
	}
	// Asked for once and let go, then again: from then on it is kept.
	again := of(100)
	for i := range 3 * mostOnce {
		of(1000 + float64(i))
	}
	if of(100) != again {
		t.Error("let go, though it was asked for again")
	}
	// What is compared is kept from the first time on.
	compared := KeptTableOf(0.5, mean(7))
	for i := range 3 * mostOnce {
		of(2000 + float64(i))
	}
	if of(7) != compared {
		t.Error("let go, though it was to be kept")
	}
	if again.Draw(1<<62) != NewTable(0.5, mean(100)).Draw(1<<62) {
		t.Error("not the table of its delay")
	}
}
