// Package html makes one page of answers: sentences, pictures, and the table behind
// each, in one file that asks nothing of any network. What it needs is the JSON that
// answers have, so that a result that was saved can be shown later, by the same code.
package html

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"harkara/cascade/report/words"
	"harkara/model"
)

// A Part is one answer: the JSON of one that the page has pictures for, or else what
// stands in its tables.
type Part struct {
	Data json.RawMessage // nil, or of a format that the page has no pictures for
	// Names are names in the local script, where the data tells of none.
	Names words.Names
	// Title, Under, Tables and Notes are shown where there are no pictures.
	Title  model.Note
	Under  []model.Note
	Tables []Table
	Notes  []model.Note
}

// A Table of words: its header and its rows, and which of its columns are numbers.
type Table struct {
	Caption model.Note
	Header  []model.Note
	Number  []bool
	Rows    [][]model.Note
}

// Options are how a page is written.
type Options struct {
	// Language is what the page is shown in first; "" is English.
	Language words.Language
	// Live leaves the answers out and has the page ask the program for them.
	Live bool
}

//go:embed web/dist/page.js
var script string

//go:embed web/dist/page.css
var style string

// Write writes the page.
func Write(w io.Writer, o Options, parts ...Part) error {
	p := &page{markup: &markup{}}
	for i := range parts {
		if err := p.part(&parts[i]); err != nil {
			return err
		}
	}
	body := p.String()
	if o.Live {
		body = "<p role=\"status\" class=\"waiting\" data-say=\"waiting\"></p>\n"
	}
	var b bytes.Buffer
	title := p.title
	if title.Kind == "" {
		title = say("page-untitled")
	}
	lang := languages[0].tag
	if o.Language == words.Hindi {
		lang = string(o.Language)
	}
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", escape(lang))
	if !o.Live { // a program that serves the page says this in a header
		fmt.Fprintf(&b, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", escape(Policy()))
	}
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n")
	fmt.Fprintf(&b, "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n", escape(noteIn(lang, title)), style)
	b.WriteString(header(o))
	fmt.Fprintf(&b, "<main id=\"main\" tabindex=\"-1\">\n%s</main>\n", body)
	fmt.Fprintf(&b, "<script type=\"application/json\" id=\"words\">%s</script>\n", block(scriptWords()))
	fmt.Fprintf(&b, "<script>%s</script>\n</body>\n</html>\n", script)
	_, err := w.Write(b.Bytes())
	return err
}

// Fragment is what stands in the page for some answers: its main part, for a page that
// is shown already.
func Fragment(parts ...Part) (string, error) {
	p := &page{markup: &markup{}}
	for i := range parts {
		if err := p.part(&parts[i]); err != nil {
			return "", err
		}
	}
	return p.String(), nil
}

// LivePolicy is that of a page that asks the program that serves it, which may not be
// shown within another page.
func LivePolicy() string { return Policy() + "; connect-src 'self'; frame-ancestors 'none'" }

// Policy is what the page may load and run: its own style and script, by their hashes,
// and nothing else (Content Security Policy Level 3).
func Policy() string {
	return "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style) + "'; img-src data:; base-uri 'none'; form-action 'none'"
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// header is the top of the page: what language and what colours it is shown in.
func header(o Options) string {
	s := &markup{}
	if !o.Live { // there the fragment of the address is the token
		s.open("a", "class", "skip", "href", "#main").say(say("page-skip")).close("a")
	}
	s.open("header").open("p", "class", "mark").raw("harkara").close("p")
	s.open("div", "class", "switches")
	if len(languages) > 1 {
		for _, l := range languages {
			s.open("button", "type", "button", "class", "lang", "data-lang", l.tag, "lang", l.tag, "aria-pressed", "false").raw(escape(l.name)).close("button")
		}
	}
	s.open("button", "type", "button", "id", "scheme").say(say("page-scheme")).close("button")
	s.close("div").close("header")
	if o.Live {
		s.open("section", "id", "controls", "aria-labelledby", "controls-heading").el("h2", say("page-controls"), "id", "controls-heading").close("section")
	}
	return s.String()
}

// block is JSON that can stand in a script element: nothing in it ends the element.
func block(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(true) // <, > and & are written \u003c, \u003e, \u0026
	if err := e.Encode(v); err != nil {
		return "null"
	}
	return strings.TrimSpace(b.String())
}
