package scenario

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"

	"harkara/model"
)

// small keeps the networks of a fuzz test small.
var small = limits{units: 3000, links: 20_000}

// memory opens files that are kept in memory.
func memory(files map[string][]byte) func(string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) {
		if data, ok := files[name]; ok {
			return io.NopCloser(bytes.NewReader(data)), nil
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
}

// check holds a scenario and its error against what Parse promises.
func check(t *testing.T, s *Scenario, err error) {
	t.Helper()
	var problems Problems
	switch {
	case errors.As(err, &problems):
		if len(problems) == 0 || len(problems) > maxProblems+1 {
			t.Errorf("%d problems", len(problems))
		}
		for i, p := range problems {
			over := i == maxProblems && p.File == "" && p.Line == 0 && strings.HasPrefix(p.Text, "and ")
			asked := strings.HasPrefix(p.File, "--set ") || strings.HasPrefix(p.Text, "no plan is called")
			if p.Text == "" || strings.ContainsAny(p.Text, "\n\r") || p.File == "" && !over || p.File != "" && p.Line < 1 && !asked {
				t.Errorf("problem %d: %+v", i, p)
			}
		}
	case err != nil:
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("neither problems nor a file that is not there: %v", err)
		}
	case s == nil || len(s.Messages) == 0 || s.Trials < 1 || s.SHA256 == "":
		t.Errorf("a scenario without what it must have: %+v", s)
	default:
		checkNetwork(t, s.Network)
		checkPeople(t, s.Network)
		checkQuestion(t, s)
	}
}

// checkNetwork holds a network against what model.Network promises.
func checkNetwork(t *testing.T, n *model.Network) {
	t.Helper()
	seen := map[string]model.Unit{}
	children := 0
	for u := range model.Unit(n.Len()) {
		code := n.Code(u)
		if before, twice := seen[code]; twice {
			t.Errorf("units %d and %d have the code %q", before, u, code)
		}
		seen[code] = u
		if n.Name(u) == "" {
			t.Errorf("unit %d has no name", u)
		}
		if p := n.Parent(u); p != model.NoUnit && (p >= u || n.TierOf(p) >= n.TierOf(u)) {
			t.Errorf("unit %d of tier %d is below %d of tier %d", u, n.TierOf(u), p, n.TierOf(p))
		}
		for _, c := range n.Children(u) {
			if children++; n.Parent(c) != u {
				t.Errorf("child %d of %d has the parent %d", c, u, n.Parent(c))
			}
		}
		for _, l := range n.LinksFrom(u) {
			if l.From != u || l.To < 0 || int(l.To) >= n.Len() || l.From == l.To {
				t.Errorf("unit %d has the link %+v", u, l)
			}
		}
	}
	if top := n.InTier(0); children > n.Len()-top.Len() {
		t.Errorf("%d children of %d units", children, n.Len())
	}
}

// checkPeople holds figures against each other: nobody is lost or made up.
func checkPeople(t *testing.T, n *model.Network) {
	t.Helper()
	people, homes := n.People(), n.Homes()
	if len(people) != len(n.Served()) || len(homes) != len(people) {
		t.Errorf("%d served units, %d people, %d households", len(n.Served()), len(people), len(homes))
	}
	for i, p := range people {
		if p < 0 || homes[i] < 0 || homes[i] > p || p > 0 && homes[i] == 0 {
			t.Errorf("unit %d has %d people in %d households", n.Served()[i], p, homes[i])
		}
	}
}

func checkQuestion(t *testing.T, s *Scenario) {
	t.Helper()
	for i, at := range s.Question.At {
		if at > s.Question.Horizon || i > 0 && at <= s.Question.At[i-1] {
			t.Errorf("asked at %v within %v", s.Question.At, s.Question.Horizon)
		}
	}
	for _, m := range s.Messages {
		if len(m.From) == 0 || m.Expires <= m.At {
			t.Errorf("message %+v", m)
		}
	}
}

// modest fails where reading a small file takes so much memory that it must take
// too long: bytes are counted and not seconds, which are the machine's.
func modest(t *testing.T, do func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<28 {
		t.Errorf("took %d bytes", taken)
	}
}

// A number of units beyond what a fuzz test has room for.
var hugeLimit = regexp.MustCompile(`max_units\W*[0-9_]{5}`)

func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"../../scenarios/*.yaml", "testdata/*.yaml"} {
		for _, file := range glob(f, pattern) {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data, "", "")
		}
	}
	f.Add([]byte("name: a\nnetwork: {tiers: [a], fan_out: {a: 3}}\nplans: {b: {set: {seed: 2}}}"), "b", "network.fan_out.a=7")
	files := map[string][]byte{}
	for _, file := range glob(f, "testdata/*.csv*") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		files[strings.TrimPrefix(file, "testdata/")] = data
	}
	f.Fuzz(func(t *testing.T, data []byte, plan, set string) {
		if len(data) > 20_000 || hugeLimit.Match(data) || hugeLimit.MatchString(set) {
			t.Skip("too large")
		}
		o := Options{Plan: plan}
		if set != "" {
			o.Set = []string{set}
		}
		modest(t, func() {
			s, err := parse("fuzz.yaml", data, memory(files), o, small)
			check(t, s, err)
		})
	})
}

const threeTiers = `name: fuzz
network: {tiers: [state, district, block], file: units.csv}
public: {served_by: leaves}
`

func FuzzUnits(f *testing.F) {
	for _, file := range glob(f, "testdata/*.csv") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("\ufeffcode,name,tier,parent_code\r\nS,North,state,\r\n\r\n\"D\",\"Ea\"\"st\r\n\",district,S"))
	f.Fuzz(func(t *testing.T, data []byte) {
		modest(t, func() {
			s, err := parse("fuzz.yaml", []byte(threeTiers), memory(map[string][]byte{"units.csv": data}), Options{}, small)
			check(t, s, err)
			for ending, packed := range map[string][]byte{".gz": gzipped(t, data), ".zst": zstded(t, data)} {
				name := "units.csv" + ending
				text := strings.Replace(threeTiers, "units.csv", name, 1)
				again, err2 := parse("fuzz.yaml", []byte(text), memory(map[string][]byte{name: packed}), Options{}, small)
				if (err == nil) != (err2 == nil) || err == nil && s.Network.Len() != again.Network.Len() {
					t.Errorf("plain: %v; %s: %v", err, ending, err2)
				}
			}
		})
	})
}

func gzipped(t *testing.T, data []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var zstdWriter = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
})

func zstded(t *testing.T, data []byte) []byte {
	z, err := zstdWriter()
	if err != nil {
		t.Fatal(err)
	}
	return z.EncodeAll(data, nil)
}

// parse is Parse within limits.
func parse(name string, data []byte, open func(string) (io.ReadCloser, error), o Options, l limits) (*Scenario, error) {
	f, err := read(name, data, open, o, l)
	if err != nil {
		return nil, err
	}
	return f.With(o)
}
