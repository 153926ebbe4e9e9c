package bench

import (
	"os/exec"
	"testing"
)

// A program's memory is its own, not that of the process that began it.
func TestMemoryIsThePrograms(t *testing.T) {
	if got := highest([]byte("Name:\tx\nVmHWM:\t   21500 kB\nVmRSS:\t 1 kB\n")); got != 21500<<10 {
		t.Errorf("%d bytes", got)
	}
	if got := highest([]byte("Name:\tx\n")); got != 0 {
		t.Errorf("%d bytes of a process that has none", got)
	}
	mine := make([]byte, 256<<20)
	for i := 0; i < len(mine); i += 4096 {
		mine[i] = 1
	}
	cmd := exec.Command("cat")
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Skip("no program waits for its input here: ", err)
	}
	memory := watchMemory(cmd.Process.Pid)
	_ = in.Close()
	_ = cmd.Wait()
	if peak := memory(cmd.ProcessState); peak <= 0 || peak > 64<<20 {
		t.Errorf("%d bytes; this process has %d", peak, len(mine)+int(mine[0]))
	}
}
