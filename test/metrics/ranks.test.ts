import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import {
  accuracy,
  averagePrecision,
  brierScore,
  logLoss,
  rocAuc,
  topKAccuracy,
} from "../../src/metrics/index.js";

/** Figures of scikit-learn 1.2.1, and of numpy: the Brier score of more than two labels, and averages over labels. */
interface Golden {
  kind: "binary" | "multiclass" | "matrix";
  // biome-ignore lint/suspicious/noExplicitAny: by the kind
  y: any;
  // biome-ignore lint/suspicious/noExplicitAny: by the kind
  scores: any;
  // biome-ignore lint/suspicious/noExplicitAny: by the kind
  proba: any;
  logLoss: number;
  brierScore: number;
  rocAuc: number;
  rocAucOfScores: number;
  averagePrecision: number;
  topK: number[];
}
const golden: Golden[] = JSON.parse(readFileSync(new URL("../golden/scores.json", import.meta.url), "utf8"));
const ofKind = (kind: Golden["kind"]) => golden.filter((one) => one.kind === kind);

const close = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThan(1e-13 * (1 + expected));

describe("against scikit-learn", () => {
  it.each(ofKind("binary"))(
    "of two labels: ties that count whole, a class the wrong way round, no ε",
    (one) => {
      const { y, scores, proba } = one;
      close(rocAuc(y, scores), one.rocAuc);
      close(averagePrecision(y, scores), one.averagePrecision);
      close(logLoss(y, proba), one.logLoss);
      close(brierScore(y, proba), one.brierScore);
      // As two columns, and as the one column of a matrix.
      const two = proba.map((p: number) => [1 - p, p]);
      const one_ = { data: Float64Array.from(proba), rows: y.length, cols: 1 };
      for (const columns of [two, one_]) {
        close(logLoss(y, columns), one.logLoss);
        close(brierScore(y, columns), one.brierScore);
        expect(rocAuc(y, columns)).toBe(rocAuc(y, proba));
        expect(averagePrecision(y, columns)).toBe(averagePrecision(y, proba));
      }
      const words = y.map((bit: number) => (bit === 1 ? "a" : "b"));
      expect(rocAuc(words, scores, { labels: ["b", "a"] })).toBe(rocAuc(y, scores));
      expect(rocAuc(words, scores)).toBeCloseTo(1 - one.rocAuc, 12);
    },
  );

  it.each(ofKind("multiclass"))(
    "of more: a mean by support, labels in the order in which they come",
    (one) => {
      const { y, scores, proba } = one;
      close(logLoss(y, proba), one.logLoss);
      close(brierScore(y, proba), one.brierScore);
      close(rocAuc(y, proba), one.rocAuc);
      close(rocAuc(y, scores), one.rocAucOfScores);
      close(averagePrecision(y, scores), one.averagePrecision);
      expect(one.topK.map((_, k) => topKAccuracy(y, scores, { k: k + 1 }))).toEqual(one.topK);
      const reversed = { labels: [...new Set<string>(y)].sort().reverse() };
      close(
        logLoss(
          y,
          proba.map((row: number[]) => [...row].reverse()),
          reversed,
        ),
        one.logLoss,
      );
    },
  );

  it.each(ofKind("matrix"))("of a matrix: a mean over rows, columns mixed up", ({ y, scores, ...one }) => {
    close(rocAuc(y, scores), one.rocAuc);
    close(averagePrecision(y, scores), one.averagePrecision);
  });
});

describe("by hand", () => {
  it("rocAuc counts pairs: 2 of 4 above, 1 the same", () => {
    expect(rocAuc([0, 0, 1, 1], [1, 2, 2, 3])).toBe(3.5 / 4);
    expect(rocAuc(["no", "yes"], [0, 0])).toBe(0.5);
    expect(rocAuc(["no", "yes"], Float32Array.of(5, -5))).toBe(0);
  });

  it("averagePrecision is 0 where nothing is to be found, as scikit-learn says", () => {
    expect(
      averagePrecision(
        [
          [0, 1],
          [0, 0],
        ],
        [
          [1, 2],
          [3, 1],
        ],
      ),
    ).toBe(0.5);
    expect(averagePrecision([true, false, true], [3, 2, 1])).toBe((1 + 2 / 3) / 2);
  });

  it("logLoss keeps away from 0 and 1 by the distance of the element type", () => {
    expect(logLoss([0, 1], [1, 1])).toBeCloseTo(-Math.log(2 ** -52) / 2, 10);
    expect(logLoss([0, 1], Float32Array.of(1, 1))).toBeCloseTo(-Math.log(2 ** -23) / 2, 5);
    expect(logLoss([0, 1], [0.5, 0.5])).toBeCloseTo(Math.log(2), 15);
  });

  it("topKAccuracy with k = 1 is the accuracy of a model, ties and margins of 0 among them", () => {
    expect(
      topKAccuracy(
        ["a", "b", "c"],
        [
          [1, 1, 0],
          [1, 1, 0],
          [0, 0, 0],
        ],
        { k: 1 },
      ),
    ).toBe(1 / 3);
    expect(
      topKAccuracy(
        ["a", "b", "c"],
        [
          [1, 1, 0],
          [1, 1, 0],
          [0, 0, 0],
        ],
      ),
    ).toBe(2 / 3);
    expect(topKAccuracy([1, 1, 1, 0], [0, 0.5, -0.5, -1], { k: 1 })).toBe(3 / 4);
    expect(topKAccuracy([0, 1, 1], [0, 0, -1])).toBe(1);
    const X = Array.from({ length: 60 }, (_, i) => [i % 7, (i * 3) % 5, (i * i) % 11]);
    for (const y of [X.map((_, i) => i % 2), X.map((_, i) => "abc"[i % 3] as string)]) {
      const model = new Perceptron({ maxIter: 3 }).fit(X, y);
      expect(topKAccuracy(y, model.decisionFunction(X), { k: 1 })).toBe(accuracy(y, model.predict(X)));
    }
  });

  it("labels says what columns mean where yTrue lacks one", () => {
    const proba = [
      [0.1, 0.7, 0.2],
      [0.6, 0.3, 0.1],
    ];
    expect(logLoss(["b", "a"], proba, { labels: ["a", "b", "c"] })).toBeCloseTo(
      -(Math.log(0.7) + Math.log(0.6)) / 2,
      14,
    );
    expect(brierScore(["b", "a"], proba, { labels: ["a", "b", "c"] })).toBeCloseTo(
      (0.01 + 0.09 + 0.04 + 0.16 + 0.09 + 0.01) / 2,
      14,
    );
    expect(topKAccuracy(["c", "a"], proba, { labels: ["a", "b", "c"] })).toBe(1);
  });
});
