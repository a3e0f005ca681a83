// One epoch, or a part of one, of the perceptron learning rule over dense rows.

import { dot4x2, dot8x1 } from "./dot";
import { activate, NOT_FINITE } from "./step";
import { axpy, axpyWide, bytes } from "./vector";

/**
 * The perceptron learning rule (Rosenblatt 1957; w ← w + η·(y − ŷ)·x). For each row of `order`, each output
 * whose step(w·x + b) differs from its target is corrected, before the next row is seen.
 *
 * Several margins are computed against the same weights and read in order; at the first mistake the weights
 * change, and the rows behind it are computed anew. Outputs do not depend on each other, so they are
 * taken two at a time over all rows. Both give the same bits as one row and one output at a time.
 *
 * @param X             samples         [rows×d] row-major, T
 * @param Y             targets         [rows×k] i8, values of the step function
 * @param sampleWeight  one per row     [rows] f64, or 0 for all ones
 * @param classWeight   one per output  [k×2] f64: of its targets ≤ 0, of its targets > 0
 * @param W             weights         [k×d] T, updated in place
 * @param b             biases          [k] T, updated in place if `fitIntercept`
 * @param order         rows to visit   [n] u32
 * @param margins       scratch         [8] T
 * @param sums          for the mean    [k×d] then [k], f64, or 0: each correction of W and b times the rows
 *                                      visited before it, updated in place
 * @param visits        rows visited before this call, in all epochs that the mean is over
 * @param eta           learning rate   > 0, dimensionless
 * @returns mistakes, summed over outputs, or NOT_FINITE
 * @unchecked n, d, k ≥ 1; pointers aligned to their elements; W and b overlap nothing
 */
export function epoch<T extends number>(
  n: usize,
  d: usize,
  k: usize,
  X: usize,
  Y: usize,
  sampleWeight: usize,
  classWeight: usize,
  W: usize,
  b: usize,
  order: usize,
  margins: usize,
  sums: usize,
  visits: f64,
  eta: f64,
  step: i32,
  fitIntercept: i32,
): i32 {
  assert(n > 0 && d > 0 && k > 0);
  assert(((X | W | b | margins) & (sizeof<T>() - 1)) === 0);
  assert(((sampleWeight | classWeight) & 7) === 0 && (order & 3) === 0);
  const row = bytes<T>(d);
  let mistakes = 0;
  for (let j: usize = 0; j < k; j += 2) {
    const outputs = min<usize>(k - j, 2);
    const w = W + j * row;
    const bias = b + bytes<T>(j);
    let i: usize = 0;
    while (i < n) {
      const end =
        outputs === 2
          ? marginsOfTwo<T>(i, n, d, X, w, bias, order, margins)
          : marginsOfOne<T>(i, n, d, X, w, bias, order, margins);
      let z = margins;
      let wrong = 0;
      while (i < end && wrong === 0) {
        const r = rowAt(order, i);
        for (let o: usize = 0; o < outputs; o++, z += sizeof<T>()) {
          const margin = load<T>(z);
          if (margin - margin !== (0 as T)) return NOT_FINITE;
          const target = load<i8>(Y + r * k + j + o) as i32;
          const error = target - activate<T>(margin, step);
          if (error === 0) continue;
          wrong++;
          const rowWeight = sampleWeight === 0 ? 1 : load<f64>(sampleWeight + bytes<f64>(r));
          const side = bytes<f64>(2 * (j + o) + usize(target > 0));
          const t = (eta * (error as f64) * rowWeight * load<f64>(classWeight + side)) as T;
          const x = X + r * row;
          axpy<T>(d, t, x, w + o * row);
          if (fitIntercept) add<T>(bias + bytes<T>(o), t);
          if (sums === 0) continue;
          const late = (visits + (i as f64)) * (t as f64);
          axpyWide<T>(d, late, x, sums + bytes<f64>((j + o) * d));
          if (fitIntercept) add<f64>(sums + bytes<f64>(k * d + j + o), late);
        }
        i++;
      }
      mistakes += wrong;
    }
  }
  return mistakes;
}

/**
 * The margins of two outputs for the next four rows from order[i] on, or as many as there are, rows × outputs.
 * Beyond the end the last row is taken again, and nobody reads the result.
 *
 * @returns where the rows end that were taken
 */
function marginsOfTwo<T extends number>(
  i: usize,
  n: usize,
  d: usize,
  X: usize,
  w: usize,
  b: usize,
  order: usize,
  z: usize,
): usize {
  const row = bytes<T>(d);
  const last = n - 1;
  const x0 = X + rowAt(order, i) * row;
  const x1 = X + rowAt(order, min(i + 1, last)) * row;
  const x2 = X + rowAt(order, min(i + 2, last)) * row;
  const x3 = X + rowAt(order, min(i + 3, last)) * row;
  dot4x2<T>(d, x0, x1, x2, x3, w, w + row, b, z, bytes<T>(2));
  return min(i + 4, n);
}

/** The same for one output and the next eight rows. */
function marginsOfOne<T extends number>(
  i: usize,
  n: usize,
  d: usize,
  X: usize,
  w: usize,
  b: usize,
  order: usize,
  z: usize,
): usize {
  const row = bytes<T>(d);
  const last = n - 1;
  const x0 = X + rowAt(order, i) * row;
  const x1 = X + rowAt(order, min(i + 1, last)) * row;
  const x2 = X + rowAt(order, min(i + 2, last)) * row;
  const x3 = X + rowAt(order, min(i + 3, last)) * row;
  const x4 = X + rowAt(order, min(i + 4, last)) * row;
  const x5 = X + rowAt(order, min(i + 5, last)) * row;
  const x6 = X + rowAt(order, min(i + 6, last)) * row;
  const x7 = X + rowAt(order, min(i + 7, last)) * row;
  dot8x1<T>(d, x0, x1, x2, x3, x4, x5, x6, x7, w, b, z);
  return min(i + 8, n);
}

/** Row number i of the visiting order. */
function rowAt(order: usize, i: usize): usize {
  return load<u32>(order + bytes<u32>(i)) as usize;
}

function add<T extends number>(pointer: usize, value: T): void {
  store<T>(pointer, (load<T>(pointer) + value) as T);
}
