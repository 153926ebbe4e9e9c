package bench

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/report"
	"harkara/cascade/workload"
)

// made is what is built, unless ctx ends before that is done.
func made(ctx context.Context, build func() (cascade.Problem, error)) (cascade.Problem, error) {
	type result struct {
		problem cascade.Problem
		err     error
	}
	done := make(chan result, 1)
	go func() {
		p, err := build()
		done <- result{p, err}
	}()
	select {
	case r := <-done:
		return r.problem, r.err
	case <-ctx.Done():
		return cascade.Problem{}, ctx.Err()
	}
}

// play is a series of an engine's trials, in nanoseconds for each of so many
// units of work. Each measurement plays other trials.
func play(name string, p cascade.Problem, trials int, work float64) (*series, error) {
	e, _, err := engine.New(name, p)
	if err != nil {
		return nil, err
	}
	out := cascade.NewOutcome(p.Network.Len())
	e.Play(0, out)
	next := uint64(1)
	return &series{once: func(ctx context.Context) (float64, error) {
		began := time.Now()
		for range trials {
			e.Play(next, out)
			next++
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
		}
		return float64(time.Since(began).Nanoseconds()) / float64(trials) / work, nil
	}}, nil
}

// tree measures the layered engine on a tree shaped like India, and the same
// through a whole run.
func (b *bench) tree(ctx context.Context) error {
	tiers := scaled(b.size(10_000, 270_022))
	b.progress("measure-tree", int64(total(tiers)))
	p, err := made(ctx, func() (cascade.Problem, error) { return workload.Tree(tiers...) })
	if err != nil {
		return err
	}
	units := float64(p.Network.Len())
	own, err := play("layered", p, b.size(20, 300), units)
	if err != nil {
		return err
	}
	trials := b.size(20, 1000)
	file := filepath.Join(b.folder, "tree.yaml")
	if err := os.WriteFile(file, []byte(scenarioOf(tiers)), 0o644); err != nil {
		return err
	}
	whole, _ := b.program("run", file, "--trials", strconv.Itoa(trials), "--workers", "1", "--solver", "montecarlo", "--quiet")
	textbook, limit := b.reference("relay_tree", b.size(3, 200)), b.reference("relay_tree_limit", b.size(3, 400))
	b.interleave(ctx, own, textbook, limit, whole)
	for i := range whole.values {
		whole.values[i] *= 1e9 / float64(trials) / units
	}
	b.row(report.SpeedRow{Work: "layered engine, a unit", Unit: "ns", Against: "relay_tree", Limit: 0.75, OfRatio: true, Needs: aUnit}, own, textbook)
	b.row(report.SpeedRow{Work: "layered engine, a unit", Unit: "ns", Against: "relay_tree_limit", Limit: 2.2, OfRatio: true, Needs: aUnit}, own, limit)
	b.row(report.SpeedRow{Work: "all of a run, a unit", Unit: "ns", Against: "its engine", Limit: 1.6, OfRatio: true, Needs: countedUnit}, whole, own)
	return nil
}

// reached is the share of a graph of ten links each, at a chance of 0.3, that
// has the message: the links of those are counted.
const reached = 0.9403

func (b *bench) graph(ctx context.Context) error {
	const each = 10
	units := b.size(10_000, 1_000_000)
	b.progress("measure-graph", int64(units*each))
	p, err := made(ctx, func() (cascade.Problem, error) { return workload.Graph(units, each) })
	if err != nil {
		return err
	}
	own, err := play("event", p, 2, reached*float64(len(p.Network.Links())))
	if err != nil {
		return err
	}
	heap := b.reference("first_passage", units, each, 2)
	b.interleave(ctx, own, heap)
	b.row(report.SpeedRow{Work: "event engine, a link", Unit: "ns", Against: "first_passage", Limit: 0.8, OfRatio: true, Needs: aLink}, own, heap)
	return nil
}

// scaled are tiers shaped like India's, of so many units in all.
func scaled(units int) []int {
	tiers := append([]int(nil), workload.IndiaTiers...)
	part := float64(units) / float64(total(tiers))
	for t := 2; t < len(tiers); t++ {
		tiers[t] = max(tiers[t-1], int(math.Round(float64(tiers[t])*part)))
	}
	return tiers
}

func total(tiers []int) int {
	n := 0
	for _, size := range tiers {
		n += size
	}
	return n
}

// scenarioOf is workload.Tree as a scenario file.
func scenarioOf(tiers []int) string {
	text := fmt.Sprintf(`name: tree
network:
  tiers: [nation, state, district, block, panchayat]
  tree: {Nation: {children: [%d, %d, %d, %d]}}
channels:
`, tiers[1], tiers[2], tiers[3], tiers[4])
	for t := 1; t < len(tiers); t++ {
		text += fmt.Sprintf("  hop%d: {delivers: 0.9, delay: {lognormal: {median: %.3fs, p90: %.3fs}}}\n", t, workload.Median(t), workload.P90(t))
	}
	text += `relays:
  nation: {over: [hop1]}
  state: {over: [hop2]}
  district: {over: [hop3]}
  block: {over: [hop4]}
questions: {horizon: 4w, at: [6h, 24h, 72h]}
`
	return text
}
