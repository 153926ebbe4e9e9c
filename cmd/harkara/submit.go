package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"harkara/cascade"
	"harkara/cascade/cluster"
	"harkara/model"
)

// program is this program, as jobs know it.
func program() cluster.Program {
	p := cluster.Program{Version: version}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return p
	}
	of := map[string]string{}
	for _, s := range info.Settings {
		of[s.Key] = s.Value
	}
	if of["vcs.modified"] == "false" {
		p.Revision = of["vcs.revision"]
	}
	return p
}

// submitFlags are the flags of job submit.
type submitFlags struct {
	workFlags
	on      string
	dry     bool
	tasks   int
	options cluster.EngineOptions
	output  output
}

func (a *app) jobSubmit() *cobra.Command {
	f := &submitFlags{output: output{app: a}}
	c := &cobra.Command{
		Use: "submit DIR --on ENGINE", Short: "Have a job done by Slurm, Kubernetes or Spark, and print the answer",
		Long: `Hand the pieces of a job that are not done to a batch system, wait until it has ended,
hand it again what is missing, and print the answer. ENGINE is slurm, kubernetes, or a
master of Spark, as in spark://host:7077. With Slurm and Kubernetes the machines see
the folder; with Spark they need nothing in common. If the command is ended, what was
handed over goes on, and the same command waits for it again.`,
		Example: "  harkara job submit jobs/india --on slurm\n  harkara job submit jobs/india --on slurm --pass --partition=long --dry-run\n  harkara job submit jobs/india --on kubernetes --image registry/harkara:0.1.0 --volume jobs\n  harkara job submit jobs/india --on spark://host:7077",
	}
	c.Flags().StringVar(&f.on, "on", "", "the `engine`: slurm, kubernetes, or a master of Spark")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "print what would be submitted, and submit nothing")
	intFlag(c.Flags(), &f.tasks, "tasks", "cut the job into this `number` of shares (default: four pieces a share)")
	c.Flags().StringArrayVar(&f.options.Pass, "pass", nil, "an `option` for sbatch, kubectl or spark-submit; may be repeated")
	c.Flags().StringVar(&f.options.Program, "program", "", "the harkara `file` on the machines (default: this one)")
	c.Flags().StringVar(&f.options.Image, "image", "", "with kubernetes: the `image` that has harkara")
	c.Flags().StringVar(&f.options.Claim, "volume", "", "with kubernetes: the `claim` of the volume that has the folder")
	c.Flags().StringVar(&f.options.At, "volume-path", "", "with kubernetes: the folder's `path` in /jobs (default: its last name)")
	f.output.flags(c)
	f.workFlags.flags(c)
	completeWith(c, "on", []string{"slurm", "kubernetes", "spark://", "yarn", "local[2]"})
	return ofJob(c, func(c *cobra.Command, dir string) error { return a.submit(c, f, dir) })
}

func (a *app) submit(c *cobra.Command, f *submitFlags, dir string) error {
	ctx := c.Context()
	if f.on == "" {
		return usagef("--on says where: slurm, kubernetes, or a master of Spark, as in spark://host:7077")
	}
	if c.Flags().Changed("tasks") && f.tasks < 1 {
		return usagef("--tasks %d: a whole number from 1", f.tasks)
	}
	e, err := f.engine()
	if err != nil {
		return usage(err, nil)
	}
	j, err := openJob(dir)
	if err != nil {
		return err
	}
	more, err := f.output.ofJob(c, j)
	if err != nil {
		return err
	}
	if f.dry {
		r, err := j.Next(ctx, e, uint64(f.tasks))
		if err != nil {
			return failed(err)
		}
		r.More = f.arguments()
		text, err := e.Show(r)
		if err != nil {
			return failed(err)
		}
		return a.writeOut("", []byte(text))
	}
	return a.rounds(ctx, f, e, j, append(more, f.arguments()...))
}

func (f *submitFlags) engine() (cluster.Engine, error) {
	f.options.Run = engineRunner
	if f.options.Program == "" {
		exe, err := os.Executable()
		if err != nil {
			return nil, err
		}
		f.options.Program = exe
	}
	return cluster.NewEngine(f.on, f.options)
}

// maxIdleRounds is how many rounds may end without a piece being done.
const maxIdleRounds = 3

// rounds submits what is missing until nothing is, and prints the answer.
func (a *app) rounds(ctx context.Context, f *submitFlags, e cluster.Engine, j *cluster.Job, more []string) error {
	p := a.newProgress()
	defer p.end()
	for before, stuck := -1, 0; ; {
		answer, err := a.merged(ctx, j, more)
		if !errors.Is(err, cluster.ErrCut) {
			p.end()
			if len(answer) > 0 {
				if err := a.writeOut("", answer); err != nil {
					return err
				}
			}
			return err
		}
		missing, _, err := j.Missing()
		if err != nil {
			return failed(err)
		}
		if stuck++; len(missing) != before {
			before, stuck = len(missing), 0
		}
		if stuck >= maxIdleRounds {
			return failed(cascade.Refuse("job-stuck", j.Dir, int64(stuck)))
		}
		if err := a.round(ctx, f, e, j, len(missing), p); err != nil {
			return err
		}
	}
}

// round waits for what the engine has, or hands it a round and waits for that.
func (a *app) round(ctx context.Context, f *submitFlags, e cluster.Engine, j *cluster.Job, missing int, p *progress) error {
	if id, _, rounds := j.Submitted(e); rounds > 0 && id != "" {
		if done, err := e.Done(ctx, id); err == nil && !done {
			return a.await(ctx, e, j, id, p)
		}
	}
	if err := j.Failed(); err != nil {
		return failed(err)
	}
	r, err := j.Next(ctx, e, uint64(f.tasks))
	if err != nil {
		return failed(err)
	}
	r.More = f.arguments()
	id, err := j.Submit(ctx, e, r)
	if err != nil {
		if left, _, _ := j.Missing(); len(left) == missing || ctx.Err() != nil {
			return failed(err)
		}
		a.remark(model.NewNote("job-round-failed", err))
	}
	return a.await(ctx, e, j, id, p)
}

// Between two looks at an engine, and after how many that failed one gives up.
const (
	lookAgain = time.Second
	maxErrors = 120
)

// await waits until the engine is through, or nothing is missing.
func (a *app) await(ctx context.Context, e cluster.Engine, j *cluster.Job, id string, p *progress) error {
	errs := 0
	for {
		done, err := e.Done(ctx, id)
		if errs++; err == nil {
			errs = 0
		}
		if errs > maxErrors {
			return failed(err)
		}
		missing, of, err := j.Missing()
		if err != nil {
			return failed(err)
		}
		p.update(int(of)-len(missing), int(of))
		if done || len(missing) == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return &failure{exitInterrupted, model.Errorf("interrupted; what was handed over goes on: the same command waits for it, harkara job cancel ends it"), nil}
		case <-time.After(lookAgain):
		}
	}
}

// engineRunner runs a program of an engine.
func engineRunner(ctx context.Context, in []byte, name string, args ...string) (string, error) {
	var out, errOut bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &errOut
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return "", model.Errorf("exec: %q: %w: it comes with the engine", name, exec.ErrNotFound)
		}
		said := strings.TrimSpace(errOut.String())
		return out.String(), model.Errorf("%s: %w: %s", name, err, said[max(len(said)-2000, 0):])
	}
	return out.String(), nil
}
