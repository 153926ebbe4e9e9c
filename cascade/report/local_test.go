package report_test

import (
	"strings"
	"testing"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/scenario"
)

const localScenario = `name: a
network:
  tiers: [district, block, office]
  tiers_local: [ज़िला, प्रखंड, कार्यालय]
  tree:
    Pakur:
      name_local: पाकुर
      code: D
      Pakur: {code: B, name_local: पाकुड़, children: 2}
      Hiranpur: {name_local: हिरणपुर, children: 1}
      Elsewhere: {children: 1}
`

// What is called so is called by its local name where there is one and only one. A
// code tells units of one name apart, and is itself no name.
func TestLocalNames(t *testing.T) {
	f, err := scenario.Read("a.yaml", []byte(localScenario), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.With(scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := report.LocalNames(s.Network)
	for called, want := range map[string]string{
		"block": "प्रखंड", "Hiranpur": "हिरणपुर", "Pakur": "", "Pakur/Hiranpur": "पाकुर/हिरणपुर", "Hiranpur 1": "हिरणपुर 1",
		"Pakur/Pakur": "पाकुर/पाकुड़", "Elsewhere": "", "Pakur/Elsewhere": "पाकुर/Elsewhere", "D": "", "": "", "Elsewhere 1": "", "Pakur 2": "पाकुड़ 2",
	} {
		if got := names.Local(called, ""); got != want {
			t.Errorf("%q is called %q, want %q", called, got, want)
		}
	}
	in := words.Speech{In: words.Hindi, Names: names}
	for code, want := range map[string]string{"D": "पाकुर", "B": "पाकुड़", "": "Pakur"} {
		if got := in.Text("verbatim", model.Called{Name: "Pakur", Code: code}); got != want {
			t.Errorf("Pakur with the code %q is called %q, want %q", code, got, want)
		}
	}
	if got := words.English.Text("verbatim", "Hiranpur"); got != "Hiranpur" {
		t.Errorf("English says %q", got)
	}
}

// Local names stand in columns of their width.
func TestLocalNamesInTables(t *testing.T) {
	f, err := scenario.Read("a.yaml", []byte(localScenario), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.With(scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	style := report.Style{Language: words.Hindi, Names: report.LocalNames(s.Network)}
	if err := report.Write(&b, report.Text, style, report.Show(s, 0)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"पाकुर  ", "  पाकुड़", "  हिरणपुर", "प्रखंड"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "Hiranpur") || strings.Contains(b.String(), "district") {
		t.Errorf("Latin names in\n%s", b.String())
	}
}
