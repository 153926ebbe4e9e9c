// Tables: saved as CSV, sorted by a column, searched.
import { onLanguage, say } from "./words.js";

export function tables(main) {
  for (const b of main.querySelectorAll("button.csv")) {
    b.addEventListener("click", () => save(b.parentElement.querySelector("table")));
  }
  for (const box of main.querySelectorAll(".sortable")) sortable(box);
}

// save saves a table: numbers as the JSON has them. What a spreadsheet would run as a
// formula has an apostrophe in front.
function save(table) {
  const cell = (c) => {
    let t = c.dataset.v !== undefined ? (c.dataset.v === "null" ? "" : c.dataset.v) : shown(c);
    if (c.dataset.v === undefined && /^[=+\-@\t\r]/.test(t)) t = "'" + t;
    return /[",\n]/.test(t) ? '"' + t.replaceAll('"', '""') + '"' : t;
  };
  const rows = [...table.rows].map((r) => [...r.cells].map(cell).join(","));
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([rows.join("\r\n") + "\r\n"], { type: "text/csv" }));
  a.download = "harkara.csv";
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

// shown is the text of a cell in the language of the page.
function shown(c) { return c.innerText.trim(); }

function sortable(box) {
  const table = box.querySelector("table");
  const body = table.tBodies[0];
  const find = document.createElement("input");
  find.type = "search";
  const label = document.createElement("label");
  label.className = "find";
  const words = document.createElement("span");
  label.append(words, find);
  box.prepend(label);
  const none = document.createElement("p");
  none.hidden = true;
  box.append(none);
  const heads = [...table.tHead.rows[0].cells];
  const buttons = heads.map((h, i) => {
    const b = document.createElement("button");
    b.type = "button";
    b.append(...h.childNodes);
    h.append(b);
    b.addEventListener("click", () => {
      const down = h.getAttribute("aria-sort") !== "descending";
      heads.forEach((x) => x.removeAttribute("aria-sort"));
      h.setAttribute("aria-sort", down ? "descending" : "ascending");
      const of = (r) => { const v = r.cells[i].dataset.v; return v === undefined ? shown(r.cells[i]) : Number(v); };
      const rows = [...body.rows].map((r) => [of(r), r]);
      rows.sort(([a], [b]) => (down ? -1 : 1) * (typeof a === "number" ? a - b : a.localeCompare(b)));
      rows.forEach(([, r]) => body.append(r));
    });
    return b;
  });
  find.addEventListener("input", () => {
    const q = find.value.trim().toLowerCase();
    let any = false;
    for (const r of body.rows) {
      r.hidden = q !== "" && !r.cells[0].textContent.toLowerCase().includes(q);
      any ||= !r.hidden;
    }
    none.hidden = any;
  });
  const words_ = () => {
    words.textContent = say("find");
    none.textContent = say("none");
  };
  words_();
  onLanguage(words_);
  return buttons;
}
