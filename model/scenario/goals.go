package scenario

import "harkara/model"

// checkGoals refuses goals about nobody: on a tier without units, or of people
// where there are none. They could be called neither met nor missed.
func (d *decoder) checkGoals(n *model.Network, goals []model.Goal) error {
	items := d.list(d.root.get("questions").get("goals"), "questions.goals")
	for i, g := range goals {
		at, path := items[i].get("tier"), index("questions.goals", i)+".tier"
		switch t := n.TierIndex(g.Tier); {
		case t >= 0 && n.InTier(t).Len() == 0:
			d.fail(at, path, "there is no unit of tier %s in the network: a goal needs somebody to reach", quote(g.Tier))
		case t < 0 && len(n.Served()) == 0:
			d.fail(at, path, "no unit serves people, as tier %s has no units: a goal needs somebody to reach", quote(n.Tiers()[max(n.Public().Tier, 0)]))
		case t < 0 && total(n.People()) == 0:
			d.fail(at, path, "there is nobody: no unit that serves people has any (give population in the network, or public.population)")
		}
	}
	return d.problems.err()
}

// checkWho is checkGoals for what was decoded without problems, but is no network
// yet.
func (d *decoder) checkWho(goals []model.Goal) {
	n, err := model.New(d.spec)
	if err != nil {
		d.fail(d.root.get("network"), "network", "%v", err)
		return
	}
	_ = d.checkGoals(n, goals) // it is among the problems
}

// noteTops notes units that have nothing above them and are told by nobody,
// where it is not said at which units the message starts.
func (d *decoder) noteTops(out *Scenario) {
	n := out.Network
	told := make([]bool, n.Len())
	told[0] = true
	for _, l := range n.Links() {
		told[l.To] = true
	}
	var tops []model.Unit
	for u := range model.Unit(n.Len()) {
		if n.Parent(u) == model.NoUnit && !told[u] {
			tops = append(tops, u)
		}
	}
	if len(tops) == 0 {
		return
	}
	for i, rows := range d.senders {
		if rows != nil {
			continue
		}
		d.note("tops", int64(len(tops)), out.Messages[i].Name, n.Name(0), n.Name(tops[0]))
		if people := peopleBelow(n, tops); people > 0 {
			d.note("tops-people", people, n.Name(0))
		}
	}
}

// peopleBelow is how many people units and those below them have.
func peopleBelow(n *model.Network, units []model.Unit) int64 {
	within := make([]bool, n.Len())
	for _, u := range units {
		within[u] = true
	}
	for u, p := range n.Parents() { // parents first
		within[u] = within[u] || p != model.NoUnit && within[p]
	}
	sum := int64(0)
	for i, u := range n.Served() {
		if within[u] {
			sum += n.People()[i]
		}
	}
	return sum
}

func total(figures []int64) int64 {
	sum := int64(0)
	for _, x := range figures {
		sum += x
	}
	return sum
}
