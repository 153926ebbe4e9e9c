// The table behind the film: units by name, fifty at a time.
import { count, of100, onLanguage, say, time } from "./words.js";

const most = 50;

export function unitTable(box, s, word, horizon) {
  const { units } = s;
  const summary = document.createElement("summary"), label = document.createElement("label"), text = document.createElement("span");
  const find = document.createElement("input"), scroll = document.createElement("div"), table = document.createElement("table");
  find.type = "search";
  label.className = "find";
  label.append(text, find);
  scroll.className = "scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "group");
  scroll.append(table);
  box.append(summary, label, scroll);

  function fill() {
    const q = find.value.trim().toLowerCase(), found = [];
    for (let u = 0; u < units.n && found.length < most; u++) {
      if (!q || word.name(u).toLowerCase().includes(q)) found.push(u);
    }
    table.replaceChildren();
    const head = table.createTHead().insertRow();
    const th = (t, n) => {
      const c = document.createElement("th");
      c.scope = "col";
      c.textContent = t;
      if (n) c.className = "n";
      head.append(c);
    };
    th(say("unit"));
    th(say("tier"));
    th(say("served"), true);
    if (units.arrival) th(say("typical"), true);
    if (units.mean) th(say("average"), true);
    th(say("chance") + ", " + time(s.chances[s.chances.length - 1]), true);
    const body = table.createTBody();
    for (const u of found) {
      const row = body.insertRow(), name = document.createElement("th");
      name.scope = "row";
      name.dir = "auto";
      name.textContent = word.name(u).slice(0, 200);
      row.append(name);
      const td = (t, n) => {
        const c = row.insertCell();
        c.textContent = t;
        if (n) c.className = "n";
      };
      td(word.tier(u));
      td(units.people[u] ? count(units.people[u]) : "–", true);
      if (units.arrival) td(units.arrival[u] < s.at.length ? time(s.at[units.arrival[u]]) : say("not-yet"), true);
      if (units.mean) td(units.mean[u] ? time((units.mean[u] - 1) / 60000 * horizon()) : "–", true);
      td(of100(units.chance[s.chances.length - 1][u] / 250), true);
    }
  }
  const words = () => {
    summary.textContent = say("numbers");
    text.textContent = say("find") + " ";
    scroll.setAttribute("aria-label", say("numbers"));
    if (box.open) fill();
  };
  box.addEventListener("toggle", () => box.open && fill());
  find.addEventListener("input", fill);
  onLanguage(words);
  words();
}
