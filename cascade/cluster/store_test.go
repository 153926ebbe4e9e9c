package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harkara/cascade"
	"harkara/cascade/cascadetest/effort"
	"harkara/cascade/montecarlo"
	"harkara/model"
)

// squares counts trials, and the squares of their numbers.
type squares struct {
	n, sum uint64
	each   func(trial uint64)
}

func (q *squares) Play(trial uint64) {
	q.n++
	q.sum += trial * trial
	if q.each != nil {
		q.each(trial)
	}
}

func (q *squares) State(c *montecarlo.Codec) {
	c.Uint(&q.n)
	c.Uint(&q.sum)
}

func (q *squares) Kind() (string, uint64) { return "squares", 1 }

// aJob is a job of some trials, cut into pieces of so many.
func aJob(t *testing.T, to, each uint64) *Job {
	t.Helper()
	j, err := Create(filepath.Join(t.TempDir(), "job"), Spec{Version: "1", Command: "run", Seed: 7, Pieces: Cut{Of: ofTrials, To: to, Each: each}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func on(j *Job, m Mode) *Store {
	return &Store{Mode: m, Find: func() (*Job, error) { return j, nil }}
}

// played is what trials have counted with a store.
func played(ctx context.Context, st *Store, to uint64, each func(uint64)) (squares, uint64, error) {
	all, n, err := montecarlo.Play(montecarlo.Keeping(ctx, st), montecarlo.Segment{To: to}, montecarlo.Sampling{Workers: 1}, func() *squares { return &squares{each: each} })
	if err != nil {
		return squares{}, n, err
	}
	return squares{n: all.n, sum: all.sum}, n, nil
}

// kind is the kind of refusal that an error is.
func kind(err error) string {
	for _, n := range cascade.Reasons(err) {
		return n.Kind
	}
	return ""
}

// Any cut, done by one or by shares in any order, gives what an undivided run does; a
// folder of many pieces has few files.
func TestAnyCutIsTheSame(t *testing.T) {
	to, cuts := effort.Of[uint64](50, 290, 290), []uint64{1, 7, 289, 290, 5000}
	want := squares{n: to, sum: (to - 1) * to * (2*to - 1) / 6}
	for _, each := range cuts {
		j := aJob(t, to, each)
		if _, _, err := played(t.Context(), on(j, ReadOnly), to, nil); kind(err) != "job-missing" {
			t.Errorf("pieces of %d: before any was done: %v", each, err)
		}
		for _, i := range []uint64{2, 0, 3} { // 3/3 is 0/3
			st := on(j, Help)
			st.Index, st.Of = i, 3
			if _, _, err := played(t.Context(), st, to, nil); err != nil && !errors.Is(err, ErrElsewhere) {
				t.Fatal(err)
			}
		}
		again := 0
		for _, m := range []Mode{Help, Run, ReadOnly, CutOnly} {
			if m == ReadOnly {
				again = 0
			}
			got, n, err := played(t.Context(), on(j, m), to, func(uint64) { again++ })
			if err != nil || n != to || got.n != want.n || got.sum != want.sum {
				t.Errorf("pieces of %d, mode %d: %d trials, %+v, %v", each, m, n, got, err)
			}
		}
		if again > 0 {
			t.Errorf("pieces of %d: %d trials played again", each, again)
		}
		if s, err := j.Status(); err != nil || !s.Done() || s.Parts[0].Done != s.Parts[0].Pieces {
			t.Errorf("pieces of %d: status %+v, %v", each, s, err)
		}
		files, err := os.ReadDir(j.file("pieces"))
		if err != nil || len(files) > 3*(joinSize-1) {
			t.Errorf("pieces of %d: %d files, %v", each, len(files), err)
		}
	}
}

// A job may have several parts, of which later ones depend on what earlier ones said.
func TestPartsFollowEachOther(t *testing.T) {
	j := aJob(t, 10, 3)
	command := func(m Mode) (uint64, error) {
		st := on(j, m)
		first, _, err := played(t.Context(), st, 10, nil)
		if err != nil {
			return 0, err
		}
		second, _, err := played(t.Context(), st, first.sum, nil) // 285 trials
		return second.n, err
	}
	if _, err := command(Run); err != nil {
		t.Fatal(err)
	}
	if n, err := command(ReadOnly); err != nil || n != 285 {
		t.Errorf("%d, %v", n, err)
	}
	if s, err := j.Status(); err != nil || len(s.Parts) != 2 || s.Parts[1].To != 285 {
		t.Errorf("%+v, %v", s, err)
	}
	// Where a program asks for other work than the folder has, it is told.
	st := on(j, Run)
	if _, _, err := played(t.Context(), st, 11, nil); kind(err) != "job-other-work" || kind(st.Err()) != "job-other-work" {
		t.Errorf("%v, %v", err, st.Err())
	}
}

// Items are done by shares, and what is known of them is not done again.
func TestItems(t *testing.T) {
	const count = 50
	answers := func(st montecarlo.Store) ([]uint64, int, error) {
		got, plays := make([]uint64, count), 0
		err := montecarlo.Items{Count: count, Last: true, Do: func(ctx context.Context, k int) error {
			for _, n := range []uint64{uint64(k), 5} { // item 0 plays no trial the first time
				all, _, err := montecarlo.Play(ctx, montecarlo.Segment{To: n}, montecarlo.Sampling{Workers: 1}, func() *squares { return &squares{each: func(uint64) { plays++ }} })
				if err != nil {
					return err
				}
				got[k] = 1000*got[k] + all.sum
			}
			return nil
		}, State: func(c *montecarlo.Codec, k int) { c.Uint(&got[k]) }}.Run(montecarlo.Keeping(t.Context(), st))
		return got, plays, err
	}
	want, _, err := answers(nil)
	if err != nil || want[4] != (1+4+9)*1000+30 {
		t.Fatal(want, err)
	}
	j, err := Create(filepath.Join(t.TempDir(), "job"), Spec{Version: "1", Pieces: Cut{Of: ofItems, To: count, Each: 4}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range uint64(2) {
		st := on(j, Help)
		st.Index, st.Of = i, 2
		if _, _, err := answers(st); !errors.Is(err, ErrElsewhere) {
			t.Error(err)
		}
	}
	for _, m := range []Mode{ReadOnly, Run} {
		if got, plays, err := answers(on(j, m)); err != nil || plays > 0 || !slices.Equal(got, want) {
			t.Errorf("mode %d: %v, %d trials played again\n%v\n%v", m, err, plays, got, want)
		}
	}
	spoil(t, j, "0-00000003-00000004")
	if _, _, err := answers(on(j, ReadOnly)); kind(err) != "job-damaged" {
		t.Errorf("damaged: %v", err)
	}
	if got, plays, err := answers(on(j, Run)); err != nil || plays == 0 || !slices.Equal(got, want) {
		t.Errorf("damaged: %v, %d trials played", err, plays)
	}
}

// spoil changes a byte of a piece.
func spoil(t *testing.T, j *Job, name string) {
	t.Helper()
	file := filepath.Join(j.Dir, "pieces", name)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-3] ^= 1
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A piece that is torn is never added up: who may do pieces does it again, and who may
// not is told. What was begun to be written counts for nothing.
func TestTornPieces(t *testing.T) {
	const to = 40
	for name, tear := range map[string]func(file string, data []byte) error{
		"empty":   func(file string, _ []byte) error { return os.Truncate(file, 0) },
		"short":   func(file string, data []byte) error { return os.Truncate(file, int64(len(data)-1)) },
		"no body": func(file string, _ []byte) error { return os.Truncate(file, int64(len(magic)+5)) },
		"changed": func(file string, data []byte) error {
			data[len(data)-9] ^= 4
			return os.WriteFile(file, data, 0o644)
		},
		"of another job": func(file string, data []byte) error {
			return os.WriteFile(file, pack("other", 1, [][]byte{data}), 0o644)
		},
	} {
		j := aJob(t, to, 10)
		if _, _, err := played(t.Context(), on(j, Run), to, nil); err != nil {
			t.Fatal(err)
		}
		file := j.pieceFile(0, span{2, 3})
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(tear(file, data), os.WriteFile(filepath.Join(j.Dir, "pieces", temporary+"x"), data[:9], 0o644)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := played(t.Context(), on(j, ReadOnly), to, nil); kind(err) != "job-damaged" {
			t.Errorf("%s: looked at: %v", name, err)
		}
		st, said := on(j, Run), ""
		st.Say = func(n model.Note) { said += n.Kind }
		got, _, err := played(t.Context(), st, to, nil)
		if err != nil || got.n != to || got.sum != 20540 || said != "job-damaged-again" {
			t.Errorf("%s: %+v, %v, said %q", name, got, err, said)
		}
	}
}

// A piece that fails three times is named, and the rest is kept.
func TestFailures(t *testing.T) {
	j := aJob(t, 40, 10)
	tries := 0
	st := on(j, Run)
	_, _, err := played(t.Context(), st, 40, func(trial uint64) {
		if trial == 25 {
			tries++
			panic("no such number")
		}
	})
	if kind(st.Err()) != "job-failed" || tries != maxFailures || cascade.Reasons(err)[0].Args[0] != "0-00000002-00000003" {
		t.Errorf("%v after %d tries", err, tries)
	}
	s, err := j.Status()
	if err != nil || s.Parts[0].Done != 3 || s.Parts[0].Failed != 1 || len(s.Failures) != 1 || s.Failures[0].Text != "no such number" {
		t.Errorf("%+v, %v", s, err)
	}
	if err := j.Failed(); kind(err) != "job-failed" {
		t.Error(err)
	}
	// One that fails once is done the next time.
	j = aJob(t, 40, 10)
	tries = 0
	got, _, err := played(t.Context(), on(j, Run), 40, func(trial uint64) {
		if tries++; tries == 15 {
			panic("once")
		}
	})
	if err != nil || got.sum != 20540 {
		t.Errorf("%+v, %v", got, err)
	}
}

// What is interrupted gives the first trials, and goes on from what is kept.
func TestInterruptedGoesOn(t *testing.T) {
	const to = 100
	j := aJob(t, to, 10)
	ctx, cancel := context.WithCancel(t.Context())
	got, n, err := played(ctx, on(j, Run), to, func(trial uint64) {
		if trial == 47 {
			cancel()
		}
	})
	if err != nil || n != 40 || got.n != 40 {
		t.Errorf("interrupted: %d trials, %+v, %v", n, got, err)
	}
	least := uint64(to)
	got, n, err = played(t.Context(), on(j, Run), to, func(trial uint64) {
		if trial < least {
			least = trial
		}
	})
	if err != nil || n != to || got.sum != 328350 || least != 40 {
		t.Errorf("again: %d trials, %+v, %v; played from %d on", n, got, err, least)
	}
	if _, _, err := played(ctx, on(aJob(t, to, 10), Run), to, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("nothing played: %v", err)
	}
}

// Another scenario, seed, flag, version or form is refused, by name, and nothing is
// changed.
func TestAnotherJobIsRefused(t *testing.T) {
	dir := t.TempDir()
	spec := func() Spec {
		return Spec{Version: "1", Revision: "a", Command: "run", Seed: 7, Trials: 100, Settings: []Setting{{"by", []string{"block"}}},
			Files: []File{NewFile("mine.yaml", []byte("a")), NewFile("units.csv", []byte{0xff, 1})}, Pieces: Cut{Of: ofTrials, To: 100, Each: 10}}
	}
	contents := func(f File) ([]byte, error) { return []byte{0xff, 1}, nil }
	if _, err := Create(dir, spec(), contents); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	for want, change := range map[string]func(*Spec){
		"seed":      func(s *Spec) { s.Seed = 8 },
		"trials":    func(s *Spec) { s.Trials = 99 },
		"--by":      func(s *Spec) { s.Settings = nil },
		"--at":      func(s *Spec) { s.Settings = append(s.Settings, Setting{"at", []string{"6h"}}) },
		"command":   func(s *Spec) { s.Command = "sweep" },
		"mine.yaml": func(s *Spec) { s.Files[0] = NewFile("mine.yaml", []byte("b")) },
		"units.csv": func(s *Spec) { s.Files = s.Files[:1] },
		"version 2": func(s *Spec) { s.Version = "2" },
	} {
		s := spec()
		change(&s)
		_, err := Create(dir, s, contents)
		text, _ := json.Marshal(cascade.Reasons(err))
		if k := kind(err); k != "job-differs" && k != "job-version" || k == "job-differs" && !strings.Contains(string(text), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	// The same files elsewhere, and another cut, are the same job.
	s := spec()
	s.Files[0].Name, s.Pieces.Each = "other/mine.yaml", 3
	if j, err := Create(dir, s, contents); err != nil || j.Pieces.Each != 10 {
		t.Error(err)
	}
	if _, err := Open(dir, Program{"1", "b"}); kind(err) != "job-build" {
		t.Errorf("another revision: %v", err)
	}
	if _, err := Open(dir, Program{"1", ""}); err != nil {
		t.Errorf("a revision that is not known: %v", err)
	}
	if got := tree(t, dir); got != before {
		t.Errorf("the folder was changed:\n%s\nbefore:\n%s", got, before)
	}
	for name, text := range map[string]string{
		"job-format": `{"format": 1, "sums": 1, "version": "1"}`, "job-unread": `{"format": 1,`,
	} {
		if err := os.WriteFile(filepath.Join(dir, "job.json"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, Program{"2", ""}); kind(err) != name {
			t.Errorf("%s: %v", text, err)
		}
		// The same version is not named twice, as if it were two.
		if _, err := Open(dir, Program{"1", ""}); name == "job-format" && kind(err) != "job-format-build" {
			t.Errorf("%s, by the same version: %v", text, err)
		}
	}
	if _, err := Open(t.TempDir(), Program{"1", ""}); kind(err) != "job-none" || !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// tree are the files below a folder, with their bytes.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	fsys := os.DirFS(dir)
	for _, pattern := range []string{"*", "*/*"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			in, _ := filepath.Rel(dir, name)
			f, err := fsys.Open(filepath.ToSlash(in))
			if err != nil {
				t.Fatal(err)
			}
			f.Close()
			data, _ := os.ReadFile(name)
			b.WriteString(in + ": " + string(data) + "\n")
		}
	}
	return b.String()
}

// A data file that was changed in the folder is noticed.
func TestDataIsChecked(t *testing.T) {
	dir := t.TempDir()
	j, err := Create(dir, Spec{Version: "1", Files: []File{NewFile("d.csv", []byte{0xff})}, Pieces: Cut{To: 1, Each: 1}}, func(File) ([]byte, error) { return []byte{0xff}, nil })
	if err != nil {
		t.Fatal(err)
	}
	if data, err := j.Read("d.csv"); err != nil || len(data) != 1 {
		t.Error(data, err)
	}
	if _, err := j.Read("e.csv"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	if err := os.WriteFile(dataFile(dir, j.Files[0]), []byte{0xfe}, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Read("d.csv"); kind(err) != "job-data-damaged" {
		t.Error(err)
	}
}

// A folder that cannot be written is said to be one, and what is there stays.
func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(file, Spec{}, nil); kind(err) != "job-folder-new" {
		t.Error(err)
	}
	j := aJob(t, 40, 10)
	if _, _, err := played(t.Context(), on(j, Run), 20, nil); kind(err) != "job-other-work" {
		t.Error(err)
	}
	if err := errors.Join(os.RemoveAll(j.file("pieces")), os.WriteFile(j.file("pieces"), nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := played(t.Context(), on(j, Run), 40, nil); kind(err) != "job-folder" {
		t.Error(err)
	}
}

// A lease of a process that has ended, or that is not renewed for a minute by the clock
// of who looks, is taken over; whatever times it has, others are left.
func TestLeases(t *testing.T) {
	j := aJob(t, 20, 10)
	st := on(j, Run)
	if _, _, err := st.begin(Cut{Of: ofTrials, To: 20}, nil); err != nil {
		t.Fatal(err)
	}
	put := func(name string, o owner) {
		t.Helper()
		data, _ := json.Marshal(o)
		if err := os.WriteFile(filepath.Join(j.Dir, "leases", name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const name = "0-00000001-00000002"
	taken := func() bool {
		l, err := st.lease(name)
		if err != nil {
			t.Fatal(err)
		}
		if l != nil {
			_, stop := l.holding(t.Context())
			stop()
		}
		return l != nil
	}
	if !taken() {
		t.Error("a lease that nobody has is not taken")
	}
	put(name, owner{ID: "x", Host: self().Host, PID: 1 << 30})
	if !taken() {
		t.Error("a lease of a process that is not there is left")
	}
	put(name, owner{ID: "x", Host: self().Host, PID: os.Getpid()})
	if !taken() {
		t.Error("a lease of a process that had this one's number is left")
	}
	put(name, owner{ID: "x", Host: "another", PID: 1})
	if first := taken(); first || taken() {
		t.Error("a lease of another machine is taken")
	}
	// The clock of another machine may be days before this one's, or behind.
	for _, at := range []time.Time{time.Unix(0, 0), time.Unix(1<<33, 0)} {
		if err := os.Chtimes(filepath.Join(j.Dir, "leases", name), at, at); err != nil {
			t.Fatal(err)
		}
		if taken() {
			t.Error("a lease whose times are of another clock is taken")
		}
	}
	st.seen[name] = sighting{st.seen[name].text, time.Time{}}
	put(name, owner{ID: "x", Host: "another", PID: 1, Count: 1})
	if taken() {
		t.Error("a lease that was renewed is taken")
	}
	st.seen[name] = sighting{st.seen[name].text, time.Time{}}
	if !taken() {
		t.Error("a lease that was not renewed for long is left")
	}
}

// A job that is cancelled stops, and goes on when it is asked for again.
func TestCancel(t *testing.T) {
	j := aJob(t, 100, 10)
	if err := j.Cancel(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, _, err := played(t.Context(), on(j, Help), 100, nil); kind(err) != "job-cancelled" {
		t.Error(err)
	}
	if s, err := j.Status(); err != nil || !s.Cancelled || s.Done() {
		t.Errorf("%+v, %v", s, err)
	}
	if got, _, err := played(t.Context(), on(j, Run), 100, nil); err != nil || got.n != 100 {
		t.Error(got, err)
	}
}
