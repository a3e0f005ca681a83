// From the import to the first prediction, in fresh processes, on the built library.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Perceptron } from "../../src/index.js";
import { median } from "../clock.js";
import type { Range } from "./measure.js";

const PROCESSES = 11;

const program = `
const [library, model] = process.argv.slice(1);
const begin = performance.now();
const { Perceptron } = await import(library);
Perceptron.fromJSON(JSON.parse(model)).predictOne([1, 0, 0, 1]);
console.log((performance.now() - begin) / 1000);
`;

/** Seconds; nothing if dist/ has not been built. */
export function startSeconds(): Range | undefined {
  if (!existsSync("dist/index.js")) return undefined;
  const X = [
    [0, 0, 1, 1],
    [1, 1, 0, 0],
  ];
  const model = JSON.stringify(new Perceptron().fit(X, ["left", "right"]));
  const arguments_ = [
    "--input-type=module",
    "-e",
    program,
    pathToFileURL(resolve("dist/index.js")).href,
    model,
  ];
  const seconds = Array.from({ length: PROCESSES }, () =>
    Number(execFileSync(process.execPath, arguments_, { encoding: "utf8" })),
  );
  return { median: median(seconds), min: Math.min(...seconds), max: Math.max(...seconds) };
}
