// npm run bench: this library against expert JavaScript, as ratios in one run. Each round times both contestants
// one after the other, so that a machine that slows down slows both; the table gives medians and ranges.

import type { DType } from "../src/base/dtype.js";
import { runtime } from "../src/index.js";
import { type Case, predictionCase, productCase, scaledPredictionCase, trainingCase } from "./cases.js";
import { machine, median, secondsPerRun, summary } from "./clock.js";

const ROUNDS = 7;

const makers: ((dtype: DType) => Case)[] = [
  (dtype) => productCase(dtype, 64, 64, 64),
  (dtype) => productCase(dtype, 256, 256, 256),
  (dtype) => productCase(dtype, 1024, 1024, 1024),
  (dtype) => trainingCase(dtype, 20000, 784, 10, 5, 5),
  (dtype) => trainingCase(dtype, 20000, 64, 1, 10, 5),
  (dtype) => trainingCase(dtype, 150, 4, 3, 100, 0.7),
  (dtype) => predictionCase(dtype, 10000, 784, 10),
];

/** Seconds per run of both contestants in one round. */
async function round(contest: Case): Promise<{ library: number; javascript: number }> {
  return {
    library: await secondsPerRun(() => contest.library()),
    javascript: await secondsPerRun(() => contest.javascript()),
  };
}

async function measure(contest: Case): Promise<string> {
  contest.verify();
  await round(contest); // both are compiled and warm
  const rounds: { library: number; javascript: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(contest));
  const ratios = rounds.map(({ library, javascript }) => javascript / library);
  const nanoseconds = (median(rounds.map(({ library }) => library)) / contest.work) * 1e9;
  const milliseconds = median(rounds.map(({ library }) => library)) * 1e3;
  const cells = [
    contest.name,
    contest.dtype,
    milliseconds.toPrecision(3),
    nanoseconds.toPrecision(2),
    summary(ratios, (ratio) => `${ratio.toFixed(1)}×`),
  ];
  return `| ${cells.join(" | ")} |`;
}

console.log(machine());
console.log(`core: ${runtime().core}; ${ROUNDS} interleaved rounds; seeded data; one thread\n`);
console.log("| work | type | ms | ns per multiply-add | faster than JavaScript (range) |");
console.log("|---|---|---:|---:|---:|");
for (const make of makers) {
  for (const dtype of ["f32", "f64"] as const) console.log(await measure(make(dtype)));
}

console.log("\n| `standardize: true` | type | ms | times as long as without (range) |");
console.log("|---|---|---:|---:|");
for (const [n, d, k] of [
  [10000, 784, 10],
  [10000, 64, 3],
] as const) {
  for (const dtype of ["f32", "f64"] as const) {
    const { name, scaled, unscaled, verify } = scaledPredictionCase(dtype, n, d, k);
    verify();
    const rounds: { scaled: number; unscaled: number }[] = [];
    for (let i = 0; i < ROUNDS; i++)
      rounds.push({ scaled: await secondsPerRun(scaled), unscaled: await secondsPerRun(unscaled) });
    const ratios = rounds.map((round) => round.scaled / round.unscaled);
    const milliseconds = median(rounds.map((round) => round.scaled)) * 1e3;
    console.log(
      `| ${[name, dtype, milliseconds.toPrecision(3), summary(ratios, (ratio) => ratio.toFixed(2))].join(" | ")} |`,
    );
  }
}
