package register

import (
	"bufio"
	"harkara/model"
	"io"
	"strings"
)

// gml reads GML (Himsolt 1997): keys, each with a value or with more keys in
// brackets.
func (g *graph) gml(in *bufio.Reader) error {
	var path []string
	var pair [2]string
	at := -1
	key := ""
	for {
		word, err := gmlWord(in)
		if err == io.EOF {
			if len(path) > 0 {
				return model.Errorf("a bracket is not closed")
			}
			return nil
		}
		switch {
		case word == "[" && key != "":
			path = append(path, strings.ToLower(key))
			if at = -1; len(path) > maxDepth {
				return model.Errorf("brackets stand more than %d deep in each other", maxDepth)
			}
			key = ""
		case word == "]" && len(path) > 0:
			if path[len(path)-1] == "edge" {
				g.edges = append(g.edges, [2]int{g.node(pair[0]), g.node(pair[1])})
				if err := g.bounded(); err != nil {
					return err
				}
			}
			path = path[:len(path)-1]
		case key == "":
			key = word
		default:
			inside := ""
			if len(path) > 0 {
				inside = path[len(path)-1]
			}
			switch low := strings.ToLower(key); {
			case inside == "graph" && low == "directed":
				g.directed = word == "1"
			case inside == "node" && low == "id":
				at = g.node(word)
			case inside == "node" && at >= 0 && low == "label":
				g.nodes[at].label = word
			case inside == "node" && at >= 0:
				g.nodes[at].note(key, word)
			case inside == "edge" && low == "source":
				pair[0] = word
			case inside == "edge" && low == "target":
				pair[1] = word
			}
			key = ""
		}
	}
}

// gmlWord is the next word, bracket or text between quotes. Lines that start with
// a number sign say nothing.
func gmlWord(in *bufio.Reader) (string, error) {
	var b strings.Builder
	quoted := false
	for b.Len() < maxRecord {
		r, _, err := in.ReadRune()
		if err != nil {
			if b.Len() > 0 {
				return b.String(), nil
			}
			return "", io.EOF
		}
		switch {
		case quoted && r == '"':
			return b.String(), nil
		case quoted:
			b.WriteRune(r)
		case r == '"' && b.Len() == 0:
			quoted = true
		case r == '#' && b.Len() == 0:
			if _, err := in.ReadString('\n'); err != nil {
				return "", io.EOF
			}
		case r == '[' || r == ']':
			if b.Len() > 0 {
				_ = in.UnreadRune()
				return b.String(), nil
			}
			return string(r), nil
		case r <= ' ':
			if b.Len() > 0 {
				return b.String(), nil
			}
		default:
			b.WriteRune(r)
		}
	}
	return "", model.Errorf("a word of more than 1 MB")
}
