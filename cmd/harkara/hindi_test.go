package main

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

var (
	latinWord = regexp.MustCompile(`[A-Za-z]{2,}`)
	// fileKey is a name in a scenario file, before a colon.
	fileKey = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_-]*\s*:`)
)

// What commands say in Hindi has no word in Latin letters but names and keys that stand
// in the file, its title, the names of flags, and those of the program's own parts.
func TestCommandsInHindi(t *testing.T) {
	effort.NotShort(t, "asks many questions of a district")
	commands := []string{
		"check %s", "run %s --trace 0", "run %s --trials 4 --why Hiranpur", "run %s --trials 4", "run %s --trials 4 --left-behind 3",
		"compare %s --trials 4", "bottlenecks %s --trials 4", "sweep %s --vary relays.block.passes_on=0.5:1:0.5 --trials 4",
	}
	for _, command := range commands {
		file := "pakur"
		yaml, err := os.ReadFile("../../scenarios/" + file + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		allowed := append(latinWord.FindAllString(strings.Join(fileKey.FindAllString(string(yaml), -1), " "), -1), "ok", "pakur", "harkara", "layered", "event", "precision")
		var out, errOut bytes.Buffer
		args := strings.Fields(strings.Replace(command, "%s", file, 1))
		if status := run(context.Background(), append(args, "--lang", "hi", "--quiet"), strings.NewReader(""), &out, &errOut); status != exitDone && status != exitMissed {
			t.Fatalf("%s: status %d: %s", command, status, errOut.String())
		}
		text := strings.ReplaceAll(out.String()+errOut.String(), "Pakur district, Jharkhand: a message from the state to every household", "")
		for line := range strings.Lines(text) {
			for _, word := range latinWord.FindAllString(line, -1) {
				if !slices.Contains(allowed, word) {
					t.Errorf("%s: %q in %s", command, word, line)
				}
			}
		}
		for _, name := range []string{"Hiranpur", "Maheshpur", "panchayat", "as it is"} {
			if strings.Contains(strings.ReplaceAll(text, "relays.panchayat", ""), name) {
				t.Errorf("%s: %s has no local name in\n%s", command, name, text)
			}
		}
	}
}

// Differences of times keep their bounds, for which a table in Hindi is broken once more
// than one in English.
func TestHindiKeepsBounds(t *testing.T) {
	got := harkara(t, "compare", "pakur", "--plan", "trained-blocks", "--trials", effort.Of("20", "60", "60"), "--lang", "hi")
	if got.status != exitDone || strings.Count(got.out, "पहले [") < 3 || !strings.Contains(got.out, " [±") {
		t.Errorf("%+v", got)
	}
}
