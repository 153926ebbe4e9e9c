//go:build !js

package main

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"harkara/cascade/report"
)

// bar shows how many trials are done. Its library does not build for js/wasm,
// where there is no terminal either.
type bar struct {
	pool *mpb.Progress
	of   *mpb.Bar
}

// barCells is how wide the bar itself is: with the text on both sides the line stays
// within 80 cells in every language, with some to spare.
const barCells = 40

// newBar is a bar of trials that are done of a total; counts says both, and left in
// what time the rest may be done.
func newBar(to io.Writer, total int, counts, left func(done, total int64) string) *bar {
	pool := mpb.New(mpb.WithOutput(to), mpb.WithWidth(barCells))
	return &bar{pool, pool.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(beside(counts)), mpb.AppendDecorators(beside(left)))}
}

// A caption is a text beside the bar. Terminals give many vowel signs of Devanagari a
// cell of their own, which the library does not count.
type caption struct{ decor.Decorator }

func beside(text func(done, total int64) string) decor.Decorator {
	return caption{decor.Any(func(s decor.Statistics) string { return text(s.Current, s.Total) })}
}

func (c caption) Decor(at decor.Statistics) (string, int) {
	text, width := c.Decorator.Decor(at)
	return text, max(width, report.Cells(text))
}

func (b *bar) set(done, total int) {
	b.of.SetTotal(int64(total), false)
	b.of.SetCurrent(int64(done))
}

// end takes the bar off the screen.
func (b *bar) end() {
	b.of.Abort(true)
	b.pool.Wait()
}
