// Package register reads tables of units and links from files that people keep:
// CSV with any usual delimiter, in any usual encoding, packed or not. It knows
// nothing of scenarios.
package register

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// grouped is a whole number with thousands marks: in threes, or as in India in
// twos above the last three.
var grouped = regexp.MustCompile(`^[+]?(\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}|\d{1,3}( \d{3})+)(\.\d+)?$`)

var (
	blanks   = strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	unmarked = strings.NewReplacer(",", "", " ", "")
)

// Number is a number as a program writes it, of one as people do: with digits of
// any script, and thousands marks (1,234,567 or 12,34,567 or 1 234 567). Other
// text is as it was, without blanks around it.
func Number(s string) string {
	s = strings.TrimSpace(Digits(s))
	if strings.ContainsAny(s, ",\u00a0\u202f ") {
		plain := blanks.Replace(s)
		if grouped.MatchString(plain) {
			return unmarked.Replace(plain)
		}
	}
	return s
}

// Digits is a text with the digits 0 to 9 in place of those of other scripts.
func Digits(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return strings.Map(digit, s)
		}
	}
	return s
}

// digit is the digit 0 to 9 of a character that is one in its script. Scripts
// have theirs in a row, in groups of ten.
func digit(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, block := range unicode.Nd.R16 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10
		}
	}
	for _, block := range unicode.Nd.R32 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return '0' + (r-rune(block.Lo))%10
		}
	}
	return r
}

// Whole reads a whole number of 0 or more as people write it; 1000.0 is one.
func Whole(s string) (int64, bool) {
	s = Number(s)
	if whole, zeros, ok := strings.Cut(s, "."); ok && strings.Trim(zeros, "0") == "" {
		s = whole
	}
	x, err := strconv.ParseInt(s, 10, 64)
	return x, err == nil && x >= 0
}
