package main

import (
	"fmt"
	"slices"
	"strings"

	"harkara/cascade/laws"
	"harkara/cascade/report/words"
	"harkara/model/scenario"
)

// allKeys is the name by which all keys are asked for.
const allKeys = "keys"

// allErrors is the name by which all refusals are asked for; of those like a
// message, mostRefusals are shown.
const (
	allErrors   = "errors"
	maxRefusals = 5
)

// An explainer says what there is to say of a part of a scenario file or of a mechanism,
// in a language.
type explainer struct{ in words.Language }

// heading is one in the language; English where it has none.
func (x explainer) heading(english string) string {
	if text, ok := x.in.KeyText(english); ok {
		return text
	}
	return english
}

// refusals are examples of what a file is refused for.
func (x explainer) refusals(list []scenario.Refusal) string {
	var b strings.Builder
	for i, r := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		indented := func(text string) string {
			return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
		}
		said := r.SaidBy(x.in.Error)
		fmt.Fprintf(&b, "%s\n  %s\n%s  %s\n%s", r.Name, x.heading("wrong:"), indented(r.Wrong), x.heading("said:"), indented(said))
	}
	return b.String()
}

// allOfThem is the reference of every key of a scenario file.
func (x explainer) allOfThem() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", x.heading("Every key of a scenario file: parts in capitals stand for any name"))
	for _, k := range scenario.Keys() {
		fmt.Fprintf(&b, "\n%s", x.key(k))
	}
	return b.String()
}

// key says what a key is, as lines.
func (x explainer) key(k scenario.Key) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n  %s  %s\n", k.Path, x.about(k), x.heading("value: "), x.heading(k.Kind))
	if k.Needed {
		fmt.Fprintf(&b, "  %s\n", x.heading("needed"))
	} else {
		fmt.Fprintf(&b, "  %s %s\n", x.heading("left out:"), x.heading(k.Default))
	}
	fmt.Fprintf(&b, "  %s %s\n", x.heading("example:"), k.Example)
	return b.String()
}

// about is what a key means.
func (x explainer) about(k scenario.Key) string { return x.heading(k.About) }

// path is a key with those inside of it and the mechanisms it sets.
func (x explainer) path(k scenario.Key) string {
	var b strings.Builder
	b.WriteString(x.key(k))
	if inside := k.Inside(); len(inside) > 0 {
		fmt.Fprintf(&b, "\n%s\n", x.heading("keys inside:"))
		for _, in := range inside {
			fmt.Fprintf(&b, "  %s: %s\n", strings.TrimPrefix(in.Path, k.Path+"."), x.about(in))
		}
	}
	for _, m := range laws.Mechanisms() {
		if slices.Contains(m.Keys, k.Path) {
			fmt.Fprintf(&b, "\n"+x.heading("see: harkara explain %s")+"\n", m.Name)
		}
	}
	return b.String()
}

// scenario is what there is to say of a part of a scenario file: of all
// keys, a topic or a key by its path; "" where the name is none of these.
func (x explainer) scenario(name string) string {
	switch name {
	case allKeys:
		return x.allOfThem()
	case allErrors:
		return x.heading("What a scenario file is refused for, by example") + "\n\n" + x.refusals(scenario.Refusals())
	}
	k, isKey := scenario.FindKey(name)
	text, isTopic := scenario.Topic(name)
	if own, ok := x.in.Explained("topics", name); ok {
		text = own
	}
	switch {
	case isTopic && isKey:
		return text + "\n\n" + x.path(k)
	case isTopic:
		return text + "\n"
	case isKey:
		return x.path(k)
	}
	return x.last(name)
}

// last is the one key whose path ends with a name, as goals of questions; ""
// where there is none or several.
func (x explainer) last(name string) string {
	var found []scenario.Key
	for _, k := range scenario.Keys() {
		if strings.HasSuffix(k.Path, "."+name) {
			found = append(found, k)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return x.path(found[0])
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
