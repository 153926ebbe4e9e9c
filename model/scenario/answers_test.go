package scenario

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"harkara/model"
)

// What answers.good.yaml says of answers and of several messages is what the nouns have.
func TestAnswersAreRead(t *testing.T) {
	s, err := LoadFS(os.DirFS("testdata"), "answers.good.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	delays := cmp.Comparer(func(a, b model.Delay) bool {
		return a == nil && b == nil || a != nil && b != nil && a.Quantile(0.5) == b.Quantile(0.5) && a.Quantile(0.9) == b.Quantile(0.9)
	})
	same := func(what string, got, want any) {
		t.Helper()
		if d := cmp.Diff(want, got, delays, cmpopts.IgnoreFields(model.Message{}, "From"), cmp.Comparer(func(a, b *model.Calendar) bool { return a == b })); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
	}
	exponential, _ := model.NewExponential(36000)
	decides, _ := model.NewLogNormal(3*3600, 24*3600)
	whole := [2]model.Tick{0, 72 * model.Hour}
	now := model.Fixed(0)
	same("answers", s.Answers, []model.Answer{
		{Name: "read", Tier: 3, Chance: 1, After: now, During: whole},
		{Name: "homes", From: model.FromHouseholds, Chance: 0.2, After: model.Fixed(7200), During: whole},
		{Name: "last", From: model.FromLeaves, To: 1, Chance: 1, After: now, During: whole},
		{Name: "problems", Kind: model.Report, From: model.FromPublic, Chance: 0.001, After: exponential, During: whole},
		{Name: "trend", Kind: model.Report, From: model.OfTier, Tier: 3, Chance: 1, After: now, PerDay: 0.02, During: [2]model.Tick{0, 14 * model.Day}},
	})
	step := func(by int, hours model.Tick, over ...int) model.Reminder {
		return model.Reminder{By: by, After: hours * model.Hour, Over: over}
	}
	never := model.Never
	same("messages", s.Messages, []model.Message{
		{Name: "appeal", Expires: never, Remind: []model.Reminder{step(2, 6), step(2, 12, 1), step(1, 24)}},
		{Name: "short", Expires: never, Remind: []model.Reminder{step(2, 6, 1), step(2, 12, 1)}},
		{Name: "reply", Expires: never, When: &model.Condition{Answer: 3, Count: 3, FromTier: 2, FromCount: 2, Within: model.Day}, Decides: decides, Again: model.Day},
		{Name: "bulletin-1", Series: "bulletin", At: model.Hour, Expires: 30 * model.Hour},
		{Name: "bulletin-2", Series: "bulletin", At: 13 * model.Hour, Expires: 42 * model.Hour},
		{Name: "bulletin-3", Series: "bulletin", At: 25 * model.Hour, Expires: 54 * model.Hour},
		{Name: "urgent", At: 6 * model.Hour, Expires: never, Priority: 2, Replaces: []int{1, 3, 4, 5}},
		{Name: "load", Expires: never, Stream: &model.Arrivals{PerDay: 192, Until: 40 * model.Hour}},
		{Name: "rumour", Expires: never, Contradicts: 1},
	})
	n, p := s.Network, s.Network.Public()
	same("people", []any{p.Attends, p.Corrects, p.Hears[0].Carries, p.Hears[1].Carries, p.Hears[1].TellPeople, p.Hears[2].TellShare, p.Hears[3].Stops, p.Hears[3].Garbles, p.Hears[3].Variants},
		[]any{&model.Attends{AtMost: 3, Per: model.Day}, 0.5, []int{0, 3, 4, 5}, []int{8}, int64(1), 0.01, 0.5, 0.1, 3})
	district, block := n.Relay(1), n.Relay(3)
	same("handles", []any{district.Handles, block.Handles, block.Tires, block.Majority, n.Relay(9).Corrects},
		[]any{
			&model.Handles{Each: model.Fixed(600), Order: model.ByPriority, Hands: 2, Shared: true},
			&model.Handles{Each: model.Fixed(600), Order: model.NewestFirst, AtMost: 20, DropOldest: true, Hands: 1}, &model.Tires{Per: model.Day, By: 0.9}, true, 0.8,
		})
	unit := n.InTier(3).Lo
	climb := func(u model.Unit) *model.Climb { return &n.Climbs()[n.ClimbKind(u)] }
	same("up", []any{climb(0).Sends.At, climb(1), climb(3), climb(unit + 1).Sends},
		[]any{
			[]model.Tick{model.Hour, 8 * model.Hour, 25 * model.Hour, 32 * model.Hour, 49 * model.Hour, 56 * model.Hour},
			&model.Climb{People: 1, PassesOn: 1, Notices: now, Alike: 0.2, Sends: &model.Bundle{All: true, Latest: 12 * model.Hour}},
			&model.Climb{People: 2, PassesOn: 0.9, Notices: now, Over: []int{1}, Once: true, Sends: &model.Bundle{Every: 4 * model.Hour}, Merges: 4 * model.Hour},
			&model.Bundle{Of: 3},
		})
	same("goals", []string{s.Question.Goals[0].Message, s.Question.Goals[1].Message}, []string{"reply", "bulletin"})
}

// A bundle that waits for all needs no end where nothing is lost.
func TestAllWithoutLatest(t *testing.T) {
	text := `
name: x
network: {tiers: [a, b, c], fan_out: [1, 2, 2]}
channels: {phone: {delivers: CHANCE, delay: {exponential: {mean: 1h}}}}
up: {b: {sends: {all: true}}}
answers: {read: {kind: receipt, from: c, to: a}}
`
	for chance, ok := range map[string]bool{"1": true, "0.9": false} {
		if _, err := Parse("x.yaml", []byte(strings.ReplaceAll(text, "CHANCE", chance)), nil, Options{}); (err == nil) != ok {
			t.Errorf("delivers: %s: %v", chance, err)
		}
	}
}

// Replies that wait for others are read, and circles of them are not.
func TestRepliesThatWaitForEachOther(t *testing.T) {
	text := `
name: x
network: {tiers: [a, b], fan_out: [1, 2]}
answers: {one: {kind: report, from: b, to: a}, own: {kind: report, of: b, rate: 1/d, to: a}}
messages:
  - {name: first, when: {answer: FIRST, count: 1}}
  - {name: second, when: {answer: one, count: 1}}
`
	for first, ok := range map[string]bool{"one": false, "own": true} {
		if _, err := Parse("x.yaml", []byte(strings.ReplaceAll(text, "FIRST", first)), nil, Options{}); (err == nil) != ok {
			t.Errorf("%s: %v", first, err)
		}
	}
}
