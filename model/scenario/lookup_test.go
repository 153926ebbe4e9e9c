package scenario

import "testing"

// A unit is found by its code, its name where no other has it, and its path;
// a slash in front says that nothing lies above the path.
func TestFindUnit(t *testing.T) {
	s, err := Load("testdata/organisations.good.yaml", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for called, want := range map[string]string{
		"Bihar": "Bihar", "/Bihar": "Bihar", "youth:Bihar": "youth:Bihar", "/Bihar/Patna": "Bihar/Patna", "youth:Bihar/Patna": "youth:Bihar/Patna",
		"Patna": "", "/Patna": "", "Gaya": "", "": "", "/": "",
	} {
		u, err := FindUnit(s.Network, called)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q is %s", called, s.Network.Code(u))
		case want != "" && (err != nil || s.Network.Code(u) != want):
			t.Errorf("%q: %v, %v, want %s", called, u, err, want)
		}
	}
	if _, err := FindUnit(s.Network, "Patna"); err == nil || err.Error() != `"Patna" names 2 units: write the path, as in Bihar/Patna or youth:Bihar/Patna` {
		t.Error(err)
	}
}
