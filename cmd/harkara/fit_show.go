package main

import (
	"fmt"
	"harkara/model"
	"harkara/model/fit"
	"harkara/model/scenario"
	"math"
	"strconv"
	"strings"
)

// showFits shows the families, the best first.
func (f *fitRun) showFits(fits []fit.Fit) {
	rows := [][]any{columnsOf("family", "half by", "90 % by", "never", "AICc")}
	for i, x := range fits {
		never := ""
		if x.Never.Value > 0 && !math.IsNaN(x.Never.High) {
			never = fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*x.Never.Value, 100*x.Never.Low, 100*x.Never.High)
		}
		mark := ""
		if i > 0 && x.AICc-fits[0].AICc < 2 {
			mark = "*"
		}
		rows = append(rows, []any{x.Family + mark, bounds(x.Median), bounds(x.P90), never, fmt.Sprintf("%.2f", x.AICc)})
		f.data.Families = append(f.data.Families, familyOf(x))
	}
	f.p.table(rows)
	if len(fits) > 1 && fits[1].AICc-fits[0].AICc < 2 {
		f.p.line("*: about as good as the first")
	}
}

// bounds is a duration with its interval.
func bounds(x fit.Bound) model.Wording {
	if math.IsNaN(x.Low) {
		return lasts(x.Value)
	}
	return model.Worded("%s (%s–%s)", lasts(x.Value), lasts(x.Low), lasts(x.High))
}

// lasts is a duration, or never.
func lasts(seconds float64) model.Wording {
	if math.IsInf(seconds, 1) {
		return model.Worded("never")
	}
	return model.Worded("%s", length(seconds))
}

// columnsOf are the headings of columns.
func columnsOf(of ...string) (out []any) {
	for _, h := range of {
		out = append(out, model.Worded(h))
	}
	return out
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
	return familyText(f)
}

func familyText(f model.Family) string {
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
