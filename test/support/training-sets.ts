// Random lessons and options, for properties that hold of all of them.
import fc from "fast-check";
import type { MatrixInput, PerceptronOptions, SparseInput } from "../../src/index.js";
import { uniform } from "./tables.js";

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

export interface AnyTrainingSet {
  readonly rows: number[][];
  readonly X: MatrixInput;
  /** Other rows as X is passed, or as plain ones. */
  form(rows: number[][]): MatrixInput;
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

export type Kind = Float32ArrayConstructor | Float64ArrayConstructor;

/** The ways to pass rows in typed arrays, which are read where they are: such rows may be streamed. */
export const typedForms: Readonly<Record<string, (rows: readonly number[][], kind: Kind) => MatrixInput>> = {
  "one array": (rows, kind) => ({
    data: kind.from(rows.flat()),
    rows: rows.length,
    cols: rows[0]?.length ?? 0,
  }),
  "rows of typed arrays": (rows, kind) => rows.map((row) => kind.from(row)),
  "sparse rows": (rows, kind) => {
    const { indptr, indices, data, ...shape } = sparseOf(rows);
    return {
      ...shape,
      indptr: Uint32Array.from(indptr),
      indices: Uint32Array.from(indices),
      data: kind.from(data),
    };
  },
};

/** Any way to pass rows of numbers that f32 holds too. */
export const anyForm: fc.Arbitrary<(rows: number[][]) => MatrixInput> = fc.oneof(
  fc.constant((rows: number[][]) => rows),
  fc
    .tuple(fc.constantFrom(...Object.values(typedForms)), fc.constantFrom<Kind>(Float32Array, Float64Array))
    .map(
      ([form, kind]) =>
        (rows: number[][]) =>
          form(rows, kind),
    ),
);

/** Options, but for the element type, with which rows may be streamed. */
export const streamableOptions: fc.Arbitrary<PerceptronOptions> = anyOptions.map(
  ({ dtype: _, ...options }) => ({
    ...options,
    ...{ keep: "last", earlyStopping: false, standardize: false, shuffle: false },
  }),
);

/** Two to four classes, at least six rows of each, overlapping; a third of the numbers are 0. */
export const anyTrainingSet: fc.Arbitrary<AnyTrainingSet> = fc
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
    const random = uniform(seed);
    const next = (below: number): number => Math.floor(random() * below);
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
      form: (others: number[][]) => others,
      y: y.map((c) => (names ? `class ${c}` : 10 * c)),
      sampleWeight: weighted ? y.map(() => next(4)) : undefined,
    };
  })
  .filter(({ y, sampleWeight }) => {
    const kept = y.filter((_, i) => sampleWeight?.[i] !== 0);
    return [...new Set(y)].every((label) => kept.filter((other) => other === label).length >= 4);
  });

/** Training sets in typed arrays, with weights above 0 that are rounded in products: what may be streamed. */
export const streamableLesson: fc.Arbitrary<AnyTrainingSet> = fc
  .record({
    data: anyTrainingSet,
    form: fc.constantFrom(...Object.values(typedForms)),
    kind: fc.constantFrom<Kind>(Float32Array, Float64Array),
  })
  .map(({ data: { rows, y, sampleWeight }, form, kind }) => ({
    ...{ rows, y, X: form(rows, kind), form: (others: number[][]) => form(others, kind) },
    sampleWeight: sampleWeight?.map((weight) => [1, 3, 1 / 3, 0.1][weight] as number),
  }));
