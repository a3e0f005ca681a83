// What the svmlight tests share.
import fc from "fast-check";
import type { SvmlightData } from "../../src/svmlight/index.js";

/** X [n×d], of numbers of every size and about as many zeros of either sign, and a label for each row. */
export const samples = (real: fc.Arbitrary<number>) =>
  fc
    .integer({ min: 1, max: 6 })
    .chain((cols) =>
      fc.array(
        fc.tuple(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.array(fc.oneof(real, fc.constantFrom(0, -0)), { minLength: cols, maxLength: cols }),
        ),
        { minLength: 1, maxLength: 8 },
      ),
    )
    .map((rows) => ({ y: rows.map(([label]) => label), X: rows.map(([, row]) => row) }));

export const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
export const floats = fc.float({ noNaN: true, noDefaultInfinity: true });

/** A sparse matrix in plain arrays, so that toEqual tells −0 from 0 and shows what differs. */
export const plain = ({ X, y }: SvmlightData) => ({
  indptr: [...X.indptr],
  indices: [...X.indices],
  data: [...X.data],
  shape: [X.rows, X.cols],
  y,
});
