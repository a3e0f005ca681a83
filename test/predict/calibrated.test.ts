// Calibrated models and association layers through rosenblatt/predict: to the bit what the models answer that were saved.
import { describe, expect, expectTypeOf, it } from "vitest";
import { CalibratedModel, calibrate, type Scorer } from "../../src/calibration/index.js";
import { AssociationLayer, type AssociationLayerOptions } from "../../src/features/index.js";
import { Perceptron, type Reals } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { associationLayer, calibrated, loadModel } from "../../src/predict/index.js";
import { readTable, TableEncoder } from "../../src/table/index.js";
import { blurred } from "../calibration/blurred.js";
import { sparseOf } from "../support/training-sets.js";

const table = await readTable(
  `a,b,kind\n${blurred(90, 3, 8)
    .X.map(([a, b], i) => `${a},${b},${"xyz"[i % 3]}`)
    .join("\n")}`,
);

describe("a calibrated model", () => {
  // One that took a misspelled option for none would answer every row, and fail here.
  it("refuses options that there are not, as the one that was saved", () => {
    const { X, y } = blurred(60, 2, 4);
    const loaded = loadModel(calibrate(new Perceptron(), X, y).toJSON(), { steps: [calibrated] });
    const misspelled = { abstainBellow: 0.9 } as object;
    for (const call of [
      () => loaded.predict(X, misspelled),
      () => loaded.predictOne(X[0], misspelled),
      () => loaded.predictSet(X, { coverag: 0.9 } as object),
    ])
      expect(call).toThrow(expect.objectContaining({ code: "UNKNOWN_OPTION" }));
    expect(loaded.predict(X, { abstainBelow: 0, unknown: undefined })).toEqual(loaded.predict(X));
  });

  it.each([2, 3])("of %i classes answers with every bit of the model, from JSON and from bytes", (count) => {
    const { X, y } = blurred(240, count, 4);
    const model = calibrate(new Perceptron({ average: true, standardize: true, maxIter: 5 }), X, y);
    const json = JSON.parse(JSON.stringify(model));
    for (const saved of [json, model.toBytes(), model.toJSON({ resume: false })]) {
      for (const steps of [[calibrated], [CalibratedModel]] as const) {
        const loaded = loadModel<string>(saved, { steps: steps as unknown as [typeof calibrated] });
        expectTypeOf(loaded.predictSet(X)).toEqualTypeOf<string[][]>();
        expect(loaded.classes).toEqual(model.classes);
        expect(loaded.decisionFunction(X)).toEqual(model.decisionFunction(X));
        expect(loaded.predictProba(sparseOf(X))).toEqual(model.predictProba(X));
        expect(loaded.predict(X)).toEqual(model.predict(X));
        const options = { abstainBelow: 0.7, unknown: "?" };
        expect(loaded.predict(X, options)).toEqual(model.predict(X, options));
        expect(loaded.predictSet(X, { coverage: 0.8 })).toEqual(model.predictSet(X, { coverage: 0.8 }));
        for (const x of X.slice(0, 20)) {
          expect(loaded.topK(x)).toEqual(model.topK(x));
          expect(loaded.predictOne(x, options)).toEqual(model.predictOne(x, options));
        }
      }
    }
  });

  it("around a Pipeline takes the classes of its steps, of tables and of records", () => {
    const { y } = blurred(90, 3, 8);
    const pipeline = new Pipeline([
      new TableEncoder(),
      new AssociationLayer({ units: 32 }),
      new Perceptron({ maxIter: 3 }),
    ]);
    const model = calibrate(pipeline as unknown as Scorer<unknown>, table, y);
    const record = { a: 0.3, b: 0.7, kind: "y" };
    for (const saved of [JSON.parse(JSON.stringify(model)), model.toBytes()]) {
      const loaded = loadModel(saved, { steps: [TableEncoder, associationLayer, calibrated] });
      expect(loaded.predictProba(table)).toEqual(model.predictProba(table));
      expect(loaded.topK(record)).toEqual(model.topK(record as never));
    }
  });

  it("needs its loader, and is nothing that could go on for ever", () => {
    const { X, y } = blurred(60, 2, 4);
    const saved = JSON.parse(JSON.stringify(calibrate(new Perceptron(), X, y)));
    const steps = [calibrated] as const;
    const refusal = (code: string) => expect.objectContaining({ code, method: "loadModel" });
    expect(() => loadModel(saved)).toThrow(refusal("STEP_CLASS"));
    expect(() => loadModel({ ...saved, model: saved }, { steps })).toThrow(refusal("STEP_CLASS"));
    const { curves } = saved.calibration;
    for (const calibration of [
      null,
      { ...saved.calibration, curves: [] },
      { ...saved.calibration, curves: [...curves, ...curves, ...curves] },
      { ...saved.calibration, curves: [{ scores: [1, 0], probabilities: [0, 1] }] },
      { ...saved.calibration, curves: [{ scores: [0, 1], probabilities: [0, 2] }] },
      { ...saved.calibration, curves: [{ scores: [0], probabilities: [0, 1] }] },
      { ...saved.calibration, behind: ["1"] },
      { ...saved.calibration, rows: 3 },
    ]) {
      expect(() => loadModel({ ...saved, calibration }, { steps })).toThrow(refusal("MODEL_FILE"));
    }
    expect(() => loadModel({ ...saved, version: 2 }, { steps })).toThrow(refusal("MODEL_FILE"));
    const loaded = loadModel(saved, { steps });
    expect(() => loaded.predict(X, { abstainBelow: 2 })).toThrow(
      expect.objectContaining({ code: "OPTION_VALUE" }),
    );
  });
});

describe("an association layer", () => {
  const { X, y } = blurred(90, 4, 3);
  const images = X.map((row) => [...row, ...row, ...row, ...row]); // 4×4
  const answers = (model: { decisionFunction(X: unknown): unknown }, rows: unknown) =>
    (model.decisionFunction(rows) as { data: Reals }).data;

  it.each<AssociationLayerOptions>([
    { units: 40 },
    { units: 40, activation: "heaviside", dtype: "f32" },
    { units: 30, fields: { fan: 3 }, randomState: 7 },
    { units: 30, fields: { width: 4, height: 4, size: [2, 3] } },
    { units: 30, fields: { width: 4, height: 4, size: 2 }, dtype: "f32", thresholds: 0.5 },
  ])("of %j fires to the bit", (options) => {
    const model = new Pipeline([new AssociationLayer(options), new Perceptron({ maxIter: 3 })]).fit(
      images,
      y,
    );
    for (const saved of [model.toJSON(), model.toBytes()]) {
      const loaded = loadModel(saved, { steps: [associationLayer] });
      expect(answers(loaded, images)).toEqual(answers(model, images));
      expect(answers(loaded, sparseOf(images))).toEqual(answers(model, images));
      expect(images.map((row) => loaded.predictOne(row))).toEqual(model.predict(images));
    }
  });

  it("of a file that does not name its defaults fires as the layer of features that reads it", () => {
    const layer = new AssociationLayer({ units: 40 }).fit(images);
    const { options, ...file } = layer.toJSON();
    const model = new Perceptron({ maxIter: 3 }).fit(layer.transform(images), y);
    for (const name of ["randomState", "activation", "fields"]) {
      const saved = { ...file, options: { ...options } };
      delete saved.options[name];
      const steps = [saved, model.toJSON()];
      const loaded = loadModel(
        { format: "rosenblatt.Pipeline", version: 1, steps },
        { steps: [associationLayer] },
      );
      expect(AssociationLayer.fromJSON(saved).transform(images)).toEqual(layer.transform(images));
      expect(answers(loaded, images)).toEqual(answers(model, layer.transform(images)));
    }
  });

  it("refuses what a person has changed in its file, and rows of another width", () => {
    const fields = { width: 4, height: 4, size: 2 };
    const layer = new AssociationLayer({ units: 5, fields }).fit(images).toJSON();
    const model = new Perceptron()
      .fit(
        [
          [0, 0, 0, 0, 0],
          [1, 1, 1, 1, 1],
        ],
        [0, 1],
      )
      .toJSON();
    const load = (changed: object) =>
      loadModel(
        { format: "rosenblatt.Pipeline", version: 1, steps: [{ ...layer, ...changed }, model] },
        { steps: [associationLayer] },
      );
    const { options, fitted } = layer;
    for (const changed of [
      { version: 2 },
      { options: null },
      { options: { ...options, activation: "tanh" } },
      { options: { ...options, fields: "some" } },
      { options: { ...options, fields: { ...fields, size: {} } } },
      { fitted: { ...fitted, dtype: "f16" } },
      { fitted: { ...fitted, thresholds: ["1"] } },
    ]) {
      expect(() => load(changed)).toThrow(expect.objectContaining({ code: "MODEL_FILE" }));
    }
    expect(() => load({ fitted: undefined })).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    expect(() => load({}).predict([[1, 2]])).toThrow(expect.objectContaining({ code: "FEATURE_COUNT" }));
    const wide = load({ options: { ...options, fields: { ...fields, width: 5 } } });
    expect(() => wide.predict(images)).toThrow(expect.objectContaining({ code: "FEATURE_COUNT" }));
  });
});
