// A program of its own, which scripts/bench.mjs bundles: what only a fresh process can show of fits. It prints JSON.
//
//   node fresh.mjs first  LIBRARY SHAPE   milliseconds of six fits, one after the other
//   node fresh.mjs memory LIBRARY SHAPE   bytes of the data, of the process before a fit, and its peaks before and after
import type * as Library from "../../src/index.js";
import { SEED, type TrainingData, trainingData } from "../training-data.js";

const FITS = 6;

function fit({ Perceptron }: typeof Library, { X, Y, n, d, k, epochs, shuffle }: TrainingData): number {
  const model = new Perceptron({ shuffle, randomState: SEED, tol: null, maxIter: epochs });
  const begin = performance.now();
  model.fit({ data: X, rows: n, cols: d }, { data: Y, rows: n, cols: k });
  return performance.now() - begin;
}

/** As the engine tells it, in kilobytes. */
const peak = (): number => process.resourceUsage().maxRSS * 1024;

const [what, module, shape] = process.argv.slice(2);
const library = (await import(module)) as typeof Library;
const rows = trainingData(JSON.parse(shape));

function memory() {
  const [now, before] = [process.memoryUsage().rss, peak()];
  fit(library, rows);
  return { data: rows.X.byteLength + rows.Y.byteLength, now, before, after: peak() };
}

const answer = what === "first" ? Array.from({ length: FITS }, () => fit(library, rows)) : memory();
console.log(JSON.stringify(answer));
