package scenario

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

// realUnits writes a scenario of one of the real files of units.
func realUnits(t testing.TB, file, tiers string) string {
	return writeScenario(t, "name: real\nnetwork: {tiers: ["+tiers+"], file: "+filepath.Join(realData(t), file)+"}\npublic: {served_by: leaves}\n")
}

// Real files load with everybody in them. People are counted to the last person:
// those of the served units are the census's, less the people that figures below
// leave to nobody, and with those that they count twice.
func TestRealUnits(t *testing.T) {
	const india = 1_210_854_977
	for _, c := range []struct {
		file, tiers    string
		units          []int // by tier
		served         int
		people         int64 // of the served units
		over, unserved int64
		local, nagari  int // names in a local script, and in Devanagari
	}{
		{"units_india.csv.zst", "national, state, district, block, panchayat", []int{1, 36, 763, 7223, 210903}, 210903 + 1299 + 41,
			1_200_145_834, 24_644_383, 10_709_143, 1624, 558},
		// Ten of Gumla's twelve blocks have more people than Gumla.
		{"units_jharkhand.csv", "national, state, district, block, panchayat", []int{1, 1, 24, 264, 3965}, 3965 + 12,
			32_988_134, 23_068, india - 32_988_134, 25, 25},
		{"units_pakur.csv", "national, state, district, block, panchayat", []int{1, 1, 1, 6, 128}, 128,
			900_422, 0, india - 900_422, 2, 2},
		{"villages_pakur.csv", "national, state, district, subdistrict, village", []int{1, 1, 1, 6, 1250}, 1250,
			900_422, 0, india - 900_422, 2, 2},
	} {
		t.Run(c.file, func(t *testing.T) {
			if len(c.units) > 0 && c.units[len(c.units)-1] > 10_000 {
				effort.NotShort(t, "reads all of India")
			}
			n := loadGood(t, realUnits(t, c.file, c.tiers), Options{AllowFiles: true}).Network
			for tier, want := range c.units {
				if got := n.InTier(tier).Len(); got != want {
					t.Errorf("%d units of tier %s, want %d", got, n.Tiers()[tier], want)
				}
			}
			people, spread := sum(n.People()), n.Spread()
			if len(n.Served()) != c.served || people != c.people || spread.Over != c.over || spread.Unserved != c.unserved {
				t.Errorf("%d people in %d units, %+v", people, len(n.Served()), spread)
			}
			if n.Population(0) != india || people+spread.Unserved != india {
				t.Errorf("%d people and %d unserved are not the nation's %d", people, spread.Unserved, n.Population(0))
			}
			if up := loadGood(t, realUnits(t, c.file, c.tiers), Options{AllowFiles: true, Set: []string{"network.add_up=true"}}).Network; sum(up.People()) != india {
				t.Errorf("added up, %d people are not the nation's %d", sum(up.People()), india)
			}
			if local, nagari := localNames(n); local != c.local || nagari != c.nagari {
				t.Errorf("%d local names, %d in Devanagari", local, nagari)
			}
			checkPeople(t, n)
		})
	}
}

// localNames counts names in a local script, and those of them in Devanagari.
func localNames(n *model.Network) (local, nagari int) {
	for u := range model.Unit(n.Len()) {
		name := n.LocalName(u)
		if name != "" {
			local++
		}
		if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }) {
			nagari++
		}
	}
	return local, nagari
}

// The states of India, and the districts of Jharkhand, add up to the whole.
func TestRealTotals(t *testing.T) {
	n := loadGood(t, realUnits(t, "units_india.csv.zst", "national, state, district, block, panchayat"), Options{AllowFiles: true}).Network
	total := func(u model.Unit) (sum int64) {
		for _, c := range n.Children(u) {
			sum += n.Population(c)
		}
		return sum
	}
	if got := total(0); got != 1_210_854_977 || n.LocalName(0) != "भारत" {
		t.Errorf("%s: the states have %d people", n.LocalName(0), got)
	}
	jharkhand := called(t, n, "JHARKHAND")
	if got := total(jharkhand); got != 32_988_134 || n.Population(jharkhand) != got {
		t.Errorf("Jharkhand's districts have %d people, Jharkhand %d", got, n.Population(jharkhand))
	}
}

// A panchayat whose name nobody wrote down is called by its code, and the
// reader is told.
func TestRealNamelessUnits(t *testing.T) {
	effort.NotShort(t, "reads all of India")
	s := loadGood(t, realUnits(t, "units_india.csv.zst", "national, state, district, block, panchayat"), Options{AllowFiles: true})
	called(t, s.Network, "G236766")
	if s.Notes[0].Kind != "no-name" || s.Notes[0].Args[0] != int64(16) {
		t.Errorf("%+v", s.Notes[0])
	}
}

// All of India is less than 50 MB.
func TestRealMemory(t *testing.T) {
	effort.NotShort(t, "reads all of India")
	file := realUnits(t, "units_india.csv.zst", "national, state, district, block, panchayat")
	if bytes := kept(func() *model.Network { return loadGood(t, file, Options{AllowFiles: true}).Network }); bytes > 50<<20 {
		t.Errorf("%d MB", bytes>>20)
	}
}

// Tables of another kind are refused with a message that fits on a screen.
func TestRealTablesOfAnotherKind(t *testing.T) {
	dir := filepath.Dir(realData(t))
	var files []string
	for _, pattern := range []string{"hierarchies/*.csv", "lgd/*/*.csv", "lgd/*.xls", "lgd/*.zip", "facts/*.csv", "census/*.csv", "delays/*", "media/*.csv", "graphs/*"} {
		files = append(files, glob(t, filepath.Join(dir, pattern))...)
	}
	for _, file := range files {
		if info, err := os.Stat(file); testing.Short() && (err != nil || info.Size() > 200_000) {
			continue
		}
		_, err := Load(writeScenario(t, "name: real\nnetwork: {tiers: [a, b], file: "+file+"}\n"), Options{AllowFiles: true})
		var problems Problems
		if !errors.As(err, &problems) || len(problems) > 2 || len(err.Error()) > 500 {
			t.Errorf("%s: %v", file, err)
		}
		if testing.Verbose() {
			t.Log(err)
		}
	}
}

func sum(list []int64) int64 {
	total := int64(0)
	for _, x := range list {
		total += x
	}
	return total
}

// Measured delays come from a column of a real log.
func TestRealDelays(t *testing.T) {
	dir := filepath.Join(filepath.Dir(realData(t)), "delays")
	for file, want := range map[string]struct{ median, mean float64 }{
		"collegemsg_reply.csv": {1673, 50929}, // as quantiles.csv has them
		"weibo_relay.csv":      {2621, 8719},
	} {
		n := loadGood(t, writeScenario(t, "name: real\nnetwork: {tiers: [a], fan_out: {a: 1}}\nchannels: {post: {delay: {measured: {column: delay_s, file: "+
			filepath.Join(dir, file)+"}}}}\n"), Options{AllowFiles: true}).Network
		d := n.Channels()[0].Delay
		if got := d.Quantile(0.5); math.Abs(got-want.median) > 1 {
			t.Errorf("%s: median %v s, want %v", file, got, want.median)
		}
		if got := d.Mean(); math.Abs(got-want.mean) > 1 {
			t.Errorf("%s: mean %v s, want %v", file, got, want.mean)
		}
	}
}
