package public

import "harkara/cascade"

// EngineOf makes the engine that plays a problem's relay for the tests in here; it is set
// from outside, as package engine imports this one.
var EngineOf func(cascade.Problem) (cascade.Engine, error)
