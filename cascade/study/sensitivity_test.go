package study_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/random"
	"harkara/cascade/study"
)

// certainly is an answer without luck: a function of positions.
func certainly(f func(u []float64) float64) study.Answer {
	return func(at []float64, _ uint64, plays int) ([][]float64, error) {
		y := make([]float64, plays)
		for k := range y {
			y[k] = f(at)
		}
		return [][]float64{y}, nil
	}
}

func names(d int) (out []string) {
	for i := range d {
		out = append(out, fmt.Sprintf("value %d", i+1))
	}
	return out
}

// product is the chance of three hops, each within its range.
func product(u []float64) float64 { return (0.5 + 0.5*u[0]) * (0.8 + 0.2*u[1]) * (0.6 + 0.3*u[2]) }

// hops is what plays of the product come to: two hops in a row before ten leaves, each
// with a hop of its own.
func hops(seed uint64) study.Answer {
	key := random.NewKey(seed).Fold(99)
	return func(u []float64, first uint64, plays int) ([][]float64, error) {
		y := make([]float64, plays)
		for k := range y {
			draw := func(what uint64) float64 { return random.Uniform(key.Fold(what).At(first + uint64(k))) }
			if draw(0) > 0.5+0.5*u[0] || draw(1) > 0.8+0.2*u[1] {
				continue
			}
			for leaf := range uint64(10) {
				if draw(2+leaf) < 0.6+0.3*u[2] {
					y[k] += 0.1
				}
			}
		}
		return [][]float64{y}, nil
	}
}

func ishigami(u []float64) float64 {
	x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	return math.Sin(x(0)) + 7*math.Pow(math.Sin(x(1)), 2) + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

func sobolG(u []float64) float64 {
	y := 1.0
	for i, a := range []float64{0, 1, 4.5, 9, 99, 99} {
		y *= (math.Abs(4*u[i]-2) + a) / (1 + a)
	}
	return y
}

// The estimators give the indices of functions whose indices are known.
func TestLawsOfIndices(t *testing.T) {
	for name, c := range map[string]struct {
		f                     func([]float64) float64
		first, total, shapley []float64
		mean, sd              float64
	}{
		"product": {product, []float64{0.671098, 0.074566, 0.241595}, []float64{0.682844, 0.078359, 0.251574}, []float64{0.676965, 0.076457, 0.246579}, 0.506250, 0.118930},
		"Ishigami": {ishigami, []float64{0.313905, 0.442411, 0}, []float64{0.557589, 0.442411, 0.243684},
			[]float64{0.435747, 0.442411, 0.121842}, 3.5, 3.720832},
		"Sobol' g": {sobolG, []float64{0.716343, 0.179086, 0.023681, 0.007163, 0.000072, 0.000072}, []float64{0.787257, 0.242233, 0.034322, 0.010462, 0.000105, 0.000105}, nil, 1, 0},
	} {
		if testing.Short() && len(c.first) > 3 {
			continue
		}
		a, err := study.Sensitivity{
			Names: names(len(c.first)), Rows: 4096, Plays: 2, Measures: 1, Answer: certainly(c.f), Seed: 1, Shapley: c.shapley != nil,
		}.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		x := a.Of[0]
		if math.Abs(x.Mean-c.mean) > 0.003*c.mean {
			t.Errorf("%s: mean %.6f, want %.6f", name, x.Mean, c.mean)
		}
		if sd := math.Sqrt(x.Variance.Value); c.sd > 0 && math.Abs(sd-c.sd) > 0.005*c.sd {
			t.Errorf("%s: sd %.6f, want %.6f", name, sd, c.sd)
		}
		sum := 0.0
		for i, v := range x.Values {
			if math.Abs(v.First.Value-c.first[i]) > 0.01 || math.Abs(v.Total.Value-c.total[i]) > 0.01 {
				t.Errorf("%s, value %d: %.4f %.4f, want %.4f %.4f", name, i+1, v.First.Value, v.Total.Value, c.first[i], c.total[i])
			}
			if c.shapley != nil {
				sum += v.Shapley.Value
				if math.Abs(v.Shapley.Value-c.shapley[i]) > 0.01 {
					t.Errorf("%s, value %d: Shapley %.4f, want %.4f", name, i+1, v.Shapley.Value, c.shapley[i])
				}
			}
		}
		if c.shapley != nil && math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: Shapley shares add up to %g", name, sum)
		}
		for i, v := range x.Values {
			for k, w := range x.Values {
				if v.Rank < w.Rank && v.Total.Value < w.Total.Value {
					t.Errorf("%s: value %d is before value %d", name, i+1, k+1)
				}
			}
		}
	}
}

// A value that is used nowhere has indices of exactly 0, with luck; and a further value
// behind the others changes nothing of theirs.
func TestUnusedValue(t *testing.T) {
	run := func(d int) study.Indices {
		a, err := study.Sensitivity{Names: names(d), Rows: 32, Measures: 1, Answer: hops(3), Seed: 3}.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return a.Of[0]
	}
	three, four := run(3), run(4)
	if zero := (cascade.Estimate{}); four.Values[3].Total != zero || four.Values[3].First != zero || four.Values[3].Rank != 4 {
		t.Errorf("a value used nowhere: %+v", four.Values[3])
	}
	for i, v := range three.Values {
		if v.Total.Value != four.Values[i].Total.Value || v.First.Value != four.Values[i].First.Value {
			t.Errorf("value %d: %+v, and with a further value %+v", i+1, v, four.Values[i])
		}
	}
	a, err := study.Sensitivity{Names: names(2), Rows: 16, Measures: 1, Answer: certainly(func([]float64) float64 { return 0.4 })}.Run(context.Background())
	if err != nil || !math.IsNaN(a.Of[0].Values[0].Total.Value) || a.Of[0].Mean != 0.4 {
		t.Errorf("what never varies has indices: %+v, %v", a, err)
	}
}

// Answers are the same for any number of workers, and rows that were played can be kept.
func TestSensitivityIsTheSameForAnyWorkers(t *testing.T) {
	for _, answer := range []func(workers int) (any, error){
		func(workers int) (any, error) {
			return study.Sensitivity{Names: names(3), Rows: 16, Measures: 1, Answer: hops(1), Workers: workers, Shapley: true}.Run(context.Background())
		},
		func(workers int) (any, error) {
			return study.Screen{Names: names(3), Measures: 1, Answer: hops(1), Workers: workers}.Run(context.Background())
		},
	} {
		first := ""
		for _, workers := range []int{1, 2, 7} {
			a, err := answer(workers)
			if err != nil {
				t.Fatal(err)
			}
			text := fmt.Sprintf("%+v", a)
			if first == "" {
				first = text
			}
			if text != first {
				t.Errorf("%d workers: %s, want %s", workers, text, first)
			}
		}
	}
}

// What cannot be asked is refused; the error of an answer is that of the first row.
func TestSensitivityRefuses(t *testing.T) {
	good := study.Sensitivity{Names: names(2), Rows: 16, Measures: 1, Answer: certainly(product)}
	for kind, change := range map[string]func(*study.Sensitivity){
		"sensitivity-none":    func(s *study.Sensitivity) { s.Names = nil },
		"sensitivity-rows":    func(s *study.Sensitivity) { s.Rows = 24 },
		"sensitivity-plays":   func(s *study.Sensitivity) { s.Plays = 3 },
		"sensitivity-shapley": func(s *study.Sensitivity) { s.Names, s.Shapley = names(9), true },
		"sensitivity-values":  func(s *study.Sensitivity) { s.Names = names(129) },
	} {
		s := good
		change(&s)
		if _, err := s.Run(context.Background()); len(cascade.Reasons(err)) != 1 || cascade.Reasons(err)[0].Kind != kind {
			t.Errorf("%s: %v", kind, err)
		}
	}
	good.Answer = func(_ []float64, first uint64, _ int) ([][]float64, error) {
		if first >= 40 {
			return nil, fmt.Errorf("from play %d", first)
		}
		return [][]float64{make([]float64, 8)}, nil
	}
	if _, err := good.Run(context.Background()); err == nil || err.Error() != "from play 40" {
		t.Error(err)
	}
}

// Morris's effects of the product over the four levels of each range.
func TestLawsOfScreening(t *testing.T) {
	a, err := study.Screen{Names: names(3), Trajectories: 4000, Plays: 1, Measures: 1, Answer: certainly(product)}.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]float64{{0.3375, 0.057705}, {0.1125, 0.032861}, {0.2025, 0.053196}} {
		e := a.Of[0][i]
		if math.Abs(e.Size.Value-want[0]) > 4.4*e.SE || math.Abs(e.SD-want[1]) > 0.03*want[1] || math.Abs(e.SE-want[1]/math.Sqrt(4000)) > 1e-4 {
			t.Errorf("value %d: %.6f ± %.6f, sd %.6f, want %v", i+1, e.Size.Value, e.SE, e.SD, want)
		}
	}
	falls, err := study.Screen{Names: names(2), Measures: 1, Answer: certainly(func(u []float64) float64 { return 1 - u[0] })}.Run(context.Background())
	if err != nil || math.Abs(falls.Of[0][0].Mean.Value+1) > 1e-9 || math.Abs(falls.Of[0][0].Size.Value-1) > 1e-9 || falls.Of[0][1].Size.Value != 0 {
		t.Errorf("an answer that falls: %+v, %v", falls, err)
	}
}

// seeds is how many seeds coverage is counted over: HARKARA_SEEDS=400 counts for long.
func seeds(t *testing.T, usual int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("HARKARA_SEEDS")); err == nil {
		return n
	}
	return usual
}

// Bounds of indices hold the truth in about 95 % of seeds, and the estimators have no
// bias: three hops before ten leaves, 256 rows of 8 plays.
func TestBoundsOfIndices(t *testing.T) {
	effort.NotShort(t, "counts coverage")
	n := seeds(t, effort.Of(0, 24, 80))
	wantFirst, wantTotal := []float64{0.671098, 0.074566, 0.241595}, []float64{0.682844, 0.078359, 0.251574}
	held, sum, squares := map[string]int{}, map[string]float64{}, map[string]float64{}
	for seed := range n {
		a, err := study.Sensitivity{Names: names(3), Rows: 256, Measures: 1, Answer: hops(uint64(seed)), Seed: uint64(seed)}.Run(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		add := func(name string, e cascade.Estimate, want float64) {
			if e.Low <= want && want <= e.High {
				held[name]++
			}
			sum[name] += (e.Value - want) / float64(n)
			squares[name] += (e.Value - want) * (e.Value - want) / float64(n)
		}
		add("variance", a.Of[0].Variance, 0.118930*0.118930)
		for i, v := range a.Of[0].Values {
			add(fmt.Sprintf("first %d", i+1), v.First, wantFirst[i])
			add(fmt.Sprintf("total %d", i+1), v.Total, wantTotal[i])
		}
	}
	for name := range sum {
		share := float64(held[name]) / float64(n)
		sd := math.Sqrt(squares[name])
		t.Logf("%s: off by %+.4f, sd %.4f, bounds hold in %.1f %% of %d", name, sum[name], sd, 100*share, n)
		if se := math.Sqrt(0.95 * 0.05 / float64(n)); share < 0.93-3*se || share > 0.985+3*se {
			t.Errorf("bounds of %s hold in %.1f %%", name, share*100)
		}
		if math.Abs(sum[name]) > 4.4*sd/math.Sqrt(float64(n))+0.01*sd {
			t.Errorf("%s is off by %.4f, sd %.4f", name, sum[name], sd)
		}
	}
}

// What part of an answer's spread each value explains: Ishigami's function, whose third
// value matters only together with the first.
func ExampleSensitivity() {
	a, err := study.Sensitivity{
		Names: []string{"x1", "x2", "x3"}, Rows: 4096, Plays: 2, Measures: 1, Answer: certainly(ishigami), Seed: 1,
	}.Run(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, v := range a.Of[0].Values {
		fmt.Printf("x%d: by itself %.1f, in all %.1f\n", i+1, math.Abs(v.First.Value), v.Total.Value)
	}
	// Output:
	// x1: by itself 0.3, in all 0.6
	// x2: by itself 0.4, in all 0.4
	// x3: by itself 0.0, in all 0.2
}
