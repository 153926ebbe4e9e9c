package model

import "iter"

// LinkPart is links in the order in which they are read. Where many follow each other that
// leave one row, as in most files, it takes little more than four bytes a link.
type LinkPart struct {
	to   []int32
	runs []linkRun
}

// linkRun is links that follow each other and leave one row over one channel: those of the
// part up to, not including, end.
type linkRun struct {
	from, over int32
	end        int32
}

// NewLinkPart is links in a row, whose channels are places in over.
func NewLinkPart(links []Link, over []int32) LinkPart {
	runs := 0
	for i, l := range links {
		if i == 0 || l.From != links[i-1].From || l.Over != links[i-1].Over {
			runs++
		}
	}
	// With their number known nothing is kept that is not used.
	p := LinkPart{to: make([]int32, len(links)), runs: make([]linkRun, 0, runs)}
	for i, l := range links {
		p.to[i] = l.To
		if i == 0 || l.From != links[i-1].From || l.Over != links[i-1].Over {
			p.runs = append(p.runs, linkRun{from: l.From, over: over[l.Over]})
		}
		p.runs[len(p.runs)-1].end = int32(i + 1)
	}
	return p
}

// all are the links, in order.
func (p *LinkPart) all(yield func(Link) bool) bool {
	at := int32(0)
	for _, r := range p.runs {
		for ; at < r.end; at++ {
			if !yield(Link{From: r.from, To: p.to[at], Over: r.over}) {
				return false
			}
		}
	}
	return true
}

// allLinks are all links, those of parts first.
func (s *Spec) allLinks() iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for i := range s.LinkParts {
			if !s.LinkParts[i].all(yield) {
				return
			}
		}
		for _, l := range s.Links {
			if !yield(l) {
				return
			}
		}
	}
}

// setLinks sorts links by the unit they leave, and else as they come.
func (n *Network) setLinks(all iter.Seq[Link], unitOf []Unit) {
	n.linkStart = starts(len(n.parent), func(count func(int32)) {
		for l := range all {
			count(unitOf[l.From])
		}
	})
	if n.linkStart[len(n.parent)] == 0 {
		return
	}
	n.links = make([]Link, n.linkStart[len(n.parent)])
	// Each row begins where the one before has grown to: no array of places beside it.
	for l := range all {
		from := unitOf[l.From]
		n.links[n.linkStart[from]] = Link{From: from, To: unitOf[l.To], Over: l.Over}
		n.linkStart[from]++
	}
	copy(n.linkStart[1:], n.linkStart)
	n.linkStart[0] = 0
}
