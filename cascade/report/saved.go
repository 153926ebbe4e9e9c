package report

import (
	"encoding/json"

	"harkara/cascade/report/html"
	"harkara/cascade/report/words"
	"harkara/model"
)

// Saved are the documents of answers that were saved as JSON, one or a list: what
// stands in them is shown as a page, and can be written as JSON again.
func Saved(data []byte) ([]Document, error) {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	var out []Document
	for _, raw := range list {
		var head struct {
			Format string `json:"format"`
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			return nil, model.Errorf("it is no whole JSON: %v", err)
		}
		if !html.Known(raw) {
			return nil, model.Errorf("no page is made of %q: of harkara.report/v1, result/v1, compare/v1, bottlenecks/v1, left-behind/v1, and study/v1 of a sweep, a sensitivity or place", head.Format)
		}
		if err := html.Check(raw); err != nil {
			return nil, err
		}
		out = append(out, Document{Data: raw})
	}
	if len(out) == 0 {
		return nil, model.Errorf("there is no answer in it")
	}
	return out, nil
}

// pageParts are documents as parts of a page.
func pageParts(docs []Document, names words.Names) ([]html.Part, error) {
	var out []html.Part
	for i := range docs {
		d := &docs[i]
		part := html.Part{Names: names, Title: d.Title, Under: d.Under, Notes: d.Notes}
		if _, many := d.Data.(jsonLines); d.Data != nil && !many {
			data, err := localized(d.Data, names)
			if err != nil {
				return nil, err
			}
			raw, err := json.Marshal(data)
			if err != nil {
				return nil, err
			}
			part.Data = raw
		}
		if d.covered {
			continue
		}
		for _, t := range d.Tables {
			part.Tables = append(part.Tables, pageTable(t))
		}
		out = append(out, part)
	}
	return out, nil
}

func pageTable(t Table) html.Table {
	out := html.Table{Caption: t.Caption}
	for _, c := range t.Columns {
		out.Header, out.Number = append(out.Header, c.Name), append(out.Number, c.Right)
	}
	for _, row := range t.Rows {
		cells := out.Header[:0:0]
		for _, c := range row {
			cells = append(cells, c.Full)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// Fragment is what stands in a page for some documents, for a page that is shown
// already.
func Fragment(docs []Document) (string, error) {
	parts, err := pageParts(docs, nil)
	if err != nil {
		return "", err
	}
	return html.Fragment(parts...)
}
