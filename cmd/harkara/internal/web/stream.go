package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// event is one of a stream.
type event struct {
	Kind string
	Data any
}

// answers is the stream of answers of a page: first what its controls are and what it
// is called, then an answer whenever one is known, and a heartbeat.
func (s *Server) answers(w http.ResponseWriter, r *http.Request) {
	var name [8]byte
	_, _ = rand.Read(name[:])
	id := hex.EncodeToString(name[:])
	p := &page{stop: func() {}, events: make(chan event, 1), turn: make(chan struct{}, 1)}
	s.mu.Lock()
	full := len(s.pages) >= maxPages
	if !full {
		s.pages[id] = p
	}
	s.mu.Unlock()
	if full {
		http.Error(w, "too many pages", http.StatusServiceUnavailable)
		return
	}
	defer func() {
		s.mu.Lock()
		delete(s.pages, id)
		s.mu.Unlock()
		p.mu.Lock()
		p.closed = true
		p.stop()
		p.mu.Unlock()
	}()
	controls, err := s.controls()
	if err != nil {
		http.Error(w, "the scenario cannot be read", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	controls.Page = id
	if send(w, out, event{"hello", controls}) != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			if _, err := fmt.Fprint(w, ":\n\n"); err != nil || out.Flush() != nil {
				return
			}
		case e := <-p.events:
			if send(w, out, e) != nil {
				return
			}
		}
	}
}

// send writes an event. JSON has no line breaks, so that it is one line.
func send(w http.ResponseWriter, out *http.ResponseController, e event) error {
	data, err := json.Marshal(e.Data)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.Kind, data); err != nil {
		return err
	}
	return out.Flush()
}

// tell puts an event into the page's stream, in the place of one that was not sent yet.
func (p *page) tell(ctx context.Context, e event) {
	for ctx.Err() == nil {
		select {
		case p.events <- e:
			return
		default:
		}
		select {
		case <-p.events:
		default:
		}
	}
}
