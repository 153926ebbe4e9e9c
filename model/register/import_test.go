package register

import (
	"archive/zip"
	"bytes"
	"fmt"
	"harkara/model"
	"io"
	"strings"
	"testing"
)

// imported is a register of a text, or of several with names.
func imported(o Options, files ...string) (*Register, error) {
	var all []Source
	for i := 0; i < len(files); i += 2 {
		all = append(all, Bytes(files[i], []byte(files[i+1])))
	}
	return Import(all, o)
}

// tree is a register in short: each unit with its tier, code and people, inside
// its parent.
func (r *Register) tree() string {
	var b strings.Builder
	var write func(i int)
	write = func(i int) {
		u := r.Units[i]
		b.WriteString(u.Name)
		if u.Own {
			b.WriteString("#" + u.Code)
		}
		if u.People >= 0 {
			fmt.Fprintf(&b, "=%d", u.People)
		}
		var kids []int
		for k := range r.Units {
			if r.Units[k].Parent == i {
				kids = append(kids, k)
			}
		}
		for k, kid := range kids {
			b.WriteString([]string{"(", " "}[min(k, 1)])
			write(kid)
		}
		if kids != nil {
			b.WriteString(")")
		}
	}
	for i, u := range r.Units {
		if u.Parent < 0 {
			write(i)
		}
	}
	return b.String()
}

// Registers of every kind come in, whatever is odd about them.
func TestImport(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, tree string
		tiers            string
		found            map[string]int
	}{
		"levels":           {"v.csv", "Block,Village,Population\nA,V,100\nA,W,50\nB,V,7\n", "v(A(V=100 W=50) B(V=7))", "all,block,village", nil},
		"semicolons, sums": {"v.csv", "sep=;\nBlock;Village;Remarks;Population\nA;V;x;1.000\nA;W;y;900.422\nA;X;;many\nTotal;;;901.422\n", "A(V=1000 W=900422 X)", "block,village", map[string]int{"total": 1, "no-number": 1}},
		"sums that differ": {"v.csv", "District,Block,Population\nA,V,5\nA,W,6\n,Total,11\nB,X,7\nB,Y,\n,Total,9\nGrand total,,18\n", "v(A(V=5 W=6) B(X=7 Y))", "all,district,block", map[string]int{"total": 3, "sum-differs": 1}},
		"titles, two rows": {"v.csv", "List of places,,,\n,,,\nPlace Code,Place Name,Place Name,People\n,(In English),(In Local),\n7,Ranchi,रांची,\"१,०००\"\n8,Dumka,,5\n", "v(Ranchi#7=1000 Dumka#8=5)", "all,place", nil},
		"codes of levels":  {"d.csv", "S.No.,District Code,District Name,Block Code,Block Name\n1.0,322,Bokaro,1,North\n2.0,322,Bokaro,2,South\n3.0,323,Chatra,1,North\n", "d(Bokaro#322(North#1 South#2) Chatra#323(North#323/1))", "all,district,block", nil},
		"wards":            {"w.csv", "District,Ward,People\nA,01,5\nA,02,6\nB,01,7\nB,02,8\nC,01,9\n", "w(A(ward 01=5 ward 02=6) B(ward 01=7 ward 02=8) C(ward 01=9))", "all,district,ward", nil},
		"parents by code":  {"s.csv", "ID;Name;Reports to\n1;Ann;\n2;Bo;1\n3;Cy;2\n", "Ann#1(Bo#2(Cy#3))", "level 1,level 2,level 3", nil},
		"parents by name":  {"s.csv", "Name,Manager,Headcount\nBo,Ann,3\nAnn,n/a,5\nCy,Ann,4\n", "Ann=5(Bo=3 Cy=4)", "level 1,level 2", nil},
		"tiers":            {"s.csv", "code,name,level,parent\nr,Root,State,\na,A,Block,r\nb,B,District,r\nc,C,block,b\n", "Root#r(B#b(C#c) A#a)", "State,District,Block", nil},
		"tiers, mixed":     {"s.csv", "code,name,type,parent\nr,Root,Office,\na,A,Office,r\nb,B,Team,a\n", "Root#r(A#a(B#b))", "level 1,level 2,level 3", map[string]int{"tiers-mixed": 1}},
		"no code":          {"s.csv", "Unit Code,Unit Name,Parent Code\n1,A,0\n0,B,1\n0,C,1\n", "A#1(B C)", "level 1,level 2", map[string]int{"no-code": 2}},
		"twins":            {"s.csv", "code,name,parent\n1,A,\n2,B,1\n2,B,1\n2,C,1\n3,D,2\n", "A#1(B#2(D#3) C#2-2)", "level 1,level 2,level 3", map[string]int{"duplicate": 1, "same-code": 1}},
		"case and zeros":   {"s.csv", "code,name,parent\nAb,A,\n07,B,aB\n3,C,7\n4.0,D,3.0\n", "A#Ab(B#07(C#3(D#4)))", "level 1,level 2,level 3,level 4", map[string]int{"case": 1, "zeros": 1}},
		"circle":           {"s.csv", "code,name,parent\n1,A,3\n2,B,1\n3,C,2\n4,D,3\n", "C#3(A#1(B#2) D#4)", "level 1,level 2,level 3", map[string]int{"circle": 1}},
		"orphans":          {"s.csv", "code,name,parent\n1,A,\n2,B,9\n3,C,1\n4,D,1\n5,E,4\n", "A#1(C#3 D#4(E#5) not placed(B#2))", "level 1,level 2,level 3", map[string]int{"orphan": 1}},
		"positional codes": {"p.csv", "List,,,\n10-digit PSGC,Name,Geographic Level,Population (2020 Census)\n0100000000,Region I,Reg,10\n0102800000,Ilocos Norte,Prov,9\n0102801000,Adams,Mun,5\n0102801100,One,Bgy,2\n0102801110,Two,Bgy,3\n0102802000,Bacarra,Mun,4\n0102802001,Three,Bgy,4\n", "Region I#0100000000=10(Ilocos Norte#0102800000=9(Adams#0102801000=5(One#0102801100=2 Two#0102801110=3) Bacarra#0102802000=4(Three#0102802001=4)))", "Reg,Prov,Mun,Bgy", nil},
		"codes that grow":  {"p.csv", "code,title\nAB,Office\nAB-1,North\nAB-12,South\nAB-1.7,Team\n", "Office#AB(North#AB-1(Team#AB-1.7) South#AB-12)", "level 1,level 2,level 3", nil},
		"codes in steps":   {"p.csv", "code,title\n01,A\n0101,B\n0102,C\n010201,D\n", "A#01(B#0101 C#0102(D#010201))", "level 1,level 2,level 3", nil},
		"serial numbers":   {"p.csv", "code,place,people\n1,A,1\n2,B,2\n10,C,3\n11,D,4\n12,E,5\n", "p(A#1=1 B#2=2 C#10=3 D#11=4 E#12=5)", "all,place", nil},
		"years":            {"y.csv", "District,Block,Population 2011,Population (2020),Households\nA,B,1,5,2\nA,C,2,6,3\n", "A(B=5 C=6)", "district,block", nil},
		"second parents":   {"s.csv", "code,name,parent\n1,A,\n2,B,1\n3,C,1\n4,D,2\n4,D,3\n", "A#1(B#2(D#4) C#3)", "level 1,level 2,level 3", map[string]int{"second-parent": 1}},
		"own parent":       {"s.csv", "code,name,parent\n1,A,1\n2,B,1\n3,C,3\n", "s(A#1(B#2) C#3)", "level 1,level 2,level 3", map[string]int{"own-parent": 2, "tops": 2}},
		"made parents":     {"s.csv", "Office Code,Office Name,Parent Office Code,Parent Office Name\n1,A,90,Head\n2,B,90,Head\n3,C,1,A\n", "Head#90(A#1(C#3) B#2)", "level 1,level 2,level 3", map[string]int{"made": 1, "no-row": 2}},
		"Windows-1252":     {"v.csv", "Land;Ort;Population\nK\xe4rnten;Sp\xf6ttl;5\nK\xe4rnten;Villach;6\n", "Kärnten(Spöttl=5 Villach=6)", "land,ort", nil},
		"UTF-16":           {"v.csv", "\xff\xfea\x00\t\x00b\x00\n\x00X\x00\t\x00Y\x00\n\x00X\x00\t\x00Z\x00\n\x00", "X(Y Z)", "a,b", nil},
		"Hangul":           {"k.csv", "시도,시군구,인구수\n서울,종로구,5\n서울,중구,6\n부산,중구,7\n", "k(서울(종로구=5 중구=6) 부산(중구=7))", "all,시도,시군구", nil},
		"Hindi":            {"h.csv", "प्रखंड,गाँव,जनसंख्या\nक,ख,१२\nक,ग,३\nकुल,,१५\n", "क(ख=12 ग=3)", "प्रखंड,गाँव", map[string]int{"total": 1}},
		"JSON tree":        {"t.json", `{"name":"India","states":[{"name":"Goa","population":5,"districts":[{"name":"N"},{"name":"S","code":"7"}]}]}`, "India(Goa=5(N S#7))", "level 1,states,districts", nil},
		"JSON names":       {"t.json", `{"Root":{"A":["x","y"],"B":{"z":7}}}`, "Root(A(x y) B(z=7))", "level 1,level 2,level 3", nil},
		"JSON table":       {"t.json", `{"data":[{"id":1,"name":"A","parent":null},{"id":2,"name":"B","parent":1}]}`, "A#1(B#2)", "level 1,level 2", nil},
		"JSON, same codes": {"t.json", `{"name":"R","children":[{"name":"A","id":"1","children":[{"name":"x","id":"1"}]},{"name":"B","id":"2","children":[{"name":"y","id":"1"}]}]}`, "R(A#1(x#1/1) B#2(y#2/1))", "level 1,level 2,level 3", map[string]int{"code-twice": 2}},
		"GeoJSON":          {"m.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"state":"G","district":"N"}},{"type":"Feature","properties":{"state":"G","district":"S"}}]}`, "G(N S)", "state,district", nil},
		"ties":             {"e.csv", "source,target\nA,B\nA,C\nB,D\nC,D\n", "A(B(D) C)", "hop 0,hop 1,hop 2", nil},
		"GML":              {"g.gml", "graph [ directed 1 node [ id 1 label \"A\" ] node [ id 2 label \"B\" ] edge [ source 1 target 2 ] ]", "A#1(B#2)", "hop 0,hop 1", nil},
		"DOT":              {"g.dot", "digraph g {\n a -> {b c};\n b -> d;\n d [label=\"Dee\", population=4];\n}\n", "a(b(Dee#d=4) c)", "hop 0,hop 1,hop 2", nil},
		"Pajek":            {"g.net", "*Vertices 2\n1 \"A\"\n2 \"B\"\n*Arcs\n1 2 1.0\n", "A#1(B#2)", "hop 0,hop 1", nil},
		"GraphML":          {"g.graphml", `<?xml version="1.0"?><graphml><key id="k" for="node" attr.name="name"/><graph edgedefault="directed"><node id="a"><data key="k">A</data></node><node id="b"/><edge source="a" target="b"/></graph></graphml>`, "A#a(b)", "hop 0,hop 1", nil},
		"GEXF":             {"g.gexf", `<gexf><graph defaultedgetype="directed"><nodes><node id="0" label="A"/><node id="1" label="B"/></nodes><edges><edge source="0" target="1"/></edges></graph></gexf>`, "A#0(B#1)", "hop 0,hop 1", nil},
		"SpreadsheetML":    {"s.xls", `<?xml version="1.0"?><Workbook xmlns:ss="u"><Worksheet ss:Name="S"><Table><Row><Cell ss:MergeAcross="2"><Data>Title</Data></Cell></Row><Row><Cell><Data>Block</Data></Cell><Cell><Data>Village</Data></Cell><Cell><Data>Population</Data></Cell></Row><Row><Cell ss:MergeDown="1"><Data>A</Data></Cell><Cell><Data>V</Data></Cell><Cell><Data>5</Data></Cell></Row><Row><Cell ss:Index="2"><Data>W</Data></Cell><Cell><Data>6.0</Data></Cell></Row></Table></Worksheet></Workbook>`, "A(V=5 W=6)", "block,village", nil},
	} {
		r, err := imported(Options{}, c.file, c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := r.tree(); got != c.tree || strings.Join(r.Tiers, ",") != c.tiers {
			t.Errorf("%s: %s in %q\nwant %s in %q\n%s", name, got, r.Tiers, c.tree, c.tiers, model.Listing(r.Report.Lines()))
		}
		for kind, n := range c.found {
			if r.Report.Found(kind) != n {
				t.Errorf("%s: %d of %s, want %d", name, r.Report.Found(kind), kind, n)
			}
		}
		checkAgain(t, name, r)
	}
}

// checkAgain imports what an import wrote, which changes nothing.
func checkAgain(t *testing.T, name string, r *Register) {
	t.Helper()
	var first, second bytes.Buffer
	if err := r.WriteUnits(&first); err != nil {
		t.Fatal(err)
	}
	again, err := imported(Options{}, "units.csv", first.String())
	if err != nil {
		t.Errorf("%s, again: %v\n%s", name, err, first.String())
		return
	}
	if _ = again.WriteUnits(&second); first.String() != second.String() {
		t.Errorf("%s, again:\n%s\nwant\n%s", name, second.String(), first.String())
	}
}

// A guess is corrected by a map, a sheet and a root.
func TestImportCorrected(t *testing.T) {
	for name, c := range map[string]struct {
		o          Options
		text, tree string
	}{
		"parent": {Options{Map: map[string]string{"parent": "Up", "code": "Nr", "population": "n"}}, "Nr,What,Up,n\n1,A,,5\n2,B,1,6\n", "A#1=5(B#2=6)"},
		"levels": {Options{Map: map[string]string{"levels": "Z;Y"}}, "Y,Z,X\na,b,c\nd,b,c\n", "b(a d)"},
		"root":   {Options{Root: "B"}, "source,target\nA,B\nB,A\nB,C\n", "B(A C)"},
	} {
		r, err := imported(c.o, "f.csv", c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := r.tree(); got != c.tree {
			t.Errorf("%s: %s, want %s", name, got, c.tree)
		}
	}
}

// What cannot be understood is refused, with the reason and the way out.
func TestNotImported(t *testing.T) {
	bomb := &bytes.Buffer{}
	z := zip.NewWriter(bomb)
	w, _ := z.Create("a.csv")
	_, _ = w.Write(make([]byte, 16<<20))
	_ = z.Close()
	many := &bytes.Buffer{}
	z = zip.NewWriter(many)
	for i := range maxEntries + 1 {
		_, _ = z.Create(fmt.Sprint(i))
	}
	_ = z.Close()
	for name, c := range map[string]struct {
		o          Options
		text, want string
	}{
		"orphans":         {Options{Refuse: true}, "code,name,parent\n1,A,\n2,B,9\n3,C,1\n4,D,1\n", "row 3: 9"},
		"no header":       {Options{}, "1,2,3\n4,5,6\n", "no header"},
		"no places":       {Options{}, "population\n5\n6\n", "--map"},
		"no column":       {Options{Map: map[string]string{"parent": "boss"}}, "a,b\nc,d\n", "no column \"boss\""},
		"no root":         {Options{}, "source,target\nA,B\nB,A\nA,C\nC,A\n", "--root \"A\""},
		"another root":    {Options{Root: "Z"}, "source,target\nA,B\nB,A\n", "no node \"Z\""},
		"empty":           {Options{}, "", "is empty"},
		"old workbook":    {Options{}, "\xd0\xcf\x11\xe0\xa1\xb1", "before 2007"},
		"web page":        {Options{}, "<html><table>", "no sheet with rows"},
		"entities":        {Options{}, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><graphml><graph><node id="&b;"/></graph></graphml>`, "not whole XML"},
		"deep XML":        {Options{}, `<graphml>` + strings.Repeat("<graph>", 300), "deep in each other"},
		"crossed XML":     {Options{}, `<graphml><graph></graphml></graph>`, "ends where it did not begin"},
		"half XML":        {Options{}, `<graphml><graph>`, "not whole XML"},
		"deep JSON":       {Options{}, strings.Repeat("[", 300), "deep in each other"},
		"bomb":            {Options{}, bomb.String(), "times its size"},
		"many files":      {Options{}, many.String(), "files or more: at most"},
		"many by its end": {Options{}, "PK\x03\x04PK\x05\x06\x00\x00\x00\x00\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "65535 files or more"},
		"too many rows":   {Options{Most: 2}, "a,b\nc,d\nc,e\nc,f\n", "more than 2 units"},
		"one or 1000":     {Options{}, "a,b,population\nc,d,1.000\nc,e,2\n", "one, or a thousand"},
		"blank above":     {Options{}, "a,b,population\nc,d,1\n,e,2\n", "--fill-down"},
	} {
		if _, err := imported(c.o, "f", c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// Cells that a spreadsheet would take for formulas are guarded when they are
// written, and are themselves again when read.
func TestFormulas(t *testing.T) {
	r, err := imported(Options{}, "f.csv", "code,name,parent\n1,=1+1,\n2,@B,1\n-3,C,2\n")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	_ = r.WriteUnits(&out)
	if got := out.String(); !strings.Contains(got, "1,'=1+1,") || !strings.Contains(got, "2,'@B,") || !strings.Contains(got, "'-3,C,") {
		t.Errorf("%s", got)
	}
	checkAgain(t, "formulas", r)
}

// Bytes is a source in memory.
func Bytes(name string, data []byte) Source {
	return Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}
