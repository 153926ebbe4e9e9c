package scenario

import (
	"slices"

	"harkara/model"
)

// readOthers reads what messages say of each other.
func (d *decoder) readOthers(out []model.Message) {
	for _, s := range d.sent {
		replaces, contradicts := []int(nil), 0
		if s.get("replaces") != nil {
			replaces = d.messagesCalled(s.fields, "replaces", s.first)
		}
		if n := s.get("contradicts"); n != nil {
			contradicts = d.contradicted(s, n, s.first)
		}
		for i := s.first; i < s.first+s.count(); i++ {
			out[i].Replaces, out[i].Contradicts = replaces, contradicts
		}
	}
	d.checkPairs(out)
}

// contradicted is 1 + the index of the message that another contradicts; 0 after saying
// what is wrong.
func (d *decoder) contradicted(s sent, n *node, own int) int {
	found := d.messagesCalled(s.fields, "contradicts", own)
	switch {
	case d.root.get("public") == nil:
		d.fail(n, s.at("contradicts"), "is about what people believe, and there are none: add public")
	case s.times > 0 || s.Stream != nil:
		d.fail(n, s.at("contradicts"), "one message contradicts one other: leave out every and arrives")
	case len(found) > 1:
		d.fail(n, s.at("contradicts"), "%s is a series: name one of its messages, as in %s-1", quote(n.text), n.text)
	case len(found) == 1:
		return found[0] + 1
	}
	return 0
}

// checkPairs refuses messages that are in two contradictions.
func (d *decoder) checkPairs(out []model.Message) {
	partner := map[int]int{}
	for _, s := range d.sent {
		i := s.first
		if x := out[i].Contradicts - 1; x >= 0 {
			for _, m := range []int{i, x} {
				if other, taken := partner[m]; taken {
					d.fail(s.get("contradicts"), s.at("contradicts"), "%s already contradicts %s: a person believes one of two", quote(out[m].Name), quote(out[other].Name))
				}
			}
			partner[i], partner[x] = x, i
		}
	}
}

// messagesCalled are the messages that a key names: a series is all of its own. A
// message does not mean itself.
func (d *decoder) messagesCalled(f fields, key string, own int) []int {
	var names, heads []string // of all messages, and as they stand in the file
	of := map[string][]int{}
	for _, s := range d.sent {
		heads, names = append(heads, s.Name), append(names, s.Name)
		for i := range s.count() {
			of[s.Name] = append(of[s.Name], s.first+i)
		}
	}
	for _, s := range d.sent {
		for k, m := range s.series() {
			if m.Name != s.Name {
				names, of[m.Name] = append(names, m.Name), []int{s.first + k}
			}
		}
	}
	var out []int
	for _, n := range f.texts(key) {
		found := match(n.text, names)
		if found < 0 {
			d.fail(n, f.at(key), "unknown message %s%s", quote(n.text), choose(n.text, heads))
			continue
		}
		for _, m := range of[names[found]] {
			switch {
			case m == own:
				d.fail(n, f.at(key), "a message cannot name itself")
			case slices.Contains(out, m):
				d.fail(n, f.at(key), "message %s is there twice", quote(n.text))
			default:
				out = append(out, m)
			}
		}
	}
	slices.Sort(out)
	return out
}
