package scenario

import "testing"

// The library still says what is looked for.
func TestYAMLTexts(t *testing.T) {
	for text, file := range map[string]string{
		yamlColon: "name: b: c\n", yamlToken: "name: @x\n", yamlControl: "name: \x01\n",
	} {
		_, _, err := load([]byte(file))
		if _, ok := saidByYAML(err, text); !ok {
			t.Errorf("%q: the library says %v, not %q", file, err, text)
		}
		for other := range map[string]bool{yamlColon: true, yamlToken: true, yamlControl: true} {
			if _, ok := saidByYAML(err, other); ok != (other == text) {
				t.Errorf("%q is taken for %q: %v", file, other, ok)
			}
		}
	}
	if _, ok := saidByYAML(nil, yamlColon); ok {
		t.Error("no error is a mistake of YAML")
	}
}

// Where the YAML library names no place, the file's first is told.
func TestYAMLWithoutAPlace(t *testing.T) {
	refused(t, "%YAML 9.9\n---\nname: x\n", "t.yaml:1:1: not YAML: found incompatible YAML document")
}
