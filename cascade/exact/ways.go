package exact

import (
	"slices"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/model"
)

// firstBy tells of each tier by which way its units had the message first, where
// there is one way only; others are left without ways, for the caller to simulate.
func firstBy(p *cascade.Problem, r *cascade.Result) []cascade.FirstBy {
	if !p.Question.Ways {
		return nil
	}
	var out []cascade.FirstBy
	for _, tier := range engine.WaysOf(p) {
		f := cascade.FirstBy{Tier: p.Network.Tiers()[tier.Tier]}
		if len(tier.Ways) == 1 {
			w := cascade.Way{Name: tier.Ways[0].Kind.String(), Over: tier.Ways[0].Channel}
			for j, x := range r.Tiers[tier.Tier].Reach {
				w.Shares = append(w.Shares, cascade.Nobody())
				if x.Mean.Value > originsOf(p, tier.Tier, x)+1e-9 {
					w.Shares[j] = cascade.Estimate{Value: 1, Low: 1, High: 1}
				}
			}
			f.Ways = []cascade.Way{w}
		}
		out = append(out, f)
	}
	if pub := p.Network.Public(); pub != nil && len(p.Network.Served()) > 0 && len(pub.Hears) > 0 {
		f := cascade.FirstBy{Tier: model.PublicTier}
		people := slices.IndexFunc(r.Tiers, func(t cascade.Tier) bool { return t.Name == model.PublicTier })
		if len(pub.Hears) == 1 && people >= 0 {
			f.Ways = []cascade.Way{{Name: pub.Hears[0].Name}}
			for _, x := range r.Tiers[people].Reach {
				e := cascade.Nobody()
				if x.Mean.Value > 0 {
					e = cascade.Estimate{Value: 1, Low: 1, High: 1}
				}
				f.Ways[0].Shares = append(f.Ways[0].Shares, e)
			}
		}
		out = append(out, f)
	}
	return out
}

// originsOf is the share of a tier that are origins and have the message by a time:
// they are told by nobody.
func originsOf(p *cascade.Problem, tier int, x cascade.Reach) float64 {
	n, m := 0, p.Message()
	for _, u := range m.From {
		if p.Network.TierOf(u) == tier && m.At <= x.At {
			n++
		}
	}
	return float64(n) / float64(max(p.Network.InTier(tier).Len(), 1))
}
