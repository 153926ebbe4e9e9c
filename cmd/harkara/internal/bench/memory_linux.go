package bench

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// watchMemory asks again and again for the most memory that a running process took; what
// it gives back ends that, and tells it in bytes. What the system tells of a process that
// ended is no less than what this one took, of which it was a copy until it began.
func watchMemory(pid int) func(*os.ProcessState) int64 {
	told := func() int64 {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		return highest(status)
	}
	stop, peak, most := make(chan struct{}), make(chan int64, 1), told()
	go func() {
		again := time.NewTicker(5 * time.Millisecond)
		defer again.Stop()
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-again.C:
				most = max(most, told())
			}
		}
	}()
	return func(*os.ProcessState) int64 {
		close(stop)
		return <-peak
	}
}

// highest is the most memory, in bytes, that a file /proc/PID/status tells (VmHWM, in
// KiB: proc_pid_status(5)); 0 where it tells none.
func highest(status []byte) int64 {
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	number, _, _ := bytes.Cut(after, []byte("kB"))
	kib, _ := strconv.ParseInt(string(bytes.TrimSpace(number)), 10, 64)
	return kib << 10
}
