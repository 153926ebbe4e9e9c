package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"time"

	"harkara/model"
	"harkara/model/fit"
)

// fittedValue is a value for a scenario: of which key, and what is known of it.
type fittedValue struct {
	key, value string
	note       model.Wording
	// within is what it may be, as {low: 0.6, high: 0.8}, of the key below, or "".
	below, within string
}

// groupValue is a value of one group, for a unit of that name.
type groupValue struct{ group, key, value string }

// delays fits delays, and shows the families.
func (f *fitRun) delays(log *fit.Log, o fit.Options) error {
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
	if f.sameDelay(log, seen, unseen) {
		return nil
	}
	fits, err := fit.Fits(log.Rows, o)
	if err != nil {
		return invalid(err)
	}
	if len(fits) == 0 {
		return invalid(model.Errorf("no family could be fitted: the log tells too little"))
	}
	f.showFits(fits)
	best := fits[0]
	if !fit.TellSpread(log.Rows) {
		f.p.line("\nNo two different delays were seen: nothing tells how much delays differ, and only %s, which has one parameter, is fitted.", fit.Families()[0])
	} else if seen < 5 {
		f.p.line("\nOnly %.0f had seen it: that is not enough to tell families apart; the bounds say what is possible.", seen)
	}
	described := f.agreement(log, &best, seen+unseen)
	if best.Never.Value > 0 && best.Never.Low < 0.005 {
		f.p.line("\nWhether some never come is not decided: their share may be %.1f %% or %.1f %%.", 100*best.Never.Low, 100*best.Never.High)
	}
	about := model.Worded("%.0f rows%s, %s, AICc %.2f", seen+unseen, dateOf(log), best.Family, best.AICc)
	below, within := delayRange(best)
	f.values = []fittedValue{{"", delayText(best.Delay), about, below, within}}
	if best.Never.Value > 0 {
		f.values = append(f.values, fittedValue{"comes", share(1 - best.Never.Value), about, "", shares(1-best.Never.High, 1-best.Never.Low)})
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

// sameDelay tells whether all who had seen it took as long, which is a delay that is fixed.
func (f *fitRun) sameDelay(log *fit.Log, seen, unseen float64) bool {
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
	about := model.Worded("%.0f rows%s, all alike", seen+unseen, dateOf(log))
	f.values = []fittedValue{{"", fmt.Sprintf("{fixed: %s}", length(took)), about, "", ""}}
	f.p.line("all %.0f took %s\n\n%s", seen, length(took), f.values[0].value)
	f.data.Families = []familyData{{Family: "fixed", Delay: f.values[0].value, Median: boundData{number(took), number(took), number(took)}, P90: boundData{number(took), number(took), number(took)}}}
	if unseen > 0 {
		f.values = append(f.values, fittedValue{"comes", share(seen / (seen + unseen)), about, "", ""})
		f.p.line("comes: %s of those it was sent to", f.values[1].value)
	}
	return true
}

// agreement tells whether the best family describes the log at all.
func (f *fitRun) agreement(log *fit.Log, best *fit.Fit, rows float64) bool {
	median, p90 := boundOf(fit.Measured(log.Rows, 0.5)), boundOf(fit.Measured(log.Rows, 0.9))
	f.data.Measured = &measuredData{median, p90}
	if best.Saturated() {
		f.p.line("\nThe log has as many numbers as were fitted: nothing is left to test the family by.")
		f.data.Saturated = true
		return true
	}
	agree := best.GoodnessOfFit(bootstrapLogs(rows), 1)
	f.data.Agreement = &agreementData{number(agree.Distance), number(agree.P), agree.Logs}
	if agree.P >= 0.05 {
		return true
	}
	f.p.line("\n%s does not describe this log: it is up to %.1f points off, as far as %.0f of %d logs drawn from it. No family describes it better: use it as measured.",
		best.Family, 100*agree.Distance, agree.P*float64(agree.Logs+1)-1, agree.Logs)
	if curve := fit.NewCurve(log.Rows); curve.Survival > 0.1 {
		f.p.line("as measured: %.1f %% had come by the end", 100*(1-curve.Survival))
	} else {
		f.p.line("as measured: half by %s, 90 %% by %s", bounds(fit.Measured(log.Rows, 0.5)), bounds(fit.Measured(log.Rows, 0.9)))
	}
	return false
}

// measured replaces the delay by the curve of the log itself, in a file beside the
// scenario, and what comes by the share that the curve leads to.
func (f *fitRun) measured(log *fit.Log, about model.Wording) {
	if f.write == "" {
		return
	}
	curve := fit.NewCurve(log.Rows)
	name := strings.TrimSuffix(filepath.Base(f.file), filepath.Ext(f.file)) + "-measured.csv"
	f.values = []fittedValue{{"", fmt.Sprintf("{measured: {file: %q, column: seconds, weight: weight}}", name), model.Worded("%s, as measured", about), "", ""}}
	if curve.Survival > 0 {
		f.values = append(f.values, fittedValue{"comes", share(1 - curve.Survival), model.Worded("%s, as measured", about), "", ""})
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
func (f *fitRun) known(log *fit.Log, o fit.Options) error {
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
			f.values = []fittedValue{{"", delayText(d), model.Worded("%s through two shares", name), "", ""}}
		}
	}
	if f.values == nil {
		return invalid(model.Errorf("no delay has both shares"))
	}
	if log.Never > 0 {
		f.values = append(f.values, fittedValue{"comes", share(1 - log.Never), model.Worded("as is known"), "", ""})
	}
	return nil
}

// samples fits each row of a table of quantiles.
func (f *fitRun) samples(log *fit.Log, o fit.Options) error {
	if f.write != "" && len(log.Samples) > 1 {
		return usagef("--write: the table has %d samples: leave one row in it", len(log.Samples))
	}
	rows := [][]any{columnsOf("sample", "family", "half by", "90 % by", "AICc")}
	for _, s := range log.Samples {
		fits, err := fit.Fits(s.Rows, o)
		if err != nil || len(fits) == 0 {
			rows = append(rows, []any{s.Name, "", "", "", ""})
			continue
		}
		best := fits[0]
		rows = append(rows, []any{s.Name, best.Family, bounds(best.Median), bounds(best.P90), fmt.Sprintf("%.2f", best.AICc)})
		f.data.Samples = append(f.data.Samples, sampleData{s.Name, familyOf(best)})
		below, within := delayRange(best)
		f.values = []fittedValue{{"", delayText(best.Delay), model.Worded("%s, %s, AICc %.2f", s.Name, best.Family, best.AICc), below, within}}
	}
	f.p.line("")
	f.p.table(rows)
	return nil
}

// shares pools groups of which each has how often of how often.
func (f *fitRun) shares(log *fit.Log) error {
	pooled, err := fit.Pool(log.Shares)
	if err != nil {
		return invalid(err)
	}
	f.p.line("")
	f.sharesTable(log.Groups, log.Shares, pooled)
	mean := pooled.Alpha / (pooled.Alpha + pooled.Beta)
	f.p.line("a group like these: %s", percent(mean))
	f.values = []fittedValue{{"", share(mean), model.Worded("%d groups, beta-binomial", len(log.Groups)), "", ""}}
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
