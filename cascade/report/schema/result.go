// Package schema is the JSON of answers: the shape of each document that package report
// writes and that pages and figures are made from. Its formats are named in each (Format,
// as in harkara.result/v1): fields may be added to one, none renamed or taken away. Times
// and waits are in seconds (keys that end with _s), shares and chances from 0 to 1; null
// is never, or not known.
package schema

import "harkara/model"

// The JSON of a result, harkara.result/v1.
type (
	// A Result is who has the message by when: that of harkara run.
	Result struct {
		Format   string   `json:"format"`
		Harkara  string   `json:"harkara"`
		Scenario Scenario `json:"scenario"`
		Run      Run      `json:"run"`
		Answer
		// More are the answers for further messages of the scenario.
		More []Answer `json:"more_messages,omitempty"`
		// Series are the means over the messages of series.
		Series []Answer `json:"series,omitempty"`
	}
	// Scenario is what was answered: its name, the hash of its files, what was changed in it.
	Scenario struct {
		Name   string            `json:"name"`
		Title  string            `json:"title"`
		Local  string            `json:"title_local,omitempty"`
		SHA256 string            `json:"sha256"`
		Plan   *string           `json:"plan"`
		Set    map[string]string `json:"set"`
		// Given are circumstances that are taken to hold, or not to ("no-…").
		Given []string `json:"given,omitempty"`
	}
	// Run is how the answer was come by, and in what time (seconds).
	Run struct {
		Solver  string  `json:"solver"`
		Engine  string  `json:"engine"`
		Why     string  `json:"why"`
		Trials  int     `json:"trials"`
		Seed    uint64  `json:"seed"`
		Points  int     `json:"points,omitempty"` // at which values that are not known were played
		Partial bool    `json:"partial"`
		Seconds float64 `json:"seconds"`
	}
	// Answer is that for one message: shares of tiers by times, goals, groups of units.
	Answer struct {
		Message string  `json:"message"`
		Horizon float64 `json:"horizon_s"`
		Tiers   []Tier  `json:"tiers"`
		Goals   []Goal  `json:"goals"`
		Groups  []Group `json:"groups"`
		// FirstBy is by which ways those who have the message had it first, and Starts
		// when units started to pass it on.
		FirstBy []FirstBy `json:"first_by,omitempty"`
		Starts  []Tier    `json:"starts,omitempty"`
		// Answers are what comes back, Release when a message that waits was sent, Loads
		// what people have to deal with, Right who has a message as it was sent, and
		// HandOvers after how many hand-overs those who have it got it.
		Answers   []Answered  `json:"answers,omitempty"`
		Release   *Release    `json:"release,omitempty"`
		Loads     []Load      `json:"loads,omitempty"`
		Right     []Right     `json:"right,omitempty"`
		HandOvers []HandOvers `json:"hands,omitempty"`
		// Circumstances are those of the scenario, where it has some.
		Circumstances []CircumstancePlays `json:"circumstances,omitempty"`
		Warnings      []Warning           `json:"warnings"`
	}
	// Tier is a tier, the people or their households: how many, and when they have it.
	Tier struct {
		Tier   string   `json:"tier"`
		Units  int64    `json:"units"`
		Reach  []Reach  `json:"reach"`
		TimeTo []TimeTo `json:"time_to"`
		Delay  Delay    `json:"delay"`
	}
	// Reach is the share that has it by a time: its mean over plays with bounds, and the
	// standard deviation and the range of nine plays of ten.
	Reach struct {
		At   float64  `json:"at_s"`
		Mean *float64 `json:"mean"`
		Low  *float64 `json:"low"`
		High *float64 `json:"high"`
		SD   *float64 `json:"sd"`
		P05  *float64 `json:"p05"`
		P95  *float64 `json:"p95"`
		// Sampled is true where an exact answer had to play the spread.
		Sampled bool `json:"sampled,omitempty"`
		// Luck and Unknown are the parts of the variance, where values are not known,
		// and Matters what part of the second each such value explains.
		Luck    *Estimate           `json:"luck,omitempty"`
		Unknown *Estimate           `json:"unknown,omitempty"`
		Matters map[string]*float64 `json:"matters,omitempty"`
	}
	// TimeTo is when a share has it: the median over plays with bounds, and in what share of
	// plays it ever has (Met).
	TimeTo struct {
		Share   float64  `json:"share"`
		Median  *float64 `json:"median_s"`
		Low     *float64 `json:"low_s"`
		High    *float64 `json:"high_s"`
		Met     *float64 `json:"met"`
		Sampled bool     `json:"sampled,omitempty"`
		// From is "cause" where it is counted from the first report that released it.
		From string `json:"from,omitempty"`
	}
	// Delay is how long those who have it waited, in seconds.
	Delay struct {
		Mean       *float64 `json:"mean_s"`
		Median     *float64 `json:"median_s"`
		P90        *float64 `json:"p90_s"`
		MeanLow    *float64 `json:"mean_low_s"`
		MeanHigh   *float64 `json:"mean_high_s"`
		MedianLow  *float64 `json:"median_low_s"`
		MedianHigh *float64 `json:"median_high_s"`
		P90Low     *float64 `json:"p90_low_s"`
		P90High    *float64 `json:"p90_high_s"`
	}
	// Goal is the chance that a share has it by a time, and whether that is what was asked.
	Goal struct {
		Tier    string   `json:"tier"`
		Share   float64  `json:"share"`
		By      float64  `json:"by_s"`
		Asked   float64  `json:"chance_asked"`
		Chance  *float64 `json:"chance"`
		Low     *float64 `json:"low"`
		High    *float64 `json:"high"`
		Met     *bool    `json:"met"` // null where it was not computed
		Sampled bool     `json:"sampled,omitempty"`
	}
	// Group is a unit of a tier that was asked for, and what lies below it.
	Group struct {
		Unit  string `json:"unit"`
		Code  string `json:"code"`
		Tier  string `json:"tier"`
		Self  Tier   `json:"self"`
		Tiers []Tier `json:"tiers"`
		// Unserved are people whom no unit below serves; they are in no tier.
		Unserved int64 `json:"unserved,omitempty"`
	}
	// CircumstancePlays is a circumstance: its chance, and the share of plays in which it held.
	CircumstancePlays struct {
		Name   string   `json:"name"`
		Chance float64  `json:"chance"`
		Plays  *float64 `json:"share_of_trials"`
	}
	// Warning is what is to be known of the answer: its kind and its English.
	Warning struct {
		Code string `json:"code"`
		Text string `json:"text"`
		// Note is the same as data, for other languages.
		Note model.Note `json:"note"`
	}
)

type (
	// FirstBy is by which ways a tier had the message first.
	FirstBy struct {
		Tier string `json:"tier"`
		Ways []Way  `json:"ways"`
	}
	// Way is one of them, with the channel it goes over.
	Way struct {
		Way     string     `json:"way"`
		Over    string     `json:"over,omitempty"`
		Shares  []WayShare `json:"shares"`
		Sampled bool       `json:"sampled,omitempty"`
	}
	// WayShare is the share of those who have it by a time that had it first that way.
	WayShare struct {
		At    float64  `json:"at_s"`
		Share *float64 `json:"share"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
	}
)

// The JSON of what comes back, of what people have to deal with, and of what becomes of
// what a message says.
type (
	// Answered is one kind of answer that comes back.
	Answered struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
		From string `json:"from"`
		To   string `json:"to"`
		// Known are, by tier, the shares of those who could answer of whom it is known
		// there: the fields are those of reach.
		Known     []Tier     `json:"known"`
		Groups    []Group    `json:"groups,omitempty"`
		Reminders *Reminders `json:"reminders,omitempty"`
		Reports   *Reports   `json:"reports,omitempty"`
	}
	// Reminders are mean numbers in a play: of those sent, of those to units that had the
	// message when they were made, and of those by which it first came.
	Reminders struct {
		Sent     *float64 `json:"sent"`
		Needless *float64 `json:"needless"`
		News     *float64 `json:"news"`
	}
	// Reports are how many are made by a time, and how many each tier knows of.
	Reports struct {
		Made     []Amount       `json:"made"`
		Known    []KnownReports `json:"known"`
		Complete *TimeTo        `json:"complete,omitempty"`
	}
	// KnownReports are those a tier knows of by each time.
	KnownReports struct {
		Tier    string   `json:"tier"`
		Amounts []Amount `json:"amounts"`
	}
	// Amount is a number in a play by a time: its mean with bounds, standard deviation, and
	// range of nine plays of ten.
	Amount struct {
		At   float64  `json:"at_s"`
		Mean *float64 `json:"mean"`
		Low  *float64 `json:"low"`
		High *float64 `json:"high"`
		SD   *float64 `json:"sd"`
		P05  *float64 `json:"p05"`
		P95  *float64 `json:"p95"`
	}
	// Release is when a message that waits for an answer was sent.
	Release struct {
		Plays    Estimate `json:"share_of_trials"`
		Time     TimeTo   `json:"time"`
		Complete TimeTo   `json:"complete"`
	}
	// Load is what the people of an office have to deal with: shares of time and of messages,
	// waits in seconds, mean numbers in a play.
	Load struct {
		Tier       string   `json:"tier"`
		Person     int      `json:"person"` // 0 is the office
		Message    string   `json:"message,omitempty"`
		Busy       Estimate `json:"busy"`
		Wait       Estimate `json:"wait_s"`
		Wait90     *float64 `json:"wait_p90_s"`
		Handled    Estimate `json:"handled"`
		Dropped    Estimate `json:"dropped"`
		Lost       Estimate `json:"dropped_share"`
		Overloaded bool     `json:"overloaded,omitempty"`
	}
	// Right is who of a tier holds the message as it was sent.
	Right struct {
		Tier    string    `json:"tier"`
		Against string    `json:"against,omitempty"`
		Shares  []RightAt `json:"shares"`
	}
	// RightAt are the shares that hold it right, wrong or not at all by a time, and the share
	// that holds it right of those who hold any.
	RightAt struct {
		At      float64  `json:"at_s"`
		Right   Estimate `json:"right"`
		Wrong   Estimate `json:"wrong"`
		Not     Estimate `json:"not"`
		OfThose Estimate `json:"right_of_those"`
	}
	// HandOvers is after how many hand-overs those of a tier who have it got it.
	HandOvers struct {
		Tier  string        `json:"tier"`
		Means []HandOversAt `json:"means"`
	}
	// HandOversAt is the mean of that by a time.
	HandOversAt struct {
		At float64 `json:"at_s"`
		Estimate
	}
)

// An Estimate is a value with its bounds.
type Estimate struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}
