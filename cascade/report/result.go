package report

import (
	"math"
	"slices"

	"harkara/cascade"
	"harkara/cascade/report/schema"
	"harkara/cascade/report/words"
	"harkara/model"
)

func resultJSON(a About, results []*cascade.Result) schema.Result {
	first := results[0]
	out := schema.Result{
		Format: "harkara.result/v1", Harkara: a.Version,
		Scenario: scenarioJSON(a),
		Run: schema.Run{
			Solver: first.Solver, Engine: first.Engine, Why: words.Notes(first.Why),
			Trials: first.Trials, Seed: first.Seed, Points: first.Points, Seconds: a.Seconds,
		},
		Answer: answerJSON(a, first),
	}
	for _, r := range results {
		out.Run.Partial = out.Run.Partial || r.Partial
	}
	for _, r := range results[1:] {
		out.More = append(out.More, answerJSON(a, r))
	}
	for _, r := range a.Shown(results) {
		if r.Message != "" && isSeries(a, r.Message) {
			out.Series = append(out.Series, answerJSON(a, r))
		}
	}
	return out
}

func scenarioJSON(a About) schema.Scenario {
	out := schema.Scenario{Name: a.Name, Title: a.Title, Local: a.TitleLocal, SHA256: a.SHA256, Set: map[string]string{}, Given: a.Given}
	if a.Plan != "" {
		out.Plan = &a.Plan
	}
	for _, s := range a.Set {
		out.Set[s.Path] = s.Value
	}
	return out
}

func answerJSON(a About, r *cascade.Result) schema.Answer {
	out := schema.Answer{
		Message: r.Message, Horizon: r.Horizon.Seconds(), Tiers: spreadJSON(r, tiersJSON(r.Tiers)),
		Goals: []schema.Goal{}, Groups: []schema.Group{}, Warnings: []schema.Warning{},
	}
	for _, g := range r.Goals {
		p, met := g.Probability, &g.Met
		if g.Open {
			met = nil
		}
		out.Goals = append(out.Goals, schema.Goal{
			Tier: g.Tier, Share: g.Share, By: g.By.Seconds(), Asked: g.Chance,
			Chance: number(p.Value), Low: number(p.Low), High: number(p.High), Met: met, Sampled: g.Sampled,
		})
	}
	for _, g := range r.Groups {
		out.Groups = append(out.Groups, schema.Group{
			Unit: g.Name, Code: g.Code, Tier: g.Self.Name, Self: tierJSON(g.Self), Tiers: tiersJSON(g.Tiers), Unserved: g.Unserved,
		})
	}
	out.FirstBy = firstByJSON(r)
	if len(r.Starts) > 0 {
		out.Starts = tiersJSON(r.Starts)
	}
	out.Answers, out.Release, out.Loads = answeredJSON(r), releaseJSON(r, out.Tiers), loadsJSON(r)
	out.Right, out.HandOvers = rightJSON(r), handOversJSON(r)
	for _, c := range r.Circumstances {
		out.Circumstances = append(out.Circumstances, schema.CircumstancePlays{Name: c.Name, Chance: c.Chance, Plays: number(c.Plays)})
	}
	for _, list := range [][]model.Note{r.Notes, a.Notes} {
		for _, w := range list {
			out.Warnings = append(out.Warnings, schema.Warning{Code: w.Kind, Text: words.Note(w), Note: w})
		}
	}
	return out
}

func tiersJSON(tiers []cascade.Tier) []schema.Tier {
	out := make([]schema.Tier, len(tiers))
	for i, t := range tiers {
		out[i] = tierJSON(t)
	}
	return out
}

// unknownOfNobody is a tier in which nothing is said about nobody: without units (or
// people) all its numbers are unknown.
func unknownOfNobody(t cascade.Tier) cascade.Tier {
	if t.Units > 0 {
		return t
	}
	nan := math.NaN()
	reach, times := slices.Clone(t.Reach), slices.Clone(t.TimeTo)
	for i := range reach {
		reach[i] = cascade.Reach{At: reach[i].At, Mean: cascade.Nobody(), SD: nan, P05: nan, P95: nan}
	}
	for i := range times {
		times[i] = cascade.TimeTo{Share: times[i].Share, Median: cascade.Nobody(), Met: nan}
	}
	t.Reach, t.TimeTo, t.Delay = reach, times, cascade.Delay{Mean: cascade.Nobody(), Median: cascade.Nobody(), P90: cascade.Nobody()}
	return t
}

func tierJSON(t cascade.Tier) schema.Tier {
	t = unknownOfNobody(t)
	out := schema.Tier{
		Tier: t.Name, Units: t.Units, Reach: make([]schema.Reach, len(t.Reach)), TimeTo: make([]schema.TimeTo, len(t.TimeTo)),
		Delay: delayJSON(t.Delay),
	}
	for i, x := range t.Reach {
		out.Reach[i] = schema.Reach{
			At: x.At.Seconds(), Mean: number(x.Mean.Value), Low: number(x.Mean.Low), High: number(x.Mean.High),
			SD: number(x.SD), P05: number(x.P05), P95: number(x.P95), Sampled: x.Sampled,
		}
	}
	for i, x := range t.TimeTo {
		out.TimeTo[i] = timeToJSON(x)
	}
	return out
}

func delayJSON(d cascade.Delay) schema.Delay {
	return schema.Delay{
		Mean: number(d.Mean.Value), MeanLow: number(d.Mean.Low), MeanHigh: number(d.Mean.High),
		Median: number(d.Median.Value), MedianLow: number(d.Median.Low), MedianHigh: number(d.Median.High),
		P90: number(d.P90.Value), P90Low: number(d.P90.Low), P90High: number(d.P90.High),
	}
}
