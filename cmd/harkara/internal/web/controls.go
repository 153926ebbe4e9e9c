package web

import (
	"cmp"
	"slices"
	"strconv"

	"harkara/cascade/report/words"
	"harkara/model"
)

// controls is what a page may change.
type controls struct {
	Page    string    `json:"page"` // what the page is called in its requests
	Title   string    `json:"title"`
	Sliders []control `json:"sliders"`
	Plans   []string  `json:"plans"`
	Seed    uint64    `json:"seed"`
}

// control is a value of the scenario, by its path, with the range in which it may be
// moved.
type control struct {
	Path  string  `json:"path"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Step  float64 `json:"step"`
}

// controls are those of the scenario as it is: the chance that people of each tier pass
// a message on, that each channel delivers, and the share of each audience. All are
// checked by the reader of the file.
func (s *Server) controls() (*controls, error) {
	sc, err := s.File.With(s.Options)
	if err != nil {
		return nil, err
	}
	s.Adjust(sc)
	n := sc.Network
	title := cmp.Or(sc.Title, sc.Name)
	if s.Language == words.Hindi {
		title = cmp.Or(sc.TitleLocal, title)
	}
	out := &controls{Title: title, Plans: sc.Plans, Seed: sc.Seed, Sliders: []control{}}
	if out.Plans == nil {
		out.Plans = []string{}
	}
	add := func(path string, value float64) {
		out.Sliders = append(out.Sliders, control{path, value, 0, 1, 0.01})
	}
	for t, tier := range n.Tiers() {
		in := n.InTier(t)
		serves := slices.ContainsFunc(n.Served(), func(u model.Unit) bool { return u >= in.Lo && u < in.Hi })
		if in.Len() == 0 || n.Forwarders(t) == 0 && !serves {
			continue
		}
		add("relays."+tier+".passes_on", n.Relay(in.Lo).PassesOn)
	}
	seen := map[string]bool{}
	for _, c := range n.Channels() {
		if !seen[c.Name] && c.Name != "direct" {
			add("channels."+c.Name+".delivers", c.Delivers)
		}
		seen[c.Name] = true
	}
	if pub := n.Public(); pub != nil {
		for _, h := range pub.Hears {
			if h.Kind == model.Broadcast {
				add("public.hears."+h.Name+".broadcast.share", h.Share)
			}
		}
	}
	// A value that the file does not say in that place cannot be set there.
	out.Sliders = slices.DeleteFunc(out.Sliders, func(c control) bool {
		_, err := sc.Vary([]string{c.Path + "=" + strconv.FormatFloat(c.Value, 'f', -1, 64)})
		return err != nil
	})
	return out, nil
}
