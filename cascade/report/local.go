package report

import (
	"cmp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

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
func unitNamed(n *model.Network, u model.Unit) Cell { return same(unitNote(n, u)) }

func unitNote(n *model.Network, u model.Unit) model.Note {
	return note("verbatim", model.Called{Name: n.Name(u), Code: n.Code(u)})
}

// jsonLocal are names in the local script, by those in Latin script, as sentences have
// them; the film has that of each unit.
type jsonLocal struct {
	Tiers map[string]string `json:"tiers,omitempty"`
	Units map[string]string `json:"units,omitempty"`
}

// mostLocal is how many units a page has local names of for its sentences.
const mostLocal = 5000

// localJSON are the local names of tiers, and of units unless one name stands for
// several; nil where there are none.
func localJSON(l *Look) *jsonLocal {
	n := l.Network
	if n == nil {
		return nil
	}
	out := jsonLocal{Tiers: map[string]string{}, Units: map[string]string{}}
	for t, tier := range n.Tiers() {
		if local := norm.NFC.String(n.TierLocal(t)); local != "" {
			out.Tiers[tier] = local
		}
	}
	several := map[string]bool{}
	for u := model.Unit(0); l.Names && int(u) < n.Len() && len(out.Units) < mostLocal; u++ {
		name, local := n.Name(u), localName(n, u)
		if n.Ordinal(u) > 0 || several[name] {
			continue
		}
		if other, there := out.Units[name]; local == "" || there && other != local {
			delete(out.Units, name)
			several[name] = true
			continue
		}
		out.Units[name] = local
	}
	if len(out.Tiers)+len(out.Units) == 0 {
		return nil
	}
	return &out
}
