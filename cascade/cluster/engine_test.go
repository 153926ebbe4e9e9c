package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

// asked is what a program of an engine was asked for.
type asked struct {
	in   string
	line []string
}

// recording is a Runner that writes down what it is asked, and says what it is told to.
func recording(said string, err error) (*[]asked, Runner) {
	var all []asked
	return &all, func(_ context.Context, in []byte, program string, args ...string) (string, error) {
		all = append(all, asked{string(in), append([]string{program}, args...)})
		return said, err
	}
}

// indexedJob is what batch/v1 says of an Indexed Job (the types JobSpec and PodSpec of
// the Kubernetes API, version 1.29 or later), as far as we use it: a key that is not
// here is refused.
type indexedJob struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name   string            `json:"name"`
		Labels map[string]string `json:"labels"`
	} `json:"metadata"`
	Spec struct {
		CompletionMode       string `json:"completionMode"`
		Completions          int32  `json:"completions"`
		Parallelism          int32  `json:"parallelism"`
		BackoffLimitPerIndex int32  `json:"backoffLimitPerIndex"`
		MaxFailedIndexes     int32  `json:"maxFailedIndexes"`
		PodFailurePolicy     struct {
			Rules []struct {
				Action          string `json:"action"`
				OnPodConditions []struct {
					Type   string `json:"type"`
					Status string `json:"status"`
				} `json:"onPodConditions"`
			} `json:"rules"`
		} `json:"podFailurePolicy"`
		Template struct {
			Metadata struct {
				Labels map[string]string `json:"labels"`
			} `json:"metadata"`
			Spec struct {
				RestartPolicy string `json:"restartPolicy"`
				Containers    []struct {
					Name         string   `json:"name"`
					Image        string   `json:"image"`
					Command      []string `json:"command"`
					VolumeMounts []struct {
						Name      string `json:"name"`
						MountPath string `json:"mountPath"`
					} `json:"volumeMounts"`
				} `json:"containers"`
				Volumes []struct {
					Name                  string `json:"name"`
					PersistentVolumeClaim struct {
						ClaimName string `json:"claimName"`
					} `json:"persistentVolumeClaim"`
				} `json:"volumes"`
			} `json:"spec"`
		} `json:"template"`
	} `json:"spec"`
}

// What kubectl is given is a Job that Kubernetes takes, of as many indexes as shares.
func TestKubernetesJob(t *testing.T) {
	j := aJob(t, 40, 10)
	all, run := recording("", nil)
	e, err := NewEngine("kubernetes", EngineOptions{Run: run, Image: "registry/harkara:1", Claim: "jobs", Pass: []string{"--namespace=x"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := j.Next(t.Context(), e, 3)
	if err != nil {
		t.Fatal(err)
	}
	r.More = []string{"--workers=1"}
	id, err := j.Submit(t.Context(), e, r)
	if err != nil || len(*all) != 1 {
		t.Fatal(err, *all)
	}
	if want := []string{"kubectl", "create", "--filename=-", "--output=name", "--namespace=x"}; !slices.Equal((*all)[0].line, want) {
		t.Errorf("%q, want %q", (*all)[0].line, want)
	}
	var job indexedJob
	d := json.NewDecoder(strings.NewReader((*all)[0].in))
	d.DisallowUnknownFields()
	if err := d.Decode(&job); err != nil {
		t.Fatal(err)
	}
	s, pod := job.Spec, job.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Metadata.Name != id || len(id) > 63 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		t.Errorf("%+v", job)
	}
	// podFailurePolicy and limits per index hold only where pods are not started again
	// in place, and where the Job is Indexed.
	if s.CompletionMode != "Indexed" || s.Completions != 3 || s.Parallelism != 3 || s.BackoffLimitPerIndex != 3 || s.MaxFailedIndexes != 3 || pod.RestartPolicy != "Never" {
		t.Errorf("%+v", s)
	}
	if p := s.PodFailurePolicy.Rules; len(p) != 1 || p[0].Action != "Ignore" || p[0].OnPodConditions[0].Type != "DisruptionTarget" || p[0].OnPodConditions[0].Status != "True" {
		t.Errorf("%+v", p)
	}
	c := pod.Containers[0]
	if want := []string{"harkara", "job", "work", "/jobs/job", "--index", "$(JOB_COMPLETION_INDEX)/3", "--workers=1"}; !slices.Equal(c.Command, want) || c.Image != "registry/harkara:1" {
		t.Errorf("%+v", c)
	}
	if c.VolumeMounts[0].Name != pod.Volumes[0].Name || c.VolumeMounts[0].MountPath != mount || pod.Volumes[0].PersistentVolumeClaim.ClaimName != "jobs" {
		t.Errorf("%+v", pod)
	}
	if err := j.Cancel(t.Context(), run); err != nil || !slices.Equal((*all)[1].line[:4], []string{"kubectl", "delete", "job", id}) {
		t.Error(err, *all)
	}
}

// What Kubernetes says of a Job tells whether it has ended.
func TestKubernetesDone(t *testing.T) {
	for said, want := range map[string]bool{
		`{"status": {}}`: false,
		`{"status": {"conditions": [{"type": "Suspended", "status": "True"}, {"type": "Complete", "status": "False"}]}}`: false,
		`{"status": {"conditions": [{"type": "Complete", "status": "True"}]}}`:                                           true,
		`{"status": {"conditions": [{"type": "Failed", "status": "True"}]}}`:                                             true,
	} {
		_, run := recording(said, nil)
		if done, err := (kubernetes{EngineOptions{Run: run}}).Done(t.Context(), "a"); done != want || err != nil {
			t.Errorf("%s: %v, %v", said, done, err)
		}
	}
	_, run := recording("", errors.New("Error from server (NotFound): jobs.batch"))
	if done, err := (kubernetes{EngineOptions{Run: run}}).Done(t.Context(), "a"); !done || err != nil {
		t.Error(done, err)
	}
}

// Slurm is given the shares that are left, and no more of them than an array may have.
func TestSlurmArray(t *testing.T) {
	j := aJob(t, 100, 10)
	all, run := recording("MaxArraySize            = 4\n", nil)
	e, err := NewEngine("slurm", EngineOptions{Run: run, Program: "/opt/har kara"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := j.Next(t.Context(), e, 50)
	if err != nil || r.Of != 4 {
		t.Fatal(r, err)
	}
	r.Shares = []uint64{0, 1, 3}
	if _, err := j.Submit(t.Context(), e, r); err != nil {
		t.Fatal(err)
	}
	got := (*all)[len(*all)-1]
	if want := "#!/bin/sh\nexec '/opt/har kara' job work " + j.Dir + " --index \"$SLURM_ARRAY_TASK_ID/4\"\n"; got.in != want || !slices.Contains(got.line, "--array=0-1,3") {
		t.Errorf("%q\n%q\nwant %q", got.line, got.in, want)
	}
}
