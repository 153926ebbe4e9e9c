package report

import (
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/report/words"
)

func answeredJSON(r *cascade.Result) []schema.Answered {
	var out []schema.Answered
	for _, x := range r.Answers {
		j := schema.Answered{Name: x.Name, Kind: x.Kind.String(), From: x.From, To: x.To, Known: tiersJSON(x.Known)}
		for _, g := range x.Groups {
			j.Groups = append(j.Groups, schema.Group{Unit: g.Name, Code: g.Code, Tier: g.Self.Name, Self: tierJSON(g.Self), Tiers: tiersJSON(g.Tiers)})
		}
		if m := x.Reminders; m != nil {
			j.Reminders = &schema.Reminders{Sent: number(m.Sent.Value), Needless: number(m.Needless.Value), News: number(m.News.Value)}
		}
		if rs := x.Reports; rs != nil {
			j.Reports = &schema.Reports{Made: amountsJSON(rs.Made), Known: []schema.KnownReports{}}
			for _, k := range rs.Known {
				j.Reports.Known = append(j.Reports.Known, schema.KnownReports{Tier: k.Tier, Amounts: amountsJSON(k.Amounts)})
			}
			if rs.Complete != nil {
				t := timeToJSON(*rs.Complete)
				j.Reports.Complete = &t
			}
		}
		out = append(out, j)
	}
	return out
}

func amountsJSON(list []cascade.Amount) []schema.Amount {
	out := []schema.Amount{}
	for _, a := range list {
		out = append(out, schema.Amount{At: a.At.Seconds(), Mean: number(a.Mean.Value), Low: number(a.Mean.Low), High: number(a.Mean.High), SD: number(a.SD), P05: number(a.P05), P95: number(a.P95)})
	}
	return out
}

// timeToJSON is when a share has it.
func timeToJSON(x cascade.TimeTo) schema.TimeTo {
	return schema.TimeTo{Share: x.Share, Median: number(x.Median.Value), Low: number(x.Median.Low), High: number(x.Median.High), Met: number(x.Met), Sampled: x.Sampled}
}

// releaseJSON is when a reply was released; the times from its cause go to the tiers.
func releaseJSON(r *cascade.Result, tiers []schema.Tier) *schema.Release {
	if r.Release == nil {
		return nil
	}
	for i, times := range r.Release.FromCause {
		for _, x := range times {
			t := timeToJSON(x)
			t.From = "cause"
			tiers[i].TimeTo = append(tiers[i].TimeTo, t)
		}
	}
	return &schema.Release{Plays: estimateJSON(r.Release.Plays), Time: timeToJSON(r.Release.Time), Complete: timeToJSON(r.Release.Complete)}
}

func loadsJSON(r *cascade.Result) []schema.Load {
	var out []schema.Load
	for _, x := range r.Loads {
		out = append(out, schema.Load{Tier: x.Tier, Person: x.Person, Message: x.Message, Busy: estimateJSON(x.Busy), Wait: estimateJSON(x.Wait), Wait90: number(x.Wait90),
			Handled: estimateJSON(x.Handled), Dropped: estimateJSON(x.Dropped), Lost: estimateJSON(x.Lost), Overloaded: x.Overloaded})
	}
	return out
}

func rightJSON(r *cascade.Result) []schema.Right {
	var out []schema.Right
	for _, x := range r.Right {
		j := schema.Right{Tier: x.Tier, Against: x.Against, Shares: []schema.RightAt{}}
		for i, at := range r.At {
			j.Shares = append(j.Shares, schema.RightAt{At: at.Seconds(), Right: estimateJSON(x.Right[i]), Wrong: estimateJSON(x.Wrong[i]), Not: estimateJSON(x.Not[i]), OfThose: estimateJSON(x.OfThose[i])})
		}
		out = append(out, j)
	}
	return out
}

func handsJSON(r *cascade.Result) []schema.Hands {
	var out []schema.Hands
	for _, x := range r.Hands {
		j := schema.Hands{Tier: x.Tier, Means: []schema.HandsAt{}}
		for i, at := range r.At {
			j.Means = append(j.Means, schema.HandsAt{At: at.Seconds(), Estimate: estimateJSON(x.Mean[i])})
		}
		out = append(out, j)
	}
	return out
}

// answerRecords are the same as rows of one value each.
func answerRecords(r *cascade.Result) [][]string {
	w := recordWriter{message: r.Message}
	for _, x := range r.Answers {
		for _, t := range x.Known {
			w.tier("", "", t, "known_"+x.Name+"_")
		}
		for _, g := range x.Groups {
			w.tier(g.Name, g.Code, g.Self, "known_"+x.Name+"_")
		}
		if m := x.Reminders; m != nil {
			w.estimate("", "", "", "reminders_"+x.Name+"_sent", m.Sent)
			w.estimate("", "", "", "reminders_"+x.Name+"_needless", m.Needless)
			w.estimate("", "", "", "reminders_"+x.Name+"_news", m.News)
		}
		if x.Reports != nil {
			w.reports(x)
		}
	}
	w.release(r)
	for _, x := range r.Loads {
		name := "person_" + strconv.Itoa(x.Person) + "_"
		if x.Person == 0 {
			name = "office_"
		}
		if x.Message != "" {
			name += "message_"
		}
		w.estimate(x.Tier, "", "", name+"busy", x.Busy)
		w.estimate(x.Tier, "", "", name+"wait_s", x.Wait)
		w.add("", "", x.Tier, "", "", name+"wait_p90_s", x.Wait90)
		w.estimate(x.Tier, "", "", name+"handled", x.Handled)
		w.estimate(x.Tier, "", "", name+"dropped", x.Dropped)
		w.estimate(x.Tier, "", "", name+"dropped_share", x.Lost)
	}
	for _, x := range r.Right {
		for i, at := range r.At {
			t := float(at.Seconds())
			w.estimate(x.Tier, "", t, "right", x.Right[i])
			w.estimate(x.Tier, "", t, "wrong", x.Wrong[i])
			w.estimate(x.Tier, "", t, "not", x.Not[i])
			w.estimate(x.Tier, "", t, "right_of_those", x.OfThose[i])
		}
	}
	for _, x := range r.Hands {
		for i, at := range r.At {
			w.estimate(x.Tier, "", float(at.Seconds()), "hands", x.Mean[i])
		}
	}
	return w.rows
}

// recordWriter gathers records.
type recordWriter struct {
	message string
	rows    [][]string
}

func (w *recordWriter) add(group, code, tier, units, at, statistic string, value float64) {
	w.rows = append(w.rows, []string{w.message, group, code, tier, units, at, statistic, float(value)})
}

// estimate adds a value and its bounds.
func (w *recordWriter) estimate(tier, units, at, statistic string, e cascade.Estimate) {
	w.add("", "", tier, units, at, statistic, e.Value)
	w.add("", "", tier, units, at, statistic+"_low", e.Low)
	w.add("", "", tier, units, at, statistic+"_high", e.High)
}

// tier adds a share by time, and when it is reached, under names that begin so.
func (w *recordWriter) tier(group, code string, t cascade.Tier, name string) {
	t = known(t)
	units := strconv.FormatInt(t.Units, 10)
	for _, x := range t.Reach {
		at := float(x.At.Seconds())
		for _, v := range []struct {
			name  string
			value float64
		}{{"mean", x.Mean.Value}, {"low", x.Mean.Low}, {"high", x.Mean.High}, {"sd", x.SD}, {"p05", x.P05}, {"p95", x.P95}} {
			w.add(group, code, t.Name, units, at, name+v.name, v.value)
		}
	}
	for _, x := range t.TimeTo {
		w.time(group, code, t.Name, units, name+"time_to_"+words.Plain(x.Share), x)
	}
}

// time adds when a share has it.
func (w *recordWriter) time(group, code, tier, units, name string, x cascade.TimeTo) {
	w.add(group, code, tier, units, "", name+"_median_s", x.Median.Value)
	w.add(group, code, tier, units, "", name+"_low_s", x.Median.Low)
	w.add(group, code, tier, units, "", name+"_high_s", x.Median.High)
	w.add(group, code, tier, units, "", name+"_met", x.Met)
}

func (w *recordWriter) reports(x cascade.Answered) {
	amounts := func(tier, name string, list []cascade.Amount) {
		for _, a := range list {
			at := float(a.At.Seconds())
			w.estimate(tier, "", at, name, a.Mean)
			w.add("", "", tier, "", at, name+"_sd", a.SD)
			w.add("", "", tier, "", at, name+"_p05", a.P05)
			w.add("", "", tier, "", at, name+"_p95", a.P95)
		}
	}
	amounts(x.From, "reports_"+x.Name+"_made", x.Reports.Made)
	for _, k := range x.Reports.Known {
		amounts(k.Tier, "reports_"+x.Name+"_known", k.Amounts)
	}
	if c := x.Reports.Complete; c != nil {
		w.time("", "", x.To, "", "reports_"+x.Name+"_complete", *c)
	}
}

func (w *recordWriter) release(r *cascade.Result) {
	x := r.Release
	if x == nil {
		return
	}
	w.estimate("", "", "", "released_share_of_trials", x.Plays)
	w.time("", "", "", "", "released", x.Time)
	w.time("", "", "", "", "count_complete", x.Complete)
	for i, times := range x.FromCause {
		for _, t := range times {
			w.time("", "", r.Tiers[i].Name, "", "time_from_cause_to_"+words.Plain(t.Share), t)
		}
	}
}
