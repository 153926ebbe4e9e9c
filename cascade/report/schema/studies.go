package schema

import "harkara/model"

// AnswerLosses is the JSON of where an answer stops on its way up, in mean numbers in a
// play.
type AnswerLosses struct {
	Name  string       `json:"name"`
	Kind  string       `json:"kind"`
	From  string       `json:"from"`
	To    string       `json:"to"`
	Total Estimate     `json:"total"`
	None  *Estimate    `json:"not_given,omitempty"`
	Known Estimate     `json:"known"`
	Hops  []AnswerHop  `json:"hops"`
	Units []AnswerUnit `json:"units"`
}

type (
	// AnswerHop is how many answers a hop stops, and how long those took that went on.
	AnswerHop struct {
		From    string   `json:"from"`
		To      string   `json:"to"`
		Stopped Estimate `json:"stopped"`
		Delay   *float64 `json:"delay_s"`
	}
	// AnswerUnit is how many more are known were a unit perfect, and how many fewer were it
	// silent.
	AnswerUnit struct {
		Unit    string   `json:"unit"`
		Code    string   `json:"code"`
		Tier    string   `json:"tier"`
		Perfect Estimate `json:"known_more_if_perfect"`
		Silent  Estimate `json:"known_fewer_if_silent"`
	}
)

// PlanReach is the JSON of what a plan changes of a share.
type PlanReach struct {
	Plan string   `json:"plan"`
	Tier string   `json:"tier"`
	At   float64  `json:"at_s"`
	Base *float64 `json:"base"`
	// The 95 % bounds of base, where it was played.
	BaseLow    *float64 `json:"base_low,omitempty"`
	BaseHigh   *float64 `json:"base_high,omitempty"`
	With       *float64 `json:"with_plan"`
	Difference *float64 `json:"difference"`
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	SD         *float64 `json:"sd"`
	Better     int      `json:"trials_better"`
	Worse      int      `json:"trials_worse"`
	P05        *float64 `json:"p05"`
	P95        *float64 `json:"p95"`
}

// The JSON of what plans change of times and goals. A difference of null is never:
// below where only the plan gets there, above where only the base does.
type (
	// PlanTime is what a plan changes of when a share has it.
	PlanTime struct {
		Plan       string   `json:"plan"`
		Tier       string   `json:"tier"`
		Share      float64  `json:"share"`
		Base       *float64 `json:"base_median_s"`
		With       *float64 `json:"with_plan_median_s"`
		Difference *float64 `json:"difference_s"`
		Low        *float64 `json:"low_s"`
		High       *float64 `json:"high_s"`
		Earlier    int      `json:"trials_earlier"`
		Later      int      `json:"trials_later"`
		Equal      int      `json:"trials_equal"`
	}
	// PlanGoal is what a plan changes of the chance of a goal.
	PlanGoal struct {
		Plan       string   `json:"plan"`
		Tier       string   `json:"tier"`
		Share      float64  `json:"share"`
		By         float64  `json:"by_s"`
		Base       Estimate `json:"base"`
		With       Estimate `json:"with_plan"`
		Difference Estimate `json:"difference"`
		Gained     int      `json:"trials_gained"`
		Lost       int      `json:"trials_lost"`
	}
)

// Placed is the JSON of one action that is done.
type Placed struct {
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
	Changes []Placed `json:"changes"`
	Reach   *float64 `json:"reach"`
}

// PlanFurther is the JSON of what plans change of what is known by receipts, and of what
// is held of a message; left out where there is neither.
type PlanFurther struct {
	Known      []PlanKnown     `json:"known,omitempty"`
	KnownTimes []PlanKnownTime `json:"known_times,omitempty"`
	Right      []PlanRight     `json:"right,omitempty"`
}

type (
	// PlanKnown is what a plan changes of what is known of an answer, by a time.
	PlanKnown struct {
		Answer string `json:"answer"`
		From   string `json:"from"`
		PlanReach
	}
	// PlanKnownTime is what it changes of when a share is known.
	PlanKnownTime struct {
		Answer string `json:"answer"`
		From   string `json:"from"`
		PlanTime
	}
	// PlanRight is what it changes of who holds a message right, or wrong.
	PlanRight struct {
		Holds    string `json:"holds"` // right or wrong
		Believes string `json:"believes,omitempty"`
		PlanReach
	}
)

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
	// The range of nine plays of ten at best guesses, which is luck.
	P05    *float64 `json:"at_guess_p05,omitempty"`
	P95    *float64 `json:"at_guess_p95,omitempty"`
	Values []Index  `json:"values"`
}

// Compare is the JSON of what plans change, harkara.compare/v1.
type Compare struct {
	Format  string      `json:"format"`
	Base    string      `json:"base"`
	Trials  int         `json:"trials"`
	Partial bool        `json:"partial"`
	Rows    []PlanReach `json:"rows"`
	Times   []PlanTime  `json:"times"`
	Goals   []PlanGoal  `json:"goals"`
	PlanFurther
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
	NothingLow  *float64  `json:"nothing_low,omitempty"`
	NothingHigh *float64  `json:"nothing_high,omitempty"`
	Reach       *Estimate `json:"reach"`
	Bound       *float64  `json:"bound"`
	Units       float64   `json:"units"`
	Chosen      []Placed  `json:"chosen"`
	Curve       []Spent   `json:"curve"`
	Next        *Next     `json:"next"`
}

// Bottlenecks is the JSON of where a message stops, harkara.bottlenecks/v1.
type Bottlenecks struct {
	Format  string         `json:"format"`
	Solver  string         `json:"solver"`
	Trials  int            `json:"trials"`
	Of      string         `json:"of"`
	Total   int64          `json:"total"`
	At      float64        `json:"at_s"`
	Missed  Estimate       `json:"missed"`
	Hops    []Hop          `json:"hops"`
	Units   []Worth        `json:"units"`
	Answers []AnswerLosses `json:"answers,omitempty"`
}

// LeftBehind is the JSON of whom nothing reaches, harkara.left-behind/v1.
type LeftBehind struct {
	Format    string   `json:"format"`
	By        float64  `json:"by_s"`
	Trials    int      `json:"trials"`
	Partial   bool     `json:"partial"`
	People    int64    `json:"people"`
	Unreached float64  `json:"unreached"`
	Unserved  int64    `json:"unserved"`
	Hops      []LostAt `json:"hops"`
	Units     []Left   `json:"units"`
}

// Left is a unit with those of its people whom nothing reaches, and how many are lost
// where: expected people.
type Left struct {
	Unit      string  `json:"unit"`
	Code      string  `json:"code"`
	People    int64   `json:"people"`
	Unreached float64 `json:"unreached"`
	Low       float64 `json:"low"`
	High      float64 `json:"high"`
	Audience  float64 `json:"audience"`
	NotTold   float64 `json:"not_told"`
	NotPassed float64 `json:"not_passed"`
	Late      float64 `json:"late"`
	Why       string  `json:"why"`
	// The reason as data, for other languages.
	Because model.Note `json:"because"`
}

// LostAt is how many people a hop costs.
type LostAt struct {
	From string   `json:"from"`
	To   string   `json:"to"`
	Lost Estimate `json:"lost"` // people
}

// Hop is what a hop stops, and how long it takes.
type Hop struct {
	From    string   `json:"from"`
	To      string   `json:"to"`
	Stopped Estimate `json:"stopped"`
	Lost    Estimate `json:"lost"` // what stopped was called before
	Delay   *float64 `json:"delay_s"`
}

// Worth is what a unit is worth.
type Worth struct {
	Unit    string   `json:"unit"`
	Code    string   `json:"code"`
	Tier    string   `json:"tier"`
	Perfect Estimate `json:"gained_if_perfect"`
	Silent  Estimate `json:"lost_if_silent"`
}

// Study is what sweeps, sensitivities and the best use of a budget have in common.
type Study struct {
	Study    string   `json:"study"` // sweep, sensitivity, place, seek or precision
	Scenario Scenario `json:"scenario"`
}
