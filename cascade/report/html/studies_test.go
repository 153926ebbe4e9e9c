package html

import (
	"encoding/json"
	"fmt"
	entity "html"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"harkara/cascade/report/words"
)

// studied are studies of the saved answer in which no two numbers are alike, so that
// one in the place of another is seen: less and more than nothing, null, a half, shares
// next to nothing and next to all.
const studied = `[{"format":"harkara.bottlenecks/v1","solver":"montecarlo","trials":200,"of":"public","total":1234567,"at_s":86400,"missed":{"value":0.3211,"low":0.3,"high":0.34},
"hops":[{"from":"top","to":"office","stopped":{"value":0.0301,"low":0.02,"high":0.04},"delay_s":3661},{"from":"office","to":"public","stopped":{"value":0.291,"low":0.28,"high":0.31},"delay_s":null},{"from":"","to":"public","stopped":{"value":null,"low":null,"high":null},"delay_s":-7}],
"units":[{"unit":"A","code":"a","tier":"top","gained_if_perfect":{"value":15954.4,"low":11000,"high":21000},"lost_if_silent":{"value":838000.6,"low":830000,"high":840000}},{"unit":"B","code":"b","tier":"office","gained_if_perfect":{"value":-12.5,"low":-40,"high":20},"lost_if_silent":{"value":null,"low":null,"high":null}}]},
{"format":"harkara.left-behind/v1","by_s":86400,"trials":200,"partial":false,"people":1234567,"unreached":396427.3,"unserved":0,"hops":[],
"units":[{"unit":"A/C","code":"c","people":9108,"unreached":6193.4,"low":6000,"high":6300,"audience":1,"not_told":2,"not_passed":3,"late":4,"why":"first"},{"unit":"A/D","code":"d","people":9109,"unreached":0.5,"low":0,"high":1,"audience":5,"not_told":6,"not_passed":7,"late":8,"why":"second"}]},
{"format":"harkara.compare/v1","base":"as it is","trials":201,"partial":false,"rows":[
{"plan":"less","tier":"public","at_s":86400,"base":0.6789,"with_plan":0.5419,"difference":-0.137,"low":-0.151,"high":-0.1234},
{"plan":"more","tier":"public","at_s":86400,"base":0.6788,"with_plan":0.9996,"difference":0.3208,"low":0.301,"high":0.34},
{"plan":"same","tier":"public","at_s":86400,"base":0.6787,"with_plan":0.6791,"difference":0.0004,"low":-0.01,"high":0.0108},
{"plan":"less","tier":"top","at_s":3600,"base":0.0003,"with_plan":null,"difference":null,"low":null,"high":null}],"times":[],"goals":[]}]`

var inHindi = regexp.MustCompile(`(?s)<span lang="hi">.*?</span>`)

// cells are the cells of each row of a table that has numbers to take elsewhere, as they
// are to be taken (or else as they are seen), and as they are seen.
func cells(page, from string) (taken, seen [][]string) {
	_, after, _ := strings.Cut(page, from)
	body := regexp.MustCompile(`(?s)<tbody>(.*?)</tbody>`).FindStringSubmatch(after)
	if body == nil {
		return nil, nil
	}
	for _, row := range regexp.MustCompile(`(?s)<tr[^>]*>(.*?)</tr>`).FindAllStringSubmatch(body[1], -1) {
		var a, b []string
		for _, c := range regexp.MustCompile(`(?s)<t[dh]([^>]*)>(.*?)</t[dh]>`).FindAllStringSubmatch(row[1], -1) {
			text := entity.UnescapeString(plain(inHindi.ReplaceAllString(strings.ReplaceAll(c[2], "<wbr>", ""), "")))
			b = append(b, text)
			if v := regexp.MustCompile(`data-v="([^"]*)"`).FindStringSubmatch(c[1]); v != nil && v[1] != "" {
				text = v[1]
			}
			a = append(a, text)
		}
		taken, seen = append(taken, a), append(seen, b)
	}
	return taken, seen
}

// of writes numbers of the JSON as cells have them.
func of(all ...any) (out []string) {
	for _, x := range all {
		switch y := x.(type) {
		case *float64:
			out = append(out, value(y))
		case int64:
			out = append(out, strconv.FormatInt(y, 10))
		default:
			out = append(out, fmt.Sprint(y))
		}
	}
	return out
}

// shown is a sentence of the page in English.
func shown(kind string, args ...any) string { return words.English.Text(kind, args...) }

// Each number of the tables of bottlenecks, of whom nothing reaches and of what plans
// change is that of the JSON, in the row and the column where it belongs; and what is seen
// there is the same, rounded.
func TestStudiesAreOfTheJSON(t *testing.T) {
	var all []json.RawMessage
	if err := json.Unmarshal([]byte(studied), &all); err != nil {
		t.Fatal(err)
	}
	var stops bottlenecks
	var left leftBehind
	var plans compare
	for i, into := range []any{&stops, &left, &plans} {
		if err := read(all[i], into); err != nil {
			t.Fatal(err)
		}
	}
	data := fmt.Sprintf(`{"format":"harkara.report/v1","scenario":{},"result":%s,"parts":[{"message":"message","tier":"public","curves":{"at_s":[],"tiers":[]},"studies":%s}]}`, saved(t), studied)
	page := written(t, Part{Data: json.RawMessage(data)})
	var hops, worth, people, differences, every [][]string
	for _, h := range stops.Hops {
		stopped := "null"
		if h.Stopped.Value != nil {
			stopped = shown("count", int64(math.Round(*h.Stopped.Value*float64(stops.Total))))
		}
		hops = append(hops, append(of(stopped), of(h.Stopped.Value, h.Delay)...))
	}
	for _, u := range stops.Units {
		worth = append(worth, of(u.Tier, u.Perfect.Value, u.Silent.Value))
	}
	for _, u := range left.Units {
		people = append(people, of(u.Unit, u.People, &u.Unreached, u.Why))
	}
	for _, r := range plans.Rows {
		every = append(every, of(r.Plan, r.Tier, &r.At, r.Base, r.With, r.Difference, r.Low, r.High))
		if r.Tier == "public" {
			differences = append(differences, of(r.Plan, r.Difference, r.Base, r.With))
		}
	}
	for _, x := range []struct {
		name, from string
		skip       int // cells at the left that are names, made of several things
		want       [][]string
	}{
		{"hops", `class="spine"`, 1, hops}, {"units", `class="worth"`, 1, worth}, {"left behind", `class="sortable"`, 0, people},
		{"differences", `class="plans"`, 0, differences}, {"all differences", shown("page-differences"), 0, every},
	} {
		taken, seen := cells(page, x.from)
		if len(taken) != len(x.want) {
			t.Errorf("%s: %d rows, want %d", x.name, len(taken), len(x.want))
			continue
		}
		for i := range taken {
			if got, want := strings.Join(taken[i][x.skip:], " | "), strings.Join(x.want[i], " | "); got != want {
				t.Errorf("%s, row %d: %s, want %s", x.name, i+1, got, want)
			}
			for k, v := range taken[i] {
				number, err := strconv.ParseFloat(v, 64)
				if v == "null" && seen[i][k] != "–" || err == nil && !says(seen[i][k], number) && seen[i][k] != shown("before-it") {
					t.Errorf("%s, row %d: %s is seen as %q", x.name, i+1, v, seen[i][k])
				}
			}
		}
	}
}

// A path may be broken after each of its parts, in each language in which it is said, and
// nowhere else: not in an element.
func TestPathsBreak(t *testing.T) {
	for markup, want := range map[string]string{
		"A/B": "A/<wbr>B", "plain": "plain", "": "",
		`<span lang="en">A/B 1.5</span><span lang="hi">क/ख</span>`: `<span lang="en">A/<wbr>B 1.<wbr>5</span><span lang="hi">क/<wbr>ख</span>`,
	} {
		if got := betweenTags.ReplaceAllStringFunc(markup, breaks.Replace); got != want {
			t.Errorf("%s: %s, want %s", markup, got, want)
		}
	}
}
