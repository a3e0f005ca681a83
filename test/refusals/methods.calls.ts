// A call that must fail of each public function and method, and those that cannot fail, for methods.test.ts.

import * as arrow from "../../src/arrow/index.js";
import * as calibration from "../../src/calibration/index.js";
import * as classes from "../../src/classes/index.js";
import * as exported from "../../src/export/index.js";
import * as hebb from "../../src/hebb/index.js";
import * as imported from "../../src/import/index.js";
import * as root from "../../src/index.js";
import * as logic from "../../src/logic/index.js";
import * as metrics from "../../src/metrics/index.js";
import * as network from "../../src/network/index.js";
import * as npy from "../../src/npy/index.js";
import * as parquet from "../../src/parquet/index.js";
import * as predict from "../../src/predict/index.js";
import * as rules from "../../src/rules/index.js";
import * as separability from "../../src/separability/index.js";
import * as sklearn from "../../src/sklearn/index.js";
import * as svmlight from "../../src/svmlight/index.js";
import * as tables from "../../src/table/index.js";
import * as threads from "../../src/threads/index.js";
import * as worker from "../../src/worker/index.js";
import { calibrationCalls, classesCalls } from "../calibration/refused-calls.js";
import { refusedCalls as npyCalls } from "../npy/refused-calls.js";
import { refusedCalls as tableCalls } from "../table/refused-calls.js";

export const subpaths: Record<string, Record<string, unknown>> = {
  ...{
    root,
    calibration,
    classes,
    hebb,
    logic,
    metrics,
    network,
    predict,
    export: exported,
    import: imported,
    rules,
    separability,
    sklearn,
    svmlight,
    npy,
    arrow,
    parquet,
    table: tables,
    threads,
    worker,
  },
};

export const X = [
  [0, 0],
  [1, 1],
];
export const y = [0, 1];
/** What every call refuses that takes options, and what nothing takes for a matrix or a list. */
export const bad = { nonsense: 1 } as never;
const and = (inputs: number) =>
  logic.compile(Array.from({ length: inputs }, (_, i) => `x${i}`).join(" and "));

export type Calls = Record<string, () => unknown>;

/** The methods that the three classes called Perceptron share, and others like them, on one that is not fitted. */
const unfitted = (name: string, make: () => object, properties: readonly string[]): Calls =>
  Object.fromEntries(
    properties.map((property) => [
      `${name}.${property}`,
      () => {
        const member = Reflect.get(make(), property) as unknown;
        return typeof member === "function" ? member.call(make(), X, y, bad) : member;
      },
    ]),
  );

const estimator = (Class: typeof sklearn.Perceptron | typeof sklearn.PassiveAggressiveClassifier): Calls => ({
  [`new ${Class.name}`]: () => new Class(bad),
  [`${Class.name}.fromSklearn`]: () => Class.fromSklearn(bad),
  ...unfitted(Class.name, () => new Class(), [
    ...["fit", "partialFit", "decisionFunction", "predict", "predictOne", "topK", "score"],
    ...["classes", "coef", "intercept", "t", "toSklearn"],
  ]),
});

const calibratedInWorker = () =>
  worker.WorkerCalibratedModel.fromJSON(
    calibration.calibrate(new root.Perceptron().fit(X, y), X, y).toJSON(),
  );

const workerCalibrationCalls: Calls = {
  "WorkerCalibratedModel.fromJSON": () => worker.WorkerCalibratedModel.fromJSON(bad),
  "WorkerCalibratedModel.fromBytes": () => worker.WorkerCalibratedModel.fromBytes(bad),
  "WorkerCalibratedModel.decisionFunction": () => calibratedInWorker().decisionFunction(X, bad),
  "WorkerCalibratedModel.predictProba": () => calibratedInWorker().predictProba(X, bad),
  "WorkerCalibratedModel.predict": () => calibratedInWorker().predict(X, { signal: 1 as never }),
  "WorkerCalibratedModel.predictSet": () => calibratedInWorker().predictSet(X, { signal: 1 as never }),
  "WorkerCalibratedModel.predictOne": () => calibratedInWorker().predictOne(X[0] as number[], bad),
  "WorkerCalibratedModel.topK": () => calibratedInWorker().topK(X[0] as number[], 0),
  "WorkerCalibratedModel.toJSON": () => calibratedInWorker().toJSON(bad),
  "WorkerCalibratedModel.toBytes": () => calibratedInWorker().toBytes(bad),
};

/** A call that must fail for each name. */
export const refusals: Record<string, Calls> = {
  root: {
    heaviside: () => root.heaviside(bad),
    sgn: () => root.sgn(bad),
    matmul: () => root.matmul(bad, bad),
    dense: () => root.dense(bad, bad),
    "new Perceptron": () => new root.Perceptron(bad),
    "Perceptron.fromJSON": () => root.Perceptron.fromJSON(bad),
    "Perceptron.fromBytes": () => root.Perceptron.fromBytes(bad),
    "Perceptron.toJSON": () => new root.Perceptron().toJSON({ resume: 1 as never }),
    "Perceptron.toBytes": () => new root.Perceptron().fit(X, ["a".repeat(2 ** 24), "b"]).toBytes(),
    ...unfitted("Perceptron", () => new root.Perceptron(), [
      ...[
        "fit",
        "fitAsync",
        "epochs",
        "partialFit",
        "fitStream",
        "decisionFunction",
        "predict",
        "predictOne",
        "topK",
      ],
      ...["contributions", "score", "classes", "coef", "intercept"],
    ]),
    "new TLU": () => new root.TLU(bad),
    ...unfitted("TLU", () => new root.TLU(), [
      ...["fit", "netInput", "output", "predict", "weights", "toJSON"],
    ]),
    "TLU.fromJSON": () => root.TLU.fromJSON(bad),
  },
  hebb: {
    "new HebbianAssociator": () => new hebb.HebbianAssociator(bad),
    "HebbianAssociator.fit": () => new hebb.HebbianAssociator().fit(bad, bad),
    "HebbianAssociator.partialFit": () => new hebb.HebbianAssociator().partialFit(bad, bad),
    ...unfitted("HebbianAssociator", () => new hebb.HebbianAssociator(), ["recall", "weights", "toJSON"]),
    "HebbianAssociator.fromJSON": () => hebb.HebbianAssociator.fromJSON(bad),
  },
  logic: {
    rippleCarryAdder: () => logic.rippleCarryAdder(0),
    compile: () => logic.compile("A and"),
    satisfiable: () => logic.satisfiable(and(25)),
    counterexample: () => logic.counterexample(and(25), and(2)),
    "new Network": () => new logic.Network(bad),
    "Network.fromJSON": () => logic.Network.fromJSON(bad),
    "Network.evaluate": () => and(2).evaluate(bad),
    "Network.truthTable": () => and(25).truthTable(),
    "new TruthTable": () => new logic.TruthTable(bad),
    "TruthTable.toString": () => and(21).truthTable().toString(),
    equivalent: () => logic.equivalent(and(25), and(2)),
    synthesize: () => logic.synthesize(bad),
  },
  calibration: calibrationCalls,
  classes: classesCalls,
  rules: { arow: () => rules.arow(bad), passiveAggressive: () => rules.passiveAggressive(bad) },
  metrics: {
    accuracy: () => metrics.accuracy(bad, y),
    classificationReport: () => metrics.classificationReport(bad, y),
    confusionMatrix: () => metrics.confusionMatrix(y, y, bad),
    crossValidate: () => metrics.crossValidate(() => new root.Perceptron(), X, y, bad),
    folds: () => metrics.folds(y, bad),
    trainTestSplit: () => metrics.trainTestSplit(X, y, bad),
    averagePrecision: () => metrics.averagePrecision(y, X, bad),
    brierScore: () => metrics.brierScore(y, X, bad),
    logLoss: () => metrics.logLoss(y, X, bad),
    rocAuc: () => metrics.rocAuc(y, X, bad),
    topKAccuracy: () => metrics.topKAccuracy(y, X, bad),
  },
  network: {
    fromLogic: () => network.fromLogic(logic.compile("1")),
    parity: () => network.parity(0),
    upstart: () => network.upstart(X, y, bad),
    "new ThresholdNetwork": () => new network.ThresholdNetwork([bad]),
    "ThresholdNetwork.fromJSON": () => network.ThresholdNetwork.fromJSON(bad),
    "ThresholdNetwork.forward": () => network.parity(2).forward(bad),
    "ThresholdNetwork.predict": () => network.parity(2).predict(bad),
  },
  predict: { loadModel: () => predict.loadModel(bad) },
  export: {
    toC: () => exported.toC(bad),
    toJavaScript: () => exported.toJavaScript(bad),
    toLiblinear: () => exported.toLiblinear(bad),
    toOnnx: () => exported.toOnnx(bad),
    toSklearn: () => exported.toSklearn(bad),
    toUrl: () => exported.toUrl(bad),
    toWasm: () => exported.toWasm(bad),
    toWat: () => exported.toWat(bad),
    fromUrl: () => exported.fromUrl(bad),
    toSql: () => exported.toSql(bad, { columns: [] }),
  },
  import: {
    fromLiblinear: () => imported.fromLiblinear("w"),
    fromOnnx: () => imported.fromOnnx(bad),
    fromScikitLearn: () => imported.fromScikitLearn(bad),
  },
  separability: {
    separability: () => separability.separability(X, y, bad),
    separabilityAsync: () => separability.separabilityAsync(X, y, bad),
    verifyCertificate: () => separability.verifyCertificate(X, y, { counts: [] }, bad),
  },
  sklearn: {
    ...estimator(sklearn.Perceptron),
    ...estimator(sklearn.PassiveAggressiveClassifier),
    fromSklearn: () => sklearn.fromSklearn(bad),
  },
  svmlight: {
    readSvmlight: () => svmlight.readSvmlight("1 x"),
    svmlightBatches: () => svmlight.svmlightBatches(["1 1:1\n", "1 x\n"], { rows: 1, cols: 1 }),
    writeSvmlight: () => svmlight.writeSvmlight(X, y, bad),
  },
  npy: npyCalls,
  arrow: { readArrow: () => arrow.readArrow("", bad), arrowBatches: () => arrow.arrowBatches("", bad) },
  parquet: {
    readParquet: () => parquet.readParquet("", bad),
    parquetBatches: () => parquet.parquetBatches("", bad),
  },
  table: tableCalls,
  threads: { useThreads: () => threads.useThreads(bad) },
  worker: {
    calibrateInWorker: () => worker.calibrateInWorker(bad, X, y),
    ...workerCalibrationCalls,
    "new Perceptron": () => new worker.Perceptron(bad),
    "Perceptron.fromJSON": () => worker.Perceptron.fromJSON(bad),
    "Perceptron.fromBytes": () => worker.Perceptron.fromBytes(bad),
    "Perceptron.toJSON": () => new worker.Perceptron().toJSON({ resume: 1 as never }),
    "Perceptron.toBytes": () =>
      worker.Perceptron.fromJSON(new root.Perceptron().fit(X, ["a".repeat(2 ** 24), "b"]).toJSON()).toBytes(),
    "Perceptron.predict": () => new worker.Perceptron().predict(X, bad),
    "Perceptron.decisionFunction": () => new worker.Perceptron().decisionFunction(X, bad),
    ...unfitted("Perceptron", () => new worker.Perceptron(), [
      ...["fit", "partialFit", "fitStream", "epochs", "score", "predictOne", "topK", "contributions"],
      ...["classes", "coef", "intercept"],
    ]),
  },
};

/** What refuses nothing: attributes that are there before a fit, and calls that any argument suits. */
export const refuseNothing: Record<string, readonly string[]> = {
  root: [
    ...["Perceptron.nIter", "Perceptron.converged", "Perceptron.history", "Perceptron.stopReason"],
    ...["Perceptron.toState", "Perceptron.fromState", "Perceptron.commit"], // internal
    ...["TLU.bias", "TLU.history", "TLU.nIter", "TLU.converged", "TLU.stopReason", "runtime"],
    ...["new KindError", "new ValueError", "new ShapeError", "new StateError"],
  ],
  calibration: [
    "new CalibratedModel",
    ...["format", "model", "classes"].map((name) => `CalibratedModel.${name}`),
  ],
  logic: [
    "fullAdder",
    "Network.toMermaid",
    "Network.toDot",
    "Network.toJSON",
    "TruthTable.length",
    "TruthTable.lines",
  ],
  npy: ["new NumpyArray"],
  table: ["TableEncoder.format", "TableEncoder.unfitted"],
  network: ["ThresholdNetwork.inputs", "ThresholdNetwork.layers", "ThresholdNetwork.toJSON"],
  sklearn: ["Perceptron", "PassiveAggressiveClassifier"].flatMap((name) =>
    ["nIter", "converged", "history", "train", "trainPart"].map((property) => `${name}.${property}`),
  ),
  worker: [
    "close",
    "new WorkerCalibratedModel",
    "WorkerCalibratedModel.classes",
    ...["nIter", "converged", "history", "stopReason"].map((name) => `Perceptron.${name}`),
  ],
};
