package html

import (
	"encoding/json"
	"slices"
	"testing"
)

// viewed is the view of a result that was saved, with what studies say of it.
func viewed(t *testing.T, data json.RawMessage, studies ...string) *view {
	t.Helper()
	v := &view{page: &page{markup: &markup{}}, r: &result{}}
	if err := json.Unmarshal(data, v.r); err != nil {
		t.Fatal(err)
	}
	v.a = &v.r.Answer
	for _, s := range studies {
		if err := v.readStudy(json.RawMessage(s)); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// inEnglish are the sentences of what would help.
func (v *view) inEnglish() (out []string) {
	for _, n := range v.toDo() {
		out = append(out, languages[0].note(n))
	}
	return out
}

const (
	lossesOfPublic = `{"format":"harkara.bottlenecks/v1","of":"public","total":1234567,"at_s":86400,"missed":{"value":0.3211,"low":0.3,"high":0.33},
"hops":[{"from":"","to":"top","stopped":{"value":0.02,"low":0.01,"high":0.03}},{"from":"top","to":"public","stopped":{"value":0.3,"low":0.29,"high":0.31}},{"from":"a","to":"b","stopped":{"value":0.0011,"low":0,"high":0.01}}],
"units":[{"unit":"Top","code":"T","tier":"top","gained_if_perfect":{"value":5000.4,"low":10,"high":9000},"lost_if_silent":{"value":1,"low":0,"high":2}}]}`
	plansOfPublic = `{"format":"harkara.compare/v1","trials":200,"rows":[
{"plan":"late","tier":"public","at_s":3600,"base":0.1,"with_plan":0.9,"difference":0.8,"low":0.7,"high":0.9},
{"plan":"luck","tier":"public","at_s":86400,"base":0.6,"with_plan":0.9,"difference":0.3,"low":-0.1,"high":0.7},
{"plan":"least","tier":"public","at_s":86400,"base":0.6,"with_plan":0.6001,"difference":0.0001,"low":0.00005,"high":0.00015},
{"plan":"train","tier":"public","at_s":86400,"base":0.6,"with_plan":0.62,"difference":0.02,"low":0.01,"high":0.03}]}`
)

// Where most is lost comes first, and then what helps most for the share of the sentence:
// the plan or the money rather than a unit that gives less, and a unit where that gives more.
func TestWhatHelps(t *testing.T) {
	lost := "Most is lost here: top to public. By 1d after it is sent it stops there for 370,370 people (30.0 %)."
	unit := "Of single units, Top (top) would help most by passing it on at once in every play: that gives it to 5,000 more people by 1d after it is sent."
	plan := "Of what is compared here, the plan train would help most: it gives it to 24,691 more people by 1d after it is sent."
	money := "Of what is compared here, the best use of 200 would help most: it gives it to 308,642 more people by 1d after it is sent."
	for name, c := range map[string]struct{ studies, want []string }{
		"nothing":        {},
		"units alone":    {[]string{lossesOfPublic}, []string{lost, unit}},
		"a better plan":  {[]string{lossesOfPublic, plansOfPublic}, []string{lost, plan}},
		"better money":   {[]string{lossesOfPublic, plansOfPublic, bought}, []string{lost, money}},
		"a plan alone":   {[]string{plansOfPublic}, []string{plan}},
		"money is alike": {[]string{bought[:len(bought)-1] + `,"reach":{"value":0.45,"low":0.2,"high":0.7}}`}, nil},
	} {
		if got := viewed(t, saved(t), c.studies...).inEnglish(); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q\nwant %q", name, got, c.want)
		}
	}
	// A plan that gives less than the unit is not named before it.
	small := viewed(t, saved(t), lossesOfPublic, `{"format":"harkara.compare/v1","trials":200,"rows":[{"plan":"train","tier":"public","at_s":86400,"difference":0.004,"low":0.003,"high":0.005}]}`)
	if got := small.inEnglish(); !slices.Equal(got, []string{lost, unit}) {
		t.Errorf("got %q", got)
	}
	// Where the sentence at the top is about others, each is told, and values that are not
	// known are told to be taken as they stand.
	other := viewed(t, saved(t, `"goals":[{"tier":"public"`, `"goals":[{"tier":"top"`, `"trials":200`, `"trials":200,"points":50`), lossesOfPublic,
		`{"format":"harkara.compare/v1","trials":200,"rows":[{"plan":"call","tier":"top","at_s":86400,"difference":0.25,"low":0.2,"high":0.3}]}`)
	want := []string{lost, "Of what is compared here, the plan call would help most: it gives it to 0.25 more top units by 1d after it is sent.", unit,
		"What is lost and what would help is found with the values that are not known as they stand in the file."}
	if got := other.inEnglish(); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// The sentence at the top tells every goal: what was asked, and first those that are missed.
func TestGoalsAtTheTop(t *testing.T) {
	goals := `"goals":[{"tier":"public","share":0.5,"by_s":259200,"chance_asked":0.5,"chance":0.28,"met":false},
{"tier":"top","share":0.8,"by_s":86400,"chance_asked":0.8,"chance":0.52,"met":false},
{"tier":"public","share":0.3,"by_s":86400,"chance_asked":0.8,"chance":null,"met":null},
{"tier":"public","share":0.2,"by_s":86400,"chance_asked":0.8,"chance":0.7996,"met":false},
{"tier":"public","share":0.1,"by_s":86400,"chance_asked":0.8,"chance":0.95,"met":true}]`
	old := `"goals":[{"tier":"public","share":0.6,"by_s":86400,"chance_asked":0.5,"chance":0.87,"low":0.8,"high":0.9,"met":true}]`
	var got []string
	for _, n := range viewed(t, saved(t, old, goals)).lead()[2:] {
		got = append(got, languages[0].note(n))
	}
	want := []string{
		"The goal of 20 is likely to be met: 79.96 in 100; 80 in 100 were asked for, so it is missed.",
		"The goal of 80 of 100 top units by 1d after it is sent is about as likely as not to be met: 52 in 100; 80 in 100 were asked for, so it is missed.",
		"The goal of 50 by 3d after it is sent is unlikely to be met: 28 in 100; 50 in 100 were asked for, so it is missed.",
		"The goal of 10 is very likely to be met: 95 in 100; 80 in 100 were asked for, so it is met.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
