// Where the next row is that is answered wrongly: the search behind the perceptron learning rule.
//
// One output is asked for four rows at once, with their margins in registers; several outputs are asked for one row at
// once, up to five of them. The bits are those of one row and one output at a time.

import { dot, dots1xM, Five, Four, Three, Two } from "./dot";
import { columnOf, sparseDots } from "./sparse";
import { HEAVISIDE, NOT_FINITE } from "./step";
import { Task } from "./task";
import {
  bytes,
  columnHigh,
  columnLow,
  foldHigh,
  foldLow,
  multiplyAdd,
  nextVector,
  signs,
  signsOf,
  splatAt,
  targetSigns,
  targetSignsOf4,
  vector,
  vectorBytes,
  vectorSum,
  zeros,
} from "./vector";

/** In place of a row where a margin is not finite: beyond any row. */
export const NOWHERE: usize = NOT_FINITE as usize;
/** Outputs that are asked at once: with more, V8 has too few registers for their sums. */
const MOST_OUTPUTS: usize = 5;
/** Rows that one output is asked for at once. */
const ROWS: usize = 4;

/** How many outputs are asked together, from output j on: all that are joint, else an even part of those left. */
export function outputsFrom(task: Task, j: usize): usize {
  if (task.joint !== 0) return task.k;
  const left = task.k - j;
  const groups = (left + MOST_OUTPUTS - 1) / MOST_OUTPUTS;
  return (left + groups - 1) / groups;
}

/** `scan` over some outputs; leaves in `task.found` which of them are wrong, and the signs of their margins. */
export function firstWrong<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  from: usize,
  to: usize,
): usize {
  if (task.joint !== 0) return firstWrongJoint<T>(task, from, to);
  if (outputs === 1 && task.indptr === 0) return firstWrongOfOne<T>(task, j, from, to);
  return firstWrongOfSome<T>(task, j, outputs, from, to);
}

/** One output, four rows at once. Beyond the end the last row is taken again, and nobody reads the result. */
function firstWrongOfOne<T extends number>(task: Task, j: usize, from: usize, to: usize): usize {
  const order = task.order;
  const X = task.X;
  const row = bytes<T>(task.d);
  const whole = vectorBytes<T>(task.d);
  const pairs = whole & ~31;
  const w = task.W + j * row;
  const bias = splatAt<T>(task.b + bytes<T>(j));
  const Y = task.Y + j;
  const stride = task.stride;
  const heaviside = task.step === HEAVISIDE;
  const last = to - 1;
  for (let i = from; i < to; i += ROWS) {
    const r0 = rowAt(order, i);
    const r1 = rowAt(order, min(i + 1, last));
    const r2 = rowAt(order, min(i + 2, last));
    const r3 = rowAt(order, min(i + 3, last));
    const x0 = X + r0 * row;
    const x1 = X + r1 * row;
    const x2 = X + r2 * row;
    const x3 = X + r3 * row;
    let s0 = zeros<T>();
    let s1 = zeros<T>();
    let s2 = zeros<T>();
    let s3 = zeros<T>();
    let p: usize = 0;
    for (; p < pairs; p += 32) {
      const u = vector(w + p);
      s0 = multiplyAdd<T>(s0, vector(x0 + p), u);
      s1 = multiplyAdd<T>(s1, vector(x1 + p), u);
      s2 = multiplyAdd<T>(s2, vector(x2 + p), u);
      s3 = multiplyAdd<T>(s3, vector(x3 + p), u);
      const v = nextVector(w + p);
      s0 = multiplyAdd<T>(s0, nextVector(x0 + p), v);
      s1 = multiplyAdd<T>(s1, nextVector(x1 + p), v);
      s2 = multiplyAdd<T>(s2, nextVector(x2 + p), v);
      s3 = multiplyAdd<T>(s3, nextVector(x3 + p), v);
    }
    for (; p < whole; p += 16) {
      const u = vector(w + p);
      s0 = multiplyAdd<T>(s0, vector(x0 + p), u);
      s1 = multiplyAdd<T>(s1, vector(x1 + p), u);
      s2 = multiplyAdd<T>(s2, vector(x2 + p), u);
      s3 = multiplyAdd<T>(s3, vector(x3 + p), u);
    }
    let low = foldLow<T>(s0, s1, s2, s3);
    let high = foldHigh<T>(s2, s3);
    for (; p < row; p += sizeof<T>()) {
      const u = splatAt<T>(w + p);
      low = multiplyAdd<T>(low, columnLow<T>(x0 + p, x1 + p, x2 + p, x3 + p), u);
      high = multiplyAdd<T>(high, columnHigh<T>(x2 + p, x3 + p), u);
    }
    const found = signs<T>(vectorSum<T>(low, bias), vectorSum<T>(high, bias), 0 as T);
    const targets = targetSignsOf4(Y + r0 * stride, Y + r1 * stride, Y + r2 * stride, Y + r3 * stride);
    const wrong = wrongOnes(found, targets, heaviside, min(to - i, ROWS));
    if (wrong === 0) continue;
    const at = ctz(wrong);
    return remember(task, 1, found >>> at) ? i + (at as usize) : NOWHERE;
  }
  return to;
}

/** Several outputs, or sparse rows: one row at a time. */
function firstWrongOfSome<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  from: usize,
  to: usize,
): usize {
  const order = task.order;
  const Y = task.Y + j;
  const stride = task.stride;
  const heaviside = task.step === HEAVISIDE;
  for (let i = from; i < to; i++) {
    const r = rowAt(order, i);
    const found = marginsOf<T>(task, j, outputs, r, task.margins);
    const wrong = wrongOnes(found, targetSigns(Y + r * stride), heaviside, outputs);
    if (wrong === 0) continue;
    return remember(task, wrong, found) ? i : NOWHERE;
  }
  return to;
}

/** All outputs of one row after the other, the largest of which should be the right one; leaves their margins. */
function firstWrongJoint<T extends number>(task: Task, from: usize, to: usize): usize {
  const k = task.k;
  for (let i = from; i < to; i++) {
    const r = rowAt(task.order, i);
    for (let j: usize = 0; j < k; j += MOST_OUTPUTS) {
      const outputs = min(k - j, MOST_OUTPUTS);
      const found = marginsOf<T>(task, j, outputs, r, task.margins + bytes<T>(j));
      if (((found >>> 16) & lowBits(outputs)) !== 0) return NOWHERE;
    }
    if (load<i8>(task.Y + r * task.stride + largest<T>(task.margins, k)) !== 1) return i;
  }
  return to;
}

/** The margins of one row [outputs] for the outputs from j on, at z, and their signs. At most five are dense. */
function marginsOf<T extends number>(task: Task, j: usize, outputs: usize, r: usize, z: usize): i32 {
  const d = task.d;
  const w = task.W + bytes<T>(j * d);
  const b = task.b + bytes<T>(j);
  if (task.indptr !== 0) return marginsOfSparse<T>(task, outputs, r, w, b, z);
  const x = task.X + bytes<T>(r * d);
  if (outputs === 1) {
    store<T>(z, dot<T>(d, x, w, b));
    return signsOf<T>(load<T>(z));
  }
  if (outputs === 2) return dots1xM<T, Two>(d, x, w, b, z);
  if (outputs === 3) return dots1xM<T, Three>(d, x, w, b, z);
  if (outputs === 4) return dots1xM<T, Four>(d, x, w, b, z);
  return dots1xM<T, Five>(d, x, w, b, z);
}

/** The same for a sparse row. */
function marginsOfSparse<T extends number>(
  task: Task,
  outputs: usize,
  r: usize,
  w: usize,
  b: usize,
  z: usize,
): i32 {
  const start = columnOf(task.indptr, r);
  const end = columnOf(task.indptr, r + 1);
  sparseDots<T>(task.d, outputs, start, end, task.indices, task.X, w, b, z);
  let found = 0;
  for (let o = outputs; o-- > 0; ) found = 2 * found + signsOf<T>(load<T>(z + bytes<T>(o)));
  return found;
}

/**
 * Which of the first `count` answers are not the targets, or are of margins that are not finite, in bits.
 *
 * @param found    signs of margins, as `signs` packs them
 * @param targets  signs of targets; with Heaviside, whose targets are 0 and 1, those below 0 are none
 */
function wrongOnes(found: i32, targets: i32, heaviside: bool, count: usize): i32 {
  const answers = heaviside ? ~(found >>> 8) & 0xff : found;
  const differs = answers ^ targets;
  return (differs | (differs >>> 8) | (found >>> 16)) & lowBits(count);
}

/** As many ones, at most eight. */
function lowBits(count: usize): i32 {
  return 0xff >>> (8 - (count as i32));
}

/** Leaves for `correct` which answers are wrong, and the signs of their margins. @returns whether these are finite */
function remember(task: Task, wrong: i32, found: i32): bool {
  task.wrong = wrong;
  task.signs = found;
  return ((found >>> 16) & wrong) === 0;
}

/** The first of the largest of n numbers. */
export function largest<T extends number>(z: usize, n: usize): usize {
  let best: usize = 0;
  for (let o: usize = 1; o < n; o++) {
    if (load<T>(z + bytes<T>(o)) > load<T>(z + bytes<T>(best))) best = o;
  }
  return best;
}

/** Row number i of the visiting order. */
export function rowAt(order: usize, i: usize): usize {
  return load<u32>(order + bytes<u32>(i)) as usize;
}
