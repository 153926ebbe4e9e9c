package effort

import (
	"os"
	"runtime/debug"
)

// Tests take far less memory than a machine has, and Go's collector, which lets a heap
// grow to twice what is in use, took a seventh of the processor's time of the whole
// suite. So where tests ask how much to do a heap grows to nine times that, up to half
// a gigabyte. Who sets GOGC or GOMEMLIMIT has what is set.
func init() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(800)
		debug.SetMemoryLimit(512 << 20)
	}
}
