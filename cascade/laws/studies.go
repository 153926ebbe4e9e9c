package laws

import "math"

// Studies are the laws of studies of what is not known: of ranges, sensitivity, seek,
// precision and place. They are not claims about one answer, so that they have neither a scenario
// nor trials; package ask plays the studies and holds them to these.
func Studies() []Law {
	return []Law{
		{
			Number: 30, Name: "ranges", Title: "a chance that is not known",
			Formula: "one tells n, each with chance p, uniform from l to h: var = var p + (m − m² − var p)/n",
			Source:  "the law of total variance; Cochran, Sampling Techniques, 1977, chapter 9",
		},
		{
			Number: 30, Name: "ranges-together", Title: "two chances that are not known, together or not",
			Formula: "two hops with one range: E[p²] = m² + var p where they move together, else m²",
			Source:  "expectations of products",
		},
		{
			Number: 30, Name: "ranges-logarithm", Title: "a delay that is not known",
			Formula: "exponential with mean m, log-uniform from l to h: E F = ∫ (1 − e^{−t/m}) dm/m / ln(h/l)",
			Source:  "the law of total probability",
		},
		{
			Number: 30, Name: "ranges-quantiles", Title: "what ranges say",
			Formula: "PERT: mean (l + 4m + h)/6; s of n: mean (s+½)/(n+1); log-uniform: mean (h−l)/ln(h/l), median √(lh)",
			Source:  "Malcolm and others, Operations Research 7, 1959; Jeffreys, Theory of Probability, 1961",
		},
		{
			Number: 31, Name: "indices", Title: "sensitivity of a product of three chances, played",
			Formula: "V_u = Π_{i∈u} v_i Π_{i∉u} m_i²; S_i = V_i/V, S_Ti = Σ_{u∋i} V_u/V, Shapley Σ_{u∋i} V_u/(|u| V)",
			Source:  "Sobol', Mathematics and Computers in Simulation 55, 2001; Owen, SIAM/ASA Journal on Uncertainty Quantification 2, 2014",
		},
		{
			Number: 31, Name: "tornado", Title: "a product of three chances with one at its ends",
			Formula: "l_i Π_{j≠i} m_j and h_i Π_{j≠i} m_j",
			Source:  "products",
		},
		{
			Number: 31, Name: "screening", Title: "Morris's effects of a product of three chances",
			Formula: "μ*_i = (h_i − l_i) Π_{j≠i} E p_j, σ_i² = (h_i − l_i)² Π E p_j² − μ*_i², each p_j on four levels",
			Source:  "Morris, Technometrics 33, 1991",
		},
		{
			Number: 31, Name: "ishigami", Title: "sensitivity of Ishigami's function, the estimator alone",
			Formula: "sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁, each from −π to π",
			Source:  "Ishigami and Homma, Uncertainty Modeling and Analysis, 1990",
		},
		{
			Number: 31, Name: "sobol-g", Title: "sensitivity of Sobol's g, the estimator alone",
			Formula: "Π (|4x_i − 2| + a_i)/(1 + a_i): V_i = 1/(3(1 + a_i)²), a = 0, 1, 4.5, 9, 99, 99",
			Source:  "Saltelli and Sobol', Reliability Engineering and System Safety 50, 1995",
		},
		{
			Number: 31, Name: "sobol-points", Title: "the first points of Sobol's sequence",
			Formula: "direction numbers new-joe-kuo-6, in four dimensions",
			Source:  "Joe and Kuo, SIAM Journal on Scientific Computing 30, 2008",
		},
		{
			Number: 32, Name: "seek", Title: "how large a value must be",
			Formula: "four hops: g^{1/4}; three waits: Erlang; people: ⌈ln(1−g)/ln(1−pF)⌉; 40 of 50 with chance c: the c-quantile of beta(40, 11)",
			Source:  "inverses of closed forms; Clopper and Pearson, Biometrika 26, 1934",
		},
		{
			Number: 33, Name: "precision", Title: "how many plays are needed",
			Formula: "a mean: (z sd/h)²; a chance: where Wilson's interval is 2h wide; an exponential median: (z θ/h)²",
			Source:  "Wilson, Journal of the American Statistical Association 22, 1927; David and Nagaraja, Order Statistics, 2003",
		},
		{
			Number: 34, Name: "place", Title: "the best use of a budget",
			Formula: "people of a block are reached with the product of chances on its path, by three waits; the best of all sets of actions; two offices of chance 0.1 in a row before two beside them",
			Source:  "all sets, one by one; Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004",
		},
	}
}

// Row is what became of a number that a study found: got, with a standard error of se
// (0 where it is computed), against what the law says; it may be off by slack beside.
func (l Law) Row(what string, expected, got, se, slack float64) Row {
	p := pooled{sum: got}
	r := l.row(Claim{What: what, Expected: expected, Slack: slack}, p)
	if se > 0 {
		r.SE = math.Hypot(se, r.SE)
		off := got - expected
		r.Z = math.Copysign(max(math.Abs(off)-slack, 0)/r.SE, off)
	}
	return r
}
