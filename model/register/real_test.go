package register

import (
	"fmt"
	"harkara/model"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realFiles are files of real registers beside the repository.
func realFiles(t *testing.T, names ...string) (out []Source) {
	t.Helper()
	for _, name := range names {
		file := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(name))
		if _, err := os.Stat(file); err != nil {
			t.Skip("needs the real registers beside the repository: no ../shared/data")
		}
		out = append(out, Source{Name: filepath.Base(file), Open: func() (io.ReadCloser, error) { return os.Open(file) }})
	}
	return out
}

// Real registers come in whole: the counts are those that were found by hand.
func TestRealRegisters(t *testing.T) {
	for _, c := range []struct {
		files  string
		o      Options
		tiers  string // how many units of each
		links  int
		people int64
		found  map[string]int
		left   map[string]int
	}{
		{files: "hierarchies/acas-2013-09-selfloop.csv", tiers: "1 level 1, 2 level 2, 4 level 3", found: map[string]int{"own-parent": 1, "tops": 2}},
		{files: "hierarchies/dfid-2013-09-30-cycle3.csv", tiers: "1 level 1, 4 level 2, 5 level 3, 24 level 4, 53 level 5, 3 level 6", found: map[string]int{"own-parent": 3, "circle": 0, "tops": 4}},
		{files: "hierarchies/dwp-2011-09-30.csv", tiers: "1 level 1, 2 level 2, 10 level 3, 50 level 4, 135 level 5, 10 level 6",
			found: map[string]int{"no-code": 4, "duplicate": 3, "same-code": 2, "orphan": 5}, left: map[string]int{"duplicate": 3}},
		{files: "hierarchies/education-2011-09-30-dups-orphans.csv", tiers: "1 level 1, 7 level 2, 33 level 3, 83 level 4, 2 level 5",
			found: map[string]int{"no-code": 5, "case": 8, "orphan": 0}, left: map[string]int{"duplicate": 2}},
		{files: "hierarchies/india-central-organisations.csv", tiers: "1 all, 51 Ministry, 85 Department, 614 Organization", found: map[string]int{"made": 51, "no-row": 342, "tops": 55}},
		{files: "units/units_jharkhand.csv", tiers: "1 national, 1 state, 24 district, 264 block, 3965 panchayat", people: 1_210_854_977},
		{files: "units/villages_pakur.csv", tiers: "1 national, 1 state, 1 district, 6 subdistrict, 1250 village", people: 1_210_854_977},
		{files: "lgd/20-JHARKHAND.zip", tiers: "1 all, 24 district, 5 localbody type, 52 local body, 263 sub district, 32716 village", left: map[string]int{"note": 3, "empty": 3}},
		{files: "lgd/directory-2022/administrative_1-state.csv lgd/directory-2022/administrative_2-district.csv lgd/directory-2022/administrative_3-subdistrict.csv lgd/directory-2022/administrative_blocks.csv",
			tiers: "1 all, 36 state, 763 district, 6921 sub district, 7233 block"},
		{files: "census/pca-village-20_353-Pakur.csv census/pca-village-header.csv", tiers: "1 state, 1 district, 6 subdistt, 1251 town village", people: 900_422, left: map[string]int{"part of an area": 36}},
		{files: "graphs/lesmis.gml", o: Options{Root: "Valjean"}, tiers: "1 hop 0, 36 hop 1, 38 hop 2, 2 hop 3", links: 2*254 - 76},
		{files: "graphs/lesmis.graphml", o: Options{Root: "Valjean"}, tiers: "1 hop 0, 36 hop 1, 38 hop 2, 2 hop 3", links: 2*254 - 76},
		{files: "graphs/lesmis.net", o: Options{Root: "Valjean"}, tiers: "1 hop 0, 36 hop 1, 38 hop 2, 2 hop 3", links: 2*254 - 76},
	} {
		if testing.Short() && strings.HasSuffix(c.files, ".zip") {
			continue
		}
		r, err := Import(realFiles(t, strings.Fields(c.files)...), c.o)
		if err != nil {
			t.Errorf("%s: %v", c.files, err)
			continue
		}
		counts := make([]int, len(r.Tiers))
		for _, u := range r.Units {
			counts[u.Tier]++
		}
		var tiers []string
		for i, n := range counts {
			tiers = append(tiers, fmt.Sprint(n, " ", r.Tiers[i]))
		}
		if got := strings.Join(tiers, ", "); got != c.tiers || len(r.Links) != c.links || r.People() != c.people {
			t.Errorf("%s: %s, %d links, %d people, want %s, %d, %d\n%s", c.files, got, len(r.Links), r.People(), c.tiers, c.links, c.people, model.Listing(r.Report.Lines()))
		}
		for kind, n := range c.found {
			if r.Report.Found(kind) != n {
				t.Errorf("%s: %d of %s, want %d", c.files, r.Report.Found(kind), kind, n)
			}
		}
		for why, n := range c.left {
			if r.Report.Left[why] != n {
				t.Errorf("%s: %d rows left out as %s, want %d", c.files, r.Report.Left[why], why, n)
			}
		}
		if len(r.Units) < 2000 {
			checkAgain(t, c.files, r)
		}
	}
}
