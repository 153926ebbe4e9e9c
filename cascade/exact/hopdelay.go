package exact

// addDelays tells by how much each step to an ending is later, weighted by who
// gets there.
//
// The delay of a step is the difference, in seconds, of the mean times at which the
// units above and below it have the message, both in the mean over plays in which the
// unit at the end of the way has it by the time asked:
//
//	E[a_k | reached] = Σ_i P(a_k = t_i)·P(reached | a_k = t_i)·t_i / P(reached).
//
// The conditional chances are those of the function of the last unit, carried up the
// way by spreader.above. No bound is promised for delays.
func (t *losses) addDelays(e *ending, tell func(from, to int, w, delay float64)) {
	s := newSpreader(t.counted, t.c)
	for _, k := range e.kinds {
		s.cells[k] = t.c.arrivals[k].Strata(s.cuts)
	}
	last := len(e.kinds) - 1
	var means []float64
	f := int32(0)
	if e.kind != origin {
		f = s.function(leafKey{e.kind, 0, ofUnit})
	}
	weight := 1.0
	for k, kind := range e.kinds {
		if e.kind == origin {
			means = append(means, t.p.Message().At.Seconds())
			break
		}
		mass, moment := 0.0, 0.0
		values := s.above(f, kind)[0]
		for i, a := range s.cells[kind].Nodes {
			w := a.Chance * values[s.cells[kind].Cell[i]]
			mass += w
			moment += w * a.At.Seconds()
		}
		// Where nobody is reached there is no delay to speak of.
		if mass == 0 {
			return
		}
		means = append(means, moment/mass)
		// tell gets the number reached as weight, so that steps of several endings
		// can be averaged.
		if weight = mass; k > 0 {
			tell(e.tiers[k-1], e.tiers[k], float64(e.n)*mass, means[k]-means[k-1])
		}
	}
	if e.group == never {
		return
	}
	if heard, ok := t.meanHeard(e); ok {
		tell(e.tiers[last], len(t.p.Network.Tiers()), float64(e.n)*weight, heard-means[last])
	}
}

// meanHeard is when, on average, people of an ending hear who do.
//
// The time is in seconds of the clock, the mean over those who hear by the time
// asked; ok is false where nobody does.
func (t *losses) meanHeard(e *ending) (float64, bool) {
	l := t.audience.heardTimes(t.c, []int32{e.group}, t.at)[0]
	return l.moment[0] / l.chance[0], l.chance[0] > 0
}
