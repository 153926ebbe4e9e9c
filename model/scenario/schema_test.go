package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestSchemaIsCurrent(t *testing.T) {
	made, err := makeSchema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("schema.json", made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(made, Schema()) {
		t.Error("schema.json is not what the decoder knows: go generate ./model/scenario")
	}
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	made, err := makeSchema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("scenario.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("scenario.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	root, _, err := loadMended(data)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := root.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	return s.Validate(plain(doc))
}

// plain is a document in which dates are the text that they were written as.
func plain(doc any) any {
	switch v := doc.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return doc
}

// What loads is valid: the built-in files and the good ones here.
func TestSchemaAcceptsWhatLoads(t *testing.T) {
	s := compiled(t)
	for _, pattern := range []string{"../../scenarios/*.yaml", "testdata/*.good.yaml"} {
		for _, file := range glob(t, pattern) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := validate(t, s, data); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

// The mistakes that a schema can see, it sees.
func TestSchemaRejects(t *testing.T) {
	s := compiled(t)
	for _, name := range []string{
		"unknown-key-top", "unknown-key-relay", "share-above-one", "share-negative", "no-name", "bad-name", "no-units",
		"two-unit-sources", "fan-out-fraction", "people-zero", "retry-without-every", "two-delay-families", "unknown-delay",
		"duration-without-unit", "clock-impossible", "rate", "source-two-kinds", "outage-unit-and-tier", "goal-without-tier",
		"trials-zero", "children-negative", "population-fraction",
	} {
		file := filepath.Join("testdata", name+".bad.yaml")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		if validate(t, s, data) == nil {
			t.Errorf("%s: the schema takes it", file)
		}
	}
}

// A reader of the schema cannot change what the next one gets.
func TestSchemaIsACopy(t *testing.T) {
	Schema()[0] = 'x'
	if Schema()[0] != '{' {
		t.Error("Schema gave out its own bytes")
	}
}

const durationPattern = `^\s*((\p{Nd}+\.?\p{Nd}*|\.\p{Nd}+)\s*[\p{L}\p{M}]+\.?\s*)+$`

// makeSchema makes the schema from the shapes that the decoder knows.
func makeSchema() ([]byte, error) {
	defs := js{
		"share":    js{"anyOf": []js{{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": `^\s*[\p{Nd}.]+\s*(%|٪|[Pp]er ?cent|pct|प्रतिशत)?\s*$`}}},
		"figure":   js{"anyOf": []js{{"type": "integer", "minimum": 0, "maximum": maxFigure}, {"type": "string", "pattern": `^\s*\p{Nd}[\p{Nd}, ]*(\.0+)?\s*$`}}},
		"duration": js{"anyOf": []js{{"type": "string", "pattern": durationPattern}, {"enum": []any{0, "0"}}}},
		"rate":     js{"anyOf": []js{{"type": "string", "pattern": `^\s*[0-9.,]+(e-?[0-9]+)?\s*/\s*[A-Za-z]+\s*$`}, {"type": "number", "minimum": 0}}},
		"clock":    js{"type": "string", "pattern": `^\s*([01]?[0-9]|2[0-4])(:[0-5][0-9])?\s*([AaPp]\.?[Mm]\.?)?\s*$`},
		"delay":    delaySchema(),
	}
	for _, s := range shapes() {
		defs[s.name] = s.schema()
	}
	defs["unit"].(js)["type"] = []string{"object", "null"}
	defs["unit"].(js)["additionalProperties"] = ref("units")
	defs["units"] = either(ref("unit"), ref("figure"), listOf(oneLine))
	defs["source"].(js)["oneOf"] = needOneOf("broadcast", "visits", "talk", "tell")
	defs["answer"].(js)["oneOf"] = needOneOf("from", "of")
	defs["remind"].(js)["oneOf"] = needOneOf("steps", "after")
	defs["tell"].(js)["oneOf"] = needOneOf("people", "share")
	for _, name := range []string{"network", "organisation"} {
		defs[name].(js)["oneOf"] = needOneOf("tree", "fan_out", "file")
	}
	defs["outage"].(js)["oneOf"] = needOneOf("unit", "tier")
	top := scenarioShape.schema()
	top["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	top["title"] = "harkara scenario"
	top["$defs"] = defs
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(top); err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return out.Bytes(), nil
}

func needOneOf(keys ...string) []js {
	var out []js
	for _, k := range keys {
		out = append(out, js{"required": []string{k}})
	}
	return out
}

func (s *shape) schema() js {
	properties := js{}
	for _, f := range s.keys {
		value := js{}
		for k, v := range f.value {
			value[k] = v
		}
		if f.about != "" {
			value["description"] = f.about
		}
		if x := fallbacks[s.name+"."+f.name]; x.value != nil {
			value["default"] = x.value
		}
		properties[f.name] = value
	}
	out := js{"type": "object", "properties": properties, "additionalProperties": false}
	if len(s.need) > 0 {
		out["required"] = s.need
	}
	return out
}

// delaySchema is a duration, or a mapping with one family.
func delaySchema() js {
	properties := js{"fixed": duration}
	for _, s := range families {
		properties[s.name] = s.schema()
	}
	part := js{"weight": js{"type": "number", "minimum": 0}}
	for name, value := range properties {
		part[name] = value
	}
	properties["mixture"] = listOf(js{
		"type": "object", "properties": part, "required": []string{"weight"}, "additionalProperties": false, "minProperties": 2, "maxProperties": 2,
	})
	return either(duration, js{
		"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
	})
}
