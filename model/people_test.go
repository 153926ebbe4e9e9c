package model_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"harkara/model"
)

// spreadNaively gives every served row its figure, person by person: what a
// row's nearest ancestor with a figure has left goes round its takers.
func spreadNaively(r *model.Rows, figure []int64, served func(row int32) bool, inOrder []int32) map[int32]int64 {
	nearest := func(row int32) int32 {
		p := r.Parent[row]
		for p >= 0 && figure[p] == model.Unknown {
			p = r.Parent[p]
		}
		return p
	}
	out := map[int32]int64{}
	for top := range int32(len(figure)) {
		if figure[top] == model.Unknown {
			continue
		}
		left := figure[top]
		var takers []int32
		for _, row := range inOrder {
			switch {
			case row == top || nearest(row) != top:
			case figure[row] != model.Unknown:
				left -= figure[row]
			case served(row):
				takers = append(takers, row)
			}
		}
		for i := 0; left > 0 && len(takers) > 0; i++ {
			out[takers[i%len(takers)]]++
			left--
		}
		if served(top) {
			out[top] = figure[top]
		}
	}
	return out
}

// fitNaively makes what served rows have fit the figures above them: what a
// row is to have follows from what its children are to have, and is given out
// to them in proportion, each taking the whole people up to its place in line.
func fitNaively(r *model.Rows, out map[int32]int64, figure []int64, served func(row int32) bool, inOrder []int32, addUp bool) {
	kids := func(row int32) (list []int32) {
		for _, k := range inOrder {
			if r.Parent[k] == row {
				list = append(list, k)
			}
		}
		return list
	}
	var has func(row int32) (now, apart int64)
	has = func(row int32) (now, apart int64) {
		if served(row) {
			return out[row], 0
		}
		for _, k := range kids(row) {
			n, a := has(k)
			now, apart = now+n, apart+a
		}
		switch f := figure[row]; {
		case f == model.Unknown:
		case now == 0:
			apart = f
		case now > f, addUp && now+apart < f:
			if now <= f {
				f -= apart
			}
			now = f
		}
		return now, apart
	}
	var give func(row int32, all int64)
	give = func(row int32, all int64) {
		if served(row) {
			out[row] = all
			return
		}
		var wants []int64
		sum := int64(0)
		for _, k := range kids(row) {
			w, _ := has(k)
			wants = append(wants, w)
			sum += w
		}
		upTo, given := int64(0), int64(0)
		for i, k := range kids(row) {
			upTo += wants[i]
			share := wants[i]
			if sum != all {
				share = upTo*all/sum - given
			}
			given += share
			give(k, share)
		}
	}
	for _, top := range inOrder {
		if r.Parent[top] < 0 {
			all, _ := has(top)
			give(top, all)
		}
	}
}

// Figures spread as they would from hand to hand, and every person of every
// figure is somewhere.
func TestSpreadOfPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := forest(t)
		tier := rapid.IntRange(-1, len(s.Tiers)-1).Draw(t, "served by")
		s.Public = &model.Public{Tier: tier, PerUnit: 7, Household: 4}
		addUp := rapid.Bool().Draw(t, "add up")
		s.AddUp = addUp
		n, err := model.New(s)
		if err != nil {
			t.Fatal(err)
		}
		r := &s.Rows
		served := func(row int32) bool {
			if tier >= 0 {
				return int(r.Tier[row]) == tier
			}
			return !slices.Contains(r.Parent, row)
		}
		order := make([]int32, n.Len())
		for u := range order {
			order[u] = n.Row(model.Unit(u))
		}
		figure := slices.Clone(r.Population)
		for row, x := range r.Population { // who is given only below a served unit is there
			for p := r.Parent[row]; x != model.Unknown && p >= 0; p = r.Parent[p] {
				if served(p) && r.Population[p] == model.Unknown {
					figure[p] = max(figure[p], 0) + x
				}
				if r.Population[p] != model.Unknown {
					break
				}
			}
		}
		for row := range figure {
			for p := r.Parent[row]; p >= 0; p = r.Parent[p] {
				if served(p) {
					figure[row] = model.Unknown // they are p's people
				}
			}
		}
		want := spreadNaively(r, figure, served, order)
		fitNaively(r, want, figure, served, order, addUp)
		total := int64(0)
		for i, u := range n.Served() {
			row := n.Row(u)
			known := false
			for p := row; p >= 0; p = r.Parent[p] {
				known = known || figure[p] != model.Unknown
			}
			if !known {
				want[row] = 7
			} else {
				total += n.People()[i]
			}
			if !served(row) || n.People()[i] != want[row] {
				t.Fatalf("row %d has %d people, want %d", row, n.People()[i], want[row])
			}
		}
		// Whoever is in a figure without another above it is served, or counted as
		// unserved, or as counted twice.
		figures := int64(0)
		for row := range int32(len(r.Tier)) {
			top := figure[row] != model.Unknown
			for p := r.Parent[row]; p >= 0; p = r.Parent[p] {
				top = top && figure[p] == model.Unknown
			}
			if top {
				figures += figure[row]
			}
		}
		if spread := n.Spread(); total+spread.Unserved != figures {
			t.Fatalf("%d people and %+v of %d", total, spread, figures)
		}
		unserved, figureAbove := n.Unserved(), func(u model.Unit) bool {
			for u = n.Parent(u); u != model.NoUnit; u = n.Parent(u) {
				if figure[n.Row(u)] != model.Unknown {
					return true
				}
			}
			return false
		}
		sum := int64(0)
		for u := range model.Unit(n.Len()) {
			if figure[n.Row(u)] != model.Unknown && !served(n.Row(u)) && !figureAbove(u) {
				sum += unserved[u]
			}
		}
		if sum != n.Spread().Unserved {
			t.Fatalf("unit by unit %d people have nobody who serves them, in all %d", sum, n.Spread().Unserved)
		}
		for i, homes := range n.Homes() {
			if people := n.People()[i]; homes < 0 || homes > people || people > 0 && homes == 0 {
				t.Fatalf("%d people in %d households", people, homes)
			}
		}
	})
}
