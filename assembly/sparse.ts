// Rows of which only some elements are stored (CSR), to the same bits as dense rows: a stored element of column
// j goes where the dense one would, and the others would have added +0 to sums that are never −0.

import { addElement, bytes, descents, fold, laneOf, splatAt, wholeVectors, wordAt, zeros } from "./vector";

/**
 * z = W·x + b of one sparse row. Two outputs share its elements and their lanes.
 *
 * @param start, end  the elements of the row
 * @param indices     columns  [nnz] u32, ascending within a row, < n
 * @param x           values   [nnz] T
 * @param W           weights  [outputs×n] T
 * @param b           biases   [outputs] T
 * @param z           margins  [outputs] T
 */
export function sparseDots<T extends number>(
  n: usize,
  outputs: usize,
  start: usize,
  end: usize,
  indices: usize,
  x: usize,
  W: usize,
  b: usize,
  z: usize,
): void {
  const columns = indices + bytes<u32>(start);
  const values = x + bytes<T>(start);
  const count = end - start;
  const whole = countInVectors<T>(n, count, columns);
  const row = bytes<T>(n);
  let w = W;
  let o: usize = 0;
  for (; o + 1 < outputs; o += 2, w += 2 * row) {
    dotOfTwo<T>(whole, count, columns, values, w, w + row, b + bytes<T>(o), z + bytes<T>(o));
  }
  if (o < outputs) dotOfOne<T>(whole, count, columns, values, w, b + bytes<T>(o), z + bytes<T>(o));
}

/** How many elements of a row have columns in the whole vectors of n weights: they come first. */
function countInVectors<T extends number>(n: usize, count: usize, columns: usize): usize {
  const end = wholeVectors<T>(n);
  if (end === n) return count;
  while (count > 0 && wordAt(columns, count - 1) >= end) count--;
  return count;
}

/** One output: `whole` elements in the lanes of their columns, then the sums folded and the others left to right. */
function dotOfOne<T extends number>(
  whole: usize,
  count: usize,
  columns: usize,
  x: usize,
  w: usize,
  b: usize,
  z: usize,
): void {
  let sums = zeros<T>();
  let c = columns;
  const end = columns + bytes<u32>(whole);
  for (; c !== end; c += bytes<u32>(1), x += bytes<T>(1)) {
    const j = wordAt(c, 0);
    sums = addElement<T>(sums, splatAt<T>(x), w, j, laneOf<T>(j));
  }
  let sum = fold<T>(sums);
  const last = columns + bytes<u32>(count);
  for (; c !== last; c += bytes<u32>(1), x += bytes<T>(1)) {
    sum = (sum + load<T>(x) * load<T>(w + bytes<T>(wordAt(c, 0)))) as T;
  }
  store<T>(z, (sum + load<T>(b)) as T);
}

/** The dot products of a sparse row with two outputs, w and v, with biases [2] at b and margins [2] at z. */
function dotOfTwo<T extends number>(
  whole: usize,
  count: usize,
  columns: usize,
  x: usize,
  w: usize,
  v: usize,
  b: usize,
  z: usize,
): void {
  let first = zeros<T>();
  let second = zeros<T>();
  let c = columns;
  const end = columns + bytes<u32>(whole);
  for (; c !== end; c += bytes<u32>(1), x += bytes<T>(1)) {
    const j = wordAt(c, 0);
    const lane = laneOf<T>(j);
    const factor = splatAt<T>(x);
    first = addElement<T>(first, factor, w, j, lane);
    second = addElement<T>(second, factor, v, j, lane);
  }
  let sum = fold<T>(first);
  let other = fold<T>(second);
  const last = columns + bytes<u32>(count);
  for (; c !== last; c += bytes<u32>(1), x += bytes<T>(1)) {
    const at = bytes<T>(wordAt(c, 0));
    sum = (sum + load<T>(x) * load<T>(w + at)) as T;
    other = (other + load<T>(x) * load<T>(v + at)) as T;
  }
  store<T>(z, (sum + load<T>(b)) as T);
  store<T>(z + bytes<T>(1), (other + load<T>(b + bytes<T>(1))) as T);
}

/** y ← y + a·x of the stored elements, each product rounded in Y's type U, then each sum. */
export function sparseAxpy<T extends number, U extends number>(
  start: usize,
  end: usize,
  a: U,
  indices: usize,
  x: usize,
  y: usize,
): void {
  let c = indices + bytes<u32>(start);
  let q = x + bytes<T>(start);
  const last = indices + bytes<u32>(end);
  for (; c !== last; c += bytes<u32>(1), q += bytes<T>(1)) add<T, U>(y, wordAt(c, 0), a, q);
}

/** y[j] ← y[j] + a·x of the element at x. */
function add<T extends number, U extends number>(y: usize, j: usize, a: U, x: usize): void {
  const at = y + bytes<U>(j);
  store<U>(at, (load<U>(at) + a * (load<T>(x) as number as U)) as U);
}

/**
 * Whether the columns of each of some sparse rows ascend and are all below `cols`. They ascend if every descent among all
 * elements is one from row to row, and then the last of a row is its largest: so no element is looked at by itself.
 *
 * @param indptr   where each row begins, in elements  [rows + 1] u32, ascending
 * @param indices  columns of these rows, from the first element of the first row on  [indptr[rows] − indptr[0]] u32
 */
export function checkRows(rows: usize, cols: u32, indptr: usize, indices: usize): bool {
  const first = wordAt(indptr, 0);
  let left = descents(wordAt(indptr, rows) - first, indices);
  let before: usize = 0; // column of the element before
  let p: usize = 0;
  for (let i: usize = 1; i <= rows; i++) {
    const end = wordAt(indptr, i) - first;
    if (end === p) continue;
    if (p > 0) left -= u32(before >= wordAt(indices, p)); // no branch: half of the rows may descend
    before = wordAt(indices, end - 1);
    if (before >= (cols as usize)) return false;
    p = end;
  }
  return left === 0;
}
