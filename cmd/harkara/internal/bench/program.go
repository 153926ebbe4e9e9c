package bench

import (
	"context"
	"errors"
	"fmt"
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
		cmd := exec.CommandContext(ctx, b.Program, args...)
		began := time.Now()
		err := cmd.Run()
		took := time.Since(began).Seconds()
		var exit *exec.ExitError
		if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == missedGoal) {
			return 0, fmt.Errorf("harkara %s: %w", strings.Join(args, " "), err)
		}
		if bytes := mostMemory(cmd.ProcessState); bytes > 0 {
			memory.values = append(memory.values, float64(bytes))
		}
		return took, nil
	}}, memory
}
