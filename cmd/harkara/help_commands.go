package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// helpCommand is the command that prints the help of another.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [command]", Short: "Help about any command", GroupID: groupMore,
		Long: `Help provides help for any command in the application.
Simply type harkara help [path to command] for full details.`,
		ValidArgsFunction: completeCommand,
		RunE: func(c *cobra.Command, args []string) error {
			of, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.unknownCommand(c.Root(), strings.Join(args, " "))
			}
			of.InitDefaultHelpFlag()
			return of.Help()
		},
	}
}

// completeCommand offers the commands below those that are written.
func completeCommand(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	of, _, err := c.Root().Find(args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, sub := range of.Commands() {
		if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), begun) {
			out = append(out, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completionCommands adds the flag library's own commands for shells, with refusals that
// every language has.
func completionCommands(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Args = exactly(0, "no arguments")
		for _, shell := range c.Commands() {
			shell.Args = exactly(0, "no arguments")
		}
	}
}
