package ask

import (
	"context"
	"sync"

	"harkara/cascade"
	"harkara/cascade/exact"
	"harkara/cascade/report"
	"harkara/cascade/study"
	"harkara/model"
	"harkara/model/scenario"
)

// Place asks for the best use of a budget on a scenario's actions.
type Place struct {
	Budget int64
	// Of is the measure that is to be large (Measures): a share by a time.
	Of string
}

// An InvalidError is what is wrong with what is asked.
type InvalidError struct{ Err error }

func (e InvalidError) Error() string { return e.Err.Error() }

// Unwrap is what is wrong.
func (e InvalidError) Unwrap() error { return e.Err }

// placeSets is how many sets of plays a bound from above is taken from.
const placeSets = 10

// mostPaths is of how many combinations of choices along a path answers are asked.
const mostPaths = 2048

// Place finds the best use of a budget for each message of a scenario, whose values that
// are not known are taken as they stand.
func (o Options) Place(ctx context.Context, s *scenario.Scenario, q Place) ([]report.Document, error) {
	o = o.comparing()
	m, err := placeMeasure(s, q)
	if err != nil {
		return nil, err
	}
	return eachMessage(ctx, s, func(message int) (report.Document, error) {
		answer, err := o.place(ctx, s, message, q.Budget, m)
		if err != nil {
			return report.Document{}, err
		}
		answer.Usual = whyUsual(s, q)
		d := report.Place(About(s, o.Version), s.Network, answer)
		d.Notes = append(d.Notes, guessed(len(s.Uncertain), true)...)
		return d, nil
	})
}

// placeMeasure checks what is asked.
func placeMeasure(s *scenario.Scenario, q Place) (study.Measure, error) {
	if len(s.Actions) == 0 {
		return study.Measure{}, InvalidError{model.Errorf("the scenario has no actions: name what could be done for money, as in actions: {train: {for: %s, cost: 8000, set: {passes_on: 0.95}}}", s.Network.Tiers()[len(s.Network.Tiers())-1])}
	}
	var of []string
	if q.Of != "" {
		of = []string{q.Of}
	}
	list, err := Measures(s, of)
	if err != nil {
		return study.Measure{}, InvalidError{err}
	}
	if list[0].Kind != study.ShareBy {
		return study.Measure{}, InvalidError{model.Errorf("%q: the best use of money is found for a share by a time, as in public@48h", q.Of)}
	}
	return list[0], nil
}

// whyUsual says why a share is made large where none was named, as report.PlaceAnswer.Usual.
func whyUsual(s *scenario.Scenario, q Place) string {
	switch {
	case q.Of != "":
		return ""
	case len(s.Question.Goals) > 0:
		return "goal"
	}
	return "last"
}

// A placer finds the best use of a budget for one message.
type placer struct {
	Options
	scenario  *scenario.Scenario
	message   int
	budget    int64
	measure   study.Measure
	levels    []level
	baselines []*baseline
	changing  sync.Mutex
}

func (o Options) place(ctx context.Context, s *scenario.Scenario, message int, budget int64, m study.Measure) (report.PlaceAnswer, error) {
	p := &placer{Options: o, scenario: s, message: message, budget: budget, measure: m}
	if err := cascade.OneMessage(&Problems(s)[message]); err != nil {
		return report.PlaceAnswer{}, err
	}
	p.levels = levelsOf(s)
	if err := p.openBaselines(); err != nil {
		return report.PlaceAnswer{}, err
	}
	first := p.baselines[0].problems[0]
	if p.dependsBeside() {
		return p.searched(ctx)
	}
	if !o.Play && exact.Applies(first) == nil {
		return p.computed(ctx)
	}
	return p.played(ctx)
}

// part is the progress of one part of several.
func (p *placer) part(k, of int) func(done, total int) {
	if p.Progress == nil {
		return nil
	}
	return func(done, total int) { p.Progress(k*total+done, of*total) }
}
