package cascadetest

import (
	"fmt"

	"harkara/model"
)

// public gives each unit of the last tier some 50 to 250 people.
func (g *generator) public(s *model.Spec, hours []*model.Calendar) {
	last := len(s.Tiers) - 1
	p := &model.Public{Tier: last, PerUnit: int64(50 + g.IntN(200)), Household: 2 + 3*g.Float64()}
	for i := range 1 + g.IntN(2) {
		p.Hears = append(p.Hears, model.Source{Name: fmt.Sprintf("cast%d", i), Kind: model.Broadcast, From: last,
			Channel: g.IntN(len(s.Channels)), Share: g.Float64()})
	}
	if g.IntN(2) == 0 {
		v := model.Source{Name: "doors", Kind: model.Visits, From: last, Workers: 1 + g.IntN(3), PerHour: 1 + 9*g.Float64()}
		if g.features.Hours && g.IntN(2) == 0 {
			v.Hours = hours[g.IntN(len(hours))]
		}
		p.Hears = append(p.Hears, v)
	}
	s.Public = p
}

// people gives what there already is of a public all that people may have.
func (g *generator) people(s *model.Spec, hours []*model.Calendar) {
	p := s.Public
	last := p.Tier
	for i, t := range s.Rows.Tier {
		if int(t) == last && g.IntN(2) == 0 {
			s.Rows.Population[i] = []int64{0, 1, 2, 30}[g.IntN(4)]
		}
	}
	if g.IntN(4) == 0 { // every unit without children has people
		p.Tier, p.Hears[0].From = -1, -1
	}
	for range g.IntN(3) {
		p.Hears = append(p.Hears, model.Source{Name: "round", Kind: model.Visits, From: g.IntN(last + 1),
			Workers: 1 + g.IntN(3), PerHour: float64(2 * (1 + g.IntN(5))), Hours: append(hours, nil)[g.IntN(len(hours)+1)]})
	}
	if g.IntN(2) == 0 {
		p.Segments = []model.Segment{{Name: "few", Share: 0.3}, {Name: "many", Share: 0.7}}
		p.Hears[0].Among = 1
	}
	if g.IntN(3) == 0 { // homes of one, three and four, or as many as people fill
		p.Sizes = []float64{0.25, 0, 0.5, 0.25}
	}
	p.Hears = append(p.Hears, model.Source{Name: "page", Kind: model.Broadcast, From: 0, Channel: g.IntN(len(s.Channels)), Share: 0.2})
	switch page := len(p.Hears) - 1; g.IntN(3) {
	case 0:
		p.Hears[page].Shares = []model.UnitShare{{Unit: 0, Share: g.chance(0)}, {Unit: 1, Share: g.chance(0)}}
	case 1:
		p.Hears[0].Share = 0.5
		p.Overlaps = []model.Overlap{{A: 0, B: page, Share: 0.15}}
	}
	for i := range p.Hears {
		g.households(p, &p.Hears[i], i)
	}
	if g.IntN(2) == 0 {
		p.Hears = append(p.Hears, model.Source{Name: "talk", Kind: model.Talk, Rate: 0.5 + 2*g.Float64()})
		if t := &p.Hears[len(p.Hears)-1]; g.IntN(2) == 0 {
			t.Silent = []float64{0, 0.1, 0.5}[g.IntN(3)]
			t.Tells, _ = model.NewGamma(86400*g.Float64(), 43200)
		}
	}
}

// households makes some broadcasts be to households and some doors stay closed.
func (g *generator) households(p *model.Public, s *model.Source, i int) {
	if len(p.Overlaps) > 0 && s.Kind == model.Broadcast || g.IntN(2) == 0 {
		return
	}
	if s.Kind == model.Visits || i == 0 {
		s.Unheard = []float64{0, 0.5, 0.7}[g.IntN(3)]
	}
	switch s.Kind {
	case model.Broadcast:
		s.PerHome = i == 0 // two over a channel may not be independent
	case model.Visits:
		s.Closed, s.Again = []float64{0, 0.3, 0.7}[g.IntN(3)], g.IntN(3)
	}
}
