// Sizes around 2³¹, 2³² and the address space: a typed error in seconds, never the engine's own, and no end of the process.
import { spawnSync } from "node:child_process";
import { dense, type MatrixInput, matmul, Perceptron, TLU } from "../../../src/index.js";
import { separability } from "../../../src/separability/index.js";
import { Perceptron as SklearnPerceptron } from "../../../src/sklearn/index.js";
import type { Random } from "../../support/random.js";
import { processorTime } from "../../support/thrown.js";
import { claim, outcome, type Target } from "../target.js";

interface Input {
  readonly call: keyof typeof calls | "address space";
  readonly rows: number;
  readonly cols: number;
  readonly form: "sparse" | "flat" | "plain";
}

const EDGES = [2 ** 26, 2 ** 29, 2 ** 30, 2 ** 31, 2 ** 32, 2 ** 33, 2 ** 52, 2 ** 53];
const near = (random: Random): number => Math.max(1, random.pick(EDGES) + random.pick([-2, -1, 0, 1, 2]));

/** A matrix of few numbers that claims many rows or columns. */
function matrix({ rows, cols, form }: Input): MatrixInput {
  if (form === "flat") return { data: new Float32Array(4), rows, cols };
  if (form === "plain") return { data: [0, 1, 1, 0], rows, cols };
  const isWide = rows < 100;
  const starts = isWide
    ? Array.from({ length: rows + 1 }, (_, i) => Math.min(i, 2))
    : new Uint8Array(Math.min(rows + 1, 2 ** 32));
  return {
    indptr: starts,
    indices: isWide ? [0, Math.min(cols, 2 ** 32) - 1] : [],
    data: isWide ? [1, 2] : [],
    rows,
    cols,
  };
}

const y = (rows: number): ArrayLike<number> =>
  Uint8Array.from({ length: Math.min(rows, 4) }, (_, i) => i % 2);

const calls = {
  fit: (X: MatrixInput, rows: number) => new Perceptron({ maxIter: 1 }).fit(X, y(rows)),
  partialFit: (X: MatrixInput, rows: number) => new Perceptron().partialFit(X, y(rows), { classes: [0, 1] }),
  predict: (X: MatrixInput) => new Perceptron({ maxIter: 1 }).fit([[0], [1]], [0, 1]).predict(X),
  earlyStopping: (X: MatrixInput, rows: number) => new Perceptron({ earlyStopping: true }).fit(X, y(rows)),
  tlu: (X: MatrixInput) => new TLU({ weights: [1, 1] }).predict(X),
  matmul: (X: MatrixInput) => matmul(X, [[1], [2]]),
  dense: (X: MatrixInput) => dense([[1, 2]], X),
  sklearn: (X: MatrixInput, rows: number) => new SklearnPerceptron({ maxIter: 1 }).fit(X, y(rows)),
  separability: (X: MatrixInput, rows: number) => separability(X, y(rows)),
} as const;

/** In a process whose address space ends: concurrent fits, each of which may want a Wasm memory of its own. */
const PROGRAM = `
  import { Perceptron, runtime } from "./dist/index.js";
  const X = [[0, 0], [0, 1], [1, 0], [1, 1]], y = [0, 1, 1, 1];
  runtime();
  const fits = Array.from({ length: 40 }, () => new Perceptron().fitAsync(X, y, { onEpoch: () => new Promise(setImmediate) }));
  const ended = await Promise.allSettled(fits);
  const raw = ended.filter(({ reason }) => reason && !reason.code);
  const model = new Perceptron().fit(X, y);
  for (let i = 0; i < 40; i++) model.predictOne(X[i % 4]);
  if (raw.length > 0) { console.error(String(raw[0].reason)); process.exit(1); }
`;

function inLittleSpace(gibibytes: number): void {
  const flags = "--input-type=module --eval";
  const { status, stderr } = spawnSync(
    "bash",
    ["-c", `ulimit -v ${gibibytes * 2 ** 20}; exec "$0" ${flags} "$1"`, process.execPath, PROGRAM],
    { encoding: "utf8", timeout: 60_000 },
  );
  const startsNode = !/Fatal process|out of memory|OOM|reservation/i.test(stderr);
  claim(status === 0 || !startsNode, () => `in ${gibibytes} GiB of address space: ${stderr.slice(0, 300)}`);
}

export const limits: Target<Input> = {
  name: "limits",
  inputs: 80,
  generate(random) {
    const isWide = random.uniform() < 0.6;
    return {
      call:
        random.uniform() < 0.01 ? "address space" : random.pick(Object.keys(calls) as (keyof typeof calls)[]),
      rows: isWide ? random.integer(1, 4) : near(random),
      cols: isWide ? near(random) : random.integer(1, 4),
      form: random.pick(["sparse", "flat", "plain"]),
    };
  },
  check(input) {
    if (input.call === "address space") inLittleSpace(12 + (input.cols % 60));
    else {
      const { call, rows } = input;
      const isHuge = input.form === "sparse" && rows > 2 ** 25 && rows <= 2 ** 30; // which may be had, and takes long
      const began = processorTime();
      const ended = isHuge ? { value: 0 } : outcome(() => calls[call](matrix(input), rows), 60_000);
      const ms = processorTime() - began;
      claim(
        !("code" in ended && ended.code === "TOO_LARGE") || ms < 5000,
        () => `${call} was refused after ${ms.toFixed(0)} ms`,
      );
    }
    return 1;
  },
};
