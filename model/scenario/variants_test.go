package scenario

import (
	"strings"
	"testing"

	"harkara/model"
)

// More of what people write, of the same kinds as above: understood, or refused with
// what to write instead.
func TestSharesOtherwise(t *testing.T) {
	for text, want := range map[string]float64{
		"85 percent": .85, `"85 per cent"`: .85, "८५ %": .85, "८५ प्रतिशत": .85, "०.८५": .85, "85٪": .85, `" 0.85 "`: .85, "85 Percent": .85, "1e-3": .001,
	} {
		if got := parseGood(t, fill(map[int]string{6: text})).Network.Relay(0).PassesOn; got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"85": "for percent write 85%", "८५": "for percent write 85%", "8/10": "write 0.8", "1 in 3": "write 0.3333", "2 out of 8": "write 0.25", "3/2": "not a share: give a number from 0 to 1",
		"101%": "not a share", "80-90%": "not a share", "~0.8": "not a share", "0.8.5": "not a share", "½": "not a share",
	} {
		refused(t, fill(map[int]string{6: text}), want)
	}
}

func TestDurationsOtherwise(t *testing.T) {
	for text, want := range map[string]model.Tick{
		"10 मिनट": 10 * model.Minute, "2 घंटे": 2 * model.Hour, "१ दिन ६ घण्टे": 30 * model.Hour, "5 min.": 5 * model.Minute, "1h30min": 90 * model.Minute,
		"10 minutes 30 seconds": 630 * model.Second, "30 Min": 30 * model.Minute, ".5h": 30 * model.Minute, "2 सप्ताह": 2 * model.Week, "१०m": 10 * model.Minute,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"1:30:00": "write 1h30m00s", "10m-20m": "{uniform: {min: 10m, max: 20m}}", "10 to 20 min": "{uniform: {min: 10m, max: 20m}}", "10–20 minutes": "{min: 10m, max: 20m}",
		"1h30": "has no unit", "half an hour": "not a duration", "3 months": "no unit", "1/2 h": "no unit", "PT30M": "not a duration", "about 10m": "not a duration",
	} {
		if got, err := ParseDuration(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %v, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"{passes_on: 1, notices: 1,5m}": "write 1.5m", "{notices: 1 hour, 30 minutes}": `"30 minutes" has no value`, "{people: 2, notices: 0,5h}": "write 0.5h",
	} {
		_, err := Parse("t.yaml", []byte("name: x\nnetwork: {tiers: [a, b], fan_out: [1, 2]}\nrelays: {a: "+text+"}\n"), nil, Options{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: %v; want %q alone", text, err, want)
		}
	}
}

func TestFiguresOtherwise(t *testing.T) {
	for text, want := range map[string]int64{
		`"65,289"`: 65289, `"६५,२८९"`: 65289, "65 289": 65289, "65_289": 65289, "6.5e4": 65000, "+65289": 65289, `"65289 "`: 65289, `"65,289.00"`: 65289, "९००": 900, `"12,34,567"`: 1234567,
	} {
		if got, _ := people(parseGood(t, fill(map[int]string{5: "{A: {B: {population: " + text + "}}}"}))); got != want {
			t.Errorf("%s is %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]string{
		`"6,52,89"`: "write 65289", `"65.289"`: "write 65289", `"65’289"`: "write 65289", "65k": "write 65000", "1.2 lakh": "write 120000", "१.२ लाख": "write 120000", "2 crore": "write 20000000",
		"null": "leave the key out", `""`: "leave the key out", "unknown": "leave the key out", "n/a": "leave the key out", "0x10": "not a whole number", "1.5": "not a whole number", "-5": "out of range",
	} {
		refused(t, fill(map[int]string{5: "{A: {B: {population: " + text + "}}}"}), want)
	}
	for text, want := range map[string]string{
		"{A: [{B: 5}]}": "a list has names alone", "{A: [1, 2]}": "need quotes", "{A: [{name: B, population: 5}]}": "a list has names alone", "{A: [B, B]}": "also that of the unit",
		"{A: {B: {Population: 500}}}": `did you mean population?`, "{A: {B: {population: 1,000,000}}}": "write 1000000",
	} {
		refused(t, fill(map[int]string{5: text}), want)
	}
}

func TestDaysAndZonesOtherwise(t *testing.T) {
	for _, text := range []string{"weekday", "monday to friday", "Mon–Fri", "mon - fri", "[mon to thu, fri]", "Monday-Wednesday, Thu, fri"} {
		out := [7]bool{}
		for part := range strings.SplitSeq(strings.ToLower(strings.Trim(text, "[]")), ",") {
			if !addDays(&out, strings.TrimSpace(part)) {
				t.Errorf("%s: %s is not understood", text, part)
			}
		}
		if out != [7]bool{false, true, true, true, true, true, false} {
			t.Errorf("%s is %v", text, out)
		}
	}
	for text, want := range map[string]string{"mon,tue": `"tue" has no value`, "M-F": "are not days", "1-5": "are not days", "सोमवार": "are not days"} {
		refused(t, fill(map[int]string{3: text}), want)
	}
	for text, want := range map[string]string{
		"India": "did you mean Asia/Kolkata?", "Asia/Delhi": "did you mean Asia/Kolkata?", "India/Mumbai": "did you mean Asia/Kolkata?", "UTC+5:30": "not how far it is from UTC",
		"\"+05:30\"": "not how far it is from UTC", "Germany": "did you mean Europe/Berlin?", "BST": "Europe/London or Asia/Dhaka", "asia/kolkatta": "did you mean Asia/Kolkata?",
	} {
		refused(t, fill(map[int]string{1: text}), want)
	}
}

// What is set twice, or undone by what is set after it, on the command line too.
func TestSetTwice(t *testing.T) {
	base := []byte("name: x\nnetwork: {tiers: [a, b], fan_out: [1, 2]}\nplans: {p: {set: {relays.a.people: 2}}}\n")
	for _, x := range []struct {
		set  []string
		want string
	}{
		{[]string{"relays.a.people=2", "relays.a.people=3"}, "is set twice"},
		{[]string{"relays.a.people=2", "relays.a={passes_on: 0.5}"}, "put it first"},
		{[]string{"relays.a={passes_on: 0.5}", "relays.a.people=2"}, ""},
	} {
		_, err := Parse("t.yaml", base, nil, Options{Set: x.set})
		if (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
			t.Errorf("%v: %v; want %q", x.set, err, x.want)
		}
	}
	if _, err := Parse("t.yaml", base, nil, Options{Plan: "p", Set: []string{"relays.a.people=3"}}); err != nil {
		t.Errorf("--set changes what a plan set: %v", err)
	}
}

// A goal about nobody is refused with each plan, not only when the plan is asked for.
func TestGoalsOfPlans(t *testing.T) {
	base := "name: x\nnetwork: {tiers: [a, b], tree: {A: {B: 100}}}\npublic: {hears: {g: {broadcast: {share: 0.5}}}}\nquestions: {goals: [{tier: public, share: 0.5, by: 1h}]}\nplans:\n"
	for plan, want := range map[string]string{
		"p: {set: {network.tree: {A: }}}": `plan p: t.yaml:4:28: questions.goals.0.tier: no unit serves people`,
		"p: {set: {network.tree.A.B: 0}}": `there is nobody`,
		"p: {set: {network.tree: {A: }, questions.goals: [{tier: b, share: 0.5, by: 1h}]}}":            `there is no unit of tier "b"`,
		"p: {set: {public.served_by: a, network.tree: {A: 5}}}":                                        "",
		"p: {set: {network.tree: {A: }, questions.goals: []}}":                                         "",
		"p: {set: {relays.a.passes_on: 0.5}}\n  q: {set: {network.tree.A: {B: {population: 0, C: }}}}": `plan q`,
	} {
		_, err := Parse("t.yaml", []byte(base+"  "+plan+"\n"), nil, Options{})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", plan, err, want)
		}
	}
}

// Columns of units as people call them, unless the column itself is there.
func TestColumnsOtherwise(t *testing.T) {
	read := func(table string) (*Scenario, error) {
		return Parse("t.yaml", []byte("name: x\nnetwork: {tiers: [a, b], file: u.csv}\npublic: {}\n"), memory(map[string][]byte{"u.csv": []byte(table)}), Options{})
	}
	for _, header := range []string{"Code;Name;Tier;Parent;People", "ID;Name;Level;Parent Code;Inhabitants", "id;name;type;parent_code;population"} {
		s, err := read(header + "\nA;Anna;a;;\nB;Bo;b;A;7\n")
		if err != nil {
			t.Errorf("%s: %v", header, err)
			continue
		}
		if n, units := people(s); n != 7 || units != 2 {
			t.Errorf("%s: %d people in %d units", header, n, units)
		}
	}
	if s, err := read("code;name;tier;parent_code;parent\nA;Anna;a;;x\nB;Bo;b;A;y\n"); err != nil || s.Network.Len() != 2 {
		t.Errorf("a column beside the real one: %v", err)
	}
	if _, err := read("code;name;grade\nA;Anna;a\n"); err == nil || !strings.Contains(err.Error(), "harkara new --from") {
		t.Errorf("%v", err)
	}
}
