package laws

import (
	"math"
	"strings"
	"testing"
)

// near tells whether two numbers agree as printed: to a part in a million, or
// to the last of so many digits.
func near(got, want, digits float64) bool { return math.Abs(got-want) <= 0.51*digits }

// The examples that the laws are known by are what the claims expect.
func TestExamples(t *testing.T) {
	for _, x := range []struct {
		law, what string
		want      float64
		digits    float64 // the last that is given
	}{
		{"erlang", "by 5h", 0.559507, 1e-6},
		{"erlang", "by 8h", 0.900368, 1e-6},
		{"erlang", "mean arrival", 5, 1e-9},
		{"hypoexponential", "by 17m", 0.577384, 1e-6},
		{"hypoexponential", "by 30m", 0.897604, 1e-6},
		{"hypoexponential", "mean arrival", 17, 1e-9},
		{"branching", "in the end", 0.729, 1e-9},
		{"branching", "variance", 6633.9, 1e-6},
		{"slowest", "mean time", 5.433147, 1e-6},
		{"last-leaf", "all of the first", 2.92897, 1e-5},
		{"last-leaf", "all of the second", 6.79158, 1e-5},
		{"last-leaf", "all of the third", 11.01615, 1e-5},
		{"order", "mean time until half", 0.692647, 1e-6},
		{"order", "mean time until nine", 2.298093, 1e-6},
		{"telephone-tree", "mean arrival", 99, 1e-9},
		{"telephone-tree", "variance", 891, 1e-9},
		{"telephone-tree", "until all", 180, 1e-9},
		{"call-centre", "until all", 2.128333, 1e-6},
		{"retries", "by 2h", 0.973, 1e-9},
		{"office-hours", "no wait", 1.0 / 3, 1e-9},
		{"office-hours", "mean wait", 5.3333, 1e-4},
		{"village", "until half", 8.05438, 1e-5},
		{"town", "until half", 6.56234, 1e-5},
		{"bass", "by 5d", 0.331199, 1e-6},
		{"bass", "by 1w3d", 0.812803, 1e-6},
		{"visits", "people who have it by 2 h", 2 * 20 / 100.0, 1e-9},
	} {
		if got := claim(t, x.law, x.what).Expected; !near(got, x.want, x.digits) {
			t.Errorf("%s, %s: %.7f, want %v", x.law, x.what, got, x.want)
		}
	}
	for p, want := range map[float64]float64{0.6: 4.0 / 9, 0.8: 1.0 / 16} {
		if q := Extinct(2, p, 400); !near(q, want, 1e-9) {
			t.Errorf("with p = %v the message dies out with chance %v, want %v", p, q, want)
		}
	}
}

// claim is the claim of a law (the last of that name and wording).
func claim(t *testing.T, law, what string) (found Claim) {
	t.Helper()
	found.Expected = math.NaN()
	for _, l := range All() {
		for _, c := range l.Claims {
			if l.Name == law && strings.Contains(c.What, what) {
				found = c
			}
		}
	}
	return found
}

// The chance that waits are over is the textbook's sum where rates are equal,
// and its sum of exponentials where they differ.
func TestPhasesAreTextbook(t *testing.T) {
	for _, x := range []float64{0.1, 1, 5, 30} {
		sum, term := 0.0, math.Exp(-2*x)
		for i := range 7 {
			sum += term
			term *= 2 * x / float64(i+1)
		}
		if got := phases(equal(2, 7), x); math.Abs(got-(1-sum)) > 1e-12 {
			t.Errorf("Erlang at %v: %v, want %v", x, got, 1-sum)
		}
		rates := []float64{0.3, 1, 2.5, 7}
		want := 1.0
		for i, a := range rates {
			product := 1.0
			for j, b := range rates {
				if j != i {
					product *= b / (b - a)
				}
			}
			want -= product * math.Exp(-a*x)
		}
		if got := phases(rates, x); math.Abs(got-want) > 1e-12 {
			t.Errorf("unequal rates at %v: %v, want %v", x, got, want)
		}
	}
}

// The whole distribution of a generation has the moments of the closed form,
// and nobody in it with the chance of the recursion.
func TestGenerationsAgree(t *testing.T) {
	for _, x := range []struct {
		b     int
		p     float64
		depth int
	}{{10, 0.9, 3}, {2, 0.5, 6}, {2, 0.6, 7}, {3, 0.2, 4}} {
		g := generation(x.b, x.p, x.depth)
		mean, variance := galtonWatson(x.b, x.p, x.depth)
		if got := moment(g, 0, 1); math.Abs(got-mean) > 1e-9*mean {
			t.Errorf("%+v: mean %v, want %v", x, got, mean)
		}
		if got := moment(g, mean, 2); math.Abs(got-variance) > 1e-9*variance {
			t.Errorf("%+v: variance %v, want %v", x, got, variance)
		}
		if q := Extinct(x.b, x.p, x.depth); math.Abs(q-g[0]) > 1e-12 {
			t.Errorf("%+v: dies out with chance %v, want %v", x, q, g[0])
		}
		if v := firstLeaf(x.b, x.p, x.depth); math.Abs(v[len(v)-1]-(1-g[0])) > 1e-9 {
			t.Errorf("%+v: the first leaf has it in the end with chance %v, want %v", x, v[len(v)-1], 1-g[0])
		}
	}
}

// Where nothing is lost, and a unit has one child, first and last leaf are a
// chain.
func TestLeavesOfAChain(t *testing.T) {
	first, last := firstLeaf(1, 1, 4), lastLeaf(1, 4)
	for _, x := range []float64{0.5, 2, 6} {
		want := phases(equal(1, 4), x)
		if math.Abs(first.at(x)-want) > 1e-6 || math.Abs(last.at(x)-want) > 1e-6 {
			t.Errorf("at %v: first %v, last %v, want %v", x, first.at(x), last.at(x), want)
		}
	}
	if mean, variance := last.mean(); math.Abs(mean-4) > 1e-5 || math.Abs(variance-4) > 1e-4 {
		t.Errorf("mean %v and variance %v, want 4 and 4", mean, variance)
	}
}

// Talk alone takes the time that its formula says, and the Bass curve is what
// the pure birth process tends to.
func TestTalkFormulas(t *testing.T) {
	const n, b = 50, 2.0
	for _, i := range []int{1, 5} {
		want := 0.0
		for k := i; k < n; k++ {
			want += n / (b * float64(k) * float64(n-k))
		}
		if got, _ := meanOfPhases(births(n, i, 0, b)); math.Abs(got-want) > 1e-12 {
			t.Errorf("from %d of %d: %v, want %v", i, n, got, want)
		}
	}
	share, _ := countOfPhases(births(4000, 0, outside, inside), 5, 0)
	if got := share / 4000; math.Abs(got-Bass(outside, inside, 5)) > 1e-3 {
		t.Errorf("4,000 people: %v by 5 d, Bass says %v", got, Bass(outside, inside, 5))
	}
	if got := Bass(outside, inside, bassTime(outside, inside, 0.7)); math.Abs(got-0.7) > 1e-12 {
		t.Errorf("at the time for 0.7, %v have it", got)
	}
}

// countOfPhases and fourthOf agree with a binomial, which n equal chances make.
func TestCountsAreBinomial(t *testing.T) {
	const n, at = 12, 0.7
	p := exponential(at, 1)
	mean, sd := countOfPhases(spacings(n, n, 1), at, 0)
	if math.Abs(mean-n*p) > 1e-9 || math.Abs(sd*sd-n*p*(1-p)) > 1e-9 {
		t.Errorf("mean %v and variance %v, want %v and %v", mean, sd*sd, n*p, n*p*(1-p))
	}
	if got, want := fourthOf(spacings(n, n, 1), at, mean), fourthOfBinomial(n, p); math.Abs(got-want) > 1e-9 {
		t.Errorf("spread of the squares %v, want %v", got, want)
	}
}
