package main

import (
	"encoding/json"
	"math"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// Two plans compared with each other differ by as much as they do from the
// scenario as it is; turned around, by the opposite.
func TestCompareAgainst(t *testing.T) {
	effort.NotShort(t, "plays a district three times")
	differences := func(flags ...string) map[string]float64 {
		t.Helper()
		got := harkara(t, append([]string{"compare", "pakur", "--trials", effort.Of("", "8", "20"), "--at", "24h", "--format", "json"}, flags...)...)
		var doc struct {
			Rows []struct {
				Plan, Tier string
				Difference float64
			}
		}
		if err := json.Unmarshal([]byte(got.out), &doc); err != nil || got.status != 0 {
			t.Fatal(flags, err, got)
		}
		out := map[string]float64{}
		for _, r := range doc.Rows {
			out[r.Plan+" "+r.Tier] = r.Difference
		}
		return out
	}
	base := differences("--plan", "trained-blocks", "--plan", "more-visitors")
	there := differences("--plan", "more-visitors", "--against", "trained-blocks")
	back := differences("--plan", "trained-blocks", "--against", "more-visitors")
	for _, tier := range []string{"panchayat", "public", "households"} {
		want := base["more-visitors "+tier] - base["trained-blocks "+tier]
		a, b := there["more-visitors "+tier], back["trained-blocks "+tier]
		if want == 0 || math.Abs(a-want) > 1e-8 || math.Abs(b+want) > 1e-8 {
			t.Errorf("%s: %v and %v, want %v and its opposite", tier, a, b, want)
		}
	}
}
