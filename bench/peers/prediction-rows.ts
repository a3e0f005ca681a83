// Rows P: labels of many rows in one call, and of one row in each of many calls.
import type { DType, Reals } from "../../src/base/dtype.js";
import { Perceptron } from "../../src/index.js";
import { baseline, ownCopy } from "../baseline.js";
import { predictionCase } from "../cases.js";
import { reals } from "../training-data.js";
import type { Contest, Contestant, Entry, Row } from "./contest.js";
import { entry } from "./entry.js";
import { onnxPredicts } from "./onnx.js";
import { scikitPredicts } from "./scikit-learn.js";
import { tensorflowPredicts } from "./tensorflow.js";

/** Sums in other orders may put a row on the other side: one in a thousand is let through. */
const judge: Contest["judge"] = (labels, library) => {
  const same = Array.from(labels).filter((label, i) => label === library[i]).length;
  const agrees = labels.length === library.length && labels.length - same <= labels.length / 1000;
  return { agrees, says: `${((100 * same) / library.length).toFixed(2)} % same labels` };
};

const manyRows: Row = {
  id: "P1",
  contest() {
    const size = [100_000, 784, 10] as const;
    const work = predictionCase("f32", ...size);
    const expert: Contestant = {
      name: "expert JavaScript",
      target: 6,
      enter: () => entry(work.javascript, work.javascript),
    };
    return {
      title: `predict ${size[0]}×${size[1]} → ${size[2]}, f32, whole call`,
      library: entry(work.library, work.library),
      contestants: [
        expert,
        scikitPredicts(work, size, 1.25),
        tensorflowPredicts(work, size, 2.2),
        onnxPredicts(work, size, 1.3),
      ],
      work: { data: [work.X], passes: 1, multiplyAdds: work.work, dtype: "f32" },
      judge,
    };
  },
};

/** Calls in one timed run: a single one is shorter than the clock's tick. */
const CALLS = 1000;

const callMany = (
  predict: (x: ArrayLike<number>) => number,
  rows: readonly ArrayLike<number>[],
  calls: number,
): number => {
  let sum = 0;
  for (let call = 0; call < calls; call++) sum += predict(rows[call % rows.length]);
  return sum;
};

const perCall = (predict: (x: ArrayLike<number>) => number, rows: readonly ArrayLike<number>[]): Entry => {
  const ownLoop = ownCopy(callMany);
  const many = entry(
    () => ownLoop(predict, rows, CALLS),
    () => rows.map(predict),
  );
  return { ...many, seconds: async () => (await many.seconds()) / CALLS };
};

/** The first of the rows alone; all of them to compare. */
const oneOf = (one: Contestant, all: Contestant): Contestant => ({
  ...one,
  async enter() {
    const [single, every] = [await one.enter(), await all.enter()];
    const leave = (): void => {
      single.leave?.();
      every.leave?.();
    };
    return { result: every.result, seconds: single.seconds, leave };
  },
});

/** A model of three classes, rows of 64 features, and the same by hand. */
function singleRows(dtype: DType, shapeOf: (row: Reals) => ArrayLike<number>) {
  const [n, d, k] = [100, 64, 3];
  const X = reals(dtype, n * d, 8);
  const y = Array.from({ length: n }, (_, i) => i % k);
  const model = new Perceptron({ shuffle: false, maxIter: 1 }).fit({ data: X, rows: n, cols: d }, y);
  const [W, b] = [model.coef.data, model.intercept];
  const rows = y.map((_, i) => shapeOf(X.subarray(i * d, (i + 1) * d)));
  const { predictOne } = baseline[dtype];
  const expert: Contestant = {
    name: "expert JavaScript",
    target: 1.3,
    enter: () => perCall((x) => predictOne(d, k, x as Reals, W, b), rows),
  };
  return { n, d, k, X, W, b, expert, library: perCall((x) => model.predictOne(x), rows) };
}

const typedRow: Row = {
  id: "P2",
  contest() {
    const { n, d, k, X, W, b, expert, library } = singleRows("f32", (row) => row);
    const [first, all] = [
      { X: X.subarray(0, d), W, b },
      { X, W, b },
    ];
    return {
      title: `predictOne, d = ${d}, k = ${k}, f32, one row a call`,
      library,
      runsPerSecond: 8e6,
      contestants: [
        expert,
        oneOf(scikitPredicts(first, [1, d, k], 100), scikitPredicts(all, [n, d, k], 100)),
        oneOf(onnxPredicts(first, [1, d, k], 50), onnxPredicts(all, [n, d, k], 50)),
      ],
      work: { data: [first.X, W], passes: 1, multiplyAdds: d * k, dtype: "f32" },
      judge,
    };
  },
};

const plainRow: Row = {
  id: "P3",
  contest() {
    const { d, k, expert, library } = singleRows("f64", (row) => Array.from(row));
    return {
      title: `predictOne, d = ${d}, k = ${k}, f64, one row a call, a number[]`,
      library,
      contestants: [{ ...expert, target: null }],
      judge,
    };
  },
};

export const predictionRows: readonly Row[] = [manyRows, typedRow, plainRow];
