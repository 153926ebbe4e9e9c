// Package scenarios holds the example scenarios that ship with the program.
// NAME.yaml is a scenario, and NAME.golden.txt beside it is what the program
// prints for it and for each of its plans. To add one, write the file, add its
// name to Names, and let the test write the golden:
//
//	go test ./scenarios -update
package scenarios

import "embed"

// FS holds NAME.yaml for each name of Names.
//
//go:embed *.yaml
var FS embed.FS

// Guide is the guide: every command at work, in Markdown.
//
//go:embed guide.md
var Guide string

// GuideHindi is the guide in Hindi.
//
//go:embed guide-hi.md
var GuideHindi string

// StartHindi is one-chain with what it says of itself in Hindi, to start one's own from.
//
//go:embed hi/one-chain.yaml
var StartHindi []byte

// Names are the scenarios in the order in which a reader meets them: the
// example of the README first, the one to start your own from last.
func Names() []string {
	return []string{
		"pakur",
		"jharkhand",
		"india",
		"flood-warning",
		"before-and-after",
		"feedback",
		"two-messages",
		"duty-roster",
		"one-chain",
	}
}
