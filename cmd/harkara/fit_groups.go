package main

import (
	"fmt"
	"math"
	"slices"

	"harkara/model"
	"harkara/model/fit"
)

func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }

// sharesTable shows groups with their shares, as they are and moved towards the others.
func (f *fitRun) sharesTable(names []string, shares []fit.Share, pooled fit.Pooled) {
	rows := [][]any{columnsOf("group", "of", "alone", "with the others")}
	f.data.Groups = &groupsData{Alpha: number(pooled.Alpha), Beta: number(pooled.Beta), Spread: number(math.NaN())}
	for i, g := range names {
		alone := ""
		if shares[i].Of > 0 {
			alone = percent(shares[i].Times / shares[i].Of)
		}
		rows = append(rows, []any{g, fmt.Sprintf("%.0f", shares[i].Of), alone, percent(pooled.Shares[i])})
		f.data.Groups.List = append(f.data.Groups.List, groupData{g, number(shares[i].Times), number(shares[i].Of), number(pooled.Shares[i]), number(math.NaN()), number(math.NaN())})
	}
	f.p.table(rows)
	f.p.line("shares of groups: beta distribution, alpha %.4g, beta %.4g", pooled.Alpha, pooled.Beta)
}

// showTiers shows, of who told whom, each tier alone.
func (f *fitRun) showTiers(log *fit.Log, o fit.Options, family string) {
	o.Families = []string{family}
	var names []string
	rows := map[string][]fit.Row{}
	for i, t := range log.Tiers {
		if rows[t] == nil {
			names = append(names, t)
		}
		rows[t] = append(rows[t], log.Rows[i])
	}
	if len(names) < 2 {
		return
	}
	shown := [][]any{columnsOf("tier", "units", "passes on", "half by")}
	for _, t := range names {
		o := o
		if slices.ContainsFunc(rows[t], func(r fit.Row) bool { return math.IsInf(r.To, 1) }) && o.Never == fit.NeverMaybe {
			o.Never = fit.NeverYes
		}
		fits, err := fit.Fits(rows[t], o)
		if err != nil || len(fits) == 0 || len(rows[t]) < 5 {
			shown = append(shown, []any{t, fmt.Sprint(len(rows[t])), "", ""})
			continue
		}
		best := fits[0]
		passes := fit.Bound{Value: 1 - best.Never.Value, Low: 1 - best.Never.High, High: 1 - best.Never.Low}
		shown = append(shown, []any{t, fmt.Sprint(len(rows[t])), fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*passes.Value, 100*passes.Low, 100*passes.High), bounds(best.Median)})
		f.data.Tiers = append(f.data.Tiers, tierData{t, len(rows[t]), delayText(best.Delay), boundOf(best.Median), boundOf(passes)})
	}
	f.p.line("")
	f.p.table(shown)
}

// group is the rows of one, and what is known of it alone.
type group struct {
	name   string
	rows   []fit.Row
	share  fit.Share
	median float64 // NaN where too little is known
	pooled float64
}

// groupsOf are the groups of a log, in the order of the table.
func groupsOf(log *fit.Log) (out []group) {
	for i, name := range log.Groups {
		at := slices.IndexFunc(out, func(g group) bool { return g.name == name })
		if at < 0 {
			at = len(out)
			out = append(out, group{name: name, median: math.NaN(), pooled: math.NaN()})
		}
		g := &out[at]
		n := max(log.Rows[i].Count, 1)
		g.rows, g.share.Of = append(g.rows, log.Rows[i]), g.share.Of+n
		if !math.IsInf(log.Rows[i].To, 1) {
			g.share.Times += n
		}
	}
	return out
}

// showGroups shows the median of each group, and the share of it that was seen, as they
// are and moved towards the others.
func (f *fitRun) showGroups(log *fit.Log, o fit.Options, best fit.Fit) {
	groups := groupsOf(log)
	o.Families, o.Never = []string{best.Family}, fit.NeverNo
	if best.Never.Value > 0 {
		o.Never = fit.NeverMaybe
	}
	var values, errs []float64
	for i := range groups {
		g := &groups[i]
		fits, err := fit.Fits(g.rows, o)
		if err != nil || len(fits) == 0 || !(fits[0].Median.Low > 0) || math.IsInf(fits[0].Median.High, 1) {
			continue
		}
		m := fits[0].Median
		if err := math.Log(m.High/m.Low) / (2 * 1.96); err > 0 { // the standard error of its logarithm
			g.median = m.Value
			values, errs = append(values, math.Log(m.Value)), append(errs, err)
		}
	}
	if len(values) < 2 {
		f.p.line("\nToo little is known of groups to tell them apart.")
		return
	}
	mean, spread, pooled := fit.PoolLogs(values, errs)
	f.data.Groups = &groupsData{Alpha: number(math.NaN()), Beta: number(math.NaN()), Spread: number(spread)}
	for i := range groups {
		g := &groups[i]
		g.pooled = math.Exp(mean) // of a group of which nothing is known
		if !math.IsNaN(g.median) {
			g.pooled, pooled = math.Exp(pooled[0]), pooled[1:]
		}
	}
	f.groupTable(groups, best)
	f.p.line("groups differ by a factor of about %.2f either way, beyond what so few rows differ by", math.Exp(spread))
}

// groupTable shows groups, and keeps what is written of them.
func (f *fitRun) groupTable(groups []group, best fit.Fit) {
	var shares []fit.Share
	unseen := false
	for _, g := range groups {
		shares = append(shares, g.share)
		unseen = unseen || g.share.Times < g.share.Of
	}
	pooled, err := fit.Pool(shares)
	withShares := unseen && err == nil
	head := columnsOf("group", "rows", "half by, alone", "with the others")
	if withShares {
		head = append(head, columnsOf("seen, alone", "with the others")...)
		f.data.Groups.Alpha, f.data.Groups.Beta = number(pooled.Alpha), number(pooled.Beta)
	}
	rows := [][]any{head}
	for i, g := range groups {
		alone := any("")
		if !math.IsNaN(g.median) {
			alone = length(g.median)
		}
		row := []any{g.name, fmt.Sprintf("%.0f", g.share.Of), alone, length(g.pooled)}
		data := groupData{g.name, number(g.share.Times), number(g.share.Of), number(math.NaN()), number(g.median), number(g.pooled)}
		if withShares {
			row = append(row, percent(g.share.Times/g.share.Of), percent(pooled.Shares[i]))
			data.Share = number(pooled.Shares[i])
		}
		rows = append(rows, row)
		f.data.Groups.List = append(f.data.Groups.List, data)
		if d, ok := stretched(best.Delay, g.pooled/best.Median.Value); ok {
			f.groups = append(f.groups, groupValue{g.name, "", d})
		}
		if withShares && best.Never.Value > 0 {
			f.groups = append(f.groups, groupValue{g.name, "comes", share(pooled.Shares[i])})
		}
	}
	f.p.line("")
	f.p.table(rows)
}

// stretched is a delay that takes so many times as long, as a scenario has it.
func stretched(d model.Delay, factor float64) (string, bool) {
	family, ok := model.FamilyOf(d)
	if !ok {
		return "", false
	}
	for i := range family.Params {
		if family.Params[i].Name != "shape" {
			family.Params[i].Value *= factor
		}
	}
	return familyText(family), true
}
