package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"

	"harkara/cascade"
)

// An Engine is a batch system that runs harkara job work for shares of a job.
type Engine interface {
	// Name is what it is called in submitted.json and by --on.
	Name() string
	// Most is into how many shares a job is cut at most.
	Most(ctx context.Context) (uint64, error)
	// Show is what would be submitted, for people.
	Show(r Round) (string, error)
	// Submit hands shares to the engine and returns the name it knows them by.
	Submit(ctx context.Context, r Round) (id string, err error)
	// Done tells whether the engine is through with what it was given, well or not.
	Done(ctx context.Context, id string) (bool, error)
	// Cancel takes back what it was given.
	Cancel(ctx context.Context, id string) error
}

// A Round is what is handed to an engine at once: those shares of a job that have
// pieces which are not done.
type Round struct {
	Job    *Job
	Shares []uint64
	Of     uint64   // into how many shares the job is cut
	Number int      // of rounds before
	More   []string // further flags of harkara job work
}

// A Runner runs a program of an engine, with something to read, and returns what it
// printed. Tests give one that writes down what it is asked.
type Runner func(ctx context.Context, in []byte, program string, args ...string) (string, error)

// NewEngine is the engine that --on names: "slurm", "kubernetes", or a master of Spark,
// as in "spark://host:7077".
func NewEngine(on string, o EngineOptions) (Engine, error) {
	switch {
	case on == "slurm":
		return slurm{o}, nil
	case on == "kubernetes":
		return kubernetes{o}, nil
	case strings.HasPrefix(on, "spark://"), strings.HasPrefix(on, "local["), strings.HasPrefix(on, "k8s://"), on == "yarn":
		return spark{o, on}, nil
	}
	return nil, cascade.Refuse("job-no-engine", on)
}

// EngineOptions are what engines need to know.
type EngineOptions struct {
	Run Runner
	// Program is the harkara program here.
	Program string
	// Pass are given to the engine's program as they are.
	Pass []string
	// Image, Claim and At are for Kubernetes: the image that has harkara, the claim of a
	// volume that has the folder, and the folder's path in its containers.
	Image, Claim, At string
}

// submission is what was handed to an engine.
type submission struct {
	Engine string `json:"engine"`
	ID     string `json:"id"`
	Of     uint64 `json:"shares"`
}

const submittedFile = "submitted.json"

// Submitted is what an engine was given last, if it was: its name for it, into how many
// shares the job was cut, and how often something was submitted.
func (j *Job) Submitted(e Engine) (id string, of uint64, rounds int) {
	for _, s := range j.submissions() {
		if s.Engine == e.Name() {
			id, of = s.ID, s.Of
		}
		rounds++
	}
	return id, of, rounds
}

func (j *Job) submissions() (out []submission) {
	if data, err := os.ReadFile(j.file(submittedFile)); err == nil {
		_ = json.Unmarshal(data, &out)
	}
	return out
}

// Submit hands a round to an engine and writes down that it did.
func (j *Job) Submit(ctx context.Context, e Engine, r Round) (id string, err error) {
	if err := os.Remove(j.file(cancelled)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", cascade.Refuse("job-folder", j.Dir, Why(err))
	}
	if id, err = e.Submit(ctx, r); err != nil {
		return "", err
	}
	if err := WriteWhole(j.file(submittedFile), indented(append(j.submissions(), submission{e.Name(), id, r.Of})), filePerm); err != nil {
		return id, cascade.Refuse("job-folder", j.Dir, Why(err))
	}
	return id, nil
}

// Cancel ends the work on a job, and takes back what engines were given.
func (j *Job) Cancel(ctx context.Context, run Runner) error {
	if err := WriteWhole(j.file(cancelled), nil, filePerm); err != nil {
		return cascade.Refuse("job-folder", j.Dir, Why(err))
	}
	var failed error
	last := map[string]bool{}
	for _, s := range slices.Backward(j.submissions()) {
		if last[s.Engine] || s.ID == "" {
			continue
		}
		last[s.Engine] = true
		e, err := NewEngine(s.Engine, EngineOptions{Run: run})
		if err == nil {
			err = e.Cancel(ctx, s.ID)
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// sharesOf are the shares that pieces belong to.
func sharesOf(pieces []uint64, of uint64) (out []uint64) {
	for _, i := range pieces {
		out = append(out, i%of)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// piecesOfShare is how many pieces a share has where nothing else is asked for: enough
// that starting the program does not matter.
const piecesOfShare = 4

// Next is the next round of a job for an engine: the shares that are not done. tasks is
// into how many shares the job is cut; 0 leaves it to the number of pieces.
func (j *Job) Next(ctx context.Context, e Engine, tasks uint64) (Round, error) {
	missing, pieces, err := j.Missing()
	if err != nil {
		return Round{}, err
	}
	most, err := e.Most(ctx)
	if err != nil {
		return Round{}, err
	}
	if tasks == 0 {
		tasks = (pieces + piecesOfShare - 1) / piecesOfShare
	}
	of := max(min(tasks, most, pieces), 1)
	_, _, rounds := j.Submitted(e)
	return Round{Job: j, Shares: sharesOf(missing, of), Of: of, Number: rounds}, nil
}
