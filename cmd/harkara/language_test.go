package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"harkara/cascade/cascadetest/effort"
)

// took is what a command took, which differs from one run to the next.
var took = regexp.MustCompile(`"seconds": .*`)

// The flag, or else the environment, says in which language people are spoken to;
// what is for programs is the same in each.
func TestLanguage(t *testing.T) {
	speak := func(environment map[string]string, args ...string) said {
		var out, errOut bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, errOut: &errOut, locale: func(v string) string { return environment[v] }}
		return said{a.run(t.Context(), args), out.String(), errOut.String()}
	}
	file := effort.Of(write(t, small), "one-chain", "one-chain") // which has local names
	english := speak(nil, "run", file, "--trials", "20")
	for _, same := range []said{
		speak(map[string]string{"LANG": "de_DE.UTF-8"}, "run", file, "--trials", "20"),
		speak(map[string]string{"LC_ALL": "C", "LANG": "hi_IN.UTF-8"}, "run", file, "--trials", "20"),
		speak(map[string]string{"LANG": "hi_IN.UTF-8"}, "run", file, "--trials", "20", "--lang", "en"),
	} {
		if same != english {
			t.Errorf("got %v, want %v", same, english)
		}
	}
	for _, command := range []string{"explain retry", "import --help"} {
		args := strings.Split(command, " ")
		if got := speak(map[string]string{"LANG": "C.UTF-8"}, args...); got != speak(nil, args...) {
			t.Errorf("%s where no language is spoken: %q", command, got.out)
		}
	}
	hindi := speak(nil, "run", file, "--trials", "20", "--lang", "hi")
	if hindi.out == english.out || hindi.status != english.status {
		t.Errorf("--lang hi says %q", hindi.out)
	}
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if got := speak(map[string]string{variable: "hi_IN.UTF-8"}, "run", file, "--trials", "20"); got != hindi {
			t.Errorf("%s=hi_IN.UTF-8: got %v, want %v", variable, got, hindi)
		}
	}
	for _, format := range []string{"csv", "json"} {
		for _, command := range []string{"run", "show", "bottlenecks"} {
			args := []string{command, file, "--format", format, "--set", "trials=20"}
			want, got := speak(nil, args...), speak(nil, append(args, "--lang", "hi")...)
			if took.ReplaceAllString(want.out, "") != took.ReplaceAllString(got.out, "") {
				t.Errorf("%v in Hindi: %q, want %q", args, got.out, want.out)
			}
		}
	}
	if got := speak(nil, "run", file, "--trials", "20", "--lang", "xx"); got.status != exitUsage || !strings.Contains(got.errOut, "--lang xx: it takes en, en-IN or hi") {
		t.Errorf("got %v", got)
	}
}
