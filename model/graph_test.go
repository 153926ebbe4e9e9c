package model_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/path"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/testgraph"
	"gonum.org/v1/gonum/graph/topo"
	"gonum.org/v1/gonum/graph/traverse"
	"pgregory.net/rapid"

	"harkara/model"
)

// linked is a network of units without parents and the given extra links.
func linked(units int, links []model.Link) (*model.Network, error) {
	s := model.Spec{
		Tiers: []string{"unit"}, TierRelay: []int{0}, Relays: []model.Relay{{Notices: model.Fixed(0)}},
		Channels: []model.Channel{{Name: "post", Delivers: 1, Delay: model.Fixed(0)}}, Links: links,
	}
	for i := range units {
		s.Rows.Tier = append(s.Rows.Tier, 0)
		s.Rows.Parent = append(s.Rows.Parent, -1)
		s.Rows.Ordinal = append(s.Rows.Ordinal, int32(i+1))
		s.Rows.Population = append(s.Rows.Population, model.Unknown)
		s.Rows.Households = append(s.Rows.Households, model.Unknown)
	}
	return model.New(s)
}

// build makes gonum's test graphs into networks. Nodes are numbered anew, and
// links of a node to itself left out, as a network has none.
func build(nodes []graph.Node, edges []testgraph.WeightedLine, self, absent float64) (graph.Graph, []graph.Node, []testgraph.Edge, float64, float64, bool) {
	unit := map[int64]model.Unit{}
	var all []graph.Node
	add := func(v graph.Node) {
		if _, there := unit[v.ID()]; !there {
			all = append(all, model.Node(len(unit)))
			unit[v.ID()] = model.Unit(len(unit))
		}
	}
	for _, v := range nodes {
		add(v)
	}
	var links []model.Link
	var kept []testgraph.Edge
	for _, e := range edges {
		add(e.From())
		add(e.To())
		if from, to := unit[e.From().ID()], unit[e.To().ID()]; from != to {
			links = append(links, model.Link{From: from, To: to})
			kept = append(kept, simple.Edge{F: model.Node(from), T: model.Node(to)})
		}
	}
	if len(all) == 0 {
		return nil, nil, nil, 0, 0, false // a network has units
	}
	n, err := linked(len(all), links)
	if err != nil {
		panic(err)
	}
	return n, all, kept, self, absent, true
}

// Gonum's own tests of what a graph is.
func TestNetworkIsAGraph(t *testing.T) {
	for name, test := range map[string]func(t *testing.T){
		"nodes":          func(t *testing.T) { testgraph.ReturnAllNodes(t, build, true) },
		"node slice":     func(t *testing.T) { testgraph.ReturnNodeSlice(t, build, true) },
		"node existence": func(t *testing.T) { testgraph.NodeExistence(t, build) },
		"edge existence": func(t *testing.T) { testgraph.EdgeExistence(t, build, true) },
		"neighbours":     func(t *testing.T) { testgraph.ReturnAdjacentNodes(t, build, true, true) },
	} {
		t.Run(name, test)
	}
}

// drawn is a random forest with random links, and all its ways as pairs.
func drawn(t *rapid.T) (*model.Network, map[[2]int64]bool) {
	s := forest(t)
	s.Channels = []model.Channel{{Name: "post", Delivers: 1, Delay: model.Fixed(0)}}
	row := rapid.Int32Range(0, int32(len(s.Rows.Tier))-1)
	for range rapid.IntRange(0, 30).Draw(t, "links") {
		s.Links = append(s.Links, model.Link{From: row.Draw(t, "from"), To: row.Draw(t, "to")})
	}
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	ways := map[[2]int64]bool{}
	for u := range model.Unit(n.Len()) {
		if p := n.Parent(u); p != model.NoUnit {
			ways[[2]int64{int64(p), int64(u)}] = true
		}
		for _, l := range n.LinksFrom(u) {
			ways[[2]int64{int64(l.From), int64(l.To)}] = true
		}
	}
	for w := range ways {
		if w[0] == w[1] {
			delete(ways, w)
		}
	}
	return n, ways
}

func TestWaysFromAndTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, ways := drawn(t)
		for u := range int64(n.Len()) {
			var from, to []int64
			for v := range int64(n.Len()) {
				if ways[[2]int64{u, v}] {
					from = append(from, v)
				}
				if ways[[2]int64{v, u}] {
					to = append(to, v)
				}
				if n.HasEdgeFromTo(u, v) != ways[[2]int64{u, v}] || (n.Edge(u, v) != nil) != ways[[2]int64{u, v}] ||
					n.HasEdgeBetween(u, v) != (ways[[2]int64{u, v}] || ways[[2]int64{v, u}]) {
					t.Fatalf("a way from %d to %d: %v", u, v, n.HasEdgeFromTo(u, v))
				}
			}
			if got := ids(n.From(u)); !slices.Equal(got, from) {
				t.Fatalf("from %d: %v, want %v", u, got, from)
			}
			if got := ids(n.To(u)); !slices.Equal(got, to) {
				t.Fatalf("to %d: %v, want %v", u, got, to)
			}
		}
	})
}

func ids(nodes graph.Nodes) (out []int64) {
	for nodes.Next() {
		out = append(out, nodes.Node().ID())
	}
	slices.Sort(out)
	return out
}

// fanned is a regular tree with links between siblings of its last tier.
func fanned(t testing.TB, fan ...int) *model.Network {
	t.Helper()
	s := model.Spec{Relays: []model.Relay{{Notices: model.Fixed(0)}}, Channels: []model.Channel{{Name: "post", Delivers: 1, Delay: model.Fixed(0)}}}
	above := []int32{-1}
	r := &s.Rows
	for tier, each := range fan {
		s.Tiers, s.TierRelay = append(s.Tiers, fmt.Sprint("tier", tier)), append(s.TierRelay, 0)
		var here []int32
		for _, p := range above {
			for i := range each {
				here = append(here, int32(len(r.Tier)))
				r.Tier, r.Parent, r.Ordinal = append(r.Tier, uint8(tier)), append(r.Parent, p), append(r.Ordinal, int32(i+1))
				r.Population, r.Households = append(r.Population, model.Unknown), append(r.Households, model.Unknown)
			}
			for a := len(here) - each; tier == len(fan)-1 && a < len(here); a++ {
				for b := len(here) - each; b < len(here); b++ {
					if a != b {
						s.Links = append(s.Links, model.Link{From: here[a], To: here[b]})
					}
				}
			}
		}
		above = here
	}
	n, err := model.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Gonum's algorithms run on a network as they are.
func TestAlgorithmsOnANetwork(t *testing.T) {
	n := fanned(t, 1, 3, 4, 5) // 1 + 3 + 12 + 60 units
	shortest := path.DijkstraFrom(n.Node(0), n)
	for tier := range n.Tiers() {
		for u := n.InTier(tier).Lo; u < n.InTier(tier).Hi; u++ {
			if hops := shortest.WeightTo(int64(u)); hops != float64(tier) {
				t.Errorf("unit %d of tier %d is %v hops away", u, tier, hops)
			}
		}
	}
	walk, met := traverse.BreadthFirst{}, 0
	walk.Walk(n, n.Node(0), func(graph.Node, int) bool { met++; return false })
	if met != n.Len() {
		t.Errorf("a walk meets %d of %d units", met, n.Len())
	}
	// Siblings of the last tier tell each other: twelve components of five.
	sizes := map[int]int{}
	for _, c := range topo.TarjanSCC(n) {
		sizes[len(c)]++
	}
	if sizes[1] != 16 || sizes[5] != 12 || len(sizes) != 2 {
		t.Errorf("components by size: %v", sizes)
	}
	if _, err := topo.Sort(n); err == nil {
		t.Error("siblings that tell each other are no cycle")
	}
	if order, err := topo.Sort(fanned(t, 2, 3, 1)); err != nil || len(order) != 2+6+6 {
		t.Errorf("a forest of %d units: %v", len(order), err)
	}
}

// Whoever asks first makes the index of who is told by whom; all may ask at once.
func TestToFromManyGoroutines(t *testing.T) {
	n := fanned(t, 1, 10, 30)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := n.To(11).Len(); got != 30 {
				t.Errorf("%d units tell unit 11, want its parent and 29 siblings", got)
			}
		})
	}
	wait.Wait()
}

// BenchmarkTo asks who tells a unit, in a network of 120,000 extra links.
func BenchmarkTo(b *testing.B) {
	n := fanned(b, 1, 400, 18)
	u := int64(0)
	for b.Loop() {
		u = (u + 1) % int64(n.Len())
		n.To(u)
	}
}
