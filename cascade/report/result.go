package report

import (
	"math"
	"slices"
	"strconv"

	"harkara/cascade"
	"harkara/cascade/report/words"
	"harkara/model"
)

// The JSON of a result, harkara.result/v1. Fields may be added, none renamed.
type (
	jsonResult struct {
		Format   string       `json:"format"`
		Harkara  string       `json:"harkara"`
		Scenario jsonScenario `json:"scenario"`
		Run      jsonRun      `json:"run"`
		jsonAnswer
		// More are the answers for further messages of the scenario.
		More []jsonAnswer `json:"more_messages,omitempty"`
		// Series are the means over the messages of series.
		Series []jsonAnswer `json:"series,omitempty"`
	}
	jsonScenario struct {
		Name   string            `json:"name"`
		Title  string            `json:"title"`
		Local  string            `json:"title_local,omitempty"`
		SHA256 string            `json:"sha256"`
		Plan   *string           `json:"plan"`
		Set    map[string]string `json:"set"`
		// Given are circumstances that are taken to hold, or not to ("no-…").
		Given []string `json:"given,omitempty"`
	}
	jsonRun struct {
		Solver  string  `json:"solver"`
		Engine  string  `json:"engine"`
		Why     string  `json:"why"`
		Trials  int     `json:"trials"`
		Seed    uint64  `json:"seed"`
		Points  int     `json:"points,omitempty"` // at which values that are not known were played
		Partial bool    `json:"partial"`
		Seconds float64 `json:"seconds"`
	}
	jsonAnswer struct {
		Message string      `json:"message"`
		Horizon float64     `json:"horizon_s"`
		Tiers   []jsonTier  `json:"tiers"`
		Goals   []jsonGoal  `json:"goals"`
		Groups  []jsonGroup `json:"groups"`
		// FirstBy is by which ways those who have the message had it first, and Starts
		// when units started to pass it on.
		FirstBy []jsonFirstBy `json:"first_by,omitempty"`
		Starts  []jsonTier    `json:"starts,omitempty"`
		// Answers are what comes back, Release when a message that waits was sent, Loads
		// what people have to deal with, Right who has a message as it was sent, and
		// Hands through how many hands it went.
		Answers []jsonAnswered `json:"answers,omitempty"`
		Release *jsonRelease   `json:"release,omitempty"`
		Loads   []jsonLoad     `json:"loads,omitempty"`
		Right   []jsonRight    `json:"right,omitempty"`
		Hands   []jsonHands    `json:"hands,omitempty"`
		// Circumstances are those of the scenario, where it has some.
		Circumstances []jsonHeld    `json:"circumstances,omitempty"`
		Warnings      []jsonWarning `json:"warnings"`
	}
	jsonTier struct {
		Tier   string       `json:"tier"`
		Units  int64        `json:"units"`
		Reach  []jsonReach  `json:"reach"`
		TimeTo []jsonTimeTo `json:"time_to"`
		Delay  jsonDelay    `json:"delay"`
	}
	jsonReach struct {
		At   float64  `json:"at_s"`
		Mean *float64 `json:"mean"`
		Low  *float64 `json:"low"`
		High *float64 `json:"high"`
		SD   *float64 `json:"sd"`
		P05  *float64 `json:"p05"`
		P95  *float64 `json:"p95"`
		// Sampled is true where an exact answer had to play the spread.
		Sampled bool `json:"sampled,omitempty"`
		// Luck and Unknown are the parts of the variance, where values are not known,
		// and Matters what part of the second each such value explains.
		Luck    *jsonEstimate       `json:"luck,omitempty"`
		Unknown *jsonEstimate       `json:"unknown,omitempty"`
		Matters map[string]*float64 `json:"matters,omitempty"`
	}
	jsonTimeTo struct {
		Share   float64  `json:"share"`
		Median  *float64 `json:"median_s"`
		Low     *float64 `json:"low_s"`
		High    *float64 `json:"high_s"`
		Met     *float64 `json:"met"`
		Sampled bool     `json:"sampled,omitempty"`
		// From is "cause" where it is counted from the first report that released it.
		From string `json:"from,omitempty"`
	}
	jsonDelay struct {
		Mean       *float64 `json:"mean_s"`
		Median     *float64 `json:"median_s"`
		P90        *float64 `json:"p90_s"`
		MeanLow    *float64 `json:"mean_low_s"`
		MeanHigh   *float64 `json:"mean_high_s"`
		MedianLow  *float64 `json:"median_low_s"`
		MedianHigh *float64 `json:"median_high_s"`
		P90Low     *float64 `json:"p90_low_s"`
		P90High    *float64 `json:"p90_high_s"`
	}
	jsonGoal struct {
		Tier    string   `json:"tier"`
		Share   float64  `json:"share"`
		By      float64  `json:"by_s"`
		Asked   float64  `json:"chance_asked"`
		Chance  *float64 `json:"chance"`
		Low     *float64 `json:"low"`
		High    *float64 `json:"high"`
		Met     *bool    `json:"met"` // null where it was not computed
		Sampled bool     `json:"sampled,omitempty"`
	}
	jsonGroup struct {
		Unit  string     `json:"unit"`
		Code  string     `json:"code"`
		Tier  string     `json:"tier"`
		Self  jsonTier   `json:"self"`
		Tiers []jsonTier `json:"tiers"`
		// Unserved are people whom no unit below serves; they are in no tier.
		Unserved int64 `json:"unserved,omitempty"`
	}
	jsonHeld struct {
		Name   string   `json:"name"`
		Chance float64  `json:"chance"`
		Plays  *float64 `json:"share_of_trials"`
	}
	jsonWarning struct {
		Code string `json:"code"`
		Text string `json:"text"`
		// Note is the same as data, for other languages.
		Note model.Note `json:"note"`
	}
)

func resultJSON(a About, results []*cascade.Result) jsonResult {
	first := results[0]
	out := jsonResult{
		Format: "harkara.result/v1", Harkara: a.Version,
		Scenario: scenarioJSON(a),
		Run: jsonRun{
			Solver: first.Solver, Engine: first.Engine, Why: words.Notes(first.Why),
			Trials: first.Trials, Seed: first.Seed, Points: first.Points, Seconds: a.Seconds,
		},
		jsonAnswer: answerJSON(a, first),
	}
	for _, r := range results {
		out.Run.Partial = out.Run.Partial || r.Partial
	}
	for _, r := range results[1:] {
		out.More = append(out.More, answerJSON(a, r))
	}
	for _, r := range a.Told(results) {
		if r.Message != "" && isSeries(a, r.Message) {
			out.Series = append(out.Series, answerJSON(a, r))
		}
	}
	return out
}

func scenarioJSON(a About) jsonScenario {
	out := jsonScenario{Name: a.Name, Title: a.Title, Local: a.TitleLocal, SHA256: a.SHA256, Set: map[string]string{}, Given: a.Given}
	if a.Plan != "" {
		out.Plan = &a.Plan
	}
	for _, s := range a.Set {
		out.Set[s.Path] = s.Value
	}
	return out
}

func answerJSON(a About, r *cascade.Result) jsonAnswer {
	out := jsonAnswer{
		Message: r.Message, Horizon: r.Horizon.Seconds(), Tiers: spreadJSON(r, tiersJSON(r.Tiers)),
		Goals: []jsonGoal{}, Groups: []jsonGroup{}, Warnings: []jsonWarning{},
	}
	for _, g := range r.Goals {
		p, met := g.Probability, &g.Met
		if g.Open {
			met = nil
		}
		out.Goals = append(out.Goals, jsonGoal{
			Tier: g.Tier, Share: g.Share, By: g.By.Seconds(), Asked: g.Chance,
			Chance: number(p.Value), Low: number(p.Low), High: number(p.High), Met: met, Sampled: g.Sampled,
		})
	}
	for _, g := range r.Groups {
		out.Groups = append(out.Groups, jsonGroup{
			Unit: g.Name, Code: g.Code, Tier: g.Self.Name, Self: tierJSON(g.Self), Tiers: tiersJSON(g.Tiers), Unserved: g.Unserved,
		})
	}
	out.FirstBy = firstByJSON(r)
	if len(r.Starts) > 0 {
		out.Starts = tiersJSON(r.Starts)
	}
	out.Answers, out.Release, out.Loads = answeredJSON(r), releaseJSON(r, out.Tiers), loadsJSON(r)
	out.Right, out.Hands = rightJSON(r), handsJSON(r)
	for _, c := range r.Circumstances {
		out.Circumstances = append(out.Circumstances, jsonHeld{c.Name, c.Chance, number(c.Plays)})
	}
	for _, list := range [][]model.Note{r.Notes, a.Notes} {
		for _, w := range list {
			out.Warnings = append(out.Warnings, jsonWarning{w.Kind, words.Note(w), w})
		}
	}
	return out
}

func tiersJSON(tiers []cascade.Tier) []jsonTier {
	out := make([]jsonTier, len(tiers))
	for i, t := range tiers {
		out[i] = tierJSON(t)
	}
	return out
}

// known is a tier in which nothing is said about nobody: without units (or
// people) all its numbers are unknown.
func known(t cascade.Tier) cascade.Tier {
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

func tierJSON(t cascade.Tier) jsonTier {
	t = known(t)
	out := jsonTier{
		Tier: t.Name, Units: t.Units, Reach: make([]jsonReach, len(t.Reach)), TimeTo: make([]jsonTimeTo, len(t.TimeTo)),
		Delay: delayJSON(t.Delay),
	}
	for i, x := range t.Reach {
		out.Reach[i] = jsonReach{
			x.At.Seconds(), number(x.Mean.Value), number(x.Mean.Low), number(x.Mean.High),
			number(x.SD), number(x.P05), number(x.P95), x.Sampled, nil, nil, nil,
		}
	}
	for i, x := range t.TimeTo {
		out.TimeTo[i] = jsonTimeTo{
			x.Share, number(x.Median.Value), number(x.Median.Low), number(x.Median.High), number(x.Met), x.Sampled, "",
		}
	}
	return out
}

func delayJSON(d cascade.Delay) jsonDelay {
	return jsonDelay{
		Mean: number(d.Mean.Value), MeanLow: number(d.Mean.Low), MeanHigh: number(d.Mean.High),
		Median: number(d.Median.Value), MedianLow: number(d.Median.Low), MedianHigh: number(d.Median.High),
		P90: number(d.P90.Value), P90Low: number(d.P90.Low), P90High: number(d.P90.High),
	}
}

// reachHeader names the columns of a result's records: one value a row.
var reachHeader = []string{"message", "group", "group_code", "tier", "units", "time_s", "statistic", "value"}

// reachRecords are a result as rows of one value each. A time is empty where
// the statistic has none, a value where it is never or not known.
func reachRecords(r *cascade.Result) [][]string {
	rows := [][]string{reachHeader}
	add := func(group, code string, t cascade.Tier) {
		t = known(t)
		row := func(time, statistic string, value float64) {
			rows = append(rows, []string{r.Message, group, code, t.Name, strconv.FormatInt(t.Units, 10), time, statistic, float(value)})
		}
		for _, x := range t.Reach {
			at := float(x.At.Seconds())
			row(at, "mean", x.Mean.Value)
			row(at, "low", x.Mean.Low)
			row(at, "high", x.Mean.High)
			row(at, "sd", x.SD)
			row(at, "p05", x.P05)
			row(at, "p95", x.P95)
			if x.Parts == nil {
				continue
			}
			for _, v := range []struct {
				name string
				cascade.Estimate
			}{{"luck", x.Parts.Luck}, {"unknown", x.Parts.Unknown}} {
				row(at, v.name, v.Value)
				row(at, v.name+"_low", v.Low)
				row(at, v.name+"_high", v.High)
			}
			for i, matters := range x.Matters {
				row(at, "matters_"+r.Ranges[i], matters)
			}
		}
		for _, x := range t.TimeTo {
			name := "time_to_" + words.Plain(x.Share)
			row("", name+"_median_s", x.Median.Value)
			row("", name+"_low_s", x.Median.Low)
			row("", name+"_high_s", x.Median.High)
			row("", name+"_met", x.Met)
		}
		for _, x := range []struct {
			name string
			cascade.Estimate
		}{{"mean", t.Delay.Mean}, {"median", t.Delay.Median}, {"p90", t.Delay.P90}} {
			row("", "delay_"+x.name+"_s", x.Value)
			row("", "delay_"+x.name+"_low_s", x.Low)
			row("", "delay_"+x.name+"_high_s", x.High)
		}
	}
	for _, t := range r.Tiers {
		add("", "", t)
	}
	for _, g := range r.Goals {
		at, name := float(g.By.Seconds()), "goal_"+words.Plain(g.Share)
		met := 0.0
		if g.Met {
			met = 1
		}
		if g.Open {
			met = math.NaN()
		}
		for _, v := range []struct {
			statistic string
			value     float64
		}{{"_chance", g.Probability.Value}, {"_low", g.Probability.Low}, {"_high", g.Probability.High}, {"_met", met}} {
			rows = append(rows, []string{r.Message, "", "", g.Tier, "", at, name + v.statistic, float(v.value)})
		}
	}
	for _, c := range r.Circumstances {
		for _, v := range []struct {
			statistic string
			value     float64
		}{{"_chance", c.Chance}, {"_share_of_trials", c.Plays}} {
			rows = append(rows, []string{r.Message, "", "", "", "", "", "circumstance_" + c.Name + v.statistic, float(v.value)})
		}
	}
	for _, g := range r.Groups {
		if len(g.Self.Reach) > 0 {
			add(g.Name, g.Code, g.Self)
		}
		for _, t := range g.Tiers {
			if t.Name != g.Self.Name {
				add(g.Name, g.Code, t)
			}
		}
		if g.Unserved > 0 {
			rows = append(rows, []string{r.Message, g.Name, g.Code, model.PublicTier, "", "", "unserved", float(float64(g.Unserved))})
		}
	}
	return slices.Concat(rows, wayRecords(r), answerRecords(r))
}
