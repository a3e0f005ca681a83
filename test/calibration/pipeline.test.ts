// A Pipeline is calibrated as a whole: each fold's scores come from one whose steps, too, have not seen its rows.
import { expect, it } from "vitest";
import { CalibratedModel, calibrate, type Scorer } from "../../src/calibration/index.js";
import { AssociationLayer, FeatureHasher } from "../../src/features/index.js";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { readTable, TableEncoder } from "../../src/table/index.js";
import { blurred } from "./blurred.js";

const { X, y } = blurred(200, 3, 8);
const csv = ["a,b,kind", ...X.map(([a, b, c]) => `${a},${b},${(c as number) > 0.5 ? "high" : "low"}`)];
const table = await readTable(csv.join("\n"));
const load = (saved: never) => {
  const steps = { steps: [TableEncoder, AssociationLayer, FeatureHasher] };
  const isBytes = ArrayBuffer.isView(saved);
  return (isBytes
    ? Pipeline.fromBytes(saved, steps)
    : Pipeline.fromJSON(saved, steps)) as never as Scorer<unknown>;
};
const make = () =>
  new Pipeline([
    new TableEncoder({ maxCategories: 3 }),
    new AssociationLayer({ units: 64, randomState: 5 }),
    new Perceptron({ average: true, maxIter: 5 }),
  ]);

it("refits every step of a fold, and one that is not fitted as well as one whose encoder is", () => {
  const seen: number[] = [];
  class Watching extends TableEncoder {
    override fit(input: typeof table): this {
      seen.push(input.rows);
      return super.fit(input);
    }
    override unfitted(): TableEncoder {
      return new Watching();
    }
  }
  const pipeline = new Pipeline([new Watching().fit(table), new Perceptron({ maxIter: 3 })]);
  calibrate(pipeline as unknown as Scorer<typeof table>, table, y, { folds: 4 });
  expect(seen.slice(1)).toEqual([150, 150, 150, 150, 200]);
});

it("makes a Pipeline with the same options that has learned nothing, which learns the same", () => {
  const pipeline = make();
  const fitted = make().fit(table, y);
  for (const other of [pipeline.unfitted(), fitted.unfitted()]) {
    expect(() => other.classes).toThrow(expect.objectContaining({ code: "NOT_FITTED" }));
    expect(other.fit(table, y).decisionFunction(table)).toEqual(fitted.decisionFunction(table));
  }
});

it("answers of tables and of records, from files too", () => {
  const calibrated = calibrate(make() as unknown as Scorer<unknown>, table, y);
  const record = { a: X[3]?.[0], b: X[3]?.[1], kind: "high" };
  const one = calibrated.topK(record as never);
  expect(one).toHaveLength(3);
  expect(calibrated.predictOne(record as never)).toBe(one[0]?.label);
  expect(calibrated.predictOne(record as never, { abstainBelow: 1, unknown: "?" })).toMatch(/[abc?]/);
  for (const again of [
    CalibratedModel.fromJSON(JSON.parse(JSON.stringify(calibrated)), { load }),
    CalibratedModel.fromBytes(calibrated.toBytes(), { load }),
  ]) {
    expect(again.predictProba(table)).toEqual(calibrated.predictProba(table));
    expect(again.topK(record as never)).toEqual(one);
  }
});

it("refuses a step that cannot be made anew, by its number", () => {
  const step = { fit: () => undefined, transform: (input: unknown) => input };
  expect(() => new Pipeline([step, new Perceptron()]).unfitted()).toThrow(
    expect.objectContaining({ code: "WRONG_KIND", message: expect.stringContaining("step 0") }),
  );
});
