package scenario

import (
	"fmt"
	"slices"
	"strings"

	"harkara/model"
)

// maxListed is how many allowed names a message lists.
const maxListed = 20

// choose says which names are allowed, and which of them is meant if one is
// close to what was written.
func choose(got string, allowed []string) string {
	meant := model.Nearest(got, slices.Values(allowed))
	switch {
	case len(allowed) == 0:
		return " (there is none)"
	case meant != "":
		return fmt.Sprintf(": did you mean %q? (allowed: %s)", meant, listed(allowed))
	}
	return fmt.Sprintf(" (allowed: %s)", listed(allowed))
}

func listed(names []string) string {
	if len(names) > maxListed {
		return strings.Join(names[:maxListed], ", ") + fmt.Sprintf(", … %d in all", len(names))
	}
	return strings.Join(names, ", ")
}
