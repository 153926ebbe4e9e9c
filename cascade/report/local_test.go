package report_test

import (
	"strings"
	"testing"

	"harkara/cascade"
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

// What is saved as JSON has the local names of what it names, so that its page shows
// them; a code tells units of one name apart.
func TestLocalNamesAreSaved(t *testing.T) {
	f, err := scenario.Read("a.yaml", []byte(localScenario), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.With(scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := s.Network
	b := &cascade.Bottlenecks{Of: "office", Total: 4, Trials: 100, Missed: cascade.Estimate{Value: 0.5, Low: 0.5, High: 0.5}}
	b.Hops = []cascade.Hop{{From: "district", To: "block", Stopped: cascade.Estimate{Value: 0.5, Low: 0.5, High: 0.5}}}
	for _, u := range []model.Unit{0, 1} {
		b.Units = append(b.Units, cascade.Worth{Unit: u, Gained: cascade.Estimate{Value: 2, Low: 2, High: 2}, Lost: cascade.Estimate{Value: 1, Low: 1, High: 1}})
	}
	var saved, page strings.Builder
	doc := report.Bottlenecks(report.About{Name: "a"}, n, b)
	if err := report.Write(&saved, report.JSON, report.Style{Names: report.LocalNames(n)}, doc); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"district": "ज़िला"`, `"block": "प्रखंड"`, `"D": "पाकुर"`, `"B": "पाकुड़"`} {
		if !strings.Contains(saved.String(), want) {
			t.Errorf("no %s in\n%s", want, saved.String())
		}
	}
	docs, err := report.Saved([]byte(saved.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Write(&page, report.HTML, report.Style{Language: words.Hindi}, docs...); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">ज़िला से प्रखंड<", ">पाकुर<", ">पाकुड़<", ">प्रखंड<"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %s", want)
		}
	}
	saved.Reset()
	if err := report.Write(&saved, report.JSON, report.Style{}, doc); err != nil || strings.Contains(saved.String(), "local") {
		t.Errorf("without names: %v %s", err, saved.String())
	}
}
