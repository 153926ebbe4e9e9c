package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"harkara/model"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every key of the schema is in the reference, in words, with an example that
// the schema allows.
func TestReferenceHasEveryKey(t *testing.T) {
	listed := map[string]Key{}
	for _, k := range Keys() {
		if listed[k.Path].Path != "" {
			t.Errorf("%s is there twice", k.Path)
		}
		listed[k.Path] = k
		if k.About == "" || k.Kind == "" || strings.HasSuffix(k.Example, ": ") {
			t.Errorf("%+v says too little", k)
		}
	}
	for _, s := range append(shapes(), scenarioShape) {
		for _, f := range s.keys {
			if !slices.ContainsFunc(Keys(), func(k Key) bool {
				return k.Path[strings.LastIndexByte(k.Path, '.')+1:] == f.name && strings.Contains(k.About, aboutOf(f))
			}) {
				t.Errorf("%s.%s is not in the reference", s.name, f.name)
			}
		}
	}
}

func TestExamplesAreAllowed(t *testing.T) {
	made, err := makeSchema()
	if err != nil {
		t.Fatal(err)
	}
	var doc js
	if err := json.Unmarshal(made, &doc); err != nil {
		t.Fatal(err)
	}
	// One more definition for each key: an object that may have this key alone.
	defs := doc["$defs"].(js)
	each := func(do func(name, shape string, f field)) {
		for _, s := range append(shapes(), scenarioShape) {
			for _, f := range s.keys {
				do("key of "+s.name+" "+f.name, s.name, f)
			}
		}
	}
	each(func(name, _ string, f field) { defs[name] = js{"type": "object", "properties": js{f.name: f.value}} })
	whole, err := json.Marshal(js{"$defs": defs})
	if err != nil {
		t.Fatal(err)
	}
	read, err := jsonschema.UnmarshalJSON(bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("keys.json", read); err != nil {
		t.Fatal(err)
	}
	each(func(name, shape string, f field) {
		schema, err := c.Compile("keys.json#/$defs/" + url.PathEscape(name))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schema, []byte(f.name+": "+exampleOf(shape, f)+"\n")); err != nil {
			t.Errorf("%s.%s: %s: %v", shape, f.name, exampleOf(shape, f), err)
		}
	})
}

func TestFindKey(t *testing.T) {
	for path, want := range map[string]string{
		"relays.block.passes_on": "relays.TIER.passes_on", "channels.phone.retry": "channels.NAME.retry", "messages.0.from": "messages.from",
		"questions.goals.1.by": "questions.goals.by", "network.tree": "network.tree", "relays": "relays", "relays.block": "", "relays.block.no": "",
	} {
		if k, found := FindKey(path); k.Path != want || found != (want != "") {
			t.Errorf("%s: %q, want %q", path, k.Path, want)
		}
	}
	k, _ := FindKey("channels.phone.retry")
	if inside := k.Inside(); len(inside) != 3 || !slices.ContainsFunc(inside, func(k Key) bool { return k.Path == "channels.NAME.retry.times" && k.Needed }) {
		t.Errorf("%+v", inside)
	}
}

// Every key that may be left out says what holds then, once: as a value, which the
// schema has as well, or in words. What the text of the key says is the same.
func TestStandards(t *testing.T) {
	left := map[string]bool{}
	for name := range fallbacks {
		left[name] = true
	}
	for _, s := range append(shapes(), scenarioShape) {
		for _, f := range s.keys {
			name := s.name + "." + f.name
			x, has := fallbacks[name]
			delete(left, name)
			if needed := slices.Contains(s.need, f.name); has == needed {
				t.Errorf("%s: needed: %v, but left out: %v", name, needed, x)
			}
			if has && (x.value == nil) == (x.words == "") {
				t.Errorf("%s: %+v is neither a value nor words", name, x)
			}
			if _, said, found := strings.Cut(strings.TrimSuffix(f.about, " if left out"), "; "); found && strings.HasSuffix(f.about, " if left out") {
				if said == "no" {
					said = "false"
				}
				if got := x.String(); s.name != "override" && s.name != "upoverride" && s.name != "scenario" && got != said {
					t.Errorf("%s: %q, but the text says %q", name, got, said)
				}
			}
		}
	}
	for name := range left {
		t.Errorf("there is no key %s", name)
	}
}

// A value that is said to hold where a key is left out does: written, it changes
// nothing.
func TestStandardsHold(t *testing.T) {
	base := `
name: x
start: 2024-10-12 09:00
timezone: UTC
network: {tiers: [a, b], tree: {A: {population: 900, B: , C: }}}
hours: {h: {from: 9:00, to: 17:00}}
channels: {phone: {calls: {each: 1m}}, post: {}}
relays: {a: {over: [phone], hours: h, handles: {at_most: 9}}, b: {handles: {at_most: 9}}}
up: {b: {sends: {of: 2}}}
answers: {r: {kind: receipt, from: b, to: a}, p: {kind: report, from: public, to: a}}
public: {hears: {g: {broadcast: {over: post, share: 0.5}}, w: {broadcast: {over: post, share: 0.2, per: household}}, v: {visits: {workers: 2, each: 3/h}}, t: {talk: {rate: 1/d}}}}
messages: [{name: m, remind: {unless: r, by: a, after: 1h}}, {name: n, when: {answer: p, count: 3}}]
outages: [{unit: B, to: 5h}]
questions: {at: [6h], goals: [{tier: b, share: 0.5, by: 5h}]}
`
	paths := map[string]string{
		"scenario.trials": "trials", "scenario.seed": "seed", "network.add_up": "network.add_up",
		"network.max_units": "network.max_units", "channel.delivers": "channels.phone.delivers", "channel.delay": "channels.phone.delay",
		"calls.lines": "channels.phone.calls.lines", "calls.order": "channels.phone.calls.order", "hours.days": "hours.h.days",
		"relay.people": "relays.a.people", "relay.passes_on": "relays.a.passes_on", "relay.notices": "relays.a.notices", "relay.split": "relays.a.split",
		"public.population": "public.population", "public.household": "public.household", "message.at": "messages.0.at",
		"outage.chance": "outages.0.chance", "outage.from": "outages.0.from", "questions.horizon": "questions.horizon", "channel.unreachable": "channels.phone.unreachable", "relay.alike": "relays.a.alike",
		"broadcast.per": "public.hears.g.broadcast.per", "broadcast.within": "public.hears.w.broadcast.within", "visits.answers": "public.hears.v.visits.answers",
		"visits.again": "public.hears.v.visits.again", "visits.within": "public.hears.v.visits.within", "talk.share": "public.hears.t.talk.share",
		"goal.chance": "questions.goals.0.chance",
		"up.people":   "up.b.people", "up.passes_on": "up.b.passes_on", "up.notices": "up.b.notices", "up.alike": "up.b.alike", "up.decides": "up.b.decides",
		"bundle.all": "up.b.sends.all", "answer.chance": "answers.p.chance", "answer.after": "answers.p.after", "remind.times": "messages.0.remind.times",
		"handles.each": "relays.a.handles.each", "handles.order": "relays.a.handles.order", "handles.drops": "relays.a.handles.drops", "handles.hands": "relays.a.handles.hands",
		"handles.shared": "relays.a.handles.shared", "channel.garbles": "channels.phone.garbles", "talk.stops": "public.hears.t.talk.stops", "talk.garbles": "public.hears.t.talk.garbles",
		"relay.believes": "relays.a.believes", "relay.corrects": "relays.a.corrects", "public.corrects": "public.corrects", "message.decides": "messages.1.decides", "message.priority": "messages.0.priority",
	}
	parse := func(o Options) string {
		t.Helper()
		s, err := Parse("x.yaml", []byte(base), nil, o)
		if err != nil {
			t.Fatal(err)
		}
		n := s.Network
		public := *n.Public()
		return fmt.Sprintf("%+v %+v %+v %+v %+v %+v %+v %+v %v %v %d %d", handled(n), s.Answers, s.Messages, s.Question, n.Relays(), n.Channels(), n.Outages(), public, n.People(), n.Homes(), s.Trials, s.Seed)
	}
	pointers := regexp.MustCompile(`0x[0-9a-f]+`)
	want := pointers.ReplaceAllString(parse(Options{}), "")
	for name, x := range fallbacks {
		path := paths[name]
		if x.value == nil {
			continue
		}
		if path == "" {
			t.Errorf("%s is not tried", name)
			continue
		}
		if got := pointers.ReplaceAllString(parse(Options{Set: []string{path + "=" + x.String()}}), ""); got != want {
			t.Errorf("%s=%s is\n%s, left out\n%s", path, x, got, want)
		}
	}
}

// handled are what pointers of relays hide.
func handled(n *model.Network) []string {
	var out []string
	for _, r := range n.Relays() {
		out = append(out, fmt.Sprintf("%+v %+v", r.Handles, r.Tires))
	}
	return out
}
