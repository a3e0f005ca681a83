// A call of each function and method of calibration and classes that must fail, for test/refusals/methods.test.ts.
import * as calibration from "../../src/calibration/index.js";
import * as classes from "../../src/classes/index.js";
import { Perceptron } from "../../src/index.js";
import { fixed } from "./blurred.js";

const X = [
  [0, 0],
  [1, 1],
];
const y = [0, 1];
const bad = { nonsense: 1 } as never;
const { toJSON: _, ...unwritten } = fixed([0, 1]);
const calibrated = () => calibration.calibrate(new Perceptron().fit(X, y), X, y);

export const calibrationCalls = {
  calibrate: () => calibration.calibrate(new Perceptron(), X, y, bad),
  isotonicRegression: () => calibration.isotonicRegression(bad, y),
  reliability: () => calibration.reliability(bad, X, y),
  "CalibratedModel.fromJSON": () => calibration.CalibratedModel.fromJSON(bad),
  "CalibratedModel.decisionFunction": () => calibrated().decisionFunction(bad),
  "CalibratedModel.predictProba": () => calibrated().predictProba(bad),
  "CalibratedModel.predict": () => calibrated().predict(X, bad),
  "CalibratedModel.predictOne": () => calibrated().predictOne([0, 0], bad),
  "CalibratedModel.predictSet": () => calibrated().predictSet(X, bad),
  "CalibratedModel.score": () => calibrated().score(X, bad),
  "CalibratedModel.fromBytes": () => calibration.CalibratedModel.fromBytes(bad),
  "CalibratedModel.topK": () => calibrated().topK([0, 0], 0),
  "CalibratedModel.toBytes": () => calibrated().toBytes(bad),
  "CalibratedModel.toJSON": () => calibration.calibrate(unwritten, [[0], [1]], y).toJSON(),
};

export const classesCalls = {
  dropClass: () => classes.dropClass(bad, 0),
  renameClass: () => classes.renameClass(bad, 0, 1),
};
