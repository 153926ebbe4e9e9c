package register

import (
	"bytes"
	"encoding/json"
	"fmt"
	"harkara/model"
	"slices"
	"strings"
)

// value is a piece of JSON or YAML, with keys in the order of the file.
type value struct {
	text  string
	keys  []string // of an object
	items []*value // of an object or a list
	list  bool
	shape string // of an object: its geometry, as it stands
}

// maxDepth is how deep values may stand in each other.
const maxDepth = 200

// get is the value of a key, or nil.
func (v *value) get(key string) *value {
	for i, k := range v.keys {
		if strings.EqualFold(k, key) {
			return v.items[i]
		}
	}
	return nil
}

// object tells whether a value has keys.
func (v *value) object() bool { return v != nil && len(v.keys) > 0 }

// objects tells whether a value is a list of objects.
func (v *value) objects() bool {
	return v != nil && v.list && len(v.items) > 0 && v.items[0].object()
}

// compact is JSON without blanks.
func compact(data []byte) string {
	var b bytes.Buffer
	if json.Compact(&b, data) != nil {
		return ""
	}
	return b.String()
}

// parseJSON reads JSON. Shapes of boundaries are kept as they are.
func parseJSON(data []byte) (*value, error) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	d.UseNumber()
	return readValue(d, 0)
}

func readValue(d *json.Decoder, depth int) (*value, error) {
	if depth > maxDepth {
		return nil, model.Errorf("values stand more than %d deep in each other", maxDepth)
	}
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	v := &value{}
	switch t := t.(type) {
	case json.Delim:
		v.list = t == '['
		for d.More() {
			if !v.list {
				key, err := d.Token()
				if err != nil {
					return nil, err
				}
				name, _ := key.(string)
				if name == "geometry" || name == "coordinates" {
					var shape json.RawMessage
					if err := d.Decode(&shape); err != nil {
						return nil, err
					}
					if name == "geometry" && shape[0] == '{' {
						v.shape = compact(shape)
					}
					continue
				}
				v.keys = append(v.keys, name)
			}
			item, err := readValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, item)
		}
		_, err = d.Token()
		return v, err
	case nil:
	case string:
		v.text = t
	default:
		v.text = fmt.Sprint(t)
	}
	return v, nil
}

// json reads a file of JSON: a table as a list of objects, the features of a map,
// or a tree.
func (s Source) json() (contents, error) {
	data, err := s.whole()
	if err != nil {
		return contents{}, err
	}
	v, err := parseJSON(data)
	if err != nil {
		return contents{}, model.Errorf("%s is not whole JSON: %w", s.Name, err)
	}
	return values(s.Name, model.Worded("JSON"), v)
}

// values are the table or the tree that a value is.
func values(name string, kind model.Wording, v *value) (contents, error) {
	if features := v.get("features"); features.objects() && features.items[0].get("properties").object() {
		flat := &value{list: true}
		shapes := map[int]string{}
		for _, f := range features.items {
			if p := f.get("properties"); p != nil {
				flat.items = append(flat.items, p)
				if f.shape != "" {
					shapes[len(flat.items)+1] = f.shape
				}
			}
		}
		g := table(name, model.Worded("%s of a map", kind), flat)
		g.shapes = shapes
		return contents{grids: []*grid{g}}, nil
	}
	list := v
	if !list.list && len(v.items) > 0 { // an object around a list
		for _, item := range v.items {
			if item.objects() && !isTree(item) && v.get("name") == nil {
				list = item
			}
		}
	}
	if list.objects() && !isTree(list) {
		return contents{grids: []*grid{table(name, kind, list)}}, nil
	}
	b := &treeNode{}
	b.read(v, "")
	if len(b.children) == 0 {
		return contents{}, model.Errorf("%s is %s without units that stand below each other: it needs objects with a name and a list of those below, or a list of objects with codes of parents", name, kind)
	}
	b.kind, b.file = kind, name
	return contents{trees: []*treeNode{b}}, nil
}

// isTree tells whether objects hold others.
func isTree(list *value) bool {
	for _, o := range list.items[:min(len(list.items), 1000)] {
		for _, item := range o.items {
			if item.objects() || item.object() && !o.list {
				return true
			}
		}
	}
	return false
}

// table is a list of objects as a table: a column for each key.
func table(name string, kind model.Wording, list *value) *grid {
	var columns []string
	at := map[string]int{}
	for _, o := range list.items {
		for _, k := range o.keys {
			if _, there := at[k]; !there {
				at[k] = len(columns)
				columns = append(columns, k)
			}
		}
	}
	rows := []row{{1, columns}}
	for i, o := range list.items {
		cells := make([]string, len(columns))
		for k, key := range o.keys {
			cells[at[key]] = o.items[k].text
		}
		rows = append(rows, row{i + 2, cells})
	}
	g := memoryGrid(tableName{file: name}, kind, rows)
	g.headers, g.columns = 1, numberDuplicates(slices.Clone(columns))
	return g
}
