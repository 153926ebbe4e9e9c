package fit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"harkara/model"
)

// Log is what a table of what happened tells.
type Log struct {
	// Kind is what the table was taken for.
	Kind model.Wording
	// Rows are delays, each of the group of the same index, "" where groups were not
	// asked for.
	Rows   []Row
	Groups []string
	// Contacts are who was called, and Lengths how long calls took that were
	// answered; of other logs they are empty.
	Contacts []Contact
	Lengths  []Row
	// Known are shares of all who had it by a time, and Never the share that never
	// does, where that is all that is known.
	Known []Known
	Never float64
	// Tiers are the tiers of the units whose Rows say how long they took to tell others.
	Tiers []string
	// Samples are rows of a table of quantiles, each a log of its own.
	Samples []Sample
	// Shares are how often something happened of how often it could, of each group of
	// Groups.
	Shares []Share
	// Every is how long after a call that nobody answered the next was made, half of the
	// time; NaN where that is not known.
	Every float64
	// Closed is the last time in the log, or zero.
	Closed time.Time
	// Remarks are remarks for the reader.
	Remarks []model.Wording
}

// LogOptions are what a table does not say.
type LogOptions struct {
	// By is the column of groups, or "".
	By string
	// Until is when the log was closed, as a time or as a duration after each was
	// sent; "" is the last time in it.
	Until string
	// As is what the table is, a key of Kinds, where its header does not tell or tells
	// wrong; "" is as its header tells.
	As string
	// OnlySeen tells that the log has only those who had seen it when it was closed.
	OnlySeen bool
	// Hours, where they are given, make delays those of the time in which they are open,
	// on the clock of Zone.
	Hours *model.Hours
	Zone  *time.Location
	// Place is the tier of a unit and whether there are units below it, of logs of who
	// told whom; nil where no network is known.
	Place func(unit string) (tier string, below, known bool)
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
	"share":    {"share", "percent", "quantile", "part"},
	"by":       {"by", "within"},
	"lasted":   {"lasted", "length", "call length", "talk time", "lasted s", "length s"},
	"contact":  {"to", "contact", "person", "number", "callee", "called", "whom", "name", "phone"},
	"unit":     {"unit", "who", "user", "node", "post", "office"},
	"at":       {"at", "time", "when", "told at"},
	"tier":     {"tier", "level"},
	"below":    {"children", "below", "units below"},
	"times":    {"times", "passed", "passed on", "came", "did", "yes", "succeeded", "told"},
	"of":       {"of", "out of", "asked", "could", "total"},
}

// logKind is a kind of log: the columns that it needs, and how it is read.
type logKind struct {
	name    string
	columns []string
	read    func(*reader) error
}

// kinds are the kinds of logs, in the order in which a header is taken for one of them.
var kinds = []logKind{
	{"quantiles", []string{"share", "by"}, (*reader).known},
	{"samples", nil, (*reader).samples},
	{"shares", []string{"times", "of"}, (*reader).shares},
	{"contacts", []string{"answered", "attempts"}, (*reader).contacts},
	{"calls", []string{"answered"}, (*reader).calls},
	{"told", []string{"unit", "from", "at"}, (*reader).readArrivals},
	{"times", []string{"sent", "seen"}, (*reader).times},
	{"looks", nil, (*reader).intervals},
	{"delays", []string{"delay"}, (*reader).delays},
}

// is tells whether a table looks like a kind of log.
func (r *reader) is(k logKind) bool {
	has := func(what string) bool { return r.column(what) >= 0 }
	switch k.name {
	case "samples":
		columns, _ := r.quantileColumns()
		return len(columns) >= 2
	case "looks":
		return has("from") && has("to") || has("before")
	}
	return !slices.ContainsFunc(k.columns, func(what string) bool { return !has(what) })
}

// Kinds are the kinds of logs that are read.
func Kinds() (names []string) {
	for _, k := range kinds {
		names = append(names, k.name)
	}
	slices.Sort(names)
	return names
}

func normalName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// reader finds columns by what they are called, and reads cells.
type reader struct {
	columns []string
	rows    [][]string
	o       LogOptions
	log     *Log
	used    []int // the rows of the table that log.Rows are of
	// contactRow is the first row of the table of each contact.
	contactRow []int
	open       *openClock
	absolute   bool // times are instants, not what a clock on a wall says
}

func (r *reader) column(what string) int {
	return slices.IndexFunc(r.columns, func(c string) bool {
		name := normalName(c)
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
	r := &reader{columns: columns, rows: rows, o: o, log: &Log{}}
	if len(rows) == 0 {
		return nil, model.Errorf("there are no rows")
	}
	r.log.Every = math.NaN()
	at := slices.IndexFunc(kinds, func(k logKind) bool { return k.name == o.As || o.As == "" && r.is(k) })
	switch {
	case at < 0 && o.As != "":
		return nil, model.Errorf("no kind of log is called %q: there are %s", short(o.As), strings.Join(Kinds(), ", "))
	case at < 0:
		return nil, model.Errorf("no columns of a log: it needs delay_s, or sent and seen, or from and to, or calls with to and answered, or unit, from and at; the header is %s", few(columns))
	}
	for _, column := range kinds[at].columns {
		if r.column(column) < 0 {
			return nil, model.Errorf("no column of what %s need, such as %s: the header is %s", o.As, logWords[column][0], few(columns))
		}
	}
	if err := kinds[at].read(r); err != nil {
		return nil, err
	}
	return r.log, r.group()
}

// group notes the group of each row.
func (r *reader) group() error {
	if r.o.By == "" {
		return nil
	}
	by := slices.IndexFunc(r.columns, func(c string) bool { return normalName(c) == normalName(r.o.By) })
	if by < 0 {
		return model.Errorf("no column %q: the header is %s", r.o.By, few(r.columns))
	}
	switch {
	case r.log.Groups != nil:
	case r.log.Contacts != nil && r.contactRow != nil:
		for _, i := range r.contactRow {
			r.log.Groups = append(r.log.Groups, r.rows[i][by])
		}
	case len(r.log.Rows) != len(r.used):
		return model.Errorf("a log of %s has no groups of rows", r.log.Kind)
	default:
		for _, i := range r.used {
			r.log.Groups = append(r.log.Groups, r.rows[i][by])
		}
	}
	return nil
}

// shares reads a row for each group: how often something happened, of how often it
// could.
func (r *reader) shares() error {
	r.log.Kind = model.Worded("how often of how often")
	times, of := r.column("times"), r.column("of")
	by := slices.IndexFunc(r.columns, func(c string) bool { return r.o.By != "" && normalName(c) == normalName(r.o.By) })
	if r.o.By == "" {
		by = slices.IndexFunc(r.columns, func(c string) bool { i := slices.Index(r.columns, c); return i != times && i != of })
	}
	for i, row := range r.rows {
		k, err := strconv.ParseFloat(row[times], 64)
		n, err2 := strconv.ParseFloat(row[of], 64)
		if err != nil || err2 != nil || !(k >= 0 && k <= n) || n > 1e9 || k != math.Trunc(k) || n != math.Trunc(n) {
			return model.Errorf("row %d: %s of %s: give whole numbers, the first not above the second", i+1, short(row[times]), short(row[of]))
		}
		name := fmt.Sprint("row ", i+1)
		if by >= 0 {
			name = row[by]
		}
		r.log.Shares, r.log.Groups = append(r.log.Shares, Share{k, n}), append(r.log.Groups, name)
	}
	return nil
}

// short is a piece of what was read, for messages: about 40 characters at most.
func short(s string) string { return model.Excerpt(s, 40) }

// few are at most a dozen names, each in short.
func few(names []string) string {
	var out []string
	for _, n := range names[:min(len(names), 12)] {
		out = append(out, short(n))
	}
	if len(names) > len(out) {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}
