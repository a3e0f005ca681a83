// What an expert writes in JavaScript without SIMD: flat typed arrays, unrolled into independent sums, nothing
// allocated (no destructuring of arrays inside loops either: V8 takes up to twice as long), and a copy of each function
// for each element type, so that no array access is polymorphic.

import type { Reals } from "../src/index.js";

/**
 * A copy of a self-contained function with type feedback of its own: V8 specialises it for the one kind of
 * array that this copy sees.
 */
export function ownCopy<F>(source: F): F {
  return new Function(`return ${String(source)}`)();
}

/** C = A·Bᵀ + b with A [m×k], B [n×k], b [n]: tiles of 4×2, one sum each. The rest row by row. */
function product(m: number, n: number, k: number, A: Reals, B: Reals, b: Reals, C: Reals): void {
  const evenRows = m - (m % 4);
  const evenOutputs = n - (n % 2);
  for (let i = 0; i < evenRows; i += 4) {
    for (let j = 0; j < evenOutputs; j += 2) {
      let a0 = i * k;
      const end = a0 + k;
      let a1 = end;
      let a2 = end + k;
      let a3 = end + 2 * k;
      let b0 = j * k;
      let b1 = b0 + k;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      let s20 = 0;
      let s21 = 0;
      let s30 = 0;
      let s31 = 0;
      for (; a0 < end; a0++, a1++, a2++, a3++, b0++, b1++) {
        const u = B[b0];
        const v = B[b1];
        let x = A[a0];
        s00 += x * u;
        s01 += x * v;
        x = A[a1];
        s10 += x * u;
        s11 += x * v;
        x = A[a2];
        s20 += x * u;
        s21 += x * v;
        x = A[a3];
        s30 += x * u;
        s31 += x * v;
      }
      const c = b[j];
      const d = b[j + 1];
      let at = i * n + j;
      C[at] = s00 + c;
      C[at + 1] = s01 + d;
      at += n;
      C[at] = s10 + c;
      C[at + 1] = s11 + d;
      at += n;
      C[at] = s20 + c;
      C[at + 1] = s21 + d;
      at += n;
      C[at] = s30 + c;
      C[at + 1] = s31 + d;
    }
  }
  for (let i = 0; i < m; i++) {
    for (let j = i < evenRows ? evenOutputs : 0; j < n; j++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let p = 0;
      for (; p + 3 < k; p += 4) {
        s0 += A[i * k + p] * B[j * k + p];
        s1 += A[i * k + p + 1] * B[j * k + p + 1];
        s2 += A[i * k + p + 2] * B[j * k + p + 2];
        s3 += A[i * k + p + 3] * B[j * k + p + 3];
      }
      for (; p < k; p++) s0 += A[i * k + p] * B[j * k + p];
      C[i * n + j] = s0 + s1 + (s2 + s3) + b[j];
    }
  }
}

/**
 * One epoch of the perceptron rule, two outputs at a time, four sums each; returns its mistakes. Rows come in `order`,
 * if there is one; each copy of the function sees always one or never one, and pays for what it sees.
 */
function epoch(
  n: number,
  d: number,
  k: number,
  X: Reals,
  Y: Int8Array,
  W: Reals,
  b: Reals,
  order?: Uint32Array,
): number {
  let mistakes = 0;
  const unrolled = d - (d % 4);
  for (let at = 0; at < n; at++) {
    const i = order === undefined ? at : order[at];
    const row = i * d;
    for (let j = 0; j < k; j += 2) {
      const pair = j + 1 < k;
      let w = j * d;
      let v = pair ? w + d : w;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let t0 = 0;
      let t1 = 0;
      let t2 = 0;
      let t3 = 0;
      let x = row;
      for (const end = row + unrolled; x < end; x += 4, w += 4, v += 4) {
        const x0 = X[x];
        const x1 = X[x + 1];
        const x2 = X[x + 2];
        const x3 = X[x + 3];
        s0 += x0 * W[w];
        s1 += x1 * W[w + 1];
        s2 += x2 * W[w + 2];
        s3 += x3 * W[w + 3];
        t0 += x0 * W[v];
        t1 += x1 * W[v + 1];
        t2 += x2 * W[v + 2];
        t3 += x3 * W[v + 3];
      }
      for (const end = row + d; x < end; x++, w++, v++) {
        s0 += X[x] * W[w];
        t0 += X[x] * W[v];
      }
      for (let o = 0; o < (pair ? 2 : 1); o++) {
        const z = (o === 0 ? s0 + s2 + (s1 + s3) : t0 + t2 + (t1 + t3)) + b[j + o];
        const error = Y[i * k + j + o] - (z >= 0 ? 1 : 0);
        if (error === 0) continue;
        mistakes++;
        for (let p = 0, to = (j + o) * d; p < d; p++, to++) W[to] = W[to] + error * X[row + p];
        b[j + o] = b[j + o] + error;
      }
    }
  }
  return mistakes;
}

/** The same for one output, without the second set of sums. */
function epochOfOne(
  n: number,
  d: number,
  X: Reals,
  Y: Int8Array,
  W: Reals,
  b: Reals,
  order?: Uint32Array,
): number {
  let mistakes = 0;
  const unrolled = d - (d % 4);
  for (let at = 0; at < n; at++) {
    const i = order === undefined ? at : order[at];
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let w = 0;
    let x = i * d;
    for (const end = x + unrolled; x < end; x += 4, w += 4) {
      s0 += X[x] * W[w];
      s1 += X[x + 1] * W[w + 1];
      s2 += X[x + 2] * W[w + 2];
      s3 += X[x + 3] * W[w + 3];
    }
    for (; w < d; x++, w++) s0 += X[x] * W[w];
    const error = Y[i] - (s0 + s2 + (s1 + s3) + b[0] >= 0 ? 1 : 0);
    if (error === 0) continue;
    mistakes++;
    for (let p = 0, from = i * d; p < d; p++) W[p] = W[p] + error * X[from + p];
    b[0] = b[0] + error;
  }
  return mistakes;
}

/** Fisher and Yates's shuffle of 0 … n − 1. */
function shuffleRows(order: Uint32Array, random: () => number): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor((random() / 2 ** 32) * (i + 1));
    const swapped = order[i];
    order[i] = order[j];
    order[j] = swapped;
  }
}

/** One epoch of the rule over compressed rows, one output, no bias. */
function epochOfSparse(
  n: number,
  indptr: Uint32Array,
  indices: Uint32Array,
  values: Reals,
  Y: Int8Array,
  w: Reals,
): number {
  let mistakes = 0;
  for (let i = 0; i < n; i++) {
    const start = indptr[i];
    const end = indptr[i + 1];
    let s0 = 0;
    let s1 = 0;
    let p = start;
    for (; p + 1 < end; p += 2) {
      s0 += values[p] * w[indices[p]];
      s1 += values[p + 1] * w[indices[p + 1]];
    }
    if (p < end) s0 += values[p] * w[indices[p]];
    const error = Y[i] - (s0 + s1 >= 0 ? 1 : 0);
    if (error === 0) continue;
    mistakes++;
    for (let q = start; q < end; q++) w[indices[q]] = w[indices[q]] + error * values[q];
  }
  return mistakes;
}

/** The number of the first largest of k outputs for one row. */
function predictOne(d: number, k: number, x: Reals, W: Reals, b: Reals): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let j = 0, w = 0; j < k; j++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let p = 0;
    for (; p + 3 < d; p += 4, w += 4) {
      s0 += x[p] * W[w];
      s1 += x[p + 1] * W[w + 1];
      s2 += x[p + 2] * W[w + 2];
      s3 += x[p + 3] * W[w + 3];
    }
    for (; p < d; p++, w++) s0 += x[p] * W[w];
    const z = s0 + s2 + (s1 + s3) + b[j];
    if (z > most) {
      most = z;
      best = j;
    }
  }
  return best;
}

const copies = () => ({
  product: ownCopy(product),
  epoch: ownCopy(epoch),
  epochOfOne: ownCopy(epochOfOne),
  shuffled: { epoch: ownCopy(epoch), epochOfOne: ownCopy(epochOfOne) },
  alone: { epochOfOne: ownCopy(epochOfOne) },
  epochOfSparse: ownCopy(epochOfSparse),
  predictOne: ownCopy(predictOne),
});

export const baseline = { f32: copies(), f64: copies(), shuffleRows };
