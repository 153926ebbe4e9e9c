package fit

import (
	"cmp"
	"fmt"
	"harkara/model"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Sample is a row of a table of quantiles: what it is of, and its delays, between one
// quantile and the next.
type Sample struct {
	Name string
	Rows []Row
}

// quantileColumn is the name of a column of a quantile, as in p90.
var quantileColumn = regexp.MustCompile(`^p(\d{1,2}(?:\.\d+)?)$`)

// quantileColumns are the columns of quantiles, in the order of their shares.
func (r *reader) quantileColumns() (columns []int, shares []float64) {
	for i, name := range r.columns {
		if m := quantileColumn.FindStringSubmatch(strings.ToLower(name)); m != nil {
			columns = append(columns, i)
		}
	}
	share := func(i int) float64 {
		x, _ := strconv.ParseFloat(r.columns[i][1:], 64)
		return x / 100
	}
	slices.SortFunc(columns, func(a, b int) int { return cmp.Compare(share(a), share(b)) })
	for _, c := range columns {
		shares = append(shares, share(c))
	}
	return columns, shares
}

// samples reads a table of quantiles, a row for each sample: of n delays so many lie
// between one quantile and the next. Its figures are in the unit of another column, such
// as mean_s, or have units of their own.
func (r *reader) samples() error {
	r.log.Kind = model.Worded("quantiles of samples")
	columns, shares := r.quantileColumns()
	unit := math.NaN()
	for _, name := range r.columns {
		words := strings.Fields(normalName(name))
		if len(words) > 1 && units[words[len(words)-1]] > 0 {
			unit = units[words[len(words)-1]]
		}
	}
	count := r.column("count")
	name := slices.IndexFunc(r.columns, func(c string) bool {
		i := slices.Index(r.columns, c)
		_, err := strconv.ParseFloat(r.rows[0][i], 64)
		return i != count && !slices.Contains(columns, i) && err != nil
	})
	for i, row := range r.rows {
		n := 100.0
		if count >= 0 {
			x, err := strconv.ParseFloat(row[count], 64)
			if err != nil || !(x >= 1) || math.IsInf(x, 0) {
				return model.Errorf("row %d: %q is no count", i+1, short(row[count]))
			}
			n = x
		}
		s := Sample{Name: fmt.Sprint("row ", i+1)}
		if name >= 0 {
			s.Name = row[name]
		}
		from, before := 0.0, 0.0
		for k, c := range columns {
			t, err := r.quantile(row[c], unit)
			if err != nil {
				return model.Errorf("row %d, column %s: %w", i+1, short(r.columns[c]), err)
			}
			if t < from {
				return model.Errorf("row %d, column %s: %s is less than a quantile before it", i+1, short(r.columns[c]), short(row[c]))
			}
			if t > from {
				s.Rows = append(s.Rows, Row{From: from, To: t, Count: n * (shares[k] - before)})
				from, before = t, shares[k]
			}
		}
		s.Rows = append(s.Rows, Row{From: from, To: math.Inf(1), Count: n * (1 - before)})
		r.log.Samples = append(r.log.Samples, s)
	}
	if count < 0 {
		r.log.Remarks = append(r.log.Remarks, model.Worded("no column n says of how many: each row is taken to be of 100"))
	}
	return nil
}

// quantile reads a figure of a table of quantiles, in seconds.
func (r *reader) quantile(s string, unit float64) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil:
		if t, ok := r.o.Duration(s); ok {
			return t, nil
		}
		return 0, model.Errorf("%q is no duration", short(s))
	case math.IsNaN(unit) && x != 0:
		return 0, model.Errorf("%s of what? Write 40m, or name a column as in mean_s", short(s))
	case !(x >= 0) || math.IsInf(x, 0):
		return 0, model.Errorf("%s is no delay", short(s))
	case x == 0:
		return 0, nil
	}
	return x * unit, nil
}

// cascadeLine is a line of a file of cascades: a number, who was first, when, how many,
// and paths such as 1/25/7:340, each to one who had it from the one before so many
// seconds after the first.
var cascadeLine = regexp.MustCompile(`^(\S+)\t(\S+)\t\d+\t\d+\t(\S+:\d+(?: \S+:\d+)*)\s*$`)

// Cascades are the columns and rows of who told whom, of a text in which each line is a
// cascade with its paths; ok is false for another text.
func Cascades(text string) (columns []string, rows [][]string, ok bool) {
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		m := cascadeLine.FindStringSubmatch(line)
		if m == nil {
			return nil, nil, false
		}
		for path := range strings.FieldsSeq(m[3]) {
			way, seconds, _ := strings.Cut(path, ":")
			steps := strings.Split(way, "/")
			from := ""
			if len(steps) > 1 {
				from = m[1] + " " + steps[len(steps)-2]
			}
			rows = append(rows, []string{m[1] + " " + steps[len(steps)-1], from, seconds})
		}
	}
	return []string{"unit", "from", "at_s"}, rows, len(rows) > 0
}
