package report

import (
	"encoding/json"
	"math"

	"harkara/cascade/report/graph"
	"harkara/model"
)

// Shapes are the outlines of units on a map, in whole points of a sheet Width by
// Height: the longer side is 4,096. Longitudes are drawn narrower by the cosine of the
// middle latitude (the plate carrée about that parallel).
type Shapes struct {
	Width  int `json:"width"`
	Height int `json:"height"`
	// Units are those that have an outline, and Rings of each its rings: the first point,
	// then from point to point the steps, x and y in turns.
	Units []model.Unit `json:"units"`
	Rings [][][]int    `json:"rings"`
}

// mapSize is the longer side of a map, in points.
const mapSize = 4096

// geoJSON is what is read of a file of outlines (RFC 7946).
type geoJSON struct {
	Type     string `json:"type"`
	Features []struct {
		ID         any            `json:"id"`
		Properties map[string]any `json:"properties"`
		Geometry   struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
	} `json:"features"`
}

// ReadShapes reads outlines from a GeoJSON file: of each unit those of the feature
// that has its code, or its name where only one unit has it, as its id or as one of
// its properties.
func ReadShapes(data []byte, n *model.Network) (*Shapes, error) {
	var g geoJSON
	if err := json.Unmarshal(data, &g); err != nil {
		return nil, err
	}
	if g.Type != "FeatureCollection" {
		return nil, model.Errorf("type is %q, not FeatureCollection", g.Type)
	}
	find := graph.Finder(n)
	var units []model.Unit
	var shapes [][][][2]float64
	seen := map[model.Unit]int{}
	for i, f := range g.Features {
		u := find(f.ID, f.Properties)
		if u == model.NoUnit {
			continue
		}
		rings, err := ringsOf(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			return nil, model.Errorf("feature %d: %w", i+1, err)
		}
		if k, ok := seen[u]; ok {
			shapes[k] = append(shapes[k], rings...) // a unit of several parts
			continue
		}
		seen[u] = len(units)
		units, shapes = append(units, u), append(shapes, rings)
	}
	if len(units) == 0 {
		return nil, model.Errorf("no feature has the code or the name of a unit")
	}
	return onMap(units, shapes)
}

// ringsOf are the rings of a polygon, or of several.
func ringsOf(kind string, coordinates json.RawMessage) ([][][2]float64, error) {
	var many [][][][]float64
	switch kind {
	case "Polygon":
		var one [][][]float64
		if err := json.Unmarshal(coordinates, &one); err != nil {
			return nil, err
		}
		many = append(many, one)
	case "MultiPolygon":
		if err := json.Unmarshal(coordinates, &many); err != nil {
			return nil, err
		}
	default:
		return nil, model.Errorf("geometry is %q: Polygon or MultiPolygon", kind)
	}
	var out [][][2]float64
	for _, polygon := range many {
		for _, ring := range polygon {
			var r [][2]float64
			for _, point := range ring {
				if len(point) < 2 || math.Abs(point[0]) > 360 || math.Abs(point[1]) > 90 {
					return nil, model.Errorf("a point is %v: longitude and latitude in degrees", point)
				}
				r = append(r, [2]float64{point[0], point[1]})
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// onMap puts outlines on a sheet.
func onMap(units []model.Unit, shapes [][][][2]float64) (*Shapes, error) {
	west, south, east, north := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	eachPoint(shapes, func(p [2]float64) {
		west, east = min(west, p[0]), max(east, p[0])
		south, north = min(south, p[1]), max(north, p[1])
	})
	narrow := math.Cos((south + north) / 2 * math.Pi / 180)
	wide, high := (east-west)*narrow, north-south
	if !(max(wide, high) > 0) {
		return nil, model.Errorf("the outlines have no extent")
	}
	scale := mapSize / max(wide, high)
	out := &Shapes{Width: int(math.Ceil(wide * scale)), Height: int(math.Ceil(high * scale)), Units: units}
	for _, shape := range shapes {
		var rings [][]int
		for _, ring := range shape {
			var flat []int
			x, y := 0, 0
			for _, p := range ring {
				nx, ny := int(math.Round((p[0]-west)*narrow*scale)), int(math.Round((north-p[1])*scale))
				if len(flat) > 0 && nx == x && ny == y {
					continue
				}
				flat = append(flat, nx-x, ny-y)
				x, y = nx, ny
			}
			if len(flat) >= 6 { // three points
				rings = append(rings, flat)
			}
		}
		out.Rings = append(out.Rings, rings)
	}
	return out, nil
}

func eachPoint(shapes [][][][2]float64, do func([2]float64)) {
	for _, shape := range shapes {
		for _, ring := range shape {
			for _, p := range ring {
				do(p)
			}
		}
	}
}
