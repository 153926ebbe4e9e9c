package cluster

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"harkara/cascade"
)

// slurm hands a job to Slurm as an array, of which each task does one share in the
// folder, which all nodes see. Slurm starts a task again whose node was lost, but not
// one that was killed: what is missing when the array has ended is submitted again.
// See the manual pages sbatch(1) and squeue(1).
type slurm struct{ EngineOptions }

// Name is "slurm".
func (slurm) Name() string { return "slurm" }

// defaultArray is how many tasks an array has at most where Slurm is left as it is.
const defaultArray = 1001

// Most is the number of tasks that this Slurm allows in an array (MaxArraySize).
func (e slurm) Most(ctx context.Context) (uint64, error) {
	config, err := e.Run(ctx, nil, "scontrol", "show", "config")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(config) {
		key, value, _ := strings.Cut(line, "=")
		if n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 32); err == nil && strings.TrimSpace(key) == "MaxArraySize" {
			return max(n, 1), nil // indices go up to one less
		}
	}
	return defaultArray, nil
}

// arguments are those of sbatch.
func (e slurm) arguments(r Round) []string {
	dir := absolute(r.Job.Dir)
	out := []string{
		"--parsable", "--job-name=harkara-" + filepath.Base(dir), "--array=" + ranges(r.Shares),
		"--output=" + filepath.Join(dir, "logs", "%A_%a.txt"), "--open-mode=append",
	}
	return append(out, e.Pass...)
}

// script is what every task runs.
func (e slurm) script(r Round) string {
	work := []string{Quoted(e.Program), "job", "work", Quoted(absolute(r.Job.Dir)), "--index", fmt.Sprintf(`"$SLURM_ARRAY_TASK_ID/%d"`, r.Of)}
	for _, m := range r.More {
		work = append(work, Quoted(m))
	}
	return "#!/bin/sh\nexec " + strings.Join(work, " ") + "\n"
}

// Show is the command with the script that it reads.
func (e slurm) Show(r Round) (string, error) {
	return shown("sbatch", e.arguments(r)) + " <<'END'\n" + e.script(r) + "END\n", nil
}

// Submit submits the array.
func (e slurm) Submit(ctx context.Context, r Round) (string, error) {
	if err := os.MkdirAll(r.Job.file("logs"), 0o755); err != nil {
		return "", cascade.Refuse("job-folder", r.Job.Dir, Why(err))
	}
	said, err := e.Run(ctx, []byte(e.script(r)), "sbatch", e.arguments(r)...)
	id, _, _ := strings.Cut(strings.TrimSpace(said), ";") // ID;CLUSTER
	return id, err
}

// Done asks whether a task of the array is still waiting or running.
func (e slurm) Done(ctx context.Context, id string) (bool, error) {
	said, err := e.Run(ctx, nil, "squeue", "--noheader", "--jobs="+id, "--format=%T")
	if err != nil && strings.Contains(err.Error(), unknownJob) {
		return true, nil // Slurm forgets what has ended
	}
	return strings.TrimSpace(said) == "", err
}

// Cancel takes the array back.
func (e slurm) Cancel(ctx context.Context, id string) error {
	_, err := e.Run(ctx, nil, "scancel", id)
	if err != nil && strings.Contains(err.Error(), unknownJob) {
		return nil
	}
	return err
}

// ranges are numbers in ascending order as Slurm writes them: 0-5,8.
func ranges(list []uint64) string {
	var out []string
	for i := 0; i < len(list); {
		k := i
		for k+1 < len(list) && list[k+1] == list[k]+1 {
			k++
		}
		part := strconv.FormatUint(list[i], 10)
		if k > i {
			part += "-" + strconv.FormatUint(list[k], 10)
		}
		out = append(out, part)
		i = k + 1
	}
	return strings.Join(out, ",")
}

// Quoted is a word as a shell reads it.
func Quoted(word string) string {
	if word != "" && strings.Trim(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=/.,:%+@") == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// shown is a command as a shell reads it.
func shown(program string, args []string) string {
	out := Quoted(program)
	for _, a := range args {
		out += " " + Quoted(a)
	}
	return out
}

// absolute is a path that holds in any folder.
func absolute(file string) string {
	if abs, err := filepath.Abs(file); err == nil {
		return abs
	}
	return file
}

// unknownJob is in what Slurm says of a job that has ended and that it has forgotten.
const unknownJob = "Invalid job"
