package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"harkara/cascade/cluster"
	"harkara/cascade/report"
	"harkara/model"
	"harkara/model/scenario"
)

// output is the flags that say how and where an answer is written.
type output struct {
	app    *app
	format string
	file   string
	color  string
	raw    bool
	// shown is how many lines of a preview stand on the terminal.
	shown int
	// partial is true for an answer that was interrupted.
	partial bool
}

func (o *output) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.format, "format", string(report.Text), "`how` to write it: table, csv, json, markdown or html")
	c.Flags().StringVarP(&o.file, "out", "o", "", "write to this `file` instead of the screen")
	c.Flags().StringVar(&o.color, "color", "auto", "`when` to use colours: auto, always or never")
	c.Flags().BoolVar(&o.raw, "raw-csv", false, "in CSV, leave cells that a spreadsheet would run")
	completeWith(c, "color", colorNames)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(report.Formats(), cobra.ShellCompDirectiveNoFileComp))
}

// hideFormats leaves flags out of the help of a command that --out tells the format.
func (o *output) hideFormats(c *cobra.Command) {
	for _, name := range []string{"format", "color", "raw-csv"} {
		_ = c.Flags().MarkHidden(name)
	}
}

// ending is that of the file's name, without its dot.
func (o *output) ending() string {
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(o.file)), ".")
}

var colorNames = []string{"auto", "always", "never"}

// endings are the formats that a file's name asks for.
var endings = map[string]report.Format{".csv": report.CSV, ".json": report.JSON, ".md": report.Markdown, ".txt": report.Text, ".html": report.HTML, ".htm": report.HTML}

// otherFiles are endings of what is not written, and what to do instead.
var otherFiles = map[string]string{
	".xlsx": inSpreadsheet, ".xls": inSpreadsheet, ".ods": inSpreadsheet, ".tsv": inSpreadsheet, ".numbers": inSpreadsheet,
	".pdf": inWords, ".doc": inWords, ".docx": inWords, ".odt": inWords, ".png": inWords, ".svg": inWords, ".jpg": inWords,
}

const (
	inSpreadsheet = "spreadsheets open .csv"
	inWords       = "there are .txt, .csv, .json, .md and .html"
)

// check refuses, before any work is done, what cannot be written. The format
// follows from the file's name where none is given.
func (o *output) check(changed func(string) bool) error {
	if err := oneOf("color", o.color, colorNames); err != nil {
		return err
	}
	o.format = strings.ToLower(o.format)
	if o.format == "md" {
		o.format = string(report.Markdown)
	}
	if !slices.Contains(report.Formats(), o.format) {
		var hint error
		if meant := scenario.Nearest(o.format, report.Formats()); meant != "" {
			hint = model.Errorf("did you mean %s?", meant)
		}
		return usage(model.Errorf("no format is called %q: there are table, csv, json, markdown and html", o.format), hint)
	}
	if !changed("out") {
		return nil
	}
	if isFolder(o.file) {
		return failed(model.Errorf("cannot write %s: it is a folder", o.file))
	}
	if as := otherFiles[strings.ToLower(filepath.Ext(o.file))]; as != "" {
		return usagef("--out %s: no such files are written; %s", o.file, wording(as))
	}
	switch format, ok := endings[strings.ToLower(filepath.Ext(o.file))]; {
	case ok && !changed("format"):
		o.format = string(format)
	case ok && string(format) != o.format:
		return usagef("--out %s and --format %s contradict each other: leave out --format, or name the file otherwise", o.file, o.format)
	}
	if folder := filepath.Dir(o.file); !isFolder(folder) {
		return failed(model.Errorf("cannot write %s: there is no folder %s", o.file, folder))
	}
	return nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// spare refuses to write the answer over a file that it was read from.
func (o *output) spare() error {
	to, err := os.Stat(o.file)
	if err != nil {
		return nil // it is not there
	}
	for _, file := range o.app.inputs {
		if from, err := os.Stat(file); err == nil && os.SameFile(from, to) {
			return usagef("--out %s: the answer would replace a file that it is made from", o.file)
		}
	}
	return nil
}

// write writes documents to the file or the screen.
func (o *output) write(docs ...report.Document) error {
	var b bytes.Buffer
	if err := report.Write(&b, report.Format(o.format), report.Style{Width: o.width(), Colour: o.coloured(), Raw: o.raw, Partial: o.partial, Language: o.app.spoken(), Names: o.app.names}, docs...); err != nil {
		return failed(err)
	}
	if o.shown > 0 { // to the first line of the preview, and clear all below
		b = *bytes.NewBuffer(append(fmt.Appendf(nil, "\r\x1b[%dA\x1b[J", o.shown), b.Bytes()...))
		o.shown = 0
	}
	if o.partial && o.format == string(report.CSV) && !o.app.quiet { // tables say so themselves
		_, _ = fmt.Fprintln(o.app.errOut, "harkara: "+o.app.spoken().Text("interrupted-rows"))
	}
	file := o.file
	if info, err := os.Stat(file); o.partial && err == nil && info.Mode().IsRegular() {
		// A part does not replace what may be a whole.
		file += ".partial"
		if !o.app.quiet {
			_, _ = fmt.Fprintln(o.app.errOut, report.Visible(o.app.spoken().Text("interrupted-kept", file, o.file)))
		}
	}
	return o.app.writeOut(file, b.Bytes())
}

// preview shows on a terminal what is known before the whole answer is, which then
// takes its place. What is longer than the screen could not be taken back.
func (o *output) preview(docs ...report.Document) {
	f, ok := o.terminal()
	if !ok || o.width() == 0 || o.format != string(report.Text) || !movesCursor() {
		return
	}
	var b bytes.Buffer
	if report.Write(&b, report.Text, report.Style{Width: o.width(), Colour: o.coloured(), Language: o.app.spoken(), Names: o.app.names}, docs...) != nil {
		return
	}
	_, height, err := term.GetSize(int(f.Fd()))
	if lines := bytes.Count(b.Bytes(), []byte("\n")); err == nil && lines+3 < height {
		_, _ = f.Write(b.Bytes())
		o.shown = lines
	}
}

// movesCursor tells whether the terminal moves its cursor when told to.
func movesCursor() bool {
	kind := os.Getenv("TERM")
	return kind != "" && kind != "dumb"
}

// terminal is the terminal that the answer goes to, if it does.
func (o *output) terminal() (*os.File, bool) {
	f, ok := o.app.out.(*os.File)
	return f, ok && o.file == "" && term.IsTerminal(int(f.Fd()))
}

// coloured tells whether the answer has colours: where that is asked for, or on
// a terminal unless NO_COLOR says no (no-color.org).
func (o *output) coloured() bool {
	switch o.color {
	case "always":
		return true
	case "never":
		return false
	}
	_, ok := o.terminal()
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// width is that of the terminal, where the answer goes to one that is wider
// than the usual 80.
func (o *output) width() int {
	f, ok := o.terminal()
	if !ok {
		return 0
	}
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil || w < 40 {
		return 0
	}
	return min(w, 160)
}

// writeOut writes to the screen, or to a file that appears whole or not at all.
func (a *app) writeOut(file string, data []byte) error {
	// A program that calls this one for its exit status alone leaves no other trace.
	if f, ok := a.out.(*os.File); ok && file == "" && wasClosed(f) && !a.quiet {
		_, _ = fmt.Fprintln(a.errOut, "harkara: "+a.spoken().Text("output-closed"))
	}
	if file == "" {
		if _, err := a.out.Write(data); err != nil {
			return failed(model.Errorf("cannot write the answer: %w", err))
		}
		return nil
	}
	if err := replaceFile(file, data); err != nil {
		return failed(model.Errorf("cannot write %s: %w", file, err))
	}
	return nil
}

// replaceFile writes beside the file and then puts the whole in its place, the
// place a symbolic link points to. What is said of a failure is said of the
// file, not of the one beside it.
func replaceFile(file string, data []byte) (err error) {
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	} else if target, err := os.Readlink(file); err == nil {
		// What the link names is not there yet.
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(file), target)
		}
		file = target
	}
	defer func() {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
	}()
	mode := os.FileMode(0o644)
	if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
		mode = info.Mode().Perm()
	} else if err == nil {
		// A device or a pipe is written to, not replaced.
		f, err := os.OpenFile(file, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Close())
	}
	return cluster.WriteWhole(file, data, mode)
}
