package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/report"
	"harkara/cascade/workload"
	"harkara/model/scenario"
)

// readingLinks measures how long a file of links takes to read, a link, on all cores.
func (b *bench) readingLinks(ctx context.Context) error {
	const each = 10
	units := b.size(1_000, 1_000_000)
	b.progress("measure-links", int64(units*each))
	// Units have codes that are numbers, as those of registers mostly are.
	luck := rand.New(rand.NewPCG(1, 2))
	if err := writeLines(filepath.Join(b.folder, "linked.csv"), "code,name,tier,parent_code\n", units, func(w io.Writer, u int) {
		_, _ = fmt.Fprintf(w, "%d,Unit %d,unit,\n", u+1, u+1)
	}); err != nil {
		return err
	}
	if err := writeLines(filepath.Join(b.folder, "links.csv"), "from,to,over\n", units, func(w io.Writer, u int) {
		for range each {
			if v := luck.IntN(units); v != u {
				_, _ = fmt.Fprintf(w, "%d,%d,link\n", u+1, v+1)
			}
		}
	}); err != nil {
		return err
	}
	file := filepath.Join(b.folder, "links.yaml")
	text := `name: links
network: {tiers: [unit], file: linked.csv, links: [{file: links.csv}]}
channels: {link: {delivers: 0.3, delay: 1h}}
`
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	own := &series{once: func(context.Context) (float64, error) {
		began := time.Now()
		s, err := scenario.Load(file, scenario.Options{AllowFiles: true})
		if err != nil {
			return 0, err
		}
		return float64(time.Since(began).Nanoseconds()) / float64(len(s.Network.Links())), nil
	}}
	b.interleave(ctx, own)
	b.row(report.SpeedRow{Work: "reading links, a link", Unit: "ns", Limit: 300, Needs: readLink}, own, nil)
	// What a run takes at most, that reads and plays them: 24 bytes a link and 60 a unit.
	run, memory := b.program("run", file, "--trials", "2", "--workers", "1", "--quiet")
	if _, err := run.once(ctx); err != nil && ctx.Err() == nil {
		b.note(failure(err))
	}
	b.row(report.SpeedRow{Work: "run links, memory", Unit: "B", Limit: float64(units * (24*each + 60))}, memory, nil)
	return nil
}

// writeLines writes a file of a header and of what is written for each of n.
func writeLines(path, header string, n int, write func(w io.Writer, i int)) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	_, _ = w.WriteString(header)
	for i := range n {
		write(w, i)
	}
	if err := w.Flush(); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// memory measures what a network and an engine keep: a link, and a unit with the
// outcome of a play.
func (b *bench) memory(ctx context.Context) error {
	units := b.size(1_000, 1_000_000)
	b.progress("measure-memory")
	link, unit := &series{}, &series{}
	few, err := keptBy(ctx, units, 0)
	if err != nil {
		return err
	}
	many, err := keptBy(ctx, units, 10)
	if err != nil {
		return err
	}
	unit.values = []float64{few / float64(units)}
	link.values = []float64{(many - few) / float64(10*units)}
	b.row(report.SpeedRow{Work: "memory, a link", Unit: "B", Limit: 24}, link, nil)
	b.row(report.SpeedRow{Work: "memory, a unit", Unit: "B", Limit: 60}, unit, nil)
	return nil
}

// keptBy is how many bytes stay in use for a graph and what plays it.
func keptBy(ctx context.Context, units, links int) (float64, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	p, err := made(ctx, func() (cascade.Problem, error) { return workload.Graph(units, links) })
	if err != nil {
		return 0, err
	}
	e, _, err := engine.New("event", p)
	if err != nil {
		return 0, err
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(e)
	runtime.KeepAlive(p)
	return float64(after.HeapAlloc) - float64(before.HeapAlloc), nil
}
