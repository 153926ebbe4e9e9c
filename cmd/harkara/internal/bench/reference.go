package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"harkara/cascade"
)

// reference is a program in C that does the bare work and tells what one unit
// of it took.
type reference struct {
	program string
	err     error // why there is none
}

// buildReferences compiles the reference programs, where there are sources and a
// compiler.
func (b *bench) buildReferences(ctx context.Context) {
	b.references = map[string]reference{}
	for _, name := range []string{"relay_tree", "relay_tree_limit", "first_passage"} {
		r := reference{program: filepath.Join(b.folder, name)}
		source := filepath.Join(b.Reference, name+".c")
		if _, err := os.Stat(source); err != nil {
			r.err = cascade.Refuse("no-references", b.Reference)
		} else if gcc, err := exec.LookPath("gcc"); err != nil {
			r.err = cascade.Refuse("no-gcc")
		} else if out, err := exec.CommandContext(ctx, gcc, "-O3", "-march=native", "-ffast-math", "-fno-finite-math-only",
			source, "-o", r.program, "-lm").CombinedOutput(); err != nil {
			r.err = fmt.Errorf("no ratio to %s.c: gcc: %v: %s", name, err, out)
		}
		if ctx.Err() != nil {
			return
		}
		if r.err != nil {
			b.note(failure(r.err))
		}
		b.references[name] = r
	}
}

var nanoseconds = regexp.MustCompile(`([0-9.]+) ns/`)

// reference is a series of what a reference program tells, in nanoseconds.
func (b *bench) reference(name string, args ...int) *series {
	r := b.references[name]
	return &series{err: r.err, once: func(ctx context.Context) (float64, error) {
		return tells(ctx, name+".c", r.program, numbers(args)...)
	}}
}

// numbers writes numbers as arguments of a program.
func numbers(args []int) []string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = strconv.Itoa(a)
	}
	return out
}

// tells runs a program and is what it tells, in nanoseconds.
func tells(ctx context.Context, name, program string, args ...string) (float64, error) {
	out, err := exec.CommandContext(ctx, program, args...).Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	m := nanoseconds.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("%s does not tell nanoseconds: %q", name, out)
	}
	return strconv.ParseFloat(string(m[1]), 64)
}
