// What is measured: each case does the same work on the same data, once through the public API (copies in and
// out included), once in expert JavaScript, and says whether both came to the same result.

import { type DType, dtypeOf, type Reals, zeros } from "../src/base/dtype.js";
import { sfc32 } from "../src/base/random.js";
import { matmul, Perceptron } from "../src/index.js";
import { baseline } from "./baseline.js";
import { reals, SEED, type TrainingData, trainingData } from "./training-data.js";

export interface Case<R = unknown> {
  readonly name: string;
  readonly dtype: DType;
  /** Multiply-adds of one run, to give times per element. */
  readonly work: number;
  library(): R;
  javascript(): R;
  /** Throws unless both contestants agree. */
  verify(): void;
}

function demand(what: string, holds: boolean): void {
  if (!holds) throw new Error(`${what}: the contestants do not agree`);
}

export function close(a: Reals, b: Reals): boolean {
  const tolerance = dtypeOf(a) === "f32" ? 1e-3 : 1e-9;
  return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) < tolerance);
}

function transposed(B: Reals, rows: number, cols: number): Reals {
  const T = B.slice();
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) T[j * rows + i] = B[i * cols + j] as number;
  return T;
}

export interface ProductCase extends Case<Reals> {
  /** [m×k] */
  readonly A: Reals;
  /** [k×n] */
  readonly B: Reals;
}

/** C = A·B, [m×k]·[k×n]. */
export function productCase(dtype: DType, m: number, k: number, n: number): ProductCase {
  const [A, B, none] = [reals(dtype, m * k, 1), reals(dtype, k * n, 2), zeros(dtype, n)];
  const C = zeros(dtype, m * n);
  const library = (): Reals => matmul({ data: A, rows: m, cols: k }, { data: B, rows: k, cols: n }).data;
  const javascript = (): Reals => {
    baseline[dtype].product(m, n, k, A, transposed(B, k, n), none, C);
    return C;
  };
  const name = `product ${m}×${k}×${n}`;
  return {
    name,
    dtype,
    A,
    B,
    work: m * n * k,
    library,
    javascript,
    verify: () => demand(name, close(library(), javascript())),
  };
}

/** Their results. */
export interface TrainedWeights {
  /** [k×d] */
  readonly W: Reals;
  /** [k] */
  readonly b: Reals;
  /** In the last epoch. */
  readonly mistakes: number;
  /** Mistakes of all epochs: each was corrected. */
  readonly corrections: number;
}

/** Trains from zero weights, through the public API. */
export function libraryLearns({ n, d, k, X, Y, epochs, shuffle }: TrainingData): TrainedWeights {
  const model = new Perceptron({ shuffle, randomState: SEED, tol: null, maxIter: epochs });
  model.fit({ data: X, rows: n, cols: d }, { data: Y, rows: n, cols: k });
  return {
    W: model.coef.data,
    b: model.intercept,
    mistakes: model.history.at(-1)?.mistakes ?? 0,
    corrections: model.history.reduce((sum, { mistakes }) => sum + mistakes, 0),
  };
}

/** What expert JavaScript learns of the same rows, in the same order. */
export function javascriptLearns({ dtype, n, d, k, X, Y, epochs, shuffle }: TrainingData): TrainedWeights {
  const { epoch, epochOfOne } = shuffle ? baseline[dtype].shuffled : baseline[dtype];
  const order = shuffle ? new Uint32Array(n) : undefined;
  const W = zeros(dtype, k * d);
  const b = zeros(dtype, k);
  let mistakes = 0;
  let corrections = 0;
  for (let e = 1; e <= epochs; e++) {
    if (order !== undefined) baseline.shuffleRows(order, sfc32(SEED, e));
    mistakes = k === 1 ? epochOfOne(n, d, X, Y, W, b, order) : epoch(n, d, k, X, Y, W, b, order);
    corrections += mistakes;
  }
  return { W, b, mistakes, corrections };
}

/** Different orders of addition disagree at a margin near 0; one decision in a thousand may differ. */
export const sameMistakes = (a: number, b: number, decisions: number): boolean =>
  Math.abs(a - b) <= 1 + decisions / 1000;

/** `epochs` epochs of the perceptron rule from zero weights, rows in order. */
export function trainingCase(
  dtype: DType,
  n: number,
  d: number,
  k: number,
  epochs: number,
  spread: number,
): Case {
  const rows = trainingData({ dtype, n, d, k, epochs, spread });
  const library = (): number => libraryLearns(rows).mistakes;
  const javascript = (): number => javascriptLearns(rows).mistakes;
  const rate = ((100 * javascript()) / (n * k)).toFixed(1);
  const name = `train ${n}×${d}×${k}, ${rate} % mistakes`;
  const verify = (): void => demand(name, sameMistakes(library(), javascript(), n * k));
  return { name, dtype, work: n * d * k * epochs, library, javascript, verify };
}

export interface PredictionCase extends Case<readonly number[]> {
  /** [n×d] */
  readonly X: Reals;
  /** [k×d] */
  readonly W: Reals;
  /** [k] */
  readonly b: Reals;
}

/** Labels of n rows by a model of k classes. */
export function predictionCase(dtype: DType, n: number, d: number, k: number): PredictionCase {
  const X = { data: reals(dtype, n * d, 6), rows: n, cols: d };
  const model = new Perceptron<number>({ dtype, shuffle: false, maxIter: 1 });
  const few = 50 * k;
  const someRows = { data: X.data.subarray(0, few * d) as Reals, rows: few, cols: d };
  model.fit(
    someRows,
    Array.from({ length: few }, (_, i) => i % k),
  );
  const [W, b, C] = [model.coef.data, model.intercept, zeros(dtype, n * k)];
  const library = (): number[] => model.predict(X);
  const javascript = (): number[] => {
    baseline[dtype].product(n, k, d, X.data, W, b, C);
    return Array.from({ length: n }, (_, i) => {
      let best = 0;
      for (let j = 1; j < k; j++) if (C[i * k + j] > C[i * k + best]) best = j;
      return best;
    });
  };
  const name = `predict ${n}×${d} → ${k}`;
  const verify = (): void => {
    const [a, c] = [library(), javascript()];
    demand(name, a.filter((label, i) => label !== c[i]).length <= n / 1000);
  };
  return { name, dtype, X: X.data, W, b, work: n * d * k, library, javascript, verify };
}

/** Labels of n rows by a model that scales them, and by one that was given them scaled. */
export function scaledPredictionCase(dtype: DType, n: number, d: number, k: number) {
  const data = reals(dtype, n * d, 6);
  const X = { data, rows: n, cols: d };
  const few = 50 * k;
  const someRows = { data: data.subarray(0, few * d) as Reals, rows: few, cols: d };
  const y = Array.from({ length: few }, (_, i) => i % k);
  const options = { dtype, shuffle: false, maxIter: 1 } as const;
  const scaling = new Perceptron<number>({ ...options, standardize: true }).fit(someRows, y);
  const { scale } = scaling.toJSON().prediction ?? {};
  const given = {
    ...X,
    data: data.map((x, at) => (x - Number(scale?.mean[at % d])) / Number(scale?.deviation[at % d])),
  };
  const { prediction, ...rest } = scaling.toJSON();
  const { scale: _, ...unscaledPrediction } = prediction as NonNullable<typeof prediction>;
  const plain = Perceptron.fromJSON<number>({
    ...rest,
    prediction: unscaledPrediction,
    options: { ...rest.options, standardize: false },
    training: undefined,
  });
  const name = `predict ${n}×${d} → ${k}`;
  return {
    name,
    scaled: () => scaling.predict(X),
    unscaled: () => plain.predict(given as typeof X),
    /** The same rows, scaled before or within, to the same bits. */
    verify(): void {
      const [a, b] = [scaling.decisionFunction(X).data, plain.decisionFunction(given as typeof X).data];
      demand(
        name,
        a.every((z, i) => z === b[i]),
      );
    },
  };
}
