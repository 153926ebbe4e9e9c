// The clock of the film: a line of time with the hours in which somebody is there, what
// is closed being shaded, and a hand at the time that is shown.
import { say, time } from "./words.js";

const steps = [0.001, 0.01, 0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2419200, 9676800];
const svg = (tag, attributes, ...children) => {
  const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...children);
  return e;
};

export function clock(end, hours) {
  const box = document.createElement("div"), hands = [], names = [];
  box.className = "clock";
  const at = (t) => (end > 0 ? 100 * t / end : 0) + "%";
  const row = (name, high, ...marks) => {
    const label = document.createElement("span");
    label.textContent = name;
    const hand = svg("line", { class: "hand", y1: 0, y2: high });
    hands.push(hand);
    box.append(label, svg("svg", { width: "100%", height: high, "aria-hidden": "true", focusable: "false" }, ...marks, hand));
    return label;
  };
  for (const h of hours || []) {
    const open = h.open_s.map(([a, b]) => svg("rect", { class: "open", x: at(a), width: at(b - a), y: 0, height: 12 }));
    const label = row(h.name, 12, svg("rect", { class: "closed", width: "100%", height: 12 }), ...open);
    names.push([label, h.name]);
  }
  const axis = [], texts = [], step = steps.find((s) => end / s <= (innerWidth < 640 ? 3 : 6)) || end || 1;
  for (let t = 0; t <= end * (1 + 1e-9); t += step) {
    const text = svg("text", { x: at(t), y: 18, "text-anchor": t === 0 ? "start" : t > end - step / 2 ? "end" : "middle" });
    texts.push([text, t]);
    axis.push(svg("line", { x1: at(t), x2: at(t), y1: 0, y2: 6 }), text);
  }
  row("", 22, svg("line", { x1: 0, x2: "100%", y1: 0.5, y2: 0.5 }), ...axis);
  return {
    box,
    words: () => {
      for (const [label, name] of names) label.textContent = say("hours", { name });
      for (const [text, t] of texts) text.textContent = t === 0 ? "0" : time(t);
    },
    set: (t) => { for (const hand of hands) { hand.setAttribute("x1", at(t)); hand.setAttribute("x2", at(t)); } },
  };
}
