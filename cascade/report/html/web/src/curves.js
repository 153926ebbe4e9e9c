// Curves of how many have it by when, with a band for nine plays of ten, goals as
// flags, and each curve's name at its end.
import uPlot from "uplot";
import { of100, onLanguage, say, tierName, time, whole } from "./words.js";
import { colour } from "./scheme.js";

const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [12, 4, 2, 4, 2, 4], [1, 4], [14, 6]];
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2419200, 4838400, 9676800];

// between is the value of a curve at a time between its own.
function between(times, values, s) {
  let j = times.findIndex((t) => t >= s);
  if (j < 0) return values[values.length - 1];
  if (j === 0 || times[j] === s) return values[j];
  const x = (s - times[j - 1]) / (times[j] - times[j - 1]);
  return values[j - 1] + (values[j] - values[j - 1]) * x;
}

export function curves(figure, view) {
  const box = figure.querySelector(".plot"), readout = figure.querySelector(".readout");
  const single = figure.querySelector("input.single");
  const c = view.curves;
  const tiers = c.tiers.filter((t) => t.units > 0 && t.mean.some((x) => x !== null));
  if (!tiers.length || !c.at_s.length) return null;
  const from0 = c.at_s[0] > 0 ? 1 : 0; // a saved result has no time before the first asked
  const x = from0 ? [0, ...c.at_s] : c.at_s;
  const list = (a) => (from0 ? [null, ...a] : a);
  let plot = null, at = x.length - 1, last = 0;

  function series() {
    const data = [x], series = [{}], bands = [];
    tiers.forEach((t, i) => {
      const stroke = colour("t" + (i % 8));
      data.push(list(t.p95), list(t.p05));
      // Bands of many tiers lie over each other: faint, with edges, each can be followed.
      const edge = { stroke: stroke + "77", width: 0.6, points: { show: false } };
      series.push({ ...edge }, { ...edge });
      bands.push({ series: [data.length - 2, data.length - 1], fill: stroke + "16" });
    });
    if (single && single.checked) {
      const i = tiers.findIndex((t) => t.tier === view.tier);
      for (const play of view.plays.reach) {
        data.push(list(play));
        series.push({ stroke: colour("t" + (Math.max(i, 0) % 8)), width: 0.6, alpha: 0.7, points: { show: false } });
      }
    }
    for (const t of (view.before ? view.before.tiers : [])) {
      const i = tiers.findIndex((x) => x.tier === t.tier);
      if (i < 0) continue;
      data.push(c.at_s.map((s) => between(view.before.at_s, t.mean, s)));
      series.push({ stroke: colour("edge"), width: 1.4, points: { show: false } });
    }
    tiers.forEach((t, i) => {
      data.push(list(t.mean));
      series.push({ label: t.tier, stroke: colour("t" + (i % 8)), width: 2.2, dash: dashes[i % 8], points: { show: x.length < 12 } });
    });
    return { data, series, bands };
  }

  function draw() {
    if (plot) plot.destroy();
    box.replaceChildren();
    const { data, series: s, bands } = series();
    const first = data.length - tiers.length;
    const width = Math.max(box.clientWidth, 200), narrow = width < 520;
    const room = names(tiers, narrow);
    const grid = { stroke: colour("grid"), width: 1 };
    plot = new uPlot({
      width, height: narrow ? 280 : 360, padding: [14, room, 0, 0], series: s, bands,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
      scales: { x: { time: false, range: [0, x[x.length - 1] || 1] }, y: { range: [0, 1] } },
      axes: [
        { stroke: colour("ink"), grid, ticks: grid, incrs: steps, space: narrow ? 56 : 76, values: (_, v) => v.map((t) => (t === 0 ? "0" : time(t))), label: say("sent"), labelSize: 22, font: font(), labelFont: font() },
        { stroke: colour("ink"), grid, ticks: grid, size: 40, values: (_, v) => v.map((y) => String(Math.round(y * 100))), label: say("of-100"), labelSize: 20, font: font(), labelFont: font() },
      ],
      hooks: { draw: [(u) => labels(u, first), (u) => flags(u)], setCursor: [(u) => { if (u.cursor.idx != null) { at = u.cursor.idx; tell(false); } }] },
    }, data, box);
    for (const canvas of box.querySelectorAll("canvas")) canvas.setAttribute("aria-hidden", "true");
  }

  const font = () => "12px " + getComputedStyle(document.body).fontFamily;

  // names is how much room the names at the ends of curves need.
  function names(tiers, narrow) {
    const g = document.createElement("canvas").getContext("2d");
    g.font = font();
    const wide = Math.max(...tiers.map((t) => g.measureText(short(tierName(view, t.tier), narrow) + " 99.9").width));
    return Math.min(wide + 14, narrow ? 116 : 204);
  }

  const short = (name, narrow) => (name.length > (narrow ? 12 : 24) ? name.slice(0, narrow ? 11 : 23) + "…" : name);

  // labels writes each curve's name and last value at its end, moved apart where they
  // would meet.
  function labels(u, first) {
    const g = u.ctx, r = devicePixelRatio, narrow = u.width < 520;
    const ends = tiers.map((t, i) => {
      let j = u.data[first + i].length - 1;
      while (j > 0 && u.data[first + i][j] === null) j--;
      const y = u.data[first + i][j] ?? 0;
      return { name: short(tierName(view, t.tier), narrow) + " " + whole(y), i, y: u.valToPos(y, "y", true) };
    });
    ends.sort((a, b) => a.y - b.y);
    const gap = 14 * r;
    for (let k = 1; k < ends.length; k++) ends[k].y = Math.max(ends[k].y, ends[k - 1].y + gap);
    const bottom = u.bbox.top + u.bbox.height;
    for (let k = ends.length - 1; k >= 0; k--) ends[k].y = Math.min(ends[k].y, bottom - (ends.length - 1 - k) * gap);
    g.save();
    g.font = 12 * r + "px " + getComputedStyle(document.body).fontFamily;
    g.textBaseline = "middle";
    g.textAlign = "left";
    for (const e of ends) {
      g.fillStyle = colour("t" + (e.i % 8));
      g.fillText(e.name, u.bbox.left + u.bbox.width + 6 * r, e.y);
    }
    g.restore();
  }

  // flags draws goals: a point at the time and the share, a flag on a mast that stands on
  // it, and beside it how often plays meet it.
  function flags(u) {
    const g = u.ctx, r = devicePixelRatio;
    g.save();
    g.font = 11 * r + "px " + getComputedStyle(document.body).fontFamily;
    g.textBaseline = "middle";
    for (const goal of view.goals || []) {
      const i = tiers.findIndex((t) => t.tier === goal.tier);
      if (i < 0 || goal.by_s > x[x.length - 1]) continue;
      const px = u.valToPos(goal.by_s, "x", true), py = u.valToPos(goal.share, "y", true), top = py - 16 * r;
      const back = px > u.bbox.left + u.bbox.width / 2 ? -1 : 1;
      g.strokeStyle = g.fillStyle = colour("t" + (i % 8));
      g.lineWidth = 1.5 * r;
      g.beginPath();
      g.moveTo(px, py);
      g.lineTo(px, top);
      g.stroke();
      g.beginPath();
      g.moveTo(px, top);
      g.lineTo(px + back * 12 * r, top + 4 * r);
      g.lineTo(px, top + 8 * r);
      g.fill();
      g.beginPath();
      g.arc(px, py, 2.5 * r, 0, 2 * Math.PI);
      g.fill();
      if (goal.chance == null) continue;
      const text = say(u.width < 520 ? "flag-short" : "flag", { share: whole(goal.share), chance: whole(goal.chance) });
      const wide = g.measureText(text).width, at = px + back * 15 * r;
      g.fillStyle = colour("paper") + "d8"; // lines below it do not cross it
      g.fillRect(back > 0 ? at - 2 * r : at - wide - 2 * r, top - 4 * r, wide + 4 * r, 16 * r);
      g.fillStyle = colour("t" + (i % 8));
      g.textAlign = back > 0 ? "left" : "right";
      g.fillText(text, at, top + 4 * r);
    }
    g.restore();
  }

  // tell says the numbers at the cursor; aloud at most once a second.
  function tell(aloud) {
    const j = at - from0;
    if (j < 0) return;
    const when = time(x[at]);
    const text = tiers.map((t) => {
      const known = t.p05[j] !== null && t.p95[j] !== null && t.p05[j] !== t.p95[j];
      return say("share", { tier: tierName(view, t.tier), mean: of100(t.mean[j]), time: when }) + (known ? " (" + say("range", { low: of100(t.p05[j]), high: of100(t.p95[j]) }) + ")" : "");
    }).join(" · ");
    const now = performance.now();
    readout.setAttribute("aria-live", aloud && now - last > 1000 ? "polite" : "off");
    if (aloud) last = now;
    readout.textContent = text;
  }

  box.addEventListener("keydown", (e) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: from0, End: x.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    at = Math.min(Math.max(to, from0), x.length - 1);
    plot.setCursor({ left: plot.valToPos(x[at], "x"), top: 10 });
    tell(true);
  });
  if (single) single.addEventListener("change", draw);
  let wide = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== wide) {
      wide = box.clientWidth;
      draw();
    }
  }).observe(box);
  onLanguage(() => { draw(); tell(false); });
  draw();
  tell(false);
  return { draw, end: () => plot && plot.destroy() };
}
