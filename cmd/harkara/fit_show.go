package main

import (
	"fmt"
	"harkara/model"
	"harkara/model/fit"
	"harkara/model/scenario"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
)

// showFits shows the families, the best first.
func showFits(b *strings.Builder, fits []fit.Fit) {
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "family\thalf by\t90 % by\tnever\tAICc\t")
	for i, f := range fits {
		never := ""
		if f.Never.Value > 0 && !math.IsNaN(f.Never.High) {
			never = fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*f.Never.Value, 100*f.Never.Low, 100*f.Never.High)
		}
		mark := ""
		if i > 0 && f.AICc-fits[0].AICc < 2 {
			mark = "*"
		}
		fmt.Fprintf(t, "%s%s\t%s\t%s\t%s\t%.2f\t\n", f.Family, mark, bounds(f.Median), bounds(f.P90), never, f.AICc)
	}
	_ = t.Flush()
	if len(fits) > 1 && fits[1].AICc-fits[0].AICc < 2 {
		fmt.Fprintln(b, "*: about as good as the first")
	}
}

// bounds is a duration with its interval.
func bounds(x fit.Bound) string {
	if math.IsNaN(x.Low) {
		return length(x.Value)
	}
	return fmt.Sprintf("%s (%s–%s)", length(x.Value), length(x.Low), length(x.High))
}

// length is a duration with three digits or more, as a scenario has it.
func length(seconds float64) string {
	if math.IsInf(seconds, 1) {
		return "never"
	}
	return scenario.FormatDuration(rounded(seconds))
}

// rounded is a duration to about three digits: whole hours of days, minutes of
// hours, seconds of minutes, and parts of seconds.
func rounded(seconds float64) model.Tick {
	unit := finest(seconds)
	return model.TicksOf(math.Round(seconds/unit) * unit)
}

func finest(seconds float64) float64 {
	switch {
	case seconds >= 3*86400:
		return 3600
	case seconds >= 3*3600:
		return 60
	case seconds >= 60:
		return 1
	case seconds >= 6:
		return 0.1
	}
	return 0.001
}

func share(x float64) string { return strconv.FormatFloat(math.Round(1e4*x)/1e4, 'g', -1, 64) }

// delayText is a delay as a scenario file has it.
func delayText(d model.Delay) string {
	f, ok := model.FamilyOf(d)
	if !ok {
		return ""
	}
	var params []string
	for _, p := range f.Params {
		value := length(p.Value)
		if p.Name == "shape" {
			value = strconv.FormatFloat(p.Value, 'g', 4, 64)
		}
		params = append(params, p.Name+": "+value)
	}
	if f.Name == "fixed" {
		return fmt.Sprintf("{fixed: %s}", length(f.Params[0].Value))
	}
	return fmt.Sprintf("{%s: {%s}}", f.Name, strings.Join(params, ", "))
}

// showGroups shows the median of each group, as it is and moved towards the others.
func showGroups(b *strings.Builder, log *fit.Log, o fit.Options, family string) {
	var names []string
	rows := map[string][]fit.Row{}
	for i, g := range log.Groups {
		if rows[g] == nil {
			names = append(names, g)
		}
		rows[g] = append(rows[g], log.Rows[i])
	}
	o.Families = []string{family}
	var known []string
	var values, errs []float64
	for _, g := range names {
		fits, err := fit.Fits(rows[g], o)
		if err != nil || len(fits) == 0 || !(fits[0].Median.Low > 0) || math.IsInf(fits[0].Median.High, 1) {
			continue
		}
		m := fits[0].Median
		known, values = append(known, g), append(values, math.Log(m.Value))
		errs = append(errs, math.Log(m.High/m.Low)/(2*1.96))
	}
	if len(known) < 2 {
		fmt.Fprintln(b, "\nToo little is known of groups to tell them apart.")
		return
	}
	_, spread, pooled := fit.PoolLogs(values, errs)
	fmt.Fprintln(b)
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "group\trows\thalf by, alone\twith the others\t")
	for i, g := range known {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t\n", g, len(rows[g]), length(math.Exp(values[i])), length(math.Exp(pooled[i])))
	}
	_ = t.Flush()
	fmt.Fprintf(b, "groups differ by a factor of about %.2f either way, beyond what so few rows differ by\n", math.Exp(spread))
}
