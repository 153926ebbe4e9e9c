//go:build unix && !linux

package bench

import (
	"os"
	"runtime"
	"syscall"
)

// watchMemory gives back what tells the most memory that a process took, in bytes, once it
// ended.
func watchMemory(int) func(*os.ProcessState) int64 {
	return func(p *os.ProcessState) int64 {
		usage, ok := p.SysUsage().(*syscall.Rusage)
		if !ok {
			return 0
		}
		if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
			return int64(usage.Maxrss)
		}
		return int64(usage.Maxrss) << 10
	}
}
