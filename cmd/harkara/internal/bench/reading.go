package bench

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// reading measures how long a large file of units takes to read, beside twice
// what unpacking it and counting its lines takes and 150 ns a row.
func (b *bench) reading(ctx context.Context) error {
	b.progress("measure-reading")
	work := report.SpeedRow{Work: "reading units", Unit: "s", Against: "zstd, see note", Limit: 1, OfRatio: true}
	if _, err := os.Stat(b.Units); err != nil {
		b.note(model.NewNote("no-units-file", b.Units))
		b.row(work, nil, nil)
		return nil
	}
	units, err := filepath.Abs(b.Units)
	if err != nil {
		return err
	}
	file := filepath.Join(b.folder, "units.yaml")
	text := "name: units\nnetwork:\n  tiers: [national, state, district, block, panchayat]\n  file: " + strconv.Quote(units) + "\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return err
	}
	rows := 0
	own := &series{once: func(context.Context) (float64, error) {
		began := time.Now()
		s, err := scenario.Load(file, scenario.Options{AllowFiles: true})
		if err != nil {
			return 0, err
		}
		rows = s.Network.Len()
		return time.Since(began).Seconds(), nil
	}}
	bare := &series{once: func(ctx context.Context) (float64, error) {
		began := time.Now()
		err := exec.CommandContext(ctx, "sh", "-c", `zstd -dc "$0" | wc -l`, units).Run()
		return time.Since(began).Seconds(), err
	}}
	if _, err := exec.LookPath("zstd"); err != nil {
		bare.err = errNone
		b.note(model.NewNote("no-zstd"))
	}
	b.interleave(ctx, own, bare)
	b.note(model.NewNote("reading"))
	for i := range bare.values {
		bare.values[i] = 2*bare.values[i] + 150e-9*float64(rows)
	}
	b.row(work, own, bare)
	return nil
}
