// Light and dark, and paper.
let drawer = () => {};

// redraw keeps what draws again when colours change, in the place of what did before.
export function redraw(f) { drawer = f; }

let printers = [];

// onPaper is called before the page is printed, until it is drawn anew.
export function onPaper(f) { printers.push(f); }

// unpaper drops them.
export function unpaper() { printers = []; }

const again = () => drawer();

// scheme makes the button for light and dark work, and paper light.
export function scheme() {
  const root = document.documentElement;
  document.getElementById("scheme").addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    again();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  let before;
  const opened = [];
  addEventListener("beforeprint", () => {
    before = root.dataset.scheme;
    root.dataset.scheme = "light";
    for (const d of document.querySelectorAll("details:not([open])")) {
      d.open = true;
      opened.push(d);
    }
    again();
    printers.forEach((f) => f());
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.scheme = before;
    else delete root.dataset.scheme;
    while (opened.length) opened.pop().open = false;
    again();
  });
}

export function dark() {
  const chosen = document.documentElement.dataset.scheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// colour is a colour of the style.
export function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(); }

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
