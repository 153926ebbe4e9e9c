package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"harkara/model"
	"harkara/model/fit"
	"harkara/model/register"
	"harkara/model/scenario"
)

// fitting is the flags of fit.
type fitting struct {
	app                  *app
	until, by, write     string
	never, family, sheet string
}

func (a *app) fitCommand() *cobra.Command {
	f := &fitting{app: a}
	c := &cobra.Command{
		Use: "fit LOG", Short: "Tell from what happened what to expect: delays and chances for a scenario", GroupID: groupFile,
		Long: `Fit delays and chances to a log of what happened, as CSV or a spreadsheet:

  delay_s                  delays; empty: not seen yet (with --until)
  sent,seen                times in any usual notation; seen is empty: not seen yet
  from_min,to_min          seen between two looks; to is empty: not seen by from
  to,answered,lasted_s     a row for each call: chances of answers, lengths
  attempts,answered        a row for each who was called: chances of answers
  share,by                 two shares and times that somebody knows, as 0.5,40m
  unit,from,at             who had it from whom, and when

A column count says how many rows are alike. Families of delays are compared by
AICc; bounds are of 95 %. --write puts the best into a scenario, and leaves all
else in the file as it is.`,
		Example: "  harkara fit log.csv --until 14h\n  harkara fit calls.csv --write mine.yaml:channels.phone\n  harkara fit log.csv --write mine.yaml:relays.block.notices",
		Args:    exactly(1, "the name of a log"),
		RunE:    func(_ *cobra.Command, args []string) error { return f.run(args[0]) },
	}
	c.Flags().StringVar(&f.until, "until", "", "`when` the log was closed: a time, or how long after each was sent")
	c.Flags().StringVar(&f.by, "by", "", "the `column` of groups, such as offices, to tell apart")
	c.Flags().StringVar(&f.never, "never", "maybe", "whether some may never come: `maybe`, yes or no")
	c.Flags().StringVar(&f.family, "family", "", "fit this `family` alone, as in lognormal")
	c.Flags().StringVar(&f.sheet, "sheet", "", "the `name` of the sheet to read")
	c.Flags().StringVar(&f.write, "write", "", "put the best into this `SCENARIO:PATH`")
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
	return o, nil
}

func (f *fitting) run(file string) error {
	o, err := f.options()
	if err != nil {
		return err
	}
	f.app.inputs = append(f.app.inputs, file)
	sheet, err := register.ReadSheet(register.Source{Name: filepath.Base(file), Open: func() (io.ReadCloser, error) { return os.Open(file) }}, f.sheet)
	if err != nil {
		return invalid(err)
	}
	log, err := fit.ReadLog(sheet.Columns, sheet.Rows, fit.LogOptions{By: f.by, Until: f.until, Duration: seconds})
	if err != nil {
		return invalid(fmt.Errorf("%s: %w", file, err))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, read as %s\n", sheet.Name, sheet.Kind, log.Kind)
	for _, t := range log.Told {
		fmt.Fprintln(&b, t)
	}
	var values []finding
	switch {
	case len(log.Known) > 0:
		values, err = f.known(&b, log, o)
	case len(log.Contacts) > 0:
		values, err = f.contacts(&b, log, o)
	default:
		values, err = f.delays(&b, log, o)
	}
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f.app.out, b.String()); err != nil {
		return failed(err)
	}
	if f.write == "" {
		return nil
	}
	return f.put(file, values)
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

// delays fits delays, and shows the families.
func (f *fitting) delays(b *strings.Builder, log *fit.Log, o fit.Options) ([]finding, error) {
	seen, unseen := 0.0, 0.0
	for _, r := range log.Rows {
		n := max(r.Count, 1)
		if math.IsInf(r.To, 1) {
			unseen += n
		} else {
			seen += n
		}
	}
	fmt.Fprintf(b, "%.0f rows: %.0f seen, %.0f not by the end\n\n", seen+unseen, seen, unseen)
	fits, err := fit.Fits(log.Rows, o)
	if err != nil {
		return nil, invalid(err)
	}
	if len(fits) == 0 {
		return nil, invalid(fmt.Errorf("no family could be fitted: the log tells too little"))
	}
	showFits(b, fits)
	best := fits[0]
	agree := best.Agree(agreements(seen+unseen), 1)
	if agree.P < 0.05 {
		fmt.Fprintf(b, "\n%s does not describe this log: it is up to %.1f points off, as far as %.0f of %d logs drawn from it. A scenario may take the log as it is, as in {measured: {file: delays.csv, column: seconds}}.\n",
			best.Family, 100*agree.Distance, agree.P*float64(agree.Logs+1)-1, agree.Logs)
	}
	if best.Never.Value > 0 && best.Never.Low < 0.005 {
		fmt.Fprintf(b, "\nWhether some never come is not decided: their share may be %.1f %% or %.1f %%.\n", 100*best.Never.Low, 100*best.Never.High)
	}
	below, within := delayRange(best)
	values := []finding{{"", delayText(best.Delay), fmt.Sprintf("%s, %.0f rows: half by %s to %s, 90 %% by %s to %s", best.Family, seen+unseen,
		length(best.Median.Low), length(best.Median.High), length(best.P90.Low), length(best.P90.High)), below, within}}
	if best.Never.Value > 0 {
		values = append(values, finding{"comes", share(1 - best.Never.Value), fmt.Sprintf("%.0f rows: %s to %s", seen+unseen, share(1-best.Never.High), share(1-best.Never.Low)), "", shares(1-best.Never.High, 1-best.Never.Low)})
	}
	fmt.Fprintf(b, "\n%s\n", values[0].value)
	if len(values) > 1 {
		fmt.Fprintf(b, "comes: %s of those it was sent to\n", values[1].value)
	}
	if f.by != "" {
		showGroups(b, log, o, best.Family)
	}
	return values, nil
}

// known takes delays through two shares that somebody knows.
func (f *fitting) known(b *strings.Builder, log *fit.Log, o fit.Options) ([]finding, error) {
	var values []finding
	names := o.Families
	if names == nil {
		names = []string{"lognormal", "weibull", "loglogistic", "gamma"}
	}
	fmt.Fprintln(b)
	for _, name := range names {
		d, err := fit.FromQuantiles(name, log.Known[0], log.Known[1], log.Never)
		if err != nil {
			fmt.Fprintf(b, "%s: %v\n", name, err)
			continue
		}
		fmt.Fprintln(b, delayText(d))
		if values == nil {
			values = []finding{{"", delayText(d), fmt.Sprintf("%s through two shares", name), "", ""}}
		}
	}
	if values == nil {
		return nil, invalid(fmt.Errorf("no delay has both shares"))
	}
	if log.Never > 0 {
		values = append(values, finding{"comes", share(1 - log.Never), "as is known", "", ""})
	}
	return values, nil
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
		return 199
	}
	return 39
}

// contacts fits calls.
func (f *fitting) contacts(b *strings.Builder, log *fit.Log, o fit.Options) ([]finding, error) {
	calls := 0
	for _, c := range log.Contacts {
		calls += c.Attempts
	}
	a, err := fit.FitAttempts(log.Contacts)
	if err != nil {
		return nil, invalid(err)
	}
	percent := func(x fit.Bound) string {
		return fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*x.Value, 100*x.Low, 100*x.High)
	}
	fmt.Fprintf(b, "%d calls to %d contacts\n\na call is answered:  %s\n", calls, len(log.Contacts), percent(a.Delivers))
	out := []finding{{"delivers", share(a.Delivers.Value), fmt.Sprintf("%d calls: %s to %s", calls, share(a.Delivers.Low), share(a.Delivers.High)), "", shares(a.Delivers.Low, a.Delivers.High)}}
	if a.Unreachable.Value > 0 {
		fmt.Fprintf(b, "never answer:        %s\n", percent(a.Unreachable))
		out = append(out, finding{"unreachable", share(a.Unreachable.Value), fmt.Sprintf("%d contacts: %s to %s", len(log.Contacts), share(a.Unreachable.Low), share(a.Unreachable.High)), "", shares(a.Unreachable.Low, a.Unreachable.High)})
	}
	if len(log.Lengths) == 0 {
		return out, nil
	}
	o.Never = fit.NeverNo
	fits, err := fit.Fits(log.Lengths, o)
	if err != nil || len(fits) == 0 {
		return out, invalid(err)
	}
	fmt.Fprintln(b, "\nhow long answered calls took:")
	showFits(b, fits)
	return append(out, finding{"calls.each", delayText(fits[0].Delay), fmt.Sprintf("%s, %d calls", fits[0].Family, len(log.Lengths)), "", ""}), nil
}
