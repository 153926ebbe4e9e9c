// Package bench measures how fast this program is on this machine, beside
// programs that do the same work and nothing else.
package bench

import (
	"context"
	"errors"
	"math"
	"os"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"harkara/cascade"
	"harkara/cascade/report"
	"harkara/model"
)

// Options say what to measure, and beside what.
type Options struct {
	Program   string // the program itself, run as a whole where that is measured
	Reference string // a folder of reference programs in C
	Units     string // a file of 218,926 units, to be read
	Runs      int    // how often everything is measured, in turns
	Quick     bool   // small sizes: to see that it works
	Peers     bool   // libraries for Python are installed, and measured beside engines
	// Told is told what is being measured.
	Told func(what model.Note)
}

// bench is a measurement under way.
type bench struct {
	Options
	folder     string // for files that are made on the way
	references map[string]reference
	speed      report.Speed
}

// Measure measures everything. When ctx ends, what was measured so far is
// returned, marked partial.
func Measure(ctx context.Context, o Options) (report.Speed, error) {
	folder, err := os.MkdirTemp("", "harkara-bench-")
	if err != nil {
		return report.Speed{}, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	b := &bench{Options: o, folder: folder, speed: report.Speed{Machine: machine(), Runs: o.Runs, Quick: o.Quick, Limits: unmeasured}}
	b.buildReferences(ctx)
	// Whole programs come first: what this one has grown to counts as theirs.
	for _, measure := range []func(context.Context) error{b.limits, b.programs, b.exact, b.figures, b.tree, b.graph, b.peers, b.workers, b.memory, b.growth, b.reading, b.readingLinks} {
		var err error
		if ctx.Err() == nil {
			err = measure(ctx)
		}
		switch {
		case ctx.Err() != nil:
			b.speed.Partial = true
			return b.speed, nil
		case err != nil:
			return b.speed, err
		}
		debug.FreeOSMemory() // what was measured does not weigh on what is next
	}
	return b.speed, nil
}

func (b *bench) progress(kind string, args ...any) {
	if b.Told != nil {
		b.Told(model.NewNote(kind, args...))
	}
}

// note adds a note, once.
func (b *bench) note(n model.Note) {
	if !slices.ContainsFunc(b.speed.Notes, func(m model.Note) bool { return reflect.DeepEqual(m, n) }) {
		b.speed.Notes = append(b.speed.Notes, n)
	}
}

// failure is the note of why something is not measured.
func failure(err error) model.Note {
	if reasons := cascade.Reasons(err); reasons != nil {
		return reasons[0]
	}
	return model.NewNote("not-measured", err.Error())
}

// series is one thing measured several times.
type series struct {
	once   func(ctx context.Context) (float64, error)
	values []float64
	err    error // why there are no values
	most   int   // values at most; 0 is as many as asked
}

// median is that of the values; NaN where there are none.
func (s *series) median() float64 {
	if s == nil || len(s.values) == 0 {
		return math.NaN()
	}
	v := slices.Sorted(slices.Values(s.values))
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}

// interleave measures each series once, then each again, as many times as asked:
// what slows the machine for a while slows all of them. A series that fails is
// left out from then on.
func (b *bench) interleave(ctx context.Context, all ...*series) {
	for range b.Runs {
		for _, s := range all {
			if s.err != nil || s.most > 0 && len(s.values) >= s.most {
				continue
			}
			v, err := s.once(ctx)
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				s.err = err
				b.note(failure(err))
				continue
			}
			s.values = append(s.values, v)
		}
	}
}

// row adds a row: what work takes, beside what something else takes.
func (b *bench) row(r report.SpeedRow, work, other *series) {
	r.Value, r.Takes = work.median(), math.NaN()
	if other != nil {
		r.Takes = other.median()
	}
	b.speed.Rows = append(b.speed.Rows, r)
}

// size is one of two: for a quick measurement, or for a real one.
func (b *bench) size(quick, real int) int {
	if b.Quick {
		return quick
	}
	return real
}

// machine is the processor and the system.
func machine() model.Wording {
	processor := "processor of unknown name"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, after, ok := strings.Cut(string(text), "model name"); ok {
			line, _, _ := strings.Cut(after, "\n")
			processor = strings.TrimSpace(strings.TrimLeft(line, "\t :"))
		}
	}
	return model.Worded("%s, %d cores, %s/%s, %s", processor, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// errNone is why there is nothing to measure against.
var errNone = errors.New("no reference")
