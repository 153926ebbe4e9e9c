// Units as they are packed in the page: see report.jsonFilm.
export async function unpack(film, called = {}) {
  const zipped = Uint8Array.from(atob(film.packed), (c) => c.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  const b = new Uint8Array(await new Response(stream).arrayBuffer());
  const n = film.units, text = new TextDecoder();
  let i = 0;
  const uint = () => {
    let x = 0, by = 1;
    for (;;) {
      const v = b[i++];
      x += (v & 127) * by;
      if (v < 128) return x;
      by *= 128;
    }
  };
  const int = () => {
    const u = uint();
    return u % 2 ? -(u + 1) / 2 : u / 2;
  };
  const parent = new Int32Array(n), people = new Float64Array(n), ordinal = new Int32Array(n);
  for (let u = 0, p = -1; u < n; u++) parent[u] = p += int();
  for (let u = 0; u < n; u++) people[u] = uint();
  for (let u = 0; u < n; u++) ordinal[u] = uint();
  const names = [new Map(), new Map()];
  for (const of of names) {
    for (let u = 0; u < n; u++) {
      if (ordinal[u]) continue;
      const size = uint();
      if (size) of.set(u, text.decode(b.subarray(i, i + size)));
      i += size;
    }
  }
  const bytes = () => { const of = b.subarray(i, i + n); i += n; return of; };
  const arrival = film.arrivals ? bytes() : null;
  const chance = film.at_s.map(bytes);
  let mean = null, teller = null;
  if (film.means) mean = Float64Array.from({ length: n }, () => uint()); // 0 is never
  if (film.tellers) teller = Int32Array.from({ length: n }, () => uint() - 1);

  const tier = new Uint8Array(n), tiers = film.tiers.map((t) => t.tier);
  let u = 0;
  film.tiers.forEach((t, k) => { for (let j = 0; j < t.units; j++) tier[u++] = k; });

  // name is what a unit is called: a generated one after its parent.
  const name = (u, local) => {
    const own = (local && names[1].get(u)) || names[0].get(u);
    if (own) return own;
    const p = parent[u], of = (local && called.tiers?.[tiers[tier[u]]]) || tiers[tier[u]];
    if (!ordinal[u]) return of;
    if (p < 0) return of + " " + ordinal[u];
    return name(p, local) + (ordinal[p] && parent[p] >= 0 ? "." : " ") + ordinal[u];
  };
  return { n, parent, people, ordinal, arrival, chance, mean, teller, tier, tiers, name };
}

// layout puts units side by side in the order of the tree, as wide as the people they
// serve, or as one each where nobody is served: x from 0 to 1.
export function layout(units) {
  const { n, parent, people } = units;
  const weight = new Float64Array(n), start = new Float64Array(n), next = new Float64Array(n);
  const count = new Int32Array(n);
  let all = 0, any = false;
  for (let u = 0; u < n; u++) { any ||= people[u] > 0; if (parent[u] >= 0) count[parent[u]]++; }
  for (let u = 0; u < n; u++) weight[u] = any ? people[u] : count[u] ? 0 : 1;
  for (let u = n - 1; u >= 0; u--) if (parent[u] >= 0) weight[parent[u]] += weight[u];
  for (let u = 0; u < n; u++) if (parent[u] < 0) all += weight[u];
  let x = 0;
  for (let u = 0; u < n; u++) {
    const p = parent[u];
    if (p < 0) { start[u] = x; x += weight[u] / (all || 1); } else { start[u] = next[p]; next[p] += weight[u] / (all || 1); }
    next[u] = start[u];
  }
  const width = weight.map((w) => w / (all || 1));
  return { start, width, children: count };
}
