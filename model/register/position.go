package register

import "harkara/model"

// tableName is the name of a table: its file, and its sheet where that has several.
type tableName struct{ file, sheet string }

func (n tableName) Wording() model.Wording {
	if n.sheet == "" {
		return model.Worded("%s", n.file)
	}
	return model.Worded("%s, sheet %s", n.file, n.sheet)
}

func (n tableName) String() string { return n.Wording().String() }

// position is where something stands: a row of a table, a node of a graph, or what else says
// it where row is 0.
type position struct {
	in   tableName
	row  int
	node string
}

func (s position) Wording() model.Wording {
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
func (s position) String() string { return s.Wording().String() }
