package scenario

import (
	"harkara/model"
	"strings"
	"testing"
)

// A network's file may be of any kind that import reads: its tiers are those of the
// scenario, and what was cleaned is noted.
func TestNetworkOfAnyFile(t *testing.T) {
	for _, c := range []struct {
		network, file string
		people, units int
		note, wrong   string
	}{
		{"tiers: [all, Block, village], file: u.csv", "Register of 2024,,\nblock name,Village Name,Population\nA,V,5\nA,W,6\nB,V,7\nTotal,,18\n", 18, 6, "rows of sums left out: 1", ""},
		{"tiers: [level 1, level 2], file: u.json", `[{"id":1,"name":"A","manager":""},{"id":2,"name":"B","manager":1},{"id":3,"name":"C","manager":1}]`, 2000, 3, "", ""},
		{"tiers: [level 1, level 2], file: u.csv, map: {code: Nr, parent: Up, people: N}", "Nr,Up,N\n1,,\n2,1,8\n", 8, 2, "called by their code", ""},
		{"tiers: [x, village], file: u.csv", "block name,Village Name,Population\nA,V,5\nA,W,6\n", 0, 0, "", "the tiers of u.csv are block, village: write them as network.tiers, as in tiers: [block, village]"},
		{"tiers: [hop 0, hop 1], file: u.net", "*Vertices 3\n1 \"A\"\n2 \"B\"\n3 \"C\"\n*Arcs\n1 2\n1 3\n2 3\n", 0, 0, "", "1 ties beside those to parents"},
		{"tiers: [a, b], file: u.csv, map: {parent: Boss}", "id,name\n1,A\n2,B\n", 0, 0, "", "no column \"Boss\""},
		{"tiers: [a, b], file: u.pdf", "%PDF-1.4 not,a,table\n", 0, 0, "", "a PDF"},
	} {
		_, name, _ := strings.Cut(c.network, "file: ")
		name, _, _ = strings.Cut(name, ",")
		text := "name: x\nnetwork: {" + c.network + "}\npublic: {served_by: leaves, population: 1000, hears: {g: {broadcast: {share: 1}}}}\n"
		s, err := Parse("x.yaml", []byte(text), memory(map[string][]byte{name: []byte(c.file)}), Options{})
		if c.wrong != "" {
			if err == nil || !strings.Contains(err.Error(), c.wrong) {
				t.Errorf("%s: %v, want %q", c.network, err, c.wrong)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.network, err)
			continue
		}
		noted := ""
		for _, n := range s.Notes {
			if n.Kind == "imported" {
				noted += n.Args[1].(model.Wording).String()
			}
		}
		if p, units := people(s); p != int64(c.people) || units != c.units || !strings.Contains(noted, c.note) {
			t.Errorf("%s: %d people in %d units, %q", c.network, p, units, noted)
		}
	}
}
