import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { accuracy, crossValidate, folds, trainTestSplit } from "../../src/metrics/index.js";

/** Labels 0, 1, … with so many members each. */
const labelled = (...members: number[]): number[] =>
  members.flatMap((count, label) => new Array<number>(count).fill(label));
const tally = (labels: ArrayLike<number>, classes: number): number[] =>
  Array.from({ length: classes }, (_, label) => Array.from(labels).filter((other) => other === label).length);
const column = (n: number): number[][] => Array.from({ length: n }, (_, i) => [i]);
const ascending = (a: number, b: number): number => a - b;
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("trainTestSplit", () => {
  // scikit-learn 1.9.1:
  //   for s in (.07, .1, .2, .25, .29, .3, .5, .57, .9):
  //     print(len(train_test_split(range(n), test_size=s)[1]))
  it.each([
    [10, [1, 1, 2, 3, 3, 3, 5, 6, 9]],
    [30, [3, 3, 6, 8, 9, 9, 15, 18, 27]],
    [100, [8, 10, 20, 25, 29, 30, 50, 57, 90]],
    [150, [11, 15, 30, 38, 44, 45, 75, 86, 135]],
  ])("tests scikit-learn's number of %i rows: floor, round, or a ceil of 1 − testSize", (n, counts) => {
    const sizes = [0.07, 0.1, 0.2, 0.25, 0.29, 0.3, 0.5, 0.57, 0.9];
    const found = sizes.map((testSize) => trainTestSplit(column(n), range(n), { testSize }).yTest.length);
    expect(found).toEqual(counts);
  });

  // scikit-learn 1.9.1, the same for each of 40 seeds (remainders tie in the third):
  //   y = np.repeat(range(len(members)), members)
  //   print(np.bincount(train_test_split(y, test_size=s, stratify=y)[1]))
  it.each([
    [[50, 50, 50], 30, [10, 10, 10]],
    [[10, 20, 31], 0.25, [3, 5, 8]],
    [[3, 5, 11, 2], 0.3, [1, 2, 3, 1]],
    [[7, 13, 29, 4], 17, [2, 4, 10, 1]],
    [[2, 2, 2], 3, [1, 1, 1]],
  ])(
    "stratifies %j, %d to scikit-learn's %j: each class rounded by itself, a tie to the large class",
    (members, testSize, counts) => {
      const y = labelled(...members);
      for (let seed = 0; seed < 20; seed++) {
        const { yTrain, yTest } = trainTestSplit(column(y.length), y, { testSize, stratify: true, seed });
        expect(tally(yTest, members.length)).toEqual(counts);
        expect(tally(yTrain, members.length)).toEqual(members.map((all, i) => all - (counts[i] as number)));
      }
    },
  );

  it("loses, repeats and mismatches no row, and stratifies to within one row", () => {
    const inputs = fc.record({
      members: fc.array(fc.integer({ min: 2, max: 20 }), { minLength: 1, maxLength: 4 }),
      testSize: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      stratify: fc.boolean(),
      seed: seeds,
    });
    fc.assert(
      fc.property(inputs, ({ members, testSize, stratify, seed }) => {
        const y = labelled(...members);
        const n = y.length;
        const testCount = Math.ceil(testSize * n);
        fc.pre(Math.min(testCount, n - testCount) >= members.length);
        const { XTrain, XTest, yTrain, yTest } = trainTestSplit(column(n), y, { testSize, stratify, seed });
        expect(yTest).toHaveLength(testCount);
        expect([...XTrain, ...XTest].flat().sort(ascending)).toEqual(range(n));
        expect(yTrain).toEqual(XTrain.map(([i]) => y[i as number]));
        expect(yTest).toEqual(XTest.map(([i]) => y[i as number]));
        if (!stratify) return;
        tally(yTest, members.length).forEach((count, i) => {
          expect(Math.abs(count - (testCount * (members[i] as number)) / n)).toBeLessThan(1);
        });
      }),
      { seed: 1961, numRuns: 300 },
    );
  });

  it("gives every form back as it came, the same rows in each: bytes as doubles, a lost shape, a view", () => {
    const n = 9;
    const labels = range(n).map((i) => `label ${i}`);
    const flat = { data: Float32Array.from(range(2 * n)), rows: n, cols: 2 };
    const plain = { data: range(2 * n), rows: n, cols: 2 };
    const arrays = range(n).map((i) => [2 * i, 2 * i + 1]);
    const typed = arrays.map((row) => Float64Array.from(row));
    const chosen = trainTestSplit(arrays, labels, { seed: 4 }).XTest;
    expect(chosen.every((row) => arrays.includes(row))).toBe(true); // shared, not copied
    expect(trainTestSplit(typed, labels, { seed: 4 }).XTest).toEqual(
      chosen.map((row) => Float64Array.from(row)),
    );
    expect(trainTestSplit(flat, labels, { seed: 4 }).XTest).toStrictEqual({
      data: Float32Array.from(chosen.flat()),
      rows: 3,
      cols: 2,
    });
    expect(trainTestSplit(plain, labels, { seed: 4 }).XTest).toStrictEqual({
      data: chosen.flat(),
      rows: 3,
      cols: 2,
    });
    const bytes = Buffer.from(range(n));
    const { yTest } = trainTestSplit(flat, bytes, { seed: 4 });
    expect([...yTest]).toEqual(chosen.map(([first]) => (first as number) / 2));
    expect(yTest).toBeInstanceOf(Buffer);
    expect([...bytes]).toEqual(range(n)); // Buffer's own slice would have overwritten it
    const bits = { data: Int8Array.from(range(2 * n), (i) => i & 1), rows: n, cols: 2 };
    expect(trainTestSplit(flat, bits).yTrain).toStrictEqual({
      data: Int8Array.from(range(12), (i) => i & 1),
      rows: 6,
      cols: 2,
    });
  });

  it("is the same for a seed and another for the next, and shuffles both parts", () => {
    const split = (seed?: number) => trainTestSplit(column(40), range(40), { seed });
    expect(split(7)).toEqual(split(7));
    expect(split()).toEqual(split(0));
    expect(split(7)).not.toEqual(split(8));
    for (const part of [split().yTest, split().yTrain]) expect(part).not.toEqual([...part].sort(ascending));
  });

  it("draws every row equally often: the last rows, or a shuffle that favours some", () => {
    const drawn = new Array<number>(8).fill(0);
    const y = labelled(4, 4);
    for (let seed = 0; seed < 4000; seed++) {
      for (const [i] of trainTestSplit(column(8), y, { seed, stratify: seed % 2 === 0 }).XTest)
        drawn[i as number] = (drawn[i as number] as number) + 1;
    }
    for (const times of drawn) expect(Math.abs(times - 1000)).toBeLessThan(6 * Math.sqrt(750)); // 6 deviations
  });
});

describe("folds", () => {
  // scikit-learn 1.9.1:
  //   y = np.repeat(range(len(members)), members); skf = StratifiedKFold(k, shuffle=True)
  //   print([np.bincount(y[test]) for _, test in skf.split(y, y)])
  it.each([
    [
      [10, 20, 31],
      5,
      [
        [2, 4, 7],
        [2, 4, 6],
        [2, 4, 6],
        [2, 4, 6],
        [2, 4, 6],
      ],
    ],
    [
      [7, 13, 29],
      4,
      [
        [2, 3, 8],
        [2, 3, 7],
        [2, 3, 7],
        [1, 4, 7],
      ],
    ],
    [
      [7, 5, 3],
      3,
      [
        [3, 1, 1],
        [2, 2, 1],
        [2, 2, 1],
      ],
    ],
  ])(
    "deals %j into %i folds as scikit-learn does: every class from the first fold on",
    (members, k, counts) => {
      const y = labelled(...members);
      const parts = folds(y, { folds: k, seed: 3 });
      expect(
        parts.map((part) =>
          tally(
            part.map((i) => y[i] as number),
            members.length,
          ),
        ),
      ).toEqual(counts);
    },
  );

  it("without strata has scikit-learn's sizes, [len(test) for _, test in KFold(4).split(range(10))]", () => {
    expect(folds(10, { folds: 4 }).map((part) => part.length)).toEqual([3, 3, 2, 2]);
    expect(folds(5)).toHaveLength(5);
  });

  it("tests every row exactly once; sizes, and each class's counts, differ by at most one", () => {
    const inputs = fc.record({
      members: fc.array(fc.integer({ min: 4, max: 25 }), { minLength: 1, maxLength: 4 }),
      k: fc.integer({ min: 2, max: 4 }),
      seed: seeds,
    });
    fc.assert(
      fc.property(inputs, ({ members, k, seed }) => {
        const y = labelled(...members).map((label) => `class ${label}`);
        for (const parts of [folds(y, { folds: k, seed }), folds(y.length, { folds: k, seed })]) {
          expect(parts).toHaveLength(k);
          expect(parts.flat().sort(ascending)).toEqual(range(y.length));
          expect(spread(parts.map((part) => part.length))).toBeLessThanOrEqual(1);
          for (const part of parts) expect(part).toEqual([...part].sort(ascending));
        }
        for (const label of new Set(y)) {
          const counts = folds(y, { folds: k, seed }).map(
            (part) => part.filter((i) => y[i] === label).length,
          );
          expect(spread(counts)).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 1962, numRuns: 200 },
    );
  });

  it("is the same for a seed, another for the next, shuffled: consecutive rows, an unseeded deal", () => {
    expect(folds(30, { seed: 1 })).toEqual(folds(30, { seed: 1 }));
    expect(folds(30, { seed: 1 })).not.toEqual(folds(30, { seed: 2 }));
    expect(folds(30)).toEqual(folds(30, { seed: 0, folds: 5, stratify: false }));
    expect(folds(30)).not.toEqual(range(5).map((f) => range(30).filter((i) => i % 5 === f)));
  });
});

describe("crossValidate", () => {
  const y = labelled(10, 10);

  it("gives numpy's mean and deviation: the sample's, which is 0.326", () => {
    // import numpy as np; s = np.array([.25, 1, .5, .75, 1]); print(s.mean(), s.std())
    const right = [1, 4, 2, 3, 4];
    let fold = 0;
    const planned = () => {
      const hits = right[fold++] as number;
      return {
        fit: () => undefined,
        predict: (X: number[][]) => X.map(([i], row) => (row < hits ? y[i as number] : -1) as number),
      };
    };
    const { scores, mean, deviation } = crossValidate(planned, column(20), y);
    expect(scores).toEqual([0.25, 1, 0.5, 0.75, 1]);
    expect(mean).toBe(0.7);
    expect(deviation).toBe(0.291547594742265);
  });

  it("trains a fresh model on all other rows and tests each row once: a model kept, a row seen in training", () => {
    const made: { trained: number[]; tested: number[] }[] = [];
    const spy = () => {
      const seen = { trained: [] as number[], tested: [] as number[] };
      made.push(seen);
      return {
        fit(X: number[][], labels: number[]) {
          expect(labels).toEqual(X.map(([i]) => y[i as number]));
          seen.trained.push(...X.flat());
        },
        predict(X: number[][]) {
          seen.tested.push(...X.flat());
          return X.map(() => 0);
        },
      };
    };
    const { scores } = crossValidate(spy, column(20), y, { folds: 4, seed: 9 });
    const zeros = made.map(({ tested }) => tested.filter((i) => y[i] === 0).length / tested.length);
    expect(scores).toEqual(zeros);
    expect(made.map(({ tested }) => tested)).toEqual(folds(y, { folds: 4, seed: 9 }));
    for (const { trained, tested } of made) {
      expect(trained).toEqual(range(20).filter((i) => !tested.includes(i)));
    }
  });

  it("is what one writes by hand with folds and accuracy, in every form of X and for a matrix of targets", () => {
    const X = range(24).map((i) => [i % 5, (i * 7) % 11, i % 3]);
    const flat = { data: Float64Array.from(X.flat()), rows: 24, cols: 3 };
    const names = X.map(([a, b]) => ((a as number) + (b as number) > 6 ? "over" : "under"));
    const bits = X.map(([a, b]) => [(a as number) > 2 ? 1 : 0, (b as number) > 4 ? 1 : 0]);
    const make = () => new Perceptron({ maxIter: 30 });
    const byHand = <T extends string[] | number[][]>(targets: T) =>
      folds(targets, { folds: 3, seed: 5 }).map((test) => {
        const train = range(24).filter((i) => !test.includes(i));
        const pick = <V>(values: V[], rows: number[]) => rows.map((i) => values[i] as V);
        const model = make().fit(pick(X, train), pick(targets as string[], train));
        return accuracy(pick(targets as string[], test), model.predict(pick(X, test)));
      });
    const options = { folds: 3, seed: 5 };
    expect(crossValidate(make, X, names, options).scores).toEqual(byHand(names));
    expect(crossValidate(make, flat, names, options).scores).toEqual(byHand(names));
    expect(crossValidate(make, X, bits, options).scores).toEqual(byHand(bits));
  });
});
