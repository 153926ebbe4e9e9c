// The film: when each unit has the message, as tiers one below the other, as a tree
// where units are few, or on a map.
import { count, of100, onLanguage, say, tierName, time } from "./words.js";
import { colour, onPaper, still } from "./scheme.js";
import { layout, unpack } from "./unpack.js";
import { paintMap, paintTiers, paintTree, ramp } from "./paint.js";
import { clock } from "./clock.js";
import { unitTable } from "./units.js";

const few = 300; // units up to which a tree is drawn

export function film(box, view) {
  let redraw = null, ended = false;
  unpack(view.film, view.local).then((units) => { if (!ended) redraw = show(box, view, units); });
  return { draw: () => redraw && redraw.draw(), end: () => { ended = true; if (redraw) redraw.end(); } };
}

function show(box, view, units) {
  const at = view.curves.at_s, chances = view.film.at_s;
  const places = layout(units);
  const s = {
    units, places, at, chances, t: at.length - 1, mode: units.arrival ? "typical" : "chance",
    as: view.film.shapes ? "map" : "icicle", zoom: -1, unit: 0, shapes: view.film.shapes, playing: 0, speed: 1,
  };
  s.clock = clock(at[at.length - 1], view.film.hours);
  const e = parts(box, s);
  if (s.shapes) s.paths = s.shapes.rings.map(outline);

  const word = {
    now: () => (s.mode === "typical" ? at[s.t] : chances[chanceOf(s)]),
    time: () => time(word.now()) + onClock(view, word.now()),
    name: (u) => units.name(u, document.documentElement.lang === "hi"),
    tier: (u) => tierName(view, units.tiers[units.tier[u]]),
  };

  function draw() {
    const wide = Math.max(box.clientWidth, 200);
    const high = s.as === "map" ? Math.min(wide * s.shapes.height / s.shapes.width, 560) : s.as === "tree" ? 70 + 64 * units.tiers.length : 34 * units.tiers.length + (wide < 520 ? 20 : 60);
    paint(e.canvas, wide, high, s, word);
    const has = held(s);
    e.say.textContent = s.mode === "typical" ? say("by", { count: count(has), all: count(units.n), time: word.time() }) : say("in-plays", { time: word.time(), share: of100(meanChance(s)) });
    e.slider.setAttribute("aria-valuetext", word.time());
    s.clock.set(word.now());
  }

  function tell() {
    const u = s.unit, lines = [`${word.name(u)} (${word.tier(u)})`];
    if (s.mode === "typical") lines.push(say(units.arrival[u] <= s.t ? "has" : "has-not", { time: word.time() }));
    else lines.push(say("in-plays", { time: word.time(), share: of100(units.chance[chanceOf(s)][u] / 250) }));
    if (units.mean && units.mean[u]) lines.push(say("mean", { time: time((units.mean[u] - 1) / 60000 * view.film.horizon_s) }));
    if (units.teller && units.teller[u] >= 0) lines.push(say("told", { name: word.name(units.teller[u]) }));
    if (units.people[u]) lines.push(say("people", { count: count(units.people[u]) }));
    if (places.children[u]) lines.push(say("below", { count: count(places.children[u]) }));
    e.readout.textContent = lines.join(" · ");
  }

  function set(t) {
    s.t = Math.min(Math.max(t, 0), at.length - 1);
    e.slider.value = s.t;
    draw();
  }

  function stop() {
    if (s.playing) cancelAnimationFrame(s.playing);
    s.playing = 0;
    e.play.textContent = say("play");
  }

  function play() {
    if (s.playing) return stop();
    if (s.t >= at.length - 1) set(0);
    e.play.textContent = say("pause");
    let begun = null;
    const from = s.t, seconds = 12; // for the whole, at speed 1
    const frame = (now) => {
      begun ??= now;
      const t = from + (now - begun) / 1000 * s.speed * at.length / seconds;
      if (Math.floor(t) !== s.t) set(Math.floor(t));
      else if (box.dataset.count) draw(); // so that every frame is drawn while frames are counted
      if (box.dataset.count) box.dataset.count = Number(box.dataset.count) + 1;
      if (s.t >= at.length - 1) return stop();
      s.playing = requestAnimationFrame(frame);
    };
    s.playing = requestAnimationFrame(frame);
  }

  e.play.addEventListener("click", play);
  e.back.addEventListener("click", () => { stop(); set(s.t - 1); });
  e.on.addEventListener("click", () => { stop(); set(s.t + 1); });
  e.slider.addEventListener("input", () => { stop(); set(Number(e.slider.value)); });
  e.speed.addEventListener("change", () => { s.speed = Number(e.speed.value); if (s.playing) { stop(); play(); } });
  e.mode.addEventListener("change", () => { s.mode = e.mode.value; spoken(); });
  e.as.addEventListener("change", () => { s.as = e.as.value; s.zoom = -1; draw(); });
  e.out.addEventListener("click", () => zoom(-1));
  function zoom(u) {
    s.zoom = u;
    e.out.hidden = u < 0;
    draw();
  }
  const pointed = (ev) => {
    const r = e.canvas.getBoundingClientRect();
    return e.canvas.unitAt ? e.canvas.unitAt(ev.clientX - r.left, ev.clientY - r.top) : -1;
  };
  e.canvas.addEventListener("pointermove", (ev) => {
    const u = pointed(ev);
    if (u >= 0 && u !== s.unit) { s.unit = u; tell(); if (!s.playing) draw(); }
  });
  e.canvas.addEventListener("click", (ev) => {
    const u = pointed(ev);
    if (u >= 0 && s.as === "icicle") zoom(u === s.zoom ? units.parent[u] : u);
  });
  e.canvas.addEventListener("keydown", (ev) => {
    let u = s.unit;
    const p = units.parent[u];
    switch (ev.key) {
      case "ArrowLeft": u = u > 0 && units.tier[u - 1] === units.tier[u] ? u - 1 : u; break;
      case "ArrowRight": u = u + 1 < units.n && units.tier[u + 1] === units.tier[u] ? u + 1 : u; break;
      case "ArrowUp": u = p >= 0 ? p : u; break;
      case "ArrowDown": u = Math.max(units.parent.indexOf(u), u); break;
      case "Home": u = 0; break;
      case "End": u = units.n - 1; break;
      case "Enter": if (s.as === "icicle") zoom(u); break;
      case "Escape": zoom(-1); break;
      case " ": play(); break;
      default: return;
    }
    ev.preventDefault();
    s.unit = u;
    if (s.zoom >= 0 && !inside(units, u, s.zoom)) zoom(units.parent[u]);
    draw();
    tell();
  });
  let wide = 0;
  new ResizeObserver(() => { if (box.clientWidth !== wide) { wide = box.clientWidth; draw(); } }).observe(box);

  unitTable(e.table, s, word, () => view.film.horizon_s);
  function spoken() {
    e.words();
    if (s.playing) e.play.textContent = say("pause");
    draw();
    tell();
  }
  onLanguage(spoken);
  onPaper(() => multiples(e.multiples, s, word));
  e.canvas.unitsDrawn = () => units.n;
  spoken();
  if (!still() && units.arrival) set(at.length - 1);
  return { draw, end: stop };
}

// onClock is a time on the clock of the scenario, where it has one.
function onClock(view, seconds) {
  if (!view.start) return "";
  const hindi = document.documentElement.lang === "hi";
  const how = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (view.zone && view.zone !== "Local") how.timeZone = view.zone;
  try {
    return " (" + new Intl.DateTimeFormat(hindi ? "hi-IN-u-nu-latn" : "en-GB", how).format(Date.parse(view.start) + seconds * 1000) + ")";
  } catch {
    return ""; // a zone that the browser does not know
  }
}

// outline is the path of a unit on the map.
function outline(rings) {
  const path = new Path2D();
  for (const r of rings) {
    let x = 0, y = 0;
    for (let i = 0; i < r.length; i += 2) {
      x += r[i];
      y += r[i + 1];
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  return path;
}

function paint(canvas, wide, high, s, word) {
  const r = Math.min(devicePixelRatio || 1, 2);
  const w = Math.round(wide * r), h = Math.round(high * r);
  if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
  const g = canvas.getContext("2d");
  g.setTransform(r, 0, 0, r, 0, 0);
  g.clearRect(0, 0, wide, high);
  const how = { icicle: paintTiers, tree: paintTree, map: paintMap }[s.as];
  canvas.unitAt = how(g, wide, high, s, shades(s), word);
}

// shades is the colour of each unit: an index of a table of colours.
function shades(s) {
  const { table, off } = ramp(s.at.length, [colour("not-yet"), colour("scale-low"), colour("scale-high")], s.mode);
  if (s.mode === "typical") {
    const a = s.units.arrival, t = s.t;
    return { table, of: (u) => (a[u] <= t ? a[u] : off) };
  }
  const c = s.units.chance[chanceOf(s)];
  return { table, of: (u) => c[u] };
}

// chanceOf is which of the times of chances is shown: the last that is not after the
// time of the film, or the first.
function chanceOf(s) {
  let k = 0;
  while (k + 1 < s.chances.length && s.chances[k + 1] <= s.at[s.t]) k++;
  return k;
}

function held(s) {
  if (s.mode !== "typical") return 0;
  let n = 0;
  for (const a of s.units.arrival) if (a <= s.t) n++;
  return n;
}

function meanChance(s) {
  const c = s.units.chance[chanceOf(s)];
  let sum = 0;
  for (const x of c) sum += x;
  return sum / 250 / (c.length || 1);
}

function inside(units, u, top) {
  while (u > top) u = units.parent[u];
  return u === top;
}

// multiples are six moments of the film, for paper.
function multiples(box, s, word) {
  box.replaceChildren();
  for (let k = 1; k <= 6; k++) {
    const t = Math.round((s.at.length - 1) * k / 6);
    const f = document.createElement("figure"), canvas = document.createElement("canvas"), c = document.createElement("figcaption");
    paint(canvas, 320, s.as === "map" ? 240 : 26 * s.units.tiers.length, { ...s, t, zoom: -1, unit: -1 }, word);
    c.textContent = time(s.at[t]);
    f.append(canvas, c);
    box.append(f);
  }
}

// parts makes the elements of the film.
function parts(box, s) {
  const make = (tag, props = {}, ...children) => {
    const x = Object.assign(document.createElement(tag), props);
    x.append(...children);
    return x;
  };
  const button = () => make("button", { type: "button" });
  const labelled = (control) => {
    const text = make("span");
    return [make("label", {}, text, " ", control), text];
  };
  const e = { play: button(), back: button(), on: button(), out: button() };
  e.slider = make("input", { type: "range", min: 0, max: s.at.length - 1, step: 1, value: s.t });
  e.speed = make("select");
  for (const x of [0.5, 1, 2, 4]) e.speed.append(make("option", { value: x, textContent: "×" + x, selected: x === 1 }));
  e.mode = make("select");
  const modes = [...(s.units.arrival ? ["typical"] : []), "chance"].map((m) => make("option", { value: m }));
  e.mode.append(...modes);
  e.as = make("select");
  const ways = ["icicle", ...(s.units.n <= few ? ["tree"] : []), ...(s.shapes ? ["map"] : [])].map((m) => make("option", { value: m, selected: m === s.as }));
  e.as.append(...ways);
  const [slider, sliderText] = labelled(e.slider), [speed, speedText] = labelled(e.speed), [mode, modeText] = labelled(e.mode), [as, asText] = labelled(e.as);
  slider.className = "when";
  e.canvas = make("canvas", { tabIndex: 0 });
  e.canvas.setAttribute("role", "img");
  e.say = make("p", { className: "now" });
  e.readout = make("p", { className: "readout" });
  e.readout.setAttribute("aria-live", "polite");
  const early = make("span"), late = make("span"), yet = make("span");
  const scale = make("span"), box_ = make("span", { className: "yet" });
  const legend = make("p", { className: "legend" }, early, scale, late, box_, yet);
  e.table = make("details", { className: "behind" });
  e.multiples = make("div", { className: "multiples" });
  e.multiples.setAttribute("aria-hidden", "true");
  const controls = make("div", { className: "controls" }, e.play, e.back, e.on, slider, speed, mode);
  if (ways.length > 1) controls.append(as);
  e.out.hidden = true;
  controls.append(e.out);
  box.append(controls, s.clock.box, e.say, e.canvas, legend, e.readout, e.table, e.multiples);
  e.words = () => {
    s.clock.words();
    e.play.textContent = say("play");
    e.back.textContent = "‹ " + say("back");
    e.on.textContent = say("on") + " ›";
    e.out.textContent = say("out");
    sliderText.textContent = say("when");
    speedText.textContent = say("speed");
    modeText.textContent = say("shows");
    asText.textContent = say("as");
    for (const o of [...modes, ...ways]) o.textContent = say(o.value);
    e.canvas.setAttribute("aria-label", say("keys"));
    const chance = s.mode === "chance";
    scale.className = chance ? "ramp chances" : "ramp";
    early.textContent = say(chance ? "none-has" : "early");
    late.textContent = say(chance ? "all-have" : "late");
    yet.textContent = say("not-yet");
    box_.hidden = yet.hidden = chance;
  };
  e.words();
  return e;
}
