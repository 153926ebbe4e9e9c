package main

import (
	"fmt"
	"slices"
	"strings"

	"harkara/cascade/laws"
	"harkara/model/scenario"
)

// allKeys is the name by which all keys are asked for.
const allKeys = "keys"

// allErrors is the name by which all refusals are asked for; of those like a
// message, mostRefusals are shown.
const (
	allErrors    = "errors"
	mostRefusals = 5
)

// explainRefusals are examples of what a file is refused for.
func explainRefusals(list []scenario.Refusal) string {
	var b strings.Builder
	for i, r := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		indented := func(text string) string {
			return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
		}
		fmt.Fprintf(&b, "%s\n  wrong:\n%s  said:\n%s", r.Name, indented(r.Wrong), indented(r.Said))
	}
	return b.String()
}

// explainKeys is the reference of every key of a scenario file.
func explainKeys() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Every key of a scenario file: parts in capitals stand for any name\n")
	for _, k := range scenario.Keys() {
		fmt.Fprintf(&b, "\n%s", explainKey(k))
	}
	return b.String()
}

// explainKey says what a key is, as lines.
func explainKey(k scenario.Key) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n  value:   %s\n", k.Path, k.About, k.Kind)
	if k.Needed {
		fmt.Fprintf(&b, "  needed\n")
	} else {
		fmt.Fprintf(&b, "  left out: %s\n", k.Default)
	}
	fmt.Fprintf(&b, "  example: %s\n", k.Example)
	return b.String()
}

// explainPath is a key with those inside of it and the mechanisms it sets.
func explainPath(k scenario.Key) string {
	var b strings.Builder
	b.WriteString(explainKey(k))
	if inside := k.Inside(); len(inside) > 0 {
		fmt.Fprintf(&b, "\nkeys inside:\n")
		for _, in := range inside {
			fmt.Fprintf(&b, "  %s: %s\n", strings.TrimPrefix(in.Path, k.Path+"."), in.About)
		}
	}
	for _, m := range laws.Mechanisms() {
		if slices.Contains(m.Keys, k.Path) {
			fmt.Fprintf(&b, "\nsee: harkara explain %s\n", m.Name)
		}
	}
	return b.String()
}

// explainScenario is what there is to say of a part of a scenario file: of all
// keys, a topic or a key by its path; "" where the name is none of these.
func explainScenario(name string) string {
	switch name {
	case allKeys:
		return explainKeys()
	case allErrors:
		return "What a scenario file is refused for, by example\n\n" + explainRefusals(scenario.Refusals())
	}
	k, isKey := scenario.FindKey(name)
	text, isTopic := scenario.Topic(name)
	switch {
	case isTopic && isKey:
		return text + "\n\n" + explainPath(k)
	case isTopic:
		return text + "\n"
	case isKey:
		return explainPath(k)
	}
	return explainLast(name)
}

// explainLast is the one key whose path ends with a name, as goals of questions; ""
// where there is none or several.
func explainLast(name string) string {
	var found []scenario.Key
	for _, k := range scenario.Keys() {
		if strings.HasSuffix(k.Path, "."+name) {
			found = append(found, k)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return explainPath(found[0])
}

// nearestKey is the path of the key that is meant by one that is not there, or "".
func nearestKey(path string) string {
	if !strings.Contains(path, ".") {
		return ""
	}
	var paths []string
	for _, k := range scenario.Keys() {
		paths = append(paths, k.Path)
	}
	return scenario.Nearest(path, paths)
}
