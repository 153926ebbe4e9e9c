package register

import (
	"cmp"
	"fmt"
	"harkara/model"
	"slices"
	"strings"
)

// graph is nodes and the ties between them, as a file of a graph has them.
type graph struct {
	name     tableName
	kind     model.Wording
	directed bool
	nodes    []node
	edges    [][2]int
	nested   [][2]int       // nodes that stand in others, where a file has such
	at       map[string]int // of an id
}

// node is a unit of a graph.
type node struct {
	id, label, code string
	people, homes   string
}

// node is the number of a node, made where it is not there yet.
func (g *graph) node(id string) int {
	if g.at == nil {
		g.at = map[string]int{}
	}
	if i, there := g.at[id]; there {
		return i
	}
	g.at[id] = len(g.nodes)
	g.nodes = append(g.nodes, node{id: id})
	return len(g.nodes) - 1
}

// fromGraph makes the register of a graph: a tree where one node leads to all
// others and each has one before it, or from the root that is given: by hops, each
// unit below one that is a hop nearer to the root. All other ties are links.
func (r *Register) fromGraph(g *graph, o Options) error {
	r.Report.Files = append(r.Report.Files, model.Worded("%s: %s", g.name, g.kind))
	r.Report.Rows += len(g.nodes)
	if g.nested != nil {
		// What stands in what is the tree; the other ties are links.
		g.edges, g.directed = append(g.nested, g.edges...), true
	}
	if len(g.nodes) == 0 {
		return model.Errorf("%s has no nodes", g.name)
	}
	if len(g.nodes) > o.Most {
		return model.Errorf("%s has more than %d nodes", g.name, o.Most)
	}
	out, in := make([][]int, len(g.nodes)), make([]int, len(g.nodes))
	r.Report.Ties += len(g.edges)
	seen := map[[2]int]bool{}
	var edges [][2]int
	for _, e := range g.edges {
		if e[0] == e[1] || seen[e] {
			r.Report.TiesLeft++
			r.Report.found("edge-again", "%s to %s", short(g.nodes[e[0]].called()), short(g.nodes[e[1]].called()))
			continue
		}
		seen[e] = true
		edges = append(edges, e)
	}
	if !g.directed {
		for _, e := range slices.Clone(edges) {
			if back := [2]int{e[1], e[0]}; !seen[back] {
				seen[back] = true
				edges = append(edges, back)
			}
		}
	}
	for _, e := range edges {
		out[e[0]] = append(out[e[0]], e[1])
		in[e[1]]++
	}
	root, err := g.root(in, out, o)
	if err != nil {
		return err
	}
	return r.byHops(g, root, out, o)
}

func (n node) called() string { return cmp.Or(n.label, n.id) }

// root is the node that all is told from: the one that is named, or the only one
// that nobody leads to.
func (g *graph) root(in []int, out [][]int, o Options) (int, error) {
	name := o.Root
	if name != "" {
		for i, n := range g.nodes {
			if folded(clean(n.label)) == folded(clean(name)) || n.id == name || n.code == name {
				return i, nil
			}
		}
		return 0, model.Errorf("%s has no node %q", g.name, short(name))
	}
	var tops []int
	for i := range g.nodes {
		if in[i] == 0 {
			tops = append(tops, i)
		}
	}
	if len(tops) == 1 && g.directed {
		return tops[0], nil
	}
	most := 0
	for i := range out {
		if len(out[i]) > len(out[most]) {
			most = i
		}
	}
	if o.TreeBy == "hop" {
		return most, nil
	}
	what := model.Worded("its ties have no direction")
	if g.directed {
		what = model.Worded("%d of them have nobody before them", len(tops))
	}
	return 0, model.Errorf("%s is a graph of %d nodes and %d ties, and no tree: %s. Say from whom the message starts, as in --root %q, who has most ties; --tree-by hop takes that one", g.name, len(g.nodes), len(g.edges), what, g.nodes[most].called())
}

// byHops puts each node below the first one that leads to it, hop by hop.
func (r *Register) byHops(g *graph, root int, out [][]int, o Options) error {
	units := make([]draft, len(g.nodes))
	depth := make([]int, len(g.nodes))
	for i, n := range g.nodes {
		u := Unit{Code: cleanCode(cmp.Or(n.code, n.id)), Name: clean(n.called()), People: r.Report.number(n.people, n.id), Homes: r.Report.number(n.homes, n.id)}
		if u.Code == u.Name {
			u.Code = ""
		}
		r.Report.PeopleRead += max(u.People, 0)
		units[i], depth[i] = draft{Unit: u, up: -1, where: position{node: short(n.id)}}, -1
	}
	r.Report.Units = len(units)
	depth[root] = 0
	queue := []int{root}
	farthest := 0
	for k := 0; k < len(queue); k++ {
		a := queue[k]
		for _, b := range out[a] {
			if depth[b] < 0 {
				depth[b], units[b].up = depth[a]+1, a
				farthest = max(farthest, depth[b])
				queue = append(queue, b)
			}
		}
	}
	if farthest >= maxLevels-1 {
		return model.Errorf("%s: some nodes are %d hops away from %s: a network has at most %d levels", g.name, farthest, g.nodes[root].called(), maxLevels)
	}
	tiers := make([]string, 0, farthest+2)
	for d := range farthest + 1 {
		tiers = append(tiers, fmt.Sprintf("hop %d", d))
	}
	for i := range units {
		if depth[i] < 0 { // not led to from the root
			r.Report.found("apart", "%s", short(g.nodes[i].called()))
			units[i].up, depth[i] = -1, 0
		}
		units[i].Tier = depth[i]
	}
	if n := r.Report.Found("apart"); n > 0 {
		tiers = append([]string{"all"}, tiers...)
		for i := range units {
			units[i].Tier++
		}
	}
	for a := range out {
		for _, b := range out[a] {
			if units[b].up != a {
				r.Links = append(r.Links, Link{a, b})
			}
		}
	}
	return r.finish(units, tiers, o.Name)
}

// edges are the columns of a table of ties.
type ties struct{ from, to int }

// edgeList are those columns; nil where a table is of another kind.
func edgeList(g *grid) *ties {
	e := ties{-1, -1}
	for i, name := range g.columns {
		switch r := roleOf(name); {
		case r.kind == "from" && e.from < 0:
			e.from = i
		case r.kind == "to" && e.to < 0:
			e.to = i
		}
	}
	if e.from < 0 || e.to < 0 {
		return nil
	}
	return &e
}

// fromEdges makes the register of a table of ties.
func (r *Register) fromEdges(t *grid, e *ties, o Options) error {
	g := &graph{name: t.name, kind: model.Worded("ties, %s", t.kind), directed: true}
	err := t.body(func(at row) error {
		from, to := clean(at.text(e.from)), clean(at.text(e.to))
		if isNone(from) || isNone(to) {
			r.Report.Ties, r.Report.TiesLeft = r.Report.Ties+1, r.Report.TiesLeft+1
			r.Report.found("half-edge", "row %d", at.number)
			return nil
		}
		g.edges = append(g.edges, [2]int{g.node(from), g.node(to)})
		if len(g.nodes) > o.Most || len(g.edges) > maxRows {
			return model.Errorf("%s is too large: more than %d units or %d ties", t.name, o.Most, maxRows)
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.Report.Columns = []Choice{{model.Worded("from"), t.columns[e.from]}, {model.Worded("to"), t.columns[e.to]}}
	return r.fromGraph(g, o)
}

// note keeps what an attribute says of a node.
func (n *node) note(key, value string) {
	switch r := roleOf(key); r.kind {
	case "name":
		n.label = cmp.Or(n.label, value)
	case "code":
		n.code = cmp.Or(n.code, value)
	case "people":
		n.people = cmp.Or(n.people, value)
	case "homes":
		n.homes = cmp.Or(n.homes, value)
	}
}

// graphText tells which kind of graph a text is: "GML", "Pajek" or "DOT"; "" for
// none.
func graphText(start []byte) string {
	lower := strings.ToLower(string(start[:min(len(start), 4096)]))
	first, _, _ := strings.Cut(lower, "\n")
	first = strings.TrimSpace(first)
	fields := strings.Fields(lower)
	switch {
	case strings.HasPrefix(first, "*vertices"), strings.HasPrefix(first, "*network"):
		return "Pajek"
	case strings.HasPrefix(first, "digraph"), strings.HasPrefix(first, "strict "), strings.HasPrefix(first, "graph ") && strings.Contains(first, "{"), first == "graph {":
		return "DOT"
	case len(fields) > 1 && (strings.HasPrefix(first, "graph [") || first == "graph" && fields[1] == "["), strings.HasPrefix(first, "creator ") && strings.Contains(lower, "graph"):
		return "GML"
	}
	return ""
}
