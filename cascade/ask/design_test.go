package ask_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"harkara/cascade"
	"harkara/cascade/ask"
	"harkara/cascade/montecarlo"
	"harkara/cascade/study"
	"harkara/model/scenario"
)

const spread = `name: spread
network: {tiers: [a, b], fan_out: {a: 1, b: 10}}
channels: {phone: {delivers: 0.75, delay: {exponential: {mean: 1h}}}, post: {delivers: 0.5}}
relays: {a: {over: [phone], passes_on: 0.8, notices: {exponential: {mean: 30m}}}}
questions: {horizon: 12h, at: [2h], goals: [{tier: b, share: 0.5, by: 2h}]}
trials: 200
uncertain:
  channels.phone.delivers: {low: 0.6, high: 0.9}
  relays.a.passes_on: {low: 0.5, likely: 0.8, high: 1}
  relays.a.notices.exponential.mean: {low: 10m, high: 90m}
  channels.phone.delay.exponential.mean: {values: [30m, 1h, 2h]}
  together: [[channels.phone.delivers, relays.a.passes_on]]
`

func spreadFile(t *testing.T, text string) (*scenario.File, *scenario.Scenario) {
	t.Helper()
	f, err := scenario.Read("spread.yaml", []byte(text), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.With(scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f, s
}

// A Latin hypercube has one point in each of as many parts of a range, and so has a
// Sobol' sequence; those that move together do; a further range moves no other.
func TestDesigns(t *testing.T) {
	_, s := spreadFile(t, spread)
	_, more := spreadFile(t, strings.Replace(spread, "uncertain:\n", "uncertain:\n  channels.post.delivers: {low: 0.4, high: 0.6}\n", 1))
	number := func(text string) float64 { x, _ := scenario.SI(text); return x }
	for _, design := range ask.Designs {
		points, err := ask.DesignPoints(s, design, 64)
		if err != nil || len(points) != 64 {
			t.Fatalf("%s: %d points, %v", design, len(points), err)
		}
		var parts, means []int
		for _, p := range points {
			parts = append(parts, int((number(p[0].Value)-0.6)/0.3*64))
			means = append(means, int(math.Log(number(p[2].Value)/600)/math.Log(9)*64))
			if u := (number(p[0].Value) - 0.6) / 0.3; math.Abs(number(s.Uncertain[1].Value(u))-number(p[1].Value)) > 1e-6 {
				t.Fatalf("%s: %v do not move together", design, p)
			}
		}
		for _, of := range [][]int{parts, means} {
			slices.Sort(of)
			if even := len(slices.Compact(of)) >= 63; even != (design != "random") {
				t.Errorf("%s: parts %v", design, of)
			}
		}
		after, err := ask.DesignPoints(more, design, 64)
		if err != nil {
			t.Fatal(err)
		}
		if design != "sobol" && fmt.Sprint(points[5][2]) != fmt.Sprint(after[5][3]) {
			t.Errorf("%s: a further range moves %v to %v", design, points[5][2], after[5][3])
		}
	}
	for design, n := range map[string]int{"sobol": 100, "lhs": 0, "grid": 10} {
		if _, err := ask.DesignPoints(s, design, n); err == nil {
			t.Errorf("%d points of %s are taken", n, design)
		}
	}
	_, known := spreadFile(t, spread[:strings.Index(spread, "uncertain")])
	if _, err := ask.DesignPoints(known, "lhs", 4); err == nil {
		t.Error("points are spread over nothing")
	}
}

// Every row of a design is what the scenario with its values answers by itself, and what
// differs from the base is what a comparison of the two finds; the base differs by 0.
func TestDesignIsRunAndAgainstIsCompare(t *testing.T) {
	f, s := spreadFile(t, spread)
	points, err := ask.DesignPoints(s, "lhs", 3)
	if err != nil {
		t.Fatal(err)
	}
	guess := slices.Clone(points[0])
	for i, value := range []string{"0.75", "0.8", "30m", "1h"} {
		guess[i].Value = value
	}
	q := ask.Sweep{Points: append(points, guess), Of: []string{"b@2h", "goal1", "time:b:0.5"}, Against: true}
	o := ask.Options{Workers: 2, Solver: "montecarlo"}
	docs, err := o.Sweep(context.Background(), f, scenario.Options{}, q)
	if err != nil {
		t.Fatal(err)
	}
	header := docs[0].Records[0]
	if sorted := slices.Clone(header); len(slices.Compact(slices.Sorted(slices.Values(sorted)))) != len(header) {
		t.Errorf("headings are not told apart: %v", header)
	}
	at := func(row []string, column string) string { return row[slices.Index(header, column)] }
	for _, row := range docs[0].Records[1:] {
		k, _ := strconv.Atoi(at(row, "point"))
		var set []string
		for _, x := range q.Points[k-1] {
			set = append(set, x.Path+"="+x.Value)
			if si, _ := scenario.SI(x.Value); at(row, x.Path) != x.Value || at(row, x.Path+"_si") != digits(si) {
				t.Errorf("%s is %s, %s in SI units", x.Path, at(row, x.Path), at(row, x.Path+"_si"))
			}
		}
		v, err := s.Vary(set)
		if err != nil {
			t.Fatal(err)
		}
		m, _ := ask.Measures(s, []string{at(row, "of")})
		results, err := ask.Options{Workers: 1, Solver: "montecarlo"}.Reach(context.Background(), v)
		if err != nil {
			t.Fatal(err)
		}
		if want := m[0].In(results[0]); at(row, "value") != digits(want.Value) || at(row, "low") != digits(want.Low) {
			t.Errorf("point %d, %s: %s, run says %s", k, at(row, "of"), at(row, "value"), digits(want.Value))
		}
		if k == 4 && at(row, "difference") != "0" {
			t.Errorf("the base differs from itself by %s", at(row, "difference"))
		}
		c, err := study.Compare{Sampling: montecarlo.Sampling{Trials: 200}}.Run(context.Background(), ask.Problems(s)[0], ask.Problems(v)[0])
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]cascade.Estimate{"b@2h": c.Plans[0].Rows[1].Difference, "goal1": c.Plans[0].Goals[0].Difference, "time:b:0.5": c.Plans[0].Times[2].Difference}[at(row, "of")]
		if at(row, "difference") != digits(want.Value) || at(row, "difference_low") != digits(want.Low) {
			t.Errorf("point %d, %s: differs by %s, compare says %+v", k, at(row, "of"), at(row, "difference"), want)
		}
	}
}

// What is computed differs by what the two answers do, and a goal that is not the same
// at all points is told by its number; what a sweep varies never has the heading of
// something else.
func TestAgainstOfComputedAnswers(t *testing.T) {
	f, s := spreadFile(t, spread)
	points, _ := ask.Points([]ask.Variation{{Path: "channels.phone.delivers", Values: []string{"0.9"}}, {Path: "trials", Values: []string{"50"}}}, false)
	docs, err := ask.Options{}.Sweep(context.Background(), f, scenario.Options{}, ask.Sweep{Points: points, Of: []string{"b@2h"}, Against: true})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{}
	for i, name := range docs[0].Records[0] {
		of[name] = docs[0].Records[1][i]
	}
	value, _ := strconv.ParseFloat(of["value"], 64)
	difference, _ := strconv.ParseFloat(of["difference"], 64)
	// A sixth of 0.9 less 0.75 over 0.9 of the answer.
	if math.Abs(difference-value/6) > 1e-4 || of["set.trials"] != "50" || of["solver"] != "exact" {
		t.Errorf("%v", of)
	}
	points, _ = ask.Points([]ask.Variation{{Path: "questions.goals.0.share", Values: []string{"0.3", "0.9"}}}, false)
	docs, err = ask.Options{}.Sweep(context.Background(), f, scenario.Options{}, ask.Sweep{Points: points, Of: []string{"goal1"}, Against: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := docs[0].Tables[0].Columns[1].Name; got.Kind != "measure-goal-number" || s.Question.Goals[0].Share != 0.5 {
		t.Errorf("the heading is %v", got)
	}
	if row := docs[0].Records[2]; row[slices.Index(docs[0].Records[0], "share")] != "0.9" || row[len(row)-1] != "" {
		t.Errorf("the goal of the second point: %v", row)
	}
}
