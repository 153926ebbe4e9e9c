package report

import (
	"math"
	"slices"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/schema"
)

// wayTables are, where they are asked for, by which way those who have the message
// had it first, and when units started to pass it on.
func wayTables(a About, r *cascade.Result) []Table {
	var out []Table
	if a.Ways && len(r.FirstBy) > 0 {
		out = append(out, firstByTable(r))
	}
	if a.Starts && len(r.Starts) > 0 {
		out = append(out, startsTable(a, r))
	}
	return out
}

func firstByTable(r *cascade.Result) Table {
	t := Table{Caption: note("first-by")}
	simulated := func(f cascade.FirstBy) bool {
		return slices.ContainsFunc(f.Ways, func(w cascade.Way) bool { return w.Sampled })
	}
	if slices.ContainsFunc(r.FirstBy, simulated) {
		t.Caption = note("first-by-simulated")
	}
	t.Columns = append([]Column{keyColumn("col-tier"), keyColumn("col-first-by")}, momentColumns(r.At)...)
	for _, f := range r.FirstBy {
		for _, w := range f.Ways {
			row := []Cell{textCell(f.Tier), wayCell(w)}
			for _, e := range w.Shares {
				row = append(row, shareCell(e))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

// wayCell names a way.
func wayCell(w cascade.Way) Cell {
	name := verbatim(w.Name)
	if w.Over == "" {
		return cellOf(name)
	}
	return cell("way-"+w.Name, w.Over)
}

// startsTable is when units started to pass the message on.
func startsTable(a About, r *cascade.Result) Table {
	t := tierTable(a, r, r.Starts, numberColumn("col-half-by"))
	t.Caption = note("starts")
	return t
}

func firstByJSON(r *cascade.Result) []schema.FirstBy {
	var out []schema.FirstBy
	for _, f := range r.FirstBy {
		tier := schema.FirstBy{Tier: f.Tier, Ways: []schema.Way{}}
		for _, w := range f.Ways {
			way := schema.Way{Way: w.Name, Over: w.Over, Sampled: w.Sampled}
			for j, e := range w.Shares {
				way.Shares = append(way.Shares, schema.WayShare{At: r.At[j].Seconds(), Share: number(e.Value), Low: number(e.Low), High: number(e.High)})
			}
			tier.Ways = append(tier.Ways, way)
		}
		out = append(out, tier)
	}
	return out
}

// wayRecords are the rows of ways and starts: of each share its value and bounds.
func wayRecords(r *cascade.Result) [][]string {
	w := recordWriter{message: r.Message}
	for _, f := range r.FirstBy {
		for _, way := range f.Ways {
			name := "first_by_" + way.Name
			if way.Over != "" {
				name += "_over_" + way.Over
			}
			for j, e := range way.Shares {
				w.estimate(f.Tier, float(r.At[j].Seconds()), name, e)
			}
		}
	}
	for _, t := range r.Starts {
		units := strconv.FormatInt(t.Units, 10)
		for _, x := range t.Reach {
			w.bounded(t.Name, units, float(x.At.Seconds()), "started", "", x.Mean)
		}
		for _, x := range t.TimeTo {
			median := x.Median
			if math.IsNaN(median.Value) {
				median = cascade.Nobody()
			}
			w.bounded(t.Name, units, "", "time_to_start_"+strconv.FormatFloat(x.Share, 'g', -1, 64)+"_median_s", "", median)
		}
	}
	return w.rows
}
