/** A task for both implementations: rows [n×d] with a class each. */
export interface Task {
  readonly X: Float32Array;
  readonly y: Uint8Array;
  readonly n: number;
  readonly d: number;
  /** One output for two classes, otherwise one for each. */
  readonly k: number;
  readonly epochs: number;
}

/** The result of a training. */
export interface FitResult {
  /** [k×d] */
  readonly w: Float32Array;
  /** [k] */
  readonly b: Float32Array;
  /** The mistakes of each epoch. */
  readonly mistakes: readonly number[];
}

/**
 * The perceptron rule in JavaScript, written by hand for speed: flat typed arrays of one kind, nothing allocated in the
 * loop, four running sums so that additions need not wait for each other.
 */
export function trainBaseline({ X, y, n, d, k, epochs }: Task): FitResult {
  const [w, b] = [new Float32Array(k * d), new Float32Array(k)];
  const mistakes: number[] = [];
  while (mistakes.length < epochs && mistakes.at(-1) !== 0) mistakes.push(epoch(X, y, w, b, n, d, k));
  return { w, b, mistakes };
}

function epoch(
  X: Float32Array,
  y: Uint8Array,
  w: Float32Array,
  b: Float32Array,
  n: number,
  d: number,
  k: number,
): number {
  const even = d - (d % 4);
  let mistakes = 0;
  for (let i = 0; i < n; i++) {
    const row = i * d;
    for (let j = 0; j < k; j++) {
      const weights = j * d;
      let s0 = 0.0;
      let s1 = 0.0;
      let s2 = 0.0;
      let s3 = b[j] as number;
      let p = 0;
      for (; p < even; p += 4) {
        s0 += (w[weights + p] as number) * (X[row + p] as number);
        s1 += (w[weights + p + 1] as number) * (X[row + p + 1] as number);
        s2 += (w[weights + p + 2] as number) * (X[row + p + 2] as number);
        s3 += (w[weights + p + 3] as number) * (X[row + p + 3] as number);
      }
      for (; p < d; p++) s0 += (w[weights + p] as number) * (X[row + p] as number);
      const fires = s0 + s1 + (s2 + s3) >= 0;
      const target = k === 1 ? y[i] === 1 : y[i] === j;
      if (fires === target) continue;
      mistakes++;
      const change = target ? 1 : -1;
      for (let q = 0; q < d; q++)
        w[weights + q] = (w[weights + q] as number) + change * (X[row + q] as number);
      b[j] = (b[j] as number) + change;
    }
  }
  return mistakes;
}

/** A product A·B, with A [m×k] and B [k×n], both row-major. */
export interface Product {
  readonly A: Float32Array;
  readonly B: Float32Array;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** The product in JavaScript, by hand: along the rows of B, so that memory is read in its order. */
export function multiplyBaseline({ A, B, m, k, n }: Product): Float32Array {
  const C = new Float32Array(m * n);
  for (let i = 0; i < m; i++) {
    const row = i * n;
    for (let p = 0; p < k; p++) {
      const a = A[i * k + p] as number;
      const from = p * n;
      for (let j = 0; j < n; j++) C[row + j] = (C[row + j] as number) + a * (B[from + j] as number);
    }
  }
  return C;
}
