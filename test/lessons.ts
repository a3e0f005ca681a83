// Random lessons and options, for properties that hold of all of them.
import fc from "fast-check";
import type { MatrixInput, PerceptronOptions, SparseInput } from "../src/index.js";

/** Options in every combination that is allowed, but for those that a property sets itself. */
export const anyOptions: fc.Arbitrary<PerceptronOptions> = fc
  .record({
    average: fc.boolean(),
    keep: fc.constantFrom("last" as const, "best" as const),
    multiclass: fc.constantFrom("ovr" as const, "joint" as const),
    earlyStopping: fc.boolean(),
    standardize: fc.boolean(),
    step: fc.constantFrom("heaviside" as const, "sgn" as const),
    classWeight: fc.constantFrom(undefined, "balanced" as const),
    fitIntercept: fc.boolean(),
    shuffle: fc.boolean(),
    randomState: fc.integer({ min: 0, max: 9 }),
    eta0: fc.constantFrom(1, 0.1, 3),
    dtype: fc.constantFrom("f32" as const, "f64" as const),
    nIterNoChange: fc.integer({ min: 2, max: 9 }),
    tol: fc.constantFrom(null, 1e-3),
  })
  .map((options) => ({
    ...options,
    validationFraction: 0.3,
    average: options.average && options.keep === "last",
  }));

export interface AnyLesson {
  readonly rows: number[][];
  readonly X: MatrixInput;
  readonly y: (string | number)[];
  readonly sampleWeight: number[] | undefined;
}

/** A CSR matrix of the elements that are not 0. */
export function sparseOf(rows: readonly (readonly number[])[]): SparseInput {
  const indptr = [0];
  const indices: number[] = [];
  const data: number[] = [];
  for (const row of rows) {
    row.forEach((value, j) => {
      if (value === 0) return;
      indices.push(j);
      data.push(value);
    });
    indptr.push(indices.length);
  }
  return { indptr, indices, data, rows: rows.length, cols: rows[0]?.length ?? 0 };
}

/** Two to four classes, at least six rows of each, overlapping; a third of the numbers are 0. */
export const anyLesson: fc.Arbitrary<AnyLesson> = fc
  .record({
    d: fc.integer({ min: 1, max: 11 }),
    classes: fc.integer({ min: 2, max: 4 }),
    perClass: fc.integer({ min: 6, max: 12 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    sparse: fc.boolean(),
    weighted: fc.boolean(),
    names: fc.boolean(),
  })
  .map(({ d, classes, perClass, seed, sparse, weighted, names }) => {
    let state = seed;
    const next = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const centre = Array.from({ length: classes * d }, () => next(5) - 2);
    const y = Array.from({ length: classes * perClass }, (_, i) => i % classes);
    const rows = y.map((c) =>
      Array.from({ length: d }, (_, j) =>
        next(3) === 0 ? 0 : (centre[c * d + j] as number) + (next(64) - 32) / 16,
      ),
    );
    return {
      rows,
      X: sparse ? sparseOf(rows) : rows,
      y: y.map((c) => (names ? `class ${c}` : 10 * c)),
      sampleWeight: weighted ? y.map(() => next(4)) : undefined,
    };
  })
  .filter(({ y, sampleWeight }) => {
    const kept = y.filter((_, i) => sampleWeight?.[i] !== 0);
    return [...new Set(y)].every((label) => kept.filter((other) => other === label).length >= 4);
  });
