package html

import (
	"encoding/json"
	"strings"
	"testing"
)

// swept is the JSON of a sweep of two values, and tossed that of a sensitivity.
const (
	swept = `{"format":"harkara.study/v1","study":"sweep","scenario":{"name":"x","title":"A title"},"partial":false,
"measures":[{"of":"public@1d","kind":"share","tier":"public","at_s":86400}],"points":[
{"values":[{"path":"a.people","value":"1"},{"path":"b.wait","value":"1h"}],"answers":[{"of":"public@1d","value":0.25,"p05":0.125,"p95":0.5}]},
{"values":[{"path":"a.people","value":"2"},{"path":"b.wait","value":"1h"}],"answers":[{"of":"public@1d","value":0.5,"p05":0.25,"p95":0.75}]},
{"values":[{"path":"a.people","value":"5"},{"path":"b.wait","value":"1h"}],"answers":[{"of":"public@1d","value":1,"p05":1,"p95":1}]},
{"values":[{"path":"a.people","value":"1"},{"path":"b.wait","value":"2h"}],"answers":[{"of":"public@1d","value":0,"p05":0,"p95":0}]},
{"values":[{"path":"a.people","value":"2"},{"path":"b.wait","value":"2h"}],"answers":[{"of":"public@1d","value":null,"p05":null,"p95":null}]},
{"values":[{"path":"a.people","value":"5"},{"path":"b.wait","value":"2h"}],"answers":[{"of":"public@1d","value":0.75,"p05":0.5,"p95":1}]}]}`
	tossed = `{"format":"harkara.study/v1","study":"sensitivity","method":"sobol","scenario":{"name":"x","title":"A title"},"partial":false,"rows":16,
"measures":[{"of":"public@1d","kind":"share","tier":"public","at_s":86400}],"answers":[{"of":"public@1d","mean":0.5,"at_guess":0.5,"at_guess_p05":0.4,"at_guess_p95":0.65,"values":[
{"paths":["small"],"low":["1"],"high":["2"],"rank":1,"first":{"value":0.9},"total":{"value":0.9},"at_low":0.5,"at_high":0.55},
{"paths":["great","with"],"low":["10m"],"high":["2h"],"rank":2,"first":{"value":-0.01},"total":{"value":0.1},"at_low":0.9,"at_high":0.25}]}]}`
)

// A sweep is drawn over its value with most values, at the places of the numbers, a line
// for each of the others; and where one varies alone, with its band.
func TestSweep(t *testing.T) {
	page := written(t, Part{Data: json.RawMessage(swept)})
	for _, want := range []string{"public by 1d, for each value of a.people.", "b.wait=1h", "b.wait=2h", "मान बदलने से क्या बदलता है?", "25.0 % (12–50)"} {
		if !strings.Contains(plain(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for class, want := range map[string][][2]float64{
		"curve c0": {{0, 0.25}, {0.25, 0.5}, {1, 1}},
		"curve c1": {{0, 0}, {1, 0.75}},
	} {
		if got := paths(page, class); len(got) != 1 || !near(got[0], want) {
			t.Errorf("%s is %v, not %v", class, got, want)
		}
	}
	if len(paths(page, "area band")) > 0 {
		t.Error("two lines have bands")
	}
	alone := strings.ReplaceAll(strings.ReplaceAll(swept, `,{"path":"b.wait","value":"1h"}`, ""), "\n"+`{"values":[{"path":"a.people","value":"1"},{"path":"b.wait","value":"2h"}]`, "\n"+`{"values":[{"path":"a.people","value":"7"}]`)
	alone = strings.ReplaceAll(strings.ReplaceAll(alone, `"2"},{"path":"b.wait","value":"2h"}`, `"8"}`), `"5"},{"path":"b.wait","value":"2h"}`, `"9"}`)
	if got := paths(written(t, Part{Data: json.RawMessage(alone)}), "area band"); len(got) != 1 || len(got[0]) != 10 {
		t.Errorf("the band of five known points is %v", got)
	}
	words := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(swept, `"value":"1"}`, `"value":"post"}`), `"value":"2"}`, `"value":"phone"}`), `"value":"5"}`, `"value":"both"}`)
	if got := paths(written(t, Part{Data: json.RawMessage(words)}), "curve c0"); len(got) != 1 || !near(got[0], [][2]float64{{1. / 6, 0.25}, {0.5, 0.5}, {5. / 6, 1}}) {
		t.Errorf("values that are words are drawn at %v", got)
	}
}

// The tornado of a sensitivity has the value that moves most first, whatever explains
// most, and luck last, on one scale.
func TestTornado(t *testing.T) {
	page := written(t, Part{Data: json.RawMessage(tossed)})
	text := plain(page)
	great, small, luck := strings.Index(text, "great (+1)"), strings.Index(text, "small 1 – 2"), strings.Index(text, "luck: nine plays of ten")
	if great < 0 || small < great || luck < small {
		t.Errorf("the order is not great, small, luck: %d %d %d", great, small, luck)
	}
	// From 0.25 to 0.9 along 98 of a hundred: at the low end 0.9, the line at 0.5.
	for _, want := range []string{
		`<rect class="low" x="38.69%" width="60.31%"`, `<rect class="high" x="1.00%" width="37.69%"`,
		`<rect class="low" x="23.62%" width="15.08%"`, `<line class="zero" x1="38.69%"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for change, want := range map[string]string{
		`"at_guess":0.5,`: "", // no answers at the ends: what they explain
		`"sobol"`:         `"morris"`,
	} {
		other := strings.ReplaceAll(tossed, change, want)
		if page := written(t, Part{Data: json.RawMessage(other)}); !strings.Contains(plain(page), "great (+1)") || strings.Contains(page, `class="zero"`) {
			t.Errorf("without %s the page is wrong", change)
		}
	}
}
