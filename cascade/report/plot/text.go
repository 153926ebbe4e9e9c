package plot

import (
	"bytes"
	_ "embed"
	"math"
	"strings"

	"github.com/go-text/typesetting/di"
	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// Noto Sans and Noto Sans Devanagari, the letters that plots need (fonts/build.sh).
var (
	//go:embed fonts/NotoSans-subset.ttf
	latinFont []byte
	//go:embed fonts/NotoSansDevanagari-subset.ttf
	devanagariFont []byte
)

// typesetter writes text with letters joined as their script wants it: gonum's own handler
// puts one letter after the other, which no Hindi word bears. Letters are drawn as
// outlines, so that a plot looks the same where the fonts are not.
//
// It is used by one goroutine at a time.
type typesetter struct {
	latin, devanagari *gofont.Face
	shaper            shaping.HarfbuzzShaper
}

// newTypesetter reads the embedded fonts.
func newTypesetter() (*typesetter, error) {
	s := &typesetter{}
	var err error
	if s.latin, err = gofont.ParseTTF(bytes.NewReader(latinFont)); err != nil {
		return nil, err
	}
	s.devanagari, err = gofont.ParseTTF(bytes.NewReader(devanagariFont))
	return s, err
}

// Cache is that of gonum's fonts, which are not used.
func (s *typesetter) Cache() *font.Cache { return font.DefaultCache }

// Extents are those of a line: its height above and below the base line.
func (s *typesetter) Extents(f font.Font) font.Extents {
	e, _ := s.latin.FontHExtents()
	of := func(x float32) vg.Length { return f.Size * vg.Length(x) / vg.Length(s.latin.Upem()) }
	return font.Extents{Ascent: of(e.Ascender), Descent: of(-e.Descender), Height: of(e.Ascender - e.Descender + e.LineGap)}
}

// Lines are the lines of a text.
func (s *typesetter) Lines(txt string) []string {
	return strings.Split(strings.TrimRight(txt, "\n"), "\n")
}

// Box is how wide a line is, and how high above and below its base.
func (s *typesetter) Box(txt string, f font.Font) (width, height, depth vg.Length) {
	for _, r := range s.runs(txt) {
		width += vg.Length(r.out.Advance) / 64 * f.Size / precision
	}
	e := s.Extents(f)
	return width, e.Ascent, e.Descent
}

// precision is the size at which text is shaped: shaping rounds to 64ths of a point.
const precision = 64

// run is a part of a text in one script.
type run struct {
	face *gofont.Face
	out  shaping.Output
}

// runs are the parts of a line.
func (s *typesetter) runs(txt string) []run {
	all := []rune(txt)
	var out []run
	for from := 0; from < len(all); {
		deva := isDevanagari(all[from])
		to := from + 1
		for to < len(all) && (isDevanagari(all[to]) == deva || deva && joiner(all[to])) {
			to++
		}
		in := shaping.Input{
			Text: all, RunStart: from, RunEnd: to, Direction: di.DirectionLTR, Face: s.latin,
			Size: fixed.I(precision), Script: language.Latin, Language: language.NewLanguage("en"),
		}
		if deva {
			in.Face, in.Script, in.Language = s.devanagari, language.Devanagari, language.NewLanguage("hi")
		}
		out = append(out, run{in.Face, s.shaper.Shape(in)})
		from = to
	}
	return out
}

func isDevanagari(r rune) bool { return r >= 0x900 && r <= 0x97f || r >= 0xa8e0 && r <= 0xa8ff }

// joiner is a character that belongs to the letters before it.
func joiner(r rune) bool { return r == 0x200c || r == 0x200d }

// Draw writes a text at a point.
func (s *typesetter) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	txt = strings.TrimRight(txt, "\n")
	if txt == "" {
		return
	}
	c.SetColor(sty.Color)
	c.Push()
	defer c.Pop()
	c.Translate(pt)
	c.Rotate(sty.Rotation)
	lines := s.Lines(txt)
	e := s.Extents(sty.Font)
	// The block of lines is put by its box, each line within it.
	height := e.Height*vg.Length(len(lines)-1) + e.Ascent + e.Descent
	y := vg.Length(sty.YAlign)*height + e.Descent + e.Height*vg.Length(len(lines)-1)
	for _, line := range lines {
		w, _, _ := s.Box(line, sty.Font)
		s.line(c, line, sty.Font.Size, vg.Point{X: vg.Length(sty.XAlign) * w, Y: y})
		y -= e.Height
	}
}

// line draws the letters of a line, as one outline.
func (s *typesetter) line(c vg.Canvas, txt string, size vg.Length, at vg.Point) {
	var path vg.Path
	scale := size / precision
	for _, r := range s.runs(txt) {
		units := size / vg.Length(r.face.Upem())
		for _, g := range r.out.Glyphs {
			o := vg.Point{X: at.X + vg.Length(g.XOffset)/64*scale, Y: at.Y + vg.Length(g.YOffset)/64*scale}
			if outline, ok := r.face.GlyphData(g.GlyphID).(gofont.GlyphOutline); ok {
				trace(&path, outline.Segments, o, units)
			}
			at.X += vg.Length(g.Advance) / 64 * scale
		}
	}
	if len(path) > 0 {
		c.Fill(path)
	}
}

// trace adds an outline to a path.
func trace(path *vg.Path, segments []opentype.Segment, o vg.Point, units vg.Length) {
	p := func(a opentype.SegmentPoint) vg.Point {
		return vg.Point{X: rounded(o.X + vg.Length(a.X)*units), Y: rounded(o.Y + vg.Length(a.Y)*units)}
	}
	open := false
	for _, s := range segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				path.Close()
			}
			open = true
			path.Move(p(s.Args[0]))
		case opentype.SegmentOpLineTo:
			path.Line(p(s.Args[0]))
		case opentype.SegmentOpQuadTo:
			path.QuadTo(p(s.Args[0]), p(s.Args[1]))
		case opentype.SegmentOpCubeTo:
			path.CubeTo(p(s.Args[0]), p(s.Args[1]), p(s.Args[2]))
		}
	}
	if open {
		path.Close()
	}
}

// rounded rounds a length to a thousandth of a point, which all machines agree on.
func rounded(x vg.Length) vg.Length { return vg.Length(math.Round(float64(x)*1000) / 1000) }
