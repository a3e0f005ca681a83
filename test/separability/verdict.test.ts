import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { separability, verifyCertificate } from "../../src/separability/index.js";
import { corners } from "../support/matrices.js";
import { isZeroSum, verifiedSeparability } from "./verify-verdict.js";

const settings = { seed: 1957, numRuns: 300 };

/** Rows of one length with labels 0 and 1. */
const labelled = (value: fc.Arbitrary<number>, most = 12) =>
  fc.integer({ min: 1, max: 4 }).chain((d) =>
    fc.array(
      fc.record({
        x: fc.array(value, { minLength: d, maxLength: d }),
        label: fc.integer({ min: 0, max: 1 }),
      }),
      {
        minLength: 1,
        maxLength: most,
      },
    ),
  );
const parts = (rows: { x: number[]; label: number }[]) =>
  [rows.map(({ x }) => x), rows.map(({ label }) => label)] as const;

describe("laws", () => {
  // A cycle that is reported too early, counts that are kept over a checkpoint, or a pivot with a wrong sign
  // fail the check of some verdict; two methods that disagree fail the comparison.
  test.each([true, false])(
    "the perceptron and the simplex agree, and both prove it (intercept %s)",
    (fitIntercept) => {
      fc.assert(
        fc.property(labelled(fc.integer({ min: -3, max: 3 })), (rows) => {
          const [X, y] = parts(rows);
          const verdicts = [0, 5, Infinity].map(
            (budget) => verifiedSeparability(X, y, { fitIntercept, budget }).separable,
          );
          expect(new Set(verdicts).size).toBe(1);
        }),
        settings,
      );
    },
  );

  test("decimals of any size are decided and proven", () => {
    const decimal = fc.oneof(
      fc.integer({ min: -99, max: 99 }).map((n) => n / 10),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(1e300, -1e300, 1e-300, 5e-324, 0, -0, 0.1, 0.2, 0.30000000000000004),
    );
    fc.assert(
      fc.property(labelled(decimal, 8), (rows) => {
        const [X, y] = parts(rows);
        const verdict = verifiedSeparability(X, y);
        const signs = y.map((label) => (label === 1 ? 1 : -1));
        if (!verdict.separable) expect(isZeroSum(X, signs, verdict.certificate.counts)).toBe(true);
      }),
      settings,
    );
  });

  test("data with a planted plane is separable, for the perceptron and the simplex", () => {
    fc.assert(
      fc.property(labelled(fc.double({ min: -1, max: 1, noNaN: true }), 30), (rows) => {
        const planted = rows.filter(({ x }) => Math.abs(sumOf(x) - 0.25) > 0.01);
        fc.pre(planted.length > 0);
        const X = planted.map(({ x }) => x);
        const y = X.map((x) => (sumOf(x) > 0.25 ? 1 : 0));
        expect(verifiedSeparability(X, y).separable).toBe(true);
        expect(verifiedSeparability(X, y, { budget: 0 }).separable).toBe(true);
      }),
      settings,
    );
  });

  test("the margin does not depend on the unit of X, and grows with it", () => {
    const X = [
      [1, 2],
      [3, 5],
      [4, 1],
    ];
    const margins = [1, 10].map((unit) => {
      const verdict = verifiedSeparability(
        X.map((x) => x.map((value) => value * unit)),
        [1, 0, 0],
        { fitIntercept: false },
      );
      return verdict.separable ? verdict.margin : Number.NaN;
    });
    expect(margins[1]).toBeCloseTo(10 * (margins[0] as number), 10);
  });
});

describe("small cases", () => {
  test.each([
    [3, 0],
    [2 ** 53 - 2, 0n],
  ])(
    "a plane through the origin has the bias 0, of the kind of its weights: one that has none",
    (x, bias) => {
      const X = [
        [x, 1],
        [x + 1, 1],
      ];
      expect(verifiedSeparability(X, [0, 1], { fitIntercept: false })).toMatchObject({
        separable: true,
        bias,
      });
    },
  );

  test("AND has small integers for weights", () => {
    const { separable, ...plane } = verifiedSeparability(corners, [0, 0, 0, 1]);
    expect(separable).toBe(true);
    expect(plane).toEqual({ weights: [3, 2], bias: -4, margin: 1 / Math.sqrt(13), mistakeBound: 87 });
  });

  test("XOR is a conflict of all four rows", () => {
    expect(separability(corners, [0, 1, 1, 0])).toEqual({
      separable: false,
      certificate: { counts: [1n, 1n, 1n, 1n] },
    });
  });

  test.each([{}, { budget: 0 }])("one row with both labels is a conflict of two (%o)", (options) => {
    const verdict = separability(
      [
        [5.1, 3.5],
        [5.1, 3.5],
      ],
      [0, 1],
      options,
    );
    expect(verdict).toEqual({ separable: false, certificate: { counts: [1n, 1n] } });
  });

  // z = 0 is on neither side. Catches a mistake that is counted only for z < 0.
  test.each([{}, { budget: 0 }])(
    "a row of zeros cannot be parted by a plane through the origin (%o)",
    (options) => {
      const verdict = separability([[0, 0]], [1], { ...options, fitIntercept: false });
      expect(verdict).toEqual({ separable: false, certificate: { counts: [1n] } });
    },
  );

  test.each([
    [[0, 0], -1],
    [[1, 1], 1],
    [[-1, -1], -1],
    [[false, false], -1],
    [[true, true], 1],
  ])("one class alone is separable by the bias: %j", (y, sign) => {
    const verdict = separability([[0], [0]], y as number[]);
    expect(verdict).toEqual({ separable: true, weights: [0], bias: sign, margin: Infinity, mistakeBound: 1 });
  });

  test.each([
    [[0, 1]],
    [[-1, 1]],
    [[false, true]],
    [[-1, 0]],
    [[9, 10]],
    [["b", "c"]],
    [["Z", "a"]],
    [["10", "9"]],
    [new Int8Array([0, 1])],
  ])("the greater of two labels is positive: %j", (y) => {
    const verdict = separability([[-1], [1]], y as number[]);
    expect(verdict.separable && (verdict.weights[0] as number) > 0).toBe(true);
  });

  test("typed-array rows and a flat matrix give what plain rows do", () => {
    const expected = separability(
      [
        [1, 2],
        [3, 5],
        [4, 1],
      ],
      [0, 1, 0],
    );
    const rows = [new Float64Array([1, 2]), new Float32Array([3, 5]), [4, 1]];
    expect(separability(rows, [0, 1, 0])).toEqual(expected);
    const flat = { data: new Float32Array([1, 2, 3, 5, 4, 1]), rows: 3, cols: 2 };
    expect(separability(flat, [0, 1, 0])).toEqual(expected);
  });
});

describe("at the limits of numbers", () => {
  // Chvátal's example of a cycle (1983, p. 31) as rows: without Bland's rule the simplex never ends.
  test("a simplex that stalls does not cycle", () => {
    const X = [
      [0, 0, 1],
      [5, 8, -9],
      [-55, -24, 58],
      [-25, -8, 10],
      [90, 16, 25],
      [10, 0, 1],
      [0, 16, 1],
    ];
    expect(
      verifiedSeparability(
        X,
        X.map(() => 1),
        { fitIntercept: false, budget: 0 },
      ).separable,
    ).toBe(true);
  });

  test("neighbouring numbers are parted, by bigint where doubles cannot", () => {
    const verdict = verifiedSeparability([[2 ** 53 - 1], [2 ** 53 - 2]], [1, 0]);
    expect(verdict.separable && typeof verdict.bias).toBe("bigint");
    expect(verdict.separable && verdict.margin).toBe(0.5);
    expect(verifiedSeparability([[1], [1 + 2 ** -52]], [0, 1]).separable).toBe(true);
  });

  // 0.1 + 0.2 is 0.30000000000000004 as doubles add; as decimals the three points lie on one line.
  test("points on a line of decimals are on it", () => {
    const X = [
      [0.1, 0.3],
      [0.2, 0.6],
      [0.3, 0.9],
    ];
    expect(separability(X, [0, 1, 0])).toEqual({ separable: false, certificate: { counts: [1n, 2n, 1n] } });
    expect(
      verifiedSeparability(
        [
          [0.1, 0.3],
          [0.2, 0.6],
          [0.3, 0.9000000000000001],
        ],
        [0, 1, 0],
      ).separable,
    ).toBe(true);
  });

  test("huge and tiny numbers keep their plane as numbers, and their margin", () => {
    const verdict = verifiedSeparability([[1e300], [-1e300]], [1, 0]);
    expect(verdict).toEqual({ separable: true, weights: [1], bias: 1, margin: 1e300, mistakeBound: 2 });
    expect(verifiedSeparability([[1e-300], [-1e-300]], [1, 0]).separable).toBe(true);
    const far = verifiedSeparability([[1e-300], [1e300]], [1, 0]); // its integers have 2,000 bits
    expect(far.separable && Math.abs(far.bias as number)).toBeLessThan(1);
    expect(
      verifiedSeparability(
        [
          [1e300, 1],
          [-1e300, 1e-300],
          [1e-300, 0],
        ],
        [0, 1, 0],
      ).separable,
    ).toBe(true);
  });

  // The weights would leave the safe integers: catches a perceptron that does not watch its sums.
  test("integers beyond exact products are left to the simplex", () => {
    const X = [
      [94906267, 94906265],
      [94906266, 94906264],
      [1, 2],
    ];
    const verdict = verifiedSeparability(X, [1, 0, 1], { budget: Infinity });
    expect(verdict).toEqual(verifiedSeparability(X, [1, 0, 1], { budget: 0 }));
  });
});

test("a certificate of one labeling is none of another", () => {
  expect(verifyCertificate(corners, [0, 1, 1, 0], { counts: [1n, 1n, 1n, 1n] })).toBe(true);
  expect(verifyCertificate(corners, [0, 0, 1, 1], { counts: [1n, 1n, 1n, 1n] })).toBe(false);
});

const sumOf = (x: number[]): number => x.reduce((sum, value) => sum + value, 0);

test("the margin of rows whose weights are too small to square: a norm of 0", () => {
  const verdict = separability([[1e200], [0]], [0, 1]);
  if (!verdict.separable) expect.fail("a plane parts two points");
  expect(verdict.margin).toBeGreaterThan(1e199);
  expect(verdict.margin).toBeLessThan(1e200);
});

// Catches a power of two that leaves the range of doubles on the way: a margin of Infinity, and one of 0.
test.each([
  [1e308, 1.5e308, 2.5e307],
  [1, 1e308, 5e307],
  [1e-320, 2e-320, 5e-321],
])("the margin of rows at the ends of the doubles: %d and %d", (low, high, margin) => {
  expect(verifiedSeparability([[low], [high]], [0, 1])).toMatchObject({ separable: true, margin });
});
