package report

import "strings"

// A named thing: how it is called, and what tells it from others of its name:
// a path of names with slashes, or a code.
type nameAndPath struct{ name, path string }

// distinct are the names as a table shows them: where two are alike each has the
// one above before it, as in Ranchi/Rampur, or else its code after it.
func distinct(all []nameAndPath) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.name
	}
	for _, longer := range []func(nameAndPath) string{withParent, withPath} {
		count := map[string]int{}
		for _, name := range out {
			count[name]++
		}
		for i, c := range all {
			if count[out[i]] > 1 {
				out[i] = longer(c)
			}
		}
	}
	return out
}

// withParent is a name with that of the unit above, where the path tells it.
func withParent(c nameAndPath) string {
	above, ok := strings.CutSuffix(c.path, "/"+c.name)
	if !ok {
		return withPath(c)
	}
	return above[strings.LastIndexByte(above, '/')+1:] + "/" + c.name
}

// withPath is a name with all that tells it from others.
func withPath(c nameAndPath) string {
	if c.path == c.name || strings.HasSuffix(c.path, "/"+c.name) {
		return c.path
	}
	return c.name + " (" + c.path + ")"
}
