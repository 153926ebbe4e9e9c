package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model/scenario"
)

// Exit statuses, as the guide lists them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInvalid     = 3
	exitMissed      = 4
	exitInterrupted = 130
)

// failure is an error with an exit status, and what the user may do about it.
type failure struct {
	status int
	err    error // nil says nothing
	hint   string
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit status %d", f.status)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

func (f *failure) print(w io.Writer, in words.Speech) {
	if f.err == nil {
		return
	}
	for line := range strings.Lines(report.Visible(in.Error(f.err)) + "\n") {
		// Problems of a file start with its name, as compilers' do.
		if f.status == exitInvalid {
			_, _ = io.WriteString(w, line)
			continue
		}
		_, _ = io.WriteString(w, "harkara: "+line)
	}
	if f.hint != "" {
		_, _ = fmt.Fprintln(w, report.Visible(f.hint))
	}
}

func usage(err error, hint string) *failure { return &failure{exitUsage, err, hint} }

func usagef(format string, a ...any) *failure { return usage(fmt.Errorf(format, a...), "") }

func failed(err error) *failure { return &failure{exitFailed, err, ""} }

// invalid turns what package scenario says into a failure: problems of the
// file, or a file that cannot be read.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	var problems scenario.Problems
	if errors.As(err, &problems) {
		return &failure{exitInvalid, problems, ""}
	}
	var path *os.PathError
	if errors.As(err, &path) && errors.Is(err, os.ErrNotExist) {
		return &failure{exitInvalid, fmt.Errorf("%s: there is no such file", path.Path), ""}
	}
	return &failure{exitInvalid, err, ""}
}
