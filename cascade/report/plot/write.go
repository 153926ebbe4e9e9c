package plot

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"image/color"
	"io"
	"regexp"
	"strings"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Formats are the formats of plots, as the ends of files' names.
func Formats() []string { return []string{"svg", "png", "pdf"} }

// A Figure is a plot that can be written.
type Figure struct {
	// Title is its heading, About a sentence for who cannot see it, and Command what
	// makes it again: all stand in the file.
	Title, About, Command string
	// Width and Height are its size in points.
	Width, Height float64

	// note are lines below what draw draws, and foot is how high they are.
	note []string
	foot float64
	text *typesetter
	draw func(draw.Canvas)
}

// on draws the figure on white, so that it is seen on a dark page too.
func (f *Figure) on(canvas vg.CanvasSizer) {
	width, height := canvas.Size()
	c := draw.NewCanvas(canvas, width, height)
	c.FillPolygon(color.White, []vg.Point{{}, {X: width}, {X: width, Y: height}, {Y: height}})
	for i, line := range f.note {
		y := vg.Length(f.foot) - noteLine*vg.Length(i)
		c.FillText(f.text.style(noteSize, quiet, text.XLeft, text.YTop), vg.Point{X: 10, Y: y}, line)
	}
	c.Push()
	c.Translate(vg.Point{Y: vg.Length(f.foot)})
	f.draw(draw.NewCanvas(canvas, width, height-vg.Length(f.foot)))
	c.Pop()
}

// Write writes a figure in a format: the same bytes for the same figure.
func (f *Figure) Write(w io.Writer, format string) error {
	width, height := vg.Length(f.Width), vg.Length(f.Height)
	var canvas interface {
		vg.CanvasSizer
		io.WriterTo
	}
	switch format {
	case "svg":
		canvas = vgsvg.New(width, height)
	case "png":
		canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(192))}
	case "pdf":
		canvas = vgpdf.New(width, height)
	default:
		return fmt.Errorf("plot: no format is called %q", format)
	}
	f.on(canvas)
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return err
	}
	out := b.Bytes()
	switch format {
	case "svg":
		out = f.described(out)
	case "png":
		out = f.withText(out)
	case "pdf":
		out = undated(out)
	}
	_, err := w.Write(out)
	return err
}

var svgOpen = regexp.MustCompile(`<svg[^>]*>`)

// described is a drawing with its title, and a description with the command.
func (f *Figure) described(svg []byte) []byte {
	at := svgOpen.FindIndex(svg)
	if at == nil {
		return svg
	}
	escape := func(s string) string {
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(s))
		return b.String()
	}
	tag := bytes.Replace(svg[at[0]:at[1]], []byte("<svg"), []byte(`<svg role="img" aria-labelledby="title desc"`), 1)
	head := fmt.Sprintf("\n<title id=\"title\">%s</title>\n<desc id=\"desc\">%s\n%s</desc>", escape(f.Title), escape(f.About), escape(f.Command))
	return bytes.Join([][]byte{svg[:at[0]], tag, []byte(head), svg[at[1]:]}, nil)
}

// withText is a PNG with chunks of text (PNG, third edition, 11.3.3): what it shows,
// and the command that makes it again.
func (f *Figure) withText(png []byte) []byte {
	const head = 8 + 25 // the signature and IHDR, which comes first
	if len(png) < head {
		return png
	}
	out := append([]byte(nil), png[:head]...)
	for _, x := range [][2]string{{"Title", f.Title}, {"Description", f.About}, {"Source", f.Command}, {"Software", "harkara"}} {
		if x[1] == "" {
			continue
		}
		// iTXt: keyword, not compressed, no language, no translated keyword, UTF-8.
		data := append([]byte("iTXt"+x[0]), 0, 0, 0, 0, 0)
		data = append(data, x[1]...)
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)-4))
		out = append(out, data...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(data))
	}
	return append(out, png[head:]...)
}

var pdfDate = regexp.MustCompile(`\(D:\d{14}[^)]*\)`)

// undated is a PDF in which every date is the same, of the same length, so that the
// places that it lists stay right.
func undated(pdf []byte) []byte {
	return pdfDate.ReplaceAllFunc(pdf, func(d []byte) []byte {
		return append([]byte("(D:20000101000000"), d[len("(D:20000101000000"):]...)
	})
}
