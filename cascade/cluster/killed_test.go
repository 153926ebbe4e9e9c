package cluster

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
)

// With killAt in its environment this program is one that works on the job of a folder
// and is killed, as by SIGKILL or a power cut, when it comes to a trial.
const killAt, killIn = "HARKARA_TEST_KILL_AT", "HARKARA_TEST_KILL_IN"

const killTrials = 200

func TestMain(m *testing.M) {
	at, err := strconv.ParseUint(os.Getenv(killAt), 10, 64)
	if err != nil {
		os.Exit(m.Run())
	}
	j, err := Open(os.Getenv(killIn), Program{"1", ""})
	if err != nil {
		panic(err)
	}
	got, _, err := montecarlo.Play(montecarlo.Keeping(context.Background(), on(j, Run)), montecarlo.Segment{To: killTrials}, montecarlo.Sampling{Workers: 2}, func() *squares {
		return &squares{each: func(trial uint64) {
			if trial == at {
				p, _ := os.FindProcess(os.Getpid())
				_ = p.Kill()
				select {}
			}
		}}
	})
	fmt.Println(got.n, got.sum, err)
	os.Exit(0)
}

// Killed again and again at any trial, and run to the end, the answer is that of a run
// that was never killed.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := effort.Of(3, 6, 12)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	j := aJob(t, killTrials, 6)
	g := rand.New(rand.NewPCG(1, 2))
	killed := 0
	for k := range kills + 1 {
		at := uint64(killTrials) // is never played
		if k < kills {
			at = g.Uint64N(killTrials)
		}
		var out bytes.Buffer
		c := exec.Command(exe)
		c.Env = append(os.Environ(), killAt+"="+strconv.FormatUint(at, 10), killIn+"="+j.Dir)
		c.Stdout = &out
		if err := c.Run(); err != nil {
			killed++
			continue
		}
		if want := "200 2646700 <nil>\n"; out.String() != want {
			t.Errorf("after %d kills: %q, want %q", killed, out.String(), want)
		}
	}
	if killed == 0 || killed > kills {
		t.Errorf("%d of %d were killed", killed, kills)
	}
}
