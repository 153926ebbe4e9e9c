package schema

// What pictures of an answer are drawn from.
type (
	// About is what a page says of the scenario.
	About struct {
		Command string   `json:"command"`
		Start   string   `json:"start,omitempty"` // RFC 3339
		Zone    string   `json:"timezone,omitempty"`
		About   string   `json:"about,omitempty"`
		Sources []string `json:"sources,omitempty"`
		Text    string   `json:"text"`
	}
	// Curves are shares at times close to each other.
	Curves struct {
		At    []float64   `json:"at_s"`
		Tiers []Curve     `json:"tiers"`
		Known []Knowing   `json:"known,omitempty"`
		Right []Rightness `json:"right,omitempty"`
	}
	// Knowing is of how many of those who could answer, of all Units, it is known in
	// a tier that they have the message.
	Knowing struct {
		Answer string     `json:"answer"`
		From   string     `json:"from"`
		Tier   string     `json:"tier"`
		Units  int64      `json:"units"`
		Mean   []*float64 `json:"mean"`
	}
	// Rightness is what those of a tier hold: shares that add up to one. Against is
	// the message that contradicts, where it is about that.
	Rightness struct {
		Tier    string     `json:"tier"`
		Against string     `json:"against,omitempty"`
		Right   []*float64 `json:"right"`
		Wrong   []*float64 `json:"wrong"`
		Not     []*float64 `json:"not"`
	}
	// Curve is that of a tier: the mean with bounds, and the range of nine plays of ten.
	Curve struct {
		Tier  string     `json:"tier"`
		Units int64      `json:"units"`
		Mean  []*float64 `json:"mean"`
		Low   []*float64 `json:"low"`
		High  []*float64 `json:"high"`
		P05   []*float64 `json:"p05"`
		P95   []*float64 `json:"p95"`
	}
	// Plays are single plays: of the first ones, the share that has the message at
	// each time of the curves; of all, when Share does, null for never.
	Plays struct {
		Trials int          `json:"trials"`
		Reach  [][]*float64 `json:"reach"`
		Share  float64      `json:"share"`
		TimeTo []*float64   `json:"time_to_s"`
	}
)
