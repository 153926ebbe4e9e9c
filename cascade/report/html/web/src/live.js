// The page while the program answers it: sliders ask, answers come over one stream.
// The key is the fragment of the address, which is never sent but in a header of ours.
import { count, label, onLanguage, say, speak } from "./words.js";

const every = 100; // milliseconds between questions, at least

export function live(drawn) {
  const main = document.getElementById("main"), box = document.getElementById("controls");
  const token = location.hash.slice(1);
  const status = document.createElement("p");
  status.className = "now";
  status.setAttribute("role", "status");
  let page = "", generation = 0, drawnAt = 0, state = null, first = null, timer = 0, last = 0, before = null, shownCurves = null;

  const ask = (path, options = {}) => fetch(path, {
    ...options, cache: "no-store", credentials: "omit",
    headers: { "X-Harkara-Token": token, ...(page ? { "X-Harkara-Page": page } : {}), ...options.headers },
  });
  const gone = () => { status.textContent = say("gone"); };

  // send asks what the controls say, ten times a second at most.
  function send() {
    clearTimeout(timer);
    const wait = last + every - performance.now();
    if (wait > 0) { timer = setTimeout(send, wait); return; }
    last = performance.now();
    const set = state.sliders.filter((s) => s.now !== s.value).map((s) => [s.path, String(s.now)]);
    before = set.length || state.plan ? first : null;
    ask("/ask", {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ generation: ++generation, set, plan: state.plan, seed: state.seed }),
    }).then((r) => { if (r.status === 404 || r.status === 403) gone(); }, gone);
  }

  function answer(kind, data) {
    if (data.generation !== generation) return; // of an older question
    if (kind === "problem") { status.textContent = data.text; return; }
    const open = [...main.querySelectorAll("details")].map((d) => d.open), y = scrollY;
    main.innerHTML = data.html;
    main.querySelectorAll("details").forEach((d, i) => { d.open = Boolean(open[i]); });
    drawn(main, before);
    shownCurves = drawn.curves;
    if (!before) first = shownCurves;
    speak(main);
    label(main);
    scrollTo(0, y);
    status.textContent = kind === "done" ? say("whole") : say("of-plays", { count: count(data.trials) });
    main.dataset.generation = data.generation;
    main.dataset.kind = kind;
    main.dataset.shown = ++drawnAt;
  }

  function controls(c) {
    page = c.page;
    if (c.title) document.title = c.title; // not in the shell, which whoever reaches it gets
    state = { sliders: c.sliders.map((s) => ({ ...s, now: s.value })), plan: "", seed: c.seed };
    const grid = document.createElement("div");
    grid.className = "sliders";
    const plan = document.createElement("select"), none = new Option("", "");
    plan.append(none, ...c.plans.map((p) => new Option(p, p)));
    const seed = Object.assign(document.createElement("input"), { type: "number", min: 0, step: 1, value: c.seed });
    const named = (control) => {
      const l = document.createElement("label"), t = document.createElement("span");
      l.append(t, control);
      return [l, t];
    };
    const [planLabel, planText] = named(plan), [seedLabel, seedText] = named(seed);
    planLabel.hidden = !c.plans.length;
    grid.append(planLabel, seedLabel);
    const ranges = state.sliders.map((s) => {
      const range = Object.assign(document.createElement("input"), { type: "range", min: s.low, max: s.high, step: s.step, value: s.value });
      const [l, t] = named(range), out = document.createElement("output");
      t.textContent = s.path;
      out.textContent = s.value;
      l.append(out);
      range.addEventListener("input", () => {
        s.now = Number(range.value) === Number(s.value) ? s.value : Number(range.value);
        out.textContent = s.now;
        send();
      });
      grid.append(l);
      return [range, out, s];
    });
    plan.addEventListener("change", () => { state.plan = plan.value; send(); });
    seed.addEventListener("change", () => { if (seed.checkValidity() && seed.value !== "") { state.seed = Number(seed.value); send(); } });
    const undo = document.createElement("button");
    undo.type = "button";
    undo.addEventListener("click", () => {
      for (const [range, out, s] of ranges) { range.value = s.value; s.now = s.value; out.textContent = s.value; }
      plan.value = state.plan = "";
      seed.value = state.seed = c.seed;
      send();
    });
    const saves = [["scenario", "/download/scenario.yaml", "scenario.yaml"], ["csv", "/download/result.csv", "result.csv"], ["report", "/download/report.html", "report.html"]].map(([word, path, name]) => {
      const b = document.createElement("button");
      b.type = "button";
      b.addEventListener("click", () => ask(path).then((r) => (r.ok ? r.blob() : null)).then((blob) => {
        if (!blob) return;
        const a = document.createElement("a");
        a.href = URL.createObjectURL(blob);
        a.download = name;
        a.click();
        setTimeout(() => URL.revokeObjectURL(a.href), 10000);
      }, gone));
      return [b, word];
    });
    const row = document.createElement("p");
    row.append(undo, ...saves.map(([b]) => b));
    row.className = "controls";
    box.replaceChildren(box.querySelector("h2"), grid, row, status);
    const words = () => {
      planText.textContent = say("plan");
      none.textContent = say("no-plan");
      seedText.textContent = say("seed");
      undo.textContent = say("undo");
      for (const [b, word] of saves) b.textContent = say(word);
    };
    onLanguage(words, true);
    words();
    send();
  }

  async function listen() {
    box.append(status);
    const r = await ask("/answers");
    if (r.status === 503) { // as many pages are open as may be: this one waits for a place
      status.textContent = say("full");
      setTimeout(() => listen().catch(gone), 2000);
      return;
    }
    if (!r.ok) return gone();
    const reader = r.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return gone();
      rest += value;
      for (let end; (end = rest.indexOf("\n\n")) >= 0; rest = rest.slice(end + 2)) {
        const kind = /^event: (.*)$/m.exec(rest.slice(0, end)), data = /^data: (.*)$/m.exec(rest.slice(0, end));
        if (!kind || !data) continue;
        if (kind[1] === "hello") controls(JSON.parse(data[1]));
        else answer(kind[1], JSON.parse(data[1]));
      }
    }
  }
  speak(main);
  listen().catch(gone);
}
