package fit

import (
	"harkara/model"
	"math"
	"strconv"
	"strings"
)

// units are the seconds of the last word of a column's name.
var units = map[string]float64{"ms": 1e-3, "s": 1, "sec": 1, "seconds": 1, "min": 60, "minutes": 60, "h": 3600, "hours": 3600, "d": 86400, "days": 86400}

// seconds reads a cell of a duration: a number in the unit of its column, or a
// duration with a unit. It is NaN for an empty one.
func (r *reader) seconds(row []string, column int) (float64, error) {
	if column < 0 || row[column] == "" {
		return math.NaN(), nil
	}
	s := row[column]
	words := strings.Fields(normalName(r.columns[column]))
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		unit := units[words[len(words)-1]]
		if unit == 0 && x != 0 {
			return 0, model.Errorf("column %s: %s of what? Call it %s_s or %s_min, or write 40m", short(r.columns[column]), short(s), short(r.columns[column]), short(r.columns[column]))
		}
		if x < 0 {
			return 0, model.Errorf("column %s: %s is negative", short(r.columns[column]), short(s))
		}
		return x * unit, nil
	}
	if r.o.Duration != nil {
		if x, ok := r.o.Duration(s); ok {
			return x, nil
		}
	}
	return 0, model.Errorf("column %s: %q is no duration: write it as 90s, 40m or 1h30m", short(r.columns[column]), short(s))
}

// add adds a row, as often as its count says.
func (r *reader) add(i int, one Row) error {
	row := r.rows[i]
	if c := r.column("count"); c >= 0 && row[c] != "" {
		n, err := strconv.ParseFloat(row[c], 64)
		if err != nil || !(n >= 0) {
			return model.Errorf("column %s: %q is no count", short(r.columns[c]), short(row[c]))
		}
		if n == 0 {
			return nil
		}
		one.Count = n
	}
	r.log.Rows, r.used = append(r.log.Rows, one), append(r.used, i)
	return nil
}

// until is the duration after which a log was closed, or NaN.
func (r *reader) until() float64 {
	if x, ok := r.o.Duration(r.o.Until); r.o.Until != "" && ok {
		return x
	}
	return math.NaN()
}
