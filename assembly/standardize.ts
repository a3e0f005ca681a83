import { bytes, standardizePair } from "./vector";

/**
 * x ← (x − mean) / deviation in place, in f64 and rounded once to T.
 *
 * @param n          rows; of sparse ones, elements
 * @param d          features; of sparse rows 1 is enough
 * @param X          [n×d] row-major, T; of sparse rows the stored elements [n]
 * @param indices    of sparse rows the column of each element [n] u32; 0 for dense ones
 * @param mean       [d] f64
 * @param deviation  [d] f64
 * @unchecked pointers aligned to their elements
 */
export function standardize<T extends number>(
  n: usize,
  d: usize,
  X: usize,
  indices: usize,
  mean: usize,
  deviation: usize,
): void {
  if (indices !== 0) {
    for (let i: usize = 0; i < n; i++) {
      one<T>(X + bytes<T>(i), bytes<f64>(load<u32>(indices + bytes<u32>(i))), mean, deviation);
    }
    return;
  }
  const pairs = bytes<f64>(d & ~1);
  for (const end = X + bytes<T>(n * d); X < end; ) {
    for (let j: usize = 0; j < pairs; j += 16, X += bytes<T>(2)) {
      standardizePair<T>(X, mean + j, deviation + j);
    }
    if (d & 1) {
      one<T>(X, pairs, mean, deviation);
      X += bytes<T>(1);
    }
  }
}

/** One element, whose mean and deviation lie `at` bytes behind the first. */
function one<T extends number>(x: usize, at: usize, mean: usize, deviation: usize): void {
  store<T>(x, (((load<T>(x) as f64) - load<f64>(mean + at)) / load<f64>(deviation + at)) as T);
}
