// What no plane separates, one separates behind an association layer.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AssociationLayer } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";
import { crossValidate } from "../../src/metrics/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { readSvmlight } from "../../src/svmlight/index.js";
import { corners } from "../support/matrices.js";

describe("behind the layer", () => {
  /** Two spirals of so many turns, one the other turned by half. */
  function spirals(n: number, turns: number): [number[][], number[]] {
    const points = Array.from({ length: 2 * n }, (_, i) => {
      const t = (i + 0.5) / (2 * n);
      const angle = 2 * Math.PI * turns * t + Math.PI * (i % 2);
      return [(0.1 + t) * Math.cos(angle), (0.1 + t) * Math.sin(angle)];
    });
    return [points, points.map((_, i) => i % 2)];
  }
  function rings(n: number): [number[][], string[]] {
    const points = Array.from({ length: n }, (_, i) => {
      const radius = (i % 2 === 0 ? 1 : 1.8) + ((i * 7) % 10) / 40;
      return [radius * Math.cos(2.4 * i), radius * Math.sin(2.4 * i)];
    });
    return [points, points.map((_, i) => (i % 2 === 0 ? "inner" : "outer"))];
  }
  const XOR: [number[][], number[]] = [corners, [0, 1, 1, 0]];

  it.each([
    ["XOR", XOR, XOR, {}],
    ["rings", rings(200), rings(331), {}],
    ["spirals of one turn", spirals(200, 1), spirals(301, 1), {}],
    ["spirals of a turn and a half", spirals(200, 1.5), spirals(301, 1.5), { fields: { fan: 16 } }],
  ] as const)("%s are separable, and were not", (_name, [X, y], [XTest, yTest], options) => {
    expect(new Perceptron({ maxIter: 100, tol: null }).fit(X, [...y]).converged).toBe(false);
    const model = new Pipeline([new AssociationLayer(options), new Perceptron()]).fit(X, [...y]);
    expect(model.converged).toBe(true);
    expect(model.score(XTest, [...yTest])).toBeGreaterThan(0.99);
    const read = Pipeline.fromJSON(JSON.parse(JSON.stringify(model)), { steps: [AssociationLayer] });
    expect(read.decisionFunction(XTest)).toEqual(model.decisionFunction(XTest));
    expect(read.predictOne(XTest[0])).toBe(model.predictOne(XTest[0]));
  });

  it("digits are read better: .976 of rows that were not learned, where one plane a class has .963", () => {
    const digits = readFileSync("bench/data/digits.svmlight", "utf8");
    const { X, y } = readSvmlight(digits, { cols: 64, dtype: "f32" });
    const perceptron = () => new Perceptron({ average: true, multiclass: "joint", maxIter: 20 });
    const layer = () => new AssociationLayer({ units: 1000, fields: { width: 8, height: 8 } });
    const plain = crossValidate(perceptron, X, y, { folds: 3 }).mean;
    const behind = crossValidate(() => new Pipeline([layer(), perceptron()]), X, y, { folds: 3 }).mean;
    expect([plain < 0.965, behind > 0.97]).toEqual([true, true]);
  });
});
