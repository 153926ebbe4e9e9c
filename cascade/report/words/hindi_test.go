package words

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"harkara/model"
)

// untranslated tells whether a kind may be without Hindi.
func untranslated(t *testing.T) func(kind string) bool {
	t.Helper()
	data, err := os.ReadFile("untranslated.txt")
	if err != nil {
		t.Fatal(err)
	}
	return func(kind string) bool {
		for line := range strings.Lines(string(data)) {
			line = strings.TrimSpace(line)
			start, some := strings.CutSuffix(line, "*")
			if line == kind || some && strings.HasPrefix(kind, start) {
				return true
			}
		}
		return false
	}
}

// Every kind has its sentence in Hindi, and none but those that English has.
func TestEveryKindHasItsHindi(t *testing.T) {
	may := untranslated(t)
	for kind := range english {
		base, one := strings.CutSuffix(kind, "/1")
		if _, ok := hindi[kind]; !ok && !may(kind) && (!one || hindi[base] == "" && !may(base)) {
			t.Errorf("%q has no sentence in Hindi: write it in hindi*.go, or list the kind in untranslated.txt", kind)
		}
	}
	for kind := range hindi {
		if _, ok := english[kind]; !ok {
			t.Errorf("Hindi has a sentence for %q, which English lacks", kind)
		}
	}
	for kind := range labels {
		if _, ok := hindiLabels[kind]; !ok && !may(kind) {
			t.Errorf("the label of %q has no Hindi", kind)
		}
	}
}

var anyVerb = regexp.MustCompile(`%([+]?(?:\.\d)?)\[(\d+)\](\w)`)

// places are the arguments of a sentence with how each is written, sorted.
func places(sentence string) []string {
	var out []string
	for _, m := range anyVerb.FindAllStringSubmatch(sentence, -1) {
		verb := strings.ReplaceAll(m[3], "o", "t") // a time before a postposition
		out = append(out, m[2]+m[1]+verb)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A sentence says in Hindi what it says in English, with the same digits. That of
// one thing may leave its count to the sentence of many.
func TestHindiHasTheArguments(t *testing.T) {
	for kind, sentence := range hindi {
		if kind == "local-name" { // which is said in place of the name
			continue
		}
		if want, got := places(english[kind]), places(sentence); !slices.Equal(want, got) {
			t.Errorf("%s: English has the arguments %v, Hindi %v: %q", kind, want, got, sentence)
		}
	}
}

// latin are words of Latin letters in a sentence of Hindi that are no English:
// commands, flags, keys of files, names.
var latin = regexp.MustCompile(`--[a-z][a-z-]*|[a-z_]+\.[a-z_.]+|zstd -dc \| wc -l|uncertain: \{[^}]*\}\}?|\b(CSV|JSON|UTF-8|gcc|ulimit|GB|zstd|harkara( job)?( [a-z]+)?|run|sweep|attends|garbles|tell|pieces|partial|data|failures|logs|slurm|kubernetes|Spark|spark|host|SHA-256|sd|z|p05|p95|up|relays|alike|people|add_up|at_most|cynetdiff|NDlib|EoN|SimPy|layered|event|public|direct|uncertain)\b`)

func TestHindiIsHindi(t *testing.T) {
	letters := regexp.MustCompile(`[A-Za-z]{2,}`)
	for kind, sentence := range hindi {
		rest := latin.ReplaceAllString(anyVerb.ReplaceAllString(sentence, ""), "")
		rest = regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(rest, "") // places in templates for the page
		if found := letters.FindString(rest); found != "" {
			t.Errorf("%s: %q is not Hindi: %q", kind, found, sentence)
		}
	}
}

// Numbers are grouped by lakh and crore where the language is of India, and times
// have their units in Hindi.
func TestHindiAmounts(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 99999: "99,999", 100000: "1,00,000", 900422: "9,00,422",
		1210854977: "1,21,08,54,977", -1234567: "-12,34,567"} {
		if got := Hindi.Count(n); got != want {
			t.Errorf("Hindi.Count(%d) = %q, want %q", n, got, want)
		}
		if got := IndianEnglish.Count(n); got != want {
			t.Errorf("IndianEnglish.Count(%d) = %q, want %q", n, got, want)
		}
		if got := English.Count(n); got != model.Thousands(n) {
			t.Errorf("English.Count(%d) = %q", n, got)
		}
	}
	for at, want := range map[model.Tick]string{0: "0 सेकंड", model.Hour: "1 घंटा", 6 * model.Hour: "6 घंटे", 7 * model.Day: "7 दिन",
		15 * model.Minute: "15 मिनट", model.Hour + 30*model.Minute: "90 मिनट", 200*model.Hour + model.Second: "8 दिन 8 घंटे 1 सेकंड"} {
		if got := Hindi.Moment(at); got != want {
			t.Errorf("Moment(%d) = %q, want %q", at, got, want)
		}
	}
	for s, want := range map[float64]string{30: "30 से.", 0.5: "500 मि.से.", 5400: "1 घं. 30 मि.", 180000: "2 दिन 2 घं.", math.Inf(1): "कभी नहीं"} {
		if got := Hindi.Seconds(s); got != want {
			t.Errorf("Seconds(%v) = %q, want %q", s, got, want)
		}
	}
	if got := Hindi.oblique("1 घंटा"); got != "1 घंटे" {
		t.Errorf("got %q", got)
	}
}

// Locales as systems name them.
func TestSpoken(t *testing.T) {
	for name, want := range map[string]Language{"hi": Hindi, "hi_IN.UTF-8": Hindi, "hi-IN": Hindi, "HI": Hindi, "hi_IN@x": Hindi,
		"en": English, "en_GB.UTF-8": English, "en_IN": IndianEnglish, "en-IN": IndianEnglish} {
		if got, ok := Spoken(name); got != want || !ok {
			t.Errorf("Spoken(%q) = %q, %v", name, got, ok)
		}
	}
	for _, name := range []string{"", "C", "C.UTF-8", "POSIX", "de_DE", "hindi", "his"} {
		if in, ok := Spoken(name); ok {
			t.Errorf("Spoken(%q) = %q", name, in)
		} else if got := in.Text("col-people"); got != "people" {
			t.Errorf("%q says %q", name, got)
		}
	}
}
