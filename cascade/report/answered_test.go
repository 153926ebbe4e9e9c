package report

import (
	"math"
	"testing"

	"harkara/cascade"
	"harkara/cascade/report/words"
)

// Mean numbers have three digits, and all of them from a thousand on.
func TestAmountsAsWritten(t *testing.T) {
	for want, a := range map[string]cascade.Amount{
		"1170 (900–1500)": {Mean: cascade.Estimate{Value: 1170.4}, P05: 900, P95: 1500},
		"1.23 (0–3)":      {Mean: cascade.Estimate{Value: 1.234}, P05: 0, P95: 3},
		"123457":          {Mean: cascade.Estimate{Value: 123456.7}, P05: math.NaN()},
		"0.5":             {Mean: cascade.Estimate{Value: 0.5}, P05: 1, P95: 1},
	} {
		if got := words.English.Note(amountCell(a).Full); got != want {
			t.Errorf("%v is written %q, want %q", a.Mean.Value, got, want)
		}
	}
}
