package register

import (
	"bytes"
	"encoding/xml"
	"errors"
	"harkara/model"
	"io"
	"strings"
)

// element is where a reader of XML stands.
type element struct {
	name  string // without its prefix
	attrs []xml.Attr
	end   bool
	text  string // of an end: what stood in it
}

// attr is the value of an attribute, whatever its prefix.
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func xmlAttr(name, value string) xml.Attr { return xml.Attr{Name: xml.Name{Local: name}, Value: value} }

// elements calls each for the starts and ends of all elements. Entities that a
// file defines itself are refused, so that none can grow.
func elements(name string, in io.Reader, each func(element) error) error {
	d := xml.NewDecoder(in)
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		text, _ := Text(in)
		return text, nil
	}
	var text strings.Builder
	var open []xml.Name
	for {
		t, err := d.RawToken() // prefixes as they stand, which takes less time
		if errors.Is(err, io.EOF) && len(open) == 0 {
			return nil
		}
		if err != nil {
			return model.Errorf("%s is not whole XML: %w", name, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if open = append(open, t.Name); len(open) > maxDepth {
				return model.Errorf("%s: elements stand more than %d deep in each other", name, maxDepth)
			}
			text.Reset()
			err = each(element{name: t.Name.Local, attrs: t.Attr})
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name {
				return model.Errorf("%s is not whole XML: %s ends where it did not begin", name, short(t.Name.Local))
			}
			open = open[:len(open)-1]
			err = each(element{name: t.Name.Local, end: true, text: text.String()})
		case xml.CharData:
			if text.Len() < maxRecord {
				text.Write(t)
			}
		}
		if err != nil {
			return err
		}
	}
}

// markup reads a file of XML by its first element.
func (s Source) markup(start []byte, sheet string) (contents, error) {
	in, stop, err := s.plain()
	if err != nil {
		return contents{}, err
	}
	defer stop()
	text, _ := Text(&io.LimitedReader{R: in, N: maxWhole})
	found := ""
	err = elements(s.Name, bytes.NewReader(start), func(e element) error {
		found = strings.ToLower(e.name)
		return errEnough
	})
	switch {
	case found == "workbook":
		return sheets(s.Name, "a spreadsheet (SpreadsheetML)", text, spreadsheetML)
	case found == "graphml":
		g, err := graphML(s.Name, text)
		return contents{graphs: []*graph{g}}, err
	case found == "gexf":
		g, err := gexf(s.Name, text)
		return contents{graphs: []*graph{g}}, err
	case found == "html", found == "table", bytes.Contains(bytes.ToLower(start), []byte("<table")), bytes.HasPrefix(bytes.ToLower(start), []byte("<!doctype html")):
		return webPage(s.Name, text, sheet)
	case err != nil && !errors.Is(err, errEnough):
		return contents{}, err
	}
	return contents{}, model.Errorf("%s is XML of a kind that is not read (it starts with <%s>): save its table as CSV", s.Name, short(found))
}
