package exact

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"sort"

	"harkara/cascade"
	"harkara/model"
)

// mixture is the answers for each variant that circumstances make of a problem.
//
// A play is of variant v with chance c_v, and then follows that variant's law: every
// law of the whole is the mixture Σ c_v·law_v. The chances and laws do not depend on
// anything else, so that nothing is approximated beyond what each answer is.
type mixture []component

// component is the answer for one variant, and the laws it was read from.
type component struct {
	chance float64
	answer
}

// solveMixture answers a problem whose plays circumstances make unlike.
func (s Solver) solveMixture(ctx context.Context, p cascade.Problem) (*cascade.Result, error) {
	var m mixture
	for i := range p.Variants() {
		v := &p.Variants()[i]
		a, err := s.solve(ctx, p.Where(v))
		if err != nil {
			return nil, err
		}
		m = append(m, component{v.Chance, *a})
	}
	out := *m[0].result
	out.Why = []model.Note{model.NewNote("exact-circumstances", int64(len(m)))}
	out.Circumstances = held(&p)
	out.Tiers, out.Starts, out.Goals, out.Groups, out.Notes = nil, nil, slices.Clone(out.Goals), nil, nil
	out.Units = nil // left to plays
	m[0].counted.Fill(&out, p.Network, m.tier)
	out.FirstBy = firstBy(&p, &out)
	for k := range out.Goals {
		g := &out.Goals[k]
		g.Probability = m.estimate(func(r *cascade.Result) cascade.Estimate { return r.Goals[k].Probability })
		g.Met = g.Probability.Value >= g.Chance
	}
	wide := model.Note{}
	for _, c := range m {
		out.Partial = out.Partial || c.result.Partial
		for _, n := range c.result.Notes {
			if n.Kind == "exact-precision" {
				wide = n
			} else if !slices.ContainsFunc(out.Notes, func(o model.Note) bool { return o.Kind == n.Kind }) {
				out.Notes = append(out.Notes, n)
			}
		}
	}
	if w := widestOf(&out); wide.Kind != "" && w > s.precision()*1.001 {
		out.Notes = append([]model.Note{model.NewNote("exact-precision", w*100)}, out.Notes...)
	}
	return &out, nil
}

// held are a problem's circumstances, of which no plays are known.
func held(p *cascade.Problem) []cascade.CircumstancePlays {
	if p.Circumstances == nil {
		return nil
	}
	var out []cascade.CircumstancePlays
	for _, c := range p.Circumstances.List {
		out = append(out, cascade.CircumstancePlays{Name: c.Name, Chance: c.Chance, Plays: math.NaN()})
	}
	return out
}

// widestOf is how far a bound of a reach of the whole is from its value at most.
func widestOf(r *cascade.Result) float64 {
	w := 0.0
	for _, t := range r.Tiers {
		for _, x := range t.Reach {
			w = max(w, x.Mean.Half())
		}
	}
	return w
}

// estimate is the mean of an estimate over the variants: bounds that hold for each
// hold for their mean.
func (m mixture) estimate(of func(*cascade.Result) cascade.Estimate) cascade.Estimate {
	var e cascade.Estimate
	for _, c := range m {
		x := of(c.result)
		e.Value += float64(c.chance * x.Value)
		e.Low += float64(c.chance * x.Low)
		e.High += float64(c.chance * x.High)
	}
	return ordered(e)
}

// ordered puts the bounds around the value where rounding put them past it, and
// rounds away the last bits, in which machines differ.
func ordered(e cascade.Estimate) cascade.Estimate {
	e.Value = snap(e.Value, math.Round)
	e.Low, e.High = min(snap(e.Low, math.Floor), e.Value), max(snap(e.High, math.Ceil), e.Value)
	return e
}

// tier is the answer of one line.
func (m mixture) tier(line int) cascade.Tier {
	var tiers []cascade.Tier
	for _, c := range m {
		tiers = append(tiers, c.counted.tier(line, c.grids))
	}
	out := tiers[0]
	out.Reach, out.TimeTo = slices.Clone(out.Reach), slices.Clone(out.TimeTo)
	single := m[0].counted.lines[line].single()
	for j := range out.Reach {
		m.reach(&out.Reach[j], single, func(k int) cascade.Reach { return tiers[k].Reach[j] })
	}
	for j := range out.TimeTo {
		out.TimeTo[j] = m.timeTo(line, out.TimeTo[j].Share, func(k int) cascade.TimeTo { return tiers[k].TimeTo[j] })
	}
	var laws []weighted
	for _, c := range m {
		for _, w := range c.counted.lines[line].laws {
			laws = append(laws, weighted{w.timeLaw, w.n * c.chance})
		}
	}
	out.Delay = delayOf(laws, m[0].counted.p.Question.Horizon, cascade.Delay{})
	return out
}

// reach is the reach of one line at one time. By the law of total variance
//
//	Var X = Σ c_v (σ_v² + μ_v²) − (Σ c_v μ_v)².
//
// Its quantiles are known where the share in each variant is certain, or is that of
// one unit, which is 0 or 1.
func (m mixture) reach(out *cascade.Reach, single bool, of func(k int) cascade.Reach) {
	var mean cascade.Estimate
	between, within := 0.0, 0.0
	var atoms []shareAtom
	for k, c := range m {
		x := of(k)
		mean.Value += float64(c.chance * x.Mean.Value)
		mean.Low += float64(c.chance * x.Mean.Low)
		mean.High += float64(c.chance * x.Mean.High)
		within += float64(c.chance * float64(x.SD*x.SD))
		atoms = append(atoms, shareAtoms(x, single, c.chance)...)
	}
	for k, c := range m {
		d := of(k).Mean.Value - mean.Value
		between += float64(c.chance * float64(d*d))
	}
	out.Mean, out.SD = ordered(mean), math.Sqrt(within+between)
	out.P05, out.P95 = quantileOf(atoms, 0.05), quantileOf(atoms, 0.95)
}

// shareAtom is a share that a line has with a chance; NaN where the law of the share
// is not known.
type shareAtom struct{ share, chance float64 }

// shareAtoms is the law of a share, times a chance.
func shareAtoms(x cascade.Reach, single bool, chance float64) []shareAtom {
	f := x.Mean.Value
	switch {
	case math.IsNaN(x.P05):
		return []shareAtom{{math.NaN(), chance}}
	case single:
		return []shareAtom{{0, chance * (1 - f)}, {1, chance * f}}
	}
	return []shareAtom{{x.P05, chance}} // certain
}

// quantileOf is the smallest share with P(share ≤ it) ≥ p; NaN where that is not known.
func quantileOf(atoms []shareAtom, p float64) float64 {
	slices.SortFunc(atoms, func(a, b shareAtom) int { return cmp.Compare(a.share, b.share) }) // NaN first
	sum := 0.0
	for _, a := range atoms {
		if sum += a.chance; math.IsNaN(a.share) || sum >= p-1e-12 {
			return a.share
		}
	}
	return atoms[len(atoms)-1].share
}

// timeTo is when a share of a line has it: the median of the mixture of its laws,
// where they are known for each variant.
func (m mixture) timeTo(line int, share float64, of func(k int) cascade.TimeTo) cascade.TimeTo {
	nan := math.NaN()
	out := cascade.TimeTo{Share: share, Median: cascade.Estimate{Value: nan, Low: nan, High: nan}, Met: nan}
	var laws []func(model.Tick) (f, eps float64)
	met := 0.0
	for k, c := range m {
		law := c.counted.timeLaw(&c.counted.lines[line], share, c.grids)
		if law == nil {
			return out
		}
		laws = append(laws, law)
		met += float64(c.chance * of(k).Met)
	}
	horizon := m[0].counted.p.Question.Horizon
	// The median lies where bounds of the law pass a half: errors −1, 0 and 1.
	half := func(errors float64) float64 {
		t := model.Tick(sort.Search(int(horizon)+1, func(t int) bool {
			sum := 0.0
			for k, law := range laws {
				f, eps := law(model.Tick(t))
				sum += m[k].chance * (f + errors*eps)
			}
			return sum >= 0.5-1e-12
		}))
		if t > horizon {
			return math.Inf(1)
		}
		return t.Seconds()
	}
	out.Met = met
	out.Median = cascade.Estimate{Value: half(0), Low: half(1), High: half(-1)}
	out.Median.Low, out.Median.High = min(out.Median.Low, out.Median.Value), max(out.Median.High, out.Median.Value)
	return out
}

// timeLaw is the chance that a share of a line has it by a time, with its error,
// where that is one unit or certain; nil elsewhere.
func (b *counted) timeLaw(l *line, share float64, grids []*computer) func(model.Tick) (f, eps float64) {
	if l.Starts {
		return nil
	}
	if at, ok := b.certainTime(l, share, grids[len(grids)-1]); ok {
		return func(t model.Tick) (float64, float64) {
			if t.Seconds() >= at {
				return 1, 0
			}
			return 0, 0
		}
	}
	if !l.single() || l.units[0].kind == never {
		return nil
	}
	return func(t model.Tick) (float64, float64) {
		for _, c := range grids {
			if t <= c.until {
				return c.arrivals[l.units[0].kind].CDF(t, false)
			}
		}
		return grids[len(grids)-1].arrivals[l.units[0].kind].CDF(t, false)
	}
}

// appliesToAll joins the reasons why variants cannot be computed, each kind once.
func appliesToAll(p cascade.Problem) error {
	var all []error
	seen := map[string]bool{}
	for i := range p.Variants() {
		err := Applies(p.Where(&p.Variants()[i]))
		reasons := cascade.Reasons(err)
		if err != nil && reasons == nil {
			return err
		}
		for _, n := range reasons {
			if !seen[n.Kind] {
				seen[n.Kind] = true
				all = append(all, cascade.Refuse(n.Kind, n.Args...))
			}
		}
	}
	return errors.Join(all...)
}
