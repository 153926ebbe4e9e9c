package main

import (
	"bytes"
	"harkara/model"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

// memory is how much memory a command may take. What would not fit is refused
// before it is begun, with what it would take.
type memory struct {
	text  string
	limit int64 // bytes; 0 is no limit
}

func (m *memory) flags(c *cobra.Command) {
	c.Flags().StringVar(&m.text, "memory", "", "take at most this `much` memory, as in 4GB (default: what is free)")
}

// set reads the flag, or finds out what is free.
func (m *memory) set() error {
	if m.text == "" {
		m.limit = freeMemory()
		return nil
	}
	n, err := parseSize(m.text)
	if err != nil {
		return usagef("--memory %s: %v", m.text, err)
	}
	m.limit = n
	return nil
}

// tooMuch refuses what takes more bytes than there are.
func tooMuch(takes, may int64) error {
	return &failure{exitFailed, model.Errorf("this would take about %s of memory, and %s may be taken", model.Size(takes), model.Size(may)),
		model.Errorf("fewer --workers take less; --memory %s tries it all the same", strings.ReplaceAll(model.Size(takes), " ", ""))}
}

var sizeUnits = []struct {
	name string
	of   float64
}{{"TB", 1 << 40}, {"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}}

// parseSize reads a size such as 4GB or 500 MB.
func parseSize(s string) (int64, error) {
	text := strings.ToUpper(strings.TrimSpace(s))
	for _, u := range sizeUnits {
		number, ok := strings.CutSuffix(text, u.name)
		if !ok {
			continue
		}
		x, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || !(x > 0) || x*u.of > math.MaxInt64/2 {
			break
		}
		return int64(x * u.of), nil
	}
	return 0, model.Errorf("write it like 4GB or 500MB")
}

// freeMemory is how much memory the system says is free, less a reserve; 0
// where it does not say.
func freeMemory() int64 {
	least := int64(math.MaxInt64)
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		if kb := numberAfter(text, "MemAvailable:"); kb > 0 {
			least = kb << 10
		}
	}
	if text, err := os.ReadFile("/proc/self/limits"); err == nil {
		// The address space that Go reserves is larger than what it uses.
		if n := numberAfter(text, "Max address space"); n > 0 {
			least = min(least, max(n-(900<<20), 1<<20))
		}
	}
	if text, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if n := numberAfter(text, ""); n > 0 {
			least = min(least, n)
		}
	}
	if least == math.MaxInt64 {
		return 0
	}
	return least / 10 * 9
}

// leastSpace is the address space below which Go's runtime may fail at any time, with
// a message of its own: it reserves some hundred megabytes, and a stack for each
// thread, of which it uses little.
const leastSpace = 1_900_000_000

// littleSpace is how much address space there is by a text of limits, where that is
// too little; else 0.
func littleSpace(limits []byte) int64 {
	if n := numberAfter(limits, "Max address space"); n > 0 && n < leastSpace {
		return n
	}
	return 0
}

// numberAfter is the whole number that follows a word in a text, or 0.
func numberAfter(text []byte, word string) int64 {
	_, after, ok := bytes.Cut(text, []byte(word))
	if !ok {
		return 0
	}
	fields := strings.Fields(string(after[:min(len(after), 80)]))
	if len(fields) == 0 {
		return 0
	}
	n, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
