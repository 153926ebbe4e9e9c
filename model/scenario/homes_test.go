package scenario_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"harkara/model"
	"harkara/model/scenario"
)

// What is left out is as before there were households, doors and shares of talk: all
// at home hear, all doors open, everybody talks for ever.
func TestHomeByHome(t *testing.T) {
	const file = `
name: homes
network: {tiers: [village], fan_out: [1]}
public:
  hears:
    a: {broadcast: {share: 0.5}}
    b: {broadcast: {share: 0.5, per: person}}
    c: {broadcast: {share: 0.5, per: household}}
    d: {broadcast: {share: 0.5, per: household, within: 0.75}}
    e: {visits: {workers: 1, each: 1/h}}
    f: {visits: {workers: 1, each: 1/h, answers: 0.25, again: 2, within: 0.5}}
    g: {talk: {rate: 1/d}}
    h: {talk: {rate: 1/d, share: 0.75, keeps_telling: 1d}}
`
	s, err := scenario.LoadFS(fstest.MapFS{"a.yaml": {Data: []byte(file)}}, "a.yaml", scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Source{
		{Name: "a", Share: 0.5}, {Name: "b", Share: 0.5},
		{Name: "c", Share: 0.5, PerHome: true}, {Name: "d", Share: 0.5, PerHome: true, Unheard: 0.25},
		{Name: "e", Kind: model.Visits, Workers: 1, PerHour: 1},
		{Name: "f", Kind: model.Visits, Workers: 1, PerHour: 1, Closed: 0.75, Again: 2, Unheard: 0.5},
		{Name: "g", Kind: model.Talk, Rate: 1},
		{Name: "h", Kind: model.Talk, Rate: 1, Silent: 0.25, Tells: model.Fixed(86400)},
	}
	if d := cmp.Diff(want, s.Network.Public().Hears, cmpopts.IgnoreFields(model.Source{}, "From", "Channel")); d != "" {
		t.Error(d)
	}
}
