// scikit-learn's Perceptron, and numpy's product, in Python's own memory.
import type { Reals } from "../../src/index.js";
import type { ProductCase } from "../cases.js";
import { SEED, type TrainingData } from "../training-data.js";
import type { Contestant } from "./contest.js";
import { type Job, python } from "./python.js";
import type { SparseLesson } from "./sparse.js";
import { TIE } from "./tie.js";

const inPython = (name: string, target: number | null, job: () => Job): Contestant => ({
  name,
  target,
  enter: () => python().entry(job()),
});

/** The number of the class of each row. */
const classesOf = (Y: Int8Array, n: number, k: number): Int32Array =>
  Int32Array.from({ length: n }, (_, i) => (k === 1 ? Y[i] : Y.subarray(i * k, (i + 1) * k).indexOf(1)));

export const scikitLearns = (
  { X, Y, n, d, k, epochs, shuffle }: TrainingData,
  target: number | null,
): Contestant =>
  inPython("scikit-learn", target, () => ({
    what: "learn",
    arrays: { X: { data: X, shape: [n, d] }, y: { data: classesOf(Y, n, k), shape: [n] } },
    options: { outputs: k, epochs, tie: TIE, ...(shuffle && { seed: SEED }) },
  }));

export const scikitLearnsSparse = (
  { n, cols, epochs, indptr, indices, values, Y }: SparseLesson,
  target: number,
): Contestant =>
  inPython("scikit-learn", target, () => ({
    what: "learn_sparse",
    arrays: {
      data: { data: Float64Array.from(values), shape: [values.length] },
      indices: { data: Int32Array.from(indices), shape: [indices.length] },
      indptr: { data: Int32Array.from(indptr), shape: [n + 1] },
      y: { data: Int32Array.from(Y), shape: [n] },
    },
    options: { cols, epochs, tie: TIE },
  }));

export const scikitPredicts = (
  { X, W, b }: { X: Reals; W: Reals; b: Reals },
  [n, d, k]: readonly number[],
  target: number,
): Contestant =>
  inPython("scikit-learn", target, () => ({
    what: "predict",
    arrays: { X: { data: X, shape: [n, d] }, W: { data: W, shape: [k, d] }, b: { data: b, shape: [k] } },
    options: {},
  }));

/** Native code on all its threads: no target, but a row that is lost says so. */
export const numpyMultiplies = ({ A, B }: ProductCase, [m, k, n]: readonly number[]): Contestant =>
  inPython("numpy", 1, () => ({
    what: "multiply",
    arrays: { A: { data: A, shape: [m, k] }, B: { data: B, shape: [k, n] } },
    options: {},
  }));
