package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"harkara/model"
	"harkara/model/fit"
	"harkara/model/register"
	"harkara/model/scenario"
)

// fitting is the flags of fit, and what comes of it.
type fitting struct {
	app                  *app
	until, by, write     string
	never, family, sheet string
	as, hours            string
	onlySeen             bool
	out                  output

	file   string
	p      paper
	data   fitData
	values []finding
	groups []groupValue
}

func (a *app) fitCommand() *cobra.Command {
	f := &fitting{app: a, out: output{app: a}}
	c := &cobra.Command{
		Use: "fit LOG", Short: "Tell from what happened what to expect: delays and chances for a scenario", GroupID: groupFile,
		Long: `Fit delays and chances to a log of what happened, as CSV or a spreadsheet (--as
names its kind where the header does not tell):

  delays     delay_s              empty: not seen yet (with --until)
  times      sent,seen            in any usual notation; seen is empty: not seen yet
  looks      from_min,to_min      seen between two looks; to is empty: not by from
  calls      to,answered,lasted_s a row for each call; at: when
  contacts   attempts,answered    a row for each who was called
  told       unit,from,at         who had it from whom, and when; tier, children
  quantiles  share,by             two shares and times that somebody knows: 0.5,40m
  samples    sample,n,p50,p90,... quantiles, a row for each sample
  shares     office,passed,of     how often of how often, for each group

A column count says how many rows are alike. Families of delays are compared by
AICc; bounds are of 95 %. With --hours delays are of the time in which hours of the
scenario are open, as relays spend theirs; --only-seen is for a log that leaves out
who had not seen it. --by tells groups apart, moved towards each other the more the
less is known of each.

--write puts the best into a scenario, with bounds under uncertain, and groups under
units, and leaves all else in the file as it is. Where no family describes the log it
is written as it was measured.`,
		Example: "  harkara fit log.csv --until 14h\n  harkara fit calls.csv --write mine.yaml:channels.phone\n  harkara fit log.csv --hours 08:00-20:00 --by office\n  harkara fit log.csv --write mine.yaml:relays.block.notices",
		Args:    exactly(1, "the name of a log"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.out.check(c.Flags().Changed); err != nil {
				return err
			}
			return f.run(args[0])
		},
	}
	c.Flags().StringVar(&f.as, "as", "", "what `kind` of log it is")
	c.Flags().StringVar(&f.until, "until", "", "`when` the log was closed: a time, or how long after each was sent")
	c.Flags().StringVar(&f.by, "by", "", "the `column` of groups, such as offices, to tell apart")
	c.Flags().StringVar(&f.hours, "hours", "", "the `hours` of the scenario, or as 08:00-20:00, in which time counts")
	c.Flags().BoolVar(&f.onlySeen, "only-seen", false, "the log has only those who had seen it by --until")
	c.Flags().StringVar(&f.never, "never", "maybe", "whether some may never come: `maybe`, yes or no")
	c.Flags().StringVar(&f.family, "family", "", "fit this `family` alone, as in lognormal")
	c.Flags().StringVar(&f.sheet, "sheet", "", "the `name` of the sheet to read")
	c.Flags().StringVar(&f.write, "write", "", "put the best into this `SCENARIO:PATH`")
	f.out.flags(c)
	fixed(c, "as", fit.Kinds())
	fixed(c, "never", []string{"maybe", "yes", "no"})
	fixed(c, "family", fit.Families())
	return c
}

// options are what to fit.
func (f *fitting) options() (fit.Options, error) {
	o := fit.Options{}
	switch f.never {
	case "maybe":
	case "yes":
		o.Never = fit.NeverYes
	case "no":
		o.Never = fit.NeverNo
	default:
		return o, usagef("--never %s: give maybe, yes or no", f.never)
	}
	if f.family != "" {
		if !slices.Contains(fit.Families(), f.family) {
			return o, usagef("--family %s: there are %s", f.family, strings.Join(fit.Families(), ", "))
		}
		o.Families = []string{f.family}
	}
	if f.as != "" && !slices.Contains(fit.Kinds(), f.as) {
		return o, usagef("--as %s: there are %s", f.as, strings.Join(fit.Kinds(), ", "))
	}
	return o, nil
}

// target is the file and the path of --write.
func (f *fitting) target() (file, path string, err error) {
	if f.write == "" {
		return "", "", nil
	}
	// A path has no colon; a file on some systems has.
	i := strings.LastIndexByte(f.write, ':')
	if i <= 0 || i == len(f.write)-1 {
		return "", "", usagef("--write %s: give a file and a path in it, as in mine.yaml:relays.block.notices", f.write)
	}
	return f.write[:i], f.write[i+1:], nil
}

func (f *fitting) run(file string) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	f.file = file
	f.app.inputs = append(f.app.inputs, file)
	if err := f.out.spare(); err != nil {
		return err
	}
	log, err := f.read(file)
	if err != nil {
		return err
	}
	switch {
	case len(log.Known) > 0:
		err = f.known(log, o)
	case len(log.Samples) > 0:
		err = f.samples(log, o)
	case len(log.Shares) > 0:
		err = f.shares(log)
	case len(log.Contacts) > 0:
		err = f.contacts(log, o)
	default:
		err = f.delays(log, o)
	}
	if err != nil {
		return err
	}
	if f.write != "" {
		if err := f.put(log); err != nil {
			return err
		}
	}
	text, err := f.p.text(f.out.format, f.out.raw, &f.data)
	if err != nil {
		return failed(err)
	}
	return f.app.writeOut(f.out.file, text)
}

// read reads the log.
func (f *fitting) read(file string) (*fit.Log, error) {
	options := fit.LogOptions{By: f.by, Until: f.until, As: f.as, OnlySeen: f.onlySeen, Duration: seconds}
	if err := f.clock(&options); err != nil {
		return nil, err
	}
	if err := f.place(&options); err != nil {
		return nil, err
	}
	sheet, err := register.ReadSheet(register.Source{Name: filepath.Base(file), Open: func() (io.ReadCloser, error) { return os.Open(file) }}, f.sheet)
	if err != nil {
		if sheet = cascades(file); sheet == nil {
			return nil, invalid(err)
		}
	}
	log, err := fit.ReadLog(sheet.Columns, sheet.Rows, options)
	if err != nil {
		return nil, invalid(fmt.Errorf("%s: %w", file, err))
	}
	f.p.line("%s: %s, read as %s", sheet.Name, sheet.Kind, log.Kind)
	for _, t := range log.Told {
		f.p.line("%s", t)
	}
	f.data = fitData{Format: "harkara.fit/v1", Log: sheet.Name, Kind: log.Kind, Told: append([]string{}, log.Told...)}
	return log, nil
}

// cascades is a file of cascades as a table of who told whom; nil where it is none.
func cascades(file string) *register.Sheet {
	info, err := os.Stat(file)
	if err != nil || info.Size() > 1<<30 {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	columns, rows, ok := fit.Cascades(string(data))
	if !ok {
		return nil
	}
	return &register.Sheet{Name: filepath.Base(file), Kind: "cascades, each with its paths", Columns: columns, Rows: rows}
}

// clock is the hours in which time counts: FROM-TO every day, or those that the scenario
// of --write names, or another's, as in mine.yaml:daytime.
func (f *fitting) clock(o *fit.LogOptions) error {
	if f.hours == "" {
		return nil
	}
	if from, to, ok := strings.Cut(f.hours, "-"); ok {
		a, err := time.Parse("15:04", from)
		b, err2 := time.Parse("15:04", to)
		if err == nil && err2 == nil {
			minutes := func(t time.Time) int { return 60*t.Hour() + t.Minute() }
			o.Hours = &model.Hours{Name: f.hours, Days: [7]bool{true, true, true, true, true, true, true}, From: minutes(a), To: minutes(b)}
			return nil
		}
	}
	file, _, err := f.target()
	if err != nil {
		return err
	}
	name := f.hours
	if i := strings.LastIndexByte(name, ':'); i > 0 {
		file, name = name[:i], name[i+1:]
	}
	if file == "" {
		return usagef("--hours %s: give them as 08:00-20:00, or name the scenario that has them, as in mine.yaml:daytime", f.hours)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return invalid(err)
	}
	h, zone, err := scenario.ReadHours(file, data, name)
	if err != nil {
		return invalid(err)
	}
	o.Hours, o.Zone = &h, zone
	return nil
}

// place tells units of a log apart by the network of the scenario that is written to: of
// who told whom only those of the tier count that has others below.
func (f *fitting) place(o *fit.LogOptions) error {
	file, path, err := f.target()
	keys := strings.Split(path, ".")
	if err != nil || file == "" || keys[0] != "relays" || len(keys) < 2 {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return invalid(err)
	}
	s, err := parsed(file, data, nil)
	if err != nil {
		return invalid(err)
	}
	n := s.Network
	finder := n.Finder()
	o.Place = func(unit string) (string, bool, bool) {
		i, err := finder.One(unit, -1)
		if err != nil {
			return "", false, false
		}
		u := model.Unit(i)
		tier := n.Tiers()[n.TierOf(u)]
		return tier, tier == keys[1] && len(n.Children(u)) > 0, true
	}
	return nil
}

// seconds reads a duration.
func seconds(s string) (float64, bool) {
	t, err := scenario.ParseDuration(s)
	return t.Seconds(), err == nil
}

// finding is a value for a scenario: of which key, and what is known of it.
type finding struct {
	key, value, note string
	// within is what it may be, as {low: 0.6, high: 0.8}, of the key below, or "".
	below, within string
}

// groupValue is a value of one group, for a unit of that name.
type groupValue struct{ group, key, value string }

// delays fits delays, and shows the families.
func (f *fitting) delays(log *fit.Log, o fit.Options) error {
	seen, unseen := 0.0, 0.0
	for _, r := range log.Rows {
		n := max(r.Count, 1)
		if math.IsInf(r.To, 1) {
			unseen += n
		} else {
			seen += n
		}
	}
	f.data.Rows, f.data.Seen = number(seen+unseen), number(seen)
	f.p.line("%.0f rows: %.0f seen, %.0f not by the end\n", seen+unseen, seen, unseen)
	if f.alike(log, seen, unseen) {
		return nil
	}
	fits, err := fit.Fits(log.Rows, o)
	if err != nil {
		return invalid(err)
	}
	if len(fits) == 0 {
		return invalid(errors.New("no family could be fitted: the log tells too little"))
	}
	f.showFits(fits)
	best := fits[0]
	if seen < 5 {
		f.p.line("\nOnly %.0f had seen it: that is not enough to tell families apart; the bounds say what is possible.", seen)
	}
	described := f.agreement(log, &best, seen+unseen)
	if best.Never.Value > 0 && best.Never.Low < 0.005 {
		f.p.line("\nWhether some never come is not decided: their share may be %.1f %% or %.1f %%.", 100*best.Never.Low, 100*best.Never.High)
	}
	about := fmt.Sprintf("%.0f rows%s, %s, AICc %.2f", seen+unseen, dateOf(log), best.Family, best.AICc)
	below, within := delayRange(best)
	f.values = []finding{{"", delayText(best.Delay), about, below, within}}
	if best.Never.Value > 0 {
		f.values = append(f.values, finding{"comes", share(1 - best.Never.Value), about, "", shares(1-best.Never.High, 1-best.Never.Low)})
	}
	f.p.line("\n%s", f.values[0].value)
	if len(f.values) > 1 {
		f.p.line("comes: %s of those it was sent to", f.values[1].value)
	}
	if !described && f.family == "" {
		f.measured(log, about)
	}
	f.showTiers(log, o, best.Family)
	if f.by != "" {
		f.showGroups(log, o, best)
	}
	return nil
}

// alike tells whether all who had seen it took as long, which is a delay that is fixed.
func (f *fitting) alike(log *fit.Log, seen, unseen float64) bool {
	took := math.NaN()
	for _, r := range log.Rows {
		switch {
		case math.IsInf(r.To, 1) && (math.IsNaN(took) || r.From >= took):
		case math.IsNaN(took) && r.From == r.To:
			took = r.To
		case r.From != took || r.To != took || r.Until > 0:
			return false
		}
	}
	for _, r := range log.Rows {
		if math.IsInf(r.To, 1) && r.From < took {
			return false
		}
	}
	if seen < 2 || math.IsNaN(took) || f.family != "" {
		return false
	}
	about := fmt.Sprintf("%.0f rows%s, all alike", seen+unseen, dateOf(log))
	f.values = []finding{{"", fmt.Sprintf("{fixed: %s}", length(took)), about, "", ""}}
	f.p.line("all %.0f took %s\n\n%s", seen, length(took), f.values[0].value)
	f.data.Families = []familyData{{Family: "fixed", Delay: f.values[0].value, Median: boundData{number(took), number(took), number(took)}, P90: boundData{number(took), number(took), number(took)}}}
	if unseen > 0 {
		f.values = append(f.values, finding{"comes", share(seen / (seen + unseen)), about, "", ""})
		f.p.line("comes: %s of those it was sent to", f.values[1].value)
	}
	return true
}

// agreement tells whether the best family describes the log at all.
func (f *fitting) agreement(log *fit.Log, best *fit.Fit, rows float64) bool {
	median, p90 := boundOf(fit.Measured(log.Rows, 0.5)), boundOf(fit.Measured(log.Rows, 0.9))
	f.data.Measured = &measuredData{median, p90}
	if best.Saturated() {
		f.p.line("\nThe log has as many numbers as were fitted: nothing is left to test the family by.")
		f.data.Saturated = true
		return true
	}
	agree := best.Agree(agreements(rows), 1)
	f.data.Agreement = &agreementData{number(agree.Distance), number(agree.P), agree.Logs}
	if agree.P >= 0.05 {
		return true
	}
	f.p.line("\n%s does not describe this log: it is up to %.1f points off, as far as %.0f of %d logs drawn from it. No family describes it better: use it as measured.",
		best.Family, 100*agree.Distance, agree.P*float64(agree.Logs+1)-1, agree.Logs)
	if curve := fit.NewCurve(log.Rows); curve.Left > 0.1 {
		f.p.line("as measured: %.1f %% had come by the end", 100*(1-curve.Left))
	} else {
		f.p.line("as measured: half by %s, 90 %% by %s", bounds(fit.Measured(log.Rows, 0.5)), bounds(fit.Measured(log.Rows, 0.9)))
	}
	return false
}

// measured replaces the delay by the curve of the log itself, in a file beside the
// scenario, and what comes by the share that the curve leads to.
func (f *fitting) measured(log *fit.Log, about string) {
	if f.write == "" {
		return
	}
	curve := fit.NewCurve(log.Rows)
	name := strings.TrimSuffix(filepath.Base(f.file), filepath.Ext(f.file)) + "-measured.csv"
	f.values = []finding{{"", fmt.Sprintf("{measured: {file: %q, column: seconds, weight: weight}}", name), about + ", as measured", "", ""}}
	if curve.Left > 0 {
		f.values = append(f.values, finding{"comes", share(1 - curve.Left), about + ", as measured", "", ""})
	}
	var b strings.Builder
	b.WriteString("seconds,weight\n")
	for _, s := range curve.Steps {
		fmt.Fprintf(&b, "%s,%s\n", tenDigits(s.To), tenDigits(s.Mass))
	}
	f.data.beside, f.data.curve = name, b.String()
}

// dateOf is the day of the last time of a log, for notes.
func dateOf(log *fit.Log) string {
	if log.Closed.Year() < 1900 {
		return ""
	}
	return ", " + log.Closed.Format(time.DateOnly)
}

// known takes delays through two shares that somebody knows.
func (f *fitting) known(log *fit.Log, o fit.Options) error {
	names := o.Families
	if names == nil {
		names = []string{"lognormal", "weibull", "loglogistic", "gamma"}
	}
	f.p.line("")
	for _, name := range names {
		d, err := fit.FromQuantiles(name, log.Known[0], log.Known[1], log.Never)
		if err != nil {
			f.p.line("%s: %v", name, err)
			continue
		}
		f.p.line("%s", delayText(d))
		f.data.Families = append(f.data.Families, familyData{Family: name, Delay: delayText(d), Median: boundData{Value: number(d.Quantile(0.5))}, P90: boundData{Value: number(d.Quantile(0.9))}})
		if f.values == nil {
			f.values = []finding{{"", delayText(d), fmt.Sprintf("%s through two shares", name), "", ""}}
		}
	}
	if f.values == nil {
		return invalid(errors.New("no delay has both shares"))
	}
	if log.Never > 0 {
		f.values = append(f.values, finding{"comes", share(1 - log.Never), "as is known", "", ""})
	}
	return nil
}

// samples fits each row of a table of quantiles.
func (f *fitting) samples(log *fit.Log, o fit.Options) error {
	if f.write != "" && len(log.Samples) > 1 {
		return usagef("--write: the table has %d samples: leave one row in it", len(log.Samples))
	}
	rows := [][]string{{"sample", "family", "half by", "90 % by", "AICc"}}
	for _, s := range log.Samples {
		fits, err := fit.Fits(s.Rows, o)
		if err != nil || len(fits) == 0 {
			rows = append(rows, []string{s.Name, "", "", "", ""})
			continue
		}
		best := fits[0]
		rows = append(rows, []string{s.Name, best.Family, bounds(best.Median), bounds(best.P90), fmt.Sprintf("%.2f", best.AICc)})
		f.data.Samples = append(f.data.Samples, sampleData{s.Name, familyOf(best)})
		below, within := delayRange(best)
		f.values = []finding{{"", delayText(best.Delay), fmt.Sprintf("%s, %s, AICc %.2f", s.Name, best.Family, best.AICc), below, within}}
	}
	f.p.line("")
	f.p.table(rows)
	return nil
}

// shares pools groups of which each has how often of how often.
func (f *fitting) shares(log *fit.Log) error {
	pooled, err := fit.Pool(log.Shares)
	if err != nil {
		return invalid(err)
	}
	f.p.line("")
	f.sharesTable(log.Groups, log.Shares, pooled)
	mean := pooled.Alpha / (pooled.Alpha + pooled.Beta)
	f.p.line("a group like these: %s", percent(mean))
	f.values = []finding{{"", share(mean), fmt.Sprintf("%d groups, beta-binomial", len(log.Groups)), "", ""}}
	for i, g := range log.Groups {
		f.groups = append(f.groups, groupValue{g, "", share(pooled.Shares[i])})
	}
	return nil
}

// shares is a range of shares.
func shares(low, high float64) string {
	return fmt.Sprintf("{low: %s, high: %s}", share(low), share(high))
}

// delayRange is a range of the parameter of a delay that says how long it takes,
// and which that is; none where the family has no such one or the log no bounds.
func delayRange(f fit.Fit) (below, within string) {
	family, ok := model.FamilyOf(f.Delay)
	per := 1.0
	switch {
	case !ok || !(f.Median.Low > 0) || math.IsInf(f.Median.High, 1):
		return "", ""
	case family.Name == "exponential":
		below, per = "exponential.mean", math.Ln2
	case family.Name == "weibull":
		below, per = "weibull.scale", math.Pow(math.Ln2, 1/f.Shape)
	case family.Name == "lognormal" || family.Name == "loglogistic" && f.Median.High < family.Param("p90"):
		below = family.Name + ".median"
	default:
		return "", ""
	}
	return below, fmt.Sprintf("{low: %s, high: %s}", length(f.Median.Low/per), length(f.Median.High/per))
}

// agreements is how many logs are drawn to see whether a family describes one.
func agreements(rows float64) int {
	if rows <= 500 {
		return 499
	}
	return 99
}

// contacts fits calls.
func (f *fitting) contacts(log *fit.Log, o fit.Options) error {
	calls := 0
	for _, c := range log.Contacts {
		calls += c.Attempts
	}
	a, err := fit.FitAttempts(log.Contacts)
	if err != nil {
		return invalid(err)
	}
	bound := func(x fit.Bound) string {
		return fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*x.Value, 100*x.Low, 100*x.High)
	}
	about := fmt.Sprintf("%d calls to %d contacts%s", calls, len(log.Contacts), dateOf(log))
	f.p.line("%d calls to %d contacts\n", calls, len(log.Contacts))
	f.p.line("a call is answered:  %s", bound(a.Delivers))
	f.values = []finding{{"delivers", share(a.Delivers.Value), about, "", shares(a.Delivers.Low, a.Delivers.High)}}
	if a.Later != a.Delivers {
		f.p.line("a later one:         %s", bound(a.Later))
		f.values = append(f.values, finding{"retry.delivers", share(a.Later.Value), about, "", shares(a.Later.Low, a.Later.High)})
	}
	if a.Unreachable.Value > 0 {
		f.p.line("never answer:        %s", bound(a.Unreachable))
		f.values = append(f.values, finding{"unreachable", share(a.Unreachable.Value), about, "", shares(a.Unreachable.Low, a.Unreachable.High)})
		if a.Most == 2 {
			f.p.line("Nobody was called three times: that some never answer and that a second call is answered less look alike.")
		}
	}
	if !math.IsNaN(log.Every) {
		f.p.line("called again:        after %s, half of the time, up to %d times more", length(log.Every), a.Most-1)
	}
	f.data.Attempts = attemptsOf(calls, a, log)
	if err := f.lengths(log, o); err != nil {
		return err
	}
	if f.by != "" {
		names, shares := fit.PoolAnswers(log.Contacts, log.Groups)
		if pooled, err := fit.Pool(shares); err == nil {
			f.p.line("")
			f.sharesTable(names, shares, pooled)
		}
	}
	return nil
}

// lengths fits how long answered calls took.
func (f *fitting) lengths(log *fit.Log, o fit.Options) error {
	if len(log.Lengths) == 0 {
		return nil
	}
	o.Never = fit.NeverNo
	fits, err := fit.Fits(log.Lengths, o)
	if err != nil || len(fits) == 0 {
		return invalid(err)
	}
	f.p.line("\nhow long answered calls took:")
	f.showFits(fits)
	f.values = append(f.values, finding{"calls.each", delayText(fits[0].Delay), fmt.Sprintf("%d calls, %s, AICc %.2f", len(log.Lengths), fits[0].Family, fits[0].AICc), "", ""})
	return nil
}
