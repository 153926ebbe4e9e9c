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
