package scenario

import (
	"embed"
	"slices"
	"strings"
)

//go:embed topics/*.txt
var topicTexts embed.FS

// Topics are the names of the parts of a scenario that Topic explains.
func Topics() []string {
	return []string{"actions", "file", "fit", "import", "network", "perfect", "pictures", "plans", "silent", "tree"}
}

// Topic is how to write a part of a scenario: a title, a text of lines no longer
// than 80, and whether there is such a topic.
func Topic(name string) (text string, found bool) {
	if !slices.Contains(Topics(), name) {
		return "", false
	}
	data, err := topicTexts.ReadFile("topics/" + name + ".txt")
	return strings.TrimRight(string(data), "\n"), err == nil
}
