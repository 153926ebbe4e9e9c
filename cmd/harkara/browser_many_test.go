package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// manyUnits is a table of 218,926 units with names of their own, as many as India has
// from the nation's office to its panchayats, and a scenario of them.
func manyUnits(t *testing.T) (file string) {
	t.Helper()
	g := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ka pur ra na ga ri ban dha pali gaon tola bari mau shi ja lo he bhi che an du ko si ta mi ru va la sa pa ni kot gan bad")
	name := func() string {
		var b strings.Builder
		for range 2 + g.IntN(3) {
			b.WriteString(syllables[g.IntN(len(syllables))])
		}
		return strings.ToUpper(b.String())
	}
	var b strings.Builder
	b.WriteString("code,name,tier,parent_code,population,households\nN,INDIA,nation,,,\n")
	above := []string{"N"}
	for _, tier := range []struct {
		name  string
		units int
	}{{"state", 36}, {"district", 763}, {"block", 7223}, {"panchayat", 210903}} {
		var these []string
		for i := range tier.units {
			code := tier.name[:1] + fmt.Sprint(i)
			people, homes := "", ""
			if tier.name == "panchayat" {
				n := 500 + g.IntN(9000)
				people, homes = fmt.Sprint(n), fmt.Sprint(n/5)
			}
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s\n", code, name(), tier.name, above[i*len(above)/tier.units], people, homes)
			these = append(these, code)
		}
		above = these
	}
	dir := t.TempDir()
	file = filepath.Join(dir, "many.yaml")
	for at, text := range map[string]string{filepath.Join(dir, "units.csv"): b.String(), file: `
name: many
network: {tiers: [nation, state, district, block, panchayat], file: units.csv}
channels: {post: {delivers: 0.95, delay: {lognormal: {median: 8m, p90: 1h}}}}
relays:
  nation: {passes_on: 0.99, notices: {fixed: 0s}}
  state: {passes_on: 0.95, notices: {lognormal: {median: 30m, p90: 4h}}}
  district: {passes_on: 0.9, notices: {lognormal: {median: 30m, p90: 4h}}}
  block: {passes_on: 0.8, notices: {lognormal: {median: 44m, p90: 6h}}}
  panchayat: {passes_on: 0.6}
public: {served_by: leaves, hears: {sign: {broadcast: {over: post, share: 0.5}}}}
questions: {horizon: 3d, at: [6h, 24h, 72h]}
trials: 20
`} {
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// The page of 218,926 units with names is smaller than 2.5 MB, begins to be painted in
// a second, and its film shows thirty frames a second. HARKARA_MANY=1 asks for that, or
// names a page that is there.
func TestManyUnitsInBrowser(t *testing.T) {
	page := os.Getenv("HARKARA_MANY")
	if page == "" {
		t.Skip("measures a page of many units: HARKARA_MANY=1 asks for it")
	}
	if page == "1" {
		page = filepath.Join(t.TempDir(), "many.html")
		if s := harkara(t, "report", manyUnits(t), "--out", page); s.status != exitDone {
			t.Fatalf("%+v", s)
		}
	}
	info, err := os.Stat(page)
	if err != nil || info.Size() > 2.5e6 {
		t.Fatalf("the page: %v, %v", info, err)
	}
	b := chromium(t)
	b.shape(t, 1280, "light")
	b.open(t, page)
	painted := evaluate[float64](t, b, `performance.getEntriesByType("paint").find(p => p.name === "first-contentful-paint").startTime`)
	drawn := evaluate[float64](t, b, `performance.now()`)
	// Each frame is drawn anew, whatever the film's speed.
	frames := evaluate[float64](t, b, `new Promise(done => { const f = document.querySelector(".film"); f.dataset.count = 1; f.querySelector("button").click(); const from = performance.now(); setTimeout(() => done(Number(f.dataset.count) / (performance.now() - from) * 1000), 4000); })`)
	b.shot(t, "many")
	t.Logf("%.2f MB, first painted after %.0f ms, the film is there after less than %.0f ms and shows %.0f frames a second", float64(info.Size())/1e6, painted, drawn, frames)
	if painted > 1000 || frames < 30 {
		t.Error("that is too slow")
	}
	b.clean(t, "file://"+page)
}
