package scenario

import (
	"bytes"
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
