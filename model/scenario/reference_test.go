package scenario

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every key of the schema is in the reference, in words, with an example that
// the schema allows.
func TestReferenceHasEveryKey(t *testing.T) {
	listed := map[string]Key{}
	for _, k := range Keys() {
		if listed[k.Path].Path != "" {
			t.Errorf("%s is there twice", k.Path)
		}
		listed[k.Path] = k
		if k.About == "" || k.Kind == "" || strings.HasSuffix(k.Example, ": ") {
			t.Errorf("%+v says too little", k)
		}
	}
	for _, s := range append(shapes(), scenarioShape) {
		for _, f := range s.keys {
			if !slices.ContainsFunc(Keys(), func(k Key) bool {
				return k.Path[strings.LastIndexByte(k.Path, '.')+1:] == f.name && strings.Contains(k.About, f.about)
			}) {
				t.Errorf("%s.%s is not in the reference", s.name, f.name)
			}
		}
	}
}

func TestExamplesAreAllowed(t *testing.T) {
	made, err := makeSchema()
	if err != nil {
		t.Fatal(err)
	}
	var doc js
	if err := json.Unmarshal(made, &doc); err != nil {
		t.Fatal(err)
	}
	// One more definition for each key: an object that may have this key alone.
	defs := doc["$defs"].(js)
	each := func(do func(name, shape string, f field)) {
		for _, s := range append(shapes(), scenarioShape) {
			for _, f := range s.keys {
				do("key of "+s.name+" "+f.name, s.name, f)
			}
		}
	}
	each(func(name, _ string, f field) { defs[name] = js{"type": "object", "properties": js{f.name: f.value}} })
	whole, err := json.Marshal(js{"$defs": defs})
	if err != nil {
		t.Fatal(err)
	}
	read, err := jsonschema.UnmarshalJSON(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("keys.json", read); err != nil {
		t.Fatal(err)
	}
	each(func(name, shape string, f field) {
		schema, err := c.Compile("keys.json#/$defs/" + url.PathEscape(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, []byte(f.name+": "+exampleOf(shape, f)+"\n")); err != nil {
			t.Errorf("%s.%s: %s: %v", shape, f.name, exampleOf(shape, f), err)
		}
	})
}

func TestFindKey(t *testing.T) {
	for path, want := range map[string]string{
		"relays.block.passes_on": "relays.TIER.passes_on", "channels.phone.retry": "channels.NAME.retry", "messages.0.from": "messages.from",
		"questions.goals.1.by": "questions.goals.by", "network.tree": "network.tree", "relays": "relays", "relays.block": "", "relays.block.no": "",
	} {
		if k, found := FindKey(path); k.Path != want || found != (want != "") {
			t.Errorf("%s: %q, want %q", path, k.Path, want)
		}
	}
	k, _ := FindKey("channels.phone.retry")
	if inside := k.Inside(); len(inside) != 3 || !slices.ContainsFunc(inside, func(k Key) bool { return k.Path == "channels.NAME.retry.times" && k.Needed }) {
		t.Errorf("%+v", inside)
	}
}
