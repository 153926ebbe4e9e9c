package main

import (
	"fmt"
	"math"

	"harkara/model"
	"harkara/model/fit"
)

// bootstrapLogs is how many logs are drawn to see whether a family describes one.
func bootstrapLogs(rows float64) int {
	if rows <= 500 {
		return 499
	}
	return 99
}

// contacts fits calls.
func (f *fitRun) contacts(log *fit.Log, o fit.Options) error {
	calls := 0
	for _, c := range log.Contacts {
		calls += c.Attempts
	}
	a, err := fit.FitAttempts(log.Contacts)
	if err != nil {
		return invalid(err)
	}
	bound := func(x fit.Bound) string {
		return fmt.Sprintf("%.1f %% (%.1f–%.1f)", 100*x.Value, 100*x.Low, 100*x.High)
	}
	about := model.Worded("%d calls to %d contacts%s", calls, len(log.Contacts), dateOf(log))
	f.p.line("%d calls to %d contacts\n", calls, len(log.Contacts))
	f.p.line("a call is answered:  %s", bound(a.Delivers))
	f.values = []fittedValue{{"delivers", share(a.Delivers.Value), about, "", shares(a.Delivers.Low, a.Delivers.High)}}
	if a.Later != a.Delivers {
		f.p.line("a later one:         %s", bound(a.Later))
		f.values = append(f.values, fittedValue{"retry.delivers", share(a.Later.Value), about, "", shares(a.Later.Low, a.Later.High)})
	}
	if a.Unreachable.Value > 0 {
		f.p.line("never answer:        %s", bound(a.Unreachable))
		f.values = append(f.values, fittedValue{"unreachable", share(a.Unreachable.Value), about, "", shares(a.Unreachable.Low, a.Unreachable.High)})
		if a.Most == 2 {
			f.p.line("Nobody was called three times: that some never answer and that a second call is answered less look alike.")
		}
	}
	if !math.IsNaN(log.Every) {
		f.p.line("called again:        after %s, half of the time, up to %d times more", length(log.Every), a.Most-1)
	}
	f.data.Attempts = attemptsOf(calls, a, log)
	if err := f.lengths(log, o); err != nil {
		return err
	}
	if f.by != "" {
		names, shares := fit.PoolAnswers(log.Contacts, log.Groups)
		if pooled, err := fit.Pool(shares); err == nil {
			f.p.line("")
			f.sharesTable(names, shares, pooled)
		}
	}
	return nil
}

// lengths fits how long answered calls took.
func (f *fitRun) lengths(log *fit.Log, o fit.Options) error {
	if len(log.Lengths) == 0 {
		return nil
	}
	o.Never = fit.NeverNo
	fits, err := fit.Fits(log.Lengths, o)
	if err != nil || len(fits) == 0 {
		return invalid(err)
	}
	f.p.line("\nhow long answered calls took:")
	f.showFits(fits)
	f.values = append(f.values, fittedValue{"calls.each", delayText(fits[0].Delay), model.Worded("%d calls, %s, AICc %.2f", len(log.Lengths), fits[0].Family, fits[0].AICc), "", ""})
	return nil
}
