// npm run bench -- cluster: what a run over shards costs beside its kernels, what a second worker is worth, what parameter
// mixing costs in accuracy, and what the measured costs say of a thousand workers. It runs dist/, for threads are files, and
// starts redis-server where it is installed.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sfc32 } from "../src/base/random.js";
import { type MatrixInput, Perceptron } from "../src/index.js";
import { arow, passiveAggressive } from "../src/rules/index.js";
import { readSvmlight } from "../src/svmlight/index.js";
import { isInstalled, startPostgres, startRedis } from "../test/cluster/servers.js";
import { median } from "./clock.js";

type Cluster = typeof import("../src/cluster/index.js");
const address = new URL("../dist/cluster/index.js", import.meta.url).href;
const { queue, threads, train, writeShards }: Cluster = await import(address);
type Executor = ReturnType<typeof threads>;

const folder = mkdtempSync(join(tmpdir(), "bench-cluster-"));
let sets = 0;

async function sharded(X: MatrixInput, y: (string | number)[], shards: number): Promise<string> {
  const path = join(folder, `set-${sets++}`);
  await writeShards([{ X, y }], path, { classes: [...new Set(y)].sort(), shards });
  return path;
}

function rows(n: number, d: number): [MatrixInput, string[]] {
  const random = sfc32(1957, n);
  const data = Float32Array.from({ length: n * d }, () => random() / 2 ** 31 - 1);
  data.copyWithin(d, 0, d); // two rows that are alike and have other labels: no epoch is without a correction
  return [{ data, rows: n, cols: d }, Array.from({ length: n }, (_, i) => "abcd"[i % 4] as string)];
}

/** Milliseconds of an epoch: the median and the least of many. */
async function epochs(source: string, executor: Executor, count: number, average = true) {
  const times: number[] = [];
  let before = performance.now();
  const onEpoch = () => {
    const now = performance.now();
    times.push(now - before);
    before = now;
  };
  await train(source, { executor, epochs: count, tol: null, average, randomState: sets, onEpoch });
  const warm = times.slice(count >> 2);
  return { median: median(warm), least: Math.min(...warm) };
}

/** Runs with an executor on a server and workers of their own. */
async function served<T>(start: typeof startRedis, use: (executor: Executor) => Promise<T>): Promise<T> {
  const server = await start();
  const program = `import { worker } from ${JSON.stringify(address)}; await worker(${JSON.stringify(server.options)});`;
  const workers: ChildProcess[] = [1, 2].map(() =>
    spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: "inherit",
      cwd: process.cwd(),
    }),
  );
  const executor = await queue(server.options);
  try {
    return await use(executor);
  } finally {
    await executor.close();
    for (const worker of workers) worker.kill();
    await server.stop();
  }
}

async function onThreads<T>(count: number, use: (executor: Executor) => Promise<T>): Promise<T> {
  const executor = threads(count);
  try {
    return await use(executor);
  } finally {
    await executor.close();
  }
}

const milliseconds = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** An epoch of 16 shards of 10 rows × 100, whose kernels take some 0.1 ms. */
async function overhead(): Promise<{ task: number }> {
  const source = await sharded(...rows(160, 100), 16);
  console.log("| an epoch of 16 shards, beside the kernels | median | least |\n|---|--:|--:|");
  const tell = (name: string, { median, least }: { median: number; least: number }) =>
    console.log(`| ${name} | ${milliseconds(median)} ms | ${milliseconds(least)} ms |`);
  const local = await onThreads(2, (executor) => epochs(source, executor, 200));
  tell("2 threads", local);
  let task = local.least / 16;
  for (const [name, start] of [
    ["redis", startRedis],
    ["postgres", startPostgres],
  ] as const) {
    if (!isInstalled(name)) continue;
    const there = await served(start, (executor) => epochs(source, executor, 80));
    tell(`2 workers, ${name}`, there);
    if (name === "redis") task = there.least / 16;
  }
  return { task };
}

/** 16 shards of 2 500 rows × 400 that stay in memory. */
async function twoAgainstOne(): Promise<{ row: number }> {
  const n = 40_000;
  const source = await sharded(...rows(n, 400), 16);
  const [one, two]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    one.push((await onThreads(1, (executor) => epochs(source, executor, 16))).least);
    two.push((await onThreads(2, (executor) => epochs(source, executor, 16))).least);
  }
  const [a, b] = [Math.min(...one), Math.min(...two)];
  console.log(
    `\n${n} rows × 400 in 16 shards: one thread ${milliseconds(a)} ms an epoch, two ${milliseconds(b)} ms: ${(a / b).toFixed(2)}×`,
  );
  return { row: a / n / 400 };
}

/** What mixing costs in accuracy: wrong answers for rows that were not learned. */
async function accuracy(): Promise<void> {
  const unzipped = (name: string): Buffer => gunzipSync(readFileSync(`bench/data/${name}`));
  const pixels = Float32Array.from(unzipped("mnist-12000-pixels.u8.gz"), (value) => value / 255);
  const digits = [...unzipped("mnist-12000-labels.u8.gz")];
  const image = (from: number, to: number) => ({
    data: pixels.subarray(from * 784, to * 784),
    rows: to - from,
    cols: 784,
  });
  const a9a = readSvmlight(unzipped("a9a-8000.svmlight.gz").toString());
  const part = (from: number, to: number): MatrixInput => {
    const { indptr, indices, data, cols } = a9a.X;
    const [start, end] = [indptr[from] as number, indptr[to] as number];
    const starts = indptr.slice(from, to + 1).map((place) => place - start);
    return {
      indptr: starts,
      indices: indices.slice(start, end),
      data: data.slice(start, end),
      rows: to - from,
      cols,
    };
  };
  console.log("\n| wrong, of rows that were not learned | 1 epoch | 3 | 10 | 30 |\n|---|--:|--:|--:|--:|");
  const sources = [
    [
      "MNIST, 10 000 rows",
      image(0, 10_000),
      digits.slice(0, 10_000),
      image(10_000, 12_000),
      digits.slice(10_000),
    ],
    ["a9a, 7 000 rows", part(0, 7000), a9a.y.slice(0, 7000), part(7000, 8000), a9a.y.slice(7000)],
  ] as const;
  for (const [name, X, y, testX, testY] of sources) {
    const show = async (how: string, fitted: (epochs: number) => Promise<Perceptron> | Perceptron) => {
      const cells: string[] = [];
      for (const count of [1, 3, 10, 30]) {
        const model = await fitted(count);
        cells.push(`${(100 * (1 - model.score(testX, testY))).toFixed(1)} %`);
      }
      console.log(`| ${name}, ${how} | ${cells.join(" | ")} |`);
    };
    const source = await sharded(X, [...y], 16);
    for (const [how, options] of [
      ["", {}],
      [", mean of the weights", { average: true }],
      [", PA-I, C = 0.01, mean of the weights", { rule: passiveAggressive({ C: 0.01 }), average: true }],
      [", AROW", { rule: arow() }],
    ] as const) {
      await show(`serial${how}`, (maxIter) =>
        new Perceptron({ ...options, maxIter, tol: null }).fit(X, [...y]),
      );
      for (const mixing of ["uniform", "mistakes"] as const) {
        await show(`16 shards, ${mixing}${how}`, (epochs) =>
          onThreads(
            2,
            (executor) => train(source, { ...options, executor, epochs, mixing, tol: null }) as never,
          ),
        );
      }
    }
  }
}

/** A model of 2²⁰ weights, whose shards are small: what its bytes cost on their way through the queue's server. */
async function bandwidth(task: number): Promise<number> {
  const [n, cols, shards] = [64, 2 ** 20, 16];
  const indices = Uint32Array.from({ length: n }, (_, i) => ((i >> 1) * 7919) % cols); // rows alike in pairs, of other labels
  const indptr = Uint32Array.from({ length: n + 1 }, (_, i) => i);
  const X = { indptr, indices, data: new Float32Array(n).fill(1), rows: n, cols };
  const y = Array.from({ length: n }, (_, i) => "ab"[i % 2] as string);
  const source = await sharded(X, y, shards);
  const { least } = await served(startRedis, (executor) => epochs(source, executor, 8, false));
  const megabytes = (shards * cols * 4) / 1e6;
  const each = Math.max(0, least - shards * task) / megabytes;
  console.log(
    `\n16 models of 2²⁰ weights on Redis: ${milliseconds(least)} ms an epoch, ${each.toFixed(2)} ms for a megabyte of them`,
  );
  return each;
}

/**
 * What the measured costs say of 10⁹ rows × 64 numbers in one shard a worker, for small and large models of two classes. One
 * coordinator reads every model. In a tree, a reducer adds 16 models or sums of models in f64, and a level waits for the one
 * below; by ranges, each worker mixes its part of the weights of all models, and the coordinator joins the parts.
 */
function simulated({ task, row }: { task: number; row: number }, megabyte: number): void {
  const [n, d, branches] = [1e9, 64, 16];
  const kernels = n * d * row;
  console.log("\n| workers | weights | kernels | tasks | one coordinator | a tree | by ranges |");
  console.log("|--:|--:|--:|--:|--:|--:|--:|");
  for (const weights of [64, 2 ** 20]) {
    const model = (weights * 4 * megabyte) / 1e6;
    for (const workers of [1, 10, 100, 1000]) {
      const [each, tasks] = [kernels / workers, workers * task];
      const levels = Math.ceil(Math.log(workers) / Math.log(branches));
      const reducers = workers > 1 ? Math.ceil((workers - 1) / (branches - 1)) : 0;
      const one = each + tasks + workers * model;
      const tree = each + tasks + reducers * task + (1 + levels * branches * 2) * model;
      const ranges = each + 2 * tasks + 2 * model;
      const cells = [each, tasks, one, tree, ranges].map((ms) => `${(ms / 1000).toPrecision(2)} s`);
      console.log(`| ${workers} | ${weights} | ${cells.join(" | ")} |`);
    }
  }
  console.log(
    `\n10⁹ rows × 64, one epoch: ${(kernels / 3.6e6).toFixed(3)} hours of one processor, ${((n * d) / kernels / 1000).toFixed(0)} M features/s each`,
  );
}

try {
  const [load] = loadavg();
  console.log(
    `${cpus()[0]?.model.trim()} × ${cpus().length}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, load before ${load?.toFixed(1)}\n`,
  );
  const { task } = await overhead();
  const { row } = await twoAgainstOne();
  if (isInstalled("redis")) simulated({ task, row }, await bandwidth(task));
  await accuracy();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
