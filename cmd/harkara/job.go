package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"harkara/cascade/cluster"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/model"
)

// jobCommand is the command for work that is kept in a folder.
func (a *app) jobCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "job", Short: "Work on a job that --keep wrote: here, on other machines, with a batch system", GroupID: groupMore,
		Long: `A job is a folder that --keep wrote: a command, its scenario and data, and what is
done of it so far, piece by piece. Any number of harkara job work, on this machine or
on others that see the folder, do its pieces; merge prints the answer, which has the
bytes of a run on one machine. "harkara explain cluster" tells how to set one up.`,
		Example: "  harkara run india --trials 1000000 --keep jobs/india --prepare\n  harkara job work jobs/india\n  harkara job status jobs/india\n  harkara job merge jobs/india --out india.txt\n  harkara job submit jobs/india --on slurm",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			return usage(model.Errorf("no command is called %q", "job "+args[0]), model.Errorf("there are harkara job status, work, merge, cancel and submit"))
		},
	}
	c.AddCommand(a.jobStatus(), a.jobWork(), a.jobMerge(), a.jobCancel(), a.jobSubmit())
	return c
}

// ofJob gives a command that takes the folder of a job what all of those have.
func ofJob(c *cobra.Command, run func(c *cobra.Command, dir string) error) *cobra.Command {
	c.Args = exactly(1, "the folder of a job")
	c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	c.RunE = func(c *cobra.Command, args []string) error { return run(c, args[0]) }
	return c
}

func (a *app) jobStatus() *cobra.Command {
	o := &output{app: a}
	c := &cobra.Command{
		Use: "status DIR", Short: "Print what of a job is done, running and failed, and the time left",
		Example: "  harkara job status jobs/india\n  harkara job status jobs/india --format json",
	}
	o.flags(c)
	return ofJob(c, func(c *cobra.Command, dir string) error {
		if err := o.check(c.Flags().Changed); err != nil {
			return err
		}
		j, err := openJob(dir)
		if err != nil {
			return err
		}
		s, err := j.Status()
		if err != nil {
			return failed(err)
		}
		return o.write(report.Job(dir, j, s))
	})
}

// workFlags are the flags of commands that run the command of a job.
type workFlags struct {
	workers int
	memory  memory
}

func (w *workFlags) flags(c *cobra.Command) {
	c.Flags().SortFlags = false
	intFlag(c.Flags(), &w.workers, "workers", "how many trials run at the same time, a `number` (default: one a core)")
	w.memory.flags(c)
}

// arguments are those flags for the command of a job.
func (w *workFlags) arguments() (out []string) {
	if w.workers > 0 {
		out = append(out, "--workers="+strconv.Itoa(w.workers))
	}
	if w.memory.text != "" {
		out = append(out, "--memory="+w.memory.text)
	}
	return out
}

func (a *app) jobWork() *cobra.Command {
	w, index := &workFlags{}, ""
	c := &cobra.Command{
		Use: "work DIR", Short: "Do pieces of a job until none is left",
		Long: `Do pieces of a job that are not done, until none is left, beside any number of
others who do. With --index 3/10, do the fourth of ten shares, and no other: 0/10 to
9/10 (or 1/10 to 10/10) together are all. Exit status: 0 done, 1 failed, 130
interrupted (what is done is kept).`,
		Example: "  harkara job work jobs/india\n  harkara job work jobs/india --index 3/10",
	}
	w.flags(c)
	c.Flags().StringVar(&index, "index", "", "only this share, `i/n`, as array jobs count")
	return ofJob(c, func(c *cobra.Command, dir string) error {
		st := &cluster.Store{Mode: cluster.Help}
		var err error
		if st.Index, st.Of, err = parseIndex(index); err != nil {
			return usagef("--index %s: %v", index, err)
		}
		j, err := openJob(dir)
		if err != nil {
			return err
		}
		err = a.work(c.Context(), j, st, w.arguments(), io.Discard)
		if c.Context().Err() != nil {
			return &failure{exitInterrupted, model.Errorf("interrupted; the pieces that are done are kept"), nil}
		}
		return err
	})
}

// work runs the command of a job with a store, and writes its answer to out. The error
// is that of the command; where pieces are left for others, it is nil.
func (a *app) work(ctx context.Context, j *cluster.Job, st *cluster.Store, more []string, out io.Writer) error {
	st.Find = func() (*cluster.Job, error) { return j, nil }
	st.Say = a.remark
	inner := &app{in: strings.NewReader(""), out: out, errOut: a.errOut, grace: a.grace, quiet: a.quiet, language: a.language, locale: a.locale, job: j}
	root := inner.root()
	root.SetArgs(commandLine(j, more))
	err := root.ExecuteContext(montecarlo.Keeping(ctx, st))
	if err := jobError(st); err != nil {
		return err
	}
	if st.Mode != cluster.Help {
		return err
	}
	var f *failure
	if errors.Is(st.Err(), cluster.ErrElsewhere) || errors.As(err, &f) && f.err == nil {
		return nil // a goal that is missed is told by merge
	}
	return err
}

// commandLine is the command of a job, with more flags.
func commandLine(j *cluster.Job, more []string) []string {
	out := []string{j.Command}
	for _, s := range j.Settings {
		for _, v := range s.Values {
			out = append(out, "--"+s.Name+"="+v)
		}
	}
	out = append(append(out, more...), "--")
	return append(out, j.Arguments...)
}

// parseIndex reads i/n.
func parseIndex(text string) (index, of uint64, err error) {
	if text == "" {
		return 0, 0, nil
	}
	i, n, found := strings.Cut(text, "/")
	index, err1 := strconv.ParseUint(i, 10, 32)
	of, err2 := strconv.ParseUint(n, 10, 32)
	if !found || err1 != nil || err2 != nil || of == 0 || index > of {
		return 0, 0, model.Errorf("a share and their number, as in 3/10")
	}
	return index, of, nil
}

func (a *app) jobMerge() *cobra.Command {
	w, o := &workFlags{}, &output{app: a}
	c := &cobra.Command{
		Use: "merge DIR", Short: "Print the answer of a job whose pieces are all done",
		Long: `Print the answer of a job, with the bytes and the exit status of a run on one
machine. It is refused while a piece is missing.`,
		Example: "  harkara job merge jobs/india\n  harkara job merge jobs/india --format markdown --out india.md",
	}
	o.flags(c)
	w.flags(c)
	return ofJob(c, func(c *cobra.Command, dir string) error {
		j, err := openJob(dir)
		if err != nil {
			return err
		}
		more, err := o.ofJob(c, j)
		if err != nil {
			return err
		}
		return a.work(c.Context(), j, &cluster.Store{Mode: cluster.ReadOnly}, append(more, w.arguments()...), a.out)
	})
}

// ofJob are the flags of output as they are given to the command of a job. A format
// that needs other counts is refused.
func (o *output) ofJob(c *cobra.Command, j *cluster.Job) (out []string, err error) {
	if err := o.check(c.Flags().Changed); err != nil {
		return nil, err
	}
	if c.Flags().Changed("format") || c.Flags().Changed("out") && o.format != string(report.Text) {
		want := sameKind([]cluster.Setting{{Name: "format", Values: []string{o.format}}}, j.Settings)
		for _, s := range j.Settings {
			if s.Name == "format" && s.Values[0] != want[0].Values[0] {
				return nil, usagef("--format %s: what was counted is for %s; table and markdown are written from the same counts, and so are csv and json", o.format, s.Values[0])
			}
		}
		out = append(out, "--format="+o.format)
	}
	for _, name := range []string{"out", "color"} {
		if c.Flags().Changed(name) {
			out = append(out, "--"+name+"="+c.Flags().Lookup(name).Value.String())
		}
	}
	if o.raw {
		out = append(out, "--raw-csv")
	}
	return out, nil
}

func (a *app) jobCancel() *cobra.Command {
	c := &cobra.Command{
		Use: "cancel DIR", Short: "End the work on a job; what is done is kept",
		Long: `End the work on a job: whoever works on it stops within some seconds, and what a
batch system was given is taken back. What is done is kept; the command with --keep,
or harkara job submit, goes on from there.`,
		Example: "  harkara job cancel jobs/india",
	}
	return ofJob(c, func(c *cobra.Command, dir string) error {
		j, err := openJob(dir)
		if err != nil {
			return err
		}
		if err := j.Cancel(c.Context(), engineRunner); err != nil {
			return failed(err)
		}
		a.remark(model.NewNote("job-is-cancelled", dir))
		return nil
	})
}

// openJob is the job of a folder.
func openJob(dir string) (*cluster.Job, error) {
	j, err := cluster.Open(dir, program())
	if err != nil {
		return nil, failed(err)
	}
	return j, nil
}

// merged is the answer of a job, if it is done; the error is cluster.ErrCut where it
// is not.
func (a *app) merged(ctx context.Context, j *cluster.Job, more []string) ([]byte, error) {
	var out bytes.Buffer
	st := &cluster.Store{Mode: cluster.CutOnly}
	err := a.work(ctx, j, st, more, &out)
	if errors.Is(st.Err(), cluster.ErrCut) {
		return nil, cluster.ErrCut
	}
	return out.Bytes(), err
}
