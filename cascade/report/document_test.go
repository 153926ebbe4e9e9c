package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"harkara/model"
)

func written(t *testing.T, f Format, width int, docs ...Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, Style{Width: width}, docs...); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sample() Document {
	return Document{
		Title: verbatim("A title"),
		Under: []model.Note{verbatim("how it was found")},
		Tables: []Table{{
			Columns: []Column{{Name: verbatim("tier"), Key: true}, {Name: verbatim("units"), Right: true, Key: true}, {Name: verbatim("6 h"), Right: true}, {Name: verbatim("72 h"), Right: true}},
			Rows: [][]Cell{
				{textCell("state"), textCell("1"), textCell("100.0 %"), textCell("100.0 %")},
				{textCell("पाकुड़"), textCell("900,422"), {verbatim("18.3 [±1.0]"), verbatim("18.3 %")}, {verbatim("52.7 [±1.9]"), verbatim("52.7 %")}},
			},
		}},
		Notes:   []model.Note{note("unknown", "a | b"), note("changes-nothing", "bare")},
		Records: [][]string{{"a", "b"}, {"1", `say "2"`}},
		Data:    map[string]int{"a": 1},
	}
}

func TestText(t *testing.T) {
	want := `A title
how it was found

 tier     units          6 h         72 h
 state        1      100.0 %      100.0 %
 पाकुड़   900,422  18.3 [±1.0]  52.7 [±1.9]

 note: unknown a | b
 plan bare: changes nothing in any trial
`
	// पाकुड़ takes four cells on most terminals.
	if got := written(t, Text, 0, sample()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A table that is too wide says things shorter, then wraps words, then is
// printed in parts that repeat the key columns; no line is too wide.
func TestTextFits(t *testing.T) {
	d := sample()
	narrow := written(t, Text, 36, d)
	if strings.Contains(narrow, "±") || !strings.Contains(narrow, "18.3 %") {
		t.Errorf("not shortened:\n%s", narrow)
	}
	parts := written(t, Text, 26, d)
	if strings.Count(parts, "tier") != 2 || strings.Count(parts, "900,422") != 2 {
		t.Errorf("not in two parts:\n%s", parts)
	}
	words := Table{Columns: []Column{{Name: verbatim("name"), Key: true}, {Name: verbatim("words")}}, Rows: [][]Cell{
		{textCell("x"), textCell("one two three four five six seven eight nine ten")},
	}}
	wrapped := written(t, Text, 30, Document{Tables: []Table{words}})
	if strings.Count(wrapped, "\n") != 5 || strings.Count(wrapped, "x") != 2 {
		t.Errorf("not wrapped:\n%s", wrapped)
	}
	for _, text := range []string{narrow, parts, wrapped} {
		for line := range strings.Lines(text) {
			if w := twwidth.Width(strings.TrimRight(line, "\n")); w > 36 {
				t.Errorf("%d columns: %s", w, line)
			}
		}
	}
}

// A table of very many columns is printed in parts, with work for each column
// that does not grow with their number.
func TestVeryManyColumns(t *testing.T) {
	var text string
	work := func(n int) float64 {
		many := Table{Columns: []Column{{Name: verbatim("tier"), Key: true}}, Rows: [][]Cell{{textCell("state")}}}
		for range n {
			many.Columns = append(many.Columns, Column{Name: verbatim("6 h"), Right: true})
			many.Rows[0] = append(many.Rows[0], textCell("100.0 %"))
		}
		return testing.AllocsPerRun(1, func() { text = written(t, Text, 80, Document{Tables: []Table{many}}) })
	}
	few, many := work(300), work(3000)
	if many > 12*few {
		t.Errorf("%v allocations for 300 columns, %v for 3,000", few, many)
	}
	if n := strings.Count(text, "100.0 %"); n != 3000 {
		t.Errorf("%d of 3000 columns", n)
	}
	for line := range strings.Lines(text) {
		if w := twwidth.Width(line); w > 80 {
			t.Fatalf("%d wide: %q", w, line)
		}
	}
}

// Text of a scenario cannot move the cursor, forge lines or break a table.
func TestTextIsTame(t *testing.T) {
	d := sample()
	d.Title = verbatim("evil\x1b[31m\nsecond\rline\u202e")
	d.Tables[0].Rows[0][0] = textCell("st\nate\x07")
	d.Tables[0].Caption, d.Under[0] = verbatim("the \x1b[2J caption"), verbatim("how \x1b[2J")
	d.Tables[0].Columns[0].Name = verbatim("ti\x1b[31mer")
	got := written(t, Text, 0, d)
	if strings.ContainsAny(got, "\x1b\r\x07\u202e") || !strings.HasPrefix(got, "evil [31m second line\\u202e\n") {
		t.Errorf("%q", got)
	}
	if n := strings.Count(got, "\n"); n != 11 {
		t.Errorf("%d lines:\n%s", n, got)
	}
}

func TestMarkdown(t *testing.T) {
	d := sample()
	d.Tables[0].Rows[0][0] = textCell("a|b\nc*d")
	got := written(t, Markdown, 0, d)
	for _, want := range []string{
		"## A title\n", "| tier | units | 6 h | 72 h |\n| --- | ---: | ---: | ---: |\n", `| a\|b c\*d | 1 |`, `- note: unknown a \| b`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func TestCSVAndJSON(t *testing.T) {
	got := written(t, CSV, 0, sample(), sample())
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || len(rows) != 3 || rows[2][1] != `say "2"` {
		t.Errorf("%v %q", err, got)
	}
	if got := written(t, JSON, 0, sample()); got != "{\n  \"a\": 1\n}\n" {
		t.Errorf("%q", got)
	}
	var b bytes.Buffer
	if err := Write(&b, "pdf", Style{}, sample()); err == nil || !strings.Contains(err.Error(), "table, csv, json, markdown") {
		t.Errorf("%v", err)
	}
}
