package main

import (
	"math"
	"os"
	"time"

	"golang.org/x/term"
)

// progress shows how many trials are done, where standard error is a terminal
// and the work is not over in a moment.
type progress struct {
	app   *app
	quiet bool
	began time.Time
	bar   *bar
}

// progressDelay is how long a run may take before its progress is shown.
const progressDelay = 500 * time.Millisecond

func (a *app) newProgress() *progress {
	f, ok := a.errOut.(*os.File)
	return &progress{app: a, quiet: a.quiet || !ok || !term.IsTerminal(int(f.Fd())), began: time.Now()}
}

// update is called with trials done of all.
func (p *progress) update(done, total int) {
	if p.quiet || p.bar == nil && (time.Since(p.began) < progressDelay || done >= total) {
		return
	}
	if p.bar == nil {
		p.bar = newBar(p.app.errOut, total, func(done, total int64) string {
			return p.app.spoken().Text("bar-trials", done, total)
		}, func(done, total int64) string { return p.left(time.Since(p.began), done, total) })
	}
	p.bar.set(done, total)
}

// left is in what time the rest may be done, if it goes on as it went so far.
func (p *progress) left(took time.Duration, done, total int64) string {
	if done <= 0 || done >= total {
		return ""
	}
	rest := took.Seconds() * float64(total-done) / float64(done)
	return p.app.spoken().Text("bar-left", math.Ceil(rest))
}

// end takes the bar off the screen.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.end()
	}
}
