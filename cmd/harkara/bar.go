//go:build !js

package main

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// bar shows how many trials are done. Its library does not build for js/wasm,
// where there is no terminal either.
type bar struct {
	pool *mpb.Progress
	of   *mpb.Bar
}

// newBar is a bar of trials that are done of a total; counts says both.
func newBar(to io.Writer, total int, counts func(done, total int64) string) *bar {
	pool := mpb.New(mpb.WithOutput(to), mpb.WithWidth(60))
	return &bar{pool, pool.AddBar(int64(total), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Any(func(s decor.Statistics) string { return counts(s.Current, s.Total) + " " })),
		mpb.AppendDecorators(decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "")))}
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
