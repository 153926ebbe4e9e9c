package public

import (
	"harkara/model"
)

// Figures are what a reader must know of how figures of people were spread over
// the served units.
func Figures(n *model.Network) []model.Note {
	var out []model.Note
	say := func(kind string, args ...any) { out = append(out, model.NewNote(kind, args...)) }
	pub := n.Public()
	if pub == nil {
		return nil
	}
	// Figures are spread by model.New, downwards from where they are given: a unit
	// without one takes an even share of what its nearest ancestor leaves over.
	spread := n.Spread()
	// Where units of several tiers serve people they have no tier's name.
	served := "served"
	if pub.Tier >= 0 {
		served = n.Tiers()[pub.Tier]
	}
	if spread.Shared > 0 {
		var from []string
		for t, name := range n.Tiers() {
			if spread.From>>t&1 == 1 {
				from = append(from, name)
			}
		}
		say("even-share", int64(spread.Shared), served, from)
	}
	// Of units with no figure above them either, each has the scenario's default.
	// Where the scenario has none either, nobody is there (noted by the reader of the file).
	if spread.Default > 0 && pub.PerUnit > 0 {
		say("default-population", int64(spread.Default), served)
	}
	// People whom no served unit stands above; figures that exceed the one above
	// them, and are scaled down; people given below the units that serve them; people added where figures are scaled up.
	if spread.Unserved > 0 {
		say("unserved", spread.Unserved)
	}
	if spread.Over > 0 {
		var most []model.Note
		for _, e := range spread.Most {
			most = append(most, model.NewNote("people-of", n.Path(e.Unit), e.People))
		}
		say("over", spread.Over, most)
	}
	if spread.Summed > 0 {
		if pub.Tier >= 0 {
			say("summed", spread.Summed, served)
		} else {
			say("summed-units", spread.Summed)
		}
	}
	if spread.Added > 0 {
		say("added", spread.Added)
	}
	return out
}
