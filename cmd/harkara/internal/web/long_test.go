package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"harkara/cascade/cascadetest/effort"
)

// crowd is some pages that ask random questions, each after it has seen an answer of the
// last, or before; now and then one closes its stream and opens another. It returns how
// many whole answers came.
func crowd(t *testing.T, s *Server, at string, pages, questions int, seed uint64) int {
	t.Helper()
	var all sync.WaitGroup
	whole := make([]int, pages)
	for p := range pages {
		all.Add(1)
		go func() {
			defer all.Done()
			g := rand.New(rand.NewPCG(seed, uint64(p)))
			x := open(t, s, at)
			generation := 0
			for range questions {
				if g.IntN(20) == 0 {
					_ = x.body.Close()
					x, generation = open(t, s, at), 0
				}
				generation++
				set := "[]"
				if g.IntN(4) > 0 {
					set = fmt.Sprintf(`[["relays.top.passes_on","%.2f"],["public.hears.sign.broadcast.share","%.2f"]]`, g.Float64()*1.1, g.Float64())
				}
				plan := map[bool]string{true: "sure"}[g.IntN(5) == 0]
				body := fmt.Sprintf(`{"generation":%d,"set":%s,"plan":%q,"seed":%d}`, generation, set, plan, g.IntN(1000))
				if code := x.ask(t, s, at, body); code != http.StatusAccepted {
					t.Errorf("page %d: question %d: %d", p, generation, code)
					return
				}
				if g.IntN(3) == 0 {
					continue // the next question comes before the answer
				}
				for {
					kind, data := x.next(t)
					if of, _ := data["generation"].(float64); int(of) != generation {
						continue // of an older question
					}
					if kind == "done" || kind == "problem" {
						whole[p]++
						break
					}
				}
			}
			_ = x.body.Close()
		}()
	}
	all.Wait()
	sum := 0
	for _, n := range whole {
		sum += n
	}
	return sum
}

// patience is how often a test lets others go on before it gives up waiting for them.
const patience = 20_000_000

// settled is the number of goroutines and the bytes in use, once what has ended is gone:
// when they are so few as wanted, or, where that is 0, do not become fewer.
func settled(s *Server, want int) (int, uint64) {
	last, same := 0, 0
	for i := 0; i < patience && same < patience/1000; i++ {
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		s.mu.Lock()
		open := len(s.pages)
		s.mu.Unlock()
		n := runtime.NumGoroutine()
		if open == 0 && want > 0 && n <= want {
			break
		}
		if same++; n != last || open > 0 || want > 0 {
			same = 0
		}
		last = n
		runtime.Gosched()
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), m.HeapAlloc
}

// Random questions of several pages leave nothing behind: as many goroutines as before,
// and a heap that does not grow. HARKARA_HOUR asks for so many questions a page instead
// of a few.
func TestRandomUseDoesNotGrow(t *testing.T) {
	effort.NotShort(t, "asks for a long time")
	s, at := served(t)
	questions := effort.Of(0, 4, 8)
	if n := os.Getenv("HARKARA_HOUR"); n != "" {
		if _, err := fmt.Sscan(n, &questions); err != nil {
			t.Fatal(err)
		}
	}
	crowd(t, s, at, 4, 2, 1) // what is made once is there
	goroutines, heap := settled(s, 0)
	whole := crowd(t, s, at, 4, questions, 2)
	if whole < questions {
		t.Errorf("only %d whole answers", whole)
	}
	after, grown := settled(s, goroutines)
	t.Logf("%d whole answers; goroutines %d, then %d; heap %d kB, then %d kB", whole, goroutines, after, heap>>10, grown>>10)
	if after > goroutines+2 {
		t.Errorf("goroutines: %d, and then %d", goroutines, after)
	}
	if grown > heap+2<<20 {
		t.Errorf("the heap: %d bytes, and then %d", heap, grown)
	}
	if n := s.working(); n != 0 {
		t.Errorf("%d computations go on without a page", n)
	}
}

// Ten people ask at once, and each is answered.
func TestTenAtOnce(t *testing.T) {
	s, at := served(t)
	var all sync.WaitGroup
	for range effort.Of(3, 10, 10) {
		all.Add(1)
		go func() {
			defer all.Done()
			x := open(t, s, at)
			if code := x.ask(t, s, at, `{"generation":1,"set":[]}`); code != http.StatusAccepted {
				t.Errorf("a question: %d", code)
			}
			for kind := ""; kind != "done"; {
				kind, _ = x.next(t)
			}
		}()
	}
	all.Wait()
}

// working is how many computations go on.
func (s *Server) working() int { return len(s.first) + len(s.whole) }

// Two computations go on at a time and no more, one of a page: a page that asks again
// gives up its older question. Its first answer does not wait for the whole one of
// another page.
func TestComputations(t *testing.T) {
	s, at := served(t)
	s.first <- struct{}{} // as if two others went on
	s.whole <- struct{}{}
	x := open(t, s, at)
	for g := 1; g <= 3; g++ {
		if code := x.ask(t, s, at, fmt.Sprintf(`{"generation":%d,"set":[]}`, g)); code != http.StatusAccepted {
			t.Fatal(code)
		}
	}
	if n := s.working(); n != 2 {
		t.Errorf("%d computations", n)
	}
	until := func(want string) {
		for kind := ""; kind != want; {
			var data map[string]any
			kind, data = x.next(t)
			if of, _ := data["generation"].(float64); of != 3 {
				t.Errorf("an answer of question %v, which was given up", of)
			}
			if kind == "done" && want != "done" {
				t.Error("a whole answer without its place")
			}
		}
	}
	<-s.first
	until("answer")
	<-s.whole
	until("done")
}

// dial opens a connection and sends something.
func dial(t *testing.T, at, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(at, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

// A thousand connections that say nothing are 64 that are looked at: when they close,
// the page is served as before, and nothing of them is left.
func TestThousandConnections(t *testing.T) {
	s, at := served(t)
	before, _ := settled(s, 0)
	var all []net.Conn
	for range 1000 {
		c, err := net.Dial("tcp", strings.TrimPrefix(at, "http://"))
		if err != nil {
			break // the machine has no more
		}
		all = append(all, c)
	}
	if n := runtime.NumGoroutine(); n > before+maxConnections+16 {
		t.Errorf("%d connections have %d goroutines", len(all), n-before)
	}
	for _, c := range all {
		_ = c.Close()
	}
	a := request(t, "GET", at+"/", "")
	if a.StatusCode != http.StatusOK {
		t.Errorf("after a thousand connections: %s", a.Status)
	}
	_ = a.Body.Close()
	if after, _ := settled(s, before); after > before+2 {
		t.Errorf("%d goroutines, and then %d", before, after)
	}
}

// A body that comes too slowly is not waited for, and neither is one of ten million
// bytes read; the page goes on.
func TestSlowAndLong(t *testing.T) {
	s, at := served(t)
	s.bodyTime = 50 * time.Millisecond
	x := open(t, s, at)
	head := "POST /ask HTTP/1.1\r\nHost: " + strings.TrimPrefix(at, "http://") + "\r\nX-Harkara-Token: " + s.token + "\r\nX-Harkara-Page: " + x.page + "\r\nContent-Type: application/json\r\n"
	slow := dial(t, at, head+"Content-Length: 40\r\n\r\n{\"generation\":1,")
	answer, err := io.ReadAll(slow) // until it is closed
	if err != nil && !errors.Is(err, io.EOF) || !strings.HasPrefix(string(answer), "HTTP/1.1 400") {
		t.Errorf("a slow body: %q, %v", answer, err)
	}
	long := dial(t, at, head+"Content-Length: 10485760\r\n\r\n{\"plan\":\"")
	chunk := []byte(strings.Repeat("x", 1<<16))
	sent := 0
	for range 160 {
		n, err := long.Write(chunk)
		sent += n
		if err != nil {
			break // it has hung up
		}
	}
	first := make([]byte, 12)
	if _, err := io.ReadFull(long, first); err == nil && string(first) != "HTTP/1.1 413" {
		t.Errorf("a body of 10 MB, of which %d bytes were sent: %q", sent, first)
	}
	if code := x.ask(t, s, at, `{"generation":1,"set":[]}`); code != http.StatusAccepted {
		t.Errorf("afterwards: %d", code)
	}
}

// A stream that closes ends its computation, and its page is not known any more.
func TestClosedStream(t *testing.T) {
	s, at := served(t)
	x := open(t, s, at)
	if code := x.ask(t, s, at, `{"generation":1,"set":[]}`); code != http.StatusAccepted {
		t.Fatal(code)
	}
	_ = x.body.Close()
	settled(s, 0)
	if code := x.ask(t, s, at, `{"generation":2,"set":[]}`); code != http.StatusNotFound {
		t.Errorf("a page that is closed asks: %d", code)
	}
	for range patience {
		if s.working() == 0 {
			return
		}
		runtime.Gosched()
	}
	t.Error("its computation goes on")
}

// What is undone has the bytes it had, whoever else asked what in between.
func TestUndo(t *testing.T) {
	s, at := served(t)
	x, other := open(t, s, at), open(t, s, at)
	whole := func(x *stream, generation int, set string) string {
		if code := x.ask(t, s, at, fmt.Sprintf(`{"generation":%d,"set":%s}`, generation, set)); code != http.StatusAccepted {
			t.Fatal(code)
		}
		for {
			if kind, data := x.next(t); kind == "done" {
				text, err := json.Marshal(data["html"])
				if err != nil {
					t.Fatal(err)
				}
				return string(text)
			}
		}
	}
	first := whole(x, 1, "[]")
	changed := whole(other, 1, `[["relays.top.passes_on","1"]]`)
	if again := whole(x, 2, "[]"); again != first || changed == first {
		t.Error("the answer is another after somebody else asked")
	}
}
