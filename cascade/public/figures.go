package public

import (
	"fmt"
	"strings"

	"harkara/cascade"
	"harkara/model"
)

// Figures are what a reader must know of how figures of people were spread over
// the served units.
func Figures(n *model.Network) []cascade.Warning {
	var out []cascade.Warning
	say := func(code, format string, a ...any) {
		out = append(out, cascade.Warning{Code: code, Text: fmt.Sprintf(format, a...)})
	}
	pub := n.Public()
	if pub == nil || len(n.Served()) == 0 {
		return nil
	}
	spread := n.Spread()
	served := "units"
	if pub.Tier >= 0 {
		served = n.Tiers()[pub.Tier] + " units"
	}
	if spread.Shared > 0 {
		var from []string
		for t, name := range n.Tiers() {
			if spread.From>>t&1 == 1 {
				from = append(from, name)
			}
		}
		say("even-share", "people are not given for %s of the %s; each has an even share of its %s's figure",
			model.Thousands(int64(spread.Shared)), served, strings.Join(from, " or "))
	}
	if spread.Default > 0 {
		say("default-population", "%s of the %s have no figure of people and get the public's population each", model.Thousands(int64(spread.Default)), served)
	}
	if spread.Unserved > 0 {
		say("unserved", "%s people of the figures have no unit that serves them and are not counted", model.Thousands(spread.Unserved))
	}
	if spread.Over > 0 {
		say("over", "figures that exceed the figure above them were scaled down to it, by %s people in all", model.Thousands(spread.Over))
	}
	if spread.Added > 0 {
		say("added", "figures that leave something of the figure above them were scaled up to it, by %s people in all (network.add_up)", model.Thousands(spread.Added))
	}
	return out
}
