package fit

import (
	"cmp"
	"fmt"
	"harkara/model"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// yes reads whether a call was answered.
func yes(s string) (bool, bool) {
	switch strings.ToLower(s) {
	case "yes", "y", "1", "true", "answered", "ok", "x", "हाँ":
		return true, true
	case "no", "n", "0", "false", "", "not answered", "missed", "no answer", "busy", "नहीं":
		return false, true
	}
	return false, false
}

// known reads a row for each share that is known to have had it by a time; without
// a time, for the share that never does.
func (r *reader) known() error {
	r.log.Kind = model.Worded("shares by times")
	share, by := r.column("share"), r.column("by")
	for i, row := range r.rows {
		text, percent := strings.CutSuffix(row[share], "%")
		x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if percent || normalName(r.columns[share]) == "percent" {
			x /= 100
		}
		if err != nil || !(x >= 0 && x <= 1) {
			return model.Errorf("row %d: %q is no share: give 0.9 or 90 %%", i+1, short(row[share]))
		}
		if row[by] == "" || strings.EqualFold(row[by], "never") {
			r.log.Never = x
			continue
		}
		t, err := r.seconds(row, by)
		if err != nil {
			return model.Errorf("row %d, %w", i+1, err)
		}
		r.log.Known = append(r.log.Known, Known{x, t})
	}
	if len(r.log.Known) != 2 {
		return model.Errorf("%d shares by a time: give two, as in 0.5 by 40m and 0.9 by 6h", len(r.log.Known))
	}
	slices.SortFunc(r.log.Known, func(a, b Known) int { return cmp.Compare(a.Share, b.Share) })
	return nil
}

// contacts reads a row for each who was called, or for as many as its count says: how
// often they were, and whether they answered in the end.
func (r *reader) contacts() error {
	r.log.Kind = model.Worded("who was called how often")
	attempts, answered, count := r.column("attempts"), r.column("answered"), r.column("count")
	for i, row := range r.rows {
		ok, known := yes(row[answered])
		n, err := strconv.Atoi(row[attempts])
		times := 1
		if count >= 0 && err == nil {
			times, err = strconv.Atoi(row[count])
		}
		if !known || err != nil || n < 1 || times < 0 || times > 10_000_000 {
			return model.Errorf("row %d: attempts and count must be whole numbers, and answered yes or no", i+1)
		}
		for range times {
			r.log.Contacts, r.contactRow = append(r.log.Contacts, Contact{n, ok}), append(r.contactRow, i)
		}
	}
	return nil
}

// calls reads a row for each call: who was called, and whether they answered. Where the
// table has times, calls are in their order.
func (r *reader) calls() error {
	r.log.Kind = model.Worded("calls")
	who, answered, lasted := r.column("contact"), r.column("answered"), r.column("lasted")
	order, times, err := r.inOrder()
	if err != nil {
		return err
	}
	at, before := map[string]int{}, map[string]int{}
	var gaps []float64
	for _, i := range order {
		row := r.rows[i]
		ok, known := yes(row[answered])
		if !known {
			return model.Errorf("row %d: %q is neither yes nor no", i+1, short(row[answered]))
		}
		name := fmt.Sprint("row ", i)
		if who >= 0 && row[who] != "" {
			name = row[who]
		}
		k, there := at[name]
		if !there || r.log.Contacts[k].Answered {
			k = len(r.log.Contacts)
			at[name] = k
			r.log.Contacts, r.contactRow = append(r.log.Contacts, Contact{}), append(r.contactRow, i)
		} else if times != nil {
			gaps = append(gaps, times[i][0].Sub(times[before[name]][0]).Seconds())
		}
		before[name] = i
		r.log.Contacts[k].Attempts++
		r.log.Contacts[k].Answered = ok
		length, err := r.seconds(row, lasted)
		if err != nil {
			return model.Errorf("row %d, %w", i+1, err)
		}
		if ok && !math.IsNaN(length) {
			r.log.Lengths = append(r.log.Lengths, Exact(length))
		}
	}
	if gaps != nil {
		slices.Sort(gaps)
		r.log.Every = gaps[len(gaps)/2]
	}
	return nil
}

// inOrder are the rows of a table in the order of its times, and these, where it has a
// column of them that reads.
func (r *reader) inOrder() (order []int, times [][2]time.Time, err error) {
	for i := range r.rows {
		order = append(order, i)
	}
	at := r.column("at")
	if at < 0 {
		return order, nil, nil
	}
	var pairs [][2]string
	for _, row := range r.rows {
		pairs = append(pairs, [2]string{row[at], ""})
	}
	if times, _, err = readTimes(pairs); err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(order, func(a, b int) int { return times[a][0].Compare(times[b][0]) })
	r.log.Closed = times[order[len(order)-1]][0]
	return order, times, nil
}
