package ask_test

import (
	"context"
	"slices"
	"testing"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/model"
)

// What is known by receipts is compared with what is computed; where answers are only
// simulated the way down still is, and where nothing is computed that is said.
func TestVerifyOfAnswers(t *testing.T) {
	const network = `
network: {tiers: [hq, unit], fan_out: [1, 5]}
channels: {c: {delivers: 0.7, delay: 10m}}
questions: {horizon: 10h, at: [1h]}
`
	has := func(d report.Document, kind string) bool {
		return slices.ContainsFunc(d.Notes, func(n model.Note) bool { return n.Kind == kind })
	}
	for _, c := range []struct {
		answers  string
		rows     int
		say, not string
	}{
		{"answers: {read: {kind: receipt, from: unit, to: hq}}\n", 3, "verdict-agree", "verify-simulated"},
		{"answers: {seen: {kind: report, from: unit, to: hq}}\n", 2, "verify-simulated", "verify-none"},
		{"answers: {read: {kind: receipt, from: unit, to: hq}}\nmessages: [{name: m, remind: {unless: read, by: hq, after: 2h, times: 1}}]\n", 0, "verify-none", "verdict-agree"},
	} {
		docs, agree, err := ask.Options{}.Verify(context.Background(), parsed(t, network+c.answers, 500))
		if err != nil || !agree {
			t.Fatalf("%s: agree %v, %v", c.answers, agree, err)
		}
		d := docs[0]
		if len(d.Records)-1 != c.rows || !has(d, c.say) || has(d, c.not) {
			t.Errorf("%s: %d rows, notes %v", c.answers, len(d.Records)-1, d.Notes)
		}
	}
}
