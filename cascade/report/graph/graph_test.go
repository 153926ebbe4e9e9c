package graph_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/graph/formats/gexf12"

	"harkara/cascade"
	"harkara/cascade/cascadetest"
	"harkara/cascade/report/graph"
	"harkara/model"
)

// sketch is a graph of five units, one of which never has the message, with names that
// would break a file if they could.
func sketch(t *testing.T) *graph.Graph {
	t.Helper()
	p := cascadetest.Sketch(t, 3, func(s *model.Spec, _ *cascade.Problem) {
		s.Rows.Name[2] = `"</node><x y='\"> \ --` + "\u0001"
		s.Links = []model.Link{{From: 2, To: 3, Over: 0}}
	})
	g := &graph.Graph{Network: p.Network, Title: `T--"<`, Command: "harkara graph x", Horizon: model.Day}
	g.Units = &cascade.UnitAnswers{At: []model.Tick{model.Day}}
	for u := range p.Network.Len() {
		g.Units.Has, g.Units.Mean = append(g.Units.Has, float32(u)/4), append(g.Units.Mean, float64(u)*60)
		g.Arrival = append(g.Arrival, model.Tick(u)*model.Hour)
	}
	g.Arrival[4] = model.Never
	return g
}

func written(t *testing.T, g *graph.Graph, format string, shapes []byte) string {
	t.Helper()
	var a, b bytes.Buffer
	if err := g.Write(&a, format, shapes); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	if err := g.Write(&b, format, shapes); err != nil || a.String() != b.String() {
		t.Errorf("%s: the same graph gives other bytes", format)
	}
	return a.String()
}

// Units of GEXF appear when they have the message, in closed intervals longer than
// nothing; edges not before both their ends.
func TestGEXF(t *testing.T) {
	var c gexf12.Content
	if err := xml.Unmarshal([]byte(written(t, sketch(t), "gexf", nil)), &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Graph.Nodes.Nodes) != 5 || len(c.Graph.Edges.Edges) != 5 || c.Graph.TimeFormat != "double" || c.Graph.Mode != "dynamic" {
		t.Fatalf("%d units, %d edges", len(c.Graph.Nodes.Nodes), len(c.Graph.Edges.Edges))
	}
	starts := map[string]float64{}
	span := func(what, start, end, open, shut string) float64 {
		a, err := strconv.ParseFloat(start, 64)
		b, err2 := strconv.ParseFloat(end, 64)
		if err != nil || err2 != nil || !(a < b) || open != "" || shut != "" {
			t.Errorf("%s is from %q to %q, open %q %q", what, start, end, open, shut)
		}
		return a
	}
	for i, n := range c.Graph.Nodes.Nodes {
		starts[n.ID] = span(n.Label, n.Start, n.End, n.StartOpen, n.EndOpen)
		if want := float64(i) * 3600; i < 4 && starts[n.ID] != want {
			t.Errorf("unit %d appears at %v, has the message at %v", i, starts[n.ID], want)
		}
	}
	if starts["4"] <= 86400 {
		t.Errorf("a unit without the message appears at %v", starts["4"])
	}
	for _, e := range c.Graph.Edges.Edges {
		if s := span(e.ID, e.Start, e.End, e.StartOpen, e.EndOpen); s < starts[e.Source] || s < starts[e.Target] {
			t.Errorf("edge %s to %s appears at %v, before its ends", e.Source, e.Target, s)
		}
	}
}

// GraphML is whole, with a type for each key, and DOT quotes what it must.
func TestGraphMLAndDOT(t *testing.T) {
	var c struct {
		Keys []struct {
			ID   string `xml:"id,attr"`
			Type string `xml:"attr.type,attr"`
		} `xml:"key"`
		Graph struct {
			Nodes []struct {
				Data []struct {
					Key string `xml:"key,attr"`
				} `xml:"data"`
			} `xml:"node"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal([]byte(written(t, sketch(t), "graphml", nil)), &c); err != nil {
		t.Fatal(err)
	}
	types := map[string]string{}
	for _, k := range c.Keys {
		types[k.ID] = k.Type
	}
	for _, n := range c.Graph.Nodes {
		for _, d := range n.Data {
			if types[d.Key] == "" {
				t.Errorf("a value of key %q, which has no type", d.Key)
			}
		}
	}
	dot := written(t, sketch(t), "dot", nil)
	if strings.Count(dot, "->") != 5 || !strings.Contains(dot, `label="\"</node><x y='\\\"> \\ --`) {
		t.Errorf("%s", dot)
	}
}

// GeoJSON keeps the outlines and tells what is known of their units.
func TestGeoJSON(t *testing.T) {
	g := sketch(t)
	shapes := `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"Mid","properties":{"x":1,"above":"Top"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
{"type":"Feature","properties":{"n":"elsewhere"},"geometry":null}]}`
	var out struct {
		Features []struct {
			Properties map[string]any  `json:"properties"`
			Geometry   json.RawMessage `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal([]byte(written(t, g, "geojson", []byte(shapes))), &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Features) != 1 || out.Features[0].Properties["name"] != "Mid" || out.Features[0].Properties["arrival_s"] != 3600.0 || out.Features[0].Properties["x"] != 1.0 || !strings.Contains(string(out.Features[0].Geometry), "[1,1]") {
		t.Errorf("%+v", out)
	}
	if err := g.Write(&bytes.Buffer{}, "geojson", []byte(`{"type":"FeatureCollection","features":[]}`)); err == nil {
		t.Error("outlines of no unit are taken")
	}
}
