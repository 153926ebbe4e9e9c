// Drawing units. A column of the screen in which many units lie has the mean of their
// colours, not that of the last one drawn.
const cividis = [[0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115], [138, 134, 120], [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56]];

const hex = (c) => [1, 3, 5].map((i) => parseInt(c.slice(i, i + 2), 16));
const mix = (a, b, x) => a.map((v, i) => v + (b[i] - v) * x);
const css = (c) => `rgb(${c.map(Math.round).join(" ")})`;

function along(stops, x) {
  const y = Math.min(Math.max(x, 0), 1) * (stops.length - 1), k = Math.min(Math.floor(y), stops.length - 2);
  return mix(stops[k], stops[k + 1], y - k);
}

let known = { key: "" };

// ramp is a table of colours: of when, by the times of the film, with one for not yet;
// or of a chance in parts of 250.
export function ramp(times, [notYet, low, high], mode) {
  const key = [times, notYet, low, high, mode].join();
  if (known.key === key) return known;
  const table = [];
  if (mode === "typical") for (let i = 0; i < 256; i++) table.push(along(cividis, times > 1 ? Math.sqrt(i / (times - 1)) : 0));
  else for (let i = 0; i <= 250; i++) table.push(mix(hex(low), hex(high), i / 250));
  table[255] = hex(notYet);
  const flat = new Float32Array(256 * 3);
  table.forEach((c, i) => c && flat.set(c, i * 3));
  known = { key, table: { flat, css: table.map((c) => c && css(c)) }, off: 255 };
  return known;
}

const ranges = new WeakMap();

// tierRanges are the units of each tier.
function tierRanges(units) {
  let r = ranges.get(units);
  if (!r) {
    r = units.tiers.map(() => [0, 0]);
    for (let u = 0; u < units.n; u++) {
      const t = r[units.tier[u]];
      if (t[1] === 0) t[0] = u;
      t[1] = u + 1;
    }
    ranges.set(units, r);
  }
  return r;
}

let strip = null;

export function paintTiers(g, wide, high, s, shade, word) {
  const { units, places } = s, rows = tierRanges(units), scale = g.getTransform().a;
  const px = Math.round(wide * scale), row = high / rows.length;
  const x0 = s.zoom >= 0 ? places.start[s.zoom] : 0, span = s.zoom >= 0 ? Math.max(places.width[s.zoom], 1e-12) : 1;
  strip ??= document.createElement("canvas");
  strip.width = px;
  strip.height = rows.length;
  const sg = strip.getContext("2d"), image = sg.createImageData(px, rows.length), d = image.data;
  const acc = new Float32Array(px * 4), flat = shade.table.flat;
  rows.forEach(([lo, hi], k) => {
    acc.fill(0);
    for (let u = lo; u < hi; u++) {
      const a = (places.start[u] - x0) / span * px, b = a + places.width[u] / span * px;
      if (b <= 0 || a >= px || b <= a) continue;
      const c = shade.of(u) * 3, from = Math.max(Math.floor(a), 0), to = Math.min(Math.ceil(b), px);
      for (let x = from; x < to; x++) {
        const w = Math.min(b, x + 1) - Math.max(a, x), i = x * 4;
        acc[i] += w * flat[c];
        acc[i + 1] += w * flat[c + 1];
        acc[i + 2] += w * flat[c + 2];
        acc[i + 3] += w;
      }
    }
    for (let x = 0, o = k * px * 4; x < px; x++, o += 4) {
      const w = acc[x * 4 + 3];
      if (w > 0) {
        d[o] = acc[x * 4] / w;
        d[o + 1] = acc[x * 4 + 1] / w;
        d[o + 2] = acc[x * 4 + 2] / w;
        d[o + 3] = 255 * Math.min(w * 2, 1);
      }
    }
  });
  sg.putImageData(image, 0, 0);
  g.imageSmoothingEnabled = false;
  rows.forEach((_, k) => g.drawImage(strip, 0, k, px, 1, 0, k * row, wide, row - 2));
  frames(g, wide, row, rows, s, x0, span, shade, word);
  return (x, y) => find(s, rows[Math.min(Math.max(Math.floor(y / row), 0), rows.length - 1)], x0 + x / wide * span);
}

// frames parts units that are wide enough, and writes their names.
function frames(g, wide, row, rows, s, x0, span, shade, word) {
  const { units, places } = s;
  const style = getComputedStyle(document.documentElement);
  const paper = style.getPropertyValue("--paper").trim(), ink = style.getPropertyValue("--ink").trim();
  g.font = "12px " + getComputedStyle(document.body).fontFamily;
  g.textBaseline = "middle";
  g.lineWidth = 1;
  rows.forEach(([lo, hi], k) => {
    if (hi - lo > wide) return; // narrower than a point, most of them
    for (let u = lo; u < hi; u++) {
      const a = (places.start[u] - x0) / span * wide, w = places.width[u] / span * wide;
      if (w < 3 || a + w < 0 || a > wide) continue;
      g.fillStyle = paper;
      g.fillRect(a + w - 0.5, k * row, 1, row - 2);
      const left = Math.max(a, 0), room = Math.min(a + w, wide) - left - 8;
      if (room < 34) continue;
      const c = shade.table.flat, i = shade.of(u) * 3;
      g.fillStyle = 0.299 * c[i] + 0.587 * c[i + 1] + 0.114 * c[i + 2] > 125 ? "#000" : "#fff";
      let name = word.name(u);
      if (name.length > 80) name = name.slice(0, 80);
      if (g.measureText(name).width > room) {
        while (name.length > 1 && g.measureText(name + "…").width > room) name = name.slice(0, -1);
        name += "…";
      }
      if (name.length > 2) g.fillText(name, left + 4, k * row + row / 2 - 1);
    }
  });
  if (s.unit >= 0) {
    const u = s.unit, k = units.tier[u];
    g.strokeStyle = ink;
    g.lineWidth = 2;
    g.strokeRect((places.start[u] - x0) / span * wide + 1, k * row + 1, Math.max(places.width[u] / span * wide - 2, 1), row - 4);
  }
}

// find is the unit of a tier at a place.
function find(s, [lo, hi], x) {
  const start = s.places.start;
  let a = lo, b = hi - 1;
  while (a < b) {
    const m = (a + b + 1) >> 1;
    if (start[m] <= x) a = m;
    else b = m - 1;
  }
  return hi > lo ? a : -1;
}

// paintTree draws a tree with as much room for every unit without units below.
export function paintTree(g, wide, high, s, shade, word) {
  const { units, places } = s;
  if (!s.tree) s.tree = evenly(units, places);
  const x = s.tree, style = getComputedStyle(document.documentElement);
  const row = (high - 50) / Math.max(units.tiers.length - 1, 1), y = (u) => 20 + units.tier[u] * row;
  const leaves = Math.max(1 / s.treeLeaf || 1, 1), r = Math.min(Math.max(wide / leaves / 2.6, 2), 9);
  g.strokeStyle = style.getPropertyValue("--grid").trim();
  g.lineWidth = 1.2;
  for (let u = 0; u < units.n; u++) {
    const p = units.parent[u];
    if (p < 0) continue;
    const ym = (y(u) + y(p)) / 2;
    g.beginPath();
    g.moveTo(x[p] * wide, y(p));
    g.bezierCurveTo(x[p] * wide, ym, x[u] * wide, ym, x[u] * wide, y(u));
    g.stroke();
  }
  g.font = "11px " + getComputedStyle(document.body).fontFamily;
  g.textAlign = "center";
  let last = -1, end = -1e9;
  for (let u = 0; u < units.n; u++) {
    g.beginPath();
    g.arc(x[u] * wide, y(u), r, 0, 7);
    g.fillStyle = shade.table.css[shade.of(u)];
    g.fill();
    g.strokeStyle = style.getPropertyValue(u === s.unit ? "--ink" : "--edge").trim();
    g.lineWidth = u === s.unit ? 2.5 : 1;
    g.stroke();
    let name = word.name(u).slice(0, 22);
    const w = g.measureText(name).width;
    if (units.tier[u] !== last) { last = units.tier[u]; end = -1e9; }
    const left = Math.min(Math.max(x[u] * wide, w / 2), wide - w / 2);
    if (left - w / 2 > end + 6) {
      g.fillStyle = style.getPropertyValue("--ink").trim();
      g.fillText(name, left, y(u) + r + 12);
      end = left + w / 2;
    }
  }
  g.textAlign = "start";
  return (px, py) => {
    let best = -1, least = 400;
    for (let u = 0; u < units.n; u++) {
      const d = (x[u] * wide - px) ** 2 + (y(u) - py) ** 2;
      if (d < least) { least = d; best = u; }
    }
    return best;
  };
}

// evenly is the middle of each unit, where each without units below is as wide.
function evenly(units, places) {
  const n = units.n, w = new Float64Array(n), start = new Float64Array(n), next = new Float64Array(n);
  for (let u = n - 1; u >= 0; u--) {
    if (!places.children[u]) w[u] = 1;
    if (units.parent[u] >= 0) w[units.parent[u]] += w[u];
  }
  let all = 0, at = 0;
  for (let u = 0; u < n; u++) if (units.parent[u] < 0) all += w[u];
  for (let u = 0; u < n; u++) {
    const p = units.parent[u];
    if (p < 0) { start[u] = at; at += w[u]; } else { start[u] = next[p]; next[p] += w[u]; }
    next[u] = start[u];
  }
  const x = start.map((a, u) => (a + w[u] / 2) / (all || 1));
  return x;
}

// paintMap draws the outlines of units.
export function paintMap(g, wide, high, s, shade, word) {
  const k = Math.min(wide / s.shapes.width, high / s.shapes.height), r = g.getTransform().a;
  const dx = (wide - s.shapes.width * k) / 2;
  const style = getComputedStyle(document.documentElement);
  const mine = () => g.setTransform(r * k, 0, 0, r * k, r * dx, 0);
  mine();
  s.shapes.units.forEach((u, i) => {
    g.fillStyle = shade.table.css[shade.of(u)];
    g.fill(s.paths[i], "evenodd");
    g.strokeStyle = style.getPropertyValue("--edge").trim();
    g.lineWidth = 0.8 / k;
    g.stroke(s.paths[i]);
  });
  const i = s.shapes.units.indexOf(s.unit);
  if (i >= 0) {
    g.strokeStyle = style.getPropertyValue("--ink").trim();
    g.lineWidth = 2.5 / k;
    g.stroke(s.paths[i]);
  }
  g.setTransform(r, 0, 0, r, 0, 0);
  return (x, y) => {
    mine();
    const at = s.shapes.units.findIndex((_, j) => g.isPointInPath(s.paths[j], x * r, y * r, "evenodd"));
    g.setTransform(r, 0, 0, r, 0, 0);
    return at < 0 ? -1 : s.shapes.units[at];
  };
}
