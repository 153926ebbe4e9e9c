package html

import (
	"encoding/json"
	"errors"

	"harkara/cascade/report/schema"
	"harkara/model"
)

// Check tells what is wrong with the JSON of an answer that somebody may have cut or
// changed: it does not end, a field is of another kind, or a share lies beyond 0 and 1.
// An answer about nobody is wrong, too.
func Check(data json.RawMessage) error {
	var err error
	switch format(data) {
	case "harkara.report/v1":
		var l look
		if err = json.Unmarshal(data, &l); err == nil {
			return Check(l.Result)
		}
	case "harkara.result/v1":
		var r result
		if err = json.Unmarshal(data, &r); err == nil {
			return checkResult(&r)
		}
	case "harkara.compare/v1":
		err = json.Unmarshal(data, &compare{})
	case "harkara.bottlenecks/v1":
		err = json.Unmarshal(data, &bottlenecks{})
	case "harkara.left-behind/v1":
		err = json.Unmarshal(data, &leftBehind{})
	default:
		if !json.Valid(data) || len(data) == 0 {
			return model.Errorf("there is no answer in it")
		}
	}
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind):
		return model.Errorf("%s in it cannot be: %s", kind.Field, kind.Value)
	}
	return model.Errorf("there is no answer in it")
}

// checkResult looks at the shares of a result.
func checkResult(r *result) error {
	if len(r.Tiers) == 0 {
		return model.Errorf("there is no answer in it")
	}
	answers := append([]schema.Answer{r.Answer}, r.More...)
	for _, a := range append(answers, r.Series...) {
		for _, t := range a.Tiers {
			if t.Units < 0 {
				return model.Errorf("%s in it has %d units", t.Tier, t.Units)
			}
			for _, x := range t.Reach {
				for _, share := range []*float64{x.Mean, x.Low, x.High, x.P05, x.P95} {
					if share != nil && !(0 <= *share && *share <= 1) {
						return model.Errorf("a share of %s in it is %v: shares are from 0 to 1", t.Tier, *share)
					}
				}
			}
		}
	}
	return nil
}
