package report

import (
	"math"
	"slices"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

// reachHeader names the columns of a result's records: one value a row.
var reachHeader = []string{"message", "group", "group_code", "tier", "units", "time_s", "statistic", "value"}

// recordWriter gathers records of a message, and of a group where one is named.
type recordWriter struct {
	message, group, code string
	rows                 [][]string
}

func (w *recordWriter) add(tier, units, at, statistic string, value float64) {
	w.rows = append(w.rows, []string{w.message, w.group, w.code, tier, units, at, statistic, float(value)})
}

// estimate adds a value and its bounds.
func (w *recordWriter) estimate(tier, at, statistic string, e cascade.Estimate) {
	w.bounded(tier, "", at, statistic, "", e)
}

// bounded is estimate with how many units are meant, and with what the names end with.
func (w *recordWriter) bounded(tier, units, at, statistic, end string, e cascade.Estimate) {
	w.add(tier, units, at, statistic+end, e.Value)
	w.add(tier, units, at, statistic+"_low"+end, e.Low)
	w.add(tier, units, at, statistic+"_high"+end, e.High)
}

// of names the group that what follows is about.
func (w *recordWriter) of(group, code string) { w.group, w.code = group, code }

// reachRecords are a result as rows of one value each. A time is empty where
// the statistic has none, a value where it is never or not known.
func reachRecords(r *cascade.Result) [][]string {
	w := recordWriter{message: r.Message, rows: [][]string{reachHeader}}
	for _, t := range r.Tiers {
		w.whole(r, t)
	}
	for _, g := range r.Goals {
		w.goal(g)
	}
	for _, c := range r.Circumstances {
		w.add("", "", "", "circumstance_"+c.Name+"_chance", c.Chance)
		w.add("", "", "", "circumstance_"+c.Name+"_share_of_trials", c.Plays)
	}
	for _, g := range r.Groups {
		w.of(g.Name, g.Code)
		if len(g.Self.Reach) > 0 {
			w.whole(r, g.Self)
		}
		for _, t := range g.Tiers {
			if t.Name != g.Self.Name {
				w.whole(r, t)
			}
		}
		if g.Unserved > 0 {
			w.add(model.PublicTier, "", "", "unserved", float64(g.Unserved))
		}
	}
	return slices.Concat(w.rows, wayRecords(r), answerRecords(r))
}

// whole adds all that is known of a tier.
func (w *recordWriter) whole(r *cascade.Result, t cascade.Tier) {
	t = unknownOfNobody(t)
	units := strconv.FormatInt(t.Units, 10)
	for _, x := range t.Reach {
		at := w.reach(t.Name, units, "", x)
		if x.Parts == nil {
			continue
		}
		w.bounded(t.Name, units, at, "luck", "", x.Parts.Luck)
		w.bounded(t.Name, units, at, "unknown", "", x.Parts.Unknown)
		for i, matters := range x.Matters {
			w.add(t.Name, units, at, "matters_"+r.Ranges[i], matters)
		}
	}
	for _, x := range t.TimeTo {
		w.time(t.Name, units, "time_to_"+words.Plain(x.Share), x)
	}
	w.bounded(t.Name, units, "", "delay_mean", "_s", t.Delay.Mean)
	w.bounded(t.Name, units, "", "delay_median", "_s", t.Delay.Median)
	w.bounded(t.Name, units, "", "delay_p90", "_s", t.Delay.P90)
}

// tier adds a share by time, and when it is reached, under names that begin so.
func (w *recordWriter) tier(t cascade.Tier, name string) {
	t = unknownOfNobody(t)
	units := strconv.FormatInt(t.Units, 10)
	for _, x := range t.Reach {
		w.reach(t.Name, units, name, x)
	}
	for _, x := range t.TimeTo {
		w.time(t.Name, units, name+"time_to_"+words.Plain(x.Share), x)
	}
}

// reach adds a share at a time, under names that begin so, and returns the time.
func (w *recordWriter) reach(tier, units, name string, x cascade.Reach) (at string) {
	at = float(x.At.Seconds())
	for _, v := range []struct {
		name  string
		value float64
	}{{"mean", x.Mean.Value}, {"low", x.Mean.Low}, {"high", x.Mean.High}, {"sd", x.SD}, {"p05", x.P05}, {"p95", x.P95}} {
		w.add(tier, units, at, name+v.name, v.value)
	}
	return at
}

// time adds when a share has it.
func (w *recordWriter) time(tier, units, name string, x cascade.TimeTo) {
	w.add(tier, units, "", name+"_median_s", x.Median.Value)
	w.add(tier, units, "", name+"_low_s", x.Median.Low)
	w.add(tier, units, "", name+"_high_s", x.Median.High)
	w.add(tier, units, "", name+"_met", x.Met)
}

// goal adds the chance of a goal, and whether it is met.
func (w *recordWriter) goal(g cascade.Goal) {
	at, name, met := float(g.By.Seconds()), "goal_"+words.Plain(g.Share), 0.0
	switch {
	case g.Open:
		met = math.NaN()
	case g.Met:
		met = 1
	}
	w.add(g.Tier, "", at, name+"_chance", g.Probability.Value)
	w.add(g.Tier, "", at, name+"_low", g.Probability.Low)
	w.add(g.Tier, "", at, name+"_high", g.Probability.High)
	w.add(g.Tier, "", at, name+"_met", met)
}

// answerRecords are the same as rows of one value each.
func answerRecords(r *cascade.Result) [][]string {
	w := recordWriter{message: r.Message}
	for _, x := range r.Answers {
		for _, t := range x.Known {
			w.tier(t, "known_"+x.Name+"_")
		}
		for _, g := range x.Groups {
			w.of(g.Name, g.Code)
			w.tier(g.Self, "known_"+x.Name+"_")
		}
		w.of("", "")
		if m := x.Reminders; m != nil {
			w.estimate("", "", "reminders_"+x.Name+"_sent", m.Sent)
			w.estimate("", "", "reminders_"+x.Name+"_needless", m.Needless)
			w.estimate("", "", "reminders_"+x.Name+"_news", m.News)
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
		w.estimate(x.Tier, "", name+"busy", x.Busy)
		w.estimate(x.Tier, "", name+"wait_s", x.Wait)
		w.add(x.Tier, "", "", name+"wait_p90_s", x.Wait90)
		w.estimate(x.Tier, "", name+"handled", x.Handled)
		w.estimate(x.Tier, "", name+"dropped", x.Dropped)
		w.estimate(x.Tier, "", name+"dropped_share", x.Lost)
	}
	for _, x := range r.Right {
		for i, at := range r.At {
			t := float(at.Seconds())
			w.estimate(x.Tier, t, "right", x.Right[i])
			w.estimate(x.Tier, t, "wrong", x.Wrong[i])
			w.estimate(x.Tier, t, "not", x.Not[i])
			w.estimate(x.Tier, t, "right_of_those", x.OfThose[i])
		}
	}
	for _, x := range r.HandOvers {
		for i, at := range r.At {
			w.estimate(x.Tier, float(at.Seconds()), "hands", x.Mean[i])
		}
	}
	return w.rows
}

func (w *recordWriter) reports(x cascade.Answered) {
	amounts := func(tier, name string, list []cascade.Amount) {
		for _, a := range list {
			at := float(a.At.Seconds())
			w.estimate(tier, at, name, a.Mean)
			w.add(tier, "", at, name+"_sd", a.SD)
			w.add(tier, "", at, name+"_p05", a.P05)
			w.add(tier, "", at, name+"_p95", a.P95)
		}
	}
	amounts(x.From, "reports_"+x.Name+"_made", x.Reports.Made)
	for _, k := range x.Reports.Known {
		amounts(k.Tier, "reports_"+x.Name+"_known", k.Amounts)
	}
	if c := x.Reports.Complete; c != nil {
		w.time(x.To, "", "reports_"+x.Name+"_complete", *c)
	}
}

func (w *recordWriter) release(r *cascade.Result) {
	x := r.Release
	if x == nil {
		return
	}
	w.estimate("", "", "released_share_of_trials", x.Plays)
	w.time("", "", "released", x.Time)
	w.time("", "", "count_complete", x.Complete)
	for i, times := range x.FromCause {
		for _, t := range times {
			w.time(r.Tiers[i].Name, "", "time_from_cause_to_"+words.Plain(t.Share), t)
		}
	}
}
