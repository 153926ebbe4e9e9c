package register

import (
	"bytes"
	"harkara/model"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// treeLine is how a tree in YAML starts: with a key, or an item of a list.
var treeLine = regexp.MustCompile(`^(---|- .*|-|[\pL\pN_][\pL\pM\pN _./-]*:( .*)?|"[^"]*":( .*)?)\s*$`)

// isYAML tells whether a text is a tree in YAML: its name says so, or its first line
// looks like a key or an item, and the next is set in or is another.
func isYAML(name string, text []byte) bool {
	for _, packed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, packed)
	}
	if end := strings.ToLower(path.Ext(name)); end == ".yaml" || end == ".yml" {
		return true
	}
	lines := 0
	for line := range strings.Lines(string(text[:min(len(text), 4096)])) {
		line = strings.TrimRight(line, "\r\n")
		if trimmed := strings.TrimSpace(line); trimmed == "" || strings.HasPrefix(trimmed, "#") {
			continue
		}
		if !treeLine.MatchString(strings.TrimLeft(line, " ")) {
			return lines > 1
		}
		if lines++; lines == 4 {
			return true
		}
	}
	return lines > 1
}

// yaml reads a file of YAML: a table as a list of objects, or a tree.
func (s Source) yaml() (contents, error) {
	data, err := s.whole()
	if err != nil {
		return contents{}, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &doc); err != nil {
		return contents{}, model.Errorf("%s is not whole YAML: %w", s.Name, err)
	}
	v, err := yamlValue(&doc, 0)
	if err != nil {
		return contents{}, model.Errorf("%s: %w", s.Name, err)
	}
	if slices.Contains(v.keys, "network") {
		return contents{}, model.Errorf("%s is a scenario, which runs as it is: harkara run %s", s.Name, s.Name)
	}
	return values(s.Name, model.Worded("YAML"), v)
}

// yamlValue is a piece of YAML. Aliases are refused, so that none can grow.
func yamlValue(y *yaml.Node, depth int) (*value, error) {
	if depth > maxDepth {
		return nil, model.Errorf("values stand more than %d deep in each other", maxDepth)
	}
	v := &value{list: y.Kind == yaml.SequenceNode}
	switch y.Kind {
	case yaml.AliasNode:
		return nil, model.Errorf("names that stand for other values (*) are not read: write the values")
	case yaml.ScalarNode:
		if y.ShortTag() != "!!null" {
			v.text = y.Value
		}
	case yaml.DocumentNode:
		if len(y.Content) == 1 {
			return yamlValue(y.Content[0], depth)
		}
	default:
		for i, item := range y.Content {
			if y.Kind == yaml.MappingNode && i%2 == 0 {
				v.keys = append(v.keys, item.Value)
				continue
			}
			child, err := yamlValue(item, depth+1)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, child)
		}
	}
	return v, nil
}
