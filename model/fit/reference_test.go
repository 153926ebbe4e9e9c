package fit

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// The survival in days of 228 patients with lung cancer, of whom 165 died, and the
// time for which the others were followed (Loprinzi and others, J. Clinical Oncology
// 12, 1994; data set lung of the package survival for R).
const (
	lungSeen = `306 455 210 883 310 361 218 166 170 654 728 71 567 144 613 707 61 88 301 81 624 371 394 520 574 
118 390 12 473 26 533 107 53 122 814 93 731 460 153 433 145 583 95 303 519 643 765 735 189 53 
246 689 65 5 132 687 345 444 223 175 60 163 65 208 428 230 305 11 132 226 426 705 363 11 176 791 
95 167 284 641 147 163 655 239 88 245 30 179 310 477 166 450 364 107 177 156 11 429 351 15 181 
283 201 524 13 212 524 288 363 442 199 550 54 558 207 92 60 293 202 353 267 371 387 457 337 201 
222 62 353 163 31 340 229 182 156 329 291 179 268 142 194 320 181 285 348 197 180 186 145 350 
285 110 286 270 81 131 269 135 79 59 105 239 13 183 116`
	lungNot = `1010 1022 965 821 840 196 806 740 588 559 529 551 543 511 511 404 458 356 444 315 364 376 384 
292 413 266 301 382 303 296 269 300 284 272 292 332 259 225 225 243 279 276 240 202 235 224 237 
173 252 221 185 92 222 192 211 175 197 203 188 191 105 174 177`
)

func numbers(text string) (out []float64) {
	for w := range strings.FieldsSeq(text) {
		x, _ := strconv.ParseFloat(w, 64)
		out = append(out, x)
	}
	return out
}

func lung() (rows []Row) {
	for _, t := range numbers(lungSeen) {
		rows = append(rows, Exact(t))
	}
	for _, t := range numbers(lungNot) {
		rows = append(rows, Censored(t))
	}
	return rows
}

// hours are rows in hours as rows in seconds; the likelihood of an exact delay is
// that of a density in hours again with as many times log 3600.
func hours(rows []Row) (out []Row, shift float64) {
	for _, r := range rows {
		if r.From == r.To {
			shift += math.Log(3600) * r.count()
		}
		out = append(out, Row{3600 * r.From, 3600 * r.To, r.Count, 3600 * r.Until})
	}
	return out, shift
}

func one(t *testing.T, rows []Row, family string, never Never) Fit {
	t.Helper()
	all, err := Fits(rows, Options{Families: []string{family}, Never: never})
	if err != nil || len(all) != 1 {
		t.Fatalf("%s: %v, %d fits", family, err, len(all))
	}
	return all[0]
}

// near tells whether a number has the digits of another.
func near(got, want float64) bool { return math.Abs(got-want) <= 2e-6*math.Max(1, math.Abs(want)) }

// Values that survival and icenReg for R, and lifelines for Python, give too.
func TestReference(t *testing.T) {
	inf := math.Inf(1)
	group := []Row{{From: 0, To: 1, Count: 12}, {From: 1, To: 3, Count: 8}, {From: 3, To: 24, Count: 6}, {From: 24, To: inf, Count: 4}}
	var watched []Row
	for _, h := range numbers(".5 1 1.5 2 3 4 5 7 9 12") {
		watched = append(watched, Exact(h))
	}
	known := append([]Row{}, watched...)
	for i := range known {
		known[i].Until = 14
	}
	watched = append(watched, Row{From: 14, To: inf, Count: 5})
	intervals := []Row{{From: 0, To: 2}, {From: 0, To: 5}, {From: 1, To: 4}, {From: 3, To: 6}, {From: 4, To: 8}, {From: 5, To: 9}, {From: 2, To: 7}, {From: 6, To: inf}, {From: 8, To: inf}, {From: 3, To: 5}}
	for _, c := range []struct {
		name         string
		rows         []Row
		hours        bool
		family       string
		never        Never
		scale, shape float64
		c, l         float64
	}{
		{"lung", lung(), false, "exponential", NeverNo, 421.775758, 1, 0, -1162.338176},
		{"lung", lung(), false, "weibull", NeverNo, 417.758656, 1.316840, 0, -1153.851188},
		{"lung", lung(), false, "lognormal", NeverNo, 288.0992, 1.097639, 0, -1169.269055},
		{"lung", lung(), false, "gamma", NeverNo, 266.178, 1.478084, 0, -1154.734633},
		{"lung", lung(), false, "loglogistic", NeverNo, 302.167, 1.725759, 0, -1160.930624},
		{"group", group, true, "exponential", NeverNo, 6.511116, 1, 0, -53.012522},
		{"group", group, true, "weibull", NeverNo, 3.842510, .424609, 0, -40.715595},
		{"group", group, true, "lognormal", NeverNo, 1.596821, 2.242056, 0, -40.064660},
		{"group", group, true, "lognormal", NeverYes, 1.160630, 1.345371, .122650, -39.285775},
		{"watched", watched, true, "exponential", NeverYes, 6.009640, 1, 1 - .738554, -33.945286},
		{"known", known, true, "exponential", NeverNo, 6.009640, 1, 0, math.NaN()},
		{"intervals", intervals, true, "exponential", NeverNo, 5.549225, 1, 0, -12.278304},
		{"intervals", intervals, true, "weibull", NeverNo, 5.664190, 1.887868, 0, -11.067705},
		{"intervals", intervals, true, "lognormal", NeverNo, 4.366838, .643911, 0, -11.201736},
	} {
		rows, shift, unit := c.rows, 0.0, 1.0
		if c.hours {
			rows, shift = hours(c.rows)
			unit = 3600
		}
		f := one(t, rows, c.family, c.never)
		if !near(f.Scale/unit, c.scale) || !near(f.Shape, c.shape) || !near(f.Never.Value, c.c) || !math.IsNaN(c.l) && !near(f.LogLikelihood+shift, c.l) {
			t.Errorf("%s, %s: scale %.6f shape %.6f never %.6f, %.6f, want %v %v %v %v", c.name, c.family, f.Scale/unit, f.Shape, f.Never.Value, f.LogLikelihood+shift, c.scale, c.shape, c.c, c.l)
		}
	}
	f := one(t, lung(), "exponential", NeverNo)
	if mean := 1 / math.Ln2; !near(f.Median.Low*mean, 363.461863) || !near(f.Median.High*mean, 493.260655) {
		t.Errorf("mean of %v to %v days", f.Median.Low*mean, f.Median.High*mean)
	}
	if f = one(t, lung(), "weibull", NeverNo); !near(f.Median.Value, 316.2637) || math.Abs(f.Median.Low-279.4282) > 1e-4 || math.Abs(f.Median.High-356.9430) > 1e-4 {
		t.Errorf("median %+v", f.Median)
	}
}

// The curve without a family, shares that are pooled, and quantiles alone.
func TestReferenceWithoutFamilies(t *testing.T) {
	inf := math.Inf(1)
	km := NewCurve(lung())
	if by180, _ := km.By(180); !near(1-by180, .721671) || km.Quantile(0.5) != 310 {
		t.Errorf("survival at 180 days %v, median %v", 1-by180, km.Quantile(0.5))
	}
	if by365, _ := km.By(365); !near(1-by365, .409242) {
		t.Errorf("survival at 365 days %v", 1-by365)
	}
	rows := []Row{{From: 0, To: 2}, {From: 0, To: 5}, {From: 1, To: 4}, {From: 3, To: 6}, {From: 4, To: 8}, {From: 5, To: 9}, {From: 2, To: 7}, {From: 6, To: inf}, {From: 8, To: inf}, {From: 3, To: 5}}
	c := NewCurve(rows)
	want := []Step{{1, 2, .170856}, {3, 4, .212505}, {4, 5, .266576}, {6, 7, .116785}, {8, 9, .233278}}
	for i, s := range c.Steps {
		if i >= len(want) || s.From != want[i].From || s.To != want[i].To || !near(s.Mass, want[i].Mass) {
			t.Errorf("step %d is %+v", i, s)
		}
	}
	if len(c.Steps) != len(want) || !near(c.LogLikelihood(rows), -9.659690) {
		t.Errorf("%d steps, likelihood %v", len(c.Steps), c.LogLikelihood(rows))
	}
	p, err := Pool([]Share{{9, 10}, {3, 12}, {14, 20}, {2, 3}, {25, 40}, {0, 4}, {18, 19}, {7, 15}})
	if err != nil || !near(p.Alpha, 1.959288) || !near(p.Beta, 1.365044) || !near(p.LogLikelihood, -20.016205) {
		t.Errorf("%+v, %v", p, err)
	}
	for i, s := range numbers(".822502 .323622 .684233 .626041 .622267 .267504 .894060 .488928") {
		if !near(p.Shares[i], s) {
			t.Errorf("group %d has %v, want %v", i, p.Shares[i], s)
		}
	}
	for _, q := range []struct {
		family       string
		a, b         Known
		never        float64
		median, more float64 // in minutes; more is the 90 % quantile
	}{
		{"lognormal", Known{.5, 2400}, Known{.9, 21600}, 0, 40, 360},
		{"weibull", Known{.5, 2400}, Known{.9, 21600}, 0, 40, 360},
		{"lognormal", Known{.5, 2400}, Known{.8, 21600}, .12, 28.919682, 325.3258},
	} {
		d, err := FromQuantiles(q.family, q.a, q.b, q.never)
		if err != nil || !near(d.Quantile(.5)/60, q.median) || !near(d.Quantile(.9)/60, q.more) {
			t.Errorf("%s through %v and %v: %v, %v", q.family, q.a, q.b, d, err)
		}
	}
}

// By is the share that has come by a time at least, and at most: they differ within
// a step.
func (c Curve) By(t float64) (least, most float64) {
	for _, s := range c.Steps {
		if s.To <= t {
			least += s.Mass
		}
		if s.From < t || s.To <= t {
			most += s.Mass
		}
	}
	return least, most
}

// LogLikelihood is that of rows under the curve, intervals and unseen ones only.
func (c Curve) LogLikelihood(rows []Row) float64 {
	sum := 0.0
	for _, r := range rows {
		mass := 0.0
		for _, s := range c.Steps {
			if r.From == r.To && s.From == s.To && s.To == r.To || r.From < r.To && s.From >= r.From && s.To <= r.To {
				mass += s.Mass
			}
		}
		if math.IsInf(r.To, 1) {
			mass += c.Survival
		}
		sum += r.count() * math.Log(mass)
	}
	return sum
}
