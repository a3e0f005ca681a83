// The texts of matrices, vectors, sizes and memory.
import { useCore } from "../../../src/core/current.js";
import { jsCore } from "../../../src/core/js.js";
import {
  dense,
  heaviside,
  KindError,
  matmul,
  Perceptron,
  ShapeError,
  TLU,
  ValueError,
} from "../../../src/index.js";
import { gone, vast } from "../../support/bad-values.js";
import { wrong } from "../../support/refusals.js";
import { refused } from "./table.js";

const X = [
  [0, 0],
  [0, 1],
];
const y = [0, 1];
const fitted = (samples: unknown) => new Perceptron().fit(wrong(samples), y);
const sparse = (changes: object) =>
  fitted({ indptr: [0, 1, 2], indices: [1, 0], data: [1, 2], rows: 2, cols: 2, ...changes });

refused(KindError, "NOT_A_MATRIX", {
  "matmul: A is the number 4; expected rows of numbers, or { data, rows, cols }": () => matmul(wrong(4), X),
});
refused(KindError, "NO_SHAPE", {
  "Perceptron.fit: X is an array of numbers; for one row write [X], for many { data, rows, cols }": () =>
    fitted([1, 2]),
});
refused(KindError, "NOT_A_ROW", {
  "Perceptron.fit: row 1 of X is null; expected an array or a typed array of numbers": () =>
    fitted([[0, 1], null]),
});
refused(KindError, "NOT_A_VECTOR", {
  "TLU.netInput: x is a Set; expected an array or a typed array of numbers": () =>
    new TLU({ weights: [1] }).netInput(wrong(new Set())),
});
refused(KindError, "NOT_A_NUMBER", {
  'heaviside: z is the string "1"; expected a number': () => heaviside(wrong("1")),
});
refused(ShapeError, "EMPTY", {
  "Perceptron.fit: X is empty; expected at least one row": () => fitted([]),
});
refused(ShapeError, "NO_COLUMNS", {
  "Perceptron.fit: X has no columns; expected at least one": () => fitted([[], []]),
});
refused(ShapeError, "RAGGED_ROWS", {
  "Perceptron.fit: row 1 of X has 1 element, those before it have 2": () => fitted([[0, 1], [1]]),
});
refused(ValueError, "BAD_SHAPE", {
  "Perceptron.fit: X.rows is the number -4; expected an integer ≥ 0": () =>
    fitted({ data: [], rows: -4, cols: 0 }),
});
refused(ShapeError, "DATA_LENGTH", {
  "Perceptron.fit: X is [4×2], and its data has 7, not 8": () =>
    fitted({ data: new Float32Array(7), rows: 4, cols: 2 }),
});
refused(ValueError, "DETACHED", {
  "Perceptron.fit: the buffer of X.data is detached: it was transferred or its memory grew; pass a copy":
    () => fitted({ data: gone(new Float64Array(4)), rows: 2, cols: 2 }),
});
refused(ValueError, "CHANGED", {
  "dense: X.indices changed while it was read; pass a copy": () => {
    const indices = Uint32Array.of(0, 1);
    const spoil = () => {
      indices[1] = 2 ** 32 - 1;
      return [1];
    };
    const W = Object.defineProperty([[1], [1]], 0, { get: spoil });
    return dense({ indptr: Uint32Array.of(0, 2), indices, data: Float32Array.of(1, 2), rows: 1, cols: 2 }, W);
  },
});
refused(ValueError, "NOT_FINITE", {
  "Perceptron.fit: row 1, column 0 of X is NaN; expected a finite number": () => fitted([[0], [NaN]]),
  "new TLU: bias is 1e+39, which overflows f32": () => new TLU({ weights: Float32Array.of(1), bias: 1e39 }),
});
refused(ValueError, "OVERFLOW", {
  "matmul: a dot product overflowed f64 although the input is finite; scale it down": () =>
    matmul([[1e200]], [[1e200]]),
});
refused(ShapeError, "SHAPE_MISMATCH", {
  "matmul: A is [2×2] and B is [1×2]: inner dimensions 2 and 1 differ": () => matmul(X, [[1, 2]]),
});
refused(ShapeError, "LENGTH", {
  "dense: b has 2 elements; expected 1, one per column of W": () => dense(X, [[1], [1]], [0, 0]),
});
refused(ShapeError, "FEATURE_COUNT", {
  "Perceptron.predict: the input has 1 feature, but the model was fitted with 2": () =>
    fitted(X).predict([[1]]),
});
refused(ValueError, "TOO_LARGE", {
  "matmul: 73.0 GiB are needed at once, and linear memory ends at 4 GiB; pass fewer rows or columns": () =>
    matmul([new Float64Array(70_000)], vast(new Float64Array(70_000)) as Float64Array[]),
});
refused(ValueError, "TOO_LARGE", {
  "TLU.predict: the result would be 100000001 values; expected at most 100000000": () =>
    new TLU({ weights: [1] }).predict({ data: new Uint8Array(1e8 + 1), rows: 1e8 + 1, cols: 1 }),
});
refused(ValueError, "OUT_OF_MEMORY", {
  "matmul: there is no memory for 0.00586 GiB; nothing was changed": () => {
    const core = jsCore();
    const grow = () => {
      throw new RangeError("no more");
    };
    useCore({ ...core, memory: { buffer: core.memory.buffer, grow } });
    try {
      return matmul([new Float64Array(2 ** 18)], Array(2 ** 18).fill([1]));
    } finally {
      useCore();
    }
  },
});
refused(ShapeError, "INDPTR", {
  "Perceptron.fit: X.indptr has 2 elements; expected 3 for 2 rows: where each begins, and the end": () =>
    sparse({ indptr: [0, 2] }),
  "Perceptron.fit: X.indptr[1] is the number 9; expected an integer from 0 to 2, as they ascend": () =>
    sparse({ indptr: [0, 9, 2] }),
});
refused(ValueError, "COLUMN_INDEX", {
  "Perceptron.fit: X.indices[1], in row 1, is the number 2; expected an integer from 0 to 1": () =>
    sparse({ indices: [1, 2] }),
});
refused(ValueError, "DUPLICATE_ENTRY", {
  "Perceptron.fit: row 0, column 1 of X is stored twice; add the two up": () =>
    sparse({ indptr: [0, 2, 2], indices: [1, 1] }),
});
