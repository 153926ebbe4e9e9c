package schema

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
