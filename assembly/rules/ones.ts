// One output, and sparse rows that store nothing but ones, as those of categories and of sets of words do: a margin is a sum of
// weights, and a correction adds one number to some of them. No element is loaded and none multiplied. Laid out by lanes, one
// addition serves all L lanes where rows in CSR wait for one addition behind the other (measured: an epoch of a9a in f64 takes 0.6
// of the time). The bits are the same: in its lane each weight comes in its turn, and a lane that has none left adds +0 to a sum
// that is never −0.
//
//   starts  [rows + 1] u32   addresses: where the steps of each row begin, and where the last ones end
//   zero    [L] T            what a lane adds that has no weight left
//   steps   [][L] u32        addresses of weights; each row has an even number of steps, which is guessed better (measured: 1.1×)

import { activate, NOT_FINITE } from "../step";
import { Task } from "../task";
import {
  bytes,
  columnLow,
  fold,
  splat,
  storeVector,
  Vector,
  vectorSum,
  wholeVectors,
  wordAt,
  zeros,
} from "../vector";
import { classWeightOf, learn, MISTAKE, passiveStep, scaledStep, sideOf } from "./learn";
import { RuleState } from "./rule-state";

/** How many lanes there are. */
function lanes<T extends number>(): usize {
  return 16 / sizeof<T>();
}

function stepBytes<T extends number>(): usize {
  return bytes<u32>(lanes<T>());
}

/** Where the count of a lane is among those of all, in one word: of f32 each has 16 bits, of f64 32. */
function bitOf<T extends number>(lane: usize): u64 {
  return (lane * 4 * sizeof<T>()) as u64;
}

function countOf<T extends number>(lane: usize, counts: u64): usize {
  return ((counts >> bitOf<T>(lane)) & (rotl<u64>(1, bitOf<T>(1)) - 1)) as usize;
}

/** The most elements that a row may have: as many as are surely counted. */
const MOST: usize = 0xffff;

/**
 * Lays out the rows of a task with one output, if they store nothing but ones.
 *
 * @param at  64 + 4·rows + (stored + rows)·4L bytes
 */
export function layOutOnes<T extends number>(task: Task, rule: RuleState, rows: usize, at: usize): void {
  const indices = task.indices;
  const X = task.X;
  const W = task.W;
  const whole = wholeVectors<T>(task.d);
  const zero = at + ((bytes<u32>(rows + 1) + 15) & ~15);
  storeVector(zero, zeros<T>());
  const none = splat<u32>(zero as u32);
  let end = zero + 16;
  let filled = end; // with addresses of `zero`
  for (let r: usize = 0; r < rows; r++) {
    store<u32>(at + bytes<u32>(r), end as u32);
    const first = wordAt(task.indptr, r);
    const last = wordAt(task.indptr, r + 1);
    if (last - first > MOST) return;
    for (const most = end + (last - first + 1) * stepBytes<T>(); filled < most; filled += 16) {
      storeVector(filled, none);
    }
    let counts: u64 = 0;
    for (let p = first; p < last; p++) {
      if (load<T>(X + bytes<T>(p)) !== (1 as T)) return;
      const j = wordAt(indices, p);
      if (j >= whole) continue;
      const lane = j - wholeVectors<T>(j);
      const step = end + countOf<T>(lane, counts) * stepBytes<T>();
      store<u32>(step + bytes<u32>(lane), (W + bytes<T>(j)) as u32);
      counts += rotl<u64>(1, bitOf<T>(lane));
    }
    let steps: usize = 0;
    for (let lane: usize = 0; lane < lanes<T>(); lane++) steps = max(steps, countOf<T>(lane, counts));
    end += ((steps + 1) & ~1) * stepBytes<T>();
  }
  store<u32>(at + bytes<u32>(rows), end as u32);
  rule.ones = at;
}

/** The weights of a step. */
function gather<T extends number>(step: usize): Vector {
  const w0 = load<u32>(step);
  const w1 = load<u32>(step, 4);
  if (sizeof<T>() === 8) return columnLow<T>(w0, w1, 0, 0);
  return columnLow<T>(w0, w1, load<u32>(step, 8), load<u32>(step, 12));
}

/** The epoch of rows that are laid out. */
export function epochOfOnes<T extends number>(task: Task, rule: RuleState, from: usize, to: usize): i32 {
  const starts = rule.ones;
  const Y = task.Y;
  const b = task.b;
  const order = task.order;
  const ends = task.indptr + bytes<u32>(1);
  const before = task.indices - bytes<u32>(1);
  const whole = wholeVectors<T>(task.d) as u32;
  let mistakes = 0;
  for (let i = from; i < to; i++) {
    const r = wordAt(order, i);
    const end = load<u32>(starts + bytes<u32>(r), 4);
    let sums = zeros<T>();
    for (let step = load<u32>(starts + bytes<u32>(r)); step !== end; step += 2 * stepBytes<T>()) {
      sums = vectorSum<T>(sums, gather<T>(step));
      sums = vectorSum<T>(sums, gather<T>(step + stepBytes<T>()));
    }
    let margin = fold<T>(sums);
    // The last column of the row; of an empty one, that of another row, whose rest is none of its own.
    if (load<u32>(before + bytes<u32>(wordAt(ends, r))) >= whole) margin = withRest<T>(task, r, margin);
    margin = (margin + load<T>(b)) as T;
    if (margin - margin !== (0 as T)) return NOT_FINITE;
    const target = load<i8>(Y + r) as i32;
    const loss = target > 0 ? 1 - (margin as f64) : 1 + (margin as f64);
    if (loss <= 0) continue;
    const found = learnOnes<T>(task, rule, r, i, margin, target, loss);
    if (found < 0) return NOT_FINITE;
    mistakes += found;
  }
  return mistakes;
}

/** A sum, and behind it the weights of row r that are in no whole vector, left to right. */
function withRest<T extends number>(task: Task, r: usize, sum: T): T {
  const whole = wholeVectors<T>(task.d);
  const end = wordAt(task.indptr, r + 1);
  for (let p = wordAt(task.indptr, r); p < end; p++) {
    const j = wordAt(task.indices, p);
    if (j >= whole) sum = (sum + load<T>(task.W + bytes<T>(j))) as T;
  }
  return sum;
}

/** Learns from row r, which has a loss. @returns MISTAKE or 0, or NOT_FINITE */
function learnOnes<T extends number>(
  task: Task,
  rule: RuleState,
  r: usize,
  i: usize,
  margin: T,
  target: i32,
  loss: f64,
): i32 {
  const spread = task.sums !== 0 || rule.spreads === 0 ? (0 as T) : load<T>(rule.spreads + bytes<T>(r));
  if (spread === (0 as T)) {
    const found = learn<T>(task, rule, 0, r, i, margin, 0 as T);
    return found < 0 ? found : found & MISTAKE;
  }
  const step = sideOf(target) * passiveStep(rule, loss, spread as f64);
  const t = scaledStep<T>(task, r, step, classWeightOf(task, 0, target));
  const w = task.W;
  const b = task.b;
  const end = task.indices + bytes<u32>(wordAt(task.indptr, r + 1));
  for (let c = task.indices + bytes<u32>(wordAt(task.indptr, r)); c !== end; c += bytes<u32>(1)) {
    const at = w + bytes<T>(wordAt(c, 0));
    store<T>(at, (load<T>(at) + t) as T);
  }
  store<T>(w, (load<T>(w) + t * (0 as T)) as T); // as `move` does
  if (task.fitIntercept !== 0) store<T>(b, (load<T>(b) + t) as T);
  return i32(activate<T>(margin, task.step) !== target);
}
