// A call that can be interrupted refuses what one that runs through refuses, in the same words: also where two things
// are wrong, and where a number is told that was rounded when it was copied.
import { describe, expect, it } from "vitest";
import { type FitOptions, type MatrixInput, Perceptron, type PerceptronOptions } from "../../src/index.js";
import { describeCores } from "../support/cores.js";
import { wrong } from "../support/refusals.js";
import { thrown } from "../support/thrown.js";

const matrices: Record<string, MatrixInput> = {
  good: [
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  "a string": wrong([
    [0, 1],
    [1, "a"],
    [1, 1],
  ]),
  NaN: [Float64Array.of(0, 1), Float64Array.of(1, Number.NaN), Float64Array.of(1, 1)],
  "beyond f32": { data: Float64Array.of(0, 1, 1, 1e39, 1, 1), rows: 3, cols: 2 },
  "sparse beyond f32": {
    ...{ data: Float64Array.of(1, 2, -1e39), indices: [0, 0, 1], indptr: [0, 1, 2, 3] },
    ...{ rows: 3, cols: 2 },
  },
  "ragged rows": [[0, 1], [1], [1, 1]],
};
const targets: Record<string, unknown> = {
  good: [0, 1, 1],
  short: [0],
  "of one class": [1, 1, 1],
  "not finite": [0, Number.NaN, 1],
};
const options: Record<string, PerceptronOptions> = {
  f32: { dtype: "f32" },
  "held out": { dtype: "f32", earlyStopping: true },
  "an unknown class": { dtype: "f32", classWeight: { 7: 1 } },
  scaled: { dtype: "f32", standardize: true },
};
const weights: Record<string, FitOptions["sampleWeight"]> = { none: undefined, negative: [1, -1, 1] };

const cases = Object.keys(matrices).flatMap((X) =>
  Object.keys(targets).flatMap((y) =>
    Object.keys(options).flatMap((o) => Object.keys(weights).map((w) => [X, y, o, w] as const)),
  ),
);
const told = (error: unknown) => {
  const { name, code, message } = error as { name: string; code: string; message: string };
  return { name, code, text: message.replace(/^Perceptron\.\w+/, "") };
};

describeCores("interrupted calls refuse as others do", () => {
  describe("another order of checks, or a number that nobody passed", () => {
    it.each(cases)("X %s, y %s, %s, weights %s", async (X, y, o, w) => {
      const call = [matrices[X], targets[y], { sampleWeight: weights[w] }] as Parameters<Perceptron["fit"]>;
      const error = thrown(() => new Perceptron(options[o]).fit(...call));
      const asynchronous = await new Perceptron(options[o]).fitAsync(...call).then(() => undefined, told);
      expect(asynchronous).toEqual(error && told(error));
    });
  });
});
