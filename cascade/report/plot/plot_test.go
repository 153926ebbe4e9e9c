package plot

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// figures are one of each kind, with names that would break a file if they could.
func figures(t *testing.T) map[string]*Figure {
	t.Helper()
	w := Words{Title: `A <title> & "more"`, Of: "पाकुड़ ज़िला", About: "what ]]> it is", X: "time", Y: "of 100", Note: strings.Repeat("what it is made of ", 20) + strings.Repeat("x", 500), Time: func(s float64) string { return fmt.Sprint(s) }}
	nan := math.NaN()
	curves := []Curve{
		{Name: "झारखण्ड", At: []float64{0, 3600, 7200}, Y: []float64{0, 50, 100}, Low: []float64{0, 40, 90}, High: []float64{0, 60, 100}},
		{Name: strings.Repeat("long ", 200), At: []float64{0, 3600, 7200}, Y: []float64{nan, nan, nan}, Low: []float64{nan, nan, nan}, High: []float64{nan, nan, nan}},
		{Name: "same", At: []float64{0, 3600, 7200}, Y: []float64{0, 50, 100}},
	}
	out := map[string]*Figure{}
	for name, make := range map[string]func() (*Figure, error){
		"reach": func() (*Figure, error) {
			return Curves(w, curves, []Flag{{"same", 3600, 80, "met"}, {"nobody", 1, 1, ""}})
		},
		"arrivals": func() (*Figure, error) { return Rows(w, curves) },
		"flow": func() (*Figure, error) {
			return Flow(w, Step{Name: "all"}, []Step{{"a to b", "12", 0.4}, {"b to c", "1", 0}, {"c", "2", 0.7}}, Step{Name: "have it"})
		},
		"tornado": func() (*Figure, error) {
			return Tornado(w, 50, []Swing{{"x", 40, 60, "0.1", "0.9"}, {"y", 50, 50, "1", "2"}}, Swing{Name: "luck", Low: 20, High: 80})
		},
		"money": func() (*Figure, error) {
			return Money(w, Curve{Name: "best", At: []float64{0, 50, 100}, Y: []float64{20, 30, 33}}, []Level{{"without", 20}, {"most", 35}})
		},
		"money-flat":   func() (*Figure, error) { return Money(w, Curve{Name: "best"}, []Level{{"without", 20}}) },
		"tornado-flat": func() (*Figure, error) { return Tornado(w, 50, nil, Swing{Low: 50, High: 50}) },
		"tree": func() (*Figure, error) {
			return Tree(w, []Node{{"top", -1, 0, 1, "100"}, {"left", 0, 1, 0.5, "50"}, {"right", 0, 1, 0, "0"}}, []string{"top", "office"}, 0, "0", "100")
		},
		"one": func() (*Figure, error) {
			return Tree(w, []Node{{"top", -1, 0, 1, "100"}}, []string{"top"}, 1, "0", "100")
		},
	} {
		f, err := make()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		f.Command = "harkara plot x.yaml --what " + name
		out[name] = f
	}
	return out
}

// Every figure is whole in every format, says in the file what it is and what makes it
// again, and is the same bytes each time.
func TestFigures(t *testing.T) {
	for name, f := range figures(t) {
		for _, format := range Formats() {
			if format == "png" && name != "tree" && testing.Short() {
				continue // each is painted point by point
			}
			var a, b bytes.Buffer
			if err := errors.Join(f.Write(&a, format), f.Write(&b, format)); err != nil {
				t.Fatalf("%s, %s: %v", name, format, err)
			}
			if !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Errorf("%s, %s: the same figure gives other bytes", name, format)
			}
			if bytes.Contains(a.Bytes(), []byte("NaN")) {
				t.Errorf("%s, %s: a place is no number", name, format)
			}
			switch format {
			case "svg":
				e := xml.NewDecoder(bytes.NewReader(a.Bytes()))
				texts := ""
				for {
					token, err := e.Token()
					if err == io.EOF {
						break
					}
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if c, ok := token.(xml.CharData); ok {
						texts += string(c)
					}
				}
				for _, want := range []string{f.Title, f.About, f.Command} {
					if !strings.Contains(texts, want) {
						t.Errorf("%s: the drawing lacks %q", name, want)
					}
				}
			case "png":
				if _, err := png.Decode(bytes.NewReader(a.Bytes())); err != nil || !bytes.Contains(a.Bytes(), []byte(f.Command)) {
					t.Errorf("%s: no picture with its command: %v", name, err)
				}
			case "pdf":
				if !bytes.HasPrefix(a.Bytes(), []byte("%PDF")) {
					t.Errorf("%s: no PDF", name)
				}
			}
		}
	}
}

// Letters of Hindi are joined as their script wants it: three characters are one sign,
// a vowel sign that is written before its consonant stands before it, and what is
// joined is narrower than its parts.
func TestShaping(t *testing.T) {
	s, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.runs("क्ष")[0].out.Glyphs); n != 1 {
		t.Errorf("क्ष is %d signs, not 1", n)
	}
	ki := s.runs("कि")[0].out.Glyphs
	ka := s.runs("क")[0].out.Glyphs
	if len(ki) != 2 || ki[1].GlyphID != ka[0].GlyphID {
		t.Errorf("कि: the vowel sign does not stand before its consonant")
	}
	if n := len(s.runs("Pakur पाकुड़ 12")); n != 3 {
		t.Errorf("a text of two scripts has %d parts, not 3", n)
	}
	for _, r := range "–…ABCxyz0123456789.,%×±ā" {
		for _, g := range s.runs(string(r))[0].out.Glyphs {
			if g.GlyphID == 0 {
				t.Errorf("the fonts lack %q", r)
			}
		}
	}
}

// A box has its name along it, upright, or not at all, as there is room; a name that is
// too long is cut, and never wider than there is room.
func TestRoomForNames(t *testing.T) {
	s, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	for room := 0.0; room < 200; room += 7 {
		cut := s.cut("a long name of an office", 8, vg.Length(room))
		if w, _, _ := s.Box(cut, s.style(8, ink, 0, 0).Font); float64(w) > room && cut != "…" {
			t.Errorf("%q is %v wide, and there is room for %v", cut, w, room)
		}
	}
	for _, line := range s.lines("one two three four five six seven eight nine ten", 8, 60) {
		if w, _, _ := s.Box(line, s.style(8, ink, 0, 0).Font); w > 60 {
			t.Errorf("the line %q is %v wide", line, w)
		}
	}
	nodes := []Node{{Tier: 0}, {Tier: 1}, {Tier: 1}, {Tier: 1}}
	for wide, want := range map[vg.Length]bool{3: false, 8.5: true, 20: true, 28: false, 400: false} {
		if got := upright(nodes, 1, func(int) vg.Length { return wide }); got != want {
			t.Errorf("boxes of %v: upright %v", wide, got)
		}
	}
}

// The marks of a tornado's axis lie as far apart as each other, and all bars and what
// stands beside them lie between the names and the edge.
func TestTornadoFits(t *testing.T) {
	s, err := newTypesetter()
	if err != nil {
		t.Fatal(err)
	}
	for _, all := range [][]Swing{
		{{"x", 40, 60, "0.1", "0.9"}, {"y", 61, 39, "1h46m10s", "17m40s"}, {Name: "luck", Low: 20, High: 80}},
		{{"a.very.long.path.of.a.value.that.is.not.known.at.all", 0, 100, "123456.7/d", "1234567.8/d"}, {Name: "luck", Low: 50, High: 50}},
		{{Name: "luck", Low: 50, High: 50}},
	} {
		x := &tornado{typesetter: s, base: 50, all: all, ofLuck: len(all) - 1}
		x.span()
		step := x.ticks[1].Value - x.ticks[0].Value
		for k := 1; k < len(x.ticks); k++ {
			if d := x.ticks[k].Value - x.ticks[k-1].Value; math.Abs(d-step) > 1e-9 {
				t.Errorf("marks at %v", x.ticks)
			}
		}
		for _, sw := range all {
			a, b, left, right := x.ends(sw)
			wa, _, _ := s.Box(left, s.style(8, ink, 0, 0).Font)
			wb, _, _ := s.Box(right, s.style(8, ink, 0, 0).Font)
			if a-wa < 10+x.names || b+wb > figureWidth {
				t.Errorf("%s: from %v to %v, beside names that end at %v", sw.Name, a-wa, b+wb, 10+x.names)
			}
		}
	}
}
