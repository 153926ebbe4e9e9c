package harkara_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the README's output anew")

// Every command of the README prints what the README says. A ```console block
// holds lines that start with "$ " and, below each, what it prints; > FILE and
// a closing "exit status N" mean what they mean in a shell.
func TestREADME(t *testing.T) {
	const file = "README.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	harkara, dir := build(t), t.TempDir()
	var out strings.Builder
	inside, commands := false, 0
	for line := range strings.Lines(string(text)) {
		bare := strings.TrimSpace(line)
		switch {
		case !inside:
			inside = bare == "```console"
			out.WriteString(line)
		case bare == "```":
			inside = false
			out.WriteString(line)
		case strings.HasPrefix(line, "$ "):
			out.WriteString(line)
			out.WriteString(run(t, harkara, dir, strings.TrimPrefix(bare, "$ ")))
			commands++
		}
	}
	if commands < 5 {
		t.Errorf("only %d commands found in %s", commands, file)
	}
	got, want := out.String(), string(text)
	if got == want {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	i := 0
	for i < min(len(g), len(w))-1 && g[i] == w[i] {
		i++
	}
	t.Errorf("%s:%d:\n got %q\nwant %q\nwrite it anew with: go test . -update", file, i+1, g[i], w[i])
}

// run is what a command of the README prints, run in dir.
func run(t *testing.T, harkara, dir, command string) string {
	t.Helper()
	command, to, _ := strings.Cut(command, " > ")
	words := strings.Fields(command)
	switch {
	case words[0] == "harkara":
		words = words[1:]
	case strings.HasPrefix(command, "go run ./cmd/harkara "):
		words = words[3:]
	default:
		t.Fatalf("a console block of the README runs %q, which is not harkara", command)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(harkara, words...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	err := cmd.Run()
	status := ""
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 4 {
		status = "exit status 4\n"
	} else if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, stderr.String())
	}
	if to == "" {
		return stdout.String() + status
	}
	if err := os.WriteFile(filepath.Join(dir, strings.TrimSpace(to)), stdout.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return status
}

// build makes the program from this checkout.
func build(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "harkara")
	if runtime.GOOS == "windows" {
		exe += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", exe, "./cmd/harkara").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return exe
}
