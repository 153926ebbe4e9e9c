package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"harkara/cascade/random"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// figures measures what it costs that each unit of a register has people and homes of
// its own, beside one in which all have as many: with broadcasts alone, and with
// visits from house to house, to which every number of homes is another.
func (b *bench) figures(ctx context.Context) error {
	b.progress("measure-figures")
	n, err := b.register()
	if err != nil {
		return err
	}
	for kind, own := range map[string]bool{"own": true, "equal": false} {
		if err := os.WriteFile(filepath.Join(b.folder, kind+".csv"), []byte(tableOf(n, own)), 0o644); err != nil {
			return err
		}
	}
	for _, visits := range []bool{false, true} {
		r := report.SpeedRow{Work: "own figures", Unit: "s", Against: "equal figures", Limit: 1.5, OfRatio: true}
		if visits {
			r.Work += ", visits"
		}
		own, err := b.runRegister("own", n.Tiers(), visits)
		if err != nil {
			return err
		}
		equal, err := b.runRegister("equal", n.Tiers(), visits)
		if err != nil {
			return err
		}
		b.interleave(ctx, own, equal)
		b.row(r, own, equal)
	}
	return nil
}

// register is the network of the file of units, or where there is none a generated
// one of the same shape.
func (b *bench) register() (*model.Network, error) {
	file, text := filepath.Join(b.folder, "register.yaml"), scenarioOf(scaled(b.size(10_000, 218_926)))
	if _, err := os.Stat(b.Units); err == nil {
		units, err := filepath.Abs(b.Units)
		if err != nil {
			return nil, err
		}
		text = "name: units\nnetwork:\n  tiers: [national, state, district, block, panchayat]\n  file: " + strconv.Quote(units) + "\n"
	} else {
		b.note(model.NewNote("register-generated", b.Units))
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return nil, err
	}
	s, err := scenario.Load(file, scenario.Options{AllowFiles: true})
	if err != nil {
		return nil, err
	}
	return s.Network, nil
}

// meanPeople and meanHomes are about those of a panchayat of India.
const meanPeople, meanHomes = 5500, 1100

// tableOf is a table of units, in which each that has none below it has people and
// homes: of its own, from a third to three times the mean, or the mean.
func tableOf(n *model.Network, own bool) string {
	var t strings.Builder
	t.WriteString("code,name,tier,parent_code,population,households\n")
	for u := range model.Unit(n.Len()) {
		parent, people, homes := "", "", ""
		if up := n.Parent(u); up != model.NoUnit {
			parent = "u" + strconv.Itoa(int(up))
		}
		if len(n.Children(u)) == 0 {
			p, h := meanPeople, meanHomes
			if own {
				key := random.NewKey(1)
				p = int(meanPeople * (1 + 8*random.Uniform(key.At(uint64(u)))) / 3)
				h = int(float64(p) / (4.5 + random.Uniform(key.Fold(1).At(uint64(u)))))
			}
			people, homes = strconv.Itoa(p), strconv.Itoa(h)
		}
		fmt.Fprintf(&t, "u%d,Unit %d,%s,%s,%s,%s\n", u, u, n.Tiers()[n.TierOf(u)], parent, people, homes)
	}
	return t.String()
}

// runRegister is a series of whole runs of a table of units.
func (b *bench) runRegister(table string, tiers []string, visits bool) (*series, error) {
	text := fmt.Sprintf(`name: register
network: {tiers: [%s], file: %s.csv}
channels:
  wire: {delivers: 0.95, delay: {lognormal: {median: 20m, p90: 2h}}}
public:
  served_by: leaves
  hears:
    groups: {broadcast: {over: wire, share: 0.3}}
`, strings.Join(tiers, ", "), table)
	name := table + ".yaml"
	if visits {
		text += "    doors: {visits: {workers: 3, each: 6/h}}\n"
		name = table + "-visits.yaml"
	}
	text += "questions: {horizon: 7d, at: [6h, 24h, 72h]}\nrelays:\n"
	for _, tier := range tiers {
		text += "  " + tier + ": {people: 3, passes_on: 0.8, notices: {lognormal: {median: 44m, p90: 6h}}}\n"
	}
	file := filepath.Join(b.folder, name)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return nil, err
	}
	s, _ := b.program("run", file, "--trials", strconv.Itoa(b.size(3, 100)), "--workers", "1", "--solver", "montecarlo", "--quiet")
	return s, nil
}
