package report

import (
	"maps"
	"math"
	"slices"

	"harkara/cascade"
	"harkara/model"
)

// isSeries tells whether a name is that of a series.
func isSeries(a About, name string) bool {
	return slices.Contains(slices.Collect(maps.Values(a.Series)), name)
}

// Shown are the results that tables tell of: one a message, and for each series the mean
// over its messages. Streams are left out where there is something else.
func (a About) Shown(results []*cascade.Result) []*cascade.Result {
	var out []*cascade.Result
	for i := 0; i < len(results); i++ {
		series := a.Series[results[i].Message]
		if series == "" {
			out = append(out, results[i])
			continue
		}
		k := i
		for k < len(results) && a.Series[results[k].Message] == series {
			k++
		}
		out = append(out, meanOf(series, results[i:k]))
		i = k - 1
	}
	others := slices.DeleteFunc(slices.Clone(out), func(r *cascade.Result) bool { return a.Streams[r.Message] })
	if len(others) > 0 {
		return others
	}
	return out[max(len(out)-1, 0):] // the work that all of them make
}

// alone are the results of messages that are no part of a series.
func (a About) alone(results []*cascade.Result) []*cascade.Result {
	return slices.DeleteFunc(slices.Clone(results), func(r *cascade.Result) bool { return a.Series[r.Message] != "" })
}

// records are those of all messages, and of series.
func (a About) records(results, told []*cascade.Result) [][]string {
	list := slices.Clone(results)
	for _, r := range told {
		if isSeries(a, r.Message) {
			list = append(list, r)
		}
	}
	rows := [][]string{reachHeader}
	for _, r := range list {
		rows = append(rows, reachRecords(r)[1:]...)
	}
	return rows
}

// meanOf is the mean of answers to several messages: of shares the mean, with bounds
// that hold whatever they have in common, and of times to a share the mean of those that
// get there. How it varies from play to play is not known of a mean, and left out.
func meanOf(series string, results []*cascade.Result) *cascade.Result {
	out := *results[0]
	out.Message, out.Groups, out.Goals = series, nil, nil
	out.Answers, out.Release, out.Right, out.HandOvers, out.Starts, out.FirstBy = nil, nil, nil, nil, nil, nil
	out.Tiers = slices.Clone(out.Tiers)
	for i := range out.Tiers {
		out.Tiers[i] = meanTier(i, results)
	}
	out.Goals = meanGoals(results)
	return &out
}

// meanGoals are the goals of several messages: of each the mean over those it is about.
func meanGoals(results []*cascade.Result) []cascade.Goal {
	var out []cascade.Goal
	about := map[model.Goal][]cascade.Estimate{}
	for _, r := range results {
		for _, g := range r.Goals {
			if about[g.Goal] == nil {
				out = append(out, g)
			}
			about[g.Goal] = append(about[g.Goal], g.Probability)
		}
	}
	for k := range out {
		all := about[out[k].Goal]
		out[k].Probability = meanEstimate(len(all), func(i int) cascade.Estimate { return all[i] })
		out[k].Met = out[k].Probability.Value >= out[k].Chance
	}
	return out
}

func meanTier(i int, results []*cascade.Result) cascade.Tier {
	t := results[0].Tiers[i]
	t.Reach, t.TimeTo = slices.Clone(t.Reach), slices.Clone(t.TimeTo)
	n := len(results)
	for j := range t.Reach {
		t.Reach[j].Mean = meanEstimate(n, func(k int) cascade.Estimate { return results[k].Tiers[i].Reach[j].Mean })
		t.Reach[j].SD, t.Reach[j].P05, t.Reach[j].P95 = math.NaN(), math.NaN(), math.NaN()
	}
	for j := range t.TimeTo {
		t.TimeTo[j].Median = meanEstimate(n, func(k int) cascade.Estimate { return results[k].Tiers[i].TimeTo[j].Median })
		t.TimeTo[j].Met = meanEstimate(n, func(k int) cascade.Estimate {
			return cascade.Estimate{Value: results[k].Tiers[i].TimeTo[j].Met}
		}).Value
	}
	mean := func(of func(cascade.Delay) cascade.Estimate) cascade.Estimate {
		return meanEstimate(n, func(k int) cascade.Estimate { return of(results[k].Tiers[i].Delay) })
	}
	t.Delay = cascade.Delay{
		Mean:   mean(func(d cascade.Delay) cascade.Estimate { return d.Mean }),
		Median: mean(func(d cascade.Delay) cascade.Estimate { return d.Median }),
		P90:    mean(func(d cascade.Delay) cascade.Estimate { return d.P90 }),
	}
	return t
}

// meanEstimate is the mean of n estimates.
func meanEstimate(n int, of func(k int) cascade.Estimate) cascade.Estimate {
	var sum cascade.Estimate
	for k := range n {
		e := of(k)
		sum.Value += e.Value
		sum.Low += e.Low
		sum.High += e.High
	}
	return cascade.Estimate{Value: sum.Value / float64(n), Low: sum.Low / float64(n), High: sum.High / float64(n)}
}

// OfSeries says which messages are of a series, and which are streams.
func (a *About) OfSeries(messages []model.Message) { a.Series, a.Streams = seriesOf(messages) }

// seriesOf are the series of a scenario's messages, by message, and its streams.
func seriesOf(messages []model.Message) (series map[string]string, streams map[string]bool) {
	series, streams = map[string]string{}, map[string]bool{}
	for _, m := range messages {
		if m.Series != "" {
			series[m.Name] = m.Series
		}
		if m.Stream != nil {
			streams[m.Name] = true
		}
	}
	return series, streams
}
