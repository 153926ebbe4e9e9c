package report

import (
	"harkara/cascade"
	"harkara/cascade/report/schema"
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

func handOversJSON(r *cascade.Result) []schema.HandOvers {
	var out []schema.HandOvers
	for _, x := range r.HandOvers {
		j := schema.HandOvers{Tier: x.Tier, Means: []schema.HandOversAt{}}
		for i, at := range r.At {
			j.Means = append(j.Means, schema.HandOversAt{At: at.Seconds(), Estimate: estimateJSON(x.Mean[i])})
		}
		out = append(out, j)
	}
	return out
}
