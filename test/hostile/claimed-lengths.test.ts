// Arrays of 2³² − 1 holes cost nobody anything: whoever works for such a length, or takes memory for it, never comes back.
import { describe, expect, it } from "vitest";
import { CalibratedModel, calibrate } from "../../src/calibration/index.js";
import { worker } from "../../src/cluster/index.js";
import { AssociationLayer, FeatureHasher, Interactions } from "../../src/features/index.js";
import { fromScikitLearn } from "../../src/import/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { compile, Network } from "../../src/logic/index.js";
import { trainTestSplit } from "../../src/metrics/index.js";
import { parity, ThresholdNetwork } from "../../src/network/index.js";
import { Columns } from "../../src/pipeline/columns.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { associationLayer, calibrated, loadModel } from "../../src/predict/index.js";
import { fromSklearn } from "../../src/sklearn/index.js";
import { readTable, Table, TableEncoder } from "../../src/table/index.js";
import { sixTimes, X } from "../support/fitted-models.js";
import { outcome } from "../support/outcome.js";

const y = ["no", "no", "no", "yes"];
const layer = () => new AssociationLayer({ units: 4, fields: { fan: 1 } });
const sklearn = { class: "Perceptron", params: {}, t_: 5, n_iter_: 1, standard_coef_: [[1, 2]] };

type Load = (saved: never) => unknown;
/** What is saved, and all that reads it. */
const files: Record<string, [saved: unknown, ...loads: Load[]]> = {
  Perceptron: [
    new Perceptron({ standardize: true, average: true }).fit(X, y),
    (saved) => Perceptron.fromJSON(saved),
    (saved) => loadModel(saved),
  ],
  TLU: [new TLU({ weights: [1, 2] }), (saved) => TLU.fromJSON(saved), (saved) => loadModel(saved)],
  ThresholdNetwork: [parity(2), (saved) => ThresholdNetwork.fromJSON(saved), (saved) => loadModel(saved)],
  Network: [compile("(a or b) and not (a and b)"), (saved) => Network.fromJSON(saved)],
  CalibratedModel: [
    calibrate(new Perceptron(), sixTimes(X), sixTimes(y)),
    (saved) => CalibratedModel.fromJSON(saved),
    (saved) => loadModel(saved, { steps: [calibrated] }),
  ],
  AssociationLayer: [layer().fit(X), (saved) => AssociationLayer.fromJSON(saved)],
  FeatureHasher: [
    new FeatureHasher({ names: true }).fit([["a", "b"]]),
    (saved) => FeatureHasher.fromJSON(saved),
  ],
  Pipeline: [
    new Pipeline([layer(), new Perceptron()]).fit(X, y),
    (saved) => Pipeline.fromJSON(saved, { steps: [AssociationLayer] }),
    (saved) => loadModel(saved, { steps: [associationLayer] }).predict(X),
  ],
  TableEncoder: [
    new TableEncoder({ ignore: ["c"] }).fit(new Table({ a: [1, 2, 3], b: ["x", "y", "x"], c: [1, 1, 2] })),
    (saved) => TableEncoder.fromJSON(saved),
  ],
  Columns: [new Columns(["a", "b"]), (saved) => Columns.fromJSON(saved)],
  "scikit-learn's attributes": [
    { ...sklearn, classes_: [0, 1], coef_: [[1, 2]], intercept_: [1], standard_intercept_: [1] },
    (saved) => fromSklearn(saved),
    (saved) => fromScikitLearn(saved),
  ],
};

/** Every place in a file. */
const placesOf = (value: unknown): string[][] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, within]) => [
        [key],
        ...placesOf(within).map((place) => [key, ...place]),
      ]);

const putAt = (file: object, [key = "", ...rest]: readonly string[], value: unknown): void => {
  const of = file as Record<string, object>;
  if (rest.length === 0) of[key] = value as object;
  else putAt(of[key] as object, rest, value);
};

describe.each(Object.entries(files))("a file of %s", (_, [saved, ...loads]) => {
  const text = JSON.stringify(saved);
  const holes: unknown[] = new Array(2 ** 32 - 1);
  const one: unknown[] = [0];
  const row: unknown[] = [[0, 0]];
  for (const begun of [one, row]) begun.length = holes.length;

  it("is read or refused at once, wherever a list of holes is in it", async () => {
    for (const place of placesOf(JSON.parse(text))) {
      for (const value of [holes, one, row, [holes], [one]]) {
        for (const load of loads) {
          const file = JSON.parse(text);
          putAt(file, place, value);
          const told = await outcome(() => load(file as never));
          if (typeof told === "string") expect(told, place.join(".")).toMatch(/^[A-Z_]+$/);
        }
      }
    }
  });
});

describe("what loadModel holds of a file", () => {
  it("is its own: who changes the file afterwards changes no answer", () => {
    const saved = JSON.parse(JSON.stringify(new Perceptron().fit(X, y)));
    const model = loadModel(saved);
    saved.classes[1] = "changed";
    saved.prediction.weights[0].fill(-9);
    expect([model.classes, model.predict(X)]).toEqual([["no", "yes"], y]);
  });

  it("has no holes: neither labels, nor weights, nor steps", async () => {
    const file = () => JSON.parse(JSON.stringify(new Perceptron().fit(X, y)));
    const [classes, weights] = [file(), file()];
    delete classes.classes[1];
    delete weights.prediction.weights[0][1];
    const steps = { format: "rosenblatt.Pipeline", version: 1, steps: [undefined, file()] };
    for (const saved of [classes, weights, steps])
      expect(await outcome(() => loadModel(saved))).toBe("MODEL_FILE");
  });

  it("may repeat a row of numbers, but not without end", async () => {
    const row = new Array(20_000).fill(0);
    const { prediction, ...file } = JSON.parse(JSON.stringify(new Perceptron().fit(X, y)));
    const saved = { ...file, prediction: { ...prediction, weights: new Array(20_000).fill(row) } };
    expect(await outcome(() => loadModel(saved))).toBe("MODEL_FILE");
  });
});

it("names and rows that are claimed are none", async () => {
  const holes = new Array(2 ** 32 - 1) as never;
  const table = new Table({ a: [1, 2] });
  const calls = [
    () => table.select(holes),
    () => readTable("1,2", { names: holes }),
    () => readTable("1,2", { missing: holes }),
    () => trainTestSplit(holes, y),
    () => new Interactions().transform(holes),
    () => worker({ queue: "none", allow: holes }),
  ];
  for (const call of calls) expect(await outcome<unknown>(call)).toMatch(/^[A-Z_]+$/);
});

it("steps that are claimed are no steps", async () => {
  const holes = new Array(2 ** 32 - 1) as never;
  expect(await outcome(() => new Pipeline(holes))).toBe("WRONG_KIND");
  const saved = new Pipeline([layer(), new Perceptron()]).fit(X, y).toJSON();
  expect(await outcome(() => loadModel(saved, { steps: holes }))).toBe("STEP_CLASS");
});
