package model_test

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"

	"harkara/model"
)

// A note that was saved is the same again, with every type of argument.
func TestNotesAreSaved(t *testing.T) {
	n := model.NewNote("a", "", "name", []string{"x", "y"}, int64(0), int64(1)<<62, uint64(math.MaxUint64), 0.25, 0.0, model.Hour, model.Tick(0),
		time.Date(2024, 11, 4, 9, 0, 0, 0, time.UTC), model.Called{Name: "Pakur", Code: "B"}, model.NewNote("b", int64(3)), []model.Note{model.NewNote("c"), model.NewNote("d", 1.5)})
	data, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	var back model.Note
	if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(back, n) {
		t.Errorf("%v\n%s\n%#v\n%#v", err, data, back, n)
	}
	if data, err = json.Marshal(model.NewNote("e", 1.0/3)); err != nil || string(data) != `{"kind":"e","args":[{"float":0.3333333333}]}` {
		t.Errorf("%s %v", data, err)
	}
	data, err = json.Marshal(model.NewNote("f", math.NaN(), math.Inf(-1), 7))
	if err != nil || json.Unmarshal(data, &back) != nil || !math.IsNaN(back.Args[0].(float64)) || !math.IsInf(back.Args[1].(float64), -1) || back.Args[2] != "7" {
		t.Errorf("%s %v", data, err)
	}
	for _, bad := range []string{`3`, `{"kind":1}`, `{"kind":"a","args":[{"int":"x"}]}`} {
		if json.Unmarshal([]byte(bad), &back) == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
