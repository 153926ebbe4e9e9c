package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// first are the tests that notice most, which run before the others.
var first = map[string]string{
	"cascade/engine":     "^TestTwin$",
	"cascade/montecarlo": "^TestTallyIsNaive$",
	"cascade/public":     "^Test(HearingIsWhatItWas|CohortsAreIndividuals)$",
	"cascade/exact":      "^Test(AnswersAreWhatTheyWere|BruteForce)$",
}

// try runs the tests with a change.
func try(c change, work string, limit int) (verdict string, err error) {
	overlay, err := overlayOf(c, work)
	if err != nil {
		return "", err
	}
	dir := filepath.ToSlash(filepath.Dir(c.file))
	seen := append([]string{dir}, related[dir]...)
	for i, tested := range seen {
		exe := filepath.Join(work, "tests"+strconv.Itoa(i))
		if out, err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", exe, "./"+tested).CombinedOutput(); err != nil {
			if bytes.Contains(out, []byte(c.file)) || bytes.Contains(out, []byte("mutant.go")) {
				return "does not build", nil
			}
			return "", fmt.Errorf("go test -c: %w\n%s", err, out)
		}
		if run := first[tested]; run != "" && !passes(exe, tested, limit, "-test.short", "-test.run="+run) {
			return "noticed", nil
		}
		if !passes(exe, tested, limit, "-test.short") {
			return "noticed", nil
		}
	}
	for i, tested := range seen {
		if !passes(filepath.Join(work, "tests"+strconv.Itoa(i)), tested, limit) {
			return "noticed", nil
		}
	}
	return "lives", nil
}

// passes runs tests in the folder of their package, with a limit of seconds
// of processor where there is a shell that can set it. (Time on the clock would
// call a change noticed where the machine is busy.)
func passes(exe, dir string, limit int, args ...string) bool {
	args = append([]string{"-test.failfast", "-test.timeout=0"}, args...)
	cmd := exec.Command(exe, args...)
	if sh, err := exec.LookPath("sh"); err == nil {
		cmd = exec.Command(sh, append([]string{"-c", fmt.Sprintf(`ulimit -t %d; exec "$0" "$@"`, limit), exe}, args...)...)
	} else {
		cmd.Args = append(cmd.Args, fmt.Sprintf("-test.timeout=%ds", limit))
	}
	cmd.Dir = dir
	return cmd.Run() == nil
}

// overlayOf writes the changed file and the list that puts it in the place of
// the other.
func overlayOf(c change, work string) (string, error) {
	mutant, overlay := filepath.Join(work, "mutant.go"), filepath.Join(work, "overlay.json")
	whole, err := filepath.Abs(c.file)
	if err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {whole: mutant}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(mutant, c.apply(), 0o600); err != nil {
		return "", err
	}
	return overlay, os.WriteFile(overlay, list, 0o600)
}
