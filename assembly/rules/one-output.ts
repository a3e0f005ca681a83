// The epoch of one output: of two classes, each output is asked by itself. What a row does not change lies in locals, and a row that
// is right by more than the margin costs no more than its margin.

import { dot, dots4x1 } from "../dot";
import { marginsOfSparse } from "../search";
import { activate, NOT_FINITE } from "../step";
import { Task } from "../task";
import { addElement, bytes, fold, laneOf, splatAt, Vector, wholeVectors, wordAt, zeros } from "../vector";
import { CHANGED, classWeightOf, learn, MISTAKE, passiveStep, scaledStep, sideOf } from "./learn";
import { marginAndSpread } from "./rows";
import { RuleState } from "./rule-state";

/** Rows that are asked at once. */
const ROWS: usize = 4;
/**
 * Rows behind one that was learned from that are asked alone. Of 20,000×64 f64, a third of them learned from, an epoch takes 1.9 times
 * as long where four are asked at once behind each; where none is learned from, four at once save an eighth.
 */
const ALONE: usize = 8;

/** Rows of a rule with variances: where one was learned from, others soon are, and the spread comes with the margin. */
export function epochOfAdaptiveOne<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  from: usize,
  to: usize,
): i32 {
  let mistakes = 0;
  let learned = false;
  for (let i = from; i < to; i++) {
    const r = wordAt(task.order, i);
    let z = task.margins;
    let spread = 0 as T;
    if (learned) {
      z = rule.scratch;
      spread = marginAndSpread<T>(task, rule, j, r);
    } else if (task.indptr !== 0) {
      marginsOfSparse<T>(task, j, 1, r, z);
    } else {
      const d = task.d;
      store<T>(z, dot<T>(d, task.X + bytes<T>(r * d), task.W + bytes<T>(j * d), task.b + bytes<T>(j)));
    }
    const found = learn<T>(task, rule, j, r, i, load<T>(z), spread);
    if (found < 0) return NOT_FINITE;
    mistakes += found & MISTAKE;
    learned = found >= CHANGED;
  }
  return mistakes;
}

/** Dense rows: four are asked at once, and anew behind one that was learned from. Where one was, others soon are. */
export function epochOfOne<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  from: usize,
  to: usize,
): i32 {
  const order = task.order;
  const X = task.X;
  const d = task.d;
  const w = task.W + bytes<T>(j * d);
  const b = task.b + bytes<T>(j);
  let mistakes = 0;
  let alone: usize = 0;
  let known: usize = 0; // margins of the next rows, at z
  let z = task.margins;
  for (let i = from; i < to; i++) {
    const r = wordAt(order, i);
    let margin: T;
    if (alone > 0) {
      margin = dot<T>(d, X + bytes<T>(r * d), w, b);
      alone--;
    } else {
      if (known === 0) {
        z = task.margins;
        const x1 = X + bytes<T>(wordAt(order, min(i + 1, to - 1)) * d);
        const x2 = X + bytes<T>(wordAt(order, min(i + 2, to - 1)) * d);
        const x3 = X + bytes<T>(wordAt(order, min(i + 3, to - 1)) * d);
        dots4x1<T>(d, X + bytes<T>(r * d), x1, x2, x3, w, b, z);
        known = ROWS;
      }
      margin = load<T>(z);
      z += sizeof<T>();
      known--;
    }
    const found = learn<T>(task, rule, j, r, i, margin, 0 as T);
    if (found < 0) return NOT_FINITE;
    mistakes += found & MISTAKE;
    if (found < CHANGED) continue;
    known = 0;
    alone = ALONE;
  }
  return mistakes;
}

/**
 * Sparse rows, one at a time. The loop over their elements is that of `sparseDots`, four at a time and no call (measured: 1.2×). Nor
 * is there a call where a passive-aggressive rule learns from a row whose spread is known, for weights of which no mean is kept:
 * around one every local goes to memory and back (measured: 1.5×).
 */
export function epochOfSparseOne<T extends number>(
  task: Task,
  rule: RuleState,
  j: usize,
  from: usize,
  to: usize,
): i32 {
  const order = task.order;
  const indptr = task.indptr;
  const indices = task.indices;
  const X = task.X;
  const d = task.d;
  const Y = task.Y + j;
  const stride = task.stride;
  const w = task.W + bytes<T>(j * d);
  const b = task.b + bytes<T>(j);
  const spreads = task.sums === 0 ? rule.spreads : 0;
  const whole = wholeVectors<T>(d) as u32;
  let mistakes = 0;
  for (let i = from; i < to; i++) {
    const r = wordAt(order, i);
    const start = wordAt(indptr, r);
    const count = wordAt(indptr, r + 1) - start;
    let c = indices + bytes<u32>(start);
    let x = X + bytes<T>(start);
    const last = c + bytes<u32>(count);
    let inVectors = last;
    while (inVectors > c && load<u32>(inVectors - bytes<u32>(1)) >= whole) inVectors -= bytes<u32>(1);
    let sums = zeros<T>();
    for (const fours = c + ((inVectors - c) & ~15); c !== fours; c += 16, x += bytes<T>(4)) {
      sums = addOne<T>(sums, splatAt<T>(x), w, load<u32>(c));
      sums = addOne<T>(sums, splatAt<T>(x + bytes<T>(1)), w, load<u32>(c, 4));
      sums = addOne<T>(sums, splatAt<T>(x + bytes<T>(2)), w, load<u32>(c, 8));
      sums = addOne<T>(sums, splatAt<T>(x + bytes<T>(3)), w, load<u32>(c, 12));
    }
    for (; c !== inVectors; c += bytes<u32>(1), x += bytes<T>(1)) {
      sums = addOne<T>(sums, splatAt<T>(x), w, load<u32>(c));
    }
    let margin = fold<T>(sums);
    for (; c !== last; c += bytes<u32>(1), x += bytes<T>(1)) {
      margin = (margin + load<T>(x) * load<T>(w + bytes<T>(wordAt(c, 0)))) as T;
    }
    margin = (margin + load<T>(b)) as T;
    if (margin - margin !== (0 as T)) return NOT_FINITE;
    const target = load<i8>(Y + r * stride) as i32;
    // A branch: the processor guesses better by it whether there is a loss (measured: 1.1×).
    const loss = target > 0 ? 1 - (margin as f64) : 1 + (margin as f64);
    if (loss <= 0) continue;
    mistakes += i32(activate<T>(margin, task.step) !== target); // each has a loss
    const spread = spreads === 0 ? (0 as T) : load<T>(spreads + bytes<T>(r));
    if (spread === (0 as T)) {
      if (learn<T>(task, rule, j, r, i, margin, 0 as T) < 0) return NOT_FINITE;
      continue;
    }
    const step = sideOf(target) * passiveStep(rule, loss, spread as f64);
    const t = scaledStep<T>(task, r, step, classWeightOf(task, j, target));
    moveSparse<T>(task, w, b, indices + bytes<u32>(start), last, X + bytes<T>(start), t);
  }
  return mistakes;
}

/** As `move`, of a sparse row and without a mean; two elements at a time (measured: 1.06×). */
function moveSparse<T extends number>(
  task: Task,
  w: usize,
  b: usize,
  c: usize,
  last: usize,
  x: usize,
  t: T,
): void {
  for (const pairs = c + ((last - c) & ~7); c !== pairs; c += 8, x += bytes<T>(2)) {
    moveOne<T>(w, load<u32>(c), load<T>(x), t);
    moveOne<T>(w, load<u32>(c, 4), load<T>(x, sizeof<T>()), t);
  }
  for (; c !== last; c += bytes<u32>(1), x += bytes<T>(1)) moveOne<T>(w, load<u32>(c), load<T>(x), t);
  store<T>(w, (load<T>(w) + t * (0 as T)) as T);
  if (task.fitIntercept !== 0) store<T>(b, (load<T>(b) + t) as T);
}

/** sums + x·w of column j, in its lane. */
function addOne<T extends number>(sums: Vector, x: Vector, w: usize, j: u32): Vector {
  return addElement<T>(sums, x, w, j as usize, laneOf<T>(j as usize));
}

/** w ← w + t·x of column j. */
function moveOne<T extends number>(w: usize, j: u32, x: T, t: T): void {
  const at = w + bytes<T>(j as usize);
  store<T>(at, (load<T>(at) + t * x) as T);
}
