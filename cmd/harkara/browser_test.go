package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"harkara/cascade/cascadetest/effort"
)

// browser is a Chromium that a test looks at pages with, and what it saw there.
type browser struct {
	ctx context.Context

	mu       sync.Mutex
	console  []string
	requests []string
}

// chromium starts one, or skips the test where there is none.
func chromium(t *testing.T) *browser {
	t.Helper()
	effort.OnlyThorough(t, "starts a browser")
	file := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && file == "" {
			file = found
		}
	}
	if file == "" {
		t.Skip("there is no chromium here")
	}
	alloc, stop := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(file), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(end)
	b := &browser{ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		t.Skipf("chromium does not start here: %v", err)
	}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) listen(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, a := range e.Args {
			b.console = append(b.console, string(a.Value)+a.Description)
		}
	case *runtime.EventExceptionThrown:
		b.console = append(b.console, fmt.Sprint(e.ExceptionDetails))
	case *log.EventEntryAdded:
		b.console = append(b.console, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	}
}

// do runs actions in the browser.
func (b *browser) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// evaluate is the value of a script, waited for where it is a promise.
func evaluate[T any](t *testing.T, b *browser, script string) T {
	t.Helper()
	x, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%v: %s", err, script[:min(len(script), 200)])
	}
	return x
}

// shape sets how wide the window is and whether it is dark.
func (b *browser) shape(t *testing.T, width int64, scheme string) {
	t.Helper()
	b.do(t, chromedp.EmulateViewport(width, 900))
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// open opens a page and waits until its film is drawn.
func (b *browser) open(t *testing.T, file string) {
	t.Helper()
	b.do(t, chromedp.Navigate("file://"+file))
	evaluate[bool](t, b, `new Promise(done => { const look = () => document.querySelectorAll(".film").length === document.querySelectorAll(".film canvas[role=img]").length ? requestAnimationFrame(() => done(true)) : setTimeout(look, 20); look(); })`)
}

// shot keeps a picture of the whole page, where HARKARA_SHOTS names a folder.
func (b *browser) shot(t *testing.T, name string) {
	t.Helper()
	folder := os.Getenv("HARKARA_SHOTS")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}

// axe is the script that looks for what hinders people (axe-core), or "" where it was
// not installed.
func axe() string {
	data, err := os.ReadFile("../../cascade/report/html/web/node_modules/axe-core/axe.min.js")
	if err != nil {
		return ""
	}
	return string(data)
}

// accessible tells what axe finds wrong with the page.
func (b *browser) accessible(t *testing.T, what string) {
	t.Helper()
	script := axe()
	if script == "" {
		t.Log("axe-core is not installed: cascade/report/html/web/build.sh does that")
		return
	}
	evaluate[any](t, b, script+"; 1")
	found := evaluate[string](t, b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " at " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))))`)
	var list []string
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		t.Errorf("%s: %s", what, v)
	}
}

// clean fails on a line in the console, and on a request for anything but the page.
func (b *browser) clean(t *testing.T, allowed ...string) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, line := range b.console {
		t.Errorf("the console says %s", line)
	}
next:
	for _, url := range b.requests {
		for _, start := range append(allowed, "data:", "blob:") {
			if strings.HasPrefix(url, start) {
				continue next
			}
		}
		t.Errorf("the page asks for %s", url)
	}
	b.console, b.requests = nil, nil
}

// The page in a browser: nothing in its console, no request, nothing that hinders
// people, no wider than its window, in light and dark, on paper, with keys alone.
func TestPageInBrowser(t *testing.T) {
	b := chromium(t)
	file := filepath.Join(t.TempDir(), "pakur.html")
	args := []string{"report", "pakur", "--trials", "24", "--out", file}
	if name := os.Getenv("HARKARA_PAGE"); name != "" {
		file = name
	} else if s := harkara(t, args...); s.status != exitMissed {
		t.Fatalf("%+v", s)
	}
	for _, width := range []int64{360, 800, 1600} {
		for _, scheme := range []string{"light", "dark"} {
			b.shape(t, width, scheme)
			b.open(t, file)
			what := fmt.Sprintf("%s at %d", scheme, width)
			if over := evaluate[float64](t, b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s: the page is %v points wider than its window", what, over)
			}
			if width == 800 {
				t.Logf("%s: first painted after %.0f ms", what, evaluate[float64](t, b, `(performance.getEntriesByType("paint").find(p => p.name === "first-contentful-paint") || {startTime: -1}).startTime`))
			}
			b.accessible(t, what)
			b.shot(t, fmt.Sprintf("%s-%d", scheme, width))
			b.clean(t, "file://"+file)
		}
	}
	b.keys(t)
	b.speaks(t)
	b.paper(t)
	b.clean(t, "file://"+file)
}

// keys uses curves and film without a mouse.
func (b *browser) keys(t *testing.T) {
	t.Helper()
	read := func(of string) string {
		return evaluate[string](t, b, `document.querySelector("`+of+`").textContent`)
	}
	b.do(t, chromedp.Focus(".plot"))
	before := read(".curves .readout")
	b.do(t, chromedp.KeyEvent("\ue012"), chromedp.KeyEvent("\ue012")) // arrow left
	evaluate[bool](t, b, `(document.querySelector(".plot").dispatchEvent(new KeyboardEvent("keydown", {key: "Home"})), true)`)
	if after := read(".curves .readout"); after == before {
		t.Errorf("the keys do not move in the curves: %s", after)
	}
	now := read(".film .now")
	evaluate[bool](t, b, `(() => { const s = document.querySelector(".film input[type=range]"); s.value = 2; s.dispatchEvent(new Event("input")); return true; })()`)
	if read(".film .now") == now {
		t.Error("the slider does not move the film")
	}
	unit := read(".film .readout")
	evaluate[bool](t, b, `(document.querySelector(".film canvas").dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown"})), true)`)
	if read(".film .readout") == unit {
		t.Error("the keys do not move in the film")
	}
	frames := evaluate[float64](t, b, `new Promise(done => { const f = document.querySelector(".film"); f.dataset.count = 1; f.querySelector("button").click(); const from = performance.now(); setTimeout(() => done(Number(f.dataset.count) / (performance.now() - from) * 1000), 2000); })`)
	t.Logf("the film shows %.0f frames a second", frames)
	evaluate[bool](t, b, `(document.querySelector(".film button").click(), delete document.querySelector(".film").dataset.count)`)
	if n := evaluate[float64](t, b, `(document.querySelector(".watch .behind summary").click(), new Promise(done => setTimeout(() => done(document.querySelectorAll(".watch .behind tbody tr").length), 200)))`); n < 10 {
		t.Errorf("the table behind the film has %v rows", n)
	}
}

// speaks switches the page to Hindi, narrow and wide, in light and dark, and back.
func (b *browser) speaks(t *testing.T) {
	t.Helper()
	english := evaluate[string](t, b, `document.querySelector("h2").innerText`)
	evaluate[bool](t, b, `(document.querySelector("button[data-lang=hi]").click(), true)`)
	if lang := evaluate[string](t, b, `document.documentElement.lang`); lang != "hi" {
		t.Errorf("the page is in %q", lang)
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1600} {
			b.shape(t, width, scheme)
			what := fmt.Sprintf("hindi-%s-%d", scheme, width)
			if over := evaluate[float64](t, b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s: the page is %v points wider than its window", what, over)
			}
			b.accessible(t, what)
			b.shot(t, what)
		}
	}
	evaluate[bool](t, b, `(document.querySelector("button[data-lang=en]").click(), true)`)
	if again := evaluate[string](t, b, `document.querySelector("h2").innerText`); again != english {
		t.Errorf("back in English the page says %q, not %q", again, english)
	}
}

// paper prints the page and looks for its text.
func (b *browser) paper(t *testing.T) {
	t.Helper()
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "page.pdf")
	if folder := os.Getenv("HARKARA_SHOTS"); folder != "" {
		file = filepath.Join(folder, "page.pdf")
	}
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Logf("the text of the printed page is not looked for: there is no pdftotext here (%v)", err)
		return
	}
	for _, want := range []string{"Who has it, by when?", "Where does it get stuck?", "harkara report pakur", "passes_on"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the printed page lacks %q", want)
		}
	}
}

// The page that the program answers: a slider moved with keys changes the sentence, and
// as in the file it is again what it was; nothing in the console, no request elsewhere.
func TestServeInBrowser(t *testing.T) {
	b := chromium(t)
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		a := &app{in: strings.NewReader(""), out: in, errOut: io.Discard, grace: grace}
		ended <- a.run(ctx, []string{"serve", "pakur", "--trials", "40"})
	}()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Skipf("nothing is served here: %v", err)
	}
	address = strings.TrimSpace(address)
	b.shape(t, 1280, "light")
	b.do(t, chromedp.Navigate(address))
	// shown waits until an answer of a question is shown, and gives its sentence.
	shown := func(generation int, kind string) string {
		return evaluate[string](t, b, fmt.Sprintf(`new Promise(done => { const m = document.getElementById("main"); const look = () => Number(m.dataset.generation) >= %d && (%q === "" || m.dataset.kind === %q) ? done(m.querySelector(".lead").innerText) : setTimeout(look, 5); look(); })`, generation, kind, kind))
	}
	first := shown(1, "answer")
	b.accessible(t, "served")
	b.shot(t, "served")
	moved := evaluate[float64](t, b, `new Promise(done => {
		const range = [...document.querySelectorAll("#controls input[type=range]")].find(r => r.parentElement.innerText.includes("relays.block.passes_on"));
		const lead = document.querySelector(".lead").innerText, from = performance.now();
		range.focus(); range.value = "0.1"; range.dispatchEvent(new Event("input", {bubbles: true}));
		const look = () => document.querySelector(".lead").innerText !== lead ? requestAnimationFrame(() => done(performance.now() - from)) : setTimeout(look, 2); look(); })`)
	t.Logf("a moved slider is answered in %.0f ms", moved)
	if second := shown(2, ""); second == first {
		t.Error("a slider changes nothing")
	}
	evaluate[bool](t, b, `([...document.querySelectorAll("#controls button")][0].click(), true)`)
	if whole := shown(3, "done"); whole == "" {
		t.Error("no whole answer")
	}
	b.shot(t, "served-whole")
	b.clean(t, address[:strings.Index(address, "#")])
	stop()
	if status := <-ended; status != exitDone {
		t.Errorf("interrupted, it ends with status %d", status)
	}
}
