// `average` over several calls, against what scikit-learn 1.2.1's SGDClassifier learned (its Perceptron keeps
// no mean): a program that keeps the bias, or its mean, where scikit-learn loses it.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { Perceptron } from "../../src/sklearn/index.js";

interface Case {
  readonly classes: number;
  readonly average: number;
  readonly mode: "warm" | "partial";
  readonly steps: readonly { coef: number[][]; intercept: number[]; t: number }[];
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL("../golden/scikit-learn-average.json", import.meta.url), "utf8"),
);
const X = Array.from({ length: 24 }, (_, i) => [((7 * i) % 11) - 5, ((i * i) % 7) - 3, ((3 * i) % 5) - 2]);
const parts = [
  [0, 12],
  [12, 24],
  [0, 24],
] as const;

function statesAfterCalls({ classes, average, mode }: Case, fixes: boolean) {
  const y = X.map((_, i) => (i * i + Math.floor(i / 3)) % classes);
  const options = { average, maxIter: 2, tol: null, randomState: 0, warmStart: mode === "warm", fixes };
  const model = new Perceptron(options);
  return parts.map(([from, to]) => {
    if (mode === "warm") model.fit(X, y);
    else model.partialFit(X.slice(from, to), y.slice(from, to), { classes: [...Array(classes).keys()] });
    return { coef: [...model.coef.data], intercept: [...model.intercept], t: model.t };
  });
}

it.each(cases)("$mode calls, $classes classes, the mean from row $average on", (given) => {
  for (const [i, { coef, intercept, t }] of statesAfterCalls(given, false).entries()) {
    const expected = given.steps[i] as Case["steps"][number];
    for (const [j, value] of expected.coef.flat().entries()) expect(coef[j]).toBeCloseTo(value, 11);
    for (const [j, value] of expected.intercept.entries()) expect(intercept[j]).toBeCloseTo(value, 11);
    expect(t).toBe(expected.t);
  }
});

it("with fixes, parts train as one set: the bias and its mean go on", () => {
  const partial = cases.filter(({ mode }) => mode === "partial");
  const differ = partial.filter((given) => {
    const [fixed, faulty] = [statesAfterCalls(given, true), statesAfterCalls(given, false)].map((steps) =>
      JSON.stringify(steps),
    );
    return fixed !== faulty;
  });
  expect(differ.map(({ average }) => average)).toEqual([1, 10, 1, 10]); // 30: the last call is the first to predict with the mean
});
