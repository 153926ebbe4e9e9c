package fit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Log is what a table of what happened tells.
type Log struct {
	// Kind is what the table was taken for, in words.
	Kind string
	// Rows are delays, each of the group of the same index, "" where groups were not
	// asked for.
	Rows   []Row
	Groups []string
	// Contacts are who was called, and Lengths how long calls took that were
	// answered; of other logs they are empty.
	Contacts []Contact
	Lengths  []Row
	// Passed is true where Rows are how long units took to tell others: the share
	// that never comes is then those who tell nobody.
	Passed bool
	// Told are remarks for the reader.
	Told []string
}

// LogOptions are what a table does not say.
type LogOptions struct {
	// By is the column of groups, or "".
	By string
	// Until is when the log was closed, as a time or as a duration after each was
	// sent; "" is the last time in it.
	Until string
	// Duration reads a duration such as 1h30m, in seconds.
	Duration func(string) (float64, bool)
}

// logWords are the names of the columns of logs, in lower case with single blanks
// for what is no letter or digit.
var logWords = map[string][]string{
	"delay":    {"delay", "delay s", "delays", "seconds", "wait", "took", "duration", "response time", "minutes", "hours", "delay min", "delay h", "delay ms", "delay hours", "delay minutes", "delay seconds"},
	"sent":     {"sent", "sent at", "time sent", "asked", "started", "released", "send time", "called at"},
	"seen":     {"seen", "seen at", "read", "read at", "reply", "replied", "replied at", "received", "received at", "arrived", "delivered at", "answered at"},
	"before":   {"seen before", "before"},
	"from":     {"from", "after", "later than", "not before"},
	"to":       {"to", "by", "at most", "not after"},
	"count":    {"count", "n", "rows", "how many"},
	"answered": {"answered", "success", "reached", "picked up"},
	"attempts": {"attempts", "calls", "tries", "called times"},
	"lasted":   {"lasted", "length", "call length", "talk time", "lasted s", "length s"},
	"contact":  {"to", "contact", "person", "number", "callee", "called", "whom", "name", "phone"},
	"unit":     {"unit", "who", "user", "node", "post", "office"},
	"at":       {"at", "time", "when", "told at"},
}

func plainName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// reader finds columns by what they are called, and reads cells.
type reader struct {
	columns []string
	rows    [][]string
	o       LogOptions
	log     *Log
}

func (r *reader) column(what string) int {
	return slices.IndexFunc(r.columns, func(c string) bool {
		name := plainName(c)
		if i := strings.LastIndexByte(name, ' '); i >= 0 && units[name[i+1:]] > 0 && !slices.Contains(logWords[what], name) {
			name = name[:i]
		}
		return slices.Contains(logWords[what], name)
	})
}

// ReadLog understands a table of what happened: delays; times when something was
// sent and seen; intervals in which it was seen; calls; or who told whom.
func ReadLog(columns []string, rows [][]string, o LogOptions) (*Log, error) {
	if o.Duration == nil {
		o.Duration = func(string) (float64, bool) { return 0, false }
	}
	r := &reader{columns, rows, o, &Log{}}
	if len(rows) == 0 {
		return nil, fmt.Errorf("there are no rows")
	}
	err := fmt.Errorf("no columns of a log: it needs delay_s, or sent and seen, or from and to, or calls with to and answered, or unit, from and at; the header is %s", strings.Join(columns[:min(len(columns), 12)], ", "))
	switch has := func(what string) bool { return r.column(what) >= 0 }; {
	case has("answered") && has("attempts"):
		err = r.contacts()
	case has("answered"):
		err = r.calls()
	case has("unit") && has("from") && has("at"):
		err = r.told()
	case has("sent") && has("seen"):
		err = r.times()
	case has("from") && has("to") || has("before"):
		err = r.intervals()
	case has("delay"):
		err = r.delays()
	}
	if err != nil {
		return nil, err
	}
	return r.log, r.group()
}

// group notes the group of each row.
func (r *reader) group() error {
	if r.o.By == "" {
		return nil
	}
	by := slices.IndexFunc(r.columns, func(c string) bool { return plainName(c) == plainName(r.o.By) })
	if by < 0 {
		return fmt.Errorf("no column %q: the header is %s", r.o.By, strings.Join(r.columns, ", "))
	}
	if len(r.log.Rows) != len(r.rows) {
		return fmt.Errorf("a log of %s has no groups of rows", r.log.Kind)
	}
	for _, row := range r.rows {
		r.log.Groups = append(r.log.Groups, row[by])
	}
	return nil
}

// units are the seconds of the last word of a column's name.
var units = map[string]float64{"ms": 1e-3, "s": 1, "sec": 1, "seconds": 1, "min": 60, "minutes": 60, "h": 3600, "hours": 3600, "d": 86400, "days": 86400}

// seconds reads a cell of a duration: a number in the unit of its column, or a
// duration with a unit. It is NaN for an empty one.
func (r *reader) seconds(row []string, column int) (float64, error) {
	if column < 0 || row[column] == "" {
		return math.NaN(), nil
	}
	s := row[column]
	words := strings.Fields(plainName(r.columns[column]))
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		unit := units[words[len(words)-1]]
		if unit == 0 && x != 0 {
			return 0, fmt.Errorf("column %s: %s of what? Call it %s_s or %s_min, or write 40m", r.columns[column], s, r.columns[column], r.columns[column])
		}
		if x < 0 {
			return 0, fmt.Errorf("column %s: %s is negative", r.columns[column], s)
		}
		return x * unit, nil
	}
	if r.o.Duration != nil {
		if x, ok := r.o.Duration(s); ok {
			return x, nil
		}
	}
	return 0, fmt.Errorf("column %s: %q is no duration: write it as 90s, 40m or 1h30m", r.columns[column], s)
}

// add adds a row, as often as its count says.
func (r *reader) add(row []string, one Row) error {
	if c := r.column("count"); c >= 0 && row[c] != "" {
		n, err := strconv.ParseFloat(row[c], 64)
		if err != nil || !(n >= 0) {
			return fmt.Errorf("column %s: %q is no count", r.columns[c], row[c])
		}
		if n == 0 {
			return nil
		}
		one.Count = n
	}
	r.log.Rows = append(r.log.Rows, one)
	return nil
}

// until is the duration after which a log was closed, or NaN.
func (r *reader) until() float64 {
	if x, ok := r.o.Duration(r.o.Until); r.o.Until != "" && ok {
		return x
	}
	return math.NaN()
}

func (r *reader) delays() error {
	r.log.Kind = "delays"
	column := r.column("delay")
	for i, row := range r.rows {
		x, err := r.seconds(row, column)
		if err != nil {
			return fmt.Errorf("row %d, %w", i+1, err)
		}
		one := Exact(x)
		if math.IsNaN(x) {
			if one = NotBy(r.until()); math.IsNaN(one.From) {
				return fmt.Errorf("row %d has no delay: say with --until after how long it had not come, as in --until 14h", i+1)
			}
		}
		if err := r.add(row, one); err != nil {
			return fmt.Errorf("row %d, %w", i+1, err)
		}
	}
	return nil
}

func (r *reader) intervals() error {
	r.log.Kind = "delays between two looks"
	from, to, before := r.column("from"), r.column("to"), r.column("before")
	for i, row := range r.rows {
		a, err := r.seconds(row, from)
		b, err2 := r.seconds(row, to)
		c, err3 := r.seconds(row, before)
		for _, e := range []error{err, err2, err3} {
			if e != nil {
				return fmt.Errorf("row %d, %w", i+1, e)
			}
		}
		one := Row{From: a, To: b}
		switch {
		case !math.IsNaN(c):
			one = Row{From: 0, To: c}
		case math.IsNaN(a) && math.IsNaN(b):
			return fmt.Errorf("row %d says neither from nor to", i+1)
		case math.IsNaN(a):
			one.From = 0
		case math.IsNaN(b):
			one.To = math.Inf(1)
		}
		if err := r.add(row, one); err != nil {
			return fmt.Errorf("row %d, %w", i+1, err)
		}
	}
	return nil
}

// times reads when something was sent and when it was seen.
func (r *reader) times() error {
	r.log.Kind = "times sent and seen"
	sent, seen := r.column("sent"), r.column("seen")
	var pairs [][2]string
	for i, row := range r.rows {
		if row[sent] == "" {
			return fmt.Errorf("row %d does not say when it was sent", i+1)
		}
		pairs = append(pairs, [2]string{row[sent], row[seen]})
	}
	times, layout, err := readTimes(pairs)
	if err != nil {
		return err
	}
	closed, after := r.closed(times, layout)
	for i, t := range times {
		one := Exact(t[1].Sub(t[0]).Seconds())
		if t[1].IsZero() {
			wait := closed.Sub(t[0]).Seconds()
			if !math.IsNaN(after) {
				wait = after
			}
			if wait < 0 {
				return fmt.Errorf("row %d was sent after the log was closed", i+1)
			}
			one = NotBy(wait)
		}
		if err := r.add(r.rows[i], one); err != nil {
			return fmt.Errorf("row %d, %w", i+1, err)
		}
	}
	return nil
}

// closed is when a log was closed: a time, or a duration after each was sent.
func (r *reader) closed(times [][2]time.Time, layout string) (closed time.Time, after float64) {
	after = math.NaN()
	if r.o.Until != "" {
		if x, ok := r.o.Duration(r.o.Until); ok {
			return closed, x
		}
		for _, l := range append([]string{layout}, layouts...) {
			if t, ok := parseTime(l, plainTime(r.o.Until)); ok {
				return t, after
			}
		}
	}
	for _, t := range times {
		for _, one := range t {
			if one.After(closed) {
				closed = one
			}
		}
	}
	r.log.Told = append(r.log.Told, "the log is taken to be closed at its last time, "+closed.Format("2006-01-02 15:04:05")+": --until says when else")
	return closed, after
}

// yes reads whether a call was answered.
func yes(s string) (bool, bool) {
	switch strings.ToLower(s) {
	case "yes", "y", "1", "true", "answered", "ok", "x", "हाँ":
		return true, true
	case "no", "n", "0", "false", "", "not answered", "missed", "no answer", "busy", "नहीं":
		return false, true
	}
	return false, false
}

// contacts reads a row for each who was called, or for as many as its count says: how
// often they were, and whether they answered in the end.
func (r *reader) contacts() error {
	r.log.Kind = "who was called how often"
	attempts, answered, count := r.column("attempts"), r.column("answered"), r.column("count")
	for i, row := range r.rows {
		ok, known := yes(row[answered])
		n, err := strconv.Atoi(row[attempts])
		times := 1
		if count >= 0 && err == nil {
			times, err = strconv.Atoi(row[count])
		}
		if !known || err != nil || n < 1 || times < 0 || times > 10_000_000 {
			return fmt.Errorf("row %d: attempts and count must be whole numbers, and answered yes or no", i+1)
		}
		for range times {
			r.log.Contacts = append(r.log.Contacts, Contact{n, ok})
		}
	}
	return nil
}

// calls reads a row for each call: who was called, and whether they answered.
func (r *reader) calls() error {
	r.log.Kind = "calls"
	who, answered, lasted := r.column("contact"), r.column("answered"), r.column("lasted")
	at := map[string]int{}
	for i, row := range r.rows {
		ok, known := yes(row[answered])
		if !known {
			return fmt.Errorf("row %d: %q is neither yes nor no", i+1, row[answered])
		}
		name := fmt.Sprint("row ", i)
		if who >= 0 && row[who] != "" {
			name = row[who]
		}
		k, there := at[name]
		if !there || r.log.Contacts[k].Answered {
			k = len(r.log.Contacts)
			at[name] = k
			r.log.Contacts = append(r.log.Contacts, Contact{})
		}
		r.log.Contacts[k].Attempts++
		r.log.Contacts[k].Answered = ok
		length, err := r.seconds(row, lasted)
		if err != nil {
			return fmt.Errorf("row %d, %w", i+1, err)
		}
		if ok && !math.IsNaN(length) {
			r.log.Lengths = append(r.log.Lengths, Exact(length))
		}
	}
	return nil
}

// told reads who had it from whom, and when: how long each took to tell the first
// other. One who told nobody had not by the end of the log.
func (r *reader) told() error {
	r.log.Kind, r.log.Passed = "who told whom", true
	unit, from, at := r.column("unit"), r.column("from"), r.column("at")
	var pairs [][2]string
	for _, row := range r.rows {
		pairs = append(pairs, [2]string{row[at], ""})
	}
	had := make([]float64, len(r.rows))
	if times, layout, err := readTimes(pairs); err == nil {
		for i, t := range times {
			had[i] = t[0].Sub(times[0][0]).Seconds()
		}
		_ = layout
	} else {
		for i, row := range r.rows {
			x, err := r.seconds(row, at)
			if err != nil || math.IsNaN(x) {
				return fmt.Errorf("row %d: when? %w", i+1, err)
			}
			had[i] = x
		}
	}
	end := slices.Max(had)
	index, told := map[string]int{}, make([]float64, len(r.rows))
	for i, row := range r.rows {
		index[row[unit]], told[i] = i, math.Inf(1)
	}
	for i, row := range r.rows {
		if k, there := index[row[from]]; there && k != i {
			if had[i] < had[k] {
				return fmt.Errorf("row %d had it from %s, who had it later", i+1, row[from])
			}
			told[k] = min(told[k], had[i]-had[k])
		}
	}
	for i := range r.rows {
		one := Exact(told[i])
		if math.IsInf(told[i], 1) {
			one = NotBy(end - had[i])
		}
		r.log.Rows = append(r.log.Rows, one)
	}
	r.log.Told = append(r.log.Told, "the log is taken to be closed at its last time; whoever told nobody by then counts as not yet")
	return nil
}
