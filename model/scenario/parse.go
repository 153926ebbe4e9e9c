package scenario

import (
	"bytes"
	"errors"
	"harkara/model"
	"harkara/model/register"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// parse reads one YAML document; nil where a problem leaves nothing to decode.
func (c *problemList) parse(file string, data []byte) *node {
	r := &reader{problemList: c, file: file, inside: map[*yaml.Node]bool{}}
	if isUTF16(data) {
		c.fail(place{file, 1, 1}, "UTF-16: save the file as UTF-8 text")
		return nil
	}
	if at, bad := badUTF8(file, data); bad {
		c.fail(at, "not UTF-8: save the file as UTF-8 text")
		return nil
	}
	doc, second, err := loadMended(data)
	switch {
	case otherThanScenario(data) != (clause{}):
		c.fail(place{file, 1, 1}, "%s", otherThanScenario(data))
		return nil
	case err != nil:
		c.syntax(file, data, err)
		return nil
	case doc == nil:
		c.fail(place{file, 1, 1}, "the file is empty: a scenario needs at least a name and a network")
		return nil
	case second != nil:
		c.fail(place{file, second.Line, second.Column}, "a second document: a file holds one scenario")
		return nil
	}
	return r.read(doc, 0)
}

// otherThanScenario says what to do with a file that is no scenario: a table, or
// another format; empty where it may be one.
func otherThanScenario(data []byte) clause {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	line, _, _ := bytes.Cut(data, []byte("\n"))
	line = bytes.TrimSpace(line)
	switch other := register.Kind(data); {
	case bytes.HasPrefix(line, []byte("<")):
		return clausef("is XML or HTML, not a scenario: a scenario is a YAML file with at least a name and a network")
	case other != "" && !bytes.HasPrefix(line, []byte("{")) && !bytes.HasPrefix(line, []byte("[")):
		return clausef("is %s, not a scenario: save a table of units as CSV and give it to harkara new --from", clause{other, &model.Note{Kind: other}})
	case bytes.HasPrefix(line, []byte("graph [")), bytes.HasPrefix(bytes.TrimSpace(data), []byte("graph\n[")):
		return clausef("is a graph (GML), not a scenario: a scenario is a YAML file with at least a name and a network")
	}
	for _, sep := range []string{",", ";", "\t", "|"} {
		if fields := bytes.Count(line, []byte(sep)); fields > 0 && !bytes.ContainsAny(line, ":{[#") {
			return clausef("looks like a table, not a scenario: harkara new --from FILE makes a scenario of it (or name it in one, as in network: {tiers: […], file: FILE})")
		}
	}
	return clause{}
}

// loadMended is load of a file whose title may hold a colon.
func loadMended(data []byte) (first, second *yaml.Node, err error) {
	first, second, err = load(data)
	for range maxMended {
		mended, ok := mendTitle(data, err)
		if !ok {
			break
		}
		data = mended
		first, second, err = load(data)
	}
	return first, second, err
}

// load parses the first two documents of a file, nil where there are none.
func load(data []byte) (first, second *yaml.Node, err error) {
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, nil, err
	}
	for _, doc := range []**yaml.Node{&first, &second} {
		var n yaml.Node
		if err := loader.Load(&n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		*doc = &n
	}
	return first, second, nil
}

// syntax reports an error of the YAML parser.
func (c *problemList) syntax(file string, data []byte, err error) {
	at := place{file, 1, 1}
	why := clause{shortenTo(model.OneLine(err.Error()), maxYAMLText), nil}
	var load *yaml.LoadError
	if errors.As(err, &load) {
		said := func(what string) bool { _, ok := saidByYAML(err, what); return ok }
		why = whyNot(load)
		switch {
		case load.Mark.Line > 0:
			at.line, at.col = load.Mark.Line, max(load.Mark.Column, 1)
		case said(yamlControl):
			at = after(file, data[:max(bytes.IndexFunc(data, isControl), 0)])
		}
		switch {
		case said(yamlColon):
			why = clausef("%s (text that holds a colon and a space needs quotes)", why)
		case said(yamlToken):
			why = clausef("%s (indent with spaces, not tabs; text that starts with @ or ` needs quotes)", why)
		}
	}
	c.fail(at, "not YAML: %s", why)
}

// maxYAMLText is how many bytes of what the YAML library says are told.
const maxYAMLText = 300

// whyNot is what the YAML library says, in the parts of which it is made.
func whyNot(load *yaml.LoadError) clause {
	if load.ContextMsg == "" {
		return yamlPart(load.Message)
	}
	return clausef("%s: %s", yamlPart(load.ContextMsg), yamlPart(load.Message))
}

// yamlPart is a text of the YAML library, which is its own kind; what stands at its end
// as "(value: 1)" is an argument.
func yamlPart(text string) clause {
	kind, value, valued := strings.Cut(shortenTo(model.OneLine(text), maxYAMLText), " (value: ")
	if valued {
		return clausef("%s (value: %s", yamlPart(kind), value)
	}
	return clause{kind, &model.Note{Kind: kind}}
}

// isControl tells characters that YAML refuses.
func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' && r != '\u0085' || r == '\ufffe' || r == '\uffff'
}

func shortenTo(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "") + "…"
	}
	return s
}

// isUTF16 tells whether text starts with the byte-order mark of UTF-16.
func isUTF16(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff})
}

// badUTF8 finds the first byte that is not UTF-8.
func badUTF8(file string, data []byte) (at place, bad bool) {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return after(file, data[:i]), true
		}
		i += n
	}
	return place{}, false
}

// after is the place of what follows a text.
func after(file string, text []byte) place {
	line := bytes.Count(text, []byte("\n")) + 1
	start := bytes.LastIndexByte(text, '\n') + 1
	return place{file, line, utf8.RuneCount(text[start:]) + 1}
}
