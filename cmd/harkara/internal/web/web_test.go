package web

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"harkara/cascade/ask"
	"harkara/cascade/report"
	"harkara/cascade/report/words"
	"harkara/model/scenario"
)

const small = `
name: small
network: {tiers: [top, office], fan_out: {top: 1, office: 4}}
relays: {top: {passes_on: 0.5}}
channels: {post: {delay: 1h}}
public: {population: 10, household: 5, hears: {sign: {broadcast: {over: post, share: 0.5}}}}
questions: {horizon: 6h, at: [1h, 6h], goals: [{tier: public, share: 0.2, by: 6h}]}
plans: {sure: {set: {relays.top.passes_on: 1}}}
trials: 60
`

// served is a server of a small scenario, and its address without the key.
func served(t *testing.T) (*Server, string) {
	t.Helper()
	f, err := scenario.Read("small.yaml", []byte(small), nil, scenario.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := ask.Options{}
	s := &Server{
		File: f, Adjust: func(*scenario.Scenario) {}, Command: "harkara serve small.yaml", Language: words.English,
		Answer: func(ctx context.Context, s *scenario.Scenario, each func(*report.Look, bool), ready func() error) error {
			return o.Live(ctx, s, each, ready)
		},
	}
	address, listeners, err := s.Listen(0)
	if err != nil {
		t.Skipf("there is no loopback address here: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listeners) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	at, key, _ := strings.Cut(address, "/#")
	if key != s.token || len(key) != 32 || !strings.HasPrefix(at, "http://127.0.0.1:") {
		t.Fatalf("the address is %s", address)
	}
	return s, at
}

// request sends one, with headers as names and values in turns.
func request(t *testing.T, method, url, body string, headers ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	a, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Body.Close() })
	return a
}

// stream is an open stream of answers.
type stream struct {
	*bufio.Reader
	page string
	body io.Closer
}

// next is the next event.
func (s *stream) next(t *testing.T) (kind string, data map[string]any) {
	t.Helper()
	for {
		line, err := s.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if k, ok := strings.CutPrefix(strings.TrimSpace(line), "event: "); ok {
			kind = k
		}
		if d, ok := strings.CutPrefix(line, "data: "); ok {
			if err := json.Unmarshal([]byte(d), &data); err != nil {
				t.Fatal(err)
			}
			return kind, data
		}
	}
}

func open(t *testing.T, s *Server, at string) *stream {
	t.Helper()
	a := request(t, "GET", at+"/answers", "", "X-Harkara-Token", s.token)
	if a.StatusCode != http.StatusOK {
		t.Fatalf("no stream: %s", a.Status)
	}
	return streamOf(t, a)
}

// streamOf is the stream of an answer that has begun.
func streamOf(t *testing.T, a *http.Response) *stream {
	t.Helper()
	x := &stream{Reader: bufio.NewReader(a.Body), body: a.Body}
	kind, data := x.next(t)
	if kind != "hello" || len(data["sliders"].([]any)) < 3 {
		t.Fatalf("%s %v", kind, data)
	}
	x.page, _ = data["page"].(string)
	return x
}

func (s *stream) ask(t *testing.T, server *Server, at, body string) int {
	t.Helper()
	return request(t, "POST", at+"/ask", body, "X-Harkara-Token", server.token, "X-Harkara-Page", s.page, "Content-Type", "application/json").StatusCode
}

// A question is answered bit by bit until the whole; the answer to it asked again is
// the same; a value that is no share is refused with the reader's words, and the old
// answer can still be had.
func TestAnswers(t *testing.T) {
	s, at := served(t)
	x := open(t, s, at)
	whole := func(generation, body string) string {
		if code := x.ask(t, s, at, `{"generation":`+generation+`,`+body+`}`); code != http.StatusAccepted {
			t.Fatalf("question %s: %d", generation, code)
		}
		for {
			kind, data := x.next(t)
			if kind == "problem" {
				return "problem: " + data["text"].(string)
			}
			if text, _ := data["html"].(string); kind == "done" {
				return text
			}
		}
	}
	first := whole("1", `"set":[],"plan":""`)
	if !strings.Contains(first, "Who has it, by when?") || !strings.Contains(first, "Where does it get stuck?") {
		t.Error("the answer lacks its sections")
	}
	if other := whole("2", `"set":[["relays.top.passes_on","1"]],"plan":""`); other == first {
		t.Error("a slider changes nothing")
	}
	if again := whole("3", `"set":[],"plan":""`); again != first {
		t.Error("undone, the answer is another")
	}
	if got := whole("4", `"set":[["relays.top.passes_on","7"]],"plan":""`); !strings.Contains(got, "relays.top.passes_on") || !strings.Contains(got, "from 0 to 1") {
		t.Errorf("of a value that is no share is said %q", got)
	}
	if code := x.ask(t, s, at, `{"generation":2,"set":[]}`); code != http.StatusConflict {
		t.Errorf("an old question is taken: %d", code)
	}
	for file, want := range map[string]string{"scenario.yaml": "name: small", "result.csv": "tier,", "report.html": "<!doctype html>"} {
		a := request(t, "GET", at+"/download/"+file, "", "X-Harkara-Token", s.token, "X-Harkara-Page", x.page)
		text, err := io.ReadAll(a.Body)
		if err != nil || a.StatusCode != http.StatusOK || !strings.Contains(string(text), want) {
			t.Errorf("%s: %s, %v, lacks %q", file, a.Status, err, want)
		}
	}
}

// Whoever is not the page of this program is refused: by another name of this machine,
// from another origin, without the key; and so is what is too long, too deep, not JSON,
// or elsewhere.
func TestRefuses(t *testing.T) {
	s, at := served(t)
	x := open(t, s, at)
	key := []string{"X-Harkara-Token", s.token, "X-Harkara-Page", x.page}
	with := func(more ...string) []string { return append(append([]string{}, key...), more...) }
	js := []string{"Content-Type", "application/json"}
	port := at[strings.LastIndex(at, ":"):]
	for name, c := range map[string]struct {
		method, path, body string
		headers            []string
		want               int
	}{
		"the shell":               {"GET", "/", "", nil, 200},
		"by localhost":            {"GET", "/", "", []string{"Host", "localhost" + port}, 200},
		"another name":            {"GET", "/", "", []string{"Host", "evil.example" + port}, 421},
		"another name, with key":  {"GET", "/answers", "", with("Host", "evil.example", "Origin", "http://evil.example"), 421},
		"another port":            {"GET", "/", "", []string{"Host", "127.0.0.1:1"}, 421},
		"no port":                 {"GET", "/", "", []string{"Host", "127.0.0.1"}, 421},
		"another origin":          {"POST", "/ask", "{}", with(append(js, "Origin", "http://evil.example")...), 403},
		"another origin, reading": {"GET", "/answers", "", with("Origin", "http://evil.example"), 403},
		"another site":            {"POST", "/ask", "{}", with(append(js, "Sec-Fetch-Site", "cross-site")...), 403},
		"no key":                  {"GET", "/answers", "", nil, 403},
		"a wrong key":             {"GET", "/answers", "", []string{"X-Harkara-Token", strings.Repeat("0", 32)}, 403},
		"a key in the address":    {"GET", "/answers?token=" + s.token, "", nil, 403},
		"no page":                 {"POST", "/ask", "{}", []string{"X-Harkara-Token", s.token, "Content-Type", "application/json"}, 404},
		"not JSON":                {"POST", "/ask", "{}", with("Content-Type", "text/plain"), 415},
		"broken":                  {"POST", "/ask", "{", with(js...), 400},
		"a key that is not known": {"POST", "/ask", `{"generation":9,"file":"/etc/passwd"}`, with(js...), 400},
		"too long":                {"POST", "/ask", `{"plan":"` + strings.Repeat("x", 1<<20) + `"}`, with(js...), 413},
		"another path":            {"GET", "/etc/passwd", "", key, 404},
		"a way up":                {"GET", "/download/../../../etc/passwd", "", key, 307},
		"another file":            {"GET", "/download/other.html", "", key, 404},
		"another method":          {"PUT", "/ask", "{}", with(js...), 405},
		"nothing answered yet":    {"GET", "/download/result.csv", "", key, 404},
	} {
		a := request(t, c.method, at+c.path, c.body, c.headers...)
		if a.StatusCode != c.want {
			t.Errorf("%s: %s, want %d", name, a.Status, c.want)
		}
		for _, h := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy"} {
			if a.Header.Get(h) == "" {
				t.Errorf("%s: no %s", name, h)
			}
		}
		for _, h := range []string{"Access-Control-Allow-Origin", "Set-Cookie"} {
			if a.Header.Get(h) != "" {
				t.Errorf("%s: %s is %q", name, h, a.Header.Get(h))
			}
		}
	}
	shell, err := io.ReadAll(request(t, "GET", at+"/", "").Body)
	if err != nil || strings.Contains(string(shell), "small") || strings.Contains(string(shell), s.token) {
		t.Errorf("the shell tells of the scenario, or the key: %v", err)
	}
}

// Only loopback addresses are listened to, and no more pages than are allowed have a
// stream; one that is closed makes room.
func TestStreams(t *testing.T) {
	s, at := served(t)
	var all []*stream
	for range maxPages {
		all = append(all, open(t, s, at))
	}
	if a := request(t, "GET", at+"/answers", "", "X-Harkara-Token", s.token); a.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one page more: %s", a.Status)
	}
	// Two pages ask at once, each gets its own.
	for i, p := range []string{"0", "1"} {
		if code := all[i].ask(t, s, at, `{"generation":1,"set":[["relays.top.passes_on","`+p+`"]]}`); code != http.StatusAccepted {
			t.Errorf("page %d: %d", i, code)
		}
	}
	shares := [2]string{}
	for i := range 2 {
		for {
			kind, data := all[i].next(t)
			if kind == "done" {
				shares[i], _ = data["html"].(string)
				break
			}
		}
	}
	if shares[0] == shares[1] || shares[0] == "" {
		t.Error("two pages have one answer")
	}
	_ = all[0].body.Close()
	for range 1000 { // until the server has seen that it is closed
		a := request(t, "GET", at+"/answers", "", "X-Harkara-Token", s.token)
		if a.StatusCode == http.StatusOK {
			return
		}
		_ = a.Body.Close()
	}
	t.Error("a closed page makes no room")
}

func TestLoopbackOnly(t *testing.T) {
	s := &Server{}
	_, listeners, err := s.Listen(0)
	if err != nil {
		t.Skipf("there is no loopback address here: %v", err)
	}
	for _, l := range listeners {
		if ip := l.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
			t.Errorf("it listens at %v", ip)
		}
		_ = l.Close()
	}
}

// A page is called as its scenario is: by its title, in the local script where the page
// speaks it, or by its name.
func TestPageIsCalledAsItsScenario(t *testing.T) {
	for text, want := range map[string][2]string{
		"title: Some villages\ntitle_local: कुछ गाँव\n": {"Some villages", "कुछ गाँव"},
		"": {"v", "v"},
	} {
		f, err := scenario.Read("v.yaml", []byte("name: v\n"+text+"network: {tiers: [a], fan_out: {a: 1}}\n"), nil, scenario.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, in := range []words.Language{words.English, words.Hindi} {
			s := &Server{File: f, Adjust: func(*scenario.Scenario) {}, Language: in}
			if c, err := s.controls(); err != nil || c.Title != want[i] {
				t.Errorf("%q in %s: %+v, %v", text, in, c, err)
			}
		}
	}
}
