package scenario

import (
	"strings"
	"time"
	_ "time/tzdata" // scenarios name time zones on machines that know none

	"harkara/model"
	"harkara/model/register"
)

// startForms are the ways to write a wall clock time; a date alone is its midnight.
var startForms = []string{
	"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02",
	"2006-01-02 3:04 PM", "2006-01-02 3:04PM", "2006-01-02 3 PM", "2006-01-02 3PM",
}

// momentForms are the ways to write a moment with its distance from UTC.
var momentForms = []string{time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02T15:04Z07:00"}

// noteStart notes a wall clock time that does not exist where clocks are put
// forward, or exists twice where they are put back.
func (d *decoder) noteStart(written string, t time.Time) {
	const form = "2006-01-02 15:04:05"
	zone := t.Location().String()
	if t.Format(form) != written {
		d.note("start-skipped", written[:16], zone, t.Format("2006-01-02 15:04"))
		return
	}
	for _, shift := range []time.Duration{time.Hour, -time.Hour, time.Hour / 2, -time.Hour / 2} {
		if other := t.Add(shift); other.Format(form) == written {
			d.note("start-twice", written[:16], zone, t.Format("-07:00"), other.Format("-07:00"))
			return
		}
	}
}

// readStart reads the time zone and the wall clock time of the release.
func (d *decoder) readStart(top fields) {
	zone := time.UTC
	if n := top.get("timezone"); n != nil {
		name := top.text("timezone", "")
		loc, err := time.LoadLocation(name)
		switch {
		case name == "":
		case zoneMeant[strings.ToUpper(name)] != "":
			d.fail(n, "timezone", "%s is not one zone everywhere, nor all year: write %s", quote(name), zoneMeant[strings.ToUpper(name)])
		case err != nil || name == "Local":
			d.fail(n, "timezone", "unknown time zone %s: %s", quote(name), zoneHint(name))
		default:
			zone = loc
		}
	}
	n := top.get("start")
	if n == nil {
		return
	}
	if n.kind == scalar {
		written := strings.ToUpper(strings.TrimSpace(register.Digits(n.text)))
		for _, form := range startForms {
			wall, err := time.Parse(form, written)
			if t, _ := time.ParseInLocation(form, written, zone); err == nil && t.Year() >= 1900 {
				d.start = t
				d.noteStart(wall.Format("2006-01-02 15:04:05"), t)
				return
			}
		}
		for _, form := range momentForms {
			if t, err := time.Parse(form, written); err == nil && t.Year() >= 1900 {
				d.start = t.In(zone)
				return
			}
		}
	}
	d.fail(n, "start", "%s is not a time: write it like 2024-10-12 09:00", n.plain())
}

// readHours checks all hours, also those nobody keeps.
func (d *decoder) readHours(top fields) {
	n := top.get("hours")
	if n == nil || !d.isMapping(n, "hours", nil) {
		return
	}
	for _, e := range n.entries {
		if _, used := d.calendars[e.key]; !used {
			d.parseHours(e.key, e.value)
		}
	}
}

// hours are the hours that a mapping names by its key "hours"; nil is always.
func (d *decoder) hours(top, f fields) *model.Calendar {
	n := f.get("hours")
	name := f.text("hours", "")
	if name == "" {
		return nil
	}
	all := top.get("hours")
	if all != nil {
		if i := match(name, all.keys()); i >= 0 {
			name = all.keys()[i]
		}
	}
	if c, made := d.calendars[name]; made {
		return c
	}
	text := all.get(name)
	if text == nil {
		var names []string
		if all != nil {
			names = all.keys()
		}
		d.fail(n, f.at("hours"), "unknown hours %s%s", quote(name), choose(name, names))
		return nil
	}
	d.calendars[name] = nil
	h, ok := d.parseHours(name, text)
	if !d.hasClock(top, n, f.at("hours")) || !ok {
		return nil
	}
	c, err := model.NewCalendar(h, d.start, d.horizon)
	if err != nil {
		d.fail(text, "hours."+name, "%v", err)
		return nil
	}
	d.calendars[name] = c
	return c
}

// hasClock tells whether the scenario says when it starts, and where, and
// complains once where it does not.
func (d *decoder) hasClock(top fields, n *node, path string) bool {
	if top.get("timezone") != nil && !d.start.IsZero() {
		return true
	}
	if !d.noClock && (top.get("timezone") == nil || top.get("start") == nil) {
		d.fail(n, path, `hours need to know when the message is released: give "timezone" and "start" at the top of the file`)
	}
	d.noClock = true
	return false
}

func (d *decoder) parseHours(name string, n *node) (model.Hours, bool) {
	before := len(d.problems.list)
	path := "hours." + name
	f, _ := d.open(n, path, hoursShape)
	h := model.Hours{Name: name, Days: [7]bool{true, true, true, true, true, true, true}}
	if days := f.get("days"); days != nil {
		h.Days = d.days(days, f.at("days"))
	}
	h.From, h.To = f.clock("from"), f.clock("to")
	for i, date := range d.list(f.get("closed"), f.at("closed")) {
		t, err := time.Parse(time.DateOnly, date.text)
		if date.kind != scalar || err != nil {
			d.fail(date, index(f.at("closed"), i), "%s is not a date: write it like 2024-10-02", date.plain())
		}
		h.Closed = append(h.Closed, t)
	}
	return h, len(d.problems.list) == before
}

var dayNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// days are days of the week: "all", names, ranges, or several of them.
func (d *decoder) days(n *node, path string) (out [7]bool) {
	items := []*node{n}
	if n.kind == list {
		items = n.items
	}
	for _, item := range items {
		if _, ok := d.text(item, path); !ok {
			continue
		}
		for part := range strings.SplitSeq(strings.ToLower(item.text), ",") {
			if !addDays(&out, strings.TrimSpace(part)) {
				d.fail(item, path, "%s are not days: give all, a range like mon-sat, or a list of sun, mon, tue, wed, thu, fri, sat", quote(item.text))
			}
		}
	}
	if len(items) == 0 {
		d.fail(n, path, "has no days")
	}
	return out
}

func addDays(out *[7]bool, s string) bool {
	switch s {
	case "weekday", "weekdays", "working days", "workdays":
		return addDays(out, "mon-fri")
	case "weekends", "weekend":
		return addDays(out, "sat-sun")
	case "all", "all days", "daily", "every day", "everyday":
		*out = [7]bool{true, true, true, true, true, true, true}
		return true
	}
	from, to, isRange := strings.Cut(strings.NewReplacer("–", "-", " to ", "-").Replace(s), "-")
	if !isRange {
		to = from
	}
	a, b := dayOf(strings.TrimSpace(from)), dayOf(strings.TrimSpace(to))
	if a < 0 || b < 0 {
		return false
	}
	for i := a; ; i = (i + 1) % 7 {
		out[i] = true
		if i == b {
			return true
		}
	}
}

// dayOf is the day of the week of a name, or of its first three letters or more;
// -1 for none.
func dayOf(s string) int {
	for i := range dayNames {
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(time.Weekday(i).String()), s) {
			return i
		}
	}
	return -1
}

// clock is a time of day in minutes after midnight, 24:00 included.
func (f fields) clock(key string) int {
	if n := f.get(key); n != nil {
		return f.d.clockOf(n, f.at(key))
	}
	return 0
}

func (d *decoder) clockOf(n *node, path string) int {
	s, noon := register.Digits(n.text), -1
	if n.kind == scalar {
		s, noon = cutNoon(s)
	}
	if noon >= 0 {
		hour, minute, _ := strings.Cut(s, ":")
		if h, m := digits(hour), digits(minute); len(hour) > 0 && len(hour) <= 2 && len(minute) != 1 && len(minute) <= 2 && h >= 1 && h <= 12 && m >= 0 && m < 60 {
			return (h%12+noon)*60 + m
		}
	} else if n.kind == scalar && (len(s) == 5 || len(s) == 4) && s[len(s)-3] == ':' {
		h, m := digits(s[:len(s)-3]), digits(s[len(s)-2:])
		if h >= 0 && m >= 0 && m < 60 && h*60+m <= 24*60 {
			return h*60 + m
		}
	}
	d.fail(n, path, `%s is not a time of day: write it like "08:00", in quotes`, n.plain())
	return 0
}

// cutNoon cuts AM or PM off a time of day; noon is 0 or 12 hours, or -1 for neither.
func cutNoon(s string) (rest string, noon int) {
	s = strings.ToLower(strings.TrimSpace(s))
	for i, half := range []string{"am", "pm", "a.m.", "p.m."} {
		if rest, ok := strings.CutSuffix(s, half); ok {
			return strings.TrimSpace(rest), i % 2 * 12
		}
	}
	return s, -1
}

// digits is a number of one or two digits, or -1.
func digits(s string) int {
	x := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return -1
		}
		x = x*10 + int(c-'0')
	}
	return x
}
