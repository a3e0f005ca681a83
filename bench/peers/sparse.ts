// Rows like those of a text whose words are hashed: few of very many columns, some columns common, most rare.
import { sfc32 } from "../../src/base/random.js";
import { Perceptron } from "../../src/index.js";
import { baseline } from "../baseline.js";
import { SEED } from "../training-data.js";

export interface SparseLesson {
  readonly n: number;
  readonly cols: number;
  readonly epochs: number;
  readonly indptr: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
  readonly Y: Int8Array;
}

const DRAWS = 70;
/** The share of targets that agree with a hidden plane. */
const HONEST = 0.98;

export function sparseLesson(n: number, cols: number, epochs: number): SparseLesson {
  const random = sfc32(SEED, 7);
  const unit = (): number => random() / 2 ** 32;
  const plane = Float32Array.from({ length: cols }, () => unit() - 0.5);
  const indptr = new Uint32Array(n + 1);
  const indices = new Uint32Array(n * DRAWS);
  const values = new Float32Array(n * DRAWS);
  const Y = new Int8Array(n);
  let end = 0;
  for (let i = 0; i < n; i++) {
    const columns = new Set(Array.from({ length: DRAWS }, () => Math.floor(cols * unit() ** 3)));
    let z = 0;
    for (const column of Uint32Array.from(columns).sort()) {
      indices[end] = column;
      values[end] = (1 + (random() % 8)) / 4;
      z += plane[column] * values[end];
      end++;
    }
    indptr[i + 1] = end;
    Y[i] = z >= 0 === unit() < HONEST ? 1 : 0;
  }
  return { n, cols, epochs, indptr, indices: indices.slice(0, end), values: values.slice(0, end), Y };
}

export function libraryLearnsSparse({ n, cols, epochs, indptr, indices, values, Y }: SparseLesson): {
  w: ArrayLike<number>;
  mistakes: number;
  corrections: number;
} {
  const model = new Perceptron({ shuffle: false, tol: null, maxIter: epochs, fitIntercept: false });
  model.fit({ indptr, indices, data: values, rows: n, cols }, { data: Y, rows: n, cols: 1 });
  return {
    w: model.coef.data,
    mistakes: model.history.at(-1)?.mistakes ?? 0,
    corrections: model.history.reduce((sum, { mistakes }) => sum + mistakes, 0),
  };
}

export function javascriptLearnsSparse({ n, cols, epochs, indptr, indices, values, Y }: SparseLesson) {
  const w = new Float32Array(cols);
  for (let e = 0; e < epochs; e++) baseline.f32.epochOfSparse(n, indptr, indices, values, Y, w);
  return w;
}

/** Rows that weights get wrong. */
export function sparseMistakes(
  { n, indptr, indices, values, Y }: SparseLesson,
  w: ArrayLike<number>,
): number {
  let mistakes = 0;
  for (let i = 0; i < n; i++) {
    let z = 0;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) z += values[p] * w[indices[p]];
    if (z >= 0 !== (Y[i] === 1)) mistakes++;
  }
  return mistakes;
}
