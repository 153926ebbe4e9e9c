package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// asHarkara has in the environment of the test program the arguments of a command: then
// it is harkara, to be killed.
const asHarkara = "HARKARA_TEST_ARGUMENTS"

func TestMain(m *testing.M) {
	var args []string
	if json.Unmarshal([]byte(os.Getenv(asHarkara)), &args) == nil && len(args) > 0 {
		os.Args = append(os.Args[:1], args...)
		main()
		return
	}
	os.Exit(m.Run())
}

// inPieces has a job that was only prepared cut into pieces of so many.
func inPieces(t *testing.T, job string, each string) {
	t.Helper()
	name := filepath.Join(job, "job.json")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, regexp.MustCompile(`"each": \d+`).ReplaceAll(data, []byte(`"each": `+each)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// killedAfter runs harkara and kills it when so many more pieces are written; false
// where it ended before.
func killedAfter(t *testing.T, job string, more int, args ...string) bool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(args)
	c := exec.Command(exe)
	c.Env = append(os.Environ(), asHarkara+"="+string(text))
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	goal := done(t, job) + more
	for done(t, job) < goal {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(args, err)
			}
			return false
		default:
			runtime.Gosched()
		}
	}
	_ = c.Process.Kill()
	return <-ended != nil
}

// done is how many pieces of a job are done, in all of its parts: a file is named by its
// part, its first piece and the one after its last.
func done(t *testing.T, job string) (n int) {
	t.Helper()
	files, err := os.ReadDir(filepath.Join(job, "pieces"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		var part, from, to int
		if _, err := fmt.Sscanf(f.Name(), "%d-%d-%d", &part, &from, &to); err == nil {
			n += to - from
		}
	}
	return n
}

// Commands that are killed again and again, here and there, print in the end what one
// that was never killed does.
func TestKilledGoesOn(t *testing.T) {
	effort.NotShort(t, "starts many processes")
	file := write(t, strings.Replace(small, "office: 4", "office: 400", 1)+"uncertain: {relays.top.passes_on: {low: 0.2, high: 0.9}}\n")
	cases := []struct {
		each string
		args []string
	}{
		{"10", []string{"run", file, "--trials", "1000", "--certain"}},
		{"2", []string{"run", file, "--trials", "600", "--format", "json"}},
		{"1", []string{"sweep", file, "--vary", "relays.top.passes_on=0:1:0.02", "--trials", "40"}},
		{"1", []string{"sensitivity", file, "--rows", "32", "--plays", "4"}},
		{"5", []string{"seek", file, "--goal", "50% of office by 3h", "--vary", "relays.top.passes_on", "--certain", "--trials", "400"}},
		{"1", []string{"place", write(t, strings.Replace(paid+linked, "office: 4", "office: 12", 1)), "--budget", "4", "--trials", "300"}},
	}
	kills := effort.Of(0, 2, 3)
	g := rand.New(rand.NewPCG(7, 7))
	for _, c := range cases[:effort.Of(0, 3, len(cases))] {
		want := noSeconds(harkara(t, c.args...))
		job := filepath.Join(t.TempDir(), "job")
		kept := append(c.args, "--keep", job, "--workers", "2", "--quiet")
		if got := harkara(t, append(kept, "--prepare")...); got.status != exitDone {
			t.Fatalf("%v: %+v", c.args, got)
		}
		inPieces(t, job, c.each)
		killed := 0
		for range kills {
			if killedAfter(t, job, 1+g.IntN(5), kept...) {
				killed++
			}
		}
		if got := noSeconds(harkara(t, kept...)); got.out != want.out || got.status != want.status || killed == 0 {
			t.Errorf("%v, killed %d times:\n%+v\nwant\n%+v", c.args, killed, got, want)
		}
	}
}
