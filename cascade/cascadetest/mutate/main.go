// Command mutate changes the code by one small thing at a time and tells which
// changes no test notices:
//
//	go run ./cascade/cascadetest/mutate -n 150 -seed 1
//
// The checkout is not touched: each change is an overlay of one file (go help
// build). A change lives where the short tests of its package, and of those
// that related names, pass. Changes listed in testdata/equivalent.txt change
// nothing that can be seen, and are counted apart. The method is mutation
// testing (DeMillo, Lipton and Sayward, "Hints on test data selection", IEEE
// Computer 11, 1978).
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// related are the packages whose tests also see what a package does.
var related = map[string][]string{
	"cascade/engine":                 nil,
	"cascade/montecarlo":             nil,
	"cascade/public":                 {"cascade/montecarlo"},
	"cascade/exact":                  nil,
	"cascade/exact/internal/lattice": {"cascade/exact"},
	"model/scenario":                 nil,
	"model":                          {"cascade/engine", "model/scenario"},
}

//go:embed testdata/equivalent.txt
var equivalent string

func main() {
	number := flag.Int("n", 20, "how many changes to try")
	seed := flag.Uint64("seed", 1, "which ones")
	limit := flag.Duration("timeout", 2*time.Minute, "how long the tests of one change may take; one that takes longer is noticed")
	in := flag.String("in", "cascade/engine,cascade/montecarlo,cascade/public,cascade/exact,cascade/exact/internal/lattice,model/scenario", "packages to change, with commas")
	flag.Parse()
	if err := run(*number, *seed, *limit, strings.Split(*in, ",")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(number int, seed uint64, limit time.Duration, dirs []string) error {
	var all []change
	for _, dir := range dirs {
		found, err := changesIn(dir)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	r := rand.New(rand.NewPCG(seed, 1))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	count := map[string]int{}
	for _, c := range all {
		if count["noticed"]+count["lives"] >= number {
			break
		}
		verdict := "equivalent"
		if !strings.Contains(equivalent, c.key()) {
			if verdict, err = try(c, work, limit); err != nil {
				return err
			}
		}
		count[verdict]++
		if verdict != "does not build" {
			fmt.Printf("%-10s %s\n", verdict, c)
		}
	}
	tried := count["noticed"] + count["lives"]
	fmt.Printf("%d changes of %d tried: %d noticed, %d live; beside them %d equivalent, %d that do not build\n",
		tried, len(all), count["noticed"], count["lives"], count["equivalent"], count["does not build"])
	return nil
}

// try runs the tests with a change.
func try(c change, work string, limit time.Duration) (verdict string, err error) {
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
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		return "", err
	}
	dir := filepath.ToSlash(filepath.Dir(c.file))
	if out, err := exec.Command("go", "build", "-overlay", overlay, "./"+dir).CombinedOutput(); err != nil {
		if bytes.Contains(out, []byte(c.file)) || bytes.Contains(out, []byte("mutant.go")) {
			return "does not build", nil
		}
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	args := []string{"test", "-short", "-failfast", "-vet=off", "-overlay", overlay, "-timeout", limit.String(), "./" + dir}
	for _, other := range related[dir] {
		args = append(args, "./"+other)
	}
	if exec.Command("go", args...).Run() != nil {
		return "noticed", nil
	}
	return "lives", nil
}
