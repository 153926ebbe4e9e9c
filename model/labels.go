package model

import (
	"strconv"
)

// Name is the unit's name; a generated unit is called after its parent.
func (n *Network) Name(u Unit) string {
	if l := n.label[u]; l >= 0 && int(l) < len(n.names) {
		return n.names[l]
	}
	ordinal := strconv.Itoa(int(-n.label[u]))
	if p := n.parent[u]; p != NoUnit {
		if n.label[p] < 0 && n.parent[p] != NoUnit {
			return n.Name(p) + "." + ordinal
		}
		return n.Name(p) + " " + ordinal
	}
	return n.tiers[n.TierOf(u)] + " " + ordinal
}

// Ordinal is n where the unit is the nth generated child of its parent, after which it
// is called, and 0 where it has a name of its own.
func (n *Network) Ordinal(u Unit) int32 { return max(-n.label[u], 0) }

// LocalName is the unit's name in the local script, or "".
func (n *Network) LocalName(u Unit) string {
	if l := n.label[u]; l >= 0 && int(l) < len(n.locals) {
		return n.locals[l]
	}
	return ""
}

// Path is the names of the unit and all above it, from the top, with slashes.
func (n *Network) Path(u Unit) string {
	if p := n.parent[u]; p != NoUnit {
		return n.Path(p) + "/" + n.Name(u)
	}
	return n.Name(u)
}

// Code is what tells the unit from all others: the code given for it, or the
// path of names from the top.
func (n *Network) Code(u Unit) string { return string(n.appendCode(nil, u)) }

func (n *Network) appendCode(b []byte, u Unit) []byte {
	l := n.label[u]
	if l >= 0 && int(l) < len(n.codes) && n.codes[l] != "" {
		return append(b, n.codes[l]...)
	}
	if p := n.parent[u]; p != NoUnit {
		b = append(n.appendCode(b, p), '/')
	}
	if l < 0 {
		return strconv.AppendInt(b, int64(-l), 10)
	}
	return append(b, n.names[l]...)
}
