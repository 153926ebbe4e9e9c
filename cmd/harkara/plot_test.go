package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// Figures and graphs of a small scenario are written, and what cannot be is refused
// before any play.
func TestPlotAndGraph(t *testing.T) {
	effort.NotShort(t, "draws many figures")
	file := write(t, strings.Replace(small, "trials: 200", "trials: 20\nactions: {train: {for: top, cost: 3, set: {passes_on: 1}}}\nuncertain: {relays.top.passes_on: {low: 0.3, high: 0.9}}\nquestions: {horizon: 6h, at: [1h, 6h], goals: [{tier: public, share: 0.2, by: 6h}]}", 1))
	dir := t.TempDir()
	shapes := filepath.Join(dir, "s.geojson")
	if err := os.WriteFile(shapes, []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"top 1"},"geometry":{"type":"Polygon","coordinates":[[[77,23],[78,23],[78,24],[77,23]]]}}]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	all := [][]string{
		{"plot", file, "--what", "reach", "--out", "a.svg"},
		{"graph", file, "--out", "f.gexf"}, {"graph", file, "--out", "g.dot"}, {"graph", file, "--out", "h.graphml"}, {"graph", file, "--shapes", shapes, "--out", "i.geojson"},
		{"plot", file, "--what", "arrivals", "--out", "b.png"}, {"plot", file, "--what", "flow", "--out", "c.pdf"},
		{"plot", file, "--what", "tornado", "--out", "d.svg"}, {"--lang", "hi", "plot", file, "--what", "tree", "--out", "e.svg"},
		{"plot", file, "--what", "place", "--budget", "5", "--out", "k.svg"}, {"report", file, "--budget", "5", "--of", "public@6h", "--out", "l.html"},
		{"report", file, "--shapes", shapes, "--out", "j.html"},
	}
	for _, args := range all {
		out := filepath.Join(dir, args[len(args)-1])
		args[len(args)-1] = out
		if s := harkara(t, args...); s.status != exitDone && s.status != exitMissed {
			t.Fatalf("%q: %+v", args, s)
		}
		data, err := os.ReadFile(out)
		packed := slices.Contains([]string{".png", ".pdf"}, filepath.Ext(out)) // in which any bytes may stand
		if err != nil || len(data) == 0 || !packed && bytes.Contains(data, []byte("%!")) {
			t.Errorf("%q: %d bytes, %v", args, len(data), err)
		}
		if ext := filepath.Ext(out); ext == ".svg" && !bytes.Contains(data, []byte("harkara plot ")) || ext == ".gexf" && !bytes.Contains(data, []byte("harkara graph ")) {
			t.Errorf("%q does not say what makes it again", args)
		}
	}
	for _, args := range [][]string{
		{"plot", file}, {"plot", file, "--out", filepath.Join(dir, "x.txt")}, {"plot", file, "--what", "pie", "--out", filepath.Join(dir, "x.svg")},
		{"plot", file, "--what", "place", "--out", filepath.Join(dir, "x.svg")}, {"plot", file, "--budget", "5", "--out", filepath.Join(dir, "x.svg")}, {"plot", file, "--what", "place", "--budget", "much", "--out", filepath.Join(dir, "x.svg")},
		{"report", file, "--of", "public@6h", "--out", filepath.Join(dir, "x.html")}, {"report", file, "--budget", "-1", "--out", filepath.Join(dir, "x.html")},
		{"graph", file, "--out", filepath.Join(dir, "x.png")}, {"graph", file, "--out", filepath.Join(dir, "x.geojson")}, {"graph", file, "--shapes", shapes, "--out", filepath.Join(dir, "x.dot")},
	} {
		if s := harkara(t, args...); s.status != exitUsage || s.out != "" {
			t.Errorf("%q: %+v", args, s)
		}
	}
	if s := harkara(t, "plot", write(t, small), "--what", "tornado", "--out", filepath.Join(dir, "x.svg")); s.status != exitInvalid || !strings.Contains(s.errOut, "uncertain") {
		t.Errorf("%+v", s)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "x.*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
}
