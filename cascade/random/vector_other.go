//go:build !amd64 || purego

package random

import "harkara/model"

// vectors tells that nothing is done for eight numbers at a time.
var vectors = false

func endsOf(*model.Tick, *Key, int, *uint64, int, uint64, uint64, *model.Tick, int, model.Tick, *line, *uint8, bool) {
}
