// Words of the script, in the language that the page is shown in.
const all = JSON.parse(document.getElementById("words").textContent);
let listeners = [];

const tag = () => document.documentElement.lang;

// say fills in a template.
export function say(kind, values = {}) {
  const of = all[tag()] || all[Object.keys(all)[0]];
  return (of[kind] || kind).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// tierName is what a tier is called in the language of the page.
export function tierName(view, tier) {
  return (tag() === "hi" && view.local.tiers?.[tier]) || all[tag()]?.["tier-" + tier] || tier;
}

// onLanguage is called when another language is chosen, until the main part of the page
// is drawn anew; for good where it is lasting.
export function onLanguage(f, lasting = false) { listeners.push({ f, lasting }); }

// forget drops what is not lasting.
export function forget() { listeners = listeners.filter((l) => l.lasting); }

// speak puts words into elements that have data-say, and again in another language.
export function speak(root = document) {
  for (const e of root.querySelectorAll("[data-say]")) e.textContent = say(e.dataset.say);
}

// label names elements aloud in the language of the page.
export function label(root) {
  for (const e of root.querySelectorAll("[data-label-hi]")) {
    e.dataset.labelEn ??= e.getAttribute("aria-label");
    e.setAttribute("aria-label", tag() === "hi" ? e.dataset.labelHi : e.dataset.labelEn);
  }
}

// language makes the buttons of languages work.
export function language() {
  const buttons = document.querySelectorAll("button.lang");
  const show = () => {
    buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.lang === tag())));
    label(document);
  };
  for (const b of buttons) {
    b.addEventListener("click", () => {
      document.documentElement.lang = b.dataset.lang;
      show();
      speak();
      listeners.forEach((l) => l.f());
    });
  }
  show();
}

// count is a whole number as the language writes it.
export function count(n) { return n.toLocaleString(tag() === "hi" ? "hi-IN-u-nu-latn" : "en"); }

// whole is a share as a whole number of 100, with a digit near the ends, rounded like the
// rest of the program: a half to the even number.
export function whole(x) {
  const v = x * 100, low = Math.floor(v);
  if ((v > 0 && v < 1) || (v > 99 && v < 100)) return of100(x);
  return String(v - low === 0.5 ? low + (low % 2) : Math.round(v));
}

// of100 is a share as a number of 100, like the rest of the program: not all is not
// written as all, and not nothing not as nothing.
export function of100(x) {
  if (x === null || x === undefined || Number.isNaN(x)) return "–";
  const y = x * 100;
  if (y > 0 && y < 0.05) return "<0.1";
  if (y < 100 && y >= 99.95) return "99.9";
  return y.toFixed(1);
}

const units = [["w", 604800], ["d", 86400], ["h", 3600], ["m", 60], ["s", 1]];

// time is a length of time in its two largest units.
export function time(s) {
  if (s > 0 && s < 0.9995) return say("ms", { n: Math.max(1, Math.round(s * 1000)) });
  if (s < 59.5) return say("s", { n: Math.round(s) });
  let i = s >= 14 * 86400 ? 0 : 1;
  while (units[i][1] > 1 && Math.round(s / units[i + 1][1]) * units[i + 1][1] < units[i][1]) i++;
  if (units[i][1] === 1) return say("s", { n: Math.round(s) });
  const small = Math.round(s / units[i + 1][1]), per = units[i][1] / units[i + 1][1];
  const large = Math.floor(small / per), rest = small - large * per;
  return say(units[i][0], { n: large }) + (rest > 0 ? " " + (units[i + 1][0] === "s" ? say("s", { n: rest }) : say(units[i + 1][0], { n: rest })) : "");
}
