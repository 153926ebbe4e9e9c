// Command harkara simulates how a message travels down an organisation, from
// the top to every household, and prints who has it by when.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"harkara/cascade/cluster"
	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/scenario"
)

func main() {
	limits, _ := os.ReadFile("/proc/self/limits") // not there but on Linux
	if n := littleSpace(limits); n > 0 {
		in := (&app{locale: os.Getenv}).spoken()
		_, _ = fmt.Fprintln(os.Stderr, "harkara: "+in.Text("little-space", model.Size(n)))
		os.Exit(exitFailed)
	}
	ctx, stop := signal.NotifyContext(context.Background(), append(hangups(), os.Interrupt, syscall.SIGTERM)...)
	// A second interrupt ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program as a function of its arguments and streams. It
// returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{in: in, out: out, errOut: errOut, grace: grace, locale: os.Getenv}
	return a.run(ctx, args)
}

// run is the program on the streams of an app.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	a.language.find(args)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd && !a.speaksEnglish() {
		helpWriter{in: a.spoken()}.translate(root)
	}
	done := make(chan error, 1)
	go func() { done <- guarded(func() error { return root.ExecuteContext(ctx) }) }()
	select {
	case err := <-done:
		return a.report(err)
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return a.report(err)
	case <-time.After(a.grace):
		return a.report(&failure{exitInterrupted, model.Errorf("interrupted; what was under way is lost, as it would have taken too long to finish"), nil})
	}
}

// guarded turns a fault of the program into an error that says so.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &failure{
				exitFailed, model.Errorf("internal error: %v", p),
				model.Errorf("please report it, with the command and the scenario"),
			}
		}
	}()
	return do()
}

// grace is how long an interrupt waits for the trials under way, and for what
// is done so far to be printed. A trial can take longer, and a pipe from which a
// scenario is to be read may never say a word.
const grace = 2 * time.Second

// app is the program's streams, and what holds for all commands.
type app struct {
	in          io.Reader
	out, errOut io.Writer
	grace       time.Duration
	help        *errWriter // where the flag library writes help
	quiet       bool
	language    language
	names       words.Names                  // of the scenario that was read last
	locale      func(variable string) string // the environment's; nil has none
	allowFiles  bool                         // data files outside of the scenario's folder
	inputs      []string                     // files that were read
	files       map[string]*scenario.File    // by the name that was asked for
	// job is whose command this is, from whose folder files are read; nil where none.
	job     *cluster.Job
	sources []source       // files that were asked for
	asked   *seedAndTrials // of the first scenario that was loaded
}

// errWriter remembers that writing failed: the flag library does not say so.
type errWriter struct {
	io.Writer
	err error
}

func (w *errWriter) Write(b []byte) (int, error) {
	n, err := w.Writer.Write(b)
	w.err = cmp.Or(w.err, err)
	return n, err
}

// report tells the user of an error and returns the exit status.
func (a *app) report(err error) int {
	if a.help != nil && err == nil && a.help.err != nil {
		err = failed(model.Errorf("cannot write: %w", a.help.err))
	}
	var f *failure
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &f):
		if to, ok := a.errOut.(*os.File); ok && f.status == exitInterrupted && term.IsTerminal(int(to.Fd())) {
			_, _ = fmt.Fprintln(to) // after the ^C that the terminal shows
		}
		f.print(a.errOut, a.speech())
		return f.status
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, new(*os.PathError)):
		failed(model.Errorf("cannot write the answer: %w", err)).print(a.errOut, a.speech())
		return exitFailed
	}
	// What cobra itself finds wrong is wrong usage.
	usage(err, model.Errorf("harkara --help lists the commands")).print(a.errOut, a.speech())
	return exitUsage
}
