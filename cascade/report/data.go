package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
)

// writeCSV writes the records of documents that share a header under one
// header, and others below a blank line.
func writeCSV(w io.Writer, docs []Document) error {
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
		if err := c.WriteAll(records); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// writeJSON writes the data of documents: one value, or one a line; a list
// where several documents have data.
func writeJSON(w io.Writer, docs []Document) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	var all []any
	for _, d := range docs {
		if lines, ok := d.Data.(jsonLines); ok {
			if err := lines.encode(e); err != nil {
				return err
			}
		} else if d.Data != nil {
			all = append(all, d.Data)
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
