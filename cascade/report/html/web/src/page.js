// The script of the page: it draws curves and the film, and lets tables be sorted and
// saved. Everything it shows stands in the JSON of the page.
import { curves } from "./curves.js";
import { film } from "./film.js";
import { tables } from "./tables.js";
import { forget, language, speak } from "./words.js";
import { redraw, scheme, unpaper } from "./scheme.js";

let pictures = [];

// drawn draws what stands in the main part of the page.
export function drawn(main, before) {
  const data = [...main.querySelectorAll("script.data")].map((s) => JSON.parse(s.textContent));
  pictures.forEach((p) => p.end());
  forget();
  unpaper();
  const answers = main.querySelectorAll("article.answer");
  let next = 0, shown = null;
  const all = [];
  // Answers are in the order of their data; those of one document share it.
  let last = null, document_ = null;
  for (const article of answers) {
    if (article.dataset.answer !== last) {
      last = article.dataset.answer;
      document_ = data[next++];
    }
    const view = viewOf(document_, Number(article.dataset.part));
    if (!view) continue;
    view.local = document_.local || {};
    const figure = article.querySelector("figure.curves");
    if (figure && view.curves) {
      if (!shown) shown = view.curves;
      view.before = before;
      all.push(curves(figure, view));
    }
    const screen = article.querySelector("div.film");
    if (screen && view.film) all.push(film(screen, view));
  }
  tables(main);
  pictures = all.filter((p) => p);
  redraw(() => pictures.forEach((p) => p.draw()));
  drawn.curves = shown;
}

// viewOf is what is drawn of one message.
function viewOf(d, part) {
  if (d.format === "harkara.report/v1") {
    const p = d.parts[part];
    const answer = part === 0 ? d.result : d.result.more_messages[part - 1];
    return { curves: p.curves, goals: answer.goals, plays: p.plays, film: p.film, tier: p.tier, start: d.scenario.start, zone: d.scenario.timezone };
  }
  if (d.format === "harkara.result/v1") {
    const answer = part === 0 ? d : d.more_messages[part - 1];
    const at = answer.tiers.length ? answer.tiers[0].reach.map((r) => r.at_s) : [];
    const tiers = answer.tiers.map((t) => ({
      tier: t.tier, units: t.units,
      ...Object.fromEntries(["mean", "low", "high", "p05", "p95"].map((k) => [k, t.reach.map((r) => r[k])])),
    }));
    return { curves: { at_s: at, tiers }, goals: answer.goals };
  }
  return null;
}

language();
scheme();
speak();
if (document.getElementById("controls")) {
  import("./live.js").then((live) => live.live(drawn));
} else {
  drawn(document.getElementById("main"));
}
