package report

import (
	"slices"
	"testing"

	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

// What is shown of reminders is who sends the first and after how long, and how many there are.
func TestRemindersAreShown(t *testing.T) {
	s, err := scenario.LoadFS(scenarios.FS, "duty-roster.yaml", scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := []model.Reminder{{By: 1, After: model.Hour}, {By: 0, After: 5 * model.Hour}}
	for n := 1; n <= 2; n++ {
		m := s.Messages[0]
		m.Remind = all[:n]
		var args []any
		for _, x := range messageMore(s, &m) {
			if x.Kind == "remind" {
				args = x.Args
			}
		}
		if want := []any{m.Name, int64(n), s.Network.Tiers()[1], model.Hour, s.Answers[0].Name}; !slices.Equal(args, want) {
			t.Errorf("%d reminders: %v, want %v", n, args, want)
		}
	}
}
