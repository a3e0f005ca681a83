// Isotonic regression against scikit-learn's, and what holds of every such curve.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isotonicRegression } from "../../src/calibration/index.js";

const golden = JSON.parse(readFileSync("test/golden/scikit-learn-calibration.json", "utf8"));

describe("scikit-learn's IsotonicRegression", () => {
  it.each(golden.isotonic as Golden[])("case %#: pools too few, forgets a weight, drops a point", (saved) => {
    const curve = isotonicRegression(saved.x, saved.y, saved.weights ?? undefined);
    expect([...curve.x]).toEqual(saved.thresholdsX);
    expectClose(curve.y, saved.thresholdsY);
    expectClose(curve.predict(saved.at), saved.values);
  });
});

interface Golden {
  x: number[];
  y: number[];
  weights: number[] | null;
  thresholdsX: number[];
  thresholdsY: number[];
  at: number[];
  values: number[];
}

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] as number))).toBeLessThanOrEqual(1e-14);
  });
}

const rows = fc.array(fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: 0, max: 1 }) }), {
  minLength: 1,
  maxLength: 40,
});

it("never falls, in spite of all rounding, at places of any size", () => {
  const places = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 });
  const wild = fc.double({ noNaN: true, noDefaultInfinity: true });
  const samples = fc.array(fc.tuple(wild, fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(samples, places, (pairs, at) => {
      const curve = isotonicRegression(
        pairs.map(([x]) => x),
        pairs.map(([, y]) => y),
      );
      const sorted = [...at, ...curve.x].sort((a, b) => a - b);
      const values = [...curve.predict(sorted)];
      expect(values.every((value, i) => value >= (values[i - 1] ?? 0) && value <= 1)).toBe(true);
    }),
    { numRuns: 500, seed: 1 },
  );
});

/** max over a ≤ i of min over b ≥ i of the mean of a … b: the solution in one formula (Barlow et al. 1972). */
function byMinimax(x: readonly number[], y: readonly number[]): number[] {
  const places = [...new Set(x)].sort((a, b) => a - b);
  const mean = (a: number, b: number): number => {
    const within = y.filter((_, i) => {
      const at = places.indexOf(x[i] as number);
      return at >= a && at <= b;
    });
    return within.reduce((sum, value) => sum + value, 0) / within.length;
  };
  const values = places.map((_, i) => {
    const least = places.slice(0, i + 1).map((_, a) => {
      return Math.min(...places.slice(i).map((_, step) => mean(a, i + step)));
    });
    return Math.max(...least);
  });
  return x.map((at) => values[places.indexOf(at)] as number);
}

it("is the solution that the minimax formula gives, to the bit for 0 and 1", () => {
  fc.assert(
    fc.property(rows, (pairs) => {
      const [x, y] = [pairs.map((pair) => pair.x), pairs.map((pair) => pair.y)];
      expect([...isotonicRegression(x, y).predict(x)]).toEqual(byMinimax(x, y));
    }),
    { numRuns: 200, seed: 2 },
  );
});

it("a weight counts as so many rows, and the order of the rows does not count", () => {
  fc.assert(
    fc.property(
      rows,
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 40 }),
      (pairs, times) => {
        const weights = pairs.map((_, i) => (i === 0 ? 1 : (times[i] as number)));
        const repeated = pairs
          .flatMap((pair, i) => Array.from({ length: weights[i] as number }, () => pair))
          .reverse();
        const weighted = isotonicRegression(
          pairs.map(({ x }) => x),
          pairs.map(({ y }) => y),
          weights,
        );
        const plain = isotonicRegression(
          repeated.map(({ x }) => x),
          repeated.map(({ y }) => y),
        );
        expect([[...weighted.x], [...weighted.y]]).toEqual([[...plain.x], [...plain.y]]);
      },
    ),
    { numRuns: 200, seed: 3 },
  );
});
