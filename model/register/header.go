package register

import (
	"fmt"
	"strings"
	"unicode"
)

// maxTitles are the rows above a header that are looked through.
const maxTitles = 40

// findHeader finds the header: the first row whose cells are mostly filled,
// distinct and not numbers, with rows of its width below it. It may have two rows,
// which are joined by " / ". False where there is none.
func (g *grid) findHeader() bool {
	width := g.usualWidth()
	for i := 0; i < len(g.head)-1 && i < maxTitles; i++ {
		if g.looksLikeHeader(g.head[i].cells, width) {
			g.titles, g.headers = i, 1
			names := trimmed(g.head[i].cells)
			if i+2 < len(g.head) && secondHeader(names, g.head[i+1].cells) {
				g.headers = 2
				names = joinHeaders(names, trimmed(g.head[i+1].cells))
			}
			g.columns = numberDuplicates(names)
			return true
		}
	}
	return false
}

// usualWidth is how many cells most of the first rows reach to.
func (g *grid) usualWidth() int {
	counts := map[int]int{}
	best := 0
	for _, r := range g.head[:min(len(g.head), 200)] {
		w := filledTo(r.cells)
		if w == 0 {
			continue
		}
		counts[w]++
		if counts[w] > counts[best] || counts[w] == counts[best] && w > best {
			best = w
		}
	}
	return best
}

// filledTo is the number of cells up to the last that is not empty.
func filledTo(cells []string) int {
	for i := len(cells) - 1; i >= 0; i-- {
		if strings.TrimSpace(cells[i]) != "" {
			return i + 1
		}
	}
	return 0
}

// looksLikeHeader tells whether cells may name columns.
func (g *grid) looksLikeHeader(cells []string, width int) bool {
	filled, numbers := 0, 0
	seen := map[string]bool{}
	for _, c := range trimmed(cells) {
		if c == "" {
			continue
		}
		filled++
		seen[strings.ToLower(c)] = true
		if isNumber(c) {
			numbers++
		}
	}
	if filled == 0 || filledTo(cells)*2 < width || filled*5 < min(width, len(cells))*3 {
		return false
	}
	return numbers*10 <= filled && len(seen)*10 >= filled*6 && (filled > 1 || width == 1)
}

// isNumber tells whether a cell is a figure.
func isNumber(s string) bool {
	s = strings.TrimSuffix(Number(s), "%")
	digits := false
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case r == '.' || r == ',' || (r == '-' || r == '+') && i == 0:
		default:
			return false
		}
	}
	return digits
}

// secondHeader tells whether a row goes on with a header: all it says stands
// below a name that is there twice, spans columns, or is missing.
func secondHeader(names, cells []string) bool {
	times := map[string]int{}
	for _, n := range names {
		times[strings.ToLower(n)]++
	}
	says := false
	for i, c := range trimmed(cells) {
		if c == "" {
			continue
		}
		above := ""
		if i < len(names) {
			above = names[i]
		}
		switch {
		case isNumber(c) && !(isYear(c) && times[strings.ToLower(above)] > 1):
			return false
		case c == above: // one cell over two rows
		case above == "" || times[strings.ToLower(above)] > 1 || strings.HasPrefix(c, "("):
			says = true
		default:
			return false
		}
	}
	return says
}

// joinHeaders are the names of a header of two rows.
func joinHeaders(first, second []string) []string {
	for len(first) < len(second) {
		first = append(first, "")
	}
	for i, s := range second {
		switch {
		case s == "" || s == first[i]:
		case first[i] == "":
			first[i] = s
		default:
			first[i] += " / " + s
		}
	}
	return first
}

// numberDuplicates gives a name that is there twice its number.
func numberDuplicates(names []string) []string {
	seen := map[string]int{}
	for i, n := range names {
		if n == "" {
			continue
		}
		low := strings.ToLower(n)
		if seen[low]++; seen[low] > 1 {
			names[i] = fmt.Sprintf("%s (%d)", n, seen[low])
		}
	}
	return names
}

// trimmed are cells with single blanks for what stands between words.
func trimmed(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = squeeze(c)
	}
	return out
}

// squeeze is a text without blanks around it, and single ones inside it.
func squeeze(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c <= ' ' && (c != ' ' || i == 0 || i == len(s)-1 || s[i-1] == ' ') || c >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}
