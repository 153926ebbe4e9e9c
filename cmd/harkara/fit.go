package main

import (
	"io"
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

// fitRun is one run of fit: its flags, and what comes of it.
type fitRun struct {
	app                  *app
	until, by, write     string
	never, family, sheet string
	as, hours            string
	onlySeen             bool
	out                  output

	file   string
	p      fitPage
	data   fitData
	values []fittedValue
	groups []groupValue
}

func (a *app) fitCommand() *cobra.Command {
	f := &fitRun{app: a, out: output{app: a}}
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
	completeWith(c, "as", fit.Kinds())
	completeWith(c, "never", []string{"maybe", "yes", "no"})
	completeWith(c, "family", fit.Families())
	return c
}

// options are what to fit.
func (f *fitRun) options() (fit.Options, error) {
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
func (f *fitRun) target() (file, path string, err error) {
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

func (f *fitRun) run(file string) error {
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
	text, err := f.p.text(f.app.speech(), f.out.format, f.out.raw, &f.data)
	if err != nil {
		return failed(err)
	}
	return f.app.writeOut(f.out.file, text)
}

// read reads the log.
func (f *fitRun) read(file string) (*fit.Log, error) {
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
		return nil, invalid(model.Errorf("%s: %w", file, err))
	}
	f.p.line("%s: %s, read as %s", sheet.Name, sheet.Kind, log.Kind)
	for _, t := range log.Remarks {
		f.p.line("%s", t)
	}
	f.data = fitData{Format: "harkara.fit/v1", Log: sheet.Name, Kind: log.Kind, Told: append([]model.Wording{}, log.Remarks...)}
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
	return &register.Sheet{Name: filepath.Base(file), Kind: model.Worded("cascades, each with its paths"), Columns: columns, Rows: rows}
}

// clock is the hours in which time counts: FROM-TO every day, or those that the scenario
// of --write names, or another's, as in mine.yaml:daytime.
func (f *fitRun) clock(o *fit.LogOptions) error {
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
func (f *fitRun) place(o *fit.LogOptions) error {
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
