package bench

import (
	"context"
	"math"
	"runtime"

	"gonum.org/v1/gonum/stat"

	"harkara/cascade"
	"harkara/cascade/montecarlo"
	"harkara/cascade/report"
	"harkara/cascade/workload"
	"harkara/model"
)

// growth measures how time and memory grow with the number of units.
func (b *bench) growth(ctx context.Context) error {
	sizes := []int{10_000, 100_000, 1_000_000, 10_000_000}
	if b.Quick {
		sizes = []int{1_000, 10_000}
	}
	var x, times, bytes []float64
	for _, n := range sizes {
		b.progress("measure-units", int64(n))
		p, err := made(ctx, func() (cascade.Problem, error) { return workload.Tree(scaled(n)...) })
		if err != nil {
			return err
		}
		trials := max(3, sizes[len(sizes)-1]*6/n)
		if b.Quick {
			trials = 3
		}
		s := solve(p, trials, 1)
		b.interleave(ctx, s)
		if ctx.Err() != nil {
			break
		}
		x = append(x, math.Log(float64(p.Network.Len())))
		times = append(times, math.Log(s.median()/float64(trials)))
		bytes = append(bytes, math.Log(workerBytes(ctx, p)))
	}
	time, memory, each := &series{}, &series{}, &series{}
	if len(x) == len(sizes) {
		time.values, memory.values = []float64{slope(x, times)}, []float64{slope(x, bytes)}
		each.values = []float64{math.Exp(bytes[len(x)-1] - x[len(x)-1])}
	}
	b.note(model.NewNote("growth", int64(sizes[0]), int64(sizes[len(sizes)-1])))
	b.row(report.SpeedRow{Work: "growth of time", Limit: 1.05}, time, nil)
	b.row(report.SpeedRow{Work: "growth of memory", Limit: 1.05}, memory, nil)
	b.row(report.SpeedRow{Work: "memory, unit and worker", Unit: "B", Limit: 40}, each, nil)
	return nil
}

// slope is that of the straight line through points: of logarithms, an exponent.
func slope(x, y []float64) float64 {
	_, m := stat.LinearRegression(x, y, nil, false)
	return m
}

// workerBytes is how much memory one worker more takes.
func workerBytes(ctx context.Context, p cascade.Problem) float64 {
	taken := func(workers int) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _ = montecarlo.Solver{Trials: 4, Workers: workers}.Solve(ctx, p)
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	one := taken(1)
	return max(taken(2)-one, 1)
}
