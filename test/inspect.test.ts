// What console.log shows of a model: in Node by util.inspect, in Deno by its own method, which is called with its function
// first. A summary that told of another model, or rounded an accuracy up to 1, would fail.
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Perceptron, TLU } from "../src/index.js";
import { parity } from "../src/network/index.js";
import * as sklearn from "../src/sklearn/index.js";
import * as worker from "../src/worker/index.js";

const X = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

describe("console.log shows of a model", () => {
  it("its classes, its shape, options that are not the default, and how the last fit ended", () => {
    const model = new Perceptron({ average: true, tol: 1e-3, maxIter: 300 }).fit(X, [
      "no",
      "no",
      "no",
      "yes",
    ]);
    expect(inspect(model)).toBe(`Perceptron {
  classes: [ 'no', 'yes' ],
  outputs: 1,
  features: 2,
  dtype: 'f64',
  options: { maxIter: 300, average: true },
  converged: true,
  stopReason: 'converged',
  nIter: ${model.nIter},
  accuracy: 1
}`);
    expect(inspect(worker.Perceptron.fromJSON(model.toJSON()))).toBe(inspect(model));
  });

  it("that it is not fitted", () => {
    expect(inspect(new Perceptron({ keep: "best" }))).toBe(
      "Perceptron { fitted: false, options: { keep: 'best' } }",
    );
    expect(inspect(new worker.Perceptron())).toBe("Perceptron { fitted: false, options: {} }");
    expect(inspect(new sklearn.PassiveAggressiveClassifier({ C: 2 }))).toBe(
      "PassiveAggressiveClassifier { fitted: false, options: { C: 2 } }",
    );
    expect(inspect(new TLU({ step: "sgn" }))).toBe("TLU { fitted: false, options: { step: 'sgn' } }");
  });

  it("no accuracy of 1 where a row is wrong", () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [i]);
    const y = rows.map((_, i) => Number(i === 15_000));
    const text = inspect(new Perceptron({ maxIter: 1 }).fit(rows, y));
    expect(text).toContain("accuracy: 0.9999\n");
    expect(text).toContain("converged: false");
  });

  it("the columns of a matrix of targets, the weights of a unit, the layers of a network", () => {
    expect(inspect(new Perceptron({ maxIter: 1 }).fit(X, X))).toContain(
      "classes: [ 0, 1 ],\n  outputs: 2,\n  features: 2",
    );
    expect(inspect(new TLU({ weights: [1, 1], bias: -2 }))).toBe(
      "TLU {\n  weights: Float64Array(2) [ 1, 1 ],\n  bias: -2,\n  dtype: 'f64',\n  options: {}\n}",
    );
    expect(inspect(new TLU({ weights: new Float32Array(784) }))).toContain("... 684 more items");
    expect(inspect(parity(3))).toBe(
      "ThresholdNetwork { layers: [ '3 → 3 heaviside', '3 → 1 heaviside' ], dtype: 'f64' }",
    );
  });

  it("each estimator's own options, whichever was made first", () => {
    expect(inspect(new sklearn.Perceptron({ alpha: 0.1 }).fit(X, ["a", "b", "b", "b"]))).toMatch(
      /^Perceptron \{\n {2}classes: \[ 'a', 'b' \],\n {2}features: 2,\n {2}options: \{ alpha: 0.1 \},/,
    );
  });

  it("less where it is nested deeply, and the name of a class that extends it", () => {
    class Mine extends Perceptron {
      static override readonly name = "Mine";
    }
    expect(inspect({ a: { b: { c: new Mine() } } })).toBe("{ a: { b: { c: Mine [Object] } } }");
  });

  it("its name alone through a Proxy, whatever is around it", () => {
    expect(inspect([new Proxy(new Perceptron(), {})])).toMatch(/^\[ Perceptron \{.*\} \]$/);
  });

  it("in Deno", () => {
    const show = Reflect.get(new Perceptron({ eta0: 2 }), Symbol.for("Deno.customInspect"));
    const shown = show.call(new Perceptron({ eta0: 2 }), (value: unknown) => JSON.stringify(value), {});
    expect(shown).toBe('Perceptron {"fitted":false,"options":{"eta0":2}}');
  });
});
