package scenario

import (
	"strconv"
	"strings"
	"testing"

	"harkara/model"
)

// A unit is found by its code, its name where no other has it, and its path;
// a slash in front says that nothing lies above the path.
func TestFindUnit(t *testing.T) {
	s, err := Load("testdata/organisations.good.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for called, want := range map[string]string{
		"Bihar": "", "/Bihar": "Bihar", "youth:Bihar": "youth:Bihar", "/Bihar/Patna": "Bihar/Patna", "youth:Bihar/Patna": "youth:Bihar/Patna",
		"Patna": "", "/Patna": "", "Gaya": "", "": "", "/": "",
	} {
		u, err := s.Network.Find(called)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is %s", called, s.Network.Code(u))
		case want != "" && (err != nil || s.Network.Code(u) != want):
			t.Errorf("%q: %v, %v, want %s", called, u, err, want)
		}
	}
	if _, err := s.Network.Find("Patna"); err == nil || err.Error() != `"Patna" names 2 units: write the path, as in /Bihar/Patna or youth:Bihar/Patna` {
		t.Error(err)
	}
}

// A unit is called alike in the file and on the command line: by path, by the
// number of a generated unit, with any rest, in the local script, and whether a
// letter is one code point or two.
func TestOneFinder(t *testing.T) {
	const text = `
name: x
network: {tiers: [state, district, block, village], tree: {Jharkhand: {Pakur: {children: [3, 6]}, "\u095bila": {code: Z9, name_local: "ज़िला", children: 1}, Dumka: {Rampur: {}}, Godda: {Rampur: {}, "Z9": {}}}}}
outages: [{unit: "%s", to: 1h}]
`
	for called, want := range map[string]string{
		"Pakur/2": "Jharkhand/Pakur/2", "Pakur 2": "Jharkhand/Pakur/2", "Pakur 3.2": "Jharkhand/Pakur/3/2", "Pakur/3/2": "Jharkhand/Pakur/3/2",
		"/Jharkhand/Pakur/1": "Jharkhand/Pakur/1", "\u091c\u093cila": "Z9", "\u095bila": "Z9", "\u095bila/1": "Z9/1", "\u091c\u093cila 1": "Z9/1", "ज़िला": "Z9",
		"Dumka/Rampur": "Jharkhand/Dumka/Rampur", "Godda/Z9": "Jharkhand/Godda/Z9",
		"Rampur": "", "Z9": "", "Pakur/4": "", "Pakur 4": "", "Pakur 3.3": "", "Pakur/": "", "/Pakur/2": "", "nobody": "",
	} {
		base := parseGood(t, strings.Replace(text, "%s", "Jharkhand", 1))
		u, err := base.Network.Find(unescape(called))
		if got := codeOf(base.Network, u); got != want {
			t.Errorf("%q is %q, want %q (%v)", called, got, want, err)
		}
		s, err2 := parse("t.yaml", []byte(strings.Replace(text, "%s", called, 1)), memory(nil), Options{}, small)
		switch {
		case (err2 == nil) != (want != ""):
			t.Errorf("%q in the file: %v", called, err2)
		case err2 == nil && s.Network.Code(s.Network.Outages()[0].Unit) != want:
			t.Errorf("%q in the file is %s", called, s.Network.Code(s.Network.Outages()[0].Unit))
		}
	}
}

func codeOf(n *model.Network, u model.Unit) string {
	if u == model.NoUnit {
		return ""
	}
	return n.Code(u)
}

// unescape turns the \u of YAML into the character.
func unescape(s string) string {
	out, err := strconv.Unquote(`"` + s + `"`)
	if err != nil {
		return s
	}
	return out
}
