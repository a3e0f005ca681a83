// Draws the results of the last `npm run bench -- --peers` for the README and docs/performance.md.
//
//   npm run bench -- figure                          docs/speed.svg from bench/results/peers.json
//   npm run bench -- figure RESULTS.json FIGURE.svg
import { readFileSync, writeFileSync } from "node:fs";
import { figure } from "./peers/figure.js";

const [results = "bench/results/peers.json", drawing = "docs/speed.svg"] = process.argv.slice(2);
writeFileSync(drawing, figure(JSON.parse(readFileSync(results, "utf8"))));
console.log(`${drawing}: drawn from ${results}`);
