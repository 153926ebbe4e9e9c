package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"harkara/cascade/report/words"
	"harkara/model"
	"harkara/model/scenario"
)

// The groups of commands in help.
const (
	groupAnswer = "answer"
	groupFile   = "file"
	groupMore   = "more"
)

// root is the command with all its subcommands.
func (a *app) root() *cobra.Command {
	told := false
	c := &cobra.Command{
		Use:   "harkara",
		Short: "Who has the message, by when, and what would get it to more people sooner?",
		Long: `harkara plays a message through an organisation, from the top down to every
household, and prints how much of each level has it by when. The organisation
and the plan are described in one scenario file.`,
		Example: `  harkara run pakur                      run an example that ships with the program
  harkara scenarios show one-chain       print one, to start your own from
  harkara check mine.yaml                find every mistake in a file
  harkara run mine.yaml --by block       see which blocks it does not reach`,
		SilenceUsage: true, SilenceErrors: true,
		Args:              cobra.ArbitraryArgs,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return a.notEmpty(c.Flags()) },
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case told:
				return a.writeOut("", []byte(a.versionText()))
			case len(args) == 0:
				return c.Help()
			}
			return a.unknownCommand(c, args[0])
		},
	}
	c.Flags().BoolVarP(&told, "version", "v", false, "version for harkara")
	c.AddGroup(
		&cobra.Group{ID: groupAnswer, Title: "Answers:"},
		&cobra.Group{ID: groupFile, Title: "Scenario files:"},
		&cobra.Group{ID: groupMore, Title: "More:"},
	)
	c.SetIn(a.in)
	a.help = &errWriter{Writer: a.out}
	c.SetOut(a.help)
	c.PersistentFlags().BoolVar(&a.quiet, "quiet", false, "no progress and no remarks on standard error")
	c.PersistentFlags().BoolVar(&a.allowFiles, "allow-files", false, "read data files outside of the scenario's folder")
	c.PersistentFlags().Var(&a.language, "lang", "the `language` of what is printed: en, en-IN or hi (default: that of LANG)")
	_ = c.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(words.Languages(), cobra.ShellCompDirectiveNoFileComp))
	c.SetErr(a.errOut)
	c.SetFlagErrorFunc(flagError)
	c.SetHelpCommand(a.helpCommand())
	english := c.HelpFunc()
	c.SetHelpFunc(func(of *cobra.Command, args []string) {
		if a.speaksEnglish() {
			english(of, args)
			return
		}
		a.helpFor(of)
	})
	c.SetCompletionCommandGroupID(groupMore)
	for _, sub := range []*cobra.Command{
		a.runCommand(), a.compareCommand(), a.bottlenecksCommand(), a.sweepCommand(), a.sensitivityCommand(), a.seekCommand(), a.placeCommand(), a.precisionCommand(), a.verifyCommand(), a.explainCommand(), a.checkCommand(), a.newCommand(), a.importCommand(), a.showCommand(), a.scenariosCommand(), a.schemaCommand(), a.benchCommand(), a.versionCommand(),
		a.fitCommand(), a.jobCommand(),
		a.reportCommand(), a.plotCommand(), a.graphCommand(), a.serveCommand(),
	} {
		if slices.Contains(keepable, sub.Name()) {
			a.keeping(sub)
		}
		c.AddCommand(sub)
		a.complete(sub)
	}
	completionCommands(c)
	return c
}

func (a *app) unknownCommand(c *cobra.Command, name string) error {
	var names []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	hint := model.Errorf("harkara --help lists the commands")
	if meant := scenario.Nearest(name, names); meant != "" {
		hint = model.Errorf("did you mean: harkara %s", meant)
	}
	return usage(model.Errorf("no command is called %q", name), hint)
}

// notEmpty refuses a flag with an empty value, as of a variable of a script that is
// not set: it would be as if the flag were not there.
func (a *app) notEmpty(flags *pflag.FlagSet) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.Type() == "string" && f.Value.String() == "" && err == nil {
			of := *f
			of.Usage = helpWriter{in: a.spoken()}.phrase(f.Usage)
			kind, _ := pflag.UnquoteUsage(&of)
			err = usagef("--%s needs a value: %s", f.Name, kind)
		}
	})
	return err
}

// kinds are what flags take, by what pflag calls it.
var kinds = map[string]string{"int": "a whole number", "uint64": "a whole number, 0 or more", "bool": "true or false", "language": "en, en-IN or hi", "stringToString": "ROLE=COLUMN"}

// flagError is what is said of a flag that is wrong, with the flag that may be
// meant: cobra suggests commands but not flags.
func flagError(c *cobra.Command, err error) error {
	hint := model.Errorf("%s --help lists the flags", c.CommandPath())
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	var syntax *pflag.InvalidSyntaxError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &value):
		f := value.GetFlag()
		err = model.Errorf("--%s %s: it takes %s", f.Name, value.GetValue(), wording(kinds[f.Value.Type()]))
	case errors.As(err, &missing) && missing.GetSpecifiedShortnames() != "":
		err = model.Errorf("flag needs an argument: '%s' in -%s", missing.GetSpecifiedName(), missing.GetSpecifiedShortnames())
	case errors.As(err, &missing):
		err = model.Errorf("flag needs an argument: --%s", missing.GetSpecifiedName())
	case errors.As(err, &syntax):
		err = model.Errorf("bad flag syntax: %s", syntax.GetSpecifiedFlag())
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		err = model.Errorf("unknown shorthand flag: '%s' in -%s", unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if meant := scenario.Nearest(name, names); meant != "" {
			hint = model.Errorf("did you mean --%s?", meant)
		}
		err = model.Errorf("unknown flag: --%s", name)
	}
	return usage(err, hint)
}

// exactly is cobra.ExactArgs with a message that says what is missing.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		as := model.Errorf("as in:\n%s", c.Example)
		if c.Example == "" {
			as = model.Errorf("%s --help lists the flags", c.CommandPath())
		}
		switch {
		case len(args) > n:
			return usage(model.Errorf("%s takes %s, but was given %s", c.CommandPath(), wording(what), strings.Join(args, ", ")), as)
		case len(args) < n:
			return usage(model.Errorf("%s needs %s", c.CommandPath(), wording(what)), as)
		}
		return nil
	}
}

// atLeastOne refuses a command without arguments.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return exactly(1, what)(c, args)
		}
		return nil
	}
}
