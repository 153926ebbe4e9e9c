package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"harkara/cascade/report"
	"harkara/model/scenario"
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

// event is one of a stream.
type event struct {
	Kind string
	Data any
}

// asked is what a page asks.
type asked struct {
	Generation int64       `json:"generation"`
	Set        [][2]string `json:"set"`
	Plan       string      `json:"plan"`
	Seed       *uint64     `json:"seed"`
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

// changed is the text of the scenario with what the page has set.
func (s *Server) changed(sc *scenario.Scenario, q asked) string {
	text := []byte(sc.Text())
	for _, x := range q.Set {
		if next, _, err := scenario.Rewrite("scenario", text, x[0], x[1], ""); err == nil {
			text = next
		}
	}
	return string(text)
}

// download sends what the page's last answer is made of, or was made from.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	p := s.page(r)
	if p == nil {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	p.mu.Lock()
	docs, text := p.docs, p.text
	p.mu.Unlock()
	if docs == nil {
		http.Error(w, "no answer yet", http.StatusNotFound)
		return
	}
	var b bytes.Buffer
	var err error
	kind := "text/plain; charset=utf-8"
	switch strings.TrimPrefix(path.Ext(r.URL.Path), ".") {
	case "yaml":
		b.WriteString(text)
	case "csv":
		kind = "text/csv; charset=utf-8"
		err = report.Write(&b, report.CSV, report.Style{}, docs...)
	case "html":
		kind = "application/octet-stream" // to be saved, not to be shown here
		err = report.Write(&b, report.HTML, report.Style{Language: s.Language}, docs...)
	}
	if err != nil {
		http.Error(w, "it cannot be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(b.Bytes())
}
