package register

import (
	"archive/zip"
	"bytes"
	"harkara/model"
	"strings"
	"testing"
)

// zipOf is a zip file of texts by name.
func zipOf(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, _ := z.Create(files[i])
		_, _ = w.Write([]byte(files[i+1]))
	}
	_ = z.Close()
	return b.String()
}

const (
	workbook = `<workbook xmlns:r="r"><sheets><sheet name="About" sheetId="1" r:id="rId1"/><sheet name="Staff" sheetId="2" r:id="rId2"/></sheets></workbook>`
	relate   = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`
	texts    = `<sst><si><t>Block</t></si><si><t>Ward</t></si><si><r><t>Popu</t></r><r><t>lation</t></r></si><si><t>North</t><rPh><t>x</t></rPh></si><si><t>00012</t></si></sst>`
	about    = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Only this</t></is></c></row></sheetData></worksheet>`
	staff    = `<worksheet><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>All wards</t></is></c></row>
<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c></row>
<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" t="s"><v>4</v></c><c r="D4"><f>1+1</f><v>6.5289E4</v></c></row>
<row r="5"><c r="B5"><v>13</v></c><c r="D5" t="str"><f>"5"</f><v>5</v></c></row>
<row r="6"><c r="A6" t="inlineStr"><is><t>South</t></is></c><c r="B6" t="s"><v>4</v></c><c r="D6" t="e"><v>#REF!</v></c></row>
</sheetData><mergeCells><mergeCell ref="A4:A5"/><mergeCell ref="A1:D1"/></mergeCells></worksheet>`
	document = `<document-content><body><spreadsheet><table name="One"><table-row><table-cell value-type="string"><p>Block</p></table-cell><table-cell><p>Village</p></table-cell><table-cell><p>People</p></table-cell></table-row>
<table-row><table-cell number-rows-spanned="2"><p>A</p></table-cell><table-cell><p>V</p></table-cell><table-cell value-type="float" value="65289"><p>65,289</p></table-cell><table-cell number-columns-repeated="16000"/></table-row>
<table-row><covered-table-cell/><table-cell><p>W</p></table-cell><table-cell value-type="float" value="7"><p>7</p></table-cell></table-row>
<table-row number-rows-repeated="1048000"><table-cell number-columns-repeated="16384"/></table-row></table></spreadsheet></body></document-content>`
)

// Spreadsheets give what their cells say, also those that one merged cell covers,
// formulas what was computed, and codes their zeros.
func TestSpreadsheets(t *testing.T) {
	xlsx := zipOf("[Content_Types].xml", "<x/>", "xl/workbook.xml", workbook, "xl/_rels/workbook.xml.rels", relate, "xl/sharedStrings.xml", texts, "xl/worksheets/sheet1.xml", about, "xl/worksheets/sheet2.xml", staff)
	ods := zipOf("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml", "<x/>", "content.xml", document)
	for name, c := range map[string]struct {
		o          Options
		file, tree string
	}{
		"xlsx":        {Options{}, xlsx, "f(North(ward 00012=65289 ward 13=5) South(ward 00012))"},
		"xlsx, sheet": {Options{Sheet: "staff"}, xlsx, "f(North(ward 00012=65289 ward 13=5) South(ward 00012))"},
		"ods":         {Options{}, ods, "A(V=65289 W=7)"},
		"zip of csv":  {Options{}, zipOf("d/", "", "d/v.csv", "Block,Village,People\nA,V,5\nA,W,6\n"), "A(V=5 W=6)"},
	} {
		r, err := imported(c.o, "f", c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := r.tree(); got != c.tree {
			t.Errorf("%s: %s, want %s\n%s", name, got, c.tree, model.Listing(r.Report.Lines()))
		}
	}
	if _, err := imported(Options{Sheet: "Pay"}, "f", xlsx); err == nil || !strings.Contains(err.Error(), "it has About, Staff") {
		t.Errorf("no such sheet: %v", err)
	}
}
