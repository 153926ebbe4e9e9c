package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"harkara/cascade/laws"
	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/scenario"
	"harkara/scenarios"
)

func (a *app) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use: "explain [NAME]", Short: "Explain a key of the scenario file, or a mechanism: its equation and its source", GroupID: groupMore,
		Long: `Explain a mechanism: its equation in plain words, the source it is from, the
scenario's keys that set it, and the laws that check it. The name of a key will
do, too; the path of one, as in relays.block.passes_on, tells what it is, its
value, what holds where it is left out and an example; "explain keys" has all
keys. Topics are actions, file, network, perfect, pictures, plans,
silent and tree. What is said of a
mistake, or a part of it, tells a file that has it; "explain errors" has all.
Without a name, list the mechanisms. "explain guide" prints the guide, which shows
every command.`,
		Example:           "  harkara explain\n  harkara explain calls\n  harkara explain relays.block.passes_on\n  harkara explain silent\n  harkara explain \"is not a share\"\n  harkara explain guide",
		ValidArgsFunction: completeMechanism,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exactly(1, "one name at most")(c, args)
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			x := explainer{a.spoken()}
			if len(args) == 0 {
				var lines [][2]string
				for _, m := range laws.Mechanisms() {
					lines = append(lines, [2]string{m.Name, x.title(m)})
				}
				lines = append(lines, [2]string{allKeys, x.heading("Every key of a scenario file")}, [2]string{allErrors, x.heading("What a file is refused for, by example")},
					[2]string{otherMachines, x.heading("Work kept in a folder, and done by several machines")},
					[2]string{guide, x.heading("The guide: every command, with what it prints")})
				o := output{app: a, format: string(report.Text)}
				return o.write(report.List(model.NewNote("col-mechanism"), lines))
			}
			switch args[0] {
			case guide:
				return a.writeOut("", []byte(a.guideText()))
			case otherMachines:
				return a.writeOut("", []byte(a.guideSection("Beyond one machine")))
			}
			m, near := laws.Find(args[0])
			if text := x.scenario(args[0]); text != "" {
				if m.Name == args[0] { // a mechanism and a key, as hours are
					text = x.mechanism(m) + "\n" + text
				}
				return a.writeOut("", []byte(text))
			}
			if m.Name != args[0] {
				if found := scenario.FindRefusals(args[0]); found != nil {
					return a.writeOut("", []byte(x.refusals(found[:min(len(found), maxRefusals)])))
				}
			}
			if m.Name == "" {
				hint := model.Errorf("harkara explain lists mechanisms, harkara explain keys all keys")
				if key := nearestKey(args[0]); key != "" {
					near = []string{key}
				}
				if len(near) > 0 && len(near) < len(laws.Mechanisms()) {
					hint = model.Errorf("did you mean %s?", strings.Join(near, ", "))
				}
				return usage(model.Errorf("no mechanism, topic or key is called %q", args[0]), hint)
			}
			return a.writeOut("", []byte(x.mechanism(m)))
		},
	}
}

// mechanism is a mechanism as text.
func (x explainer) mechanism(m laws.Mechanism) string {
	if text, ok := x.in.Explained("mechanisms", m.Name); ok {
		return text + "\n" + listed(x.heading("Keys:"), m.Keys) + listed(x.heading("Laws:"), m.Laws)
	}
	return m.Title + "\n\n" + strings.TrimRight(m.Text, "\n") + "\n"
}

// title is the first line of a mechanism.
func (x explainer) title(m laws.Mechanism) string {
	if text, ok := x.in.Explained("mechanisms", m.Name); ok {
		title, _, _ := strings.Cut(text, "\n")
		return title
	}
	return m.Title
}

// listed are names after a heading, in lines no longer than 80.
func listed(heading string, names []string) string {
	const longest = 80
	var b strings.Builder
	line := heading
	for i, name := range names {
		if i < len(names)-1 {
			name += ","
		}
		if utf8.RuneCountInString(line)+1+len(name) > longest {
			b.WriteString(line + "\n")
			line = name
			continue
		}
		line += " " + name
	}
	return b.String() + line + "\n"
}

// guide is the name by which the guide is asked for.
const guide = "guide"

// otherMachines is the name by which the guide's section on jobs is asked for.
const otherMachines = "cluster"

// guideText is the guide in the language.
func (a *app) guideText() string {
	if a.spoken() == words.Hindi {
		return scenarios.GuideHindi
	}
	return scenarios.Guide
}

// guideSection is a section of the guide in the language, without its heading's mark, by
// its title in English: guides have the same sections in one order.
func (a *app) guideSection(title string) string {
	sections := func(guide string) []string { return strings.Split(guide, "\n## ") }
	at := slices.IndexFunc(sections(scenarios.Guide), func(s string) bool { return strings.HasPrefix(s, title+"\n") })
	return sections(a.guideText())[at]
}

func completeMechanism(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	names := append([]cobra.Completion{guide, otherMachines, allKeys, allErrors}, scenario.Topics()...)
	for _, k := range scenario.Keys() {
		names = append(names, k.Path)
	}
	for _, m := range laws.Mechanisms() {
		names = append(names, m.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
