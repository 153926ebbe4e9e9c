package schema

// ActionDone is the JSON of one action that is done.
type ActionDone struct {
	Action string   `json:"action"`
	Unit   *string  `json:"unit"`
	Code   *string  `json:"code"`
	Times  int      `json:"times"`
	Cost   int64    `json:"cost"`
	Adds   *float64 `json:"adds"`
}

// Spent is the best share for some money.
type Spent struct {
	Budget int64    `json:"budget"`
	Reach  *float64 `json:"reach"`
}

// Next is the best use that differs: what it changes, and the share it reaches.
type Next struct {
	Changes []ActionDone `json:"changes"`
	Reach   *float64     `json:"reach"`
}

// Point is the JSON of one point of a study.
type Point struct {
	Values  []Setting  `json:"values"`
	Solver  string     `json:"solver"`
	Trials  int        `json:"trials"`
	Answers []Measured `json:"answers"`
}

// Setting is a value as it was written, and in SI units where it is a number.
type Setting struct {
	Path  string   `json:"path"`
	Value string   `json:"value"`
	SI    *float64 `json:"si"`
}

// Measured is the JSON of the value of one measure.
type Measured struct {
	Of    string   `json:"of"`
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
	SD    *float64 `json:"sd"`
	P05   *float64 `json:"p05"`
	P95   *float64 `json:"p95"`
	// Difference is how far it is from that of the scenario as it stands.
	Difference *Estimate `json:"difference,omitempty"`
}

// Measure is the JSON of what is looked at: a share by a time, when a share has it,
// or the chance of a goal.
type Measure struct {
	Of    string   `json:"of"`
	Kind  string   `json:"kind"` // share, time or goal
	Tier  string   `json:"tier"`
	Share *float64 `json:"share,omitempty"`
	At    *float64 `json:"at_s,omitempty"`
}

// Index is the JSON of how much a value matters.
type Index struct {
	Paths   []string  `json:"paths"`
	Low     []string  `json:"low"`
	High    []string  `json:"high"`
	Rank    int       `json:"rank"`
	First   *Estimate `json:"first,omitempty"`
	Total   *Estimate `json:"total,omitempty"`
	Shapley *Estimate `json:"shapley,omitempty"`
	AtLow   *float64  `json:"at_low,omitempty"`
	AtHigh  *float64  `json:"at_high,omitempty"`
	// Of Morris's effects.
	Effect *Estimate `json:"mu_star,omitempty"`
	SE     *float64  `json:"mu_star_se,omitempty"`
	Mean   *Estimate `json:"mu,omitempty"`
	SD     *float64  `json:"sigma,omitempty"`
}

// Indices is the JSON of one measure.
type Indices struct {
	Of       string    `json:"of"`
	Mean     *float64  `json:"mean,omitempty"`
	Variance *Estimate `json:"unknown_variance,omitempty"`
	Guess    *float64  `json:"at_guess,omitempty"`
	// The range of nine plays of ten at best guesses, which is by chance alone.
	P05    *float64 `json:"at_guess_p05,omitempty"`
	P95    *float64 `json:"at_guess_p95,omitempty"`
	Values []Index  `json:"values"`
}

// Sweep is the JSON of answers for many values, harkara.study/v1.
type Sweep struct {
	Format   string    `json:"format"`
	Study    string    `json:"study"`
	Scenario Scenario  `json:"scenario"`
	Partial  bool      `json:"partial"`
	Measures []Measure `json:"measures"`
	Points   []Point   `json:"points"`
}

// Sensitivity is the JSON of how much values matter, harkara.study/v1.
type Sensitivity struct {
	Format   string    `json:"format"`
	Study    string    `json:"study"`
	Method   string    `json:"method"`
	Scenario Scenario  `json:"scenario"`
	Partial  bool      `json:"partial"`
	Rows     int       `json:"rows"`
	Measures []Measure `json:"measures"`
	Answers  []Indices `json:"answers"`
}

// Place is the JSON of the best use of a budget, harkara.study/v1.
type Place struct {
	Format   string   `json:"format"`
	Study    string   `json:"study"`
	Scenario Scenario `json:"scenario"`
	Partial  bool     `json:"partial"`
	Budget   int64    `json:"budget"`
	Cost     int64    `json:"cost"`
	Tier     string   `json:"tier"`
	At       float64  `json:"at_s"`
	// Usual says why that share is made large where none was named: goal, as the last goal is
	// about it, or last, as it is of the public or the last tier at the last time.
	Usual   string   `json:"usual,omitempty"`
	Method  string   `json:"method"`
	Priced  bool     `json:"priced"`
	Trials  int      `json:"trials"`
	Nothing *float64 `json:"nothing"`
	// Its 95 % bounds, where it was played.
	NothingLow  *float64     `json:"nothing_low,omitempty"`
	NothingHigh *float64     `json:"nothing_high,omitempty"`
	Reach       *Estimate    `json:"reach"`
	Bound       *float64     `json:"bound"`
	Units       float64      `json:"units"`
	Chosen      []ActionDone `json:"chosen"`
	Curve       []Spent      `json:"curve"`
	Next        *Next        `json:"next"`
}

// Study is what sweeps, sensitivities and the best use of a budget have in common.
type Study struct {
	Study    string   `json:"study"` // sweep, sensitivity, place, seek or precision
	Scenario Scenario `json:"scenario"`
}
