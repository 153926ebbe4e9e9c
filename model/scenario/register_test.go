package scenario

import (
	"io"
	"strings"
	"testing"

	"harkara/model/register"
)

// A table of places, as people keep it, becomes a scenario with all its people.
func TestNewScenario(t *testing.T) {
	for text, want := range map[string][2]int{
		"Block,Village,Population\nA,V,100\nA,W,50\nB,V,7\n":                                                              {157, 1 + 2 + 3},
		"\ufeffBlock;Village;Population\r\nA;V;1,234\r\nA;W;9,00,422\r\n":                                                 {901656, 1 + 2},
		"Block\tVillage\tPeople\tSarpanch phone\nA\tV\t१००\t5\nA\tV\t50\t6\n":                                             {150, 1 + 2},
		"Block,Village,Population\nA,V,100\nTotal,,100\n":                                                                 {100, 2},
		"Block,Village,Population\nA,V,100\nA,Total,100\nB,,30\n":                                                         {130, 1 + 2 + 1},
		"Block,Village,Population,Households\n\"A, west\",\"a: b\",10,2\n":                                                {10, 2},
		"Block,Village,Population\nA,population,10\nA,\"x \"\"y\"\"\",5\n":                                                {15, 3},
		"District,Block,Village,Population\nD,A,V,1\nD,A,W,2\nD,B,V,3\n":                                                  {6, 1 + 2 + 3},
		"Block,Village\nA,V\nA,W\n":                                                                                       {2000, 3},
		"Block,Village,Population\nA,V,many\nA,W,7\n":                                                                     {7, 3},
		"CODE;Name;Tier;Parent_Code;Population;Sarpanch phone\n1;A;a;;;\n2;B;b;1;1,005;98\n3;C;b;1;5;7\n;Total;;;1010;\n": {1010, 3},
		"id,name,parent\n1,A,\n2,B,1\n3,C,2\n":                                                                            {1000, 3},
		"name,tier,parent,people\nB,b,A,5\nC,b,A,6\nA,a,,\n":                                                              {11, 3},
	} {
		made, err := newScenario(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if p, units := people(parseGood(t, made)); p != int64(want[0]) || units != want[1] {
			t.Errorf("%q: %d people in %d units, want %v\n%s", text, p, units, want, made)
		}
	}
	for text, want := range map[string]string{
		"": "is empty", "Block,Village,Population\n": "no rows", "Population\n5\n": "no column names places", "Block,Village,Population\nA,W,1\n,V,5\n": "fill it in",
	} {
		if _, err := newScenario(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// newScenario is a scenario of a table.
func newScenario(text string) (string, error) {
	r, err := register.Import([]register.Source{{Name: "villages.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}}, register.Options{})
	if err != nil {
		return "", err
	}
	return r.Tree("villages", "villages.csv")
}

// A register is read as people keep it: any delimiter and case of header, columns
// of other things, parents by name, rows of sums, one column a level.
func TestRegistersAsKept(t *testing.T) {
	for text, want := range map[string]struct {
		people, units int
		notes         string
	}{
		"code,name,tier,parent_code,population\n1,A,a,,\n2,B,b,1,5\n":                             {5, 2, ""},
		"CODE;Name;Tier;Parent_Code;Population;Sarpanch phone\n1;A;A;;;\n2;B;B;1;1,005;98\n":      {1005, 2, "ignored"},
		"code\tname\ttier\tparent_code\tpopulation\n1\tA\ta\t\t\n2\tB\tb\tA\t५\n":                 {5, 2, ""},
		"code,name,tier,parent_code,population\n2,B,b,A,5\n1,A,a,,\n":                             {5, 2, ""},
		"code,name,tier,parent_code,population\n1,A,a,,\n2,B,b,1,\"9,00,422\"\n,Total,,,900422\n": {900422, 2, "total-row"},
		"a,b,population\nA,B,5\nA,C,6\nTotal,,11\n":                                               {11, 3, "total-row"},
		"A|B|Population\nA|B|5.0\nA|C|6\n":                                                        {11, 3, ""},
		"code,name,tier,parent_code,population\n1,A\xe9,a,,\n2,B,b,1,5\n":                         {5, 2, "read-as"},
		"\xff\xfec\x00o\x00d\x00e\x00,\x00n\x00a\x00m\x00e\x00,\x00t\x00i\x00e\x00r\x00,\x00p\x00a\x00r\x00e\x00n\x00t\x00_\x00c\x00o\x00d\x00e\x00\n\x001\x00,\x00A\x00,\x00a\x00,\x00\n\x00": {0, 1, ""},
	} {
		f, err := Read("t.yaml", []byte("name: x\nnetwork: {tiers: [a, b], file: u.csv}\npublic: {hears: {g: {broadcast: {share: 1}}}}\n"), memory(map[string][]byte{"u.csv": []byte(text)}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // notes stay when the file is varied
			s, err := f.With(Options{})
			if err != nil {
				t.Errorf("%q: %v", text, err)
				break
			}
			got := ""
			for _, n := range s.Notes {
				if n.Kind == "ignored" || n.Kind == "total-row" || n.Kind == "read-as" {
					got += n.Kind
				}
			}
			if p, units := people(s); p != int64(want.people) || units != want.units || got != want.notes {
				t.Errorf("%q: %d people in %d units, notes %q, want %+v", text, p, units, got, want)
			}
		}
	}
}
