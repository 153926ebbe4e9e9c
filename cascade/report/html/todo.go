package html

import (
	"math"

	"harkara/model"
)

// toDo says where most is lost, and then what would help most of all that was compared:
// for the share that the sentence at the top is about, and for that by which units are.
func (v *view) toDo() (out []model.Note) {
	out = append(out, v.lostMost()...)
	if t, x, _ := v.main(); x != nil && (v.stops == nil || t.Tier != v.stops.Of || !sameMoment(x.At, v.stops.At)) {
		out = append(out, v.helpsMost(t.Tier, x.At)...)
	}
	if v.stops != nil {
		out = append(out, v.helpsMost(v.stops.Of, v.stops.At)...)
	}
	if len(out) > 0 && v.r.Run.Points > 0 {
		out = append(out, say("page-do-stands"))
	}
	return out
}

// sameMoment tells whether two times of the JSON, in seconds, are one.
func sameMoment(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// lostMost is the hop at which most is lost, where anything is.
func (v *view) lostMost() []model.Note {
	if v.stops == nil {
		return nil
	}
	most, at := 0.0, -1
	for i, h := range v.stops.Hops {
		if x := h.Stopped.Value; x != nil && *x > most {
			most, at = *x, i
		}
	}
	lost := int64(math.Round(most * float64(v.stops.Total)))
	if lost < 1 {
		return nil
	}
	h := v.stops.Hops[at]
	return []model.Note{say("page-do-lost", hopName(h.From, h.To), lost, tierName(v.stops.Of), v.moment(v.stops.At), most)}
}

// meanCount is a mean number of units or people, which is not rounded to nothing: below ten it
// has two digits.
func meanCount(x float64) model.Note {
	if x < 9.95 {
		return say("few", x)
	}
	return say("count", int64(math.Round(x)))
}

// A gain is what something gives the message to, more of a tier by a time, on average.
type gain struct {
	more float64
	say  func(more, who, when model.Note) model.Note
}

// helpsMost is what gives a message to most of a tier by a time: one unit, a plan or the
// best use of the money, of those that are sure to give it to anybody.
func (v *view) helpsMost(tier string, at float64) []model.Note {
	best := gain{more: 0.05}
	for _, g := range append(v.byPlans(tier, at), append(v.byMoney(tier, at), v.byUnits(tier, at)...)...) {
		if g.more >= best.more && (best.say == nil || g.more > best.more) {
			best = g
		}
	}
	if best.say == nil {
		return nil
	}
	return []model.Note{best.say(meanCount(best.more), tierName(tier), v.moment(at))}
}

func (v *view) byPlans(tier string, at float64) (out []gain) {
	if v.plans == nil {
		return nil
	}
	for _, r := range v.plans.Rows {
		if r.Tier == tier && sameMoment(r.At, at) && r.Difference != nil && r.Low != nil && *r.Low > 0 {
			out = append(out, gain{*r.Difference * v.unitsOf(tier), func(more, who, when model.Note) model.Note {
				return say("page-do-plan", verbatim(r.Plan), more, who, when)
			}})
		}
	}
	return out
}

// byMoney is what the best use of the money gives, where it is more than luck may give.
func (v *view) byMoney(tier string, at float64) []gain {
	b := v.best
	if b == nil || b.Tier != tier || !sameMoment(b.At, at) || len(b.Chosen) == 0 || b.Reach == nil || b.Reach.Value == nil || b.Reach.Low == nil || b.Nothing == nil || *b.Reach.Low <= *b.Nothing {
		return nil
	}
	return []gain{{(*b.Reach.Value - *b.Nothing) * v.unitsOf(tier), func(more, who, when model.Note) model.Note {
		return say("page-do-money", b.Budget, more, who, when)
	}}}
}

// byUnits is what the unit gives of which most depends: the first.
func (v *view) byUnits(tier string, at float64) []gain {
	if v.stops == nil || v.stops.Of != tier || !sameMoment(v.stops.At, at) || len(v.stops.Units) == 0 {
		return nil
	}
	u := v.stops.Units[0]
	if p := u.Perfect; p.Value == nil || p.Low == nil || *p.Low <= 0 {
		return nil
	}
	return []gain{{*u.Perfect.Value, func(more, who, when model.Note) model.Note {
		return say("page-do-unit", model.Called{Name: u.Unit, Code: u.Code}, u.Tier, more, who, when)
	}}}
}

// unitsOf is how many there are in a tier.
func (v *view) unitsOf(name string) float64 {
	for i := range v.a.Tiers {
		if v.a.Tiers[i].Tier == name {
			return float64(v.a.Tiers[i].Units)
		}
	}
	return 0
}
