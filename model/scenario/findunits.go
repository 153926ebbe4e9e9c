package scenario

import (
	"errors"

	"harkara/model"
)

// finder finds units by what people call them. It is made when the first unit
// is called.
func (h *hierarchy) finder() *model.Finder {
	if h.names == nil {
		h.names = model.NewFinder(&h.rows, h.tiers, h.main)
	}
	return h.names
}

// unit is the row that a node names, or -1 after saying what is wrong. Where
// tier is not -1 only units of that tier are meant.
func (d *decoder) unit(n *node, path string, tier int) int32 {
	if _, ok := d.text(n, path); !ok {
		return -1
	}
	return d.unitCalled(n.text, n.at, path, tier)
}

func (d *decoder) unitCalled(name string, at place, path string, tier int) int32 {
	row, err := d.units.finder().One(name, tier)
	if err == nil {
		return row
	}
	var e *model.FindError
	if errors.As(err, &e) {
		if e.Found == 0 && e.Is == "" && d.units.unsound {
			return -1 // it may be one of those that could not be read
		}
		// Looking through all names is slow: enough for what is shown.
		e.Hint = len(d.problems.list) < maxProblems
	}
	d.fail(&node{at: at}, path, "%v", err)
	return -1
}
