// Package web answers a page on this machine: the page of harkara report with controls,
// for whoever started the program and nobody else.
package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"harkara/cascade/report"
	"harkara/cascade/report/html"
	"harkara/cascade/report/words"
	"harkara/model/scenario"
)

// A Server answers one scenario. Its fields are set before Listen.
type Server struct {
	File    *scenario.File
	Options scenario.Options // as the file is read without changes
	// Adjust changes what a scenario asks as the person asked for: trials, seed.
	Adjust func(*scenario.Scenario)
	// Answer answers a scenario bit by bit, and asks before it computes the whole, which
	// takes long (ask.Options.Live).
	Answer   func(ctx context.Context, s *scenario.Scenario, each func(*report.Look, bool), ready func() error) error
	Command  string
	Language words.Language

	// bodyTime is how long the body of a question may take.
	bodyTime time.Duration

	token string
	hosts []string // what a request may call this machine

	mu    sync.Mutex
	pages map[string]*page
	// first and whole are the places of the two computations that go on at a time: one for
	// first answers, which are quick, and one for whole answers, so that nobody waits for a
	// first answer until somebody else's whole one is there.
	first, whole chan struct{}
}

// The limits of what is served at the same time, and of what is read.
const (
	maxConnections = 64
	maxPages       = 10
	maxBody        = 64 << 10
	bodyTimeout    = 5 * time.Second
	headerTime     = 5 * time.Second
	idleTime       = 60 * time.Second
	heartbeat      = 15 * time.Second
)

// Listen opens the loopback addresses of this machine, of which there is no other
// choice: port 0 is any that is free. It returns the address for a browser, with the
// token in its fragment, which is never sent.
func (s *Server) Listen(port int) (address string, listeners []net.Listener, err error) {
	var secret [16]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return "", nil, err
	}
	s.bodyTime = bodyTimeout
	s.token, s.pages = hex.EncodeToString(secret[:]), map[string]*page{}
	s.first, s.whole = make(chan struct{}, 1), make(chan struct{}, 1)
	four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return "", nil, err
	}
	listeners = append(listeners, four)
	at := strconv.Itoa(four.Addr().(*net.TCPAddr).Port)
	// Where there is no IPv6, or somebody else has the port there, one will do.
	if six, err := net.Listen("tcp6", net.JoinHostPort("::1", at)); err == nil {
		listeners = append(listeners, six)
	}
	s.hosts = []string{"127.0.0.1:" + at, "localhost:" + at, "[::1]:" + at}
	places := make(chan struct{}, maxConnections)
	for i := range listeners {
		listeners[i] = &limited{listeners[i], places}
	}
	return "http://127.0.0.1:" + at + "/#" + s.token, listeners, nil
}

// Serve answers until ctx ends, and then ends at once.
func (s *Server) Serve(ctx context.Context, listeners []net.Listener) error {
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: 16 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	done := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { done <- server.Serve(l) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-done:
	}
	_ = server.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		p.stop()
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// limited is a listener with so many connections at a time; further ones wait.
type limited struct {
	net.Listener
	places chan struct{}
}

func (l *limited) Accept() (net.Conn, error) {
	l.places <- struct{}{}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &place{Conn: c, places: l.places}, nil
}

// place is a connection that gives its place back when it is closed.
type place struct {
	net.Conn
	once   sync.Once
	places chan struct{}
}

func (p *place) Close() error {
	err := p.Conn.Close()
	p.once.Do(func() { <-p.places })
	return err
}

// Handler answers requests: only those that come to this machine by its own names, from
// its own page, with the token.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.shell)
	mux.Handle("POST /ask", s.secret(s.ask))
	mux.Handle("GET /answers", s.secret(s.answers))
	mux.Handle("GET /download/scenario.yaml", s.secret(s.download))
	mux.Handle("GET /download/result.csv", s.secret(s.download))
	mux.Handle("GET /download/report.html", s.secret(s.download))
	same := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", html.LivePolicy())
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		// A page of elsewhere whose name was bound to this machine has that name here
		// (DNS rebinding): it is refused before anything is looked at.
		if !s.own(r.Host) {
			http.Error(w, "misdirected", http.StatusMisdirectedRequest)
			return
		}
		same.ServeHTTP(w, r)
	})
}

// own tells whether a request calls this machine by one of its names.
func (s *Server) own(host string) bool {
	return slices.Contains(s.hosts, host)
}

// secret answers only who has the token.
func (s *Server) secret(do http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Harkara-Token")), []byte(s.token)) != 1 {
			http.Error(w, "no token", http.StatusForbidden)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && !s.own(strings.TrimPrefix(origin, "http://")) {
			http.Error(w, "another origin", http.StatusForbidden)
			return
		}
		do(w, r)
	})
}

// shell is the page without any answer: it is for everybody who can reach it.
func (s *Server) shell(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = html.Write(w, html.Options{Live: true, Language: s.Language}) // else whoever asked is gone
}
