// npm run bench: this library against expert JavaScript, as ratios in one run. Each round times both contestants
// one after the other, so that a machine that slows down slows both; the table gives medians and ranges.

import { cpus } from "node:os";
import { Bench } from "tinybench";
import type { DType } from "../src/base/dtype.js";
import { runtime } from "../src/index.js";
import { type Case, predictionCase, productCase, trainingCase } from "./cases.js";

const ROUNDS = 7;
/** A contestant runs at least this long in a round, and at least once. */
const ROUND_MILLISECONDS = 60;

const makers: ((dtype: DType) => Case)[] = [
  (dtype) => productCase(dtype, 64, 64, 64),
  (dtype) => productCase(dtype, 256, 256, 256),
  (dtype) => productCase(dtype, 1024, 1024, 1024),
  (dtype) => trainingCase(dtype, 20000, 784, 10, 5, 5),
  (dtype) => trainingCase(dtype, 20000, 64, 1, 10, 5),
  (dtype) => trainingCase(dtype, 150, 4, 3, 100, 0.7),
  (dtype) => predictionCase(dtype, 10000, 784, 10),
];

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
};

/** Seconds per run of both contestants in one round. */
async function round(contest: Case): Promise<{ library: number; javascript: number }> {
  const bench = new Bench({ time: ROUND_MILLISECONDS, iterations: 1, warmup: false });
  bench.add("library", () => void contest.library()).add("javascript", () => void contest.javascript());
  await bench.run();
  const [library, javascript] = bench.tasks.map(({ result }) => {
    if (!("latency" in result)) throw new Error(`${contest.name} did not run`);
    return result.latency.p50 / 1000;
  });
  return { library: library as number, javascript: javascript as number };
}

async function measure(contest: Case): Promise<string> {
  contest.verify();
  await round(contest); // both are compiled and warm
  const rounds: { library: number; javascript: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(contest));
  const ratios = rounds.map(({ library, javascript }) => javascript / library);
  const nanoseconds = (median(rounds.map(({ library }) => library)) / contest.work) * 1e9;
  const milliseconds = median(rounds.map(({ library }) => library)) * 1e3;
  const range = `${Math.min(...ratios).toFixed(1)} – ${Math.max(...ratios).toFixed(1)}`;
  const cells = [
    contest.name,
    contest.dtype,
    milliseconds.toPrecision(3),
    nanoseconds.toPrecision(2),
    `**${median(ratios).toFixed(1)}×**`,
    range,
  ];
  return `| ${cells.join(" | ")} |`;
}

console.log(
  `${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
);
console.log(`core: ${runtime().core}; ${ROUNDS} interleaved rounds; seeded data; one thread\n`);
console.log("| work | type | ms | ns per multiply-add | faster than JavaScript | range |");
console.log("|---|---|---:|---:|---:|---:|");
for (const make of makers) {
  for (const dtype of ["f32", "f64"] as const) console.log(await measure(make(dtype)));
}
