package fit

import (
	"math"
	"strings"
	"testing"
	"time"
)

func logOf(text string, o LogOptions) (*Log, error) {
	var rows [][]string
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for _, l := range lines {
		rows = append(rows, strings.Split(l, ";"))
	}
	o.Duration = func(s string) (float64, bool) {
		d, err := time.ParseDuration(s)
		return d.Seconds(), err == nil
	}
	return ReadLog(rows[0], rows[1:], o)
}

// Logs of every kind say what they say, in whatever way times are written.
func TestReadLog(t *testing.T) {
	inf := math.Inf(1)
	for text, want := range map[string]struct {
		kind string
		rows []Row
	}{
		"delay_s\n60\n1.5\n":                                                                {"delays", []Row{Exact(60), Exact(1.5)}},
		"Delay (min);count\n2;3\n1h;1\n;2\n":                                                {"delays", []Row{{120, 120, 3, 0}, {3600, 3600, 1, 0}, {7200, inf, 2, 0}}},
		"from_min;to_min\n0;5\n5;\n;7\n":                                                    {"delays between two looks", []Row{{From: 0, To: 300}, {From: 300, To: inf}, {From: 0, To: 420}}},
		"sent;seen\n2024-10-12 09:00;2024-10-12 09:05\n":                                    {"times sent and seen", []Row{Exact(300)}},
		"Sent;Seen\n12/10/24, 9:05 pm;12/10/24, 10:05 pm\n13/10/24, 9:00 am;\n":             {"times sent and seen", []Row{Exact(3600), {From: 7200, To: inf}}},
		"sent;seen\n2024-10-12T09:00:00+05:30;2024-10-12T05:30:00+01:00\n":                  {"times sent and seen", []Row{Exact(3600)}},
		"sent;seen\n1728700000;1728700060\n":                                                {"times sent and seen", []Row{Exact(60)}},
		"sent;seen\n03/04/2024 10:00;05/04/2024 10:00\n03/05/2024 10:00;06/06/2024 10:00\n": {"", nil},
		"unit;from;at_min\nA;;0\nB;A;5\nC;A;7\nD;C;10\n":                                    {"who told whom", []Row{Exact(300), {From: 6900, To: inf}, Exact(180)}},
	} {
		l, err := logOf(text, LogOptions{Until: "2h"})
		if want.kind == "" {
			if err == nil || !strings.Contains(err.Error(), "3 April 2024 or 4 March 2024") {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		if err != nil || l.Kind.String() != want.kind || len(l.Rows) != len(want.rows) {
			t.Errorf("%q: %+v, %v", text, l, err)
			continue
		}
		for i, r := range l.Rows {
			if r != want.rows[i] {
				t.Errorf("%q: row %d is %+v, want %+v", text, i+1, r, want.rows[i])
			}
		}
	}
	// Months first, since else some would be seen before they were sent.
	l, err := logOf("sent;seen\n03/04/2024 10:00;03/05/2024 10:00\n02/06/2024 10:00;03/01/2024 10:00\n", LogOptions{})
	if err != nil || l.Rows[0] != Exact(86400) {
		t.Errorf("%+v, %v", l, err)
	}
	// The log is closed at its last time where nothing else is said.
	l, err = logOf("sent;seen\n2024-10-12 09:00;2024-10-12 12:00\n2024-10-12 10:00;\n", LogOptions{})
	if err != nil || l.Rows[1] != Censored(7200) || len(l.Remarks) != 1 {
		t.Errorf("%+v, %v", l, err)
	}
	l, err = logOf("to;answered;lasted_s;by\nA;no;;x\nA;yes;60;x\nB;yes;30;y\nC;no;;y\nC;missed;;y\n", LogOptions{})
	if err != nil || len(l.Contacts) != 3 || l.Contacts[0] != (Contact{2, true}) || l.Contacts[2] != (Contact{2, false}) || len(l.Lengths) != 2 {
		t.Errorf("%+v, %v", l, err)
	}
	l, err = logOf("attempts;answered;count\n1;yes;3\n2;no;2\n", LogOptions{})
	if err != nil || len(l.Contacts) != 5 || l.Contacts[4] != (Contact{2, false}) {
		t.Errorf("%+v, %v", l, err)
	}
	l, err = logOf("share;by\n80 %;6h\n0.5;40m\n12 %;never\n", LogOptions{})
	if err != nil || len(l.Known) != 2 || l.Known[0] != (Known{0.5, 2400}) || l.Known[1] != (Known{0.8, 21600}) || l.Never != 0.12 {
		t.Errorf("%+v, %v", l, err)
	}
	for text, want := range map[string]string{
		"share;by\n0.5;40m\n": "give two", "share;by\nhalf;40m\n": "no share", "attempts;answered\n0;yes\n": "must be whole numbers", "a;b\n1;2\n": "no columns of a log", "delay\n5\n": "of what", "delay_s\n-5\n": "negative", "delay_s\nsoon\n": "no duration", "delay_s\n5\n;\n": "row 2",
		"sent;seen\n2024-10-12 09:00;2024-10-12 08:00\n": "before it was sent", "to;answered\nA;perhaps\n": "neither yes nor no", "delay_s\n": "no rows",
	} {
		if _, err := logOf(text, LogOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
