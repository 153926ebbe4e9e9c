package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"harkara/cascade/report/html"
	"harkara/cascade/report/words"
	"harkara/model"
)

// LocalNames are what the units and tiers of a network are called in the local script.
func LocalNames(n *model.Network) words.Names {
	return &localNames{n: n, find: sync.OnceValue(n.Finder)}
}

type localNames struct {
	n    *model.Network
	find func() *model.Finder // made once somebody asks
}

// Local is the local name of a tier, of a unit by its code, or of all units of that
// name or path where they agree.
func (l *localNames) Local(called, code string) string {
	for t, tier := range l.n.Tiers() {
		if tier == called && code == "" {
			return norm.NFC.String(l.n.TierLocal(t))
		}
	}
	if strings.ContainsAny(called, "\n:") || called == "" {
		return "" // no name
	}
	local := ""
	for _, i := range l.find().Find(called) {
		u := model.Unit(i)
		if code != "" && l.n.Code(u) != code {
			continue
		}
		its := l.of(u, called)
		if its == "" || local != "" && its != local {
			return ""
		}
		local = its
	}
	return local
}

// of is the local name, or path, of a unit that is called so; "" where that is its
// code or where nothing of it is in the local script.
func (l *localNames) of(u model.Unit, called string) string {
	if own := localName(l.n, u); called == l.n.Name(u) {
		return own
	}
	path, local := l.n.Name(u), cmp.Or(localName(l.n, u), l.n.Name(u))
	for v := l.n.Parent(u); v != model.NoUnit; v = l.n.Parent(v) {
		path, local = l.n.Name(v)+"/"+path, cmp.Or(localName(l.n, v), l.n.Name(v))+"/"+local
		if path == called {
			return local
		}
	}
	return ""
}

// localName is a unit's local name; a generated unit is called after its parent.
func localName(n *model.Network, u model.Unit) string {
	if n.Ordinal(u) == 0 {
		return norm.NFC.String(n.LocalName(u))
	}
	ordinal, p := strconv.Itoa(int(n.Ordinal(u))), n.Parent(u)
	above, between := "", " "
	switch {
	case p == model.NoUnit:
		above = norm.NFC.String(n.TierLocal(n.TierOf(u)))
	default:
		above = localName(n, p)
		if n.Ordinal(p) > 0 && n.Parent(p) != model.NoUnit {
			between = "."
		}
	}
	if above == "" {
		return ""
	}
	return above + between + ordinal
}

// unitNamed is a cell with a unit's name, told from others by its code.
func unitNamed(n *model.Network, u model.Unit) Cell { return cellOf(unitNote(n, u)) }

func unitNote(n *model.Network, u model.Unit) model.Note {
	return note("verbatim", model.Called{Name: n.Name(u), Code: n.Code(u)})
}

// jsonLocal are names in the local script, by those in Latin script, as sentences have
// them; the film has that of each unit.
type jsonLocal struct {
	Tiers map[string]string `json:"tiers,omitempty"`
	Units map[string]string `json:"units,omitempty"`
}

// longestName is how long a name is at most that is looked for, in bytes: longer ones are
// texts, and pictures that are packed.
const longestName = 1000

// localJSON are the local names of what data names; nil where nothing in it has one. With
// units false it has those of tiers alone.
func localJSON(data any, names words.Names, units bool) (*jsonLocal, error) {
	of, ok := names.(*localNames)
	if !ok || !of.any() {
		return nil, nil
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	out := jsonLocal{Tiers: map[string]string{}, Units: map[string]string{}}
	tiers := of.n.Tiers()
	for d := json.NewDecoder(bytes.NewReader(raw)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		called, isText := token.(string)
		if !isText || len(called) > longestName {
			continue
		}
		switch local := cmp.Or(of.Local(called, ""), of.coded(called)); {
		case local == "" || local == called:
		case slices.Contains(tiers, called):
			out.Tiers[called] = local
		case units:
			out.Units[called] = local
		}
	}
	if len(out.Tiers)+len(out.Units) == 0 {
		return nil, nil
	}
	return &out, nil
}

// coded is the local name of the unit of that code.
func (l *localNames) coded(code string) string {
	if strings.ContainsAny(code, "\n:") || code == "" {
		return ""
	}
	for _, i := range l.find().Find(code) {
		if u := model.Unit(i); l.n.Code(u) == code {
			return localName(l.n, u)
		}
	}
	return ""
}

// any tells whether anything has a local name.
func (l *localNames) any() bool {
	for t := range l.n.Tiers() {
		if l.n.TierLocal(t) != "" {
			return true
		}
	}
	for u := range model.Unit(l.n.Len()) {
		if l.n.Ordinal(u) == 0 && l.n.LocalName(u) != "" {
			return true
		}
	}
	return false
}

// localized is the data of a document that pages are made of, with the local names of
// what it names as its last key, so that it can be shown in another language once it was
// saved.
func localized(data any, names words.Names) (any, error) {
	switch data.(type) {
	case nil, jsonLines, jsonLook, json.RawMessage:
		return data, nil
	}
	local, err := localJSON(data, names, true)
	if local == nil || err != nil {
		return data, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(data); err != nil {
		return nil, err
	}
	if !html.Known(b.Bytes()) {
		return data, nil
	}
	object, isObject := bytes.CutSuffix(bytes.TrimSpace(b.Bytes()), []byte("}"))
	if !isObject || bytes.HasSuffix(object, []byte("{")) {
		return data, nil
	}
	with := bytes.NewBuffer(append(object, `,"local":`...))
	e = json.NewEncoder(with)
	e.SetEscapeHTML(false)
	if err := e.Encode(local); err != nil {
		return nil, err
	}
	return json.RawMessage(append(bytes.TrimSpace(with.Bytes()), '}')), nil
}
