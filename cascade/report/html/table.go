package html

import (
	"regexp"
	"strings"

	"harkara/model"
)

// table is one that is being written. Cells with numbers have them as the JSON does,
// for whoever takes the table elsewhere.
type table struct {
	*page
	inBody, inRow, inHead bool
}

// table begins one; folded ones are opened by whoever wants the numbers behind a
// picture.
func (p *page) table(caption model.Note, folded bool) *table {
	if folded {
		p.open("details", "class", "behind").open("summary").say(say("page-numbers")).close("summary")
	}
	p.open("div", p.labelled(firstNote(caption, say("page-numbers")), "class", "scroll", "tabindex", "0", "role", "group")...).open("table")
	if caption.Kind != "" {
		p.el("caption", caption)
	}
	return &table{page: p}
}

func firstNote(a, b model.Note) model.Note {
	if a.Kind != "" {
		return a
	}
	return b
}

func (t *table) head(n model.Note, number bool) {
	if !t.inHead {
		t.open("thead").open("tr")
		t.inHead = true
	}
	attributes := []string{"scope", "col"}
	if number {
		attributes = append(attributes, "class", "n")
	}
	t.el("th", n, attributes...)
}

// heads are several: the first are those of words, the others of numbers.
func (t *table) heads(words int, kinds ...string) {
	for i, kind := range kinds {
		t.head(say(kind), i >= words)
	}
}

func (t *table) row() {
	switch {
	case t.inRow:
		t.close("tr")
	case t.inHead && !t.inBody:
		t.close("tr").close("thead")
	}
	if !t.inBody {
		t.open("tbody")
		t.inBody = true
	}
	t.open("tr")
	t.inRow = true
}

// name is the cell that names a row. A path may be broken after each of its parts.
func (t *table) name(n model.Note) {
	t.open("th", "scope", "row", "dir", "auto")
	said := &markup{names: t.names}
	said.say(n)
	t.raw(betweenTags.ReplaceAllStringFunc(said.String(), breaks.Replace))
	t.close("th")
}

// betweenTags is the text of some markup, a run at a time.
var betweenTags = regexp.MustCompile(`(?:^|>)[^<]+`)

// breaks are where a path may go on in another line.
var breaks = strings.NewReplacer("/", "/<wbr>", ".", ".<wbr>")

// cell is a cell; value is its number, "" where it is words.
func (t *table) cell(n model.Note, value string, number bool) {
	var attributes []string
	if number {
		attributes = append(attributes, "class", "n")
	}
	if value != "" {
		attributes = append(attributes, "data-v", value)
	}
	t.el("td", n, attributes...)
}

// share is a cell of a share; nil is not known.
func (t *table) share(x *float64) { t.number("page-share", x) }

// number is a cell of a number that a note of a kind says; nil is not known.
func (t *table) number(kind string, x *float64) {
	if x == nil {
		t.cell(say("dash"), "null", true)
		return
	}
	t.cell(say(kind, *x), value(x), true)
}

func (t *table) end() {
	if t.inRow {
		t.close("tr").close("tbody")
	}
	t.close("table").close("div")
}

// csvButton is a button that gives a table as CSV.
func (s *markup) csvButton() {
	s.open("button", "type", "button", "class", "csv").say(say("page-csv")).close("button")
}

// endFolded ends a table that is folded.
func (t *table) endFolded() {
	t.end()
	t.csvButton()
	t.close("details")
}
