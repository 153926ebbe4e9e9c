package public_test

import (
	"harkara/cascade"
	"harkara/cascade/engine"
	"harkara/cascade/public"
)

func init() {
	public.EngineOf = func(p cascade.Problem) (cascade.Engine, error) {
		e, _, err := engine.New("auto", p)
		return e, err
	}
}
