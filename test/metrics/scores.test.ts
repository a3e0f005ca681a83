import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accuracy, classificationReport, confusionMatrix } from "../../src/metrics/index.js";

// The numbers of this file are scikit-learn 1.9.1's, every bit:
//   from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
//   print(confusion_matrix(t, p), classification_report(t, p, output_dict=True, zero_division=0))
const truth = [..."aabbbcccccaabd"];
const prediction = [..."abbbbcacceaccb"]; // d is never called, e never so

describe("accuracy", () => {
  it("is scikit-learn's, of labels of any type: the share wrong, a comparison by text or by truthiness", () => {
    expect(accuracy(truth, prediction)).toBe(0.5714285714285714);
    expect(accuracy([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])).toBe(0.6666666666666666);
    expect(accuracy([true, false, false], [true, true, false])).toBe(0.6666666666666666);
    expect(accuracy(Int32Array.of(0, 1, 1, 0), [-0, 1, 0, 1])).toBe(0.5);
  });

  it("counts the rows of a matrix that are right throughout: the share of right cells, which is 5/6", () => {
    const rows = (...data: number[]) => ({ data: Int8Array.from(data), rows: 3, cols: 2 });
    const expected = 0.6666666666666666; // accuracy_score([[0, 1], [1, 1], [1, 0]], [[0, 1], [1, 0], [1, 0]])
    const right = [
      [0, 1],
      [1, 1],
      [1, 0],
    ];
    expect(accuracy(right, rows(0, 1, 1, 0, 1, 0))).toBe(expected);
    expect(
      accuracy(
        rows(0, 1, 1, 0, 1, 0),
        right.map((row) => Uint8Array.from(row)),
      ),
    ).toBe(expected);
    expect(accuracy([[1], [0]], [[1], [1]])).toBe(0.5);
  });
});

describe("confusionMatrix", () => {
  it("is scikit-learn's, truth down and prediction across: a transposed one, one without e", () => {
    expect(confusionMatrix(truth, prediction)).toEqual({
      labels: ["a", "b", "c", "d", "e"],
      counts: [
        [2, 1, 1, 0, 0],
        [0, 3, 1, 0, 0],
        [1, 0, 3, 0, 1],
        [0, 1, 0, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    });
  });

  it("keeps the order of chosen labels, leaving other rows out: sorted labels, an e counted as the last", () => {
    expect(confusionMatrix(truth, prediction, { labels: ["c", "a"] })).toEqual({
      labels: ["c", "a"],
      counts: [
        [3, 1],
        [1, 2],
      ],
    });
  });

  it("sorts as the classes of a model are sorted: numbers by text, true before false", () => {
    expect(confusionMatrix([10, 9], [-1, 10]).labels).toEqual([-1, 9, 10]);
    expect(confusionMatrix([true, true], [true, false]).labels).toEqual([false, true]);
  });
});

describe("classificationReport", () => {
  it("is scikit-learn's: precision for recall, 0/0 as NaN or 1, a mean over the classes of yTrue alone", () => {
    expect(classificationReport(truth, prediction)).toEqual({
      perClass: [
        { label: "a", precision: 0.6666666666666666, recall: 0.5, f1: 0.5714285714285714, support: 4 },
        { label: "b", precision: 0.6, recall: 0.75, f1: 0.6666666666666666, support: 4 },
        { label: "c", precision: 0.6, recall: 0.6, f1: 0.6, support: 5 },
        { label: "d", precision: 0, recall: 0, f1: 0, support: 1 },
        { label: "e", precision: 0, recall: 0, f1: 0, support: 0 },
      ],
      macro: { precision: 0.37333333333333335, recall: 0.37, f1: 0.3676190476190476, support: 14 },
      weighted: {
        precision: 0.5761904761904761,
        recall: 0.5714285714285714,
        f1: 0.5680272108843537,
        support: 14,
      },
      accuracy: 0.5714285714285714,
    });
  });

  it("is scikit-learn's for numbers: weights by prediction, f1 of the mean precision and recall", () => {
    expect(classificationReport([2, 0, 2, 2, 0, 1], Float64Array.of(0, 0, 2, 2, 0, 2))).toEqual({
      perClass: [
        { label: 0, precision: 0.6666666666666666, recall: 1, f1: 0.8, support: 2 },
        { label: 1, precision: 0, recall: 0, f1: 0, support: 1 },
        {
          label: 2,
          precision: 0.6666666666666666,
          recall: 0.6666666666666666,
          f1: 0.6666666666666666,
          support: 3,
        },
      ],
      macro: {
        precision: 0.4444444444444444,
        recall: 0.5555555555555555,
        f1: 0.48888888888888893,
        support: 6,
      },
      weighted: { precision: 0.5555555555555555, recall: 0.6666666666666666, f1: 0.6, support: 6 },
      accuracy: 0.6666666666666666,
    });
  });

  it("agrees with the confusion matrix and accuracy on any labels: two counts that drift apart", () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(labels, (pairs) => {
        const [yTrue, yPred] = [pairs.map(([t]) => t), pairs.map(([, p]) => p)];
        const { labels, counts } = confusionMatrix(yTrue, yPred);
        const report = classificationReport(yTrue, yPred);
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        expect(report.perClass).toEqual(
          labels.map((label, i) => {
            const hits = counts[i]?.[i] as number;
            const called = sum(counts.map((row) => row[i] as number));
            const support = sum(counts[i] as number[]);
            return {
              label,
              precision: called && hits / called,
              recall: support && hits / support,
              f1: (2 * hits) / (called + support),
              support,
            };
          }),
        );
        expect(report.accuracy).toBe(sum(counts.map((row, i) => row[i] as number)) / pairs.length);
        expect(accuracy(yTrue, yPred)).toBe(report.accuracy);
        // Found rows are right rows, so the weighted recall is the accuracy.
        expect(report.weighted.recall).toBeCloseTo(report.accuracy, 14);
      }),
      { seed: 1960, numRuns: 200 },
    );
  });
});

it("a bundle holds no core: an import of src/core or src/learn, however far down", async () => {
  const { metafile } = await build({
    entryPoints: ["src/metrics/index.ts"],
    bundle: true,
    format: "esm",
    write: false,
    metafile: true,
  });
  const folders = new Set(Object.keys(metafile.inputs).map((path) => path.split("/")[1]));
  expect([...folders].sort()).toEqual(["base", "data", "metrics"]);
});
