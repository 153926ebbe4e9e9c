package scenario

import (
	"math"
	"slices"
	"strings"
)

// checkRanges says what is wrong with the ranges of a sound file: a value that does
// not lie in its own, an end that the scenario does not take, or ends of several that
// it takes one by one and not together.
func (s *session) checkRanges(root *node) error {
	c := &problemList{}
	d := newDecoder(s, &problemList{}, root)
	top, _ := d.open(root, "", scenarioShape)
	ranges, together := d.readUncertain(top)
	for _, r := range ranges {
		c.checkGuess(root, r)
	}
	if len(c.list) > 0 {
		return c.err()
	}
	// Where all are taken together, between their ends and at them, none needs a look.
	moves := moving(ranges, together)
	all := make([]float64, len(moves))
	for i := range all {
		all[i] = between
	}
	if s.readsAt(root, moves, all) == nil && s.checkCorners(&problemList{}, root, moves) {
		return nil
	}
	for _, m := range moves {
		s.checkEnds(c, root, m)
	}
	if len(c.list) == 0 {
		s.checkCorners(c, root, moves)
	}
	return c.err()
}

// between is a position between the ends of a range: of whole numbers that are both right,
// what lies there may be none.
const between = 0.381966

// moving are the ranges of values that move at once: each alone, or those together.
func moving(ranges []Range, together [][]string) [][]Range {
	var out [][]Range
	of := map[string]int{}
	for _, r := range ranges {
		name := r.Path
		for _, group := range together {
			if slices.Contains(group, r.Path) {
				name = group[0]
			}
		}
		k, known := of[name]
		if !known {
			k = len(out)
			of[name], out = k, append(out, nil)
		}
		out[k] = append(out[k], r)
	}
	return out
}

// placeOf is where a range stands.
func placeOf(root *node, r Range) place {
	if of := root.get("uncertain"); of != nil {
		for _, e := range of.entries {
			if e.key == r.Path {
				return e.at
			}
		}
	}
	return place{file: root.at.file}
}

// checkGuess refuses a range whose value is not there, or lies outside of it.
func (c *problemList) checkGuess(root *node, r Range) {
	n := standing(root, strings.Split(r.Path, "."))
	if n == nil {
		c.fail(placeOf(root, r), "uncertain.%s: there is no value at %s: write the best guess there", r.Path, r.Path)
		return
	}
	x, unit, ok := quantity(n)
	switch { // a share may be written in percent, and its range not
	case unit == "%" && r.unit == "":
		x, unit = x/100, ""
	case unit == "" && r.unit == "%":
		x, unit = x*100, "%"
	}
	guess, alike := inUnit(x, unit, r.unit)
	if !ok || !alike || r.kind != uniformRange && r.kind != pertRange {
		return
	}
	if r.logarithm {
		guess = math.Log(guess)
	}
	if guess < r.low-1e-9 || guess > r.high+1e-9 {
		c.fail(placeOf(root, r), "uncertain.%s: the value, %s, does not lie from low to high", r.Path, n.plain())
	}
}

// checkEnds reads the scenario with values that move at once at either end.
func (s *session) checkEnds(c *problemList, root *node, moving []Range) {
	at := placeOf(root, moving[len(moving)-1])
	before := len(c.list)
	for _, u := range []float64{0, 1} {
		switch p := s.readsAt(root, [][]Range{moving}, []float64{u}); {
		case p == nil:
		case len(moving) == 1:
			c.fail(at, "uncertain.%s: from %s to %s: %s", moving[0].Path, moving[0].Low(), moving[0].High(), clause{p.Text, p.Said})
		default:
			c.fail(at, "uncertain.together: with %s: %s", strings.Join(settingsAt([][]Range{moving}, []float64{u}), ", "), clause{p.Text, p.Said})
		}
	}
	if len(c.list) == before && s.readsAt(root, [][]Range{moving}, []float64{between}) != nil {
		c.fail(at, "uncertain.%s: %s lies between and is not taken: list the values instead, as in values: [1, 2, 4]", moving[0].Path, moving[0].Value(between))
	}
}

// checkCorners reads the scenario with all values at ends, such that of each two every
// pair of ends comes up: each is at an end by a binary digit of its place, or by the
// opposite. What it does not take is told of the two that it does not take together, and
// the answer is false.
func (s *session) checkCorners(c *problemList, root *node, moves [][]Range) bool {
	ends := make([]float64, len(moves))
	for digit := -1; digit < 0 || 1<<digit < len(moves); digit++ {
		for _, opposite := range []int{0, 1} {
			for i := range ends {
				ends[i] = float64(opposite) // all at one end
				if digit >= 0 {
					ends[i] = float64(i>>digit&1 ^ opposite)
				}
			}
			if p := s.readsAt(root, moves, ends); p != nil {
				s.tellCorner(c, root, moves, ends, p)
				return false
			}
		}
	}
	return true
}

// tellCorner tells which two values clash; all, where no two do.
func (s *session) tellCorner(c *problemList, root *node, moves [][]Range, ends []float64, p *Problem) {
	for i := range moves {
		for j := range i {
			two, at := [][]Range{moves[j], moves[i]}, []float64{ends[j], ends[i]}
			if q := s.readsAt(root, two, at); q != nil {
				c.fail(placeOf(root, moves[i][0]), "uncertain.%s: clashes with that of %s: with %s: %s; give ranges that do not meet, or move them together", moves[i][0].Path, moves[j][0].Path, strings.Join(settingsAt(two, at), ", "), q.Text)
				return
			}
		}
	}
	c.fail(placeOf(root, moves[len(moves)-1][0]), "uncertain: with %s: %s", strings.Join(settingsAt(moves, ends), ", "), clause{p.Text, p.Said})
}

// settingsAt are the changes that put values to positions in their ranges.
func settingsAt(moves [][]Range, at []float64) []string {
	var out []string
	for i, m := range moves {
		for k := range m {
			out = append(out, m[k].Path+"="+m[k].Value(at[i]))
		}
	}
	return out
}

// readsAt is what is first wrong with the scenario where values are at positions in
// their ranges; nil where nothing is.
func (s *session) readsAt(root *node, moves [][]Range, at []float64) *Problem {
	var inner problemList
	var edits []edit
	for i, m := range moves {
		for k := range m {
			if e, ok := s.settingAt(&inner, &m[k], at[i]); ok {
				edits = append(edits, e)
			}
		}
	}
	if edited, ok := inner.apply(root, edits); ok {
		d := newDecoder(s, &inner, edited)
		d.skipLong, d.asGuessed = true, true
		d.readAll()
	}
	if len(inner.list) == 0 {
		return nil
	}
	return &inner.list[0]
}

// settingAt is the change that puts a value to a position in its range. Each is made
// many times, and read once.
func (s *session) settingAt(c *problemList, r *Range, at float64) (edit, bool) {
	set := r.Path + "=" + r.Value(at)
	if e, ok := s.settings[set]; ok {
		return e, true
	}
	e, ok := c.setting(setFlag, set)
	if ok {
		s.settings[set] = e
	}
	return e, ok
}

// holding are the ranges of values that no edit has decided.
func holding(ranges []Range, edits []edit) []Range {
	return slices.DeleteFunc(slices.Clone(ranges), func(r Range) bool {
		return slices.ContainsFunc(edits, func(e edit) bool {
			return e.path == r.Path || strings.HasPrefix(e.path, r.Path+".") || strings.HasPrefix(r.Path, e.path+".")
		})
	})
}
