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

// writeJSON writes the data of one document, or of the first that has some.
func writeJSON(w io.Writer, docs []Document) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	for _, d := range docs {
		if d.Data == nil {
			continue
		}
		return e.Encode(d.Data)
	}
	return nil
}
