package register

import (
	"cmp"
	"harkara/model"
	"slices"
	"strings"
)

// treeNode is a unit of a tree with those below it.
type treeNode struct {
	kind                    model.Wording // of the top
	file                    string        // of the top
	name, code, local, tier string
	people, homes, shape    string
	level                   string // the key that its list has, above it
	children                []*treeNode
}

// read finds what a value says of a unit, and the units below it.
func (b *treeNode) read(v *value, level string) {
	b.level = level
	if v.list {
		for _, item := range v.items {
			b.children = append(b.children, b.below(item, level))
		}
		return
	}
	if len(v.keys) == 0 {
		b.name = v.text
		return
	}
	b.shape = cmp.Or(b.shape, v.shape)
	named := slices.ContainsFunc(v.keys, func(k string) bool { r := roleOf(k); return r.kind == "name" || r.kind == "code" })
	for i, k := range v.keys {
		item := v.items[i]
		r := roleOf(k)
		switch {
		case isContainer(k, item):
			b.addAll(item, strings.TrimSuffix(plainHeader(k), " list"))
		case item.list && !named && !item.objects():
			kid := b.below(item, "")
			kid.name = k
			b.children = append(b.children, kid)
		case item.list:
			for _, kid := range item.items {
				if !kid.list {
					b.children = append(b.children, b.below(kid, k))
				}
			}
		case item.object() && !named:
			b.children = append(b.children, b.keyed(k, item, ""))
		case item.object():
			b.read(item, level) // attributes in an object of their own
		case r.kind == "name":
			b.name = cmp.Or(b.name, item.text)
			if b.level == "" {
				b.level = r.stem
			}
		case r.kind == "code":
			b.code = cmp.Or(b.code, item.text)
		case r.kind == "local":
			b.local = cmp.Or(b.local, item.text)
		case r.kind == "tier":
			b.tier = cmp.Or(b.tier, item.text)
		case r.kind == "people":
			b.people = cmp.Or(b.people, item.text)
		case r.kind == "homes":
			b.homes = cmp.Or(b.homes, item.text)
		case !named: // name: people, or name: nothing
			kid := &treeNode{name: k}
			if isNumber(item.text) {
				kid.people = item.text
			} else if item.text != "" {
				kid.children = []*treeNode{{name: item.text}}
			}
			b.children = append(b.children, kid)
		}
	}
}

// isContainer tells whether a key says nothing but that units follow, as children or
// barangay_list do: a list of them, or an object with a key for each.
func isContainer(key string, v *value) bool {
	plain := plainHeader(key)
	bare, list := strings.CutSuffix(plain, " list")
	if !list && !slices.Contains(plainLevels, plain) && places[strings.ReplaceAll(plain, " ", "")] == 0 || bare == "" {
		return false
	}
	return v.list || v.object() && !slices.ContainsFunc(v.items, func(item *value) bool { return !item.list && !item.object() })
}

// addAll adds the units of a list, or of an object with a key for each.
func (b *treeNode) addAll(v *value, level string) {
	for i, item := range v.items {
		if v.list {
			if !item.list {
				b.children = append(b.children, b.below(item, level))
			}
			continue
		}
		b.children = append(b.children, b.keyed(v.keys[i], item, level))
	}
}

// keyed is a unit that is called by its key, unless it has a name of its own: then the
// key is its code.
func (b *treeNode) keyed(key string, v *value, level string) *treeNode {
	kid := b.below(v, level)
	if kid.name == "" || v.list {
		kid.name = key
	} else if kid.code == "" && kid.name != key {
		kid.code = key
	}
	return kid
}

func (b *treeNode) below(v *value, level string) *treeNode {
	kid := &treeNode{}
	kid.read(v, level)
	return kid
}

// plainLevels are keys of lists that say nothing of what is in them.
var plainLevels = []string{"", "children", "members", "items", "nodes", "units", "subunits", "reports", "directs", "data", "list", "subordinates", "staff", "team", "kids", "child", "sub", "results"}

// fromTrees makes the register of trees.
func (r *Register) fromTrees(trees []*treeNode, o Options) error {
	var units []draft
	var levels []map[string]int // by depth, how often each name of a level stands there
	var walk func(b *treeNode, up, depth int, where string) error
	walk = func(b *treeNode, up, depth int, where string) error {
		if b.name != "" || b.code != "" {
			if len(units) > o.Most {
				return model.Errorf("more than %d units", o.Most)
			}
			r.Report.Rows++
			r.Report.Units++
			u := draft{Unit: Unit{Code: cleanCode(b.code), Name: clean(b.name), Local: clean(b.local), People: r.Report.number(b.people, where), Homes: r.Report.number(b.homes, where), Shape: b.shape}, up: up, tier: clean(b.tier), where: position{in: tableName{file: where}}}
			if isNone(u.Code) || zeros(u.Code) {
				u.Code = ""
			}
			r.Report.PeopleRead += max(u.People, 0)
			for len(levels) <= depth {
				levels = append(levels, map[string]int{})
			}
			levels[depth][plainHeader(b.level)]++
			up, depth = len(units), depth+1
			units = append(units, u)
		}
		for _, kid := range b.children {
			if err := walk(kid, up, depth, where+"/"+short(kid.name)); err != nil {
				return err
			}
		}
		return nil
	}
	for _, t := range trees {
		r.Report.Files = append(r.Report.Files, model.Worded("%s: a tree, %s", t.file, t.kind))
		if err := walk(t, -1, 0, t.file); err != nil {
			return err
		}
	}
	shift := shiftOf(units)
	tiers := r.tiersByName(units, shift, slices.ContainsFunc(units, func(u draft) bool { return u.tier != "" }))
	if tiers == nil {
		var err error
		if tiers, err = tiersByDepth(units, shift); err != nil {
			return err
		}
		for d := range levels {
			if len(levels[d]) == 1 && d+shift < len(tiers) {
				for name := range levels[d] {
					if !slices.Contains(plainLevels, name) && !slices.Contains(tiers, name) {
						tiers[d+shift] = name
					}
				}
			}
		}
	}
	return r.finish(units, tiers, o.Name)
}

// number is a figure of people or households: -1 where there is none.
func (r *Report) number(s string, where any) int64 {
	if isNone(s) {
		return -1
	}
	x, ok := Whole(s)
	if !ok || x > maxPeople {
		r.found("no-number", "%s: %s", where, short(s))
		return -1
	}
	return x
}
