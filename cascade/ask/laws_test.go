package ask_test

import (
	"testing"

	"harkara/cascade/ask"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/laws"
)

// Studies meet their laws: each is told in full, and shown by some study.
func TestStudiesMeetTheirLaws(t *testing.T) {
	quick := map[string]bool{"ranges-quantiles": true, "tornado": true, "screening": true, "sobol-points": true, "precision": true}
	for _, l := range laws.Studies() {
		if l.Title == "" || l.Formula == "" || l.Source == "" || l.Number == 0 {
			t.Errorf("law %s is not told in full", l.Name)
		}
		t.Run(l.Name, func(t *testing.T) {
			if !quick[l.Name] {
				effort.NotShort(t, "plays a study of thousands of points")
			}
			rows, err := ask.Options{}.StudyLaw(t.Context(), l, 5)
			if err != nil || len(rows) == 0 {
				t.Fatalf("%d numbers, %v", len(rows), err)
			}
			for _, r := range rows {
				if !r.Holds() || r.Law != l.Number || r.Name != l.Name {
					t.Errorf("%s: %g, want %g ± %g (z %.2f)", r.What, r.Got, r.Expected, r.SE, r.Z)
				}
			}
		})
	}
	if _, err := (ask.Options{}).StudyLaw(t.Context(), laws.Law{Name: "none"}, 1); err == nil {
		t.Error("a law that no study shows is held")
	}
}
