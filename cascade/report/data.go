package report

import (
	"encoding/csv"
	"encoding/json"
	"harkara/cascade/report/words"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// writeCSV writes the records of documents that share a header under one
// header, and others below a blank line. Of an answer that was interrupted each row says
// so in a column of its own, the last.
func writeCSV(w io.Writer, s Style, docs []Document) error {
	c := csv.NewWriter(w)
	var header []string
	for i, d := range docs {
		if len(d.Records) == 0 {
			continue
		}
		records := d.Records
		switch {
		case slices.Equal(header, records[0]):
			records = records[1:]
		case i > 0:
			c.Flush()
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		header = d.Records[0]
		if !s.Raw {
			records = withoutFormulas(records)
		}
		if s.Partial {
			records = withPartial(records, i == 0 || len(records) == len(d.Records))
		}
		if err := c.WriteAll(records); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// withPartial are records with a column "partial"; headed tells whether the first is a header.
func withPartial(records [][]string, headed bool) [][]string {
	out := make([][]string, len(records))
	for i, row := range records {
		says := "true"
		if headed && i == 0 {
			says = "partial"
		}
		out[i] = append(slices.Clip(row), says)
	}
	return out
}

// withoutFormulas are records in which no cell is a formula: spreadsheets run what begins
// with =, +, -, @, a tab or a return, and a name may come from anybody. An
// apostrophe in front makes it text, as is usual (OWASP, "CSV Injection").
// Numbers stay as they are.
func withoutFormulas(records [][]string) [][]string {
	out := make([][]string, len(records))
	for i, row := range records {
		out[i] = row
		for k, text := range row {
			if text == "" || !strings.ContainsRune("=+-@\t\r", rune(text[0])) {
				continue
			}
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				continue
			}
			if &out[i][0] == &row[0] {
				out[i] = slices.Clone(row)
			}
			out[i][k] = "'" + text
		}
	}
	return out
}

// writeJSON writes the data of documents: one value, or one a line; a list
// where several documents have data.
func writeJSON(w io.Writer, s Style, docs []Document) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	var all []any
	for _, d := range docs {
		if lines, ok := d.Data.(jsonLines); ok {
			if err := lines.encode(e); err != nil {
				return err
			}
		} else if d.Data != nil {
			data, err := localized(d.Data, s.Names)
			if err != nil {
				return err
			}
			all = append(all, data)
		}
	}
	e.SetIndent("", "  ")
	switch len(all) {
	case 0:
		return nil
	case 1:
		return e.Encode(all[0])
	}
	return e.Encode(all)
}

// float writes a number for other programs; what is no number is empty.
func float(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(words.TenDigits(x), 'g', -1, 64)
}

// number is x for JSON: null stands for never and for not known.
func number(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	y := words.TenDigits(x)
	return &y
}
