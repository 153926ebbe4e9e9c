package report

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"harkara/cascade/report/words"
)

// writeMarkdown writes documents as Markdown with tables as GitHub has them.
// The table library's own Markdown leaves | in cells as it is and breaks rows
// at line breaks, so cells are made safe here and the rows written as they are.
func writeMarkdown(w io.Writer, s Style, docs []Document) error {
	var b bytes.Buffer
	for i, d := range docs {
		if i > 0 {
			b.WriteByte('\n')
		}
		if title := s.speech().Note(d.Title); title != "" {
			b.WriteString("## " + markdownText(title) + "\n")
		}
		for _, line := range d.under(slices.ContainsFunc(d.Tables, func(t Table) bool { return gridOf(t, s.speech()).longer() })) {
			b.WriteString("\n" + markdownText(s.speech().Note(line)) + "\n")
		}
		for _, t := range d.Tables {
			markdownTable(&b, t, s.speech())
		}
		if len(d.Notes) > 0 {
			b.WriteByte('\n')
		}
		for _, n := range d.Notes {
			b.WriteString("- " + markdownText(s.speech().Line(n)) + "\n")
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func markdownTable(b *bytes.Buffer, t Table, in words.Speech) {
	b.WriteByte('\n')
	if caption := in.Note(t.Caption); caption != "" {
		b.WriteString("**" + markdownText(caption) + "**\n\n")
	}
	row := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	names, rules := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i], rules[i] = markdownText(in.Note(c.Name)), "---"
		if c.Right {
			rules[i] = "---:"
		}
	}
	row(names)
	row(rules)
	for _, r := range t.Rows {
		cells := make([]string, len(r))
		for i, c := range r {
			cells[i] = markdownText(in.Note(c.Full))
		}
		row(cells)
	}
}

// markdownText keeps text from being taken for Markdown.
func markdownText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`, "]", `\]`).Replace(oneLine(s))
}
