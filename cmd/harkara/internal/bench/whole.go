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
	"harkara/model/scenario"
	"harkara/scenarios"
)

// noTalk is the setting by which pakur's people do not tell each other.
const noTalk = "public.hears.neighbours.talk.rate=0/d"

// programs measures whole runs of scenarios that ship.
func (b *bench) programs(ctx context.Context) error {
	b.progress("measure-whole")
	trials := strconv.Itoa(b.size(5, 1000))
	version, _ := b.program("version")
	pakur, _ := b.program("run", "pakur", "--certain", "--set", noTalk, "--trials", trials, "--solver", "montecarlo", "--quiet")
	certain := b.processor(1e9, "run", "pakur", "--certain", "--trials", trials, "--quiet")
	ranges := b.processor(1e9, "run", "pakur", "--trials", trials, "--quiet")
	india, memory := b.program("run", "india", "--trials", trials, "--solver", "montecarlo", "--quiet")
	b.interleave(ctx, version, pakur, india, certain, ranges)
	b.row(report.SpeedRow{Work: "run india", Unit: "s", Limit: 3}, india, nil)
	if err := b.india(ctx, trials); err != nil {
		return err
	}
	b.row(report.SpeedRow{Work: "run india, memory", Unit: "B", Limit: 300e6}, memory, nil)
	b.row(report.SpeedRow{Work: "run pakur, no talk", Unit: "s", Limit: 0.1}, pakur, nil)
	b.row(report.SpeedRow{Work: "run pakur, no talk", Unit: "s", Against: "version", Limit: 10, OfRatio: true}, pakur, version)
	b.row(report.SpeedRow{Work: "run pakur, ranges", Unit: "s", Against: "--certain", Limit: 1, OfRatio: true}, ranges, certain)
	return nil
}

// india measures the processor time of a unit and play of a whole run, people and homes
// counted, beside the textbook's tree of offices alone.
func (b *bench) india(ctx context.Context, trials string) error {
	s, err := scenario.LoadFS(scenarios.FS, "india.yaml", scenario.Options{})
	if err != nil {
		return err
	}
	plays, err := strconv.Atoi(trials)
	if err != nil {
		return err
	}
	own := b.processor(float64(plays)*float64(s.Network.Len()), "run", "india", "--certain", "--trials", trials, "--solver", "montecarlo", "--quiet")
	tree := b.reference("relay_tree", b.size(3, 200))
	b.interleave(ctx, own, tree)
	b.row(report.SpeedRow{Work: "run india, a unit", Unit: "ns", Against: "relay_tree", Limit: 2.1, OfRatio: true, Needs: servedUnit}, own, tree)
	return nil
}

// exact measures whole runs that are computed, not sampled.
func (b *bench) exact(ctx context.Context) error {
	b.progress("measure-exact")
	one := func(args ...string) *series {
		s, _ := b.program(append(args, "--certain", "--solver", "exact", "--quiet")...)
		return s
	}
	pakur := one("run", "pakur", "--set", noTalk, "--set", "relays.block.over=whatsapp", "--set", "relays.district.over=whatsapp")
	jharkhand, india := one("run", "jharkhand"), one("run", "india")
	b.interleave(ctx, pakur, jharkhand, india)
	b.row(report.SpeedRow{Work: "exact: pakur, no calls", Unit: "s", Limit: 0.1}, pakur, nil)
	b.row(report.SpeedRow{Work: "exact: jharkhand", Unit: "s", Limit: 0.15}, jharkhand, nil)
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

// workers measures what a second worker is worth, on a tree and on a graph.
func (b *bench) workers(ctx context.Context) error {
	b.progress("measure-workers")
	tree := func() (cascade.Problem, error) { return workload.Tree(scaled(b.size(10_000, 270_022))...) }
	if err := b.secondWorker(ctx, "one worker", tree, b.size(20, 1500)); err != nil {
		return err
	}
	graph := func() (cascade.Problem, error) { return workload.Graph(b.size(1_000, 100_000), 10) }
	return b.secondWorker(ctx, "one worker, graph", graph, b.size(20, 40))
}

func (b *bench) secondWorker(ctx context.Context, work string, build func() (cascade.Problem, error), trials int) error {
	p, err := made(ctx, build)
	if err != nil {
		return err
	}
	one, two := solve(p, trials, 1), solve(p, trials, 2)
	if runtime.GOMAXPROCS(0) < 2 {
		two.err = errNone
		b.note(model.NewNote("one-core"))
	}
	b.interleave(ctx, one, two)
	b.row(report.SpeedRow{Work: work, Unit: "s", Against: "two workers", Limit: 1.85, OfRatio: true, AtLeast: true}, one, two)
	return nil
}
