package html

import (
	"maps"
	"regexp"
	"slices"
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
	t := &table{page: p}
	return t
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
	said := &sheet{names: t.names}
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

func (t *table) end() {
	if t.inRow {
		t.close("tr").close("tbody")
	}
	t.close("table").close("div")
}

// endFolded ends a table that is folded.
func (t *table) endFolded() {
	t.end()
	t.open("button", "type", "button", "class", "csv").say(say("page-csv")).close("button")
	t.close("details")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
