package scenario

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
	"harkara/model"
)

const tied = `name: ties
network:
  tiers: [hub, town]
  tree: {Hub: {code: 1, children: {Aa: {code: 2}, Bb: {code: "0x3"}, Cc: {code: 40000000}}}}
  links: [%s]
channels:
  radio: {delivers: 0.5, delay: 1h}
  phone: {calls: {each: 3m}}
relays: {hub: {over: [radio]}}
`

// Links have the chance and the delay that they give, and else their channel's;
// those that give the same share a channel.
func TestLinksOfTheirOwn(t *testing.T) {
	csv := "from,to,over,delivers,delay\n2,Bb,radio,0.25,\nAa,40000000,radio,25 %,\n1,Cc,radio,.25,10m\n1,2,radio,,\nCc,Bb,radio,0.25,10m\nBb,Aa,radio,.25,10m\n"
	text := fmt.Sprintf(tied, "{file: l.csv}, {from: Bb, to: Cc, over: radio, delivers: 85%, delay: {uniform: {min: 1h, max: 2h}}}, {among: town, over: radio, delivers: 1}")
	s, err := Parse("t.yaml", []byte(text), memory(map[string][]byte{"l.csv": []byte(csv)}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	distinct := map[int32]bool{}
	for _, l := range s.Network.Links() {
		c := s.Network.Channels()[l.Over]
		got[s.Network.Name(l.From)+s.Network.Name(l.To)] += fmt.Sprintf("%s %g %g;", c.Name, c.Delivers, c.Delay.Mean())
		distinct[l.Over] = true
	}
	want := map[string]string{
		"AaBb": "radio 0.25 3600;radio 1 3600;", "AaCc": "radio 0.25 3600;radio 1 3600;", "HubCc": "radio 0.25 600;", "HubAa": "radio 0.5 3600;",
		"CcBb": "radio 0.25 600;radio 1 3600;", "BbAa": "radio 0.25 600;radio 1 3600;", "BbCc": "radio 0.85 5400;radio 1 3600;", "CcAa": "radio 1 3600;",
	}
	for link, ways := range want {
		if got[link] != ways {
			t.Errorf("%s goes by %q, want %q", link, got[link], ways)
		}
	}
	if len(got) != len(want) || len(distinct) != 7 {
		t.Errorf("links %v over %d channels", got, len(distinct))
	}
}

// What is wrong with a link is told at its field.
func TestWrongLinks(t *testing.T) {
	for csv, want := range map[string]string{
		"from,to,over,delivers\n1,2,radio,1.5\n":        "l.csv:2:11: delivers: \"1.5\" is not a share",
		"from,to,over,delay\n1,2,radio,soon\n":          "l.csv:2:11: delay: ",
		"from,to,over,delivers\n1,2,phone,0.5\n":        "channel \"phone\" makes its contacts one after another",
		"from,to,over,delivers\n1,2,,0.5\n":             "l.csv:2:5: over is empty",
		"from,to,over\n1,9,radio\n":                     "l.csv:2:3: to: ",
		"from,to,over\n1,01,radio\n":                    "l.csv:2:3: to: ",
		"from,to,over\n1,2,radio\n2,,radio\n":           "l.csv:3:3: to is empty",
		"from,to,over\n2,Aa,radio\n":                    "a unit needs no link to itself",
		"from,to,over\n2,1,radio\nAa,400000000,radio\n": "l.csv:3:4: to: ",
	} {
		_, err := Parse("t.yaml", []byte(fmt.Sprintf(tied, "{file: l.csv}")), memory(map[string][]byte{"l.csv": []byte(csv)}), Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", csv, err, want)
		}
	}
	var many bytes.Buffer
	many.WriteString("from,to,over,delivers\n")
	for i := range maxLinkValues + 1 {
		fmt.Fprintf(&many, "1,2,radio,0.%06d\n", i)
	}
	load := func(links []byte) error {
		_, err := Parse("t.yaml", []byte(fmt.Sprintf(tied, "{file: l.csv}")), memory(map[string][]byte{"l.csv": links}), Options{})
		return err
	}
	if err := load(many.Bytes()); err == nil || !strings.Contains(err.Error(), "more than 10,000 different values") {
		t.Errorf("too many values: %v", err)
	}
	if err := load(many.Bytes()[:bytes.LastIndexByte(many.Bytes()[:many.Len()-1], '\n')+1]); err != nil {
		t.Errorf("as many values as may be: %v", err)
	}
}

// BenchmarkLinks reads a million links among 200,000 units.
func BenchmarkLinks(b *testing.B) {
	const units, links = 200_000, 1_000_000
	for _, kind := range []string{"numbers", "names", "delivers"} {
		var u, l bytes.Buffer
		u.WriteString("code,name,tier,parent_code\n")
		code := func(i int) string {
			if kind == "names" {
				return fmt.Sprintf("IN-%06d", i)
			}
			return fmt.Sprint(100_000 + i)
		}
		for i := range units {
			parent, tier := code(0), "b"
			if i == 0 {
				parent, tier = "", "a"
			}
			fmt.Fprintf(&u, "%s,unit %d,%s,%s\n", code(i), i, tier, parent)
		}
		r := rand.New(rand.NewPCG(1, 2))
		l.WriteString("from,to,delivers\n")
		for range links {
			delivers := ""
			if kind == "delivers" {
				delivers = fmt.Sprintf("0.%03d", r.IntN(1000))
			}
			from, to := r.IntN(units), r.IntN(units-1)
			if to >= from {
				to++ // no unit has a link to itself
			}
			fmt.Fprintf(&l, "%s,%s,%s\n", code(from), code(to), delivers)
		}
		files := memory(map[string][]byte{"u.csv": u.Bytes(), "l.csv": l.Bytes(), "none.csv": []byte("from,to\n")})
		b.Run(kind, func(b *testing.B) {
			text := "name: x\nnetwork: {tiers: [a, b], file: u.csv, links: [{file: none.csv}]}\n"
			f, err := Read("x.yaml", []byte(text), files, Options{})
			if err != nil {
				b.Fatal(err)
			}
			load := func(file string) *model.Network {
				s, err := f.With(Options{Set: []string{"network.links=[{file: " + file + "}]"}})
				if err != nil {
					b.Fatal(err)
				}
				return s.Network
			}
			load("none.csv")
			for b.Loop() {
				load("l.csv")
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/links, "ns/link")
		})
	}
}

// BenchmarkLinkBlock reads the lines of one block: cut at each mark, and by encoding/csv,
// which reads those with quotes.
func BenchmarkLinkBlock(b *testing.B) {
	const units, links = 200_000, 50_000
	h := &hierarchy{tiers: []string{"a"}, main: 1}
	for i := range units {
		h.addNamed(fmt.Sprint("unit ", i), fmt.Sprint(100_000+i), "", 0, -1)
	}
	luck := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	for i := range links {
		fmt.Fprintf(&text, "%d,%d,link\n", 100_000+i, 150_000+luck.IntN(150_000))
	}
	for name, read := range map[string]func(*lineReader) bool{"cut": (*lineReader).bare, "csv": (*lineReader).quoted} {
		b.Run(name, func(b *testing.B) {
			l := lineReader{b: &linkBlock{text: text.Bytes()}, units: h.numbered(), memo: &unitMemo{}, mark: ',', fields: make([][]byte, 3), ways: map[string]int32{},
				to: 1, over: 2, delivers: -1, delay: -1}
			for b.Loop() {
				l.b.links = l.b.links[:0]
				if !read(&l) || len(l.b.links) != links {
					b.Fatal(len(l.b.links))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/links, "ns/link")
		})
	}
}

// No two codes are the same number, whatever their shape.
func TestNumberOf(t *testing.T) {
	for _, c := range []struct {
		codes []string
		want  codeShape
	}{
		{[]string{"IN", "IN-0001", "IN-1000", "IN-20"}, codeShape{"IN-", 4}}, {[]string{"7", "10", "9"}, codeShape{}},
		{[]string{"G", "x"}, codeShape{prefix: "x"}}, {[]string{"a", "0", "01"}, codeShape{}}, {[]string{"01", "12"}, codeShape{digits: 2}},
	} {
		if got := shapeOf(c.codes); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.codes, got, c.want)
		}
	}
	all := []string{"", "0", "00", "1", "01", "001", "10", "010", "G1", "G01", "G", "G001", "-1", "99999999", "16777216", "16777217", "1x", "१"}
	for _, s := range []codeShape{{}, {digits: 2}, {"G", 0}, {"G", 2}, {"0", 0}, {"", 8}} {
		was := map[int]string{-1: ""}
		for _, code := range all {
			n := numberOf(s, code)
			if before, there := was[n]; there && n >= 0 {
				t.Errorf("%+v: %q and %q are %d", s, before, code, n)
			}
			was[n] = code
			if n != numberOf(s, []byte(code)) || n > maxNumber {
				t.Errorf("%+v: %q is %d", s, code, n)
			}
		}
	}
	if n := numberOf(codeShape{"G", 3}, "G001"); n != 1 {
		t.Error(n)
	}
}

// A file of links finds the units that are found one by one, by codes that are numbers,
// names that are others' codes, paths, and in any normal form.
func TestUnitNames(t *testing.T) {
	luck := rand.New(rand.NewPCG(5, 6))
	for _, prefix := range []string{"", "IN-", "/", "\u00e9", "e\u0301", "\u212b"} {
		for _, digits := range []int{1, 3} {
			h := &hierarchy{tiers: []string{"a", "b"}, main: 2}
			text := func() string {
				s := fmt.Sprintf("%0*d", digits, luck.IntN(150))
				return []string{prefix + s, s, "e\u0301" + s, "\u00e9" + s, "x" + s, "IN-" + s}[luck.IntN(6)]
			}
			h.addNamed("Top", "top", "", 0, -1)
			for i := range 120 {
				name, code, local := text(), fmt.Sprintf("%s%0*d", prefix, digits, i), ""
				if i%7 == 0 {
					code, local = text(), text()
				}
				h.addNamed(name, code, local, 1, 0)
			}
			units, memo := h.numbered(), unitMemo{}
			for i := range 2000 {
				asked := text()
				if i%9 == 0 {
					asked = "Top/" + asked
				}
				want, err := h.finder().One(asked, -1)
				if err != nil {
					want = -1
				}
				if got := memo.row(units, []byte(asked)); got != want {
					t.Fatalf("%q of codes %q: %d, want %d", asked, prefix, got, want)
				}
			}
		}
	}
}

// Files of links that are read in blocks are read as record by record, and what is wrong
// with one far inside is told at its place.
func TestLinksInBlocks(t *testing.T) {
	effort.NotShort(t, "reads many links")
	r := rand.New(rand.NewPCG(9, 10))
	var units, links strings.Builder
	units.WriteString("code,name,tier,parent_code\nroot,Root,hub,\n")
	const n = 3000
	code := func(i int) string {
		if i%3 == 0 {
			return fmt.Sprintf("T-%d", i)
		}
		return fmt.Sprint(i)
	}
	for i := range n {
		fmt.Fprintf(&units, "%s,\"Town, \"\"%d\"\"\",town,root\n", code(i+1), i+1)
	}
	links.WriteString("from,to,over,delivers,delay,remark\n")
	type tied struct {
		from, to int
		text     string
	}
	var want []tied
	ways := []string{"radio,,", "post,,", "radio,0.5,", "radio,0.25,10m", "post,,1h"}
	for links.Len() < 3*blockSize {
		l := tied{1 + r.IntN(n), 1 + r.IntN(n), ways[r.IntN(len(ways))]}
		if l.from == l.to {
			continue
		}
		want = append(want, l)
		fmt.Fprintf(&links, "%s,%s,%s,%s", code(l.from), code(l.to), l.text, []string{"\n", "\r\n", "\n\n"}[r.IntN(3)])
	}
	const scenario = "name: blocks\nrelays: {hub: {over: [radio]}}\nnetwork: {tiers: [hub, town], file: u.csv, links: [{file: l.csv}]}\nchannels: {radio: {delivers: 0.9}, post: {delivers: 0.8}}\n"
	read := func(links string) (*Scenario, error) {
		return Parse("b.yaml", []byte(scenario), memory(map[string][]byte{"u.csv": []byte(units.String()), "l.csv": []byte(links)}), Options{})
	}
	quick, err := read(links.String())
	if err != nil {
		t.Fatal(err)
	}
	// One field of two lines has all of it read record by record; other quotes have not.
	slow, err := read(strings.Replace(links.String(), ",radio,,,", ",radio,,,\"two\nlines\"", 1))
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := read(strings.NewReplacer(",radio,", `,"radio",`, "\n1,", "\n\"Town, \"\"1\"\"\",").Replace(links.String()))
	if err != nil {
		t.Fatal(err)
	}
	a, b := quick.Network.Links(), slow.Network.Links()
	if len(a) != len(want) || len(b) != len(want) {
		t.Fatalf("%d and %d links of %d", len(a), len(b), len(want))
	}
	if !slices.Equal(a, quoted.Network.Links()) {
		t.Error("links with quotes are others")
	}
	channels := func(s *Scenario, l model.Link) string {
		c := s.Network.Channels()[l.Over]
		return fmt.Sprint(c.Name, c.Delivers, c.Delay)
	}
	for i := range a {
		if a[i] != b[i] || channels(quick, a[i]) != channels(slow, b[i]) {
			t.Fatalf("link %d is %+v in blocks, %+v record by record", i, a[i], b[i])
		}
	}
	// Of those that leave one town, the order is that of the file.
	first := want[0].from
	u, err := quick.Network.Find(code(first))
	if err != nil {
		t.Fatal(err)
	}
	k := 0
	out := quick.Network.LinksFrom(u)
	for _, l := range want {
		if l.from == first {
			if got := quick.Network.Code(out[k].To); got != code(l.to) {
				t.Errorf("link %d of %s goes to %s, want %s", k, code(first), got, code(l.to))
			}
			k++
		}
	}
	last := strings.Count(links.String(), "\n") + 1
	for text, wrong := range map[string]string{
		"1,nowhere,radio,,,\n": `no unit is called "nowhere"`, "1,1,radio,,,\n": "no link to itself", "1,2,radio,,,,\n": "7 fields", "1,2,tv,,,\n": "unknown channel", "1,2,radio,2,,\n": "not a share",
		"1,2,\"radio\",2,,\n": "not a share", "1,2,rad\"io\",,,\n": "not CSV",
	} {
		if _, err := read(links.String() + text); err == nil || !strings.Contains(err.Error(), wrong) || !strings.Contains(err.Error(), fmt.Sprintf("l.csv:%d:", last)) || strings.Count(err.Error(), "l.csv:") != 1 {
			t.Errorf("%q: %v, want %q in line %d", text, err, wrong, last)
		}
	}
}
