package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"harkara/model"
)

// delay is how long something takes: a duration, or a family with parameters.
func (f fields) delay(key string, otherwise model.Delay) model.Delay {
	if n := f.get(key); n != nil {
		if x := f.d.delay(n, f.at(key)); x != nil {
			f.d.checkResolution(x, f.at(key))
			return x
		}
	}
	return otherwise
}

// familyNames are the delays a scenario can name.
func familyNames() []string {
	out := []string{"fixed"}
	for _, s := range families {
		out = append(out, s.name)
	}
	return append(out, "mixture")
}

// delay is nil after saying what is wrong.
func (d *decoder) delay(n *node, path string) model.Delay {
	if n.kind == scalar {
		t, ok := d.duration(n, path)
		if !ok {
			return nil
		}
		return model.Fixed(t.Seconds())
	}
	if !d.isMapping(n, path, familyNames()) {
		return nil
	}
	for _, e := range n.entries {
		if !slices.Contains(familyNames(), e.key) {
			d.fail(&node{at: e.at}, path, "unknown delay %s%s", quote(e.key), choose(e.key, familyNames()))
			return nil
		}
	}
	if len(n.entries) != 1 {
		d.fail(n, path, "needs exactly one of %s: it has %d", strings.Join(familyNames(), ", "), len(n.entries))
		return nil
	}
	e := n.entries[0]
	path = join(path, e.key)
	if e.key == "fixed" {
		t, ok := d.duration(e.value, path)
		if !ok {
			return nil
		}
		return model.Fixed(t.Seconds())
	}
	if e.key == "mixture" {
		return d.mixture(e.value, path)
	}
	for _, s := range families {
		if s.name == e.key {
			return d.family(e.value, path, s)
		}
	}
	return nil
}

// family reads the parameters of a delay.
func (d *decoder) family(n *node, path string, s *shape) model.Delay {
	if made := d.delays[n]; made != nil {
		return made
	}
	before := len(d.problems.list)
	f, _ := d.open(n, path, s)
	var made model.Delay
	var err error
	switch s.name {
	case "uniform":
		made, err = model.NewUniform(f.seconds("min"), f.seconds("max"))
	case "exponential":
		made, err = model.NewExponential(f.seconds("mean"))
	case "gamma":
		made, err = model.NewGamma(f.seconds("mean"), f.seconds("sd"))
	case "lognormal":
		made, err = f.lognormal()
	case "weibull":
		made, err = model.NewWeibull(f.seconds("scale"), f.number("shape", 0, 0))
	case "pareto":
		made, err = model.NewPareto(f.seconds("median"), f.seconds("p90"))
	case "loglogistic":
		made, err = model.NewLogLogistic(f.seconds("median"), f.seconds("p90"))
	case "triangular":
		made, err = model.NewTriangular(f.seconds("min"), f.seconds("mode"), f.seconds("max"))
	case "discrete":
		made, err = f.discrete()
	case "measured":
		made, err = f.measured()
	}
	if len(d.problems.list) > before || d.err != nil {
		return nil
	}
	if err == nil && !sane(made) {
		err = clausef("%s has parameters too extreme to be computed with", s.name)
	}
	if err != nil {
		d.fail(n, path, "%v", err)
		return nil
	}
	if d.asGuessed && s.name != "measured" {
		d.delays[n] = made
	}
	return made
}

// mixture reads a list of delays, each with a weight beside it.
func (d *decoder) mixture(n *node, path string) model.Delay {
	items := d.list(n, path)
	var parts []model.Part
	for i, item := range items {
		at := index(path, i)
		if item.kind != mapping {
			d.fail(item, at, "%s is no part of a mixture: give a weight and a delay, as in {weight: 0.7, exponential: {mean: 1h}}", item.plain())
			continue
		}
		weight, family := item.without("weight")
		x, ok := 0.0, false
		if weight != nil {
			x, ok = d.parseNumber(weight)
		}
		if !ok || !(x >= 0) {
			d.fail(item, at, "needs a weight: a number of 0 or more")
			continue
		}
		if delay := d.delay(family, at); delay != nil {
			parts = append(parts, model.Part{Weight: x, Delay: delay})
		}
	}
	if len(parts) < len(items) || len(items) == 0 {
		if len(items) == 0 {
			d.fail(n, path, "needs at least one part, as in [{weight: 0.7, exponential: {mean: 1h}}, {weight: 0.3, fixed: 2d}]")
		}
		return nil
	}
	made, err := model.NewMixture(parts)
	if err != nil {
		d.fail(n, path, "%v", err)
		return nil
	}
	return made
}

// sane tells whether a delay has ordinary numbers: parameters far apart can
// overflow.
func sane(x model.Delay) bool {
	for _, p := range []float64{0.01, 0.5, 0.99} {
		if q := x.Quantile(p); math.IsNaN(q) || math.IsInf(q, 0) || q < 0 {
			return false
		}
	}
	return true
}

func (f fields) seconds(key string) float64 { return f.duration(key, 0).Seconds() }

func (f fields) lognormal() (model.Delay, error) {
	has := func(a, b string) bool { return f.get(a) != nil && f.get(b) != nil }
	switch {
	case len(f.n.keys()) == 2 && has("median", "p90"):
		return model.NewLogNormal(f.seconds("median"), f.seconds("p90"))
	case len(f.n.keys()) == 2 && has("mean", "sd"):
		return model.NewLogNormalMoments(f.seconds("mean"), f.seconds("sd"))
	}
	return nil, clausef("lognormal needs either median and p90, or mean and sd")
}

func (f fields) discrete() (model.Delay, error) {
	var values, weights []float64
	for i, n := range f.d.list(f.get("values"), f.at("values")) {
		if t, ok := f.d.duration(n, index(f.at("values"), i)); ok {
			values = append(values, t.Seconds())
		}
	}
	if f.get("weights") == nil {
		return model.NewDiscrete(values, nil)
	}
	weights = []float64{}
	for i, n := range f.d.list(f.get("weights"), f.at("weights")) {
		x, ok := f.d.parseNumber(n)
		if !ok || x < 0 {
			f.d.fail(n, index(f.at("weights"), i), "%s is not a weight: give a number of 0 or more", n.plain())
		}
		weights = append(weights, x)
	}
	return model.NewDiscrete(values, weights)
}

// maxSample bounds a measured delay.
const maxSample = 10_000_000

// measured reads a column of seconds from a CSV file.
func (f fields) measured() (model.Delay, error) {
	d := f.d
	column := f.text("column", "")
	if f.text("file", "") == "" || column == "" {
		return nil, nil
	}
	t := d.openTable(f.get("file"), f.at("file"))
	if t == nil && d.postponed {
		return model.Fixed(0), nil // in its place
	}
	if t == nil {
		return nil, nil
	}
	defer t.close()
	at := slices.Index(t.Columns, column)
	if at < 0 {
		d.fail(f.get("column"), f.at("column"), "%s has no column %s%s", t.Name, quote(column), t.meant(column))
		return nil, nil
	}
	weight := -1
	if name := f.text("weight", ""); name != "" {
		if weight = slices.Index(t.Columns, name); weight < 0 {
			d.fail(f.get("weight"), f.at("weight"), "%s has no column %s%s", t.Name, quote(name), t.meant(name))
			return nil, nil
		}
	}
	var seconds, weights []float64
	for record := t.next(); record != nil; record = t.next() {
		x, err := strconv.ParseFloat(record[at], 64)
		if err != nil || !(x >= 0) || math.IsInf(x, 0) {
			t.fail(at, "%s is not a number of seconds of 0 or more", quote(record[at]))
			continue
		}
		if weight >= 0 {
			w, err := strconv.ParseFloat(record[weight], 64)
			if err != nil || !(w >= 0) || math.IsInf(w, 0) {
				t.fail(weight, "%s is not a weight: give a number of 0 or more", quote(record[weight]))
				continue
			}
			weights = append(weights, w)
		}
		if len(seconds) == maxSample {
			t.fail(at, "more than %s measurements", model.Thousands(maxSample))
			return nil, nil
		}
		seconds = append(seconds, x)
	}
	if len(seconds) == 0 {
		return nil, clausef("%s has no measurements", t.Name)
	}
	if weight >= 0 {
		return model.NewDiscrete(seconds, weights)
	}
	return model.NewMeasured(seconds)
}
