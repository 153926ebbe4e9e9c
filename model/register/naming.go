package register

import "harkara/model"

// naming is how a table is called: by its file, and its sheet where that has several.
type naming struct{ file, sheet string }

func (n naming) Wording() model.Wording {
	if n.sheet == "" {
		return model.Worded("%s", n.file)
	}
	return model.Worded("%s, sheet %s", n.file, n.sheet)
}

func (n naming) String() string { return n.Wording().String() }

// spot is where something stands: a row of a table, a node of a graph, or what else says
// it where row is 0.
type spot struct {
	in   naming
	row  int
	node string
}

func (s spot) Wording() model.Wording {
	switch {
	case s.node != "":
		return model.Worded("node %s", s.node)
	case s.row == 0:
		return s.in.Wording()
	case s.in.file == "":
		return model.Worded("row %d", s.row)
	}
	return model.Worded("%s row %d", s.in, s.row)
}

// String is "file row 7".
func (s spot) String() string { return s.Wording().String() }
