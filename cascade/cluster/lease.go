package cluster

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// A lease says who is doing a piece, so that others do another one. It is an advice:
// two who do one piece write the same bytes. While the piece is done its file is
// written anew every few seconds, with a higher count; whoever sees a lease unchanged
// for a minute, by a clock of their own, takes it over. So clocks of several machines
// need not agree. On one machine a lease whose process has ended counts no longer.
type lease struct {
	store *Store
	file  string
	owner owner
}

// owner is who does a piece.
type owner struct {
	ID    string `json:"id"` // of this process
	Host  string `json:"host"`
	PID   int    `json:"pid"`
	Count int    `json:"count"`
}

// sighting is a lease as it was seen, and since when.
type sighting struct {
	text  string
	since time.Time
}

// How often a lease is written anew, and after how long without that it expires.
const (
	renewed = 5 * time.Second
	expires = 60 * time.Second
)

// self is the owner that this process is: its number may be that of one before it.
var self = sync.OnceValue(func() owner {
	host, _ := os.Hostname()
	return owner{ID: rand.Text(), Host: host, PID: os.Getpid()}
})

// lease takes the lease of a piece; nil where another has it.
func (s *Store) lease(name string) (*lease, error) {
	l := &lease{s, filepath.Join(s.job.Dir, "leases", name), s.owner}
	for range 2 {
		ok, err := writeNew(l.file, l.text(), false)
		if err != nil {
			return nil, s.cannotKeep(err)
		}
		if ok {
			return l, nil
		}
		if !s.expired(l.file) {
			return nil, nil
		}
		// Of several who see that it is over, one moves it out of the way.
		aside := l.file + ".over-" + s.owner.ID
		if os.Rename(l.file, aside) != nil {
			return nil, nil
		}
		_ = os.Remove(aside)
	}
	return nil, nil
}

func (l *lease) text() []byte {
	data, _ := json.Marshal(l.owner)
	return data
}

// expired tells whether a lease counts no longer.
func (s *Store) expired(file string) bool {
	data, err := os.ReadFile(file)
	if err != nil {
		return false // given back meanwhile
	}
	var o owner
	if json.Unmarshal(data, &o) == nil && o.Host == s.owner.Host && (o.PID == s.owner.PID && o.ID != s.owner.ID || !running(o.PID)) {
		return true
	}
	if s.Of > 0 {
		return true // the piece was handed to this one
	}
	name := filepath.Base(file)
	if at := s.seen[name]; at.text != string(data) {
		s.seen[name] = sighting{string(data), time.Now()}
		return false
	}
	return time.Since(s.seen[name].since) >= expires
}

// running tells whether a process of this machine is there, as far as is known.
func running(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true // else it would not have been found
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || os.IsPermission(err)
}

// holding renews the lease until it is given back by calling stop. Where the job is
// cancelled meanwhile, the context ends.
func (l *lease) holding(ctx context.Context) (inner context.Context, stop func()) {
	inner, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for wait(inner, renewed) == nil {
			if l.store.mayGoOn(inner) != nil {
				cancel()
				return
			}
			l.owner.Count++
			if temp, err := writeTemp(l.file, l.text(), filePerm, false); err == nil {
				_ = os.Rename(temp, l.file)
			}
		}
	}()
	return inner, func() {
		cancel()
		<-ended
		_ = os.Remove(l.file)
	}
}
