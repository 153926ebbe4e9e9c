package model

import (
	"slices"
	"sync"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
)

// Node is a unit as gonum's graph algorithms see it.
type Node Unit

// ID is the unit's index.
func (v Node) ID() int64 { return int64(v) }

// edge is one way for the message.
type edge struct{ from, to Node }

func (e edge) From() graph.Node         { return e.from }
func (e edge) To() graph.Node           { return e.to }
func (e edge) ReversedEdge() graph.Edge { return edge{e.to, e.from} }

var _ graph.Directed = (*Network)(nil)

// Node is the unit of that index, or nil.
func (n *Network) Node(id int64) graph.Node {
	if id < 0 || id >= int64(n.Len()) {
		return nil
	}
	return Node(id)
}

// Nodes are all units.
func (n *Network) Nodes() graph.Nodes {
	return iterator.NewImplicitNodes(0, n.Len(), func(id int) graph.Node { return Node(id) })
}

// From are the units that a unit tells: its children and those it is linked to.
func (n *Network) From(id int64) graph.Nodes {
	if n.Node(id) == nil {
		return graph.Empty
	}
	u := Unit(id)
	children, links := n.Children(u), n.LinksFrom(u)
	out := make([]graph.Node, 0, len(children)+len(links))
	for _, v := range children {
		out = append(out, Node(v))
	}
	seen := map[Unit]bool{u: true}
	for _, l := range links {
		if !seen[l.To] && n.parent[l.To] != u {
			seen[l.To] = true
			out = append(out, Node(l.To))
		}
	}
	return nodes(out)
}

// To are the units that tell a unit: its parent and those linked to it.
func (n *Network) To(id int64) graph.Nodes {
	if n.Node(id) == nil {
		return graph.Empty
	}
	u := Unit(id)
	var out []graph.Node
	seen := map[Unit]bool{u: true}
	if p := n.parent[u]; p != NoUnit {
		seen[p] = true
		out = append(out, Node(p))
	}
	for _, from := range n.linkedTo(u) {
		if !seen[from] {
			seen[from] = true
			out = append(out, Node(from))
		}
	}
	return nodes(out)
}

// incoming is the extra links by the units they lead to. It is made when it is
// first asked for, as only graph algorithms ask.
type incoming struct {
	once  sync.Once
	start []int32 // of unit u: from[start[u]:start[u+1]]
	from  []Unit
}

// linkedTo are the units with an extra link to u, ascending.
func (n *Network) linkedTo(u Unit) []Unit {
	if len(n.links) == 0 {
		return nil
	}
	n.incoming.once.Do(func() {
		b := &n.incoming
		b.start = starts(n.Len(), func(count func(int32)) {
			for _, l := range n.links {
				count(l.To)
			}
		})
		b.from = make([]Unit, len(n.links))
		at := slices.Clone(b.start)
		for _, l := range n.links {
			b.from[at[l.To]] = l.From
			at[l.To]++
		}
	})
	return n.incoming.from[n.incoming.start[u]:n.incoming.start[u+1]]
}

func nodes(list []graph.Node) graph.Nodes {
	if len(list) == 0 {
		return graph.Empty
	}
	return iterator.NewOrderedNodes(list)
}

// HasEdgeFromTo tells whether u may inform v directly.
func (n *Network) HasEdgeFromTo(u, v int64) bool {
	if n.Node(u) == nil || n.Node(v) == nil || u == v {
		return false
	}
	if n.parent[v] == Unit(u) {
		return true
	}
	return slices.ContainsFunc(n.LinksFrom(Unit(u)), func(l Link) bool { return l.To == Unit(v) })
}

// HasEdgeBetween tells whether either may inform the other directly.
func (n *Network) HasEdgeBetween(u, v int64) bool {
	return n.HasEdgeFromTo(u, v) || n.HasEdgeFromTo(v, u)
}

// Edge is the way from u to v, or nil.
func (n *Network) Edge(u, v int64) graph.Edge {
	if !n.HasEdgeFromTo(u, v) {
		return nil
	}
	return edge{Node(u), Node(v)}
}
