package scenario

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"harkara/model"
)

// realData is the folder of real units, or a skip that says why.
func realData(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../../shared/data/units")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("needs the real units beside the repository: no ../shared/data/units")
	}
	return dir
}

// writeScenario writes a scenario of the units in a file to a temporary folder.
func writeScenario(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "real.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const indiaCSV = `name: real
network:
  tiers: [national, state, district, block, panchayat]
  file: `

// benchmarkLoad loads a file over and over and reports what a unit costs.
func benchmarkLoad(b *testing.B, file string) {
	var s *Scenario
	for b.Loop() {
		var err error
		if s, err = Load(file, Options{AllowFiles: true}); err != nil {
			b.Fatal(err)
		}
	}
	units := float64(s.Network.Len())
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/units, "ns/unit")
	b.ReportMetric(float64(kept(func() *model.Network {
		s, _ := Load(file, Options{AllowFiles: true})
		return s.Network
	}))/units, "kept-B/unit")
}

// kept is how many bytes stay in memory for what a function returns.
func kept[T any](make func() T) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := make()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(x)
	return after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
}

// BenchmarkLoadIndiaCSV reads 218,926 units from a compressed CSV file.
func BenchmarkLoadIndiaCSV(b *testing.B) {
	benchmarkLoad(b, writeScenario(b, indiaCSV+filepath.Join(realData(b), "units_india.csv.zst")+"\n"))
}

// BenchmarkLoadIndiaTree makes as many units from 36 lines.
func BenchmarkLoadIndiaTree(b *testing.B) { benchmarkLoad(b, "../../scenarios/india.yaml") }

// BenchmarkLoadPakur is the start of the smallest run on real figures.
func BenchmarkLoadPakur(b *testing.B) { benchmarkLoad(b, "../../scenarios/pakur.yaml") }
