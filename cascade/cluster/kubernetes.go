package cluster

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"path"
	"path/filepath"
	"strings"

	"harkara/cascade"
)

// kubernetes hands a job to Kubernetes as an Indexed Job, of which each pod does one
// share in the folder, which lies on a volume that all of them mount. A pod that fails
// is tried again, index by index; one that was taken away to make room does not count
// as failed. See the pages "Jobs" and "Pod failure policy" of its documentation.
type kubernetes struct{ EngineOptions }

// Name is "kubernetes".
func (kubernetes) Name() string { return "kubernetes" }

// maxIndexes is how many indexes a Job with limits per index has at most.
const maxIndexes = 100_000

// Most is the limit of Indexed Jobs.
func (kubernetes) Most(context.Context) (uint64, error) { return maxIndexes, nil }

// mount is where the volume is seen in a container.
const mount = "/jobs"

// name is that of the Job: the folder's, as Kubernetes allows names, with a mark of the
// job, and the round.
func (kubernetes) name(r Round) string {
	word := func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}
	base := strings.Map(word, strings.ToLower(filepath.Base(absolute(r.Job.Dir))))
	sum := sha256.Sum256([]byte(r.Job.id))
	return fmt.Sprintf("harkara-%s-%s-%d", strings.Trim(base[:min(len(base), 30)], "-"), hex.EncodeToString(sum[:3]), r.Number+1)
}

// object is a mapping of a manifest.
type object map[string]any

// manifest is the Job.
func (e kubernetes) manifest(r Round) ([]byte, error) {
	if e.Image == "" || e.Claim == "" {
		return nil, cascade.Refuse("job-kubernetes-needs")
	}
	at := e.At
	if at == "" {
		at = path.Join(mount, filepath.Base(absolute(r.Job.Dir)))
	}
	work := append([]string{"harkara", "job", "work", at, "--index", fmt.Sprintf("$(JOB_COMPLETION_INDEX)/%d", r.Of)}, r.More...)
	container := object{
		"name": "harkara", "image": e.Image, "command": work,
		"volumeMounts": []object{{"name": "jobs", "mountPath": mount}},
	}
	pod := object{
		"restartPolicy": "Never", "containers": []object{container},
		"volumes": []object{{"name": "jobs", "persistentVolumeClaim": object{"claimName": e.Claim}}},
	}
	job := object{
		"apiVersion": "batch/v1", "kind": "Job",
		"metadata": object{"name": e.name(r), "labels": object{"app": "harkara"}},
		"spec": object{
			"completionMode": "Indexed", "completions": r.Of, "parallelism": min(r.Of, maxParallel),
			"backoffLimitPerIndex": maxFailures, "maxFailedIndexes": min(r.Of, math.MaxInt32),
			"podFailurePolicy": object{"rules": []object{{
				"action": "Ignore", "onPodConditions": []object{{"type": "DisruptionTarget", "status": "True"}},
			}}},
			"template": object{"metadata": object{"labels": object{"app": "harkara"}}, "spec": pod},
		},
	}
	return indented(job), nil
}

// maxParallel is how many pods are asked for at once: the limit of Kubernetes where each
// index may fail on its own. It starts as many as there is room for.
const maxParallel = 10_000

// Show is the command with the manifest that it reads.
func (e kubernetes) Show(r Round) (string, error) {
	m, err := e.manifest(r)
	return shown("kubectl", e.create()) + " <<'END'\n" + string(m) + "END\n", err
}

func (e kubernetes) create() []string {
	return append([]string{"create", "--filename=-", "--output=name"}, e.Pass...)
}

// Submit makes the Job.
func (e kubernetes) Submit(ctx context.Context, r Round) (string, error) {
	m, err := e.manifest(r)
	if err != nil {
		return "", err
	}
	_, err = e.Run(ctx, m, "kubectl", e.create()...)
	return e.name(r), err
}

// Done asks whether the Job is complete or has failed.
func (e kubernetes) Done(ctx context.Context, id string) (bool, error) {
	said, err := e.Run(ctx, nil, "kubectl", append([]string{"get", "job", id, "--output=json"}, e.Pass...)...)
	if err != nil {
		if strings.Contains(err.Error(), "NotFound") {
			return true, nil
		}
		return false, err
	}
	var job struct {
		Status struct {
			Conditions []struct{ Type, Status string }
		}
	}
	if err := json.Unmarshal([]byte(said), &job); err != nil {
		return false, err
	}
	for _, c := range job.Status.Conditions {
		if (c.Type == "Complete" || c.Type == "Failed") && c.Status == "True" {
			return true, nil
		}
	}
	return false, nil
}

// Cancel deletes the Job with its pods.
func (e kubernetes) Cancel(ctx context.Context, id string) error {
	_, err := e.Run(ctx, nil, "kubectl", append([]string{"delete", "job", id, "--ignore-not-found", "--wait=false"}, e.Pass...)...)
	return err
}
