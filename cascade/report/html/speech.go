package html

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"harkara/cascade/report/words"
	"harkara/model"
)

// language is one that the page speaks.
type language struct {
	tag, name string
	in        words.Language
}

// note is a note with names as they are in Latin script.
func (l language) note(n model.Note) string { return l.in.Note(n) }

// languages are those of the page; the first is that of a page where none is asked.
var languages = []language{{"en", "English", words.English}, {"hi", "हिन्दी", words.Hindi}}

// generated are names of units after the one above, as in "Pakur 3.2".
var generated = regexp.MustCompile(`^(.+)( \d+(?:\.\d+)*)$`)

// Local is what a tier or a unit is called in the local script, or each part of a path;
// "" where nothing of it has another name there. A code, which may be a path, tells
// units of one name apart.
func (l *localNames) Local(called, code string) string {
	if local := l.Units[code]; local != "" && code != called {
		return local[strings.LastIndexByte(local, '/')+1:]
	}
	if whole := cmp.Or(l.Tiers[called], l.Units[called]); whole != "" {
		return whole
	}
	parts := strings.Split(called, "/")
	for i, part := range parts {
		after := ""
		if m := generated.FindStringSubmatch(part); l.Units[part] == "" && m != nil {
			part, after = m[1], m[2]
		}
		if local := cmp.Or(l.Units[part], l.Tiers[part]); local != "" {
			parts[i] = local + after
		}
	}
	return strings.Join(parts, "/")
}

// namesIn are the local names that data tells of, or else others.
func namesIn(data json.RawMessage, others words.Names) words.Names {
	var told struct {
		Local *localNames `json:"local"`
	}
	if json.Unmarshal(data, &told) != nil || told.Local == nil {
		return others
	}
	return told.Local
}

// say is a note of that kind.
func say(kind string, args ...any) model.Note { return model.NewNote(kind, args...) }

// verbatim is a text that is shown as it is.
func verbatim(text string) model.Note { return model.NewNote("verbatim", text) }

// noteOr is a note of which the JSON has the English sentence, too: as that says it where
// this program would say it otherwise, or does not know the kind.
func noteOr(n model.Note, english string) model.Note {
	if n.Kind == "" || languages[0].note(n) != english {
		return verbatim(english)
	}
	return n
}

// called is the name of a unit, told from others by its code.
func called(name, code string) model.Note {
	return say("verbatim", model.Called{Name: name, Code: code})
}

// noteIn is a note in one language; the first where there is no other.
func noteIn(lang string, n model.Note) string {
	for _, l := range languages {
		if l.tag == lang {
			return l.note(n)
		}
	}
	return languages[0].note(n)
}

// escaper writes what would otherwise be markup.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\uFFFD")

func escape(text string) string { return escaper.Replace(visible(text)) }

// invisible tells characters that are not seen but change how a text is read, such as a
// right-to-left override.
func invisible(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x061c || r == 0x200b || r == 0x2060 || r == 0xfeff
}

// invisibleEscaped is JSON in which such characters are written by their numbers.
func invisibleEscaped(text string) string {
	if strings.IndexFunc(text, invisible) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if invisible(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// visible spells out what cannot be seen but changes what is read, such as a
// right-to-left override.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r >= 0x7f && r < 0xa0, invisible(r):
			return '\uFFFD'
		}
		return r
	}, text)
}
