import { bytes } from "./vector";

/** Rows that move together, so that what is written to one column of A fills part of a cache line. */
const STRIP: usize = 8;

/**
 * B = Aᵀ. Moves bits, computes nothing.
 *
 * @param A  [m×n] row-major, T
 * @param B  [n×m] row-major, T; does not overlap A
 * @unchecked pointers aligned to sizeof<T>()
 */
export function transpose<T extends number>(m: usize, n: usize, A: usize, B: usize): void {
  assert(((A | B) & (sizeof<T>() - 1)) === 0);
  for (let top: usize = 0; top < m; top += STRIP) {
    const bottom = min(top + STRIP, m);
    for (let j: usize = 0; j < n; j++) {
      for (let i = top; i < bottom; i++) {
        store<T>(B + bytes<T>(j * m + i), load<T>(A + bytes<T>(i * n + j)));
      }
    }
  }
}
