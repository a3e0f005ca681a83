// Where the next row is that is answered wrongly: the search behind the perceptron learning rule.
//
// One output is asked for four rows at once, and so are two, with their margins in registers; joint outputs are asked for
// two rows at once. Behind a mistake the rows are asked anew. The bits are those of one row and one output at a time.

import { dots2x, OUTPUTS } from "./dot";
import { NOWHERE, remember, wrongOnes } from "./found";
import { firstWrongOfPair, ROWS } from "./pair";
import { firstWrongOfPanel } from "./panel";
import { signs, signsOf, targetSigns, targetSignsOf4 } from "./signs";
import { sparseDots } from "./sparse";
import { HEAVISIDE } from "./step";
import { Task } from "./task";
import {
  allFinite,
  bytes,
  columnHigh,
  columnLow,
  foldHigh,
  foldLow,
  multiplyAdd,
  nextVector,
  splatAt,
  vector,
  vectorBytes,
  vectorSum,
  wordAt,
  zeros,
} from "./vector";

/** How many outputs are asked together, from output j on: all that are joint, else four, but two of dense rows without a panel. */
export function outputsFrom(task: Task, j: usize, panelled: bool): usize {
  const left = task.k - j;
  if (task.joint !== 0) return left;
  return min(left, panelled || task.indptr !== 0 ? OUTPUTS : 2);
}

/** `scan` over some outputs, through the panel or not; leaves in the task which are wrong, and the signs of their margins. */
export function firstWrong<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  panelled: bool,
  from: usize,
  to: usize,
): usize {
  if (task.joint !== 0) return firstWrongOfJoint<T>(task, from, to);
  if (task.indptr !== 0) return firstWrongOfSparse<T>(task, j, outputs, from, to);
  if (outputs === 1) return firstWrongOfOne<T>(task, j, from, to);
  if (panelled) return firstWrongOfPanel<T>(task, j, outputs, from, to);
  return firstWrongOfPair<T>(task, j, from, to);
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
    const r0 = wordAt(order, i);
    const r1 = wordAt(order, min(i + 1, last));
    const r2 = wordAt(order, min(i + 2, last));
    const r3 = wordAt(order, min(i + 3, last));
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
      if (sizeof<T>() === 8) high = multiplyAdd<T>(high, columnHigh<T>(x2 + p, x3 + p), u);
    }
    const found = signs<T>(vectorSum<T>(low, bias), vectorSum<T>(high, bias));
    const targets = targetSignsOf4(Y + r0 * stride, Y + r1 * stride, Y + r2 * stride, Y + r3 * stride);
    const wrong = wrongOnes(found, targets, heaviside, min(to - i, ROWS));
    if (wrong === 0) continue;
    const at = ctz(wrong);
    return remember(task, 1, found >>> at, i + (at as usize));
  }
  return to;
}

/** Some outputs, one sparse row at a time. */
function firstWrongOfSparse<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  from: usize,
  to: usize,
): usize {
  const z = task.margins;
  for (let i = from; i < to; i++) {
    const r = wordAt(task.order, i);
    marginsOfSparse<T>(task, j, outputs, r, z);
    let found = 0;
    for (let o = outputs; o-- > 0; ) found = 2 * found + signsOf<T>(load<T>(z + bytes<T>(o)));
    const y = task.Y + r * task.stride + j;
    const wrong = wrongOnes(found, targetSigns(y), task.step === HEAVISIDE, outputs);
    if (wrong !== 0) return remember(task, wrong, found, i);
  }
  return to;
}

/**
 * Joint outputs, two rows at once: a row is one decision, for the largest margin, which should be the right one's.
 * Leaves in `task.wrong` which one is.
 */
function firstWrongOfJoint<T extends number>(task: Task, from: usize, to: usize): usize {
  const z = task.margins;
  const second = z + bytes<T>(task.k + OUTPUTS);
  for (let i = from; i < to; i += 2) {
    const r = wordAt(task.order, i);
    const next = wordAt(task.order, min(i + 1, to - 1));
    marginsOfAll<T>(task, r, next, z, second);
    if (isWrongJoint<T>(task, r, z)) return task.wrong < 0 ? NOWHERE : i;
    if (i + 1 === to) break;
    if (isWrongJoint<T>(task, next, second)) return task.wrong < 0 ? NOWHERE : i + 1;
  }
  return to;
}

/** Whether row r, with margins [k] at z, is decided wrongly; `task.wrong` is then the output chosen, or −1 for none. */
function isWrongJoint<T extends number>(task: Task, r: usize, z: usize): bool {
  task.wrong = allFinite<T>(task.k, z) ? (largest<T>(z, task.k) as i32) : -1;
  return task.wrong < 0 || load<i8>(task.Y + r * task.stride + (task.wrong as usize)) !== 1;
}

/** The margins of all outputs [k] for rows r and s, at z and at y. */
export function marginsOfAll<T extends number>(task: Task, r: usize, s: usize, z: usize, y: usize): void {
  if (task.indptr !== 0) {
    marginsOfSparse<T>(task, 0, task.k, r, z);
    marginsOfSparse<T>(task, 0, task.k, s, y);
    return;
  }
  for (let j: usize = 0; j < task.k; j += OUTPUTS) {
    marginsOfTwo<T>(task, j, min(task.k - j, OUTPUTS), r, s, z + bytes<T>(j), y + bytes<T>(j));
  }
}

/** The margins of rows r and s, for the outputs from j on [outputs], at z and at y. */
export function marginsOfTwo<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  r: usize,
  s: usize,
  z: usize,
  y: usize,
): void {
  const d = task.d;
  const x = task.X + bytes<T>(r * d);
  const next = task.X + bytes<T>(s * d);
  const w = task.W + bytes<T>(j * d);
  const b = task.b + bytes<T>(j);
  dots2x<T>(outputs, d, x, next, w, b, z, y);
}

/** The margins of sparse row r, for the outputs from j on [outputs], at z. */
export function marginsOfSparse<T extends number>(
  task: Task,
  j: usize,
  outputs: usize,
  r: usize,
  z: usize,
): void {
  const start = wordAt(task.indptr, r);
  const end = wordAt(task.indptr, r + 1);
  const w = task.W + bytes<T>(j * task.d);
  const b = task.b + bytes<T>(j);
  sparseDots<T>(task.d, outputs, start, end, task.indices, task.X, w, b, z);
}

/** The first of the largest of n numbers. */
export function largest<T extends number>(z: usize, n: usize): usize {
  let best: usize = 0;
  for (let o: usize = 1; o < n; o++) {
    if (load<T>(z + bytes<T>(o)) > load<T>(z + bytes<T>(best))) best = o;
  }
  return best;
}
