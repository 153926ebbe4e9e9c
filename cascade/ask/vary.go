package ask

import (
	"errors"
	"io"
	"math/big"
	"slices"
	"strings"

	"harkara/model"
	"harkara/model/register"
	"harkara/model/scenario"
)

// A Variation is the values that one path of a scenario takes in a sweep, as a
// person would write them behind --set.
type Variation struct {
	Path   string
	Values []string
}

// MostPoints is how many points a sweep has at most.
const MostPoints = 100_000

// ParseVariation reads PATH=1,2,4 (these values), PATH=0.5:1:0.05 (from, to and step,
// both ends in, in decimals; also durations and rates) or PATH=FILE.csv:column (what
// a column of a table holds). open opens such a file.
func ParseVariation(text string, open func(file string) (io.ReadCloser, error)) (Variation, error) {
	path, values, ok := strings.Cut(text, "=")
	path, values = strings.TrimSpace(path), strings.TrimSpace(values)
	if !ok || path == "" || values == "" {
		return Variation{}, model.Errorf("%q: write PATH=1,2,4 or PATH=0.5:1:0.05 or PATH=FILE.csv:column", text)
	}
	v := Variation{Path: path}
	var err error
	if from, to, ok := twoEnds(values); ok {
		return Variation{}, model.Errorf("%q: a range has its step behind it, as in %s:%s:%s", text, from, to, "0.05")
	}
	switch file, column, isFile := cutFile(values); {
	case isFile:
		v.Values, err = columnOf(file, column, open)
	case strings.Count(values, ":") == 2 && !strings.ContainsAny(values, "{[\"'"):
		v.Values, err = steps(strings.Split(values, ":"))
	default:
		v.Values, err = listed(values)
	}
	if err != nil {
		return Variation{}, model.Errorf("%s: %w", text, err)
	}
	return v, nil
}

// twoEnds tells two numbers between which a person means a range, without a step:
// 0.5..1, 0.5-1 or 0.5:1. A time of day, as 10:00, is none.
func twoEnds(values string) (from, to string, ok bool) {
	for _, between := range []string{"..", ":", "-"} {
		from, to, ok = strings.Cut(values, between)
		a, okA := new(big.Rat).SetString(strings.TrimSpace(from))
		b, okB := new(big.Rat).SetString(strings.TrimSpace(to))
		timeOfDay := between == ":" && len(to) == 2 && !strings.Contains(from, ".")
		if ok && okA && okB && a.Cmp(b) < 0 && !timeOfDay {
			return from, to, true
		}
	}
	return "", "", false
}

// cutFile tells FILE.csv:column.
func cutFile(values string) (file, column string, ok bool) {
	i := strings.LastIndexByte(values, ':')
	if i < 0 || !strings.HasSuffix(strings.ToLower(values[:i]), ".csv") {
		return "", "", false
	}
	return values[:i], values[i+1:], true
}

// columnOf is what a column of a table with a header holds.
func columnOf(file, column string, open func(string) (io.ReadCloser, error)) ([]string, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	table, err := register.OpenTable(file, in)
	if err != nil {
		return nil, err
	}
	defer table.Close()
	k := slices.IndexFunc(table.Columns, func(name string) bool { return strings.EqualFold(name, column) })
	if k < 0 {
		return nil, model.Errorf("%s has no column %q", file, column)
	}
	var out []string
	for {
		row, err := table.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if k >= len(row) {
			return nil, table.Errorf(k, "the record ends before %q", column)
		}
		out = append(out, strings.TrimSpace(row[k]))
	}
	if len(out) == 0 {
		return nil, model.Errorf("%s has no rows below its header", file)
	}
	return checked(out)
}

// listed are values with commas between them, but for commas inside of brackets and
// quotes.
func listed(values string) ([]string, error) {
	var out []string
	depth, quote, from := 0, rune(0), 0
	for i, r := range values {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '[' || r == '{':
			depth++
		case r == ']' || r == '}':
			depth--
		case r == ',' && depth == 0:
			out = append(out, strings.TrimSpace(values[from:i]))
			from = i + 1
		}
	}
	return checked(append(out, strings.TrimSpace(values[from:])))
}

// checked refuses a list with a gap, or one that is too long.
func checked(values []string) ([]string, error) {
	if slices.Contains(values, "") {
		return nil, model.Errorf("a value is empty")
	}
	if len(values) > MostPoints {
		return nil, model.Errorf("%d values are too many: at most %d", len(values), MostPoints)
	}
	return values, nil
}

// steps are the values from the first to the second, a third apart. They are counted
// in decimals, so that no rounding adds up.
func steps(parts []string) ([]string, error) {
	var at [3]*big.Rat
	write := func(*big.Rat) string { return "" }
	for i, p := range parts {
		x, how, err := exactly(strings.TrimSpace(p))
		if err != nil {
			return nil, err
		}
		if i > 0 && how(big.NewRat(1, 1)) != write(big.NewRat(1, 1)) {
			return nil, model.Errorf("%s and %s are not of one kind", parts[0], p)
		}
		at[i], write = x, how
	}
	from, to, step := at[0], at[1], at[2]
	if step.Sign() == 0 || step.Sign() != new(big.Rat).Sub(to, from).Sign() && from.Cmp(to) != 0 {
		return nil, model.Errorf("steps of %s never lead from %s to %s", parts[2], parts[0], parts[1])
	}
	var out []string
	for x := from; x.Cmp(to) != step.Sign(); x = new(big.Rat).Add(x, step) {
		if len(out) == MostPoints {
			return nil, model.Errorf("more than %d steps", MostPoints)
		}
		out = append(out, write(x))
	}
	return out, nil
}

// exactly is a number as a fraction, and how such numbers are written: a duration is
// counted in ticks, a rate and a percentage keep what stands behind the number.
func exactly(text string) (*big.Rat, func(*big.Rat) string, error) {
	if x, ok := new(big.Rat).SetString(text); ok && !strings.ContainsAny(text, "/") {
		return x, decimal, nil
	}
	for _, unit := range []string{"/min", "/h", "/d", "/w", "/y", "%"} {
		if number, ok := strings.CutSuffix(text, unit); ok {
			if x, ok := new(big.Rat).SetString(strings.TrimSpace(number)); ok {
				return x, func(x *big.Rat) string { return decimal(x) + unit }, nil
			}
		}
	}
	t, err := scenario.ParseDuration(text)
	if err != nil {
		return nil, nil, model.Errorf("%q is neither a number, a percentage, a rate nor a duration", text)
	}
	return new(big.Rat).SetInt64(int64(t)), func(x *big.Rat) string {
		f, _ := x.Float64()
		return scenario.FormatDuration(model.Tick(f))
	}, nil
}

// decimal writes a number with as many digits as it needs, up to twelve.
func decimal(x *big.Rat) string {
	text := x.FloatString(12)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// Points are the points of a sweep: every combination of what varies, the last path
// fastest, or, zipped, the first values of all, then the second. Each is the changes
// to make, as PATH=VALUE, in the order of the variations.
func Points(vary []Variation, zip bool) ([][]scenario.Setting, error) {
	seen := map[string]bool{}
	n := 1
	for _, v := range vary {
		if seen[v.Path] {
			return nil, model.Errorf("%s varies twice", v.Path)
		}
		seen[v.Path] = true
		switch {
		case zip && len(v.Values) != len(vary[0].Values):
			return nil, model.Errorf("in step, all have as many values: %s has %d, %s has %d", vary[0].Path, len(vary[0].Values), v.Path, len(v.Values))
		case zip:
			n = len(v.Values)
		default:
			if n *= len(v.Values); n > MostPoints {
				return nil, model.Errorf("more than %d points", MostPoints)
			}
		}
	}
	out := make([][]scenario.Setting, n)
	for k := range out {
		rest := k
		out[k] = make([]scenario.Setting, len(vary))
		for i := len(vary) - 1; i >= 0; i-- {
			v := &vary[i]
			if zip {
				out[k][i] = scenario.Setting{Path: v.Path, Value: v.Values[k]}
				continue
			}
			out[k][i] = scenario.Setting{Path: v.Path, Value: v.Values[rest%len(v.Values)]}
			rest /= len(v.Values)
		}
	}
	return out, nil
}
