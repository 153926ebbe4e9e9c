package scenarios_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// figures are what a scenario's tree says of one unit.
type figures struct {
	name                   string
	population, households int
	below                  []int // generated units, tier by tier
}

// tree lists the units of a scenario that have figures.
func tree(t *testing.T, scenario string) []figures {
	t.Helper()
	var s struct {
		Network struct {
			Tree map[string]any `yaml:"tree"`
		} `yaml:"network"`
	}
	load(t, scenario, &s)
	var out []figures
	var walk func(map[string]any)
	walk = func(units map[string]any) {
		for name, v := range units {
			unit, ok := v.(map[string]any)
			if !ok {
				continue // a figure of the unit above
			}
			if p, ok := unit["population"].(int); ok {
				out = append(out, figures{name, p, unit["households"].(int), below(unit["children"])})
			}
			walk(unit)
		}
	}
	walk(s.Network.Tree)
	return out
}

func below(children any) []int {
	switch c := children.(type) {
	case int:
		return []int{c}
	case []any:
		var out []int
		for _, n := range c {
			out = append(out, n.(int))
		}
		return out
	}
	return nil
}

// The totals people know: the census totals, to the person.
func TestTotals(t *testing.T) {
	for _, c := range []struct {
		scenario               string
		population, households int
		below                  []int
	}{
		{"pakur", 900_422, 182_317, []int{128}},
		{"feedback", 900_422, 182_317, []int{128}},
		{"jharkhand", 32_988_134, 6_254_781, []int{264, 3_965}},
		{"india", 1_210_854_977, 249_501_663, []int{763, 7_223, 210_903}},
		{"flood-warning", 1_150_567, 227_023, []int{9, 140}},
		{"before-and-after", 599_578, 118_288, []int{10, 92}},
	} {
		var sum figures
		for _, u := range tree(t, c.scenario) {
			sum.population += u.population
			sum.households += u.households
			for i, n := range u.below {
				if i == len(sum.below) {
					sum.below = append(sum.below, 0)
				}
				sum.below[i] += n
			}
		}
		if sum.population != c.population || sum.households != c.households || !slices.Equal(sum.below, c.below) {
			t.Errorf("%s: %d people in %d households, %v units; want %d, %d, %v", c.scenario,
				sum.population, sum.households, sum.below, c.population, c.households, c.below)
		}
	}
}

// The figures are those of the census and the directories, unit by unit.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		scenario, file string
		partial        bool // the scenario holds one row of the file
		below          []string
	}{
		{"pakur", "pakur_blocks.csv", false, []string{"panchayats"}},
		{"feedback", "pakur_blocks.csv", false, []string{"panchayats"}},
		{"jharkhand", "jharkhand_districts.csv", false, []string{"blocks", "panchayats_2019"}},
		{"india", "india_states.csv", false, []string{"districts", "blocks", "panchayats"}},
		{"flood-warning", "jharkhand_districts.csv", true, []string{"blocks", "panchayats_2019"}},
		{"before-and-after", "jharkhand_districts.csv", true, []string{"blocks", "panchayats_2019"}},
	} {
		t.Run(c.scenario, func(t *testing.T) {
			want := facts(t, c.file, c.below)
			got := tree(t, c.scenario)
			if !c.partial && len(got) != len(want) {
				t.Errorf("%d units with figures, want %d", len(got), len(want))
			}
			for _, u := range got {
				w, ok := want[u.name]
				if !ok {
					t.Errorf("%s is not in %s", u.name, c.file)
				} else if u.population != w.population || u.households != w.households || !slices.Equal(u.below, w.below) {
					t.Errorf("%+v, want %+v", u, w)
				}
			}
		})
	}
}

// facts reads the first column as names and the figures beside them.
func facts(t *testing.T, file string, below []string) map[string]figures {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "data", "facts", file)
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		t.Skipf("the public figures are not beside this checkout (%s)", filepath.ToSlash(path))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := func(row []string, column string) int {
		n, err := strconv.Atoi(row[slices.Index(rows[0], column)])
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		return n
	}
	out := map[string]figures{}
	for _, row := range rows[1:] {
		u := figures{row[0], number(row, "population_2011"), number(row, "households_2011"), nil}
		for _, column := range below {
			n := number(row, column)
			if n == 0 {
				break
			}
			u.below = append(u.below, n)
		}
		out[u.name] = u
	}
	return out
}
