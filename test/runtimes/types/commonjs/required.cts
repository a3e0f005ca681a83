// CommonJS, with the `require` of TypeScript.
import rosenblatt = require("rosenblatt");
import calibration = require("rosenblatt/calibration");
import classes = require("rosenblatt/classes");
import cluster = require("rosenblatt/cluster");
import exported = require("rosenblatt/export");
import features = require("rosenblatt/features");
import imported = require("rosenblatt/import");
import predict = require("rosenblatt/predict");
import rules = require("rosenblatt/rules");
import hebb = require("rosenblatt/hebb");
import logic = require("rosenblatt/logic");
import metrics = require("rosenblatt/metrics");
import network_ = require("rosenblatt/network");
import pipeline = require("rosenblatt/pipeline");
import separability = require("rosenblatt/separability");
import sklearn = require("rosenblatt/sklearn");
import svmlight = require("rosenblatt/svmlight");
import npy = require("rosenblatt/npy");
import arrow = require("rosenblatt/arrow");
import parquet = require("rosenblatt/parquet");
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
  calibration.isotonicRegression([1, 2], [0, 1]),
  classes.dropClass,
  cluster.threads(1).close(),
  exported.toJavaScript(model),
  imported.fromLiblinear,
  predict.loadModel(model.toJSON()),
  rules.arow({ r: 1 }),
  new features.FeatureHasher(),
  new hebb.HebbianAssociator(),
  new sklearn.Perceptron(),
  separability.separability([[0], [1]], labels),
  svmlight.readSvmlight("1 1:2"),
  new pipeline.Pipeline([model]),
  new npy.NumpyArray(Uint8Array.of(1), [1]).labels(),
  arrow.readArrow(Uint8Array.of(), { columns: ["x"] }).catch(() => new table.Table({})),
  parquet.readParquet("a.parquet").catch(() => new table.Table({})),
  new table.Table({ x: [1] }).column("x"),
  threads.useThreads,
  new worker.Perceptron(),
];
