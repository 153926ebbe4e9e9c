package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"harkara/cascade/report"
	"harkara/cmd/harkara/internal/web"
	"harkara/model"
	"harkara/model/scenario"
)

func (a *app) serveCommand() *cobra.Command {
	k := &commonFlags{}
	port := 0
	c := &cobra.Command{
		Use: "serve SCENARIO", Short: "Answer a page on this machine, with sliders: what if?", GroupID: groupAnswer,
		Long: `Answer the page of harkara report in a browser on this machine, with sliders for the
values of the scenario: a first answer comes after twenty plays, better ones follow.
The address that is printed has a key in it, without which nothing is answered; other
machines cannot reach it. Ctrl-C ends it.`,
		Example: "  harkara serve pakur\n  harkara serve mine.yaml --port 8080",
	}
	givenFlag(c, &k.options)
	k.flags(c, a, "`times` that are asked, as in 6h,24h")
	intFlag(c.Flags(), &port, "port", "on this port, a `number` (default: any that is free)")
	for _, name := range []string{"format", "color", "raw-csv", "out"} {
		_ = c.Flags().MarkHidden(name)
	}
	k.onScenario(c, func(ctx context.Context, name string) error { return a.serve(ctx, k, name, port) })
	return c
}

// serve answers pages until the program is interrupted, which is how it ends.
func (a *app) serve(ctx context.Context, k *commonFlags, name string, port int) error {
	if port < 0 || port > 65535 {
		return usagef("--port %d: a whole number from 0 to 65535", port)
	}
	if err := k.check(); err != nil {
		return err
	}
	if _, err := k.load(name); err != nil { // what is wrong with the file is said here
		return err
	}
	o := k.answering()
	s := &web.Server{
		File: a.files[name], Options: k.options, Language: a.spoken(),
		Command: strings.Replace(k.repeated(name), " serve ", " report ", 1),
		Adjust: func(s *scenario.Scenario) {
			k.adjust(s)
			if at, err := parseTimes(k.at, s.Question.Horizon); k.at != "" && err == nil {
				s.Question.At = at
			}
		},
		Answer: func(ctx context.Context, s *scenario.Scenario, each func(*report.Look, bool), ready func() error) error {
			return o.Live(ctx, s, each, ready)
		},
	}
	address, listeners, err := s.Listen(port)
	if why := syscall.Errno(0); errors.As(err, &why) {
		return failed(model.Errorf("port %d cannot be used: %w", port, why))
	}
	if err != nil {
		return failed(err)
	}
	if _, err := fmt.Fprintln(a.out, strings.TrimSpace(address)); err != nil {
		return failed(err)
	}
	a.remark(model.NewNote("serve-open"))
	if err := s.Serve(ctx, listeners); err != nil {
		return failed(err)
	}
	return nil
}
