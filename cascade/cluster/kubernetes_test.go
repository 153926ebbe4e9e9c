package cluster

import (
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"harkara/cascade/cascadetest/effort"
)

// Whatever the folder is called, and however many shares there are, what is submitted is
// a Job by the published API; a Job with a field that is not in it is refused.
func TestKubernetesTakesTheJob(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/job.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(manifest string) error {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(manifest))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	dir, one := t.TempDir(), ""
	names := []string{"job", "India 2026 (final).v2", "भारत", "-", strings.Repeat("a-very-long-name-", 10)}
	for _, name := range names[:effort.Of(2, len(names), len(names))] {
		for _, pieces := range []uint64{1, 7, maxIndexes, 4 * maxIndexes} {
			j, err := Create(filepath.Join(dir, strconv.FormatUint(pieces, 10), name), Spec{Version: "1", Pieces: Cut{Of: ofTrials, To: pieces, Each: 1}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			all, run := recording("", nil)
			e, err := NewEngine("kubernetes", EngineOptions{Run: run, Image: "registry/harkara:1", Claim: "jobs"})
			if err != nil {
				t.Fatal(err)
			}
			r, err := j.Next(t.Context(), e, pieces)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := j.Submit(t.Context(), e, r); err != nil {
				t.Fatal(err)
			}
			one = (*all)[0].in
			if err := valid(one); err != nil {
				t.Errorf("%q, %d pieces: %v", name, pieces, err)
			}
			var spec struct {
				Spec struct{ Completions, MaxFailedIndexes uint64 }
			}
			if err := json.Unmarshal([]byte(one), &spec); err != nil || spec.Spec.MaxFailedIndexes > spec.Spec.Completions {
				t.Errorf("%q, %d pieces: %+v, %v", name, pieces, spec, err)
			}
		}
	}
	for _, wrong := range [][2]string{
		{`"completionMode"`, `"completionmode"`}, {`"Never"`, `"OnFailure"`}, {`"Ignore"`, `"ignore"`},
		{`"claimName"`, `"claim"`}, {`"batch/v1"`, `"batch/v1beta1"`}, {`"backoffLimitPerIndex": 3`, `"backoffLimitPerIndex": "3"`},
	} {
		bad := strings.Replace(one, wrong[0], wrong[1], 1)
		if bad == one || valid(bad) == nil {
			t.Errorf("with %s for %s it is taken", wrong[1], wrong[0])
		}
	}
}
