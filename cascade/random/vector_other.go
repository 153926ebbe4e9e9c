//go:build !amd64 || purego

package random

import "harkara/model"

// vectors tells that nothing is done for eight numbers at a time.
var vectors = false

func leastOf(*uint64, *Key, int, *uint64, int, uint64, uint64) {}

func endsOf(*model.Tick, *uint64, int, *model.Tick, int, *line, model.Tick, *uint8, bool) {}
