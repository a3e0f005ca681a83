// Node: every pair of an entry that is loaded first, by the one way, and another, by the other. A fresh process each,
// as modules cannot be unloaded.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { mix, shareThreads, specifiers } = require("./mixes.cjs");

const ways = [(specifier) => import(specifier), (specifier) => require(specifier)];
const [first, way] = process.argv.slice(2);
if (first !== undefined) {
  await mix(first, ways[way], ways[1 - way]);
  await shareThreads(...ways);
} else {
  const self = fileURLToPath(import.meta.url);
  for (const specifier of specifiers) {
    for (const index of ways.keys()) {
      execFileSync(process.execPath, [...process.execArgv, self, specifier, String(index)], {
        stdio: "pipe",
      });
    }
  }
}
