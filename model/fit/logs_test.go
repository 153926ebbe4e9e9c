package fit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"harkara/model"
)

// A log of only those who had seen it by the end gives the delay that the whole log
// gives, and a share that never comes.
func TestOnlySeen(t *testing.T) {
	text := "delay_h\n" + strings.Join(strings.Fields(".5 1 1.5 2 3 4 5 7 9 12"), "\n") + "\n"
	seen, err := logOf(text, LogOptions{Until: "14h", OnlySeen: true})
	if err != nil {
		t.Fatal(err)
	}
	all, err := logOf(text+"x\n", LogOptions{Until: "14h"})
	if err == nil {
		t.Errorf("no duration: %+v", all)
	}
	if f := one(t, seen.Rows, "exponential", NeverNo); !near(f.Scale/3600, 6.009640) {
		t.Errorf("mean of %v h", f.Scale/3600)
	}
	for name, c := range map[string]struct {
		text, want string
		o          LogOptions
	}{
		"not seen": {"delay_h\n1\n\n", "not seen", LogOptions{Until: "14h", OnlySeen: true}},
		"late":     {"delay_h\n1\n15\n", "after the log was closed", LogOptions{Until: "14h", OnlySeen: true}},
		"no end":   {"delay_h\n1\n2\n", "--until", LogOptions{OnlySeen: true}},
		"kind":     {"delay_h\n1\n", "there are calls, contacts", LogOptions{As: "mails"}},
		"columns":  {"delay_h\n1\n", "no column of what told need", LogOptions{As: "told"}},
		"no dates": {"sent;seen\n9:00 AM;9:30 AM\n", "times with dates", LogOptions{Hours: &model.Hours{}}},
		"shares":   {"office;passed;of\na;3;2\n", "the first not above", LogOptions{}},
		"below":    {"unit;from;at_min;children\na;;0;x\n", "no number of units", LogOptions{}},
		"nobody":   {"unit;from;at_min;children\na;;0;0\n", "no unit of the log has others", LogOptions{}},
		"earlier":  {"unit;from;at_min\na;;5\nb;a;3\n", "had it later", LogOptions{}},
		"closed":   {"unit;from;at_min\na;;0\nb;a;30\n", "goes on after", LogOptions{Until: "10m"}},
	} {
		if _, err := logOf(c.text, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// With a window of twelve hours a delay of two hours takes two hours on the wall or
// fourteen, and two hours of the time in which it is open.
func TestOpenClock(t *testing.T) {
	hours := &model.Hours{Name: "daytime", Days: [7]bool{true, true, true, true, true, true, true}, From: 8 * 60, To: 20 * 60}
	kolkata, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	for name, layout := range map[string]string{"wall": "2006-01-02 15:04", "instants": time.RFC3339} {
		var b strings.Builder
		b.WriteString("sent;seen\n")
		start := time.Date(2024, 10, 12, 9, 0, 0, 0, kolkata)
		for i := range 60 {
			sent := start.Add(time.Duration(i) * 37 * time.Minute)
			seen, left := sent, 120
			for left > 0 {
				if h := seen.Hour(); 8 <= h && h < 20 {
					left--
				}
				seen = seen.Add(time.Minute)
			}
			if name == "instants" {
				sent, seen = sent.UTC(), seen.UTC()
			}
			fmt.Fprintf(&b, "%s;%s\n", sent.Format(layout), seen.Format(layout))
		}
		open, err := logOf(b.String(), LogOptions{Hours: hours, Zone: kolkata})
		if err != nil {
			t.Fatal(err)
		}
		wall, err := logOf(b.String(), LogOptions{})
		if err != nil {
			t.Fatal(err)
		}
		long := 0
		for i, r := range open.Rows {
			if r != Exact(7200) {
				t.Errorf("%s: row %d is %+v", name, i+1, r)
			}
			if wall.Rows[i] == Exact(14*3600) {
				long++
			} else if w := wall.Rows[i].To; w != 7200 && !(w > 7200 && w < 14*3600) {
				t.Errorf("%s: row %d took %v s on the wall", name, i+1, w)
			}
		}
		if long == 0 {
			t.Errorf("%s: no night in between", name)
		}
	}
}

// Of who told whom only units with others below them are rows; the first time that a
// unit has it counts; tiers, numbers below and networks say which these are.
func TestWhoTellsIsARow(t *testing.T) {
	inf := math.Inf(1)
	for name, c := range map[string]struct {
		text  string
		o     LogOptions
		rows  []Row
		tiers string
	}{
		"hops":     {"unit;from;at_min\nA;;0\nB;A;5\nC;A;7\nD;C;10\nB;C;9\n", LogOptions{}, []Row{Exact(300), {From: 300, To: inf}, Exact(180)}, "hop 0 hop 1 hop 1"},
		"children": {"unit;from;at_min;children\nA;;0;2\nB;A;5;0\nC;A;7;1\nD;C;10;3\n", LogOptions{}, []Row{Exact(300), Exact(180), {From: 0, To: inf}}, "hop 0 hop 1 hop 2"},
		"tiers":    {"unit;from;at_min;tier\nA;;0;state\nB;A;5;block\nC;A;7;block\nD;C;10;village\n", LogOptions{}, []Row{Exact(300), {From: 300, To: inf}, Exact(180)}, "state block block"},
		"network": {"unit;from;at_min\nA;;0\nB;A;5\nC;A;7\nD;C;10\n", LogOptions{Place: func(u string) (string, bool, bool) { return "block", u == "B" || u == "D", u != "D" }},
			[]Row{{From: 300, To: inf}}, "block"},
	} {
		l, err := logOf(c.text, c.o)
		if err != nil || len(l.Rows) != len(c.rows) || strings.Join(l.Tiers, " ") != c.tiers {
			t.Errorf("%s: %+v, %v", name, l, err)
			continue
		}
		for i, r := range l.Rows {
			if r != c.rows[i] {
				t.Errorf("%s: row %d is %+v, want %+v", name, i+1, r, c.rows[i])
			}
		}
	}
}

// Calls tell a chance of later attempts that is another than that of the first, and how
// long after a call the next is made.
func TestLaterAttempts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const first, later, deaf = 0.6, 0.25, 0.15
	var contacts []Contact
	for range 20_000 {
		c, silent := Contact{}, r.Float64() < deaf
		for c.Attempts < 6 && !c.Answered {
			c.Attempts++
			p := later
			if c.Attempts == 1 {
				p = first
			}
			c.Answered = !silent && r.Float64() < p
		}
		contacts = append(contacts, c)
	}
	a, err := FitAttempts(contacts)
	in := func(b Bound, x float64) bool { return b.Low < x && x < b.High && b.High-b.Low < 0.08 }
	if err != nil || !in(a.Delivers, first) || !in(a.Later, later) || !in(a.Unreachable, deaf) || a.Most != 6 {
		t.Errorf("%+v, %v", a, err)
	}
	l, err := logOf("to;at;answered\nB;2024-10-12 10:30;yes\nA;2024-10-12 09:00;no\nB;2024-10-12 09:10;no\nA;2024-10-12 10:00;no\nA;2024-10-12 11:00:00;yes\n", LogOptions{})
	if err != nil || len(l.Contacts) != 2 || l.Contacts[0] != (Contact{3, true}) || l.Contacts[1] != (Contact{2, true}) || l.Every != 3600 {
		t.Errorf("%+v, %v", l, err)
	}
}

// Groups of shares, and of calls, are told apart.
func TestSharesOfGroups(t *testing.T) {
	l, err := logOf("office;passed;of\na;9;10\nb;3;12\n", LogOptions{})
	if err != nil || len(l.Shares) != 2 || l.Shares[1] != (Share{3, 12}) || l.Groups[1] != "b" {
		t.Errorf("%+v, %v", l, err)
	}
	l, err = logOf("to;answered;office\nA;no;x\nA;yes;x\nB;yes;y\nC;no;y\n", LogOptions{By: "office"})
	if err != nil {
		t.Fatal(err)
	}
	names, shares := PoolAnswers(l.Contacts, l.Groups)
	if len(names) != 2 || shares[0] != (Share{1, 2}) || shares[1] != (Share{1, 2}) {
		t.Errorf("%v %v", names, shares)
	}
	// Rows that count for none are of no group.
	l, err = logOf("delay_s;count;office\n5;0;x\n6;2;y\n", LogOptions{By: "office"})
	if err != nil || len(l.Rows) != 1 || l.Groups[0] != "y" {
		t.Errorf("%+v, %v", l, err)
	}
}

// Quantiles in columns are rows between one and the next, each sample a log of its own.
func TestSamples(t *testing.T) {
	inf := math.Inf(1)
	l, err := logOf("sample;n;mean_min;p90;p50;p5\na;200;9;30;4;0\nb;100;9;2h;4m;4m\n", LogOptions{})
	if err != nil || len(l.Samples) != 2 || l.Samples[0].Name != "a" {
		t.Fatalf("%+v, %v", l, err)
	}
	for i, want := range [][]Row{{{0, 240, 100, 0}, {240, 1800, 80, 0}, {1800, inf, 20, 0}}, {{0, 240, 5, 0}, {240, 7200, 85, 0}, {7200, inf, 10, 0}}} {
		for k, r := range l.Samples[i].Rows {
			if math.Abs(r.Count-want[k].Count) > 1e-9 || r.From != want[k].From || r.To != want[k].To {
				t.Errorf("sample %d, row %d: %+v, want %+v", i, k, r, want[k])
			}
		}
	}
	for text, want := range map[string]string{"sample;p50;p90\na;4;30\n": "of what", "sample;mean_s;p50;p90\na;1;40;30\n": "less than a quantile", "sample;mean_s;n;p50;p90\na;1;many;3;4\n": "no count"} {
		if _, err := logOf(text, LogOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Lines of cascades are who told whom.
func TestCascades(t *testing.T) {
	columns, rows, ok := Cascades("7\ta\t1464739201\t3\ta:0 a/b:5 a/b/c:9\r8\tx\t1464739203\t1\tx:0\r\n")
	if !ok || len(rows) != 4 {
		t.Fatalf("%v %v", rows, ok)
	}
	if got := fmt.Sprint(columns, rows); got != "[unit from at_s] [[7 a  0] [7 b 7 a 5] [7 c 7 b 9] [8 x  0]]" {
		t.Error(got)
	}
	if _, _, ok := Cascades("unit,from,at\na,,0\n"); ok {
		t.Error("a table is no cascade")
	}
}

// The median of a log and its bounds are those of survfit in survival for R.
func TestMeasured(t *testing.T) {
	if b := Measured(lung(), 0.5); b != (Bound{310, 285, 363}) {
		t.Errorf("median %+v", b)
	}
	if b := Measured([]Row{Exact(1), Exact(2), Censored(3)}, 0.9); !math.IsInf(b.Value, 1) || !math.IsInf(b.High, 1) {
		t.Errorf("90 %% quantile %+v", b)
	}
	if b := Measured([]Row{{From: 0, To: 2}, {From: 2, To: 3}}, 0.5); b.Value != 2 || !math.IsNaN(b.Low) {
		t.Errorf("of intervals %+v", b)
	}
}

// Three numbers of three parameters leave nothing to test.
func TestSaturated(t *testing.T) {
	inf := math.Inf(1)
	rows := []Row{{From: 0, To: 3600, Count: 12}, {From: 3600, To: 10800, Count: 8}, {From: 10800, To: 86400, Count: 6}, {From: 86400, To: inf, Count: 4}}
	if f := one(t, rows, "lognormal", NeverYes); !f.Saturated() {
		t.Errorf("%+v", f)
	}
	if f := one(t, rows, "lognormal", NeverNo); f.Saturated() {
		t.Error("two parameters of three numbers")
	}
	if f := one(t, lung(), "lognormal", NeverNo); f.Saturated() {
		t.Error("exact delays")
	}
}
