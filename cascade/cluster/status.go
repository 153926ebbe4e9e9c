package cluster

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Status is what of a job is done.
type Status struct {
	// Parts are those that were begun; the last may be followed by more, where what is
	// played depends on what came of it.
	Parts     []PartStatus
	Cancelled bool
	// Left is about how many seconds are left of the parts, with as many workers as
	// there are; NaN where nothing is done or nobody works.
	Left float64
	// Failures are pieces that failed, with what was said the last time.
	Failures []Failure
}

// PartStatus is what of a part is done, in pieces.
type PartStatus struct {
	Cut
	Pieces, Done, Running, Failed uint64
}

// A Failure is a piece that failed so many times.
type Failure struct {
	Name  string
	Part  int
	Times int
	Text  string
}

// Done tells whether all pieces of all parts that were begun are done.
func (s *Status) Done() bool {
	return !slices.ContainsFunc(s.Parts, func(p PartStatus) bool { return p.Done < p.Pieces })
}

// Status looks what of a job is done.
func (j *Job) Status() (*Status, error) {
	s := &Status{Left: math.NaN()}
	_, err := os.Stat(j.file(cancelled))
	s.Cancelled = err == nil
	s.Failures = j.failures()
	seconds, timed, open, running := 0.0, 0.0, 0.0, 0.0
	for n := 0; ; n++ {
		c, err := j.cut(n)
		if err != nil {
			return nil, err
		}
		if c.Each == 0 {
			break
		}
		files, err := spansOf(j.Dir, n)
		if err != nil {
			return nil, err
		}
		p := PartStatus{Cut: c, Pieces: c.Count(), Running: j.running(n, files)}
		for i, f := range files {
			p.Done += f.hi - f.lo
			if i < maxTimed {
				seconds += secondsOf(j.pieceFile(n, f))
				timed += float64(c.span(f.lo, f.hi).Len())
			}
		}
		for _, f := range s.Failures {
			if f.Part == n && f.Times >= maxFailures {
				p.Failed++
			}
		}
		open += float64(c.To - c.From - min(c.span(0, p.Done).Len(), c.To-c.From))
		running += float64(p.Running)
		s.Parts = append(s.Parts, p)
	}
	if timed > 0 && running > 0 {
		s.Left = seconds / timed * open / running
	}
	return s, nil
}

// maxTimed is of how many files it is looked how long they took.
const maxTimed = 200

// running is how many pieces are being done that are not done yet, as far as is known.
func (j *Job) running(part int, files []span) (n uint64) {
	entries, _ := os.ReadDir(j.file("leases"))
	me := self()
	for _, e := range entries {
		p, at, ok := parseSpan(e.Name())
		if !ok || p != part || slices.ContainsFunc(files, func(f span) bool { return f.lo <= at.lo && at.hi <= f.hi }) {
			continue
		}
		var o owner
		data, err := os.ReadFile(filepath.Join(j.Dir, "leases", e.Name()))
		if err == nil && json.Unmarshal(data, &o) == nil && (o.Host != me.Host || running(o.PID)) {
			n++
		}
	}
	return n
}

// failures are the pieces that failed.
func (j *Job) failures() (out []Failure) {
	entries, _ := os.ReadDir(j.file("failures"))
	for _, e := range entries {
		name, times, _ := strings.Cut(e.Name(), ".")
		part, _, ok := parseSpan(name)
		if !ok {
			continue
		}
		data, _ := os.ReadFile(filepath.Join(j.Dir, "failures", e.Name()))
		f := Failure{Name: name, Part: part, Times: int(times[0] - '0'), Text: strings.TrimSpace(string(data))}
		if k := len(out) - 1; k >= 0 && out[k].Name == name {
			out[k] = f // in order of times
		} else {
			out = append(out, f)
		}
	}
	return out
}

// Failed is the error of a piece that failed too often; nil where there is none.
func (j *Job) Failed() error {
	s, err := j.Status()
	if err != nil {
		return err
	}
	for _, f := range s.Failures {
		if _, at, ok := parseSpan(f.Name); ok && f.Times >= maxFailures && f.Part < len(s.Parts) {
			return j.refuse(s.Parts[f.Part].Cut, at.lo, f.Name, f.Text)
		}
	}
	return nil
}

// Missing are the numbers of the pieces of the last part that are not done, and how
// many pieces it has.
func (j *Job) Missing() (missing []uint64, of uint64, err error) {
	part := 0
	for ; ; part++ {
		if _, err := os.Stat(j.cutFile(part + 1)); err != nil {
			break
		}
	}
	c, err := j.cut(part)
	if err != nil {
		return nil, 0, err
	}
	files, err := spansOf(j.Dir, part)
	if err != nil {
		return nil, 0, err
	}
	end := uint64(0)
	for _, f := range append(files, span{c.Count(), c.Count()}) {
		for ; end < f.lo; end++ {
			missing = append(missing, end)
		}
		end = f.hi
	}
	return missing, c.Count(), nil
}

// Leftover is the first file of what a job has done that is in a folder; "" where there is
// none.
func Leftover(dir string) string {
	for _, sub := range []string{"pieces", "plays"} {
		entries, _ := os.ReadDir(filepath.Join(dir, sub))
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), temporary) {
				return sub + "/" + e.Name()
			}
		}
	}
	return ""
}

// Owns tells whether a name in a folder is one that a job gives.
func Owns(name string) bool {
	return strings.HasPrefix(name, temporary) || slices.Contains([]string{
		"job.json", "data", "plays", "pieces", "leases", "failures", "logs", cancelled, submittedFile,
	}, name)
}
