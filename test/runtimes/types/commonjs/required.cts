// CommonJS, with the `require` of TypeScript.
import rosenblatt = require("rosenblatt");
import features = require("rosenblatt/features");
import hebb = require("rosenblatt/hebb");
import logic = require("rosenblatt/logic");
import metrics = require("rosenblatt/metrics");
import network_ = require("rosenblatt/network");
import pipeline = require("rosenblatt/pipeline");
import separability = require("rosenblatt/separability");
import sklearn = require("rosenblatt/sklearn");
import svmlight = require("rosenblatt/svmlight");
import npy = require("rosenblatt/npy");
import table = require("rosenblatt/table");
import threads = require("rosenblatt/threads");
import worker = require("rosenblatt/worker");

export const labels: rosenblatt.Label[] = ["no", "yes"];
export const model = new rosenblatt.Perceptron().fit([[0], [1]], labels);
export const network = network_.fromLogic(logic.compile("A xor B"));
export const isKindError = (error: unknown): error is rosenblatt.KindError =>
  error instanceof rosenblatt.KindError;

export const share: number = metrics.accuracy(labels, model.predict([[0], [1]]));
export const others = [
  new features.FeatureHasher(),
  new hebb.HebbianAssociator(),
  new sklearn.Perceptron(),
  separability.separability([[0], [1]], labels),
  svmlight.readSvmlight("1 1:2"),
  new pipeline.Pipeline([model]),
  new npy.NumpyArray(Uint8Array.of(1), [1]).labels(),
  new table.Table({ x: [1] }).column("x"),
  threads.useThreads,
  new worker.Perceptron(),
];
