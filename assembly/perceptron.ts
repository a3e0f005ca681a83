// The perceptron learning rule over the rows of a task, dense or sparse: `scan` looks for the next row that is
// answered wrongly, `epoch` corrects each before it looks on.

import { dot4x2, dot8x1 } from "./dot";
import { columnOf, sparseAxpy, sparseDot } from "./sparse";
import { activate, HEAVISIDE, NOT_FINITE } from "./step";
import { Task } from "./task";
import { axpy, axpyWide, bytes, eightFinite, eightSteps } from "./vector";

/** In place of a row where a margin is not finite: beyond any row. */
const NOWHERE: usize = NOT_FINITE as usize;

/**
 * The perceptron learning rule (Rosenblatt 1957; w ← w + η·(y − ŷ)·x). For each row of `order` from number
 * `from` to number `to`, each output whose step(w·x + b) differs from its target is corrected, before the next
 * row is seen. In a joint task, the right output gains what the one with the largest margin loses.
 *
 * Several margins are computed against the same weights and read in order; at the first mistake the weights
 * change, and the rows behind it are computed anew. Outputs that do not depend on each other are taken two at
 * a time over all rows. Both give the same bits as one row and one output at a time.
 *
 * @returns mistakes, summed over outputs (of a joint task: rows), or NOT_FINITE
 * @unchecked the fields of the task; pointers aligned to their elements; W and b overlap nothing
 */
export function epoch<T extends number>(address: usize, from: usize, to: usize): i32 {
  const task = changetype<Task>(address);
  assert(task.d > 0 && task.k > 0 && task.stride >= task.k);
  assert(((task.W | task.b | task.X | task.margins) & (sizeof<T>() - 1)) === 0);
  assert(((task.sampleWeight | task.classWeight | address) & 7) === 0 && (task.order & 3) === 0);
  const group: usize = task.joint !== 0 ? task.k : 2;
  let mistakes = 0;
  for (let j: usize = 0; j < task.k; j += group) {
    const outputs = min<usize>(task.k - j, group);
    for (let i = from; i < to; i++) {
      i = firstWrong<T>(task, j, outputs, i, to);
      if (i === NOWHERE) return NOT_FINITE;
      if (i >= to) break;
      mistakes += task.joint !== 0 ? correctJoint<T>(task, i) : correct<T>(task, j, outputs, i);
    }
  }
  return mistakes;
}

/**
 * Where the first row from number `from` on is that is answered wrongly, before anything is corrected; `to` if
 * none is, or NOT_FINITE. Of several outputs that are not joint, the first two.
 */
export function scan<T extends number>(address: usize, from: usize, to: usize): i32 {
  const task = changetype<Task>(address);
  return firstWrong<T>(task, 0, task.joint !== 0 ? task.k : min<usize>(task.k, 2), from, to) as i32;
}

/** The same for the outputs from j on; leaves where the margins of that row are in `task.found`. */
function firstWrong<T extends number>(task: Task, j: usize, outputs: usize, from: usize, to: usize): usize {
  const joint = task.joint !== 0;
  const step = task.step;
  const stride = task.stride;
  const Y = task.Y + j;
  const order = task.order;
  const single = outputs === 1 && !joint && task.indptr === 0;
  let i = from;
  while (i < to) {
    // Behind a mistake another is near, and the rows are asked one by one.
    const right = i > from;
    const end = marginsOfSome<T>(task, j, outputs, i, to);
    if (single && right && eightRight<T>(task, j, i, to)) {
      i = end;
      continue;
    }
    for (let z = task.margins; i < end; i++, z += bytes<T>(outputs)) {
      const y = Y + rowAt(order, i) * stride;
      let wrong = false;
      for (let o: usize = 0; o < outputs; o++) {
        const margin = load<T>(z + bytes<T>(o));
        if (margin - margin !== (0 as T)) return NOWHERE;
        wrong = wrong || (load<i8>(y + o) as i32) !== activate<T>(margin, step);
      }
      if (joint) wrong = load<i8>(y + largest<T>(z, outputs)) !== 1;
      if (!wrong) continue;
      task.found = z;
      return i;
    }
  }
  return to;
}

/** Whether eight rows from number i on are answered rightly, whose margins of output j are finite, all at once. */
function eightRight<T extends number>(task: Task, j: usize, i: usize, to: usize): bool {
  const order = task.order;
  const stride = task.stride;
  const Y = task.Y + j;
  const last = to - 1;
  let targets: u64 = 0;
  for (let row = i + 8; row-- > i; ) {
    targets = 256 * targets + (load<u8>(Y + rowAt(order, min(row, last)) * stride) as u64);
  }
  return targets === eightSteps<T>(task.margins, task.step === HEAVISIDE) && eightFinite<T>(task.margins);
}

/** The first of the largest of n numbers. */
function largest<T extends number>(z: usize, n: usize): usize {
  let best: usize = 0;
  for (let o: usize = 1; o < n; o++) {
    if (load<T>(z + bytes<T>(o)) > load<T>(z + bytes<T>(best))) best = o;
  }
  return best;
}

/** Corrects each wrong output of row number i, whose margins were found. */
function correct<T extends number>(task: Task, j: usize, outputs: usize, i: usize): i32 {
  const r = rowAt(task.order, i);
  const y = task.Y + r * task.stride + j;
  let mistakes = 0;
  for (let o: usize = 0; o < outputs; o++) {
    const target = load<i8>(y + o) as i32;
    const error = target - activate<T>(load<T>(task.found + bytes<T>(o)), task.step);
    if (error === 0) continue;
    mistakes++;
    const side = bytes<f64>(2 * (j + o) + usize(target > 0));
    const t = (task.eta * (error as f64) * rowWeight(task, r) * load<f64>(task.classWeight + side)) as T;
    move<T>(task, j + o, r, i, t);
  }
  return mistakes;
}

/** Moves the output of the right class towards row number i, and the one that was chosen as far away from it. */
function correctJoint<T extends number>(task: Task, i: usize): i32 {
  const r = rowAt(task.order, i);
  const y = task.Y + r * task.stride;
  let right: usize = 0;
  while (load<i8>(y + right) !== 1) right++;
  const weight = load<f64>(task.classWeight + bytes<f64>(2 * right + 1));
  const t = (task.eta * rowWeight(task, r) * weight) as T;
  move<T>(task, right, r, i, t);
  move<T>(task, largest<T>(task.found, task.k), r, i, -t as T);
  return 1;
}

/** w ← w + t·x and b ← b + t of output j, with row r, which is visited as number i. */
function move<T extends number>(task: Task, j: usize, r: usize, i: usize, t: T): void {
  const late = (task.visits + (i as f64)) * (t as f64);
  const w = task.W + bytes<T>(j * task.d);
  const sums = task.sums + bytes<f64>(j * task.d);
  if (task.indptr === 0) {
    const x = task.X + bytes<T>(r * task.d);
    axpy<T>(task.d, t, x, w);
    if (task.sums !== 0) axpyWide<T>(task.d, late, x, sums);
  } else {
    const start = columnOf(task.indptr, r);
    const end = columnOf(task.indptr, r + 1);
    sparseAxpy<T, T>(start, end, t, task.indices, task.X, w);
    add<T>(w, (t * (0 as T)) as T); // as among dense zeros: a t that overflowed shows as NaN
    if (task.sums !== 0) sparseAxpy<T, f64>(start, end, late, task.indices, task.X, sums);
  }
  if (task.fitIntercept === 0) return;
  add<T>(task.b + bytes<T>(j), t);
  if (task.sums !== 0) add<f64>(task.biasSums + bytes<f64>(j), late);
}

/**
 * The margins of some outputs for the next few rows from number i on, rows × outputs, at `task.margins`. Beyond
 * the end the last row is taken again, and nobody reads the result.
 *
 * @returns where the rows end that were taken
 */
function marginsOfSome<T extends number>(task: Task, j: usize, outputs: usize, i: usize, to: usize): usize {
  const w = task.W + bytes<T>(j * task.d);
  const b = task.b + bytes<T>(j);
  if (task.indptr !== 0) return marginsOfSparse<T>(task, w, b, outputs, i);
  if (outputs === 1) return marginsOfOne<T>(task, w, b, i, to);
  const d = task.d;
  const row = bytes<T>(d);
  const X = task.X;
  const order = task.order;
  const last = to - 1;
  const x0 = X + rowAt(order, i) * row;
  const x1 = X + rowAt(order, min(i + 1, last)) * row;
  const x2 = X + rowAt(order, min(i + 2, last)) * row;
  const x3 = X + rowAt(order, min(i + 3, last)) * row;
  const z = task.margins;
  const stride = bytes<T>(outputs);
  for (let pair: usize = 0; pair < outputs; pair += 2) {
    const o = min(pair, outputs - 2); // an odd last one takes its neighbour along, to the same bits
    dot4x2<T>(d, x0, x1, x2, x3, w + o * row, w + (o + 1) * row, b + bytes<T>(o), z + bytes<T>(o), stride);
  }
  return min(i + 4, to);
}

/** The same for one output and the next eight rows. */
function marginsOfOne<T extends number>(task: Task, w: usize, b: usize, i: usize, to: usize): usize {
  const d = task.d;
  const row = bytes<T>(d);
  const X = task.X;
  const order = task.order;
  const last = to - 1;
  const x0 = X + rowAt(order, i) * row;
  const x1 = X + rowAt(order, min(i + 1, last)) * row;
  const x2 = X + rowAt(order, min(i + 2, last)) * row;
  const x3 = X + rowAt(order, min(i + 3, last)) * row;
  const x4 = X + rowAt(order, min(i + 4, last)) * row;
  const x5 = X + rowAt(order, min(i + 5, last)) * row;
  const x6 = X + rowAt(order, min(i + 6, last)) * row;
  const x7 = X + rowAt(order, min(i + 7, last)) * row;
  dot8x1<T>(d, x0, x1, x2, x3, x4, x5, x6, x7, w, b, task.margins);
  return min(i + 8, to);
}

/** The same for the next row alone. */
function marginsOfSparse<T extends number>(task: Task, w: usize, b: usize, outputs: usize, i: usize): usize {
  const r = rowAt(task.order, i);
  const start = columnOf(task.indptr, r);
  const end = columnOf(task.indptr, r + 1);
  for (let o: usize = 0; o < outputs; o++) {
    const z = sparseDot<T>(
      task.d,
      start,
      end,
      task.indices,
      task.X,
      w + bytes<T>(o * task.d),
      b + bytes<T>(o),
    );
    store<T>(task.margins + bytes<T>(o), z);
  }
  return i + 1;
}

/** Row number i of the visiting order. */
function rowAt(order: usize, i: usize): usize {
  return load<u32>(order + bytes<u32>(i)) as usize;
}

function rowWeight(task: Task, r: usize): f64 {
  return task.sampleWeight === 0 ? 1 : load<f64>(task.sampleWeight + bytes<f64>(r));
}

function add<T extends number>(pointer: usize, value: T): void {
  store<T>(pointer, (load<T>(pointer) + value) as T);
}
