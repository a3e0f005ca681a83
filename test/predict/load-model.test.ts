// A loaded model answers with the bits of the one that was saved, whatever it is, however it was saved and asked. A reader
// that took the training weights where a mean answers, or another order of additions, would fail here.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type MatrixInput, Perceptron, type Reals, TLU } from "../../src/index.js";
import { parity } from "../../src/network/index.js";
import { loadModel } from "../../src/predict/index.js";
import { describeCores } from "../support/cores.js";
import { Random } from "../support/random.js";
import { randomNetwork, randomPerceptron, randomRows, randomUnit } from "../support/random-models.js";
import { anyOptions, anyTrainingSet, sparseOf } from "../support/training-sets.js";

/** The forms in which a model may have been saved. */
const savedForms = (model: Perceptron): unknown[] => [
  model.toJSON(),
  JSON.parse(JSON.stringify(model.toJSON({ resume: false }))),
  model.toBytes(),
  model.toBytes({ resume: false }),
];

/** Margins [n][k] of a row type that Object.is compares. */
const margins = (model: { decisionFunction(X: MatrixInput): { data: Reals } }, X: MatrixInput): Reals =>
  model.decisionFunction(X).data;

describeCores("a loaded Perceptron", () => {
  it("answers to the bit, with weights over 30 binades", () => {
    const random = new Random(20);
    for (let round = 0; round < 100; round++) {
      const model = randomPerceptron(random);
      const rows = randomRows(random, 7, model.coef.cols);
      const forms = [
        rows,
        rows.map((row) => Float32Array.from(row)),
        { data: Float64Array.from(rows.flat()), rows: 7, cols: model.coef.cols },
        { data: rows.flat(), rows: 7, cols: model.coef.cols },
        sparseOf(rows),
      ];
      for (const saved of savedForms(model)) {
        const loaded = loadModel(saved);
        expect(loaded.classes).toEqual(model.classes);
        for (const X of forms) {
          expect(margins(loaded, X)).toEqual(margins(model, X));
          expect(loaded.predict(X)).toEqual(model.predict(X));
        }
        for (const row of rows) expect(loaded.predictOne(row)).toEqual(model.predictOne(row));
      }
    }
  });
});

it("answers as a model that has learned, by every option", () => {
  fc.assert(
    fc.property(anyOptions, anyTrainingSet, (options, { X, y }) => {
      const model = new Perceptron({ ...options, maxIter: 3 });
      try {
        model.fit(X, y);
      } catch {
        return; // too few rows to leave some out
      }
      for (const saved of savedForms(model)) expect(margins(loadModel(saved), X)).toEqual(margins(model, X));
    }),
    { seed: 20, numRuns: 60 },
  );
});

const old = JSON.parse(readFileSync("test/golden/models-version-1.json", "utf8"));

it.each(Object.keys(old.files))("reads %s of version 1, as JSON and as bytes", (name) => {
  const { json, bytes, predicted } = old.files[name];
  for (const saved of [json, Buffer.from(bytes, "base64")]) {
    const loaded = loadModel(saved);
    expect(loaded.predict(old.X)).toEqual(predicted);
    expect(margins(loaded, old.X)).toEqual(margins(Perceptron.fromJSON(json), old.X));
  }
});

it("answers as a TLU and as a network, to the bit", () => {
  const random = new Random(21);
  for (let round = 0; round < 60; round++) {
    const unit = randomUnit(random);
    const rows = randomRows(random, 5, unit.weights.length);
    const loaded = loadModel(JSON.parse(JSON.stringify(unit)));
    expect(loaded.predict(rows)).toEqual(unit.predict(rows));
    expect([...margins(loaded, rows)]).toEqual(rows.map((row) => unit.netInput(row)));
    expect(rows.map((row) => loaded.predictOne(row))).toEqual(unit.predict(rows));
    expect(TLU.fromJSON(JSON.parse(JSON.stringify(unit))).predict(rows)).toEqual(unit.predict(rows));

    const network = randomNetwork(random);
    const inputs = randomRows(random, 5, network.inputs);
    const answers = loadModel(network.toJSON());
    expect(answers.predict(inputs)).toEqual(network.predict(inputs));
    expect(answers.predictOne(inputs[3] as number[])).toEqual(network.predict(inputs)[3]);
  }
  expect(
    loadModel(parity(3).toJSON()).predict([
      [1, 1, 0],
      [1, 1, 1],
    ]),
  ).toEqual([[0], [1]]);
});

it("keeps the type, the step and every bit of a TLU's file", () => {
  const unit = new TLU({ weights: Float32Array.of(-0, 0.1), bias: -0, step: "sgn" });
  const saved = JSON.parse(JSON.stringify(unit));
  expect(saved).toEqual({
    ...{ format: "rosenblatt.tlu", version: 1, dtype: "f32", step: "sgn" },
    ...{ weights: ["-0", Math.fround(0.1)], bias: "-0" },
  });
  const again = TLU.fromJSON(saved);
  expect([again.weights, again.bias, again.toJSON()]).toEqual([unit.weights, -0, unit.toJSON()]);
  expect([loadModel(saved).classes, loadModel(saved).predictOne([1, 0])]).toEqual([[-1, 0, 1], 0]);
});

it("answers a tie as the model does: 1 by Heaviside, the first class by sign, the first of several", () => {
  const X = [[0], [1]];
  for (const step of ["heaviside", "sgn"] as const) {
    const two = new Perceptron({ maxIter: 1, step, fitIntercept: false }).fit(X, ["a", "b"]);
    const three = new Perceptron({ maxIter: 1, step, fitIntercept: false }).fit([...X, [2]], ["a", "b", "c"]);
    expect(loadModel(two.toJSON()).predictOne([0])).toBe(step === "heaviside" ? "b" : "a");
    expect(loadModel(three.toJSON()).predictOne([0])).toBe("a");
  }
});

it("ranks labels, of two classes by z and −z, ties in the order of the classes", () => {
  const three = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    ["a", "b", "c"],
  );
  const row = [0.3, 0.9];
  const loaded = loadModel(three.toJSON());
  for (const k of [undefined, 1, 2, 9]) expect(loaded.topK(row, k)).toEqual(three.topK(row, k));
  const columns = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
    ],
    [
      [0, 1],
      [1, 1],
    ],
  );
  expect(loadModel(columns.toBytes()).topK(row)).toEqual(columns.topK(row));
  expect(loadModel(parity(3).toJSON()).topK([1, 1, 1])).toEqual([{ label: 0, score: 0 }]);
  const two = loadModel(new Perceptron().fit([[0], [1]], ["no", "yes"]).toBytes());
  const [z] = two.decisionFunction([[5]]).data as unknown as [number];
  expect(two.topK([5])).toEqual([
    { label: "yes", score: z },
    { label: "no", score: -z },
  ]);
  const tied = {
    ...three.toJSON(),
    prediction: {
      ...three.toJSON().prediction,
      weights: [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
      bias: [0, 0, 0],
    },
  };
  expect(
    loadModel(tied)
      .topK([1, 1])
      .map(({ label }) => label),
  ).toEqual(["a", "b", "c"]);
});

it("gives copies of its classes, and keeps nothing of the file", () => {
  const bytes = new Perceptron().fit([[0], [1]], ["a", "b"]).toBytes();
  const loaded = loadModel(bytes);
  const before = loaded.decisionFunction([[3]]).data;
  bytes.fill(0);
  loaded.classes.reverse();
  expect([loaded.classes, loaded.decisionFunction([[3]]).data]).toEqual([["a", "b"], before]);
});
