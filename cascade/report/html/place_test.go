package html

import (
	"encoding/json"
	"strings"
	"testing"
)

// bought is the JSON of the best use of a budget.
const bought = `{"format":"harkara.study/v1","study":"place","scenario":{"name":"x","title":"A title"},"partial":false,
"budget":200,"cost":180,"tier":"public","at_s":86400,"method":"played","priced":false,"trials":120,"nothing":0.2,
"reach":{"value":0.45,"low":0.44,"high":0.46},"bound":0.47,"units":5000,
"chosen":[{"action":"train","unit":"Top/East","code":"E","times":1,"cost":80,"adds":0.125},
{"action":"visit","unit":"Top/West","code":"W","times":2,"cost":50,"adds":0.0004},
{"action":"page","unit":null,"code":null,"times":1,"cost":50,"adds":null}],
"curve":[{"budget":0,"reach":0.2},{"budget":50,"reach":null},{"budget":100,"reach":0.35},{"budget":200,"reach":0.45}],
"next":{"changes":[{"action":"train","unit":"Top/West","code":"W","times":1,"cost":80,"adds":null},{"action":"train","unit":"Top/East","code":"E","times":-1,"cost":-80,"adds":null}],"reach":0.445},
"local":{"tiers":{},"units":{"Top/East":"ऊपर/पूर्व"}}}`

// The best use of a budget says what it reaches in both languages, draws the curve
// between what is reached without and what nothing exceeds, and lists what is done.
func TestPlace(t *testing.T) {
	page := written(t, Part{Data: json.RawMessage(bought)})
	text := plain(page)
	for _, want := range []string{
		"The best use of 200", "For 180, about 45.0 of 100 people have it by 1d after it is sent; without, 20.0.",
		"No other use of the money reaches more than 47.0.", "The next best reaches 44.5: with train (Top/West), without train (Top/East).",
		"what is told comes from 120 fresh plays", "once for all", "visit, 2 times", "+12.50", "+0.04",
		"180 में 100 में से लगभग 45.0 लोगों", "बिना इसके 20.0", "47.0 से आगे नहीं", "ऊपर/पूर्व",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	// The axis runs from 20 to 50 of a hundred.
	for class, want := range map[string][][2]float64{
		"curve c0":        {{0, 0}, {0.5, 0.5}, {1, 0.25 / 0.3}},
		"curve c6 quiet":  {{0, 0}, {1, 0}},
		"curve c6 dashed": {{0, 0.9}, {1, 0.9}},
	} {
		if got := paths(page, class); len(got) != 1 || !near(got[0], want) {
			t.Errorf("%s is %v, not %v", class, got, want)
		}
	}
	checkNumbers(t, bought, page)
	for _, c := range [][3]string{
		{`"bound":0.47`, `"bound":null`, "No bound is known"},
		{`"method":"played"`, `"method":"computed"`, "compared by computed answers"},
		{`"method":"played"`, `"method":"sets"`, "Sets of actions were tried, each by 120 plays"},
		{`"priced":false`, `"priced":true`, "by a price on money"},
		{`"partial":false`, `"partial":true`, "the best so far"},
		{`"nothing":0.2`, `"nothing":0.2,"nothing_low":0.1869,"nothing_high":0.2131`, "without, 20.0 ± 1.4."},
		{`"method":"played"`, `"method":"played","usual":"goal"`, "No share was named, so the share of the last goal in the file is made as large as possible."},
		{`"method":"played"`, `"method":"played","usual":"last"`, "so the share at the last time is made as large as possible."},
	} {
		page := written(t, Part{Data: json.RawMessage(strings.Replace(bought, c[0], c[1], 1))})
		if !strings.Contains(plain(page), c[2]) {
			t.Errorf("with %s the page lacks %q", c[1], c[2])
		}
	}
}

// Where nothing helps, or nobody is there, the page says so.
func TestPlaceOfNothing(t *testing.T) {
	from := strings.Index(bought, `"chosen":[`)
	to := strings.Index(bought, `"curve"`)
	none := bought[:from] + `"chosen":[],` + bought[to:]
	if text := plain(written(t, Part{Data: json.RawMessage(none)})); !strings.Contains(text, "Nothing that the money buys adds anything: 20.0 of 100 people have it by 1d") {
		t.Error(text)
	}
	for _, change := range [][2]string{{`"nothing":0.2`, `"nothing":null`}, {`"value":0.45`, `"value":null`}, {`"budget":200,"cost"`, `"budget":0,"cost"`}, {`"reach":0.45}]`, `"reach":0.2}]`}} {
		page := written(t, Part{Data: json.RawMessage(strings.Replace(bought, change[0], change[1], 1))})
		if body := page[:strings.Index(page, "<script>")]; strings.Contains(body, "NaN") || strings.Contains(body, "%!") {
			t.Errorf("with %s: the page has what is no number", change[1])
		}
	}
}

// The axis of shares holds what is drawn on it, from as little below to as little above
// as its steps allow.
func TestSharesAxis(t *testing.T) {
	for _, ends := range [][2]float64{{0, 1}, {0.2, 0.2}, {0.3298, 0.3677}, {0.21727, 0.22258}, {0, 1e-7}, {1, 1}} {
		marks, from, to := shares(ends[0], ends[1])
		if from > ends[0]+1e-9 || to < ends[1]-1e-9 || to <= from || len(marks) < 2 || len(marks) > 7 {
			t.Errorf("from %v to %v: from %v to %v, %v", ends[0], ends[1], from, to, marks)
		}
	}
}

// Where plans and the use of a budget stand side by side, what is reached without has its
// bounds in both, and the page says from which plays each comes.
func TestPlaceBesidePlans(t *testing.T) {
	plans := `{"format":"harkara.compare/v1","trials":200,"rows":[{"plan":"train","tier":"public","at_s":86400,"base":0.19,"base_low":0.17,"base_high":0.21,"with_plan":0.21,"difference":0.02,"low":0.01,"high":0.03}]}`
	bounded := strings.Replace(bought, `"nothing":0.2`, `"nothing":0.2,"nothing_low":0.19,"nothing_high":0.21`, 1)
	look := `{"format":"harkara.report/v1","scenario":{},"result":` + string(saved(t)) + `,"parts":[{"message":"message","tier":"public","curves":{"at_s":[],"tiers":[]},"studies":[` + plans + `,` + bounded + `]}]}`
	text := plain(written(t, Part{Data: json.RawMessage(look)}))
	for _, want := range []string{"19.0 % ± 2.0", "without, 20.0 ± 1.0.", "These numbers come from 120 plays, those of plans from 200 others"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q: %s", want, text)
		}
	}
	alone := plain(written(t, Part{Data: json.RawMessage(strings.Replace(look, plans+",", "", 1))}))
	if strings.Contains(alone, "plays of their own") || !strings.Contains(alone, "without, 20.0 ± 1.0.") {
		t.Error("without plans the page speaks of their plays, or the bound is missing")
	}
}
