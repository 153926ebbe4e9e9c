package register

import (
	"bufio"
	"bytes"
	"harkara/model"
	"io"
	"strings"

	"gonum.org/v1/gonum/graph/formats/dot"
	"gonum.org/v1/gonum/graph/formats/dot/ast"
)

// graphML reads a graph of GraphML.
func graphML(name string, in io.Reader) (*graph, error) {
	g := &graph{name: tableName{file: name}, kind: model.Worded("a graph (GraphML)")}
	keys := map[string]string{}
	at, key, depth := -1, "", 0
	err := elements(name, in, func(e element) error {
		switch {
		case e.name == "key" && !e.end:
			keys[e.attr("id")] = e.attr("attr.name")
		case e.name == "graph" && !e.end:
			if depth++; depth == 1 {
				g.directed = e.attr("edgedefault") != "undirected"
			}
		case e.name == "node" && !e.end:
			at = g.node(e.attr("id"))
		case e.name == "node":
			at = -1
		case e.name == "edge" && !e.end:
			g.edges = append(g.edges, [2]int{g.node(e.attr("source")), g.node(e.attr("target"))})
		case e.name == "data" && !e.end:
			key = keys[e.attr("key")]
		case e.name == "data" && at >= 0:
			g.nodes[at].note(key, strings.TrimSpace(e.text))
		}
		return g.bounded()
	})
	return g, err
}

// gexf reads a graph of GEXF.
func gexf(name string, in io.Reader) (*graph, error) {
	g := &graph{name: tableName{file: name}, kind: model.Worded("a graph (GEXF)")}
	keys := map[string]string{}
	at := -1
	var inside []int // nodes that stand in each other
	err := elements(name, in, func(e element) error {
		if e.end {
			if e.name == "node" && len(inside) > 0 {
				inside = inside[:len(inside)-1]
			}
			return nil
		}
		switch e.name {
		case "graph":
			g.directed = e.attr("defaultedgetype") == "directed"
		case "attribute":
			keys[e.attr("id")] = e.attr("title")
		case "node":
			at = g.node(e.attr("id"))
			g.nodes[at].label = e.attr("label")
			if pid := e.attr("pid"); pid != "" {
				g.nested = append(g.nested, [2]int{g.node(pid), at})
			} else if len(inside) > 0 {
				g.nested = append(g.nested, [2]int{inside[len(inside)-1], at})
			}
			inside = append(inside, at)
		case "attvalue":
			if at >= 0 {
				key := e.attr("for")
				if key == "" {
					key = e.attr("id")
				}
				g.nodes[at].note(keys[key], e.attr("value"))
			}
		case "edge":
			at = -1
			g.edges = append(g.edges, [2]int{g.node(e.attr("source")), g.node(e.attr("target"))})
		}
		return g.bounded()
	})
	return g, err
}

func (g *graph) bounded() error {
	if len(g.edges) > maxRows || len(g.nodes) > maxRows {
		return model.Errorf("%s has more than %d nodes or ties", g.name, maxRows)
	}
	return nil
}

// graphText reads a graph that is text.
func (s Source) graphText(kind string) (contents, error) {
	data, err := s.whole()
	if err != nil {
		return contents{}, err
	}
	text, _ := Text(bytes.NewReader(data))
	g := &graph{name: tableName{file: s.Name}, kind: model.Worded("a graph (%s)", kind)}
	switch kind {
	case "GML":
		err = g.gml(text)
	case "Pajek":
		err = g.pajek(text)
	case "DOT":
		err = g.dot(text)
	}
	if err != nil {
		return contents{}, model.Errorf("%s is not a whole graph (%s): %w", s.Name, kind, err)
	}
	return contents{graphs: []*graph{g}}, nil
}

// pajek reads a network of Pajek: numbered vertices, then arcs, which have a
// direction, or edges, which have none.
func (g *graph) pajek(in *bufio.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxRecord)
	part := ""
	g.directed = true
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "%") {
			continue
		}
		if strings.HasPrefix(line, "*") {
			part = strings.ToLower(strings.Fields(line)[0])
			continue
		}
		fields := strings.Fields(line)
		switch part {
		case "*vertices":
			at := g.node(fields[0])
			if _, rest, ok := strings.Cut(line, `"`); ok {
				g.nodes[at].label, _, _ = strings.Cut(rest, `"`)
			} else if len(fields) > 1 {
				g.nodes[at].label = fields[1]
			}
		case "*arcs", "*edges":
			if len(fields) < 2 {
				return model.Errorf("a tie of one end: %s", short(line))
			}
			a, b := g.node(fields[0]), g.node(fields[1])
			g.edges = append(g.edges, [2]int{a, b})
			if part == "*edges" {
				g.directed = false
			}
		case "*arcslist", "*edgeslist":
			for _, to := range fields[1:] {
				g.edges = append(g.edges, [2]int{g.node(fields[0]), g.node(to)})
			}
			g.directed = g.directed && part == "*arcslist"
		}
		if err := g.bounded(); err != nil {
			return err
		}
	}
	return lines.Err()
}

// dot reads a graph of DOT, the language of Graphviz.
func (g *graph) dot(in io.Reader) error {
	f, err := dot.Parse(in)
	if err != nil {
		return err
	}
	if len(f.Graphs) == 0 {
		return model.Errorf("there is none")
	}
	g.directed = f.Graphs[0].Directed
	g.statements(f.Graphs[0].Stmts)
	return nil
}

func plainID(s string) string { return strings.ReplaceAll(strings.Trim(s, `"`), `\"`, `"`) }

// statements reads nodes and edges, also of graphs inside of a graph. It returns
// the nodes.
func (g *graph) statements(all []ast.Stmt) (nodes []int) {
	for _, s := range all {
		switch s := s.(type) {
		case *ast.NodeStmt:
			at := g.node(plainID(s.Node.ID))
			for _, a := range s.Attrs {
				if key := strings.ToLower(a.Key); key == "label" {
					g.nodes[at].label = plainID(a.Val)
				} else {
					g.nodes[at].note(key, plainID(a.Val))
				}
			}
			nodes = append(nodes, at)
		case *ast.EdgeStmt:
			from := g.ends(s.From)
			nodes = append(nodes, from...)
			for to := s.To; to != nil; to = to.To {
				ends := g.ends(to.Vertex)
				for _, a := range from {
					for _, b := range ends {
						g.edges = append(g.edges, [2]int{a, b})
					}
				}
				nodes = append(nodes, ends...)
				from = ends
			}
		case *ast.Subgraph:
			nodes = append(nodes, g.statements(s.Stmts)...)
		}
	}
	return nodes
}

func (g *graph) ends(v ast.Vertex) []int {
	switch v := v.(type) {
	case *ast.Node:
		return []int{g.node(plainID(v.ID))}
	case *ast.Subgraph:
		return g.statements(v.Stmts)
	}
	return nil
}
