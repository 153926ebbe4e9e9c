package scenario

import "harkara/model"

// readSegmentShares reads the names and shares of segments.
func (d *decoder) readSegmentShares(f fields, p *model.Public) {
	n := f.get("segments")
	if n == nil || !d.isMapping(n, f.at("segments"), nil) {
		return
	}
	if len(n.entries) > maxSegments {
		d.fail(n, f.at("segments"), "%d segments: at most %d", len(n.entries), maxSegments)
		return
	}
	if len(n.entries) == 0 {
		d.fail(n, f.at("segments"), "has no segments: leave it out where there are none")
		return
	}
	before := len(d.problems.list)
	var shares []float64
	for _, e := range n.entries {
		path := join(f.at("segments"), e.key)
		x := 0.0
		if e.value.kind == scalar {
			x, _ = d.share(e.value, path)
		} else {
			s, _ := d.open(e.value, path, segmentShape)
			x = s.share("share", 0)
		}
		shares = append(shares, x)
		p.Segments = append(p.Segments, model.Segment{Name: e.key})
	}
	if len(d.problems.list) == before {
		d.addUp(n, f.at("segments"), shares)
	}
	for i, x := range shares {
		p.Segments[i].Share = x
	}
}

// readSegmentSources reads the sources that only a segment hears; they are
// named after it.
func (d *decoder) readSegmentSources(top, f fields, p *model.Public) {
	for i, s := range p.Segments {
		n := f.get("segments").get(s.Name)
		if n.kind != mapping {
			continue
		}
		d.readHears(top, fields{d, n, join(f.at("segments"), s.Name)}, p, s.Name+".", uint64(1)<<i)
	}
}
