// Sets of classes: that they hold the right class as often as promised, whatever the model is worth.
import { describe, expect, it } from "vitest";
import { sfc32 } from "../../src/base/random.js";
import { calibrate } from "../../src/calibration/index.js";
import { Perceptron } from "../../src/index.js";
import { blurred, fixed } from "./blurred.js";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Over many seeds, the share of new rows whose set holds the right class, and how many classes a set has. */
function coverages(
  coverage: number,
  seeds: number,
  setsOf: (seed: number, coverage: number) => { sets: string[][]; truth: string[] },
): { share: number; size: number } {
  const runs = Array.from({ length: seeds }, (_, seed) => setsOf(seed, coverage));
  return {
    share: mean(
      runs.map(({ sets, truth }) => mean(sets.map((set, i) => Number(set.includes(truth[i] as string))))),
    ),
    size: mean(runs.map(({ sets }) => mean(sets.map((set) => set.length)))),
  };
}

describe("predictSet: a rank too low, the scores of training, the wrong side of a difference", () => {
  for (const classes of [2, 4]) {
    it.each([0.5, 0.8, 0.9, 0.95])(
      `holds the right one of ${classes} classes for %f of new rows`,
      (coverage) => {
        const { share, size } = coverages(coverage, 60, (seed, promised) => {
          const train = blurred(60, classes, 3 * seed);
          const held = blurred(59, classes, 3 * seed + 1);
          const fresh = blurred(120, classes, 3 * seed + 2);
          const model = new Perceptron({ average: true, maxIter: 5 }).fit(train.X, train.y);
          const calibrated = calibrate(model, held.X, held.y);
          return { sets: calibrated.predictSet(fresh.X, { coverage: promised }), truth: fresh.y };
        });
        // In expectation from `coverage` to 1/60 more, or where it is more, the share of rows whose first class is right.
        expect(share).toBeGreaterThan(coverage - 0.01);
        if (coverage >= 0.9) expect(share).toBeLessThan(coverage + 1 / 60 + 0.02);
        expect(size).toBeLessThan(classes);
      },
    );
  }

  it("holds for a model that was fitted on all rows, by the scores of its folds", () => {
    const { share } = coverages(0.9, 40, (seed, promised) => {
      const train = blurred(150, 3, 2 * seed);
      const fresh = blurred(150, 3, 2 * seed + 1);
      const calibrated = calibrate(new Perceptron({ average: true, maxIter: 5 }), train.X, train.y);
      return { sets: calibrated.predictSet(fresh.X, { coverage: promised }), truth: fresh.y };
    });
    expect(share).toBeGreaterThan(0.88);
    expect(share).toBeLessThan(0.95);
  });

  it("holds for a model that knows nothing, whose sets then have most of the classes", () => {
    const { share, size } = coverages(0.9, 40, (seed, promised) => {
      const random = sfc32(seed, 3);
      const rows = (n: number) =>
        Array.from({ length: n }, () => Array.from({ length: 5 }, () => random() / 2 ** 32));
      const labels = (n: number) => Array.from({ length: n }, () => "abcde"[random() % 5] as string);
      const calibrated = calibrate(fixed([..."abcde"]), rows(99), labels(99));
      return { sets: calibrated.predictSet(rows(200), { coverage: promised }), truth: labels(200) };
    });
    expect(Math.abs(share - 0.9)).toBeLessThan(0.015);
    expect(size).toBeGreaterThan(4);
  });
});

describe("a set", () => {
  const scores = [
    [3, 2, 0],
    [1, 5, 4],
    [0, 4, 7],
    [9, 0, 1],
  ];
  // The right class is behind by −1, −1, 3 and 8.
  const calibrated = calibrate(fixed(["a", "b", "c"]), scores, ["a", "b", "b", "c"]);

  it("has the classes within the ⌈(n + 1)·coverage⌉-th smallest distance, largest score first", () => {
    const sets = (coverage: number) => calibrated.predictSet([[5, 2, 5.5]], { coverage });
    expect([0.2, 0.4].map(sets)).toEqual([[["c"]], [["c"]]]); // within −1: none, and then the first alone
    expect(sets(0.6)).toEqual([["c", "a"]]); // within 3, not b, which is 3.5 behind
    expect(sets(0.8)).toEqual([["c", "a", "b"]]);
  });

  it("has all classes where the rows of the calibration are too few for the promise", () => {
    expect(calibrated.predictSet([[900, 0, 1]], { coverage: 0.81 })).toEqual([["a", "c", "b"]]);
  });

  it("of equal scores has the first class first", () => {
    expect(calibrated.predictSet([[1, 1, 1]], { coverage: 0.7 })).toEqual([["a", "b", "c"]]);
  });

  it("of scores whose distance overflows is saved as any other: a distance of infinity, which no file can hold", () => {
    const far = calibrate(
      fixed(["a", "b"]),
      [
        [1e308, -1e308],
        [1e308, -1e308],
      ],
      ["a", "b"],
    );
    const { behind } = far.toJSON().calibration;
    expect(behind).toEqual([-Number.MAX_VALUE, Number.MAX_VALUE]);
    expect(far.predictSet([[1e308, -1e308]], { coverage: 0.3 })).toEqual([["a"]]);
    expect(far.predictSet([[1e308, -1e308]], { coverage: 0.6 })).toEqual([["a", "b"]]);
  });

  it("promises as much where only every so manieth distance of many rows is kept: not the one before", () => {
    const n = 2500;
    const many = calibrate(
      fixed(["a", "b"]),
      Array.from({ length: n }, (_, i) => [i + 1, 0]),
      Array.from({ length: n }, () => "b"),
    );
    const { calibration } = many.toJSON();
    expect(calibration.behind).toHaveLength(1000);
    for (let rank = 1; rank <= n; rank += 7) {
      const coverage = rank / (n + 1) - 1e-9; // ⌈(n + 1)·coverage⌉ = rank, and so within `rank` at least
      if (coverage <= 0) continue;
      const sizes = many
        .predictSet(
          [
            [rank, 0],
            [rank + 4, 0],
          ],
          { coverage },
        )
        .map(({ length }) => length);
      expect(sizes).toEqual([2, 1]);
    }
  });
});
