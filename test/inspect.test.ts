// What console.log shows of a model: in Node by util.inspect, in Deno by its own method, which is called with its function
// first. A summary that told of another model, or rounded an accuracy up to 1, would fail.
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { calibrate } from "../src/calibration/index.js";
import { AssociationLayer, FeatureHasher, Interactions } from "../src/features/index.js";
import { HebbianAssociator } from "../src/hebb/index.js";
import { Perceptron, TLU } from "../src/index.js";
import { parity } from "../src/network/index.js";
import { Pipeline } from "../src/pipeline/index.js";
import * as sklearn from "../src/sklearn/index.js";
import { Table, TableEncoder } from "../src/table/index.js";
import * as worker from "../src/worker/index.js";
import { corners } from "./support/matrices.js";

const X = corners;

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

  it("mistakes where a row takes several decisions: 99 % of them are right of a model with 0.5 % of its rows", () => {
    const rows = Array.from({ length: 400 }, (_, i) => [i]);
    const y = rows.map(([i]) => `class ${i}`);
    const model = new Perceptron({ maxIter: 50 }).fit(rows, y);
    expect(model.score(rows, y)).toBeLessThan(0.01);
    for (const shown of [model, new sklearn.Perceptron({ maxIter: 5 }).fit(rows, y)]) {
      expect(inspect(shown)).toMatch(/ {2}nIter: \d+,\n {2}mistakes: \d+\n\}$/);
    }
    const joint = new Perceptron({ maxIter: 50, multiclass: "joint" }).fit(rows, y);
    expect(inspect(joint)).toMatch(/accuracy: 0\.?0*\n\}$/);
  });

  it("mistakes where other weights answer than those of the last epoch, which was clean", () => {
    const model = new Perceptron({ earlyStopping: true, validationFraction: 0.5, maxIter: 7 });
    model.fit(X, [0, 1, 1, 0]);
    expect([model.score(X, [0, 1, 1, 0]), model.history.at(-1)?.accuracy]).toEqual([0.5, 1]);
    for (const options of [{ average: true }, { average: { decay: 0.9 } }, { keep: "best" }] as const) {
      expect(inspect(new Perceptron({ ...options, maxIter: 3 }).fit(X, [0, 1, 1, 0]))).not.toMatch(
        /accuracy/,
      );
    }
    expect(inspect(model)).toMatch(/mistakes: 0\n\}$/);
    const mean = new sklearn.Perceptron({ average: true, maxIter: 3 }).fit(X, [0, 1, 1, 0]);
    expect(inspect(mean)).toMatch(/mistakes: \d+\n\}$/);
  });

  it("no accuracy of what its file has left out, or of a batch from which nothing was learned", async () => {
    const model = new Perceptron().fit(X, [0, 0, 0, 1]);
    expect(inspect(Perceptron.fromBytes(model.toBytes({ resume: false })))).toMatch(/nIter: \d+\n\}$/);
    const batches = [
      { X, y: ["a", "a", "b", "c"] },
      { X: [], y: [] },
    ];
    const classes = ["a", "b", "c"];
    const stream = await new Perceptron().fitStream(batches, { classes });
    expect(inspect(stream)).toMatch(/nIter: 2\n\}$/);
    await stream.fitStream(batches.slice(0, 1));
    expect(inspect(stream)).toMatch(/accuracy: [\d.]+\n\}$/);
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

  it("the steps of a pipeline and its model, the columns of an encoder, the model of a calibration", () => {
    const table = new Table({ a: [1, 2, 3, 4], b: ["x", "y", "x", "y"] });
    const model = new Pipeline([new TableEncoder(), new Perceptron({ eta0: 2 })]);
    expect(inspect(model)).toBe(
      "Pipeline {\n  steps: [ 'TableEncoder' ],\n  model: Perceptron { fitted: false, options: { eta0: 2 } }\n}",
    );
    model.fit(table, [0, 1, 0, 1]);
    model.metadata = { target: "c" };
    expect(inspect(model)).toMatch(
      /model: Perceptron \{\n {4}classes: \[ 0, 1 \],[\s\S]*metadata: \{ target: 'c' \}\n\}$/,
    );
    expect(inspect(new TableEncoder())).toBe("TableEncoder { fitted: false }");
    expect(inspect(model.steps[0])).toBe("TableEncoder { columns: { a: 'number', b: 'category' } }");
    expect(inspect(calibrate(new Perceptron().fit(X, [0, 0, 0, 1]), X, [0, 0, 0, 1]))).toMatch(
      /^CalibratedModel \{\n {2}classes: \[ 0, 1 \],\n {2}model: Perceptron \{\n {4}classes/,
    );
  });

  it("what an associator, a layer, a hasher and pairs of features are made with, and how large they are", () => {
    expect(inspect(new HebbianAssociator({ eta: 0.5 }))).toBe(
      "HebbianAssociator { fitted: false, options: { eta: 0.5 } }",
    );
    expect(inspect(new HebbianAssociator().fit(X, [[1], [0], [1], [0]]))).toBe(
      "HebbianAssociator { inputs: 2, outputs: 1, dtype: 'f64', options: {} }",
    );
    expect(inspect(new AssociationLayer({ units: 8, jitter: 0.5 }))).toBe(
      "AssociationLayer { fitted: false, units: 8, options: { jitter: 0.5 } }",
    );
    expect(inspect(new AssociationLayer({ units: 8 }).fit(X))).toBe(
      "AssociationLayer { features: 2, dtype: 'f64', units: 8, options: {} }",
    );
    expect(inspect(new FeatureHasher({ cols: 1024 }))).toBe(
      "FeatureHasher { cols: 1024, alternateSign: true, names: false, dtype: 'f64' }",
    );
    expect(inspect(new Interactions({ pairs: [[0, 1]], cols: 64 }))).toBe(
      "Interactions { pairs: [ [ 0, 1 ] ], cols: 64 }",
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
