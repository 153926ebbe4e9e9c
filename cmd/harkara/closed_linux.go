package main

import (
	"os"
	"syscall"
)

// wasClosed tells whether a stream was closed when the program began, as by
// >&-: Go opens the null device in its place, for reading and writing. A shell's
// >/dev/null does not, but what other programs give those that they run may be
// such a device too (subprocess.DEVNULL of Python), so it is no error.
func wasClosed(f *os.File) bool {
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return false
	}
	is, err := f.Stat()
	if err != nil || !os.SameFile(null, is) {
		return false
	}
	flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_GETFL, 0)
	return errno == 0 && flags&syscall.O_ACCMODE == syscall.O_RDWR
}
