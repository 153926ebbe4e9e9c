package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// missedGoal is the exit status of a run that is done, but for a goal.
const missedGoal = 4

// program is a series of what a whole run of this program takes, in seconds;
// and of the most memory that it took, in bytes, where the system tells.
func (b *bench) program(args ...string) (seconds, memory *series) {
	memory = &series{}
	return &series{once: func(ctx context.Context) (float64, error) {
		began := time.Now()
		_, peak, err := b.run(ctx, args)
		took := time.Since(began).Seconds()
		if err != nil {
			return 0, err
		}
		if peak > 0 {
			memory.values = append(memory.values, float64(peak))
		}
		return took, nil
	}}, memory
}

// processor is a series of the processor time that a whole run takes, on all cores, in
// nanoseconds for each of so many units of work.
func (b *bench) processor(work float64, args ...string) *series {
	return &series{once: func(ctx context.Context) (float64, error) {
		state, _, err := b.run(ctx, args)
		if err != nil {
			return 0, err
		}
		return float64((state.UserTime() + state.SystemTime()).Nanoseconds()) / work, nil
	}}
}

// run runs this program, and tells the most memory that it took, in bytes, or 0 where the
// system does not tell; a goal that is missed is no error.
func (b *bench) run(ctx context.Context, args []string) (*os.ProcessState, int64, error) {
	cmd := exec.CommandContext(ctx, b.Program, args...)
	err := cmd.Start()
	if err != nil {
		return nil, 0, err
	}
	memory := watchMemory(cmd.Process.Pid)
	err = cmd.Wait()
	peak := memory(cmd.ProcessState)
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == missedGoal) {
		return nil, 0, fmt.Errorf("harkara %s: %w", strings.Join(args, " "), err)
	}
	return cmd.ProcessState, peak, nil
}
