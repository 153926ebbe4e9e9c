package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"harkara/cascade/report"
	"harkara/cascade/report/words"
)

// helpWriter writes help in another language than that of the flag library, in the same
// order.
type helpWriter struct {
	in    words.Language
	width int // of the terminal; 0 where help goes elsewhere
}

// pageWidth is how wide lines of help are at most.
const pageWidth = 80

// helpFor prints the help of a command in the language that is spoken.
func (a *app) helpFor(of *cobra.Command) {
	h := helpWriter{in: a.spoken()}
	if f, ok := a.out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		h.width, _, _ = term.GetSize(int(f.Fd()))
	}
	_, _ = fmt.Fprint(of.OutOrStdout(), h.page(of))
}

// phrase is a text of help in the language.
func (h helpWriter) phrase(english string) string {
	if text, ok := h.in.Phrase(english); ok {
		return text
	}
	return english
}

// page is the whole help of a command.
func (h helpWriter) page(c *cobra.Command) string {
	fill := pageWidth
	if h.width > 0 {
		fill = min(fill, h.width)
	}
	text, _, ok := h.in.Help(c.CommandPath())
	if !ok {
		text = h.phrase(c.Short)
	}
	parts := []string{report.Paragraphs(text, fill), h.usage(c)}
	if c.HasExample() {
		parts = append(parts, h.phrase("Examples:")+"\n"+h.example(c.Example)+"\n")
	}
	parts = append(parts, h.commands(c)...)
	for _, set := range []struct {
		title string
		flags *pflag.FlagSet
	}{{"Flags:", c.LocalFlags()}, {"Global Flags:", c.InheritedFlags()}} {
		if set.flags.HasAvailableFlags() {
			parts = append(parts, h.phrase(set.title)+"\n"+h.flags(set.flags))
		}
	}
	if c.HasAvailableSubCommands() {
		parts = append(parts, fmt.Sprintf(h.phrase(`Use "%s [command] --help" for more information about a command.`), c.CommandPath())+"\n")
	}
	return strings.Join(parts, "\n")
}

// usage is how the command is written.
func (h helpWriter) usage(c *cobra.Command) string {
	text := h.phrase("Usage:") + "\n"
	if c.Runnable() {
		text += "  " + h.placed(c.UseLine()) + "\n"
	}
	if c.HasAvailableSubCommands() {
		text += "  " + h.placed(c.CommandPath()+" [command]") + "\n"
	}
	return text
}

// place is a word in the line of a command that stands for what a person writes.
var place = regexp.MustCompile(`[A-Z]{2,}|\[(?:flags|command)\]`)

func (h helpWriter) placed(line string) string { return place.ReplaceAllStringFunc(line, h.phrase) }

// remark is what stands beside a command in an example.
var exampleRemark = regexp.MustCompile(`(?m)^(  \S.*?\S {3,})(\S.*)$`)

func (h helpWriter) example(text string) string {
	return exampleRemark.ReplaceAllStringFunc(text, func(line string) string {
		m := exampleRemark.FindStringSubmatch(line)
		return m[1] + h.phrase(m[2])
	})
}

// commands are those below a command, by their groups.
func (h helpWriter) commands(c *cobra.Command) (parts []string) {
	groups := c.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{Title: "Available Commands:"}}
	}
	for _, g := range groups {
		var rows [][2]string
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID && (sub.IsAvailableCommand() || sub.Name() == "help") {
				rows = append(rows, [2]string{sub.Name(), h.phrase(sub.Short)})
			}
		}
		if len(rows) > 0 {
			parts = append(parts, h.phrase(g.Title)+"\n"+report.Pairs(rows, 2, h.width))
		}
	}
	return parts
}

// flags are the flags of a set, each with what it does.
func (h helpWriter) flags(set *pflag.FlagSet) string {
	var rows [][2]string
	set.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			rows = append(rows, h.flag(*f))
		}
	})
	return report.Pairs(rows, 3, h.width)
}

// flag is how a flag is written, and what it does.
func (h helpWriter) flag(f pflag.Flag) [2]string {
	if of, ok := strings.CutPrefix(f.Usage, "help for "); ok {
		f.Usage = fmt.Sprintf(h.phrase("help for %s"), of)
	}
	f.Usage = h.phrase(f.Usage)
	kind, usage := pflag.UnquoteUsage(&f)
	written := "    --" + f.Name
	if f.Shorthand != "" {
		written = "-" + f.Shorthand + ", --" + f.Name
	}
	if kind != "" {
		written += " " + kind
	}
	if !slices.Contains([]string{"", "0", "false", "[]"}, f.DefValue) {
		usage += " " + fmt.Sprintf(h.phrase("(default %s)"), f.DefValue)
	}
	return [2]string{written, usage}
}

// translate has the lines that shells show beside commands and flags in the language.
func (h helpWriter) translate(c *cobra.Command) {
	c.Short = h.phrase(c.Short)
	for _, set := range []*pflag.FlagSet{c.Flags(), c.PersistentFlags()} {
		set.VisitAll(func(f *pflag.Flag) { f.Usage = h.phrase(f.Usage) })
	}
	for _, sub := range c.Commands() {
		h.translate(sub)
	}
}
