package html

import (
	"encoding/json"
	"strconv"
	"strings"

	"harkara/cascade/report/words"
	"harkara/model"
)

// A markup is markup that is being written. Everything that is not a tag or an
// attribute's name is escaped.
type markup struct {
	strings.Builder
	names words.Names // in the local script; nil has none
}

// noteIn is a note in a language.
func (s *markup) noteIn(in words.Language, n model.Note) string {
	return words.Speech{In: in, Names: s.names}.Note(n)
}

// open begins an element; attributes are names and values in turns. An attribute
// without a value has "".
func (s *markup) open(tag string, attributes ...string) *markup {
	s.WriteString("<" + tag)
	for i := 0; i+1 < len(attributes); i += 2 {
		s.WriteString(" " + attributes[i])
		if v := attributes[i+1]; v != "" {
			s.WriteString(`="` + escape(v) + `"`)
		}
	}
	s.WriteString(">")
	return s
}

func (s *markup) close(tag string) *markup {
	s.WriteString("</" + tag + ">")
	switch tag {
	case "p", "h1", "h2", "h3", "tr", "section", "table", "figure", "details", "svg", "div", "li", "ul", "ol", "dd":
		s.WriteString("\n")
	}
	return s
}

// raw is markup, or a text that was escaped.
func (s *markup) raw(text string) *markup {
	s.WriteString(text)
	return s
}

// say is a note in each language, of which the page shows one; once where they are the
// same.
func (s *markup) say(n model.Note) *markup { return s.sayIn("span", n) }

// sayIn is say within elements of that tag: in a drawing, tspan.
func (s *markup) sayIn(tag string, n model.Note) *markup {
	first := s.noteIn(languages[0].in, n)
	same := true
	for _, l := range languages[1:] {
		same = same && s.noteIn(l.in, n) == first
	}
	if same {
		return s.raw(escape(first))
	}
	for _, l := range languages {
		s.open(tag, "lang", l.tag).raw(escape(s.noteIn(l.in, n))).close(tag)
	}
	return s
}

// el is an element that says a note.
func (s *markup) el(tag string, n model.Note, attributes ...string) *markup {
	return s.open(tag, attributes...).say(n).close(tag)
}

// labelled are attributes that name an element aloud, in each language; the script
// shows the one of the language that is chosen.
func (s *markup) labelled(n model.Note, attributes ...string) []string {
	out := append(attributes, "aria-label", s.noteIn(languages[0].in, n))
	for _, l := range languages[1:] {
		out = append(out, "data-label-"+l.tag, s.noteIn(l.in, n))
	}
	return out
}

// value is a number as the JSON has it.
func value(x *float64) string {
	if x == nil {
		return "null"
	}
	b, _ := json.Marshal(*x)
	return string(b)
}

// percent is a length as a part of the whole, for drawings that are as wide as the
// screen.
func percent(share float64) string {
	return strconv.FormatFloat(min(max(share, -1), 2)*100, 'f', 3, 64) + "%"
}

// px is a length.
func px(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }
