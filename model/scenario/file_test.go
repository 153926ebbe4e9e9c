package scenario

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A file that is read once gives, with any changes in any order, what reading it
// again with them does, and opens each data file once.
func TestFileWith(t *testing.T) {
	const text = `
name: x
network: {tiers: [a, b], file: units.csv}
channels: {c: {delivers: 0.5, delay: {measured: {file: delays.csv, column: s}}}}
relays: {a: {passes_on: 0.5}}
plans: {better: {set: {relays.a.passes_on: 0.9}}, smaller: {set: {network: {tiers: [a, b], fan_out: {a: 1, b: 7}}}}}
`
	data := map[string][]byte{
		"units.csv":  []byte("code,name,tier,parent_code\n1,Top,a,\n2,X,b,1\n3,Y,b,1\n"),
		"delays.csv": []byte("s\n1\n2\n5\n"),
	}
	opened := map[string]int{}
	open := func(name string) (io.ReadCloser, error) {
		opened[name]++
		return io.NopCloser(bytes.NewReader(data[name])), nil
	}
	f, err := Read("t.yaml", []byte(text), open, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{
		{}, {Plan: "better"}, {Plan: "smaller"}, {Set: []string{"relays.b.people=3"}}, {}, {Plan: "better", Set: []string{"channels.c.delay=5m"}},
		{Plan: "none"}, {Set: []string{"relays.a.passes_on=2"}}, {},
	} {
		got, err := f.With(o)
		want, wantErr := Parse("t.yaml", []byte(text), memory(data), o)
		if d := cmp.Diff(errText(wantErr), errText(err)); d != "" {
			t.Errorf("%+v: %s", o, d)
		}
		if err != nil {
			continue
		}
		if got.SHA256 != want.SHA256 || got.Network.Len() != want.Network.Len() || got.Plan != want.Plan ||
			got.Network.Relay(0).PassesOn != want.Network.Relay(0).PassesOn || cmp.Diff(got.Notes, want.Notes) != "" {
			t.Errorf("%+v: differs from reading the file again", o)
		}
	}
	if opened["units.csv"] != 1 || opened["delays.csv"] != 1 {
		t.Errorf("opened %v", opened)
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
