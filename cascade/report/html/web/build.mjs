// Builds the script and style of the page: node build.mjs [folder]. The versions are
// those of package-lock.json; the same sources give the same bytes.
import { build } from "esbuild";
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";

const out = process.argv[2] || "dist";
mkdirSync(out, { recursive: true });
const common = { bundle: true, minify: true, write: false, legalComments: "none", charset: "utf8", logLevel: "warning" };
const js = await build({ ...common, entryPoints: ["src/page.js"], format: "iife", target: "es2022" });
const css = await build({ ...common, entryPoints: ["src/page.css"], target: "chrome111" });
const uplot = readFileSync("node_modules/uplot/dist/uPlot.min.css", "utf8").trim();
// What ends a script or style element in HTML must not stand in one.
const whole = (text) => {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error("the bundle would end its element");
  return text;
};
writeFileSync(out + "/page.js", whole(js.outputFiles[0].text.trim()));
writeFileSync(out + "/page.css", whole(uplot + "\n" + css.outputFiles[0].text.trim()));
writeFileSync(out + "/LICENSES.txt", "uPlot, in page.js and page.css\n\n" + readFileSync("node_modules/uplot/LICENSE", "utf8"));
