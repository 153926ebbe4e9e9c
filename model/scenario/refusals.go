package scenario

import (
	"embed"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"unicode"
)

// A Refusal is an example of what a scenario file is refused for.
type Refusal struct {
	// Name is lower case letters and dashes, as in calls-without-each.
	Name string
	// Wrong are the lines that are wrong, and Said what is said of them.
	Wrong, Said string
}

// refusals are the files that tests hold the reader to: what is wrong, and beside it
// what is said.
//
//go:embed testdata/*.bad.yaml testdata/*.txt
var refusals embed.FS

// Refusals are examples of everything that a scenario file is refused for, by name.
func Refusals() []Refusal {
	var out []Refusal
	files, _ := refusals.ReadDir("testdata")
	for _, file := range files {
		name, isWrong := strings.CutSuffix(file.Name(), ".bad.yaml")
		if !isWrong {
			continue
		}
		wrong, err := refusals.ReadFile("testdata/" + file.Name())
		said, err2 := refusals.ReadFile("testdata/" + name + ".txt")
		if errors.Join(err, err2) == nil && readable(string(wrong)) {
			out = append(out, Refusal{name, wrongLines(string(wrong)), saidLines(string(said))})
		}
	}
	return out
}

// SaidBy is what is said of the example where errors are said as say says them. Examples
// with other files beside them are said in English.
func (r Refusal) SaidBy(say func(error) string) string {
	files, err := fs.Sub(refusals, "testdata")
	if err != nil {
		return r.Said
	}
	_, err = LoadFS(files, r.Name+".bad.yaml", Options{})
	if err == nil || saidLines(err.Error()+"\n") != r.Said {
		return r.Said
	}
	return saidLines(say(err) + "\n")
}

// readable tells whether an example is for people: of a few lines, which a terminal
// can show.
func readable(wrong string) bool {
	const most = 24 // lines
	return strings.Count(wrong, "\n") <= most && !strings.ContainsFunc(wrong, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
}

// usualLines are the first of most examples, which have nothing wrong.
const usualLines = `name: bad
network:
  tiers: [state, district, block]
  tree:
    North:
      East: {population: 100, households: 20, children: 2}
      West: {population: 200, children: 3}
`

// wrongLines are the lines of an example, but for the usual ones.
func wrongLines(wrong string) string {
	if own := strings.TrimPrefix(wrong, usualLines); own != "" {
		return own
	}
	return wrong
}

// saidLines are what is said of an example, without its file and places.
func saidLines(said string) string {
	var b strings.Builder
	for line := range strings.Lines(said) {
		b.WriteString(placeBefore.ReplaceAllString(line, ""))
	}
	return b.String()
}

// FindRefusals are those of a name, or whose message is like a text: names and
// numbers may be others, and the place before it may be there or not.
func FindRefusals(text string) []Refusal {
	text = strings.TrimSpace(text)
	var out []Refusal
	wanted := likeRefusal(text)
	for _, r := range Refusals() {
		if r.Name == text {
			return []Refusal{r}
		}
		for line := range strings.SplitSeq(strings.TrimSpace(r.Said), "\n") {
			if len(wanted) >= fewestLetters && strings.Contains(likeRefusal(line), wanted) {
				out = append(out, r)
				break
			}
		}
	}
	return out
}

// fewestLetters is how long a text is that tells one message from others.
const fewestLetters = 8

// What differs from one message to another of its kind: where it is, which key, what
// is quoted, numbers, and what is allowed there.
var (
	placeBefore = regexp.MustCompile(`^\S*:\d+:\d+: |^--set \S+: `)
	keyBefore   = regexp.MustCompile(`^[\w.\-]+: `)
	quotedParts = regexp.MustCompile(`"[^"]*"|[\d.,]+`)
	choices     = regexp.MustCompile(`: did you mean.*| ?\(allowed: .*`)
)

// likeRefusal is a message without those.
func likeRefusal(text string) string {
	text = keyBefore.ReplaceAllString(placeBefore.ReplaceAllString(text, ""), "")
	return strings.ToLower(quotedParts.ReplaceAllString(choices.ReplaceAllString(text, ""), "…"))
}
