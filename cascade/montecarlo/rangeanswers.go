package montecarlo

import "harkara/cascade"

// stretchAnswers widens all bounds of what became of answers, and of what messages share,
// for the plays of a point, which are alike: they count for no more than one.
func stretchAnswers(r *cascade.Result, plays int) {
	for i := range r.Answers {
		a := &r.Answers[i]
		// What each tier knows, and each unit of those asked for.
		for k := range a.Known {
			stretchTier(&a.Known[k], plays)
		}
		for k := range a.Groups {
			stretchTier(&a.Groups[k].Self, plays)
		}
		if m := a.Reminders; m != nil {
			stretchAll(plays, &m.Sent, &m.Needless, &m.News)
		}
		if reports := a.Reports; reports != nil {
			stretchAmounts(reports.Made, plays)
			for k := range reports.Known {
				stretchAmounts(reports.Known[k].Amounts, plays)
			}
			if reports.Complete != nil {
				stretchAll(plays, &reports.Complete.Median)
			}
		}
	}
	// Chances and shares are held to 1: what is stretched would go beyond.
	if x := r.Release; x != nil {
		stretchAll(plays, &x.Plays, &x.Time.Median, &x.Complete.Median)
		atMostOne(&x.Plays)
		for _, tier := range x.FromCause {
			for k := range tier {
				stretchAll(plays, &tier[k].Median)
			}
		}
	}
	for i := range r.Loads {
		l := &r.Loads[i]
		stretchAll(plays, &l.Busy, &l.Wait, &l.Handled, &l.Dropped, &l.Lost)
		atMostOne(&l.Busy)
		atMostOne(&l.Lost)
	}
	// What is held of the message: shares of all, then of those who have it.
	for i := range r.Right {
		for _, list := range [][]cascade.Estimate{r.Right[i].Right, r.Right[i].Wrong, r.Right[i].Not, r.Right[i].OfThose} {
			for k := range list {
				stretchAll(plays, &list[k])
				atMostOne(&list[k])
			}
		}
	}
	// A number of hands has no upper end.
	for i := range r.HandOvers {
		for k := range r.HandOvers[i].Mean {
			stretchAll(plays, &r.HandOvers[i].Mean[k])
		}
	}
}

func stretchAmounts(list []cascade.Amount, plays int) {
	for k := range list {
		stretchAll(plays, &list[k].Mean)
	}
}

func stretchAll(plays int, list ...*cascade.Estimate) {
	for _, e := range list {
		*e = stretched(*e, plays)
	}
}

// atMostOne has the bounds of a share end at 1.
func atMostOne(e *cascade.Estimate) { e.High = min(e.High, 1) }
