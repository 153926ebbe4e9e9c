package bench

import (
	"context"
	"embed"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"harkara/cascade"
	"harkara/cascade/report"
	"harkara/cascade/workload"
	"harkara/model"
)

// peerScripts do the work of workload by libraries for Python, and tell what a unit or
// a link of it took.
//
//go:embed peers/*.py
var peerScripts embed.FS

// peer is a library for Python, its script, and what is installed for it: versions with
// which the script was seen to run. Where one takes a hundred times as long as this program
// it is measured so often at most that all of them take two minutes.
type peer struct {
	script   string
	packages []string
	most     int
}

// peers are the libraries beside which engines are measured.
var peers = map[string]peer{
	"cynetdiff": {"cynetdiff.py", []string{"cynetdiff==0.1.18", "numpy", "tqdm"}, 0},
	"EoN":       {"eon.py", []string{"EoN==1.92", "numpy", "networkx"}, 2},
	"NDlib":     {"ndlib.py", []string{"ndlib==5.1.1", "six"}, 2},
	"SimPy":     {"simpy.py", []string{"simpy==3.0.11"}, 0},
}

// peersFound makes a virtual environment for libraries, where they are asked for and
// Python and pip are there; else python is "".
func (b *bench) peersFound(ctx context.Context) (python string) {
	if !b.Peers {
		b.note(model.NewNote("no-peers"))
		return ""
	}
	b.progress("measure-peers")
	folder := filepath.Join(b.folder, "peers")
	found, err := exec.LookPath("python3")
	if err == nil {
		err = exec.CommandContext(ctx, found, "-m", "venv", folder).Run()
	}
	python = filepath.Join(folder, "bin", "python")
	if err == nil {
		err = exec.CommandContext(ctx, python, "-m", "pip", "--version").Run()
	}
	if err != nil {
		if ctx.Err() == nil {
			b.note(failure(cascade.Refuse("no-python")))
		}
		return ""
	}
	return python
}

// install installs packages; the error is the last that pip says. What is removed after
// some minutes is not compiled before, which took as long as all else.
func install(ctx context.Context, python string, packages []string) error {
	args := append([]string{"-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", "--no-input"}, packages...)
	said, err := exec.CommandContext(ctx, python, args...).CombinedOutput()
	if err == nil {
		return nil
	}
	if lines := strings.Split(strings.TrimSpace(string(said)), "\n"); lines[len(lines)-1] != "" {
		return errors.New(strings.TrimPrefix(strings.TrimSpace(lines[len(lines)-1]), "ERROR: "))
	}
	return err
}

// peer is a series of what a library's script tells, in nanoseconds.
func (b *bench) peer(ctx context.Context, python, name string, args ...int) *series {
	if python == "" {
		return &series{err: errNone}
	}
	p := peers[name]
	if err := install(ctx, python, p.packages); err != nil {
		if ctx.Err() == nil {
			b.note(failure(cascade.Refuse("no-peer", name, err.Error())))
		}
		return &series{err: errNone}
	}
	text, err := peerScripts.ReadFile("peers/" + p.script)
	script := filepath.Join(b.folder, p.script)
	if err == nil {
		err = os.WriteFile(script, text, 0o644)
	}
	return &series{err: err, most: p.most, once: func(ctx context.Context) (float64, error) {
		return tells(ctx, name, python, append([]string{script}, numbers(args)...)...)
	}}
}

// peers measures engines beside libraries that play the same. Without them the engines
// are measured alone.
func (b *bench) peers(ctx context.Context) error {
	python := b.peersFound(ctx)
	const each = 10
	small, plays := b.size(1_000, 10_000), b.size(2, 100)
	rounds, err := made(ctx, func() (cascade.Problem, error) { return workload.Rounds(small, each) })
	if err != nil {
		return err
	}
	graph, err := made(ctx, func() (cascade.Problem, error) { return workload.Graph(small, each) })
	if err != nil {
		return err
	}
	tiers := scaled(b.size(2_000, 50_000))
	tree, err := made(ctx, func() (cascade.Problem, error) { return workload.Tree(tiers...) })
	if err != nil {
		return err
	}
	for _, m := range []struct {
		work, engine, beside string
		problem              cascade.Problem
		size, limit          float64
		needs                report.Needs
		args                 []int
	}{
		{"equal delays, a link", "event", "cynetdiff", rounds, reached * float64(small*each), 0.8, nearLink, []int{small, each, plays}},
		{"equal delays, a link", "event", "NDlib", rounds, reached * float64(small*each), 0.1, nearLink, []int{small, each, 1}},
		{"event engine, a link", "event", "EoN", graph, reached * float64(small*each), 0.1, nearLink, []int{small, each, 1}},
		{"layered engine, a unit", "layered", "SimPy", tree, float64(total(tiers)), 0.1, aUnit, append(append([]int{}, tiers...), 1)},
	} {
		b.progress("measure-beside", m.beside)
		own, err := play(m.engine, m.problem, plays, m.size)
		if err != nil {
			return err
		}
		other := b.peer(ctx, python, m.beside, m.args...)
		b.interleave(ctx, own, other)
		b.row(report.SpeedRow{Work: m.work, Unit: "ns", Against: m.beside, Limit: m.limit, OfRatio: true, Needs: m.needs}, own, other)
	}
	return nil
}
