package scenario

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"harkara/model"
)

// maxListed is how many allowed names a message lists.
const maxListed = 24

// match is the index of the name that is meant: the same, or else the only one that
// differs in the case of letters or in how Unicode writes them; -1 for none.
func match(got string, names []string) int {
	if i := slices.Index(names, got); i >= 0 {
		return i
	}
	found := -1
	for i, name := range names {
		if strings.EqualFold(norm.NFC.String(name), norm.NFC.String(got)) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// choose says which names are allowed, and which of them is meant if one is
// close to what was written.
func choose(got string, allowed []string) clause {
	meant := model.Nearest(got, slices.Values(allowed))
	switch {
	case len(allowed) == 0:
		return clausef(" (there is none)")
	case meant != "":
		return clausef(": did you mean %q? (allowed: %s)", meant, listed(allowed))
	}
	return clausef(" (allowed: %s)", listed(allowed))
}

func listed(names []string) string {
	var short []string
	for _, name := range names[:min(len(names), maxListed)] {
		short = append(short, shortenTo(name, 80))
	}
	text := shortenTo(strings.Join(short, ", "), 400)
	if len(names) > maxListed {
		text += fmt.Sprintf(", … %d in all", len(names))
	}
	return text
}
