package scenario

import (
	"io"
	"slices"
	"strings"

	"harkara/model"
	"harkara/model/register"
)

// importUnits appends the units of a file that is no table of the columns that a
// network's file has, as register.Import reads it. False is such a table, or a file
// that cannot be opened, which is told elsewhere.
func (d *decoder) importUnits(h *hierarchy, f fields, n *node, path string, tiers []string, offset int, prefix string) bool {
	if n.at.typed() {
		d.allowed[n.text] = true // named on the command line
	}
	raw, err := d.session.open(n.text)
	if err != nil {
		return false
	}
	raw.Close()
	if d.skipLong && d.long(n.text) {
		d.addFiles(n.text)
		d.postponed = true
		return true
	}
	src := register.Source{Name: n.text, Open: func() (io.ReadCloser, error) { return d.session.open(n.text) }}
	asked := f.get("map") != nil || f.get("sheet") != nil
	if columns, err := register.Header(src); err != nil || columns != nil && !asked && ownTable(columns, tiers) {
		return false
	}
	d.addFiles(n.text)
	o := register.Options{Sheet: f.text("sheet", ""), Map: map[string]string{}, Most: int(h.limit), Name: tiers[0]}
	if m := f.get("map"); m != nil && d.isMapping(m, f.at("map"), nil) {
		for _, e := range m.entries {
			o.Map[e.key] = e.value.text
		}
	}
	r, err := register.Import([]register.Source{src}, o)
	if err != nil {
		d.fail(n, path, "%v", err)
		return true
	}
	d.addRegister(h, r, n, path, tiers, offset, prefix)
	return true
}

// ownTable tells whether a header is that of a network's file, or nearly, or has a
// column for each tier.
func ownTable(columns, tiers []string) bool {
	near := 0
	for _, c := range columns {
		if match(c, unitNeeds) >= 0 || model.Nearest(c, slices.Values(unitNeeds)) != "" {
			near++
		}
	}
	everyTier := !slices.ContainsFunc(tiers, func(t string) bool { return match(t, columns) < 0 })
	return 2*near >= len(unitNeeds) || everyTier
}

// addRegister appends the units of a register, whose tiers the scenario must name.
func (d *decoder) addRegister(h *hierarchy, r *register.Register, n *node, path string, tiers []string, offset int, prefix string) {
	if len(r.Links) > 0 {
		d.fail(n, path, "%s has %s ties beside those to parents: harkara import %s --out FOLDER writes them as links", shorten(n.text), model.Thousands(int64(len(r.Links))), shorten(n.text))
		return
	}
	to := make([]int, len(r.Tiers))
	for i, t := range r.Tiers {
		if to[i] = match(t, tiers); to[i] < 0 || i > 0 && to[i] <= to[i-1] {
			d.fail(n, path, "the tiers of %s are %s: write them as network.tiers, as in tiers: [%s]", shorten(n.text), listed(r.Tiers), shortenTo(strings.Join(r.Tiers, ", "), 120))
			return
		}
	}
	base := int32(len(h.rows.Tier))
	for _, u := range r.Units {
		h.grow()
		parent := int32(-1)
		if u.Parent >= 0 {
			parent = base + int32(u.Parent)
		}
		row := h.addNamed(u.Name, prefix+u.Code, u.Local, to[u.Tier]+offset, parent)
		h.rows.Population[row], h.rows.Households[row] = known(u.People), known(u.Homes)
	}
	h.trim()
	for _, line := range r.Report.Done() {
		h.notes = append(h.notes, model.NewNote("imported", n.text, line))
	}
}

func known(x int64) int64 {
	if x < 0 {
		return model.Unknown
	}
	return x
}
