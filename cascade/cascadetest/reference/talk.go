package reference

import (
	"math"

	"harkara/model"
)

// talk is word of mouth, event by event. In each talk some take part; one of them who
// knows tells for a drawn time. With k who tell and m participants who do not know,
// of n people, somebody is told at the rate times k·m/n, and it may be any of the m.
// Others hear from elsewhere meanwhile.
func (v *servedPeople) talk() {
	var talks []*model.Source
	for i := range v.net.Public().Hears {
		if s := &v.net.Public().Hears[i]; s.Kind == model.Talk && s.Rate > 0 {
			talks = append(talks, s)
		}
	}
	n, now := len(v.heard), 0.0
	takes := make([][]bool, len(talks)) // by talk, by person
	until := make([][]float64, len(talks))
	for j, s := range talks {
		for k := range n {
			takes[j] = append(takes[j], v.Float64() >= s.Silent)
			until[j] = append(until[j], math.Inf(1))
			if s.Tells != nil {
				until[j][k] = float64(model.TicksOf(s.Tells.Quantile(v.Float64())))
			}
		}
	}
	for n > 0 && len(talks) > 0 {
		// The next moment at which somebody hears otherwise or stops telling.
		next := math.Inf(1)
		rates, all := make([]float64, len(talks)), 0.0
		for _, t := range v.heard {
			if float64(t) > now && t != model.Never {
				next = min(next, float64(t))
			}
		}
		for j, s := range talks {
			telling, unaware := 0, 0
			for k, t := range v.heard {
				end := float64(t) + until[j][k]
				switch {
				case !takes[j][k]:
				case float64(t) > now:
					unaware++
				case end > now:
					telling++
					next = min(next, end)
				}
			}
			rates[j] = s.Rate / float64(model.Day) * float64(telling) * float64(unaware) / float64(n)
			all += rates[j]
		}
		told := now + v.ExpFloat64()/all
		if all == 0 {
			told = math.Inf(1)
		}
		if min(told, next) > float64(v.problem.Question.Horizon) {
			return
		}
		if next <= told {
			now = next
			continue
		}
		now = math.Ceil(told)
		x, j := all*v.Float64(), 0
		for x -= rates[0]; x >= 0 && j < len(talks)-1; x -= rates[j] {
			j++
		}
		var unaware []int
		for k, t := range v.heard {
			if float64(t) > now && takes[j][k] {
				unaware = append(unaware, k)
			}
		}
		if len(unaware) > 0 {
			v.heard[unaware[v.IntN(len(unaware))]] = model.Tick(now)
		}
	}
}
