package register

import (
	"bytes"
	"fmt"
	"harkara/model"
	"slices"
	"strings"
	"testing"
)

// listed is a table of states, districts and villages, whose names come again below
// every other, with its columns in an order.
func listed(header string, line func(state, district, village int) string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for s := range 3 {
		for d := range 4 {
			for v := range 5 {
				b.WriteString(line(s+1, d+1, v+1) + "\n")
			}
		}
	}
	return b.String()
}

// Tables of the kinds that statistical offices publish become the same tree of 3, 12
// and 60 places, whatever their columns are called, in which order and by which codes.
func TestKindsOfTables(t *testing.T) {
	const people = 60 * 103
	for name, c := range map[string]struct {
		text, tiers string
		codes       bool // of the last tier
	}{
		"names that come again": {listed("State,District,Village,Population", func(s, d, v int) string { return fmt.Sprintf("S%d,D%d,V%d,%d", s, d, v, 100+v) }), "all 1, state 3, district 12, village 60", false},
		"the lowest first":      {listed("Village,District,State,Population", func(s, d, v int) string { return fmt.Sprintf("V%d,D%d,S%d,%d", v, d, s, 100+v) }), "all 1, state 3, district 12, village 60", false},
		"unknown words":         {listed("Aa,Bb,Cc,Population", func(s, d, v int) string { return fmt.Sprintf("S%d,D%d,V%d,%d", s, d, v, 100+v) }), "all 1, aa 3, bb 12, cc 60", false},
		"Hangul":                {listed("행정구역코드,시도,시군구,읍면동,인구수", func(s, d, v int) string { return fmt.Sprintf("%d%d%d,시%d,구%d,동%d,%d", s, d, v, s, d, v, 100+v) }), "all 1, 시도 3, 시군구 12, 읍면동 60", true},
		"Hangul, decomposed":    {listed("시도,시군구,읍면동,인구수", func(s, d, v int) string { return fmt.Sprintf("\u1109\u1175%d,구%d,동%d,%d", s, d, v, 100+v) }), "all 1, 시도 3, 시군구 12, 읍면동 60", false},
		"codes of a survey": {listed("WD22CD,WD22NM,LAD22CD,LAD22NM,RGN22CD,RGN22NM,Population", func(s, d, v int) string {
			return fmt.Sprintf("E%d%d%d,V,E%d%d,D%d,E%d,S%d,%d", s, d, v, s, d, d, s, s, 100+v)
		}), "all 1, rgn 3, lad 12, wd 60", true},
		"numbered levels": {listed("ADM3_EN,ADM3_PCODE,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,date,T_TL", func(s, d, v int) string {
			return fmt.Sprintf("V%d,X%d%d%d,D%d,X%d%d,S%d,X%d,2024-01-01,%d", v, s, d, v, d, s, d, s, s, 100+v)
		}), "all 1, adm1 3, adm2 12, adm3 60", true},
		"GADM": {listed("GID_1,NAME_1,NL_NAME_1,GID_2,NAME_2,GID_3,NAME_3,Population", func(s, d, v int) string {
			return fmt.Sprintf("K.%d,S,NA,K.%d.%d,D,K.%d.%d.%d,V,%d", s, s, d, s, d, v, 100+v)
		}), "all 1, level 1 3, level 2 12, level 3 60", true},
		"codes below others": {listed("State FIPS,State,County FIPS,County,Ward,Population", func(s, d, v int) string { return fmt.Sprintf("%02d,S%d,%03d,D%d,%02d,%d", s, s, d, d, v, 100+v) }), "all 1, state 3, county 12, ward 60", false},
		"Portuguese":         {listed("Código UF;UF;Código Município;Município;Bairro;População", func(s, d, v int) string { return fmt.Sprintf("%d;S%d;%d%d;D%d;V%d;1.%d", s, s, s, d, d, v, 100+v) }), "all 1, uf 3, município 12, bairro 60", false},
	} {
		r, err := imported(Options{}, "f.csv", c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		counts := make([]int, len(r.Tiers))
		for _, u := range r.Units {
			counts[u.Tier]++
		}
		var tiers []string
		for i, n := range counts {
			tiers = append(tiers, fmt.Sprint(r.Tiers[i], " ", n))
		}
		want := int64(people)
		if name == "Portuguese" {
			want += 60 * 1000
		}
		if got := strings.Join(tiers, ", "); got != c.tiers || r.People() != want || r.Units[len(r.Units)-1].Own != c.codes {
			t.Errorf("%s: %s, %d people, want %s\n%s", name, got, r.People(), c.tiers, model.Listing(r.Report.Lines()))
		}
		checkAgain(t, name, r)
	}
}

// Trees, joined tables, web pages and organisations of other kinds come in.
func TestOtherKinds(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, tree string
		tiers            string
	}{
		"YAML":                {"t.yaml", "# a club\nname: Club\nteams:\n  - name: North\n    population: 12\n    teams:\n      - {name: N1, population: 4}\n      - {name: N2}\n  - name: South\n", "Club(North=12(N1=4 N2) South)", "level 1,teams,level 3"},
		"YAML by keys":        {"t", "Club:\n  North: {N1: 4, N2: 8}\n  South: [S1, S2]\n", "Club(North(N1=4 N2=8) South(S1 S2))", "level 1,level 2,level 3"},
		"YAML list":           {"t.yml", "- {id: 1, name: A, reports to: }\n- {id: 2, name: B, reports to: 1}\n", "A#1(B#2)", "level 1,level 2"},
		"lists by keys":       {"p.json", `{"01":{"region_name":"R1","province_list":{"P1":{"municipality_list":{"T1":{"barangay_list":["B1","B2"]}}},"P2":{"municipality_list":{"T1":{"barangay_list":["B1"]}}}}},"02":{"region_name":"R2","province_list":{}}}`, "p(R1#01(P1(T1(B1 B2)) P2(T1(B1))) R2#02)", "level 1,region,province,municipality,barangay"},
		"repeated codes":      {"n.json", `{"name":"F","code":"F","geometry":{"type":"Point","coordinates":[1,2]},"regions":[{"name":"R1","code":"01","wards":[{"name":"W","code":"01","population":5}]},{"name":"R2","code":"02","wards":[{"name":"W","code":"01","population":6}]}]}`, "F#F(R1#01(W#01/01=5) R2#02(W#02/01=6))", "level 1,regions,wards"},
		"web page":            {"w.xls", `<html><head><style>td {x}</style></head><table><tr><td>About<table><tr><th>Block<th>Village<th>Population<tr><td rowspan=2>A &amp; B<td>V<td>1,204<tr><td>W<br>X<td>7</table></table>`, "A & B(V=1204 W X=7)", "block,village"},
		"call tree":           {"c.csv", "Name;Phone;Called by\nAnna;1;\nBen;2;Anna\nCara;3;Anna\nDan;4;Ben\n", "Anna(Ben(Dan) Cara)", "level 1,level 2,level 3"},
		"employees":           {"s.csv", "Employee ID,Name,Manager,Employees\n1,Ada,,2\n2,Max,Ada,12\n3,Émile,ada,8\n", "Ada#1=2(Max#2=12 Émile#3=8)", "level 1,level 2"},
		"by mail":             {"m.csv", "Full name,Email,Manager email,Office\nAda,a@x.org,,L\nMax,m@x.org,A@x.org,L\nLi,l@x.org,m@x.org,P\n", "Ada#a@x.org(Max#m@x.org(Li#l@x.org))", "level 1,level 2,level 3"},
		"jsTree":              {"j.json", `[{"id":"1","text":"A","children":[{"id":"2","text":"B"},{"id":"3","text":"C","children":[{"id":"4","text":"D"}]}]}]`, "A#1(B#2 C#3(D#4))", "level 1,level 2,level 3"},
		"UTF-16":              {"u.csv", "\xff\xfeB\x00l\x00o\x00c\x00k\x00;\x00V\x00i\x00l\x00l\x00a\x00g\x00e\x00\n\x00A\x00;\x00\xe9\x00\n\x00A\x00;\x00W\x00\n\x00", "A(é W)", "block,village"},
		"positional codes":    {"k.csv", "code\tname\n1100000000\tA\n1101000000\tB\n1101100000\tC\n1102000000\tD\n1200000000\tE\n1205000000\tF\n", "k(A#1100000000(B#1101000000(C#1101100000) D#1102000000) E#1200000000(F#1205000000))", "level 1,level 2,level 3,level 4"},
		"serial numbers":      {"k.csv", "code,name\n1000,A\n1001,B\n1002,C\n1003,D\n1004,E\n", "k(A#1000 B#1001 C#1002 D#1003 E#1004)", "all,unit"},
		"codes with points":   {"k.csv", "kode,nama\n11,A\n11.01,B\n11.01.2001,C\n12,D\n12.01,B\n", "k(A#11(B#11.01(C#11.01.2001)) D#12(B#12.01))", "level 1,level 2,level 3,level 4"},
		"GEXF, in each other": {"g.gexf", `<gexf><graph><nodes><node id="a" label="A"><nodes><node id="b" label="B"/><node id="c" label="C"/></nodes></node><node id="d" label="D" pid="c"/></nodes></graph></gexf>`, "A#a(B#b C#c(D#d))", "hop 0,hop 1,hop 2"},
		"years in two rows":   {"y.csv", "Village,Population,Population,Households\n,2015,2020,\nV,5,6,2\nW,7,8,3\n", "y(V=6 W=8)", "all,village"},
		"control characters":  {"c.csv", "Block,Village,Population\nA,V\x001\x1b[31m,10\nA,V2,20\n", "A(V1[31m=10 V2=20)", "block,village"},
		"vast figures":        {"c.csv", "Block,Village,Population\nA,V,9000000000000000000\nA,W,9000000000000000000\nA,X,5\n", "A(V W X=5)", "block,village"},
	} {
		r, err := imported(Options{}, c.file, c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := r.tree(); got != c.tree || strings.Join(r.Tiers, ",") != c.tiers {
			t.Errorf("%s: %s in %q\nwant %s in %q\n%s", name, got, r.Tiers, c.tree, c.tiers, model.Listing(r.Report.Lines()))
		}
		checkAgain(t, name, r)
	}
}

// Tables that name each other's codes are one register, in whatever order they come; what
// is no table in a zip is told.
func TestTablesThatNameEachOther(t *testing.T) {
	for _, first := range []bool{true, false} {
		files := []string{"provinces.csv", "id,name\n11,A\n12,B\n", "regencies.csv", "id,province_id,name\n1101,11,C\n1102,11,D\n1201,12,E\n", "districts.csv", "id,regency_id,name\n1101010,1101,F\n1201010,1201,G\n"}
		if !first {
			files = append(files[4:], files[:4]...)
		}
		r, err := imported(Options{}, "r.zip", zipOf(append(files, "README.md", "# Made by hand\n")...))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := r.tree(), "r(A#11(C#1101(F#1101010) D#1102) B#12(E#1201(G#1201010)))"; got != want || strings.Join(r.Tiers, ",") != "all,province,regency,districts" {
			t.Errorf("%s in %q, want %s", got, r.Tiers, want)
		}
		if !slices.ContainsFunc(r.Report.Files, func(w model.Wording) bool { return strings.Contains(w.String(), "README.md: not read") }) {
			t.Errorf("%q", r.Report.Files)
		}
	}
}

// Of several sheets the one with most rows that names units is read, and the others are
// told; cells that are merged over a header of two rows, and down, are filled.
func TestLargestSheet(t *testing.T) {
	sheet := func(rows string, merged ...string) string {
		out := "<worksheet><sheetData>"
		for y, line := range strings.Split(rows, "\n") {
			out += fmt.Sprintf(`<row r="%d">`, y+1)
			for x, c := range strings.Split(line, ",") {
				if c != "" {
					out += fmt.Sprintf(`<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+x, y+1, c)
				}
			}
			out += "</row>"
		}
		out += "</sheetData><mergeCells>"
		for _, m := range merged {
			out += `<mergeCell ref="` + m + `"/>`
		}
		return out + "</mergeCells></worksheet>"
	}
	file := zipOf("xl/workbook.xml", workbook, "xl/_rels/workbook.xml.rels", relate,
		"xl/worksheets/sheet1.xml", sheet("Field,What\na,b\nc,d\ne,f\ng,h\ni,j\nk,l\nm,n"),
		"xl/worksheets/sheet2.xml", sheet("List of barangays,,,,\nRegion,Barangay,Population,,Households\n,,2015,2020,\nR1,B1,5,6,2\n,B2,7,8,3\nR2,B1,1,2,1", "A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:A5"))
	r, err := imported(Options{}, "f.xlsx", file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.tree(), "f(R1(B1=6 B2=8) R2(B1=2))"; got != want || !strings.Contains(r.Report.Files[0].String(), "not read: sheet About") {
		t.Errorf("%s, want %s\n%s", got, want, model.Listing(r.Report.Lines()))
	}
}

// Shapes of a map are kept with the codes that units have in the end.
func TestShapes(t *testing.T) {
	r, err := imported(Options{}, "m.geojson", `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"ADM1_EN":"R","ADM1_PCODE":"X","ADM2_EN":"D","ADM2_PCODE":"01"},"geometry":{"type":"Point", "coordinates":[1, 2]}},
		{"type":"Feature","properties":{"ADM1_EN":"S","ADM1_PCODE":"Y","ADM2_EN":"E","ADM2_PCODE":"01"},"geometry":{"type":"Point", "coordinates":[3, 4]}},
		{"type":"Feature","properties":{"ADM1_EN":"S","ADM1_PCODE":"Y","ADM2_EN":"F","ADM2_PCODE":"02"},"geometry":null}]}`)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.WriteShapes(&b); err != nil {
		t.Fatal(err)
	}
	want := `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"01","name":"D"},"geometry":{"type":"Point","coordinates":[1,2]}},
{"type":"Feature","properties":{"code":"Y/01","name":"E"},"geometry":{"type":"Point","coordinates":[3,4]}}
]}
`
	if b.String() != want || !r.HasShapes() {
		t.Errorf("%s\nwant %s", b.String(), want)
	}
}

// A letter of Windows-1252 far from the start is read as one, and shown.
func TestLateLetters(t *testing.T) {
	var b strings.Builder
	b.WriteString("Block,Village,Population\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "B%d,V%d,1\n", i%100, i)
	}
	r, err := imported(Options{}, "l.csv", b.String()+"B1,Br\xfcck,5\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Report.Files[0].String(); got != "l.csv: text with commas, Windows-1252 (line 20002: Brück)" || r.Units[len(r.Units)-1].Name != "Brück" {
		t.Errorf("%s, %s", got, r.Units[len(r.Units)-1].Name)
	}
	for _, text := range []string{"é" + strings.Repeat("x", 200_000) + "é", strings.Repeat("é", 200_000), "x" + strings.Repeat("€", 100_000), ""} {
		if line, field, ok := oddAt(strings.NewReader(text)); !ok {
			t.Errorf("line %d: %s", line, field)
		}
	}
	if line, _, ok := oddAt(strings.NewReader("a\nb" + strings.Repeat("€", 100_000) + "\xe9 \n")); ok || line != 2 {
		t.Errorf("line %d", line)
	}
}

// A chart with eighteen tops and three circles keeps everybody.
func TestManyTopsAndCircles(t *testing.T) {
	var b strings.Builder
	b.WriteString("Post Unique Reference,Job Title,Reports to Senior Post,Staff\n")
	for i := range 18 {
		fmt.Fprintf(&b, "P%d,Director %d,XX,1\n", i, i)
	}
	for i := 18; i < 300; i++ {
		fmt.Fprintf(&b, "P%d,Officer %d,P%d,1\n", i, i, i*7%i/2)
	}
	b.WriteString("C1,a,C2,1\nC2,b,C3,1\nC3,c,C1,1\nD1,d,D2,1\nD2,e,D1,1\nE1,f,E1,1\nF1,g,D2,1\n")
	r, err := imported(Options{}, "o.csv", b.String())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Units) != 308 || r.Report.Found("circle") != 2 || r.Report.Found("own-parent") != 1 || r.Report.Found("tops") != 21 || r.Report.PeopleRead != 307 || r.Report.PeopleLeft != 0 {
		t.Errorf("%d units\n%s", len(r.Units), model.Listing(r.Report.Lines()))
	}
	checkAgain(t, "chart", r)
}

// Units with more households than people, and below one of a tier farther up, are kept
// and counted.
func TestKeptAndCounted(t *testing.T) {
	r, err := imported(Options{}, "k.csv", "code,name,tier,parent,population,households\n1,A,state,,10,20\n2,B,district,1,5,\n3,C,block,2,2,1\n4,D,block,1,3,4\n")
	if err != nil {
		t.Fatal(err)
	}
	if r.Report.Found("more-homes") != 2 || r.Report.Found("skips") != 1 || r.tree() != "A#1=10(B#2=5(C#3=2) D#4=3)" {
		t.Errorf("%s\n%s", r.tree(), model.Listing(r.Report.Lines()))
	}
}

// A table whose cells were merged becomes the tree of the one with every cell written, where
// that is asked for; what stands right of a new place is not filled.
func TestFillDown(t *testing.T) {
	whole := "District,Block,Village,Population\nD1,B1,V1,10\nD1,B1,V2,20\nD1,B2,V3,5\nD1,B2,V4,\nD2,B3,V5,7\nD2,B3,V6,8\n"
	merged := "District,Block,Village,Population\nD1,B1,V1,10\n,,V2,20\n,B2,V3,5\n,,V4,\nD2,B3,V5,7\n,,V6,8\n"
	want, err := imported(Options{}, "f.csv", whole)
	if err != nil {
		t.Fatal(err)
	}
	got, err := imported(Options{FillDown: true}, "f.csv", merged)
	if err != nil {
		t.Fatal(err)
	}
	if got.tree() != want.tree() || got.People() != want.People() || got.Report.Found("filled-down") != 4 {
		t.Errorf("%s, want %s\n%s", got.tree(), want.tree(), model.Listing(got.Report.Lines()))
	}
	for name, text := range map[string]string{"not asked for": merged, "the first of a place": strings.Replace(whole, "D2,B3,V5", "D2,,V5", 1)} {
		if _, err := imported(Options{FillDown: name != "not asked for"}, "f.csv", text); err == nil || !strings.Contains(err.Error(), "no block for") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Figures with points between thousands are told, and how many there are of them.
func TestPointsAreTold(t *testing.T) {
	r, err := imported(Options{}, "f.csv", "a,b,population\nc,d,1.507\nc,e,12.345.678\nc,f,900\n")
	if err != nil || r.People() != 1507+12345678+900 || r.Report.Found("dotted") != 2 {
		t.Errorf("%v\n%s", err, model.Listing(r.Report.Lines()))
	}
}

// A chain of more offices than a network has levels is refused once, with how many they are
// and where the first is; one of as many is read.
func TestLongChains(t *testing.T) {
	chain := func(n int) string {
		var b strings.Builder
		b.WriteString("code,name,parent\nN0,Office 0,\n")
		for i := 1; i < n; i++ {
			fmt.Fprintf(&b, "N%d,Office %d,N%d\n", i, i, i-1)
		}
		return b.String()
	}
	if r, err := imported(Options{}, "f.csv", chain(maxLevels)); err != nil || len(r.Tiers) != maxLevels {
		t.Errorf("%v, %v", r, err)
	}
	const want = "2,936 units have 64 or more above them, the first of them at row 66: a network has at most 64 levels"
	if _, err := imported(Options{}, "f.csv", chain(3000)); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
