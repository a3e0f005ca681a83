// Scores of weighted rows: scikit-learn's figures, and what many equal rows would have. A metric that weighed only one of
// numerator and denominator, or counted rows of weight 0, would fail here.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { averagePrecision, brierScore, logLoss, rocAuc, topKAccuracy } from "../../src/metrics/index.js";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));
const golden = read("scores.json");
const metrics = { logLoss, brierScore, rocAuc, averagePrecision };
type Name = keyof typeof metrics;

it.each(read("scores-weighted.json") as { index: number; sampleWeight: number[]; topK?: number[] }[])(
  "scikit-learn's, of case $index",
  ({ index, sampleWeight, topK, ...figures }) => {
    const { y, scores, proba } = golden[index];
    for (const name of Object.keys(metrics) as Name[]) {
      const of = name === "logLoss" || name === "brierScore" ? proba : scores;
      const expected = (figures as unknown as Record<Name, number>)[name];
      expect(Math.abs(metrics[name](y, of, { sampleWeight }) - expected)).toBeLessThan(
        1e-13 * (1 + expected),
      );
    }
    topK?.forEach((expected, i) => {
      expect(topKAccuracy(y, scores, { k: i + 1, sampleWeight })).toBeCloseTo(expected, 12);
    });
  },
);

const rows = fc.array(
  fc.record({
    y: fc.integer({ min: 0, max: 2 }),
    w: fc.integer({ min: 0, max: 3 }),
    z: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 3, maxLength: 12 },
);

it("a whole weight is so many equal rows, to the bit, and 0 is none", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const all = [0, 1, 2].flatMap((y) => [{ y, w: 1, z: [y, 0, -y] }]).concat(given);
      const copies = all.flatMap((row) => Array.from({ length: row.w }, () => row));
      const labels = [0, 1, 2];
      for (const score of [rocAuc, averagePrecision, topKAccuracy]) {
        const weighted = score(
          all.map(({ y }) => y),
          all.map(({ z }) => z),
          {
            labels,
            sampleWeight: all.map(({ w }) => w),
          },
        );
        expect(weighted).toBe(
          score(
            copies.map(({ y }) => y),
            copies.map(({ z }) => z),
            { labels },
          ),
        );
      }
    }),
    { seed: 19, numRuns: 200 },
  );
});

it("weights count beside each other, whatever their size: sums and products of them leave no range", () => {
  const y = ["a", "b", "a", "b"];
  for (const score of [rocAuc, averagePrecision, topKAccuracy, logLoss, brierScore]) {
    const of = (unit: number) =>
      score(y, [0.1, 0.8, 0.6, 0.4], { sampleWeight: [1, 2, 4, 8].map((weight) => weight * unit) });
    expect(of(1)).toBeGreaterThan(0);
    for (const unit of [2 ** 1020, 2 ** 600, 2 ** -600, 2 ** -1074]) expect(of(unit)).toBe(of(1));
  }
});

it("weights that nobody can mean are refused, with the function's name", () => {
  for (const [score, of] of [
    [rocAuc, [0, 1]],
    [averagePrecision, [0, 1]],
    [topKAccuracy, [0, 1]],
    [logLoss, [0.5, 0.5]],
    [brierScore, [0.5, 0.5]],
  ] as const) {
    for (const [sampleWeight, code] of [
      [[1], "LENGTH"],
      [[1, -1], "WEIGHT"],
      [[0, 0], "WEIGHT"],
      [3, "NOT_A_VECTOR"],
    ] as const) {
      expect(() => score(["a", "b"], of, { sampleWeight: sampleWeight as never })).toThrow(
        expect.objectContaining({ code, method: score.name }),
      );
    }
  }
  expect(() => rocAuc(["a", "b"], [0, 1], { sampleWeight: [1, 0] })).toThrow(
    expect.objectContaining({ code: "ONE_CLASS" }),
  );
});
