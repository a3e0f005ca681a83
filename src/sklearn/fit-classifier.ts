// One problem for two classes, one for each class against the rest for more, as scikit-learn seeds them.

import { counted } from "../base/counts.js";
import { zerosFor } from "../base/dtype.js";
import { plainLength } from "../base/plain-array.js";
import { upTo } from "../base/random.js";
import * as fail from "../base/texts.js";
import { finish } from "../base/work.js";
import { sharedArena } from "../core/current.js";
import { classNumbersWork, distinctWork, type Label, type Targets, targetsWork } from "../data/labels.js";
import { readSamples } from "../data/matrix.js";
import { HELD_OUT, membersOf, parted, type Strata } from "../data/strata.js";
import type { MatrixInput, MatrixView } from "../data/view.js";
import { readWeights } from "../data/weights.js";
import type { PredictionWeights } from "../learn/model.js";
import { balancedClassWeight, encode, encodeClassWeight, judgeOf, labelOutputs } from "../learn/outputs.js";
import { marginsWork } from "../learn/predict/affine.js";
import type { EpochReport } from "../learn/types.js";
import { predictsWithMean, sklearnPrediction, withMisplacedBias } from "./averaging.js";
import { fitBinary } from "./fit-binary.js";
import type { FittedState, OutputWeights } from "./fitted-state.js";
import type { SklearnSettings } from "./options.js";
import { RandomState } from "./random.js";
import { readTrainingSamples } from "./training-samples.js";
import { validationMask } from "./validation-mask.js";

/** What a call of `fit` or `partialFit` is to do. */
interface SklearnFitJob {
  readonly X: MatrixInput;
  readonly y: Targets;
  readonly sampleWeight: ArrayLike<number> | null | undefined;
  /** All classes, where y may lack some. */
  readonly classes: readonly Label[] | undefined;
  /** What to go on from; undefined to begin at zero weights. */
  readonly before: FittedState | undefined;
  readonly maxIter: number;
  /** The row counter t_ at the start: 1 for a fit. */
  readonly t: number;
}

/**
 * Validates and fits every binary problem of a job.
 *
 * @throws {KindError | ShapeError | ValueError} what cannot be fitted; nothing has changed then
 */
export function fitClassifier(job: SklearnFitJob, settings: SklearnSettings): FittedState {
  const { before } = job;
  const X = readSamples(job.X, before?.features);
  const targets = finish(targetsWork(job.y, X.rows));
  if (targets.kind === "matrix") throw fail.targetKind("labels");
  const classes = before?.classes ?? job.classes ?? finish(distinctWork(targets.labels));
  if (classes.length === 1) throw fail.oneClass(classes[0]);
  const outputs = labelOutputs(classes);
  refuseTooLarge(plainLength("y", X.rows), X.cols, outputs.count);
  const signs = finish(encode(targets, outputs, "sgn"));
  const sampleWeight = finish(readWeights(job.sampleWeight, X.rows));
  const classWeight =
    settings.classWeight === "balanced"
      ? finish(balancedClassWeight(signs, outputs))
      : encodeClassWeight(settings.classWeight, outputs);
  const validation = settings.earlyStopping
    ? readValidationMask(classes, targets.labels, sampleWeight, settings)
    : undefined;
  const samples = readTrainingSamples(X);
  const { count } = outputs;
  const masterRandom = new RandomState(settings.randomState);
  const runs = Array.from({ length: count }, (_, j) => {
    const random = count === 1 ? masterRandom : new RandomState(masterRandom.randint(0, 2 ** 31 - 1));
    random.randint(1, 2 ** 31 - 1); // drawn, and not used
    const problem = {
      samples,
      sampleWeight,
      validation,
      y: columnOf(signs, j, count),
      classWeight: { positive: classWeight[2 * j + 1] as number, negative: classWeight[2 * j] as number },
      seed: random.randint(0, 2 ** 31 - 1),
    };
    const start = before?.outputs[j] ?? zeroWeights(X.cols);
    const output = { ...start, w: start.w.slice(), averageW: start.averageW.slice() };
    const mistakes = fitBinary(problem, { ...settings, maxIter: job.maxIter }, output, job.t);
    if (mistakes === undefined) throw fail.overflow("a weight", "f64");
    return { start, output, mistakes };
  });
  const nIter = runs.reduce((most, { mistakes }) => Math.max(most, mistakes.length), 0);
  const t = counted(job.t, nIter * X.rows);
  const [meanBefore, mean] = [job.t, t].map((at) => predictsWithMean(settings.average, at)) as [
    boolean,
    boolean,
  ];
  const trainedRows = X.rows - (validation?.reduce((sum, bit) => sum + bit, 0) ?? 0);
  const trained = runs.map(({ start, output }) =>
    settings.fixes ? output : withMisplacedBias(output, start, count === 1, meanBefore, mean),
  );
  const isClean = runs.every(({ mistakes }) => mistakes.at(-1) === 0);
  const { isRight } = judgeOf(signs, outputs, "sgn");
  return {
    classes,
    features: X.cols,
    nIter,
    outputs: trained,
    t,
    history: epochReports(
      runs.map(({ mistakes }) => mistakes),
      nIter,
      trainedRows,
    ),
    converged: isClean && areRight(X, sklearnPrediction(trained, mean), isRight, validation),
  };
}

/** Whether weights have every row right that was not held out. */
function areRight(
  X: MatrixView,
  prediction: PredictionWeights,
  isRight: ReturnType<typeof judgeOf>["isRight"],
  validation: Uint8Array | undefined,
): boolean {
  try {
    const { data, rows, cols } = finish(marginsWork(sharedArena(), X, prediction));
    for (let i = 0; i < rows; i++) if (validation?.[i] !== 1 && !isRight(data, i * cols, i)) return false;
    return true;
  } catch {
    return false; // a margin overflows: what scikit-learn takes for right, predict refuses
  }
}

/** Column j of targets [n×count]. */
function columnOf(targets: Int8Array, j: number, count: number): Int8Array {
  const column = new Int8Array(targets.length / count);
  for (let i = 0; i < column.length; i++) column[i] = targets[i * count + j] as number;
  return column;
}

const zeroWeights = (d: number): OutputWeights => ({
  w: zerosFor("f64", d) as Float64Array,
  b: 0,
  averageW: zerosFor("f64", d) as Float64Array,
  averageB: 0,
});

/** Before anything is allocated: each output has weights and their mean, before and after, and targets. @throws {ValueError} TOO_LARGE */
function refuseTooLarge(n: number, d: number, count: number): void {
  const bytes = count * (4 * 8 * d + n);
  if (bytes > 2 ** 32) throw fail.tooLarge(bytes);
}

/** Epochs of all problems together: a problem that has stopped makes no more mistakes and decides no more. */
function epochReports(runs: readonly (readonly number[])[], nIter: number, rows: number): EpochReport[] {
  return Array.from({ length: nIter }, (_, i) => {
    const running = runs.filter((run) => i < run.length);
    const mistakes = running.reduce((sum, run) => sum + (run[i] as number), 0);
    return { epoch: i + 1, mistakes, accuracy: 1 - mistakes / (running.length * rows), seconds: 0 };
  });
}

/** The rows to hold out, 1 for each [n] u8. @throws {ValueError} CLASS_TOO_SMALL, PART_TOO_SMALL, WEIGHT */
function readValidationMask(
  classes: readonly Label[],
  labels: ArrayLike<Label>,
  sampleWeight: Float64Array | undefined,
  { validationFraction, randomState }: SklearnSettings,
): Uint8Array {
  const numbers = finish(classNumbersWork(labels, classes));
  const strata: Strata = { classes, numbers, members: finish(membersOf(numbers, classes.length)) };
  const testCount = Math.ceil(validationFraction * numbers.length);
  if (testCount === numbers.length) throw fail.nothingLeft(testCount);
  finish(parted(upTo(numbers.length), testCount, strata, HELD_OUT)); // refuses classes too small
  const mask = validationMask(numbers, classes.length, validationFraction, randomState);
  if (sampleWeight !== undefined && !mask.some((bit, row) => bit === 1 && sampleWeight[row] !== 0)) {
    throw fail.noWeight("sampleWeight, of the validation rows,");
  }
  return mask;
}
