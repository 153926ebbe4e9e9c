package graph

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"harkara/model"
)

// The parts of GraphML that are written (graphml.graphdrawing.org).
type (
	graphML struct {
		XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []mlKey  `xml:"key"`
		Graph   mlGraph  `xml:"graph"`
	}
	mlKey struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	}
	mlGraph struct {
		ID      string   `xml:"id,attr"`
		Default string   `xml:"edgedefault,attr"`
		Desc    string   `xml:"desc"`
		Nodes   []mlNode `xml:"node"`
		Edges   []mlEdge `xml:"edge"`
	}
	mlNode struct {
		ID   string   `xml:"id,attr"`
		Data []mlData `xml:"data"`
	}
	mlEdge struct {
		Source string   `xml:"source,attr"`
		Target string   `xml:"target,attr"`
		Data   []mlData `xml:"data"`
	}
	mlData struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
)

// graphML is a graph with a typed key for each attribute.
func (g *Graph) graphML(w io.Writer) error {
	told := append([]attribute{{"label", "string", g.Network.Name}}, g.attributes()...)
	out := graphML{Graph: mlGraph{ID: "g", Default: "directed", Desc: clean(g.Title + ": " + g.Command)}}
	for i, a := range told {
		out.Keys = append(out.Keys, mlKey{"n" + strconv.Itoa(i), "node", a.name, a.kind})
	}
	out.Keys = append(out.Keys, mlKey{"e0", "edge", "way", "string"})
	for u := range model.Unit(g.Network.Len()) {
		x := mlNode{ID: id(u)}
		for i, a := range told {
			if v := a.of(u); v != "" {
				x.Data = append(x.Data, mlData{"n" + strconv.Itoa(i), clean(v)})
			}
		}
		out.Graph.Nodes = append(out.Graph.Nodes, x)
	}
	g.edges(func(from, to model.Unit, kind string) {
		out.Graph.Edges = append(out.Graph.Edges, mlEdge{id(from), id(to), []mlData{{"e0", kind}}})
	})
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// geoJSON is the outlines that were given, with what is known of each unit among their
// properties; features of no unit are left out.
func (g *Graph) geoJSON(w io.Writer, shapes []byte) error {
	var in struct {
		Type     string `json:"type"`
		Features []struct {
			ID         any             `json:"id,omitempty"`
			Properties map[string]any  `json:"properties"`
			Geometry   json.RawMessage `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(shapes, &in); err != nil {
		return err
	}
	type feature struct {
		Type       string          `json:"type"`
		ID         any             `json:"id,omitempty"`
		Properties map[string]any  `json:"properties"`
		Geometry   json.RawMessage `json:"geometry"`
	}
	find, told := Finder(g.Network), g.attributes()
	features := []feature{}
	for _, f := range in.Features {
		u := find(f.ID, f.Properties)
		if u == model.NoUnit {
			continue
		}
		x := feature{"Feature", f.ID, map[string]any{}, f.Geometry}
		for k, v := range f.Properties {
			x.Properties[k] = v
		}
		x.Properties["name"] = g.Network.Name(u)
		for _, a := range told {
			switch v := a.of(u); {
			case v == "":
				x.Properties[a.name] = nil
			case a.kind == "string":
				x.Properties[a.name] = v
			default:
				x.Properties[a.name] = json.Number(v)
			}
		}
		features = append(features, x)
	}
	if len(features) == 0 {
		return model.Errorf("no feature has the code or the name of a unit")
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Type     string    `json:"type"`
		Title    string    `json:"title"`
		Command  string    `json:"command"`
		Features []feature `json:"features"`
	}{"FeatureCollection", g.Title, g.Command, features})
}

// Finder finds the unit of a feature of a map: by its code, or by its name where only
// one unit has it, as the feature's id or as one of its properties. A feature that has
// the names of the units above too is of the lowest.
func Finder(n *model.Network) func(id any, properties map[string]any) model.Unit {
	called := map[string]model.Unit{}
	for u := range model.Unit(n.Len()) {
		for _, name := range []string{n.Name(u), n.LocalName(u)} {
			if other, twice := called[name]; name != "" && twice && other != u {
				called[name] = model.NoUnit
			} else if name != "" {
				called[name] = u
			}
		}
	}
	for u := range model.Unit(n.Len()) {
		called[n.Code(u)] = u
	}
	return func(id any, properties map[string]any) model.Unit {
		found := model.NoUnit
		try := func(x any) {
			text := strings.TrimSpace(fmt.Sprint(x))
			if f, ok := x.(float64); ok {
				text = strconv.FormatFloat(f, 'f', -1, 64)
			}
			if u, ok := called[text]; ok && u > found {
				found = u
			}
		}
		if id != nil {
			try(id)
		}
		for _, x := range properties {
			try(x)
		}
		return found
	}
}
