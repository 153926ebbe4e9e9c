package main

import (
	"os"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress shows how many trials are done, where standard error is a terminal
// and the work is not over in a moment.
type progress struct {
	app   *app
	quiet bool
	began time.Time
	pool  *mpb.Progress
	bar   *mpb.Bar
}

// patience is how long a run may take before its progress is shown.
const patience = 500 * time.Millisecond

func (a *app) newProgress() *progress {
	f, ok := a.errOut.(*os.File)
	return &progress{app: a, quiet: a.quiet || !ok || !term.IsTerminal(int(f.Fd())), began: time.Now()}
}

// told is called with trials done of all.
func (p *progress) told(done, total int) {
	if p.quiet || p.bar == nil && (time.Since(p.began) < patience || done >= total) {
		return
	}
	if p.bar == nil {
		p.pool = mpb.New(mpb.WithOutput(p.app.errOut), mpb.WithWidth(60))
		p.bar = p.pool.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d trials ")),
			mpb.AppendDecorators(decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO), "")))
	}
	p.bar.SetTotal(int64(total), false)
	p.bar.SetCurrent(int64(done))
}

// end takes the bar off the screen.
func (p *progress) end() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(true)
	p.pool.Wait()
}
