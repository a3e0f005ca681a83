// npm run bench -- --peers: this library against expert JavaScript, every peer that is installed, and what the machine
// could do, in one run. bench/README.md says how to read it.
//
//   --only T3,first   some of the parts (T7 means T7-4 and T7-2)
//   --rounds 9        more or fewer rounds than five
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, platform } from "node:os";
import { parseArgs } from "node:util";
import { runtime } from "../src/index.js";
import { brief } from "./peers/brief.js";
import { notBuilt } from "./peers/built.js";
import type { Row } from "./peers/contest.js";
import { figure } from "./peers/figure.js";
import { version } from "./peers/load.js";
import { type Measured, measure } from "./peers/measure.js";
import { onlineRows } from "./peers/online-rows.js";
import { predictionRows } from "./peers/prediction-rows.js";
import { firstFits, memoryGrowth } from "./peers/processes.js";
import { productRows } from "./peers/product-rows.js";
import { progress } from "./peers/progress.js";
import { endPython, pythonVersions } from "./peers/python.js";
import { lost, markdown, type Report } from "./peers/report.js";
import { start } from "./peers/start.js";
import { threadsRows } from "./peers/threads-rows.js";
import { trainingRows } from "./peers/training-rows.js";

const JAVASCRIPT_PEERS = [
  ...["@tensorflow/tfjs-backend-wasm", "onnxruntime-web", "numpy-ts", "ml-matrix"],
  ...["simple-statistics", "brain.js"],
];
const RESULTS = "bench/results";

/** The results of a run, of which each part adds what it has measured. */
type Results = { rows: Measured[] } & { -readonly [K in "first" | "memory" | "start"]?: Report[K] };
type Step = (what: string) => void;

interface Part {
  readonly id: string;
  readonly absent: string | undefined;
  steps(rounds: number): number;
  run(results: Results, rounds: number, step: Step): void | Promise<void>;
}

const contestOf = (row: Row): Part => ({
  id: row.id,
  absent: row.absent?.(),
  steps: (rounds) => rounds + 2,
  async run({ rows }, rounds, step) {
    rows.push(await measure(row, rounds, (what) => step(`${row.id} ${what}`)));
  },
});

/** Fresh processes come first, as they import the library alone. */
const parts = (): Part[] => [
  {
    id: "start",
    absent: notBuilt(),
    steps: start.steps,
    run: (results, _, step) => {
      results.start = start.measure(step);
    },
  },
  {
    id: "first",
    absent: notBuilt(),
    steps: firstFits.steps,
    run: (results, rounds, step) => {
      results.first = firstFits.measure(rounds, step);
    },
  },
  {
    id: "memory",
    absent: notBuilt(),
    steps: memoryGrowth.steps,
    run: (results, _, step) => {
      results.memory = memoryGrowth.measure(step);
    },
  },
  ...[...trainingRows, ...onlineRows, ...predictionRows, ...productRows, ...threadsRows].map(contestOf),
];

function wanted(): { chosen: Part[]; rounds: number } {
  const { values } = parseArgs({
    options: { only: { type: "string" }, rounds: { type: "string", default: "5" } },
  });
  const all = parts();
  const names = values.only?.split(",");
  const named = (id: string, name: string): boolean => id === name || id.startsWith(`${name}-`);
  const unknown = names?.filter((name) => !all.some(({ id }) => named(id, name))) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `there is no part ${unknown.join(", ")}; the parts are ${all.map(({ id }) => id).join(", ")}`,
    );
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds}: expected 1 or more`);
  return { chosen: all.filter(({ id }) => names?.some((name) => named(id, name)) ?? true), rounds };
}

async function versions(): Promise<Record<string, string>> {
  const python = await pythonVersions();
  const { OPENBLAS_CORETYPE: forced } = process.env; // slows NumPy down, where somebody has set it
  const kernels = forced === undefined ? "" : `, OPENBLAS_CORETYPE=${forced}`;
  const installed = JAVASCRIPT_PEERS.map((name) => [name, version(name) ?? "not installed"] as const);
  return {
    ...Object.fromEntries(installed),
    ...(python && {
      "scikit-learn": python["scikit-learn"],
      numpy: `${python.numpy} (threads of its product: ${python.threads}${kernels})`,
    }),
  };
}

async function run(chosen: readonly Part[], rounds: number): Promise<Results> {
  const bar = await progress(chosen.reduce((sum, { steps }) => sum + steps(rounds), 0));
  const results: Results = { rows: [] };
  try {
    for (const part of chosen) await part.run(results, rounds, (what) => bar.step(what));
  } finally {
    bar.stop();
  }
  return results;
}

try {
  const { chosen, rounds } = wanted();
  const load = loadavg();
  const results = await run(
    chosen.filter(({ absent }) => absent === undefined),
    rounds,
  );
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]?.model.trim() ?? "unknown",
      processors: cpus().length,
      platform: `${platform()} ${arch()}`,
      load: load[0],
    },
    engine: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    library: { version: JSON.parse(readFileSync("package.json", "utf8")).version, core: runtime().core },
    versions: await versions(),
    rounds,
    ...results,
    skipped: chosen.flatMap(({ id, absent }) => (absent === undefined ? [] : [{ id, why: absent }])),
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}/peers.json`, `${JSON.stringify({ ...report, lost: lost(report) }, null, 2)}\n`);
  writeFileSync(`${RESULTS}/peers.md`, markdown(report));
  writeFileSync(`${RESULTS}/performance.md`, brief(report));
  writeFileSync(`${RESULTS}/speed.svg`, figure(report));
  console.log(markdown(report));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  endPython();
}
