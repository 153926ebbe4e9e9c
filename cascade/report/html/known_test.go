package html

import (
	"encoding/json"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// told is a result with a receipt and with what people hold, as changes to saved.
var told = []string{`"groups":[]`, `"groups":[],
"answers":[{"name":"confirmed","kind":"receipt","from":"top","to":"top","known":[
{"tier":"top","units":1,"reach":[{"at_s":3600,"mean":0.25},{"at_s":86400,"mean":0.75}],"time_to":[]}]},
{"name":"problems","kind":"report","from":"top","to":"state","known":[],"reports":{"made":[{"at_s":3600,"mean":10.5},{"at_s":86400,"mean":40}],"known":[{"tier":"state","amounts":[{"at_s":3600,"mean":0},{"at_s":86400,"mean":20.25}]}]}}],
"right":[{"tier":"public","shares":[{"at_s":3600,"right":{"value":0.1},"wrong":{"value":0.3},"not":{"value":0.6}},{"at_s":86400,"right":{"value":0.5},"wrong":{"value":0.25},"not":{"value":0.25}}]}]`}

// points are the places of a path, from 0 to 1, up being more.
func points(path string) [][2]float64 {
	var out [][2]float64
	for _, m := range regexp.MustCompile(`[ML](-?[\d.]+) (-?[\d.]+)`).FindAllStringSubmatch(path, -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		out = append(out, [2]float64{x / 1000, 1 - y/1000})
	}
	return out
}

func paths(page, class string) (out [][][2]float64) {
	for _, m := range regexp.MustCompile(`<path class="`+class+`" d="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		out = append(out, points(m[1]))
	}
	return out
}

func near(a, b [][2]float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Abs(a[i][0]-b[i][0]) > 2e-4 || math.Abs(a[i][1]-b[i][1]) > 2e-4 {
			return false
		}
	}
	return true
}

// What is known above is drawn where the numbers are: two curves with the gap between
// them, and three parts that fill the whole.
func TestKnown(t *testing.T) {
	page := written(t, Part{Data: saved(t, told...)})
	for _, want := range []string{"What is known above?", "Right or wrong?", "known to top", "ऊपर क्या ज्ञात है?"} {
		if !strings.Contains(plain(page), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	first := 3600.0 / 86400
	for class, want := range map[string][][][2]float64{
		"curve c0":   {{{first, 1}, {1, 1}}, {{0, 0}, {first, 10.5 / 40}, {1, 1}}},
		"curve c1":   {{{first, 0.25}, {1, 0.75}}, {{0, 0}, {first, 0}, {1, 20.25 / 40}}},
		"area gap":   {{{first, 1}, {1, 1}, {1, 0.75}, {first, 0.25}}, {{0, 0}, {first, 10.5 / 40}, {1, 1}, {1, 20.25 / 40}, {first, 0}, {0, 0}}},
		"area right": {{{first, 0.1}, {1, 0.5}, {1, 0}, {first, 0}}},
		"area wrong": {{{first, 0.4}, {1, 0.75}, {1, 0.5}, {first, 0.1}}},
		"area not":   {{{first, 1}, {1, 1}, {1, 0.75}, {first, 0.4}}},
	} {
		got := paths(page, class)
		if len(got) != len(want) {
			t.Errorf("%s: %d paths, not %d", class, len(got), len(want))
			continue
		}
		for i := range got {
			if !near(got[i], want[i]) {
				t.Errorf("%s: path %d is %v, not %v", class, i, got[i], want[i])
			}
		}
	}
	if plain := written(t, Part{Data: saved(t)}); strings.Contains(plain, "What is known above?") || strings.Contains(plain, "Right or wrong?") {
		t.Error("a page of what does not come back tells of it")
	}
}

// A report that was saved before its curves told of this draws it at the times asked.
func TestKnownOfOlderReport(t *testing.T) {
	old := `{"format":"harkara.report/v1","scenario":{"command":"","text":""},"result":` + string(saved(t, told...)) + `,
"parts":[{"message":"message","tier":"public","curves":{"at_s":[0,1800,3600,43200,86400],"tiers":[{"tier":"top","units":1,"mean":[1,1,1,1,1]}]},"studies":[]}]}`
	page := written(t, Part{Data: json.RawMessage(old)})
	for class, points := range map[string]int{"curve c1": 2, "area gap": 4, "area right": 4} {
		if got := paths(page, class); len(got) == 0 || len(got[0]) != points {
			t.Errorf("%s: %v", class, got)
		}
	}
}

// Marks of axes are round and inside, and their ends hold what is drawn.
func TestAxes(t *testing.T) {
	for _, end := range []float64{0.004, 1, 59, 3600, 86400, 259200, 1209600, 1e8} {
		ticks := times(end, 5)
		if len(ticks) < 2 || len(ticks) > 7 || ticks[0].at != 0 {
			t.Errorf("up to %v: %v", end, ticks)
		}
		for _, x := range ticks {
			if x.at < 0 || x.at > 1+1e-9 {
				t.Errorf("up to %v a mark at %v", end, x.at)
			}
		}
	}
	for _, most := range []float64{0, 1e-6, 0.3, 1, 3, 17, 99, 100, 1234, 9e6} {
		ticks, end := counts(most)
		if end < most || most > 0 && end > most*1.7 || len(ticks) < 2 || len(ticks) > 7 || math.Abs(ticks[len(ticks)-1].at-1) > 1e-9 {
			t.Errorf("up to %v: end %v, %v", most, end, ticks)
		}
	}
}
