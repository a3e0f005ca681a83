// All that is checked when a model is read.

import { allFinite, type DType, type Reals } from "../../base/dtype.js";
import * as fail from "../../base/texts.js";
import { type Label, readClasses } from "../../data/labels.js";
import { isArray } from "../../data/view.js";
import { areEqual, type ModelState, predictionWeights, untrained, type Weights } from "../model.js";
import { encodeClassWeight, labelOutputs, matrixOutputs, type Outputs } from "../outputs.js";
import { type PerceptronSettings, perceptronSettings } from "../settings.js";
import type { Fitted, StreamRecord } from "../train/fit.js";
import { RECENT_ROWS } from "../train/stream.js";
import type { EpochReport } from "../types.js";
import { ensure } from "./ensure.js";
import { amount, record, whole } from "./record.js";
import { fromVersion1 } from "./version-1.js";
import type { Model } from "./write-model.js";

/** How a kind of file reads what it has written. */
export interface TensorReader {
  /** How many numbers there are, or rows and columns; no more than the file has room for. */
  shape(value: unknown): readonly unknown[];
  /** @throws {ValueError} MODEL_FILE unless there are rows × cols finite numbers of the type */
  read(name: string, value: unknown, dtype: DType, rows: number, cols?: number): Reals;
}

type Plain = Record<string, unknown>;

/**
 * What `writeModel` wrote, now or in an earlier version.
 *
 * @throws {ValueError} MODEL_FILE; and what the options and classes refuse
 */
export function readVersion(file: Plain, version: unknown, reader: TensorReader): Model {
  if (version === 2) return readModel(file, reader, false);
  ensure(version === 1, `version is ${fail.describe(version)}`);
  return readModel(fromVersion1(record("the model", file, ["options", "fitted"])), reader, true);
}

/**
 * What `writeModel` wrote.
 *
 * @param isVersion1  whether the weights are the last ones of training, whichever answer; then `training` has the best
 *                    epoch's where it has the last ones otherwise
 */
function readModel(file: Plain, reader: TensorReader, isVersion1: boolean): Model {
  const run = file.prediction === null ? [] : ["nIter", "converged", "stopReason"];
  const saved = record("the model", file, ["classes", "prediction", "options", ...run], ["training"]);
  const settings = perceptronSettings(saved.options);
  if (saved.prediction === null) return { settings };
  const prediction = record(
    "prediction",
    saved.prediction,
    ["dtype", "outputs", "weights", "bias"],
    ["scale"],
  );
  const { dtype } = prediction;
  ensure(dtype === "f32" || dtype === "f64", `dtype is ${fail.describe(dtype)}`);
  ensure(
    settings.dtype === undefined || settings.dtype === dtype,
    `the option dtype is ${settings.dtype}, and the weights are ${dtype}`,
  );
  const [rows, cols] = reader.shape(prediction.weights);
  const k = whole("the number of rows of weights", rows, 1);
  const d = whole("the number of features", cols, 1);
  const training = saved.training === undefined ? undefined : readTrainingKeys(saved.training, settings);
  const outputs = readOutputs(prediction.outputs, saved.classes, training?.grows, k);
  const { classWeight } = settings;
  if (classWeight !== "balanced") encodeClassWeight(classWeight, outputs); // refuses unknown classes
  const tensors = new Tensors(reader, dtype, k, d);
  const saidToAnswer = tensors.weights(prediction, "prediction.");
  const unscaled: ModelState = training
    ? readState(training, saidToAnswer, tensors, settings, outputs, isVersion1)
    : { ...untrained(dtype, 0, 0), ...saidToAnswer };
  // There is no scale yet where no row has weighed anything.
  const isScaled =
    unscaled.epoch > 0 || "scale" in prediction || saidToAnswer.W.some((weight) => weight !== 0);
  const scale = settings.standardize && isScaled ? readScale(prediction.scale, tensors) : undefined;
  ensure(settings.standardize || !("scale" in prediction), "scale is there, and the options say otherwise");
  const state = { ...unscaled, scale };
  const answering = predictionWeights(state);
  const areFinite = allFinite(answering.W) && allFinite(answering.b);
  ensure(areFinite, "the weights that answer are not finite");
  ensure(isVersion1 || areEqual(answering, saidToAnswer), "prediction is not what training says");
  const rest = training
    ? { stream: training.stream === undefined ? undefined : readStream(training.stream) }
    : { isFinal: true as const };
  const fitted = { outputs, state, prediction: answering, ...readRun(saved, training?.history), ...rest };
  return { settings, fitted };
}

/** Reads tensors of a model of d features and k outputs. @throws {ValueError} MODEL_FILE if a number is not finite */
class Tensors {
  constructor(
    readonly reader: TensorReader,
    readonly dtype: DType,
    readonly k: number,
    readonly d: number,
  ) {}

  weights({ weights, bias }: Plain, place: string): Weights {
    return {
      W: this.#read(`${place}weights`, weights, this.dtype, this.k, this.d),
      b: this.#read(`${place}bias`, bias, this.dtype, this.k),
    };
  }

  f64(name: string, value: unknown, rows: number, cols?: number): Float64Array {
    return this.#read(name, value, "f64", rows, cols) as Float64Array;
  }

  #read(name: string, value: unknown, type: DType, rows: number, cols?: number): Reals {
    const values = this.reader.read(name, value, type, rows, cols);
    ensure(allFinite(values), `${name} has a number that is not finite`);
    return values;
  }
}

/** What `training` has, by the options, each part with its own keys and no others. */
function readTrainingKeys(value: unknown, { average, keep, rule }: PerceptronSettings): Plain {
  const required = ["grows", "epoch", "best", "epochsWithoutImprovement", "history"];
  if (average) required.push("average");
  if (keep === "best") required.push("pocket");
  const training = record("training", value, required, [
    "weights",
    "bias",
    "stream",
    ...(rule ? ["variance"] : []),
  ]);
  if (average) {
    const decays = average === true ? [] : ["lastVisits"];
    record("training.average", training.average, ["visits", "weightSums", "biasSums", ...decays]);
  }
  if (keep === "best") record("training.pocket", training.pocket, ["runs", "streaks"], ["weights", "bias"]);
  return training;
}

/** The training weights and what comes with them, in the order in which the tensors lie. */
function readState(
  training: Plain,
  answering: Weights,
  tensors: Tensors,
  { average, earlyStopping, multiclass }: PerceptronSettings,
  outputs: Outputs,
  isVersion1: boolean,
): ModelState {
  const { dtype, k, d } = tensors;
  const mean = training.average as Plain | undefined;
  const readAverage = (of: Plain) => ({
    visits: whole("training.average.visits", of.visits),
    coefSums: tensors.f64("training.average.weightSums", of.weightSums, k, d),
    interceptSums: tensors.f64("training.average.biasSums", of.biasSums, k),
    decaying:
      typeof average === "object"
        ? { ...average, lastVisits: tensors.f64("training.average.lastVisits", of.lastVisits, k) }
        : undefined,
  });
  const units = multiclass === "joint" && outputs.kind === "multiclass" ? 1 : k;
  const readPocket = (of: Plain) => ({
    ...(Object.hasOwn(of, "weights") ? tensors.weights(of, "training.pocket.") : answering),
    runs: tensors.f64("training.pocket.runs", of.runs, units),
    streaks: tensors.f64("training.pocket.streaks", of.streaks, units),
  });
  const averaged = mean && readAverage(mean);
  const { visits = 0, decaying } = averaged ?? {};
  for (const last of decaying?.lastVisits ?? []) {
    ensure(whole("a last visit", last) <= visits, "a last visit is to come");
  }
  const pocket = training.pocket === undefined ? undefined : readPocket(training.pocket as Plain);
  for (const run of pocket ? [...pocket.runs, ...pocket.streaks] : []) whole("a run of the pocket", run);
  const others = "weights" in training ? tensors.weights(training, "training.") : undefined;
  const variance =
    "variance" in training
      ? tensors.weights(
          record("training.variance", training.variance, ["weights", "bias"]),
          "training.variance.",
        )
      : undefined;
  const isNegative = (number: number): boolean => number < 0;
  ensure(
    !(variance?.W.some(isNegative) || variance?.b.some(isNegative)),
    "training.variance has a number < 0",
  );
  // Where a mean is kept and the training weights answer, they answer in its place.
  const answersInPlace = earlyStopping || (averaged !== undefined && others === undefined);
  const last = isVersion1 ? answering : (others ?? answering);
  return {
    dtype,
    ...last,
    average: averaged,
    pocket,
    variance,
    bestWeights: isVersion1 ? others : answersInPlace ? answering : undefined,
    epoch: whole("epoch", training.epoch),
    best: training.best === null ? Infinity : amount("best", training.best, 1),
    epochsWithoutImprovement: whole("epochsWithoutImprovement", training.epochsWithoutImprovement),
  };
}

function readScale(value: unknown, tensors: Tensors) {
  const saved = record("scale", value, ["mean", "deviation"]);
  const mean = tensors.f64("scale.mean", saved.mean, tensors.d);
  const deviation = tensors.f64("scale.deviation", saved.deviation, tensors.d);
  ensure(!deviation.some((number) => number <= 0), "scale.deviation has a number ≤ 0");
  return { mean, deviation };
}

const STOP_REASONS = ["converged", "noImprovement", "maxIter", "stopped"] as const;

/** What a file says of the last call. */
function readRun(
  file: Plain,
  savedHistory: unknown,
): Pick<Fitted, "history" | "nIter" | "converged" | "stopReason"> {
  const history = savedHistory === undefined ? [] : readHistory(savedHistory);
  const nIter = whole("nIter", file.nIter);
  const { converged } = file;
  const stopReason = STOP_REASONS.find((reason) => reason === file.stopReason);
  ensure(stopReason !== undefined, `stopReason is ${fail.describe(file.stopReason)}`);
  ensure(
    converged === (stopReason === "converged"),
    `converged is ${fail.describe(converged)}, and stopReason is ${stopReason}`,
  );
  ensure(
    nIter >= history.length,
    `nIter is ${nIter}, and history has ${fail.plural(history.length, "epoch")}`,
  );
  return { history, nIter, converged, stopReason };
}

/** What a stream has counted of the rows so far. */
function readStream(value: unknown): StreamRecord {
  const { rows, right, recent } = record("training.stream", value, ["rows", "right", "recent"]);
  ensure(
    typeof recent === "string" && recent.length <= RECENT_ROWS && /^[01]*$/.test(recent),
    `training.stream.recent is ${fail.describe(recent)}`,
  );
  const counts = { rows: whole("training.stream.rows", rows), right: whole("training.stream.right", right) };
  ensure(counts.right <= counts.rows, "training.stream counts more rows than there were");
  return { ...counts, recent: Array.from(recent, Number) };
}

/** @param savedGrows  undefined in a file without what further training needs */
function readOutputs(kind: unknown, classes: unknown, savedGrows: unknown, k: number): Outputs {
  const grows = savedGrows === true;
  const named = readClasses(classes, grows);
  const outputs =
    kind === "multioutput"
      ? matrixOutputs(k)
      : labelOutputs(named, grows || (savedGrows === undefined && kind === "multiclass"));
  const labels = fail.plural(named.length, "label");
  ensure(
    outputs.kind === kind && (savedGrows === undefined || outputs.grows === savedGrows),
    `outputs is ${fail.describe(kind)} and grows ${fail.describe(savedGrows)} with ${labels}`,
  );
  ensure(outputs.count === k, `${fail.plural(k, "row")} of weights for ${labels}`);
  ensure(
    (classes as Label[]).every((label, i) => label === outputs.classes[i]),
    kind === "multioutput" ? "the classes of a matrix are 0 and 1" : "the classes are not sorted",
  );
  return outputs;
}

/** What each figure of a report may be at most; those that are not shares are whole, but for the seconds. */
const MOST: Readonly<Record<Exclude<keyof EpochReport, "skipped">, number>> = {
  epoch: Infinity,
  mistakes: Infinity,
  accuracy: 1,
  seconds: Infinity,
  validationScore: 1,
  rows: Infinity,
  progressive: 1,
  recent: 1,
};
const FIGURES = Object.keys(MOST);

function readHistory(value: unknown): EpochReport[] {
  ensure(isArray(value), `history is ${fail.describe(value)}`);
  return Array.from(value, (entry: unknown, i) => {
    const report = record(`history[${i}]`, entry, FIGURES.slice(0, 4), [...FIGURES, "skipped"]);
    for (const [key, figure] of Object.entries(report)) {
      if (key === "skipped") {
        ensure(figure === true, `history[${i}].skipped is ${fail.describe(figure)}`);
        continue;
      }
      const most = MOST[key as keyof typeof MOST];
      const read = most === 1 || key === "seconds" ? amount : whole;
      read(key, figure, most === 1 ? 1 : undefined);
    }
    return { ...report } as unknown as EpochReport;
  });
}
