//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// hangups are the signals of a terminal that is closed, unless they are ignored
// as under nohup.
func hangups() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return nil
	}
	return []os.Signal{syscall.SIGHUP}
}
