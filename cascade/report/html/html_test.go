package html

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/report/words"
	"harkara/model"
)

// saved is a result as a program of today saves it, with what changes is made to it.
func saved(t *testing.T, changes ...string) json.RawMessage {
	t.Helper()
	text := `{"format":"harkara.result/v1","harkara":"test","scenario":{"name":"x","title":"A title","sha256":"00","plan":null,"set":{}},
"run":{"solver":"montecarlo","engine":"layered","why":"","trials":200,"seed":1,"partial":false,"seconds":0},
"message":"message","horizon_s":172800,"tiers":[
{"tier":"top","units":1,"reach":[{"at_s":3600,"mean":1,"low":1,"high":1,"sd":0,"p05":1,"p95":1},{"at_s":86400,"mean":1,"low":1,"high":1,"sd":0,"p05":1,"p95":1}],"time_to":[{"share":0.9,"median_s":0,"met":1}],"delay":{}},
{"tier":"public","units":1234567,"reach":[{"at_s":3600,"mean":0.1234,"low":0.12,"high":0.13,"sd":0.1,"p05":0.05,"p95":0.2},{"at_s":86400,"mean":0.6789,"low":0.66,"high":0.69,"sd":0.1,"p05":0.61,"p95":0.734}],"time_to":[{"share":0.9,"median_s":null,"met":0.2}],"delay":{}}],
"goals":[{"tier":"public","share":0.6,"by_s":86400,"chance_asked":0.5,"chance":0.87,"low":0.8,"high":0.9,"met":true}],"groups":[],"warnings":[]}`
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("no %q to change", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	if !json.Valid([]byte(text)) {
		t.Fatal("the changed result is no JSON")
	}
	return json.RawMessage(text)
}

func written(t *testing.T, parts ...Part) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, Options{}, parts...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// plain is the text of some markup, tags left out.
func plain(markup string) string {
	text := regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>`).ReplaceAllString(markup, "")
	text = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " ")
	return strings.Join(strings.Fields(text), " ")
}

// lead is the sentence at the top, in each language.
func lead(t *testing.T, page string) string {
	t.Helper()
	m := regexp.MustCompile(`(?s)<p class="lead".*?</p>`).FindString(page)
	if m == "" {
		t.Fatal("the page has no sentence at its top")
	}
	return m
}

var number = regexp.MustCompile(`\d+(?:\.\d+)?`)

// The sentence at the top says the numbers of the result: the share that has it, the
// range of nine plays of ten, the goal and its chance, in every language.
func TestSentence(t *testing.T) {
	top := lead(t, written(t, Part{Data: saved(t)}))
	for _, want := range []string{
		"By 1d after it is sent about 68 of 100 people will have it.", "Nine plays of ten lie between 61 and 73.", "The goal of 60 is likely to be met: 87 in 100; 50 in 100 were asked for, so it is met.",
		"100 में से लगभग 68 लोगों के पास", "दस में से नौ प्रयोग 61 और 73 के बीच हैं।", "60 के लक्ष्य का पूरा होना संभावित है: 100 में 87; 100 में 50 माँगा गया था, इसलिए लक्ष्य पूरा है।",
	} {
		if got := plain(top); !strings.Contains(got, want) {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
	for _, l := range languages {
		v := &view{page: &page{markup: &markup{}}, r: &result{}, a: &answer{}}
		if err := json.Unmarshal(saved(t), v.r); err != nil {
			t.Fatal(err)
		}
		v.a = &v.r.Answer
		said := ""
		for _, n := range v.lead() {
			said += l.note(n) + " "
		}
		have := number.FindAllString(said, -1)
		for _, want := range []string{"68", "61", "73", "60", "87", "50"} {
			if !contains(have, want) {
				t.Errorf("%s: %s lacks %s", l.tag, said, want)
			}
		}
		for _, x := range have {
			if !contains([]string{"1", "24", "68", "100", "61", "73", "60", "87", "50"}, x) {
				t.Errorf("%s: %s has %s, which is no number of the result", l.tag, said, x)
			}
		}
	}
}

func contains(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// Chances are said in words that keep their order, and the ends of the ranges are in
// the stronger word.
func TestLikely(t *testing.T) {
	for chance, want := range map[float64]string{1: "page-virtually-certain", 0.99: "page-virtually-certain", 0.9: "page-very-likely", 0.66: "page-likely", 0.5: "page-as-likely-as-not", 0.33: "page-unlikely", 0.1: "page-very-unlikely", 0.01: "page-exceptionally-unlikely", 0: "page-exceptionally-unlikely"} {
		if got := likely(chance).Kind; got != want {
			t.Errorf("%v is said %s, want %s", chance, got, want)
		}
	}
}

// Numbers that the page has for taking elsewhere are those of the JSON, and those that are
// seen are the same, rounded.
func TestNumbersAreOfTheJSON(t *testing.T) {
	for name, data := range map[string]string{
		"an answer": string(saved(t)), "answers that come back": string(saved(t, told...)), "a sweep": swept, "a sensitivity": tossed,
	} {
		t.Run(name, func(t *testing.T) { checkNumbers(t, data, written(t, Part{Data: json.RawMessage(data)})) })
	}
}

func checkNumbers(t *testing.T, data, page string) {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{"null": true}
	var walk func(any)
	walk = func(x any) {
		switch y := x.(type) {
		case map[string]any:
			for _, z := range y {
				walk(z)
			}
		case []any:
			for _, z := range y {
				walk(z)
			}
		case float64:
			have[strconv.FormatFloat(y, 'g', -1, 64)] = true
		}
	}
	walk(v)
	found := regexp.MustCompile(`<td[^>]* data-v="([^"]*)"[^>]*>(.*?)</td>`).FindAllStringSubmatch(page, -1)
	if len(found) < 6 {
		t.Fatalf("only %d numbers", len(found))
	}
	for _, m := range found {
		if m[1] == "null" {
			continue
		}
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil || !have[strconv.FormatFloat(x, 'g', -1, 64)] {
			t.Errorf("%s is no number of the JSON", m[1])
		}
		if seen := plain(m[2]); !says(seen, x) {
			t.Errorf("%s is shown as %q", m[1], seen)
		}
	}
}

// says tells whether a text says a number: as it is, as a share of a hundred, or as a
// time, to the digits that it has.
func says(text string, x float64) bool {
	if strings.HasPrefix(text, words.English.Seconds(x)) || text == words.English.Text("page-no-difference") {
		return true
	}
	first := regexp.MustCompile(`^[+−-]?[\d,]+(\.\d+)?`).FindString(strings.TrimPrefix(text, "<"))
	shown, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(first, ",", ""), "−", "-"), 64)
	if err != nil {
		return false
	}
	_, after, _ := strings.Cut(first, ".")
	half := 0.5*math.Pow(10, -float64(len(after))) + 1e-9
	if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "99.9") { // not nothing, and not all
		half *= 2
	}
	return math.Abs(shown-x) <= half || math.Abs(shown-100*x) <= half
}

// Nothing that a scenario is called ends an element, opens one, or turns the text
// around; and the page holds with nobody, never and numbers that are not known.
func TestHostile(t *testing.T) {
	long := strings.Repeat("Long name ", 1000)
	for name, changes := range map[string][]string{
		"script":   {"A title", `</script><script>alert(1)</script><img src=x onerror=alert(1)>`, `"tier":"top"`, `"tier":"</title></style><b onclick=x>"`},
		"turned":   {"A title", "a\u202eb\u2066c\u200fd"},
		"long":     {"A title", long, `"tier":"top"`, `"tier":"` + long + `"`},
		"quotes":   {"A title", `\"'&<>`, `"tier":"top"`, `"tier":"\"x\" onload=\"y"`},
		"nobody":   {`"mean":0.6789`, `"mean":null`, `"chance":0.87`, `"chance":null`, `"met":true`, `"met":null`, `"p05":0.61`, `"p05":null`},
		"no goals": {`{"tier":"public","share":0.6,"by_s":86400,"chance_asked":0.5,"chance":0.87,"low":0.8,"high":0.9,"met":true}`, ``},
		"ends":     {`"mean":0.6789`, `"mean":1e-12`, `"chance":0.87`, `"chance":1`},
	} {
		page := written(t, Part{Data: saved(t, changes...)})
		body := page[:strings.Index(page, "<script>")]
		for _, bad := range []string{"<script>alert", "<img", "<b onclick", "\u202e", "\u2066", " onload=\"y", "NaN", "%!"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: the page has %q", name, bad)
			}
		}
		for _, tag := range regexp.MustCompile(`</[^>]*>`).FindAllString(body, -1) {
			if !regexp.MustCompile(`^</[a-z0-9]+>$`).MatchString(tag) {
				t.Errorf("%s: the page has the tag %s", name, tag)
			}
		}
		if n := strings.Count(page, "</script>"); n != 3 {
			t.Errorf("%s: %d elements of script end, not 3", name, n)
		}
	}
}

// The policy allows the style and the script that the page has, and nothing else; no
// element has a style or a handler of its own, nothing is loaded.
func TestPolicy(t *testing.T) {
	page := written(t, Part{Data: saved(t)})
	if !strings.Contains(page, escape(Policy())) || strings.Contains(Policy(), "unsafe") {
		t.Error("the page lacks its policy, or it allows what is unsafe")
	}
	for _, tag := range regexp.MustCompile(`<[a-z][^>]*>`).FindAllString(page[:strings.LastIndex(page, "<script>")], -1) {
		if regexp.MustCompile(`\s(style|on\w+|src|srcset)=`).MatchString(tag) {
			t.Errorf("the page has %s", tag)
		}
	}
	for _, m := range regexp.MustCompile(`https?://[^\s"'<)]+`).FindAllString(page, -1) {
		if !strings.HasPrefix(m, "http://www.w3.org/") {
			t.Errorf("the page names %s", m)
		}
	}
}

// The same answer gives the same bytes, and a report the page of the JSON it holds.
func TestSameBytes(t *testing.T) {
	a, b := written(t, Part{Data: saved(t)}), written(t, Part{Data: saved(t)})
	if a != b {
		t.Error("the same answer gives other bytes")
	}
}

// left is the JSON of a left-behind list, whose second reason was said otherwise once.
const left = `{"format":"harkara.left-behind/v1","by_s":86400,"people":500,"unreached":120.5,"units":[
{"unit":"Top/East","people":300,"unreached":80.25,"low":70,"high":90,"why":"no unit below it serves them","because":{"kind":"left-unserved","args":[]}},
{"unit":"Top/West","people":200,"unreached":40.25,"low":30,"high":50,"why":"as it was said by an older program","because":{"kind":"left-unserved","args":[]}}]}`

// What a reader must know, and why units are left behind, is said in each language;
// what an older program said otherwise stays as it said it.
func TestSavedSentences(t *testing.T) {
	note := `{"kind":"even-share","args":[{"int":128},{"text":"office"},{"one_of":["block"]}]}`
	english := "people are not given for 128 of the office units; each has an even share of its block's figure"
	for _, c := range []struct {
		warning     string
		once, hindi bool
	}{
		{`{"code":"even-share","text":"` + english + `","note":` + note + `}`, true, true},
		{`{"code":"even-share","text":"said otherwise","note":` + note + `}`, false, false},
		{`{"code":"even-share","text":"` + english + `"}`, true, false},
	} {
		page := plain(written(t, Part{Data: saved(t, `"warnings":[]`, `"warnings":[`+c.warning+`]`)}))
		if strings.Contains(page, escape(english)) != c.once || strings.Contains(page, words.Hindi.Text("even-share", int64(128), "office", []string{"block"})) != c.hindi {
			t.Errorf("%s: %s", c.warning, page)
		}
	}
	page := plain(written(t, Part{Data: json.RawMessage(left)}))
	for _, want := range []string{"as it was said by an older program", words.Hindi.Text("left-unserved")} {
		if strings.Count(page, want) != 1 {
			t.Errorf("the page does not have %q once", want)
		}
	}
}

// What has no pictures is shown as its tables.
func TestPlain(t *testing.T) {
	page := plain(written(t, Part{
		Title: verbatim("Something else"), Under: []model.Note{verbatim("below")}, Notes: []model.Note{verbatim("a note")},
		Tables: []Table{{Header: []model.Note{verbatim("name"), verbatim("value")}, Number: []bool{false, true}, Rows: [][]model.Note{{verbatim("x"), say("count", int64(1234))}}}},
	}))
	for _, want := range []string{"Something else", "below", "a note", "name value x 1,234"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
}

// Twenty plays stand for all: their times are quantiles, and never is never.
func TestQuantiles(t *testing.T) {
	var times []*float64
	for i := range 100 {
		if i < 60 {
			x := float64(i)
			times = append(times, &x)
		} else {
			times = append(times, nil)
		}
	}
	v := &view{part: &lookPart{Plays: &plays{TimeTo: times}}}
	got, never, end := v.quantiles(fewDots)
	if len(got) != 12 || never != 8 || got[0] != 2 || got[11] != 57 || math.Mod(end, 4) != 0 || end < 57 {
		t.Errorf("got %v, %d never, end %v", got, never, end)
	}
}

// The script that is committed is what build.sh makes of its sources.
func TestBundleIsBuilt(t *testing.T) {
	effort.NotShort(t, "builds the script with npm")
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here", tool)
		}
	}
	work := t.TempDir()
	for _, name := range []string{"build.sh", "build.mjs", "package.json", "package-lock.json", "src"} {
		if out, err := exec.Command("cp", "-r", filepath.Join("web", name), work).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	if out, err := exec.Command(filepath.Join(work, "build.sh")).CombinedOutput(); err != nil {
		t.Skipf("npm does not install here: %v: %s", err, out)
	}
	for _, name := range []string{"page.js", "page.css", "LICENSES.txt"} {
		want, err := os.ReadFile(filepath.Join("web/dist", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(work, "dist", name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what web/build.sh makes: build it again and commit it (%v)", name, err)
		}
	}
}
