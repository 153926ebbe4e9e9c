// Package graph writes an organisation with its answer for programs that draw graphs:
// GEXF with time (Gephi), DOT (Graphviz), GraphML and GeoJSON.
package graph

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/graph/formats/gexf12"

	"harkara/cascade"
	"harkara/model"
)

// Formats are those that Write writes, as the ends of files' names.
func Formats() []string { return []string{"gexf", "dot", "graphml", "geojson"} }

// A Graph is an organisation and what is known of each unit.
type Graph struct {
	Network *model.Network
	// Title and Command stand in the file: what it is, and what makes it again.
	Title, Command string
	// Units are the answers for single units, of which the last time is told.
	Units *cascade.UnitAnswers
	// Arrival is when each unit has the message in one play; model.Never for not within
	// the horizon.
	Arrival []model.Tick
	Horizon model.Tick
}

// Write writes a graph in a format; shapes is the GeoJSON of outlines that GeoJSON is
// made of, nil for the others.
func (g *Graph) Write(w io.Writer, format string, shapes []byte) error {
	b := bufio.NewWriter(w)
	var err error
	switch format {
	case "gexf":
		err = g.gexf(b)
	case "dot":
		g.dot(b)
	case "graphml":
		err = g.graphML(b)
	case "geojson":
		err = g.geoJSON(b, shapes)
	default:
		err = fmt.Errorf("graph: no format is called %q", format)
	}
	if err != nil {
		return err
	}
	return b.Flush()
}

// attribute is what is known of a unit, by the names of its attributes.
type attribute struct {
	name, kind string // kind is a type of GEXF and GraphML
	of         func(model.Unit) string
}

// attributes are what is told of each unit; "" is not known.
func (g *Graph) attributes() []attribute {
	n := g.Network
	people := make([]int64, n.Len())
	for i, u := range n.Served() {
		people[u] = n.People()[i]
	}
	out := []attribute{
		{"tier", "string", func(u model.Unit) string { return n.Tiers()[n.TierOf(u)] }},
		{"code", "string", n.Code},
		{"people", "long", func(u model.Unit) string { return strconv.FormatInt(people[u], 10) }},
		{"arrival_s", "double", func(u model.Unit) string {
			if g.Arrival[u] > g.Horizon {
				return ""
			}
			return number(g.Arrival[u].Seconds())
		}},
	}
	if g.Units != nil {
		out = append(out,
			attribute{"share", "double", func(u model.Unit) string { return number(g.Units.Share(u, len(g.Units.At)-1)) }},
			attribute{"mean_arrival_s", "double", func(u model.Unit) string { return number(g.Units.MeanArrival(u)) }})
	}
	return out
}

// number writes a number with the digits that are the same on every machine; "" for
// what is none. A share that was counted has no more than seven.
func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 7, 64), 64)
	return strconv.FormatFloat(y, 'f', -1, 64)
}

// id is a unit's in a file.
func id(u model.Unit) string { return strconv.Itoa(int(u)) }

// edges calls do with every way from unit to unit: from parents, then over links.
func (g *Graph) edges(do func(from, to model.Unit, kind string)) {
	for u := range model.Unit(g.Network.Len()) {
		if p := g.Network.Parent(u); p != model.NoUnit {
			do(p, u, "parent")
		}
	}
	for _, l := range g.Network.Links() {
		do(l.From, l.To, "link")
	}
}

// gexf is a graph in which units appear when they have the message in the play; those
// that never do appear in the last second, after the horizon. All intervals are closed
// and longer than nothing: others fail in Gephi without a word (gephi #666, #1336).
func (g *Graph) gexf(w io.Writer) error {
	end := g.Horizon.Seconds() + 1
	start := func(u model.Unit) float64 {
		if g.Arrival[u] > g.Horizon {
			return g.Horizon.Seconds() + 0.5
		}
		return g.Arrival[u].Seconds()
	}
	told := g.attributes()
	node := gexf12.Attributes{Class: "node", Mode: "static"}
	for i, a := range told {
		node.Attributes = append(node.Attributes, gexf12.Attribute{ID: strconv.Itoa(i), Title: a.name, Type: a.kind})
	}
	edge := gexf12.Attributes{Class: "edge", Mode: "static", Attributes: []gexf12.Attribute{{ID: "0", Title: "way", Type: "string"}}}
	c := gexf12.Content{Version: "1.2", Graph: gexf12.Graph{
		Attributes: []gexf12.Attributes{node, edge}, TimeFormat: "double", Start: "0", End: number(end),
		DefaultEdgeType: "directed", IDType: "string", Mode: "dynamic",
	}}
	for u := range model.Unit(g.Network.Len()) {
		x := gexf12.Node{ID: id(u), Label: clean(g.Network.Name(u)), Start: number(start(u)), End: number(end), AttValues: &gexf12.AttValues{}}
		for i, a := range told {
			if v := a.of(u); v != "" {
				x.AttValues.AttValues = append(x.AttValues.AttValues, gexf12.AttValue{For: strconv.Itoa(i), Value: clean(v)})
			}
		}
		c.Graph.Nodes.Nodes = append(c.Graph.Nodes.Nodes, x)
	}
	c.Graph.Nodes.Count = len(c.Graph.Nodes.Nodes)
	g.edges(func(from, to model.Unit, kind string) {
		c.Graph.Edges.Edges = append(c.Graph.Edges.Edges, gexf12.Edge{
			ID: strconv.Itoa(len(c.Graph.Edges.Edges)), Source: id(from), Target: id(to), Start: number(max(start(from), start(to))), End: number(end),
			AttValues: &gexf12.AttValues{AttValues: []gexf12.AttValue{{For: "0", Value: kind}}},
		})
	})
	c.Graph.Edges.Count = len(c.Graph.Edges.Edges)
	fmt.Fprintf(w, "%s<!-- %s -->\n", xml.Header, comment(g.Title+": "+g.Command))
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(c); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// clean is a text without characters that XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return 0xfffd
		}
		return r
	}, s)
}

// comment is a text that can stand in a comment of XML.
func comment(s string) string { return strings.ReplaceAll(clean(s), "--", "- -") }

// dot is a graph for Graphviz: the darker a unit, the likelier it has the message.
func (g *Graph) dot(w io.Writer) {
	fmt.Fprintf(w, "// %s\ndigraph %s {\n  graph [rankdir=TB];\n  node [shape=box, style=filled, colorscheme=blues9];\n", strings.ReplaceAll(g.Command, "\n", " "), quoted(g.Title))
	told := g.attributes()
	for u := range model.Unit(g.Network.Len()) {
		shade := 1
		if g.Units != nil {
			shade = 1 + int(math.Round(6*g.Units.Share(u, len(g.Units.At)-1)))
		}
		font := ""
		if shade > 5 {
			font = ", fontcolor=white"
		}
		fmt.Fprintf(w, "  %s [label=%s, fillcolor=%d%s", id(u), quoted(g.Network.Name(u)), shade, font)
		for _, a := range told {
			if v := a.of(u); v != "" {
				fmt.Fprintf(w, ", %s=%s", a.name, quoted(v))
			}
		}
		fmt.Fprint(w, "];\n")
	}
	g.edges(func(from, to model.Unit, kind string) {
		style := ""
		if kind == "link" {
			style = " [style=dashed]"
		}
		fmt.Fprintf(w, "  %s -> %s%s;\n", id(from), id(to), style)
	})
	fmt.Fprint(w, "}\n")
}

// quoted is a string of DOT: its quotes and backslashes are marked, and line breaks are
// blanks.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "\x00", "").Replace(s) + `"`
}
