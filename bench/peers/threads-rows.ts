// Rows threads-…: the built library on two threads against its source on one, which is the same library twice, so that
// neither waits for threads to start. Both come to the same bits.
import { availableParallelism } from "node:os";
import type * as Library from "../../src/index.js";
import { Perceptron } from "../../src/index.js";
import type * as Threading from "../../src/threads/index.js";
import { reals, trainingData } from "../training-data.js";
import { builtUrl, notBuilt } from "./built.js";
import type { Contest, Result, Row } from "./contest.js";
import { entry } from "./entry.js";
import { flat } from "./judge.js";
import { shapes } from "./shapes.js";

const THREADS = 2;

const absent = (): string | undefined =>
  availableParallelism() < THREADS ? "one core is free, two are needed" : notBuilt();

interface Program {
  run(): unknown;
  result(): Result;
}
/** With either Perceptron. */
type Make = (of: typeof Perceptron) => Program;

const judge: Contest["judge"] = (result, library) => {
  const agrees = result.length === library.length && Array.from(result).every((x, i) => x === library[i]);
  return { agrees, says: agrees ? "same bits" : "other bits" };
};

const threadsRow = (id: string, target: number, prepare: () => { title: string; make: Make }): Row => ({
  id,
  absent,
  async contest() {
    const built = (await import(builtUrl("index.js"))) as typeof Library;
    const { useThreads } = (await import(builtUrl("threads/index.js"))) as typeof Threading;
    const { title, make } = prepare();
    const threads = await useThreads(THREADS);
    if (threads.count < THREADS) throw new Error(`${id}: ${threads.reason}`);
    const { run, result } = make(built.Perceptron);
    const { run: alone, result: resultAlone } = make(Perceptron);
    return {
      title: `${title}, ${THREADS} threads`,
      library: entry(run, result, () => threads.close()),
      contestants: [{ name: "one thread", target, enter: () => entry(alone, resultAlone) }],
      judge,
    };
  },
});

function training() {
  const { X, Y, n, d, k, epochs } = trainingData(shapes.T3);
  const make: Make = (Model) => {
    const fit = (): Perceptron =>
      new Model({ shuffle: false, tol: null, maxIter: epochs }).fit(
        { data: X, rows: n, cols: d },
        { data: Y, rows: n, cols: k },
      );
    const result = (): Result => {
      const { coef, intercept } = fit();
      return flat({ W: coef.data, b: intercept });
    };
    return { run: fit, result };
  };
  return { title: `T3: train ${n}×${d}, ${k} outputs`, make };
}

function prediction() {
  const [n, d, k] = [100_000, 784, 10];
  const X = { data: reals("f32", n * d, 6), rows: n, cols: d };
  const few = { data: X.data.subarray(0, 50 * k * d) as Float32Array, rows: 50 * k, cols: d };
  const labels = Array.from({ length: few.rows }, (_, i) => i % k);
  const make: Make = (Model) => {
    const model = new Model({ shuffle: false, maxIter: 1 }).fit(few, labels);
    const run = (): Result => model.predict(X);
    return { run, result: run };
  };
  return { title: `P1: predict ${n}×${d} → ${k}`, make };
}

export const threadsRows: readonly Row[] = [
  threadsRow("threads-T3", 1.7, training),
  threadsRow("threads-P1", 1.5, prediction),
];
