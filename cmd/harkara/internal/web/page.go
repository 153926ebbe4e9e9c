package web

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"sync"
	"time"

	"harkara/cascade/report"
)

// page is one that is open in a browser: it has one stream of answers, and one
// computation at a time.
type page struct {
	mu         sync.Mutex
	generation int64
	stop       context.CancelFunc // of the computation that goes on
	closed     bool               // its stream has ended
	turn       chan struct{}      // of its one computation
	events     chan event
	docs       []report.Document // the last answer
	text       string            // the scenario that was answered, with its changes
}

// asked is what a page asks.
type asked struct {
	Generation int64       `json:"generation"`
	Set        [][2]string `json:"set"`
	Plan       string      `json:"plan"`
	Seed       *uint64     `json:"seed"`
}

// page is the open page that a request is of.
func (s *Server) page(r *http.Request) *page {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pages[r.Header.Get("X-Harkara-Page")]
}

// ask takes a question of a page: its answers come over the page's stream.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) {
	p := s.page(r)
	if p == nil {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		http.Error(w, "application/json is read", http.StatusUnsupportedMediaType)
		return
	}
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.bodyTime))
	var q asked
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		status := http.StatusBadRequest
		if errors.As(err, new(*http.MaxBytesError)) {
			status = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "not understood", status)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	if q.Generation <= p.generation {
		http.Error(w, "an old question", http.StatusConflict)
		return
	}
	p.stop() // a newer question ends the older
	// The computation ends with the page's stream, not with this request.
	ctx, stop := context.WithCancel(context.WithoutCancel(r.Context()))
	p.generation, p.stop = q.Generation, stop
	go s.compute(ctx, p, q)
	w.WriteHeader(http.StatusAccepted)
}

// take waits for a place, until ctx ends.
func take(ctx context.Context, place chan struct{}) error {
	select {
	case place <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// compute answers a question of a page, bit by bit.
func (s *Server) compute(ctx context.Context, p *page, q asked) {
	// The older computation of the page ends first, so that it has one at a time.
	if take(ctx, p.turn) != nil {
		return
	}
	defer func() { <-p.turn }()
	if take(ctx, s.first) != nil {
		return
	}
	has := s.first
	defer func() {
		if has != nil {
			<-has
		}
	}()
	// The place for first answers is given back before the one for whole answers is taken.
	ready := func() error {
		<-has
		has = nil
		if err := take(ctx, s.whole); err != nil {
			return err
		}
		has = s.whole
		return nil
	}
	tell := func(kind string, data map[string]any) {
		data["generation"] = q.Generation
		p.tell(ctx, event{kind, data})
	}
	defer func() {
		if x := recover(); x != nil {
			tell("problem", map[string]any{"text": "internal error"})
		}
	}()
	o := s.Options
	o.Plan = q.Plan
	for _, x := range q.Set {
		o.Set = append(o.Set, x[0]+"="+x[1])
	}
	sc, err := s.File.With(o)
	if err == nil {
		s.Adjust(sc)
		if q.Seed != nil {
			sc.Seed = *q.Seed
		}
		err = s.Answer(ctx, sc, func(l *report.Look, whole bool) {
			l.Command = s.Command
			docs := report.Page(l)
			fragment, err := report.Fragment(docs)
			if err != nil {
				return
			}
			p.mu.Lock()
			if q.Generation == p.generation {
				p.docs, p.text = docs, s.changed(sc, q)
			}
			p.mu.Unlock()
			kind := "answer"
			if whole {
				kind = "done"
			}
			tell(kind, map[string]any{"html": fragment, "trials": l.Results[0].Trials, "partial": l.Results[0].Partial})
		}, ready)
	}
	if err != nil && ctx.Err() == nil {
		tell("problem", map[string]any{"text": s.Language.Error(err)})
	}
}
