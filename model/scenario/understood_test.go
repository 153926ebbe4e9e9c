package scenario

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"harkara/model"
)

// What a person writes first is understood, or refused with the way out.
func TestDurationsAsWritten(t *testing.T) {
	for text, want := range map[string]model.Tick{
		"24 h": model.Day, "1h 30m": 90 * model.Minute, "1d 9h": 33 * model.Hour, "1 d 9 h": 33 * model.Hour, "2 hours": 2 * model.Hour, "90 min": 90 * model.Minute,
		"1 hour": model.Hour, "1 day 2 hours": 26 * model.Hour, "3 weeks": 3 * model.Week, "45 sec": 45 * model.Second, "10 Minutes": 10 * model.Minute,
		" 5m ": 5 * model.Minute, "1.5 hrs": 90 * model.Minute, "२४ h": model.Day, "250 ms": 250 * model.Millisecond, "0": 0, "2 D": 2 * model.Day,
	} {
		if got, err := ParseDuration(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"1:30": "write 1h30m or 1m30s", "1,5h": "write a point, as in 1.5h", "90": "has no unit", "1h1h": "from long to short", "soon": "not a duration",
		"1h -5m": "no unit", "5 parsecs": "no unit", "-1h": "negative", "1:30:00": "write 1h30m00s", "30m 1h": "from long to short",
	} {
		if got, err := ParseDuration(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is %v, %v; want %q", text, got, err, want)
		}
	}
}

// understood is a scenario of which one place is filled in.
const understood = `
name: x
timezone: %[1]s
start: %[2]s
hours: {open: {days: %[3]s, from: %[4]s, to: "20:00"}}
network: {tiers: [state, district, block], tree: {S: %[5]s}}
relays: {State: {passes_on: %[6]s, hours: open}}
public: {hears: {g: {broadcast: {from: DISTRICT, share: .5}}}}
`

func fill(values map[int]string) string {
	at := []any{"Asia/Kolkata", "2024-10-12 09:00", "all", `"08:00"`, "{A: {B: {population: 10}}}", "0.5"}
	for i, v := range values {
		at[i-1] = v
	}
	return fmt.Sprintf(understood, at...)
}

// people are the people of a scenario, and how many units it has.
func people(s *Scenario) (people int64, units int) {
	for _, n := range s.Network.People() {
		people += n
	}
	return people, s.Network.Len()
}

func TestSharesAsWritten(t *testing.T) {
	for text, want := range map[string]float64{
		"85%": .85, `"85 %"`: .85, ".85": .85, "0.85": .85, `"0.85"`: .85, "12.5%": .125, "100%": 1, "0 %": 0, `"८५%"`: .85, "1": 1, "8.5e-1": .85,
	} {
		if got := parseGood(t, fill(map[int]string{6: text})).Network.Relay(0).PassesOn; got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"0,5": "write 0.5", `"0,5"`: "write a point: 0.5", "120%": "not a share", "half": "not a share", "1.2": "not a share", `"%"`: "not a share", "-5%": "not a share",
	} {
		refused(t, fill(map[int]string{6: text}), want)
	}
}

// refused checks that a scenario is refused with the way out.
func refused(t *testing.T, text, want string) {
	t.Helper()
	if _, err := parse("t.yaml", []byte(text), memory(nil), Options{}, small); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s\n%v; want %q", text, err, want)
	}
}

func TestTimesAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"2024-10-12": "2024-10-12T00:00:00+05:30", "2024-10-12 9:00 AM": "2024-10-12T09:00:00+05:30", "2024-10-12 9:15pm": "2024-10-12T21:15:00+05:30",
		"2024-10-12T03:30:00Z": "2024-10-12T09:00:00+05:30", "2024-10-12T09:00:00+05:30": "2024-10-12T09:00:00+05:30", "2024-10-12 12 PM": "2024-10-12T12:00:00+05:30",
		`"2024-10-12 09:00:30"`: "2024-10-12T09:00:30+05:30", "२०२४-१०-१२ ०९:००": "2024-10-12T09:00:00+05:30",
	} {
		if got := parseGood(t, fill(map[int]string{2: text})).Start.Format(time.RFC3339); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	for text, from := range map[string]string{`"9:00 AM"`: "09:00", `9 am`: "09:00", `"12:30 PM"`: "12:30", `12am`: "00:00", `"०८:००"`: "08:00", `"8:05 p.m."`: "20:05"} {
		f := fill(map[int]string{4: text})
		if text == `"8:05 p.m."` {
			f = strings.Replace(f, `to: "20:00"`, `to: "23:00"`, 1)
		}
		open := parseGood(t, strings.Replace(f, "2024-10-12 09:00", "2024-10-12", 1)).Network.Relay(0).Hours.Windows()[0].Open
		if got := time.Time.Format(time.Time{}.Add(open.Duration()), "15:04"); got != from {
			t.Errorf("%s is %s, want %s", text, got, from)
		}
	}
	for text, want := range map[string]string{"13 PM": "not a time of day", `"25:00"`: "not a time of day", "noon": "not a time of day", `"0:10 AM"`: "not a time of day"} {
		refused(t, fill(map[int]string{4: text}), want)
	}
	for text, want := range map[string]string{
		"IST": "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin", "CET": "Europe/Berlin", "Asia/Kolkatta": "did you mean Asia/Kolkata?", "Kolkata": "did you mean Asia/Kolkata?",
		"Europe/Munich": "unknown time zone", "new york": "did you mean America/New_York?", "Local": "unknown time zone",
	} {
		refused(t, fill(map[int]string{1: text}), want)
	}
}

func TestDaysAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"weekdays": "1111100", "weekends": "0000011", "Monday": "1000000", "monday-friday": "1111100", "[Mon, Tuesday, thurs]": "1101000",
		"daily": "1111111", "Sat-Sun": "0000011", "weekdays, sat": "1111110", "all": "1111111",
	} {
		c := parseGood(t, "name: x\ntimezone: UTC\nstart: 2024-01-01\nhours: {open: {days: "+`"`+strings.Trim(text, "[]")+`"`+", from: \"10:00\", to: \"11:00\"}}\nnetwork: {tiers: [a, b], fan_out: [1, 1]}\nrelays: {a: {hours: open}}\nquestions: {horizon: 7d}\n").Network.Relay(0).Hours
		got := ""
		for day := range model.Tick(7) {
			open := day*model.Day + 10*model.Hour
			got += map[bool]string{true: "1", false: "0"}[c.Next(open) == open]
		}
		if got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
	refused(t, fill(map[int]string{3: "mo"}), "are not days")
}

func TestTreesAsWritten(t *testing.T) {
	for text, want := range map[string][2]int{
		"{A: {children: [B, C]}}": {0, 4}, "{A: [B, C]}": {0, 4}, "{A: {children: {B: 100, C: 50}}}": {150, 4}, "{A: {B: 65289, C: '13,390'}}": {78679, 4},
		"{A: {B: {population: '900,422'}}}": {900422, 3}, "{A: {B: {population: '9,00,422'}}}": {900422, 3}, "{A: {B: {population: ९००४२२}}}": {900422, 3},
		"{A: {B: {population: '९,००,४२२'}}}": {900422, 3}, "{A: {B: {population: '1 000'}}}": {1000, 3}, "{A: {population: 7, children: 2}}": {7, 4},
		"{A: {population: 90, children: [B, C, D]}}": {90, 5}, "{A: {population: 1000.0, children: 1}}": {1000, 3}, "{1: {2: 30}}": {30, 3},
	} {
		p, units := people(parseGood(t, fill(map[int]string{5: text})))
		if p != int64(want[0]) || units != want[1] {
			t.Errorf("%s has %d people in %d units, want %v", text, p, units, want)
		}
	}
	for text, want := range map[string]string{
		"{A: {B: {population: 65,289, households: 13,390}}}": "numbers take no commas: write 65289", "{A: {B: {population: 1,234,567}}}": "write 1234567",
		"{A: {B: {populaton: 5}}}": "did you mean", "{A: {B: {population: '65,28'}}}": "not a whole number", "{A: {B: {population: -4}}}": "out of range",
		"{A: {B: {population: 1.5}}}": "not a whole number", "{A: {B: many}}": "neither a unit nor a figure", "{A: [B, B]}": "also that of the unit",
	} {
		refused(t, fill(map[int]string{5: text}), want)
	}
	if s := parseGood(t, "name: x\nnetwork: {tiers: [a, b, c], fan_out: [2, 3, 4]}\n"); s.Network.Len() != 2+6+24 {
		t.Errorf("%d units", s.Network.Len())
	}
}

// What is given as a scenario but is none says what to do with it.
func TestOtherFiles(t *testing.T) {
	for text, want := range map[string]string{
		"Block,Village,Population\nA,B,3\n": "harkara new --from", "a;b;c\n1;2;3\n": "harkara new --from", "a\tb\n1\t2\n": "harkara new --from",
		"<?xml version=\"1.0\"?><graphml/>": "XML", "graph [\n node [ id 1 ]\n]\n": "GML", "PK\x03\x04": "spreadsheet",
	} {
		refused(t, text, want)
	}
}

// A start that does not exist, or exists twice, is noted.
func TestStartWhereClocksChange(t *testing.T) {
	for start, want := range map[string]string{
		"2024-03-31 01:30": "start-skipped", "2024-10-27 01:30": "start-twice", "2024-03-31 02:30": "", "2024-10-27 02:30": "", "2024-06-01 01:30": "",
	} {
		got := ""
		for _, n := range parseGood(t, "name: x\ntimezone: Europe/London\nstart: "+start+"\nnetwork: {tiers: [a], fan_out: {a: 1}}\n").Notes {
			if strings.HasPrefix(n.Kind, "start-") {
				got += n.Kind
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", start, got, want)
		}
	}
}
