package bench

import (
	"context"
	"runtime"
	"strconv"
	"time"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/workload"
	"harkara/model"
)

// noTalk is the setting by which pakur's people do not tell each other.
const noTalk = "public.hears.neighbours.talk.rate=0/d"

// programs measures whole runs of scenarios that ship.
func (b *bench) programs(ctx context.Context) error {
	b.told("measure-whole")
	trials := strconv.Itoa(b.size(5, 1000))
	version, _ := b.program("version")
	pakur, _ := b.program("run", "pakur", "--set", noTalk, "--trials", trials, "--solver", "montecarlo", "--quiet")
	india, memory := b.program("run", "india", "--trials", trials, "--solver", "montecarlo", "--quiet")
	b.alternate(ctx, version, pakur, india)
	b.row(report.SpeedRow{Work: "run india", Unit: "s", Limit: 3}, india, nil)
	b.row(report.SpeedRow{Work: "run india, memory", Unit: "B", Limit: 300e6}, memory, nil)
	b.row(report.SpeedRow{Work: "run pakur, no talk", Unit: "s", Limit: 0.1}, pakur, nil)
	b.row(report.SpeedRow{Work: "run pakur, no talk", Unit: "s", Against: "version", Limit: 5, OfRatio: true}, pakur, version)
	return nil
}

// exact measures whole runs that are computed, not sampled.
func (b *bench) exact(ctx context.Context) error {
	b.told("measure-exact")
	one := func(args ...string) *series {
		s, _ := b.program(append(args, "--solver", "exact", "--quiet")...)
		return s
	}
	pakur := one("run", "pakur", "--set", noTalk, "--set", "relays.block.over=whatsapp", "--set", "relays.district.over=whatsapp")
	jharkhand, india := one("run", "jharkhand"), one("run", "india")
	b.alternate(ctx, pakur, jharkhand, india)
	b.row(report.SpeedRow{Work: "exact: pakur, no calls", Unit: "s", Limit: 0.05}, pakur, nil)
	b.row(report.SpeedRow{Work: "exact: jharkhand", Unit: "s", Limit: 0.2}, jharkhand, nil)
	b.row(report.SpeedRow{Work: "exact: india", Unit: "s", Limit: 2}, india, nil)
	return nil
}

// solve is a series of sampled answers, in seconds.
func solve(p cascade.Problem, trials, workers int) *series {
	return &series{once: func(ctx context.Context) (float64, error) {
		began := time.Now()
		_, err := montecarlo.Solver{Trials: trials, Workers: workers}.Solve(ctx, p)
		return time.Since(began).Seconds(), err
	}}
}

// workers measures what a second worker is worth.
func (b *bench) workers(ctx context.Context) error {
	b.told("measure-workers")
	p, err := made(ctx, func() (cascade.Problem, error) { return workload.Tree(scaled(b.size(10_000, 270_022))...) })
	if err != nil {
		return err
	}
	trials := b.size(20, 1500)
	one, two := solve(p, trials, 1), solve(p, trials, 2)
	if runtime.GOMAXPROCS(0) < 2 {
		two.err = errNone
		b.note(model.NewNote("one-core"))
	}
	b.alternate(ctx, one, two)
	b.row(report.SpeedRow{Work: "one worker", Unit: "s", Against: "two workers", Limit: 1.85, OfRatio: true, AtLeast: true}, one, two)
	return nil
}
