package laws

import (
	"embed"
	"slices"
	"strings"
)

// A Mechanism is one thing that happens to a message, explained: its equation
// in words and symbols, where it is from, the keys of a scenario that set it,
// and the laws that hold it.
type Mechanism struct {
	// Name is lower case letters and dashes, as in "random-numbers".
	Name string
	// Title is one line for people.
	Title string
	// Text is what follows it: plain text, no line longer than 80, ending with
	// the source, the keys and the laws.
	Text string
	// Keys are paths in a scenario; a part in capitals stands for any name.
	Keys []string
	// Laws are the names of laws that a fault here would break.
	Laws []string
}

//go:embed mechanisms/*.txt
var texts embed.FS

// mechanismOrder is that of a message on its way, then of an answer.
var mechanismOrder = []string{
	"notice", "alike", "send", "delays", "calls", "retry", "unreachable", "hours", "outages", "circumstances", "expiry", "links", "deputies", "organisations",
	"split", "origins", "receipts", "reminders", "reports", "hands", "broadcast", "visits", "talk", "households", "segments", "overlap", "stops", "attends", "garbled", "contradicts", "reach", "time-to", "ways", "exact",
	"ranges", "sweep", "sensitivity", "seek", "precision", "place", "random-numbers",
}

// Mechanisms are all mechanisms, in the order in which a message meets them.
func Mechanisms() []Mechanism {
	out := make([]Mechanism, 0, len(mechanismOrder))
	for _, name := range mechanismOrder {
		text, err := texts.ReadFile("mechanisms/" + name + ".txt")
		if err == nil { // the test sees that none is missing
			out = append(out, parseMechanism(name, string(text)))
		}
	}
	return out
}

// parseMechanism reads a title, a text, and the lists at its end.
func parseMechanism(name, text string) Mechanism {
	title, rest, _ := strings.Cut(text, "\n")
	m := Mechanism{Name: name, Title: title, Text: strings.TrimLeft(rest, "\n")}
	_, lists, _ := strings.Cut(rest, "\nKeys:")
	keys, laws, _ := strings.Cut(lists, "\nLaws:")
	m.Keys, m.Laws = listed(keys), listed(laws)
	return m
}

// listed are the parts of a list that may run over several lines.
func listed(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// Find is the mechanism of a name, or else the one that a key of the scenario
// sets, as in "bypassed_after". Where there is neither, its Name is "" and near
// are the names of mechanisms that may have been meant: all where none is like
// it.
func Find(name string) (m Mechanism, near []string) {
	name = strings.ToLower(strings.TrimSpace(name))
	all := Mechanisms()
	dashed := strings.NewReplacer(" ", "-", "_", "-").Replace(name)
	for _, m := range all {
		if m.Name == dashed {
			return m, nil
		}
	}
	var keyed []Mechanism
	for _, m := range all {
		if slices.ContainsFunc(m.Keys, func(key string) bool { return name != "" && key[strings.LastIndexByte(key, '.')+1:] == name }) {
			keyed = append(keyed, m)
		}
	}
	if len(keyed) == 1 {
		return keyed[0], nil
	}
	for _, m := range keyed {
		near = append(near, m.Name)
	}
	if near == nil {
		near = like(dashed, all)
	}
	return Mechanism{}, near
}

// like are the names that begin as a word does or contain it, or else all.
func like(word string, all []Mechanism) []string {
	const enough = 3
	var alike, names []string
	for _, m := range all {
		names = append(names, m.Name)
		begins := len(word) >= enough && strings.HasPrefix(m.Name, word[:enough])
		within := len(word) >= enough && (strings.Contains(m.Name, word) || strings.Contains(word, m.Name))
		if begins || within {
			alike = append(alike, m.Name)
		}
	}
	if alike == nil {
		return names
	}
	return alike
}
