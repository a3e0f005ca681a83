import fc from "fast-check";
import { expect, it } from "vitest";
import { HebbianAssociator } from "../../src/hebb/index.js";
import { describeCores } from "../support/cores.js";
import { rowsOf } from "../support/matrices.js";
import { Random } from "../support/random.js";

/** Sylvester's matrix: d rows of ±1, orthogonal to each other; d a power of two. */
function hadamard(d: number): number[][] {
  if (d === 1) return [[1]];
  const half = hadamard(d / 2);
  return [
    ...half.map((row) => [...row, ...row]),
    ...half.map((row) => [...row, ...row.map((sign) => -sign)]),
  ];
}

const random = new Random(1949);
const bipolar = (n: number, k: number): number[][] =>
  Array.from({ length: n }, () => Array.from({ length: k }, () => random.pick([-1, 1])));

describeCores("HebbianAssociator", () => {
  it.each([1, 2, 8, 32])(
    "recalls %i orthogonal bipolar patterns exactly with η = 1/d: another η, or a transposed W",
    (d) => {
      const [X, Y] = [hadamard(d), bipolar(d, 5)];
      const memory = new HebbianAssociator({ eta: 1 / d }).fit(X, Y);
      expect(rowsOf(memory.recall(X))).toEqual(Y);
    },
  );

  it("recalls them after the step for any η, d no power of two", () => {
    const X = hadamard(4).map((row) => [...row, ...row, ...row]);
    const Y = bipolar(4, 3);
    const memory = new HebbianAssociator({ eta: 0.1, step: "sgn" }).fit(X, Y);
    expect(rowsOf(memory.recall(X))).toEqual(Y);
  });

  it("recalls binary patterns that share no input: sgn is 0 where nothing fired", () => {
    const X = [
      [1, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 1, 1],
    ];
    const Y = [
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    expect(rowsOf(new HebbianAssociator({ step: "sgn" }).fit(X, Y).recall(X))).toEqual(Y);
  });

  it("Δwᵢⱼ = η·xᵢ·yⱼ, summed over rows, in whatever order on integers, and in parts", () => {
    const integers = fc.integer({ min: -9, max: 9 });
    const matrix = (rows: number, cols: number) =>
      fc.array(fc.array(integers, { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      });
    const pairs = fc
      .record({
        n: fc.integer({ min: 2, max: 9 }),
        d: fc.integer({ min: 1, max: 9 }),
        k: fc.integer({ min: 1, max: 4 }),
      })
      .chain(({ n, d, k }) => fc.record({ X: matrix(n, d), Y: matrix(n, k) }));
    fc.assert(
      fc.property(pairs, ({ X, Y }) => {
        const { weights } = new HebbianAssociator({ eta: 0.5 }).fit(X, Y);
        const expected = (X[0] ?? []).map((_, i) =>
          (Y[0] ?? []).map((_, j) =>
            X.reduce((sum, x, row) => sum + 0.5 * (x[i] as number) * (Y[row]?.[j] as number), 0),
          ),
        );
        expect(rowsOf(weights)).toEqual(expected);
        const backwards = new HebbianAssociator({ eta: 0.5 }).fit([...X].reverse(), [...Y].reverse());
        expect(backwards.weights).toEqual(weights);
        const parts = new HebbianAssociator({ eta: 0.5 }).partialFit(X.slice(0, 1), Y.slice(0, 1));
        expect(parts.partialFit(X.slice(1), Y.slice(1)).weights).toEqual(weights);
      }),
      { seed: 1949, numRuns: 60 },
    );
  });

  it("stays f32 where all is Float32Array, and whatever comes next: the type of the last patterns", () => {
    const flat = (...data: number[]) => ({ data: Float32Array.from(data), rows: 1, cols: data.length });
    const memory = new HebbianAssociator().fit(flat(1, 2), flat(3));
    expect(memory.weights.data).toEqual(Float32Array.of(3, 6));
    expect(memory.partialFit([[1, 0]], [[1]]).weights.data).toEqual(Float32Array.of(4, 6));
    expect(new HebbianAssociator().fit(flat(1, 2), [[3]]).weights.data).toEqual(Float64Array.of(3, 6));
  });

  it.each(["f32", "f64"] as const)(
    "comes back from JSON, in %s, and learns on: {}, or other options",
    (dtype) => {
      const memory = new HebbianAssociator({ eta: 0.1, step: "sgn", dtype }).fit(
        [[0.1, -0.1]],
        [[0, 0.3, 1]],
      );
      const copy = HebbianAssociator.fromJSON(JSON.parse(JSON.stringify(memory)));
      expect(copy.weights).toEqual(memory.weights);
      expect(copy.recall([[1, 0]])).toEqual(memory.recall([[1, 0]]));
      const [X, Y] = [[[3, 1]], [[1, 0, 2]]];
      expect(copy.partialFit(X, Y).weights).toEqual(memory.partialFit(X, Y).weights);
      expect(copy.fit(X, Y).weights).toEqual(memory.fit(X, Y).weights);
    },
  );
});
