// String(…) of results. The report is the example of scikit-learn's own documentation of classification_report.
import { expect, it } from "vitest";
import { classificationReport, confusionMatrix, crossValidate } from "../../src/metrics/index.js";

it("a report is scikit-learn's table", () => {
  const classes = (numbers: number[]): string[] => numbers.map((number) => `class ${number}`);
  const report = classificationReport(classes([0, 1, 2, 2, 2]), classes([0, 0, 2, 2, 1]));
  expect(String(report)).toBe(`              precision    recall  f1-score   support

     class 0       0.50      1.00      0.67         1
     class 1       0.00      0.00      0.00         1
     class 2       1.00      0.67      0.80         3

    accuracy                           0.60         5
   macro avg       0.50      0.56      0.49         5
weighted avg       0.70      0.60      0.61         5`);
  expect(Object.keys(report)).toEqual(["perClass", "macro", "weighted", "accuracy"]);
});

it.each([
  [1, "0.12"], // Python's round(0.125, 2), to the even neighbour; toFixed says 0.13
  [3, "0.38"],
  [5, "0.62"],
  [7, "0.88"],
])("of two neighbours that are as near it takes the even one: %i of 8 is %s", (right, expected) => {
  const truth = Array.from({ length: 8 }, () => "a");
  const text = String(
    classificationReport(
      truth,
      truth.map((label, i) => (i < right ? label : "b")),
    ),
  );
  expect(text).toMatch(new RegExp(`accuracy {27}${expected} {9}8`));
});

it("a confusion matrix has its labels beside it", () => {
  expect(
    String(confusionMatrix(["cat", "cat", "dog"], ["cat", "dog", "dog"])),
  ).toBe(`true \\ predicted  cat  dog
             cat    1    1
             dog    0    1`);
});

it("a confusion matrix of more than 80 columns numbers them", () => {
  const y = Array.from({ length: 12 }, (_, i) => `class number ${i + 10}`);
  const lines = String(confusionMatrix(y, y.toReversed())).split("\n");
  expect(lines[0]).toBe("  true \\ predicted  0  1  2  3  4  5  6  7  8  9  10  11");
  expect(lines[2]).toBe(" 1 class number 11  0  0  0  0  0  0  0  0  0  0   1   0");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

// One that prints labels as they are breaks its rows, and lets a label write to the terminal.
it("labels are on one line, with nothing in them that a terminal obeys", () => {
  const y = ["two\nlines", "\u001b[31mred", "\u2028"];
  expect(String(confusionMatrix(y, y))).toBe(`true \\ predicted  ·[31mred  two·lines  ·
        ·[31mred         1          0  0
       two·lines         0          1  0
               ·         0          0  1`);
  expect(String(classificationReport(y, y)).split("\n")).toHaveLength(9);
});

it("a report has a line for each of as many classes as there may be", () => {
  const y = Float64Array.from({ length: 2 ** 16 }, (_, i) => i);
  expect(String(classificationReport(y, y)).split("\n")).toHaveLength(2 ** 16 + 6);
});

it("a validation is mean ± deviation", () => {
  const X = Array.from({ length: 20 }, (_, i) => [i]);
  const make = () => ({ fit: () => {}, predict: (rows: number[][]) => rows.map(() => "no") });
  const validation = crossValidate(
    make,
    X,
    X.map(([x]) => (x === 3 ? "yes" : "no")),
    { stratify: false },
  );
  expect(`${validation}`).toBe("0.9500 ± 0.1000 over 5 folds");
  expect(validation).toEqual({ scores: expect.any(Array), mean: 0.95, deviation: expect.closeTo(0.1, 12) });
});
