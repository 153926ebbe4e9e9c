package public

import (
	"slices"
	"testing"

	"harkara/cascade"
	"harkara/model"
)

// What is kept of talk is used where people, law and starts are the same, and where one
// of them is not, nothing is: each of these differs in one thing from the first.
func TestKeptTalkIsOfOneLaw(t *testing.T) {
	first := oneVillage(t)
	counts := func(c *Crowd, start model.Tick) (out []Count) {
		w, cell := c.Fork(), c.NewCell(c.All(), 0)
		for trial := range uint64(3) {
			w.Play(trial, &cascade.Outcome{Start: []model.Tick{start}})
			w.Begin(cell)
			for _, at := range c.columns {
				p, h := w.Ask(cell, at)
				out = append(out, p, h)
			}
		}
		return out
	}
	change := func(f func(*villageSpec)) villageSpec {
		x := first
		f(&x)
		return x
	}
	cache := cascade.NewCache(1 << 30)
	one := first.crowd(t, cache)
	want := counts(one, 0)
	if got := len(one.keeps.plays); got != 3 {
		t.Fatalf("of three plays %d are kept", got)
	}
	for name, x := range map[string]struct {
		villageSpec
		same bool
	}{
		"the same": {first, true},
		"share":    {change(func(x *villageSpec) { x.share = 0.04 }), false},
		"chance":   {change(func(x *villageSpec) { x.chance = 0.8 }), false},
		"delay":    {change(func(x *villageSpec) { x.air = hours(t, 6) }), false},
		"telling":  {change(func(x *villageSpec) { x.tells = hours(t, 21) }), false},
		"people":   {change(func(x *villageSpec) { x.people = 1501 }), false},
		"homes":    {change(func(x *villageSpec) { x.homes = 301 }), false},
		"seed":     {change(func(x *villageSpec) { x.seed = 2 }), false},
		"horizon":  {change(func(x *villageSpec) { x.horizon += model.Hour }), false},
		"doors":    {change(func(x *villageSpec) { x.closed = 0.4 }), false},
	} {
		c, alone := x.crowd(t, cache), x.crowd(t, nil)
		if same := c.keeps == one.keeps; same != x.same {
			t.Errorf("%s: one law with the first: %v", name, same)
		}
		if got := counts(c, 0); !slices.Equal(got, counts(alone, 0)) || slices.Equal(got, want) != x.same {
			t.Errorf("%s: counts are not those without what is kept, or not others than the first", name)
		}
	}
	again := first.crowd(t, cache)
	if got := counts(again, model.Hour); slices.Equal(got, want) || !slices.Equal(got, counts(first.crowd(t, nil), model.Hour)) {
		t.Error("another start is played as the first")
	}
	if got := counts(again, 0); !slices.Equal(got, want) || len(one.keeps.plays[playOf{0, 0}]) != 2 {
		t.Error("two starts of a play are not kept beside each other")
	}
	full := first.crowd(t, cascade.NewCache(100))
	if got := counts(full, 0); !slices.Equal(got, want) {
		t.Error("a cache without room changes counts")
	}
}

// Where nothing is asked after the last column, counts at columns are what they were.
func TestColumnsOnly(t *testing.T) {
	c, short := oneVillage(t).crowd(t, nil), oneVillage(t).crowd(t, nil)
	short.ColumnsOnly()
	if short.followed >= c.followed {
		t.Fatalf("%d of %d times are followed", short.followed, c.followed)
	}
	a, b := c.Fork(), short.Fork()
	for trial := range uint64(3) {
		out := &cascade.Outcome{Start: []model.Tick{model.Hour}}
		a.Play(trial, out)
		b.Play(trial, out)
		cell, other := c.NewCell(c.All(), 0), short.NewCell(short.All(), 0)
		a.Begin(cell)
		b.Begin(other)
		for _, at := range c.columns {
			p, h := a.Ask(cell, at)
			q, g := b.Ask(other, at)
			if p != q || h != g || p.Drawn == 0 {
				t.Errorf("trial %d at %d: %v %v, with columns only %v %v", trial, at, p, h, q, g)
			}
		}
	}
}

// villageSpec is one village whose people hear of a broadcast, at doors and from each
// other.
type villageSpec struct {
	people, homes int64
	share, chance float64
	air, tells    model.Delay
	seed          uint64
	horizon       model.Tick
	closed        float64
}

func hours(t *testing.T, mean float64) model.Delay {
	t.Helper()
	d, err := model.NewExponential(3600 * mean)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func oneVillage(t *testing.T) villageSpec {
	return villageSpec{1500, 300, 0.03, 0.9, hours(t, 5), hours(t, 20), 1, 5 * model.Day, 0.3}
}

func (x villageSpec) crowd(t *testing.T, cache *cascade.Cache) *Crowd {
	t.Helper()
	n, err := model.New(model.Spec{
		Tiers: []string{"village"},
		Rows: model.Rows{Tier: []uint8{0}, Parent: []int32{-1}, Ordinal: []int32{0}, Population: []int64{x.people},
			Households: []int64{x.homes}, Name: []string{"village"}, Code: []string{""}},
		Channels:  []model.Channel{{Name: "air", Delivers: x.chance, Delay: x.air}},
		TierRelay: []int{0},
		Relays:    []model.Relay{{People: 1, PassesOn: 1, Notices: model.Fixed(0)}},
		Public: &model.Public{Hears: []model.Source{
			{Name: "cast", Kind: model.Broadcast, From: -1, Share: x.share},
			{Name: "doors", Kind: model.Visits, From: -1, Workers: 1, PerHour: 2, Closed: x.closed, Again: 1},
			{Name: "talk", Kind: model.Talk, Rate: 0.8, Tells: x.tells},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := cascade.Problem{
		Network: n, Messages: []model.Message{{Name: "m", From: []model.Unit{0}, Expires: model.Never}}, Seed: x.seed, Cache: cache,
		Question: model.Question{Horizon: x.horizon, At: []model.Tick{model.Day, 3 * model.Day}},
	}
	c, err := New(p, p.Question.At, Auto)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
