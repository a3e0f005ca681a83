import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { trainTestSplit } from "../../src/metrics/index.js";
import { digits } from "../digits.js";

/** Rows of one data set, in the forms that the libraries take; each is made before the clock starts. */
export interface Part {
  /** Row-major, [rows × cols], from 0 to 1. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
  /** 0 … 9. */
  readonly labels: number[];
}

export interface Task {
  readonly name: string;
  readonly train: Part;
  readonly test: Part;
}

/** What one run of a contestant gave. */
export interface Run {
  /** Seconds from the rows in the library's own form to a trained model. */
  readonly seconds: number;
  /** The class of each test row. */
  readonly answers: readonly number[];
  /** Seconds for one prediction of one row, over all test rows. */
  readonly secondsPerRow: number;
}

export interface Contestant {
  readonly name: string;
  readonly package: string;
  /** What is trained, and how. */
  readonly how: string;
  /** The statements that a page needs of it, for the size of a bundle; Wasm files that it fetches besides. */
  readonly bundle?: { readonly entry: string; readonly files?: readonly string[] };
  run(task: Task, seed: number): Promise<Run>;
}

export const EPOCHS = 10;
export const CLASSES = 10;

export const rowsOf = ({ data, rows, cols }: Part): Float32Array[] =>
  Array.from({ length: rows }, (_, i) => data.subarray(i * cols, (i + 1) * cols));

/** The place of the largest of some scores. */
export const largest = (scores: ArrayLike<number>): number => {
  let best = 0;
  for (let k = 1; k < scores.length; k++) if ((scores[k] as number) > (scores[best] as number)) best = k;
  return best;
};

/** The time of some work in seconds, and its result. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

/** Trains, then asks for every test row by itself. */
export async function trainAndAsk<M, R>(
  rows: readonly R[],
  train: () => M | Promise<M>,
  ask: (model: M, row: R) => number,
): Promise<Run> {
  const { seconds, result: model } = await timed(train);
  const asked = await timed(() => rows.map((row) => ask(model, row)));
  return { seconds, answers: asked.result, secondsPerRow: asked.seconds / rows.length };
}

const unzipped = (name: string): Buffer => gunzipSync(readFileSync(`bench/data/${name}`));

/** MNIST's first 5,000 images to train and the last 2,000 of the file to test; scikit-learn's digits, a quarter to test. */
export function tasks(): Task[] {
  const pixels = Float32Array.from(unzipped("mnist-12000-pixels.u8.gz"), (value) => value / 255);
  const labels = [...unzipped("mnist-12000-labels.u8.gz")];
  const mnist = (from: number, to: number): Part => ({
    data: pixels.slice(from * 784, to * 784),
    rows: to - from,
    cols: 784,
    labels: labels.slice(from, to),
  });
  const { data, y, rows } = digits();
  const images = Array.from({ length: rows }, (_, i) => [...data.subarray(i * 64, (i + 1) * 64)]);
  const split = trainTestSplit(images, [...y], { testSize: 0.25, randomState: 0, stratify: true });
  const part = (X: number[][], labels: number[]): Part => ({
    data: Float32Array.from(X.flat(), (value) => value / 16),
    rows: X.length,
    cols: 64,
    labels,
  });
  return [
    { name: "digits", train: part(split.XTrain, split.yTrain), test: part(split.XTest, split.yTest) },
    { name: "MNIST", train: mnist(0, 5000), test: mnist(10_000, 12_000) },
  ];
}
