package register

import (
	"math"
	"strconv"
	"strings"
)

// codeRule is how codes say what stands below what.
type codeRule int

const (
	noRule codeRule = iota
	// byTier: the start of the code is that of a unit of another tier; in numbers,
	// zeros at the end count for nothing (0102800000 is below 0100000000).
	byTier
	// byMark: the start ends at a mark, as in AB and AB-1.7.
	byMark
	// byStep: each level adds as many digits, as in 01, 0102, 010203.
	byStep
	// byZeros: numbers of one length, in which zeros at the end stand for all below, as
	// in 1100000000 and 1101000000.
	byZeros
)

// codesShowParents tells whether codes say what stands below what. Serial numbers, of
// which 12 starts with 1 as well, do not.
func (f *parentColumns) codesShowParents(g *grid) bool {
	if f.code < 0 {
		return false
	}
	tiers := map[string]string{}
	filled := 0
	for _, r := range g.rowsSeen() {
		if c := folded(cleanCode(r.text(f.code))); c != "" {
			filled++
			tiers[c] = folded(r.text(f.tier))
		}
	}
	if filled < 3 || len(tiers)*20 < filled*19 {
		return false
	}
	for _, rule := range []codeRule{byTier, byMark, byStep, byZeros} {
		below, parts := 0, 0
		for c := range tiers {
			if strings.ContainsAny(c, marks) {
				parts++
			}
			if rule.above(c, tiers) != "" {
				below++
			}
		}
		enough := below*10 >= (len(tiers)-1)*8
		switch rule { // of these there may be many tops
		case byMark:
			enough = enough || below*10 >= parts*8 && below*2 >= len(tiers)
		case byZeros:
			enough = enough || below*10 >= len(tiers)*6
		}
		if enough && rule.applies(tiers) {
			f.parent, f.parentName, f.byName, f.rule = -1, -1, false, rule
			return true
		}
	}
	return false
}

// applies tells whether codes are of the kind that the rule is made for.
func (rule codeRule) applies(tiers map[string]string) bool {
	if rule == byZeros {
		return sparse(tiers)
	}
	named := map[string]bool{}
	least := shortest(tiers)
	for c, t := range tiers {
		named[t] = true
		if rule == byStep && (!isNumber(c) || len(c)%least != 0) {
			return false
		}
	}
	return rule == byMark || rule == byStep && least > 1 || rule == byTier && len(named) > 1 && !named[""]
}

// sparse tells whether codes are numbers of one length that leave out more than half
// of the numbers between them, counted in the steps they have in common: serial
// numbers do not.
func sparse(codes map[string]string) bool {
	length, least, most, step := 0, int64(math.MaxInt64), int64(0), int64(0)
	first := int64(-1)
	for c := range codes {
		x, err := strconv.ParseInt(c, 10, 64)
		if err != nil || length != 0 && len(c) != length || len(c) < 4 {
			return false
		}
		if length = len(c); first < 0 {
			first = x
		}
		for a := max(x-first, first-x); a != 0; {
			step, a = a, step%a
		}
		least, most = min(least, x), max(most, x)
	}
	return step > 0 && int64(2*len(codes)) < (most-least)/step
}

func shortest(codes map[string]string) int {
	least := 1 << 30
	for c := range codes {
		least = min(least, len(c))
	}
	return least
}

// above is the code of the unit above one: the longest other that its own starts
// with; "" where there is none.
func (rule codeRule) above(code string, tiers map[string]string) string {
	for end := len(code) - 1; end > 0; end-- {
		prefix := strings.TrimRight(code[:end], marks)
		if rule == byMark && strings.IndexByte(marks, code[end]) < 0 {
			continue
		}
		if _, there := tiers[prefix]; there && prefix != "" && (rule != byTier || tiers[prefix] != tiers[code]) {
			return prefix
		}
		if rule == byZeros {
			if whole := code[:end] + strings.Repeat("0", len(code)-end); whole != code && strings.Trim(code[:end], "0") != "" {
				if _, there := tiers[whole]; there {
					return whole
				}
			}
			continue
		}
		if rule == byTier && isNumber(code) {
			whole := prefix + strings.Repeat("0", len(code)-len(prefix))
			if _, there := tiers[whole]; there && whole != code && tiers[whole] != tiers[code] {
				return whole
			}
		}
	}
	return ""
}

// marks stand between the parts of a code.
const marks = "-./_ :"

// parentsByCode gives each row the parent that its code tells.
func (f *parentColumns) parentsByCode(rows []parentRow) {
	tiers := map[string]string{}
	for _, m := range rows {
		if m.Code != "" {
			tiers[folded(m.Code)] = folded(m.tier)
		}
	}
	for i := range rows {
		rows[i].parent = f.rule.above(folded(rows[i].Code), tiers)
	}
}
