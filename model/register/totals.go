package register

// totals are sums of figures, to compare rows of totals with: a sheet has such rows after
// each group of rows, after groups of groups, and at its end.
type totals struct {
	all    int64
	before []int64 // what all was at the beginning, and after each row of sums
}

// add adds a row's figure; one that is not known is below 0.
func (s *totals) add(figure int64) { s.all += max(figure, 0) }

// end takes a row of sums, and tells whether its figure is the sum of all rows after some
// earlier row of sums, or after the beginning; if not, the nearest of such sums.
func (s *totals) end(figure int64) (nearest int64, ok bool) {
	nearest = s.all
	for _, before := range s.before {
		if of := s.all - before; away(of, figure) < away(nearest, figure) {
			nearest = of
		}
	}
	s.before = append(s.before, s.all)
	return nearest, figure <= 0 || nearest == figure
}

func away(a, b int64) int64 { return max(a-b, b-a) }
