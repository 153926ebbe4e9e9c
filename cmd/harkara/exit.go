package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model"
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
	hint   error // nil says nothing
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
	if f.hint != nil {
		_, _ = fmt.Fprintln(w, report.Visible(in.Error(f.hint)))
	}
}

func usage(err, hint error) *failure { return &failure{exitUsage, err, hint} }

func usagef(format string, a ...any) *failure { return usage(model.Errorf(format, a...), nil) }

// wording is a part of a sentence, which languages have by its English text.
func wording(english string) model.Note { return model.Note{Kind: english} }

func failed(err error) *failure { return &failure{exitFailed, err, nil} }

// invalid turns what package scenario says into a failure: problems of the
// file, or a file that cannot be read.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	var problems scenario.Problems
	if errors.As(err, &problems) {
		return &failure{exitInvalid, problems, nil}
	}
	var path *os.PathError
	if errors.As(err, &path) && errors.Is(err, os.ErrNotExist) {
		return &failure{exitInvalid, model.Errorf("%s: there is no such file", path.Path), nil}
	}
	return &failure{exitInvalid, err, nil}
}
