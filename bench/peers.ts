// npm run bench -- --peers: this library against expert JavaScript and every peer that is installed, in one run.
// bench/README.md says how to read it.
//
//   --only T3,P2   some of the rows (T7 means T7-4 and T7-2)
//   --rounds 9     more or fewer rounds than five
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { parseArgs } from "node:util";
import { runtime } from "../src/index.js";
import { brief } from "./peers/brief.js";
import type { Row } from "./peers/contest.js";
import { version } from "./peers/load.js";
import { type Measured, measure } from "./peers/measure.js";
import { predictionRows } from "./peers/prediction-rows.js";
import { productRows } from "./peers/product-rows.js";
import { progress } from "./peers/progress.js";
import { endPython, pythonVersions } from "./peers/python.js";
import { lost, markdown, type Report } from "./peers/report.js";
import { startSeconds } from "./peers/start.js";
import { trainingRows } from "./peers/training-rows.js";

const JAVASCRIPT_PEERS = [
  ...["@tensorflow/tfjs-backend-wasm", "onnxruntime-web", "numpy-ts", "ml-matrix"],
  ...["simple-statistics", "brain.js"],
];
const START_SECONDS = 0.003;
const RESULTS = "bench/results";

function wanted(): { rows: Row[]; rounds: number } {
  const { values } = parseArgs({
    options: { only: { type: "string" }, rounds: { type: "string", default: "5" } },
  });
  const all = [...trainingRows, ...predictionRows, ...productRows];
  const names = values.only?.split(",");
  const named = (id: string, name: string): boolean => id === name || id.startsWith(`${name}-`);
  const unknown = names?.filter((name) => !all.some(({ id }) => named(id, name))) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `there is no row ${unknown.join(", ")}; the rows are ${all.map(({ id }) => id).join(", ")}`,
    );
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds}: expected 1 or more`);
  return { rows: all.filter(({ id }) => names?.some((name) => named(id, name)) ?? true), rounds };
}

async function versions(): Promise<Record<string, string>> {
  const python = await pythonVersions();
  const installed = JAVASCRIPT_PEERS.map((name) => [name, version(name) ?? "not installed"] as const);
  return {
    ...Object.fromEntries(installed),
    ...(python && {
      "scikit-learn": python["scikit-learn"],
      numpy: `${python.numpy} (threads of its product: ${python.threads})`,
    }),
  };
}

async function run(rows: readonly Row[], rounds: number): Promise<Measured[]> {
  const bar = await progress(rows.length * (rounds + 2));
  const measured: Measured[] = [];
  try {
    for (const row of rows)
      measured.push(await measure(row, rounds, (what) => bar.step(`${row.id} ${what}`)));
  } finally {
    bar.stop();
  }
  return measured;
}

try {
  const { rows, rounds } = wanted();
  const start = startSeconds();
  const measured = await run(rows, rounds);
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]?.model.trim() ?? "unknown",
      processors: cpus().length,
      platform: `${platform()} ${arch()}`,
    },
    engine: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    library: { version: JSON.parse(readFileSync("package.json", "utf8")).version, core: runtime().core },
    versions: await versions(),
    rounds,
    rows: measured,
    start: { target: START_SECONDS, ...(start && { seconds: start }) },
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}/peers.json`, `${JSON.stringify({ ...report, lost: lost(report) }, null, 2)}\n`);
  writeFileSync(`${RESULTS}/peers.md`, markdown(report));
  writeFileSync(`${RESULTS}/readme.md`, brief(report));
  console.log(markdown(report));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  endPython();
}
