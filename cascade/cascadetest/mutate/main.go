// Command mutate changes the code by one small thing at a time and tells which
// changes no test notices:
//
//	go run ./cascade/cascadetest/mutate -n 150 -seed 1
//
// The checkout is not touched: each change is an overlay of one file (go help
// build). A change lives where the tests of its package, and of those that related
// names, pass, first the short ones of all and then all that go test runs. Changes
// listed in testdata/equivalent.txt change nothing that can be seen, and are counted
// apart; a change that lives and is not listed there ends the program with status 1.
// Which changes are tried follows from the seed and their own text, so that an edit
// elsewhere does not choose others.
// The method is mutation testing (DeMillo, Lipton and Sayward, "Hints on test data
// selection", IEEE Computer 11, 1978).
package main

import (
	"cmp"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// related are the packages whose tests also see what a package does.
var related = map[string][]string{
	"cascade/engine":                 nil,
	"cascade/montecarlo":             nil,
	"cascade/public":                 {"cascade/montecarlo", "cascade/exact"},
	"cascade/exact":                  nil,
	"cascade/exact/internal/lattice": {"cascade/exact"},
	"model/scenario":                 nil,
	"cascade/study":                  {"cascade/ask"},
	"cascade/ask":                    {"cmd/harkara"},
	"cascade/report":                 {"cascade/ask", "cmd/harkara"},
	"model/fit":                      {"cmd/harkara"},
	"model/register":                 {"model/scenario"},
	"model":                          {"cascade/engine", "model/scenario"},
}

//go:embed testdata/equivalent.txt
var equivalent string

func main() {
	var o options
	flag.IntVar(&o.number, "n", 20, "how many changes to try")
	flag.Uint64Var(&o.seed, "seed", 1, "which ones")
	flag.IntVar(&o.limit, "cpu", 120, "how many seconds of processor the tests of one change may take; one that takes more is noticed")
	in := flag.String("in", "cascade/engine,cascade/montecarlo,cascade/public,cascade/exact,cascade/exact/internal/lattice,model/scenario", "packages to change, with commas")
	match := flag.String("match", "", "try only changes whose place and lines match this regular expression")
	flag.Parse()
	o.dirs, o.match = strings.Split(*in, ","), regexp.MustCompile(*match)
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	number int
	seed   uint64
	limit  int
	dirs   []string
	match  *regexp.Regexp
}

func (o options) run() error {
	all, err := o.changes()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	known := explained()
	count := map[string]int{}
	var alive []string
	for _, c := range all {
		if count["noticed"]+count["lives"] >= o.number {
			break
		}
		verdict := "equivalent"
		if !known[c.key()] {
			if verdict, err = try(c, work, o.limit); err != nil {
				return err
			}
		}
		count[verdict]++
		if verdict != "does not build" {
			fmt.Printf("%-10s %s\n", verdict, c)
		}
		if verdict == "lives" {
			alive = append(alive, c.key())
		}
	}
	fmt.Printf("%d changes of %d tried: %d noticed, %d live; beside them %d equivalent, %d that do not build\n",
		count["noticed"]+count["lives"], len(all), count["noticed"], count["lives"], count["equivalent"], count["does not build"])
	if len(alive) > 0 {
		return errors.New("no test notices these: write one, or list it in testdata/equivalent.txt with its reason after a tab\n" + strings.Join(alive, "\n"))
	}
	return nil
}

// changes are all changes that match, in the order of the seed.
func (o options) changes() ([]change, error) {
	var all []change
	for _, dir := range o.dirs {
		found, err := changesIn(dir)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	all = slices.DeleteFunc(all, func(c change) bool { return !o.match.MatchString(c.String()) })
	slices.SortFunc(all, func(a, b change) int { return cmp.Compare(a.rank(o.seed), b.rank(o.seed)) })
	return all, nil
}

// rank is the place of a change in the order of a seed.
func (c change) rank(seed uint64) uint64 { return xxhash.Sum64String(fmt.Sprint(seed, " ", c.key())) }

// explained are the keys of the changes that cannot be seen.
func explained() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(equivalent) {
		if key, reason, _ := strings.Cut(strings.TrimSpace(line), "\t"); reason != "" {
			out[key] = true
		}
	}
	return out
}
