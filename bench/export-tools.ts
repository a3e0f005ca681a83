// Each tool that runs an exported model, asked for every row and then timed; `npm run bench -- export` says what it found.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  fromUrl,
  toJavaScript,
  toLiblinear,
  toOnnx,
  toSklearn,
  toSql,
  toUrl,
  toWasm,
} from "../src/export/index.js";
import type { Perceptron } from "../src/index.js";
import { loadModel } from "../src/predict/index.js";
import { median } from "./clock.js";
import { findPython } from "./python.js";

export const ROUNDS = 7;

export interface Trained {
  readonly model: Perceptron<number>;
  readonly rows: number[][];
  readonly labels: number[];
}

const folder = mkdtempSync(join(tmpdir(), "export-"));
const has = (program: string): boolean => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

function run(program: string, args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${program}: ${stderr.slice(0, 500)}`);
  return stdout;
}

/** Seconds of a prediction: the median over rounds in which each row is asked several times. @throws unless every answer is the model's */
export function asked({ rows, labels }: Trained, ask: (row: number[]) => unknown, mayDiffer = 0): number {
  const others = rows.filter((row, i) => Number(ask(row)) !== labels[i]).length;
  if (others > mayDiffer) throw new Error(`${others} answers differ`);
  const repeats = Math.ceil(50_000 / rows.length);
  const times = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) for (const row of rows) ask(row);
    return (performance.now() - begin) / 1000 / (repeats * rows.length);
  });
  return median(times);
}

/** A program that asks every row, says what it answers, and then how many nanoseconds one took. */
export function inC(one: Trained, source: string, name: string): number | undefined {
  if (!has("gcc")) return undefined;
  const { rows } = one;
  const repeats = Math.ceil(200_000 / rows.length);
  const d = (rows[0] as number[]).length;
  const program = `#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <time.h>
${source}
static const double rows[] = {${rows.flat().join(", ")}};
int main(void) {
  struct timespec a, b;
  int i, r;
  volatile int answer = 0;
  for (i = 0; i < ${rows.length}; i++) printf("%d\\n", ${name}_predict(rows + i * ${d}));
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (r = 0; r < ${repeats}; r++) for (i = 0; i < ${rows.length}; i++) answer += ${name}_predict(rows + i * ${d});
  clock_gettime(CLOCK_MONOTONIC, &b);
  printf("%.17g\\n", ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / (${repeats} * ${rows.length}.0));
  return 0;
}
`;
  writeFileSync(join(folder, "m.c"), program);
  run("gcc", ["-std=c99", "-O3", "m.c", "-o", "m"]);
  const times = Array.from({ length: ROUNDS }, () => {
    const lines = run("./m", []).trim().split("\n");
    const others = one.labels.filter((label, i) => Number(lines[i]) !== label).length;
    if (others > (name === "int8" ? one.labels.length / 100 : 0))
      throw new Error(`C: ${others} answers differ`);
    return Number(lines.at(-1)) / 1e9;
  });
  return median(times);
}

export function inSql(one: Trained): number | undefined {
  if (!has("sqlite3")) return undefined;
  const names = one.rows[0]?.map((_, j) => `x${j}`) as string[];
  const label = toSql(one.model, { columns: names });
  const repeats = Math.ceil(3000 / one.rows.length); // the timer counts milliseconds
  const script = `CREATE TABLE t (${names.map((name) => `${name} REAL`).join(", ")});
INSERT INTO t VALUES ${one.rows.map((row) => `(${row.join(", ")})`).join(",\n")};
SELECT ${label} FROM t ORDER BY rowid;
CREATE TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${repeats}) SELECT i FROM n;
.timer on
${`SELECT count(label) FROM (SELECT ${label} AS label FROM t, n);\n`.repeat(ROUNDS)}`;
  const lines = run("sqlite3", ["-batch", ":memory:"], script).split("\n");
  if (one.labels.some((answer, i) => Number(lines[i]) !== answer)) throw new Error("SQLite: answers differ");
  const times = lines.flatMap((line) => /^Run Time: real (\S+)/.exec(line)?.[1] ?? []).map(Number);
  return median(times.slice(-ROUNDS)) / (one.rows.length * repeats);
}

export async function inOnnx(one: Trained): Promise<number | undefined> {
  const require = createRequire(new URL("../test/export/onnx/package.json", import.meta.url));
  let runtime: {
    InferenceSession: { create(bytes: Uint8Array, options: object): Promise<never> };
    Tensor: new (...args: unknown[]) => never;
  };
  try {
    runtime = require("onnxruntime-node");
  } catch {
    return undefined;
  }
  const session: { run(feeds: object): Promise<{ label: { data: ArrayLike<bigint> } }> } =
    await runtime.InferenceSession.create(toOnnx(one.model), { logSeverityLevel: 3, intraOpNumThreads: 1 });
  const tensors = one.rows.map((row) => ({
    X: new runtime.Tensor("float64", Float64Array.from(row), [1, row.length]),
  }));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    for (const [i, feeds] of tensors.entries()) {
      const { label } = await session.run(feeds);
      if (Number(label.data[0]) !== one.labels[i]) throw new Error("ONNX: an answer differs");
    }
    times.push((performance.now() - begin) / 1000 / tensors.length);
  }
  return median(times);
}

export function inSklearn(one: Trained): number | undefined {
  const python = findPython();
  if (python === undefined) return undefined;
  const program = `
import json, sys, time, numpy as np, sklearn.linear_model as linear
s, rows, labels = json.load(sys.stdin)
m = linear.Perceptron()
m.coef_, m.intercept_ = np.array(s["coef_"], dtype=float), np.array(s["intercept_"], dtype=float)
m.classes_ = np.array(s["classes_"])
m.t_, m.n_iter_, m.n_features_in_ = s["t_"], s["n_iter_"], m.coef_.shape[1]
X = np.array(rows)
assert (m.predict(X) == np.array(labels)).all()
one, times = X[:1], []
for _ in range(${ROUNDS}):
    begin = time.perf_counter()
    for _ in range(1000): m.predict(one)
    times.append((time.perf_counter() - begin) / 1000)
print(sorted(times)[len(times) // 2])`;
  return Number(
    run(
      python,
      ["-W", "ignore", "-c", program],
      JSON.stringify([toSklearn(one.model), one.rows, one.labels]),
    ),
  );
}

/** Of a whole file at once: the program has no other way. */
export function inLiblinear(one: Trained): number | undefined {
  if (!has("liblinear-predict")) return undefined;
  writeFileSync(join(folder, "model.txt"), toLiblinear(one.model));
  const line = (row: number[]): string =>
    `0 ${row.flatMap((x, j) => (x === 0 ? [] : [`${j + 1}:${x}`])).join(" ")}`;
  writeFileSync(join(folder, "rows.svm"), `${one.rows.map(line).join("\n")}\n`);
  const times = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now();
    run("liblinear-predict", ["rows.svm", "model.txt", "answers.txt"]);
    return (performance.now() - begin) / 1000 / one.rows.length;
  });
  const answers = readFileSync(join(folder, "answers.txt"), "utf8").trim().split("\n");
  if (one.labels.some((label, i) => Number(answers[i]) !== label))
    throw new Error("LIBLINEAR: answers differ");
  return median(times);
}

export function inWasm(one: Trained): number {
  const module = new WebAssembly.Instance(new WebAssembly.Module(toWasm(one.model))).exports;
  const { memory, input, predict } = module as unknown as {
    memory: WebAssembly.Memory;
    input: WebAssembly.Global;
    predict(): number;
  };
  const row = new Float64Array(memory.buffer, input.value, one.rows[0]?.length);
  return asked(one, (values) => {
    row.set(values);
    return predict();
  });
}

export async function inJavaScript(one: Trained): Promise<number> {
  const source = Buffer.from(toJavaScript(one.model)).toString("base64");
  const { predict } = await import(`data:text/javascript;base64,${source}`);
  return asked(one, predict);
}

/** Of a link some answers may differ, which it counts. */
export function inUrl(one: Trained): number {
  const { url, changed } = toUrl(one.model, { X: one.rows });
  const loaded = loadModel(fromUrl(url));
  return asked(one, (row) => loaded.predictOne(row), changed);
}

export const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
