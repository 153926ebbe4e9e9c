package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"harkara/model"
)

// A Range is what is not known of one value of a scenario: it may be any of a range,
// some more likely than others. The value in the file is the best guess.
type Range struct {
	// Path is where the value stands, as in Setting.
	Path string
	// Because says where the range comes from.
	Because string

	kind rangeKind
	unit string // "" for numbers, "%", "/h" and so on, or duration
	// low and high are the ends; durations are in seconds. On a logarithm (durations and
	// rates) they are logarithms.
	low, high float64
	logarithm bool
	beta      distuv.Beta // of PERT from low to high, and of data from 0 to 1
	values    []string
}

type rangeKind uint8

const (
	uniformRange rangeKind = iota
	pertRange
	dataRange
	valuesRange
)

// secondsUnit marks a range of durations.
const secondsUnit = "s"

// Value is the value below which a share u, from 0 to 1, of what is held possible
// lies, as YAML.
func (r *Range) Value(u float64) string {
	switch r.kind {
	case valuesRange:
		return r.values[min(int(u*float64(len(r.values))), len(r.values)-1)]
	case dataRange:
		return r.write(r.beta.Quantile(u))
	case pertRange:
		return r.write(r.low + (r.high-r.low)*r.beta.Quantile(u))
	}
	return r.write(r.low + (r.high-r.low)*u)
}

// Low and High are the ends of a range, as YAML; the first and the last of values.
func (r *Range) Low() string  { return r.Value(0) }
func (r *Range) High() string { return r.Value(1) }

// write writes a value with ten digits: so many agree on every machine.
func (r *Range) write(x float64) string {
	if r.logarithm {
		x = math.Exp(x)
	}
	if r.unit == secondsUnit {
		return FormatDuration(model.TicksOf(x))
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 10, 64), 64)
	return strconv.FormatFloat(rounded, 'f', -1, 64) + r.unit
}

// readUncertain reads what is not known. That both ends are values the scenario
// takes, and that the value in the file lies between, is checked by checkRanges.
func (d *decoder) readUncertain(top fields) (ranges []Range, together [][]string) {
	n := top.get("uncertain")
	if n == nil || !d.isMapping(n, "uncertain", nil) {
		return nil, nil
	}
	for _, e := range n.entries {
		path := "uncertain." + e.key
		if e.key == "together" {
			continue
		}
		if why := notInRange(e.key); why != (clause{}) {
			d.fail(&node{at: e.at}, path, "%s: %s", shorten(e.key), why)
			continue
		}
		f, ok := d.open(e.value, path, rangeShape)
		if !ok {
			continue
		}
		if r, ok := d.readRange(f, e.key); ok {
			ranges = append(ranges, r)
		}
	}
	grouped := map[string]bool{}
	for i, item := range d.list(n.get("together"), "uncertain.together") {
		var group []string
		for k, member := range d.list(item, index("uncertain.together", i)) {
			path, ok := d.text(member, index(index("uncertain.together", i), k))
			switch known := slices.ContainsFunc(ranges, func(r Range) bool { return r.Path == path }); {
			case !ok:
			case !known:
				d.fail(member, "uncertain.together", "%s has no range of its own", quote(path))
			case grouped[path]:
				d.fail(member, "uncertain.together", "%s moves together twice", quote(path))
			default:
				grouped[path], group = true, append(group, path)
			}
		}
		together = append(together, group)
	}
	return ranges, together
}

// inRanges are the parts of a scenario whose values may be of a range, beside the
// chances of circumstances.
var inRanges = append(slices.Clone(changeable), "messages", "answers")

// notInRange says why a value cannot have a range; empty where it can: whatever is not the
// same in every play. That is who there is, what is sent and asked, and what comes back
// from whom to whom.
func notInRange(path string) clause {
	steps := strings.Split(path, ".")
	last := steps[len(steps)-1]
	switch first := steps[0]; {
	case first == "circumstances" && len(steps) == 3 && last == "chance":
		return clause{}
	case first == "public" && len(steps) > 1 && !slices.Contains([]string{"hears", "segments", "overlap", "attends", "corrects"}, steps[1]):
		return clausef("of public a range is of hears, segments, overlap, attends and corrects: the people are the same in every play")
	case first == "messages" && len(steps) > 2 && slices.Contains([]string{"name", "from", "replaces", "contradicts", "times"}, steps[2]),
		(first == "messages" || first == "answers") && slices.Contains([]string{"kind", "from", "of", "to", "answer", "unless", "by", "over"}, last) && !strings.HasSuffix(path, ".when.from"):
		return clausef("what is sent, and what comes back from whom to whom, is the same in every play: a range is of when, how often and how likely")
	case slices.Contains(inRanges, first):
		return clause{}
	case scenarioShape.has(first):
		return clausef("a range is of a value that stands under %s, or of a circumstance's chance; a plan can change the rest", listed(inRanges))
	}
	return clausef("no key %s%s", quote(steps[0]), choose(steps[0], inRanges))
}

// readRange reads one range: low and high, with likely or not; data; or values.
func (d *decoder) readRange(f fields, path string) (Range, bool) {
	r := Range{Path: path, Because: f.text("because", "")}
	before := len(d.problems.list)
	kinds := 0
	for _, key := range []string{"low", "data", "values"} {
		if f.get(key) != nil {
			kinds++
		}
	}
	if kinds != 1 {
		d.fail(f.n, f.path, "give low and high, or data, or values: one of the three")
		return r, false
	}
	switch {
	case f.get("data") != nil:
		d.readDataRange(f, &r)
	case f.get("values") != nil:
		r.kind = valuesRange
		items := d.list(f.get("values"), f.at("values"))
		for i, item := range items {
			if item.kind != scalar || item.null() {
				d.fail(item, index(f.at("values"), i), "is %s: give a single value", item.describe())
				continue
			}
			r.values = append(r.values, item.text)
		}
		if len(items) == 0 {
			d.fail(f.get("values"), f.at("values"), "give at least one value")
		}
	default:
		d.readEnds(f, &r)
	}
	return r, len(d.problems.list) == before
}

// readDataRange reads what a survey or a log says of a share: of so many, so many
// did. What is held possible is then the beta distribution of Jeffreys' prior, with
// s + ½ and n − s + ½.
func (d *decoder) readDataRange(f fields, r *Range) {
	data, ok := d.open(f.get("data"), f.at("data"), surveyShape)
	if !ok {
		return
	}
	r.kind = dataRange
	s, n := float64(data.whole("successes", 0, maxFigure, 0)), float64(data.whole("of", 1, maxFigure, 1))
	if s > n {
		d.fail(data.get("successes"), data.at("successes"), "%g of %g is more than all", s, n)
	}
	r.beta = distuv.Beta{Alpha: s + 0.5, Beta: max(n-s, 0) + 0.5}
}

// readEnds reads low, high and likely. Durations and rates are spread evenly on the
// logarithm, shares and other numbers as they are; likely makes PERT's distribution
// of it: beta with 1 + 4(m−l)/(h−l) and 1 + 4(h−m)/(h−l) (Malcolm, Roseboom, Clark
// and Fazar, Operations Research 7, 1959).
func (d *decoder) readEnds(f fields, r *Range) {
	values := map[string]float64{}
	for _, key := range []string{"low", "high", "likely"} {
		n := f.get(key)
		if n == nil {
			if key == "high" {
				d.fail(f.n, f.path, "low needs high beside it")
			}
			continue
		}
		x, unit, ok := quantity(n)
		if key == "low" {
			r.unit = unit
		}
		x, alike := inUnit(x, unit, r.unit)
		switch {
		case !ok:
			d.fail(n, f.at(key), "%s is neither a number, a percentage, a rate nor a duration", n.plain())
		case !alike:
			d.fail(n, f.at(key), "%s is not counted as low is: give all in one unit", n.plain())
		default:
			values[key] = x
		}
	}
	low, okLow := values["low"]
	high, okHigh := values["high"]
	likely, hasLikely := values["likely"]
	if !okLow || !okHigh {
		return
	}
	r.logarithm = r.unit == secondsUnit || strings.HasPrefix(r.unit, "/")
	switch {
	case low >= high:
		d.fail(f.get("low"), f.at("low"), "low is not below high")
		return
	case hasLikely && (likely < low || likely > high):
		d.fail(f.get("likely"), f.at("likely"), "likely does not lie between low and high")
		return
	case r.logarithm && low <= 0:
		d.fail(f.get("low"), f.at("low"), "durations and rates are spread on the logarithm: low must be above 0")
		return
	}
	if r.logarithm {
		low, likely, high = math.Log(low), math.Log(likely), math.Log(high)
	}
	r.low, r.high = low, high
	if hasLikely {
		r.kind = pertRange
		r.beta = distuv.Beta{Alpha: 1 + 4*(likely-low)/(high-low), Beta: 1 + 4*(high-likely)/(high-low)}
	}
}
