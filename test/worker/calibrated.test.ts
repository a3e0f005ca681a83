// Calibrated models in the worker: the bits of rosenblatt/calibration. One that was calibrated on the rows that it had
// learned, or answered by the Perceptron within, would fail here.
import { afterEach, expect, it } from "vitest";
import { rowsOf } from "../support/matrices.js";
import { close, distUrl, Perceptron, root, trainingSet } from "./built-package.js";

const { calibrateInWorker, WorkerCalibratedModel }: typeof import("../../src/worker/index.js") = await import(
  distUrl("worker/index.js")
);
const { CalibratedModel, calibrate }: typeof import("../../src/calibration/index.js") = await import(
  distUrl("calibration/index.js")
);

afterEach(close);
const { X, y } = trainingSet();
const options = { average: true, maxIter: 4 };

it("answers with the bits of the root's, fitted in the worker or before", async () => {
  const local = calibrate(new root.Perceptron(options) as never, X as never, y, { folds: 4 });
  const model = new Perceptron(options);
  const remote = await calibrateInWorker(model, X, y, { folds: 4 });
  const again = await calibrateInWorker(model, X, y, {}); // fitted by now
  expect(model.history).toHaveLength(model.nIter);
  expect(again.toJSON().calibration).toEqual(
    calibrate(local.model as never, X as never, y).toJSON().calibration,
  );
  for (const each of [
    remote,
    WorkerCalibratedModel.fromJSON(JSON.parse(JSON.stringify(remote))),
    WorkerCalibratedModel.fromBytes(remote.toBytes()),
  ]) {
    expect(each.classes).toEqual(local.classes);
    expect(await each.decisionFunction(X)).toEqual(local.decisionFunction(X as never));
    expect(await each.predictProba(X)).toEqual(local.predictProba(X as never));
    expect(await each.predict(X)).toEqual(local.predict(X as never));
    const abstain = { abstainBelow: 0.6, unknown: "?" };
    expect(await each.predict(X, abstain)).toEqual(local.predict(X as never, abstain));
    expect(await each.predictSet(X, { coverage: 0.8 })).toEqual(
      local.predictSet(X as never, { coverage: 0.8 }),
    );
    const [row] = rowsOf(X) as [number[]];
    expect(await each.predictOne(row, abstain)).toBe(local.predictOne(row as never, abstain));
    expect(await each.topK(row, 2)).toEqual(local.topK(row as never, 2));
  }
  const { calibration } = CalibratedModel.fromBytes(remote.toBytes()).toJSON();
  expect(calibration).toEqual(local.toJSON().calibration);
});

it("refuses what the root's refuses, by its own name, and leaves the model as it was", async () => {
  const model = new Perceptron(options);
  const refusal = (code: string, method: string) => expect.objectContaining({ code, method });
  await expect(calibrateInWorker(model, X, y, { folds: 1 })).rejects.toEqual(
    refusal("OPTION_VALUE", "calibrateInWorker"),
  );
  await expect(calibrateInWorker({} as never, X, y)).rejects.toEqual(
    refusal("WRONG_KIND", "calibrateInWorker"),
  );
  expect(() => model.classes).toThrow(refusal("NOT_FITTED", "Perceptron.classes"));
  const calibrated = await calibrateInWorker(model, X, y);
  await expect(calibrated.predict(X, { abstainBelow: 2 })).rejects.toEqual(
    refusal("OPTION_VALUE", "WorkerCalibratedModel.predict"),
  );
  const stopped = AbortSignal.abort();
  await expect(calibrated.predictProba(X, { signal: stopped })).rejects.toBe(stopped.reason);
});
