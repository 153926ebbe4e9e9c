package scenario

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The YAML library tells its mistakes apart by text alone. These are the texts
// that are looked for, here and nowhere else; a test fails when they change.
const (
	yamlColon   = "mapping values are not allowed"
	yamlToken   = "cannot start any token"
	yamlControl = "control characters"
)

// saidByYAML tells whether an error is the YAML library's with such a text, and
// returns it.
func saidByYAML(err error, text string) (*yaml.LoadError, bool) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return nil, false
	}
	return load, strings.Contains(load.Message, text)
}
