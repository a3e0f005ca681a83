// One problem for two classes, one for each class against the rest for more, as scikit-learn seeds them.

import { upTo } from "../base/random.js";
import * as fail from "../base/texts.js";
import { finish } from "../base/work.js";
import { classNumbersWork, distinctWork, type Label, type Targets, targetsWork } from "../data/labels.js";
import { readSamples } from "../data/matrix.js";
import { HELD_OUT, membersOf, parted, type Strata } from "../data/strata.js";
import type { MatrixInput } from "../data/view.js";
import { readWeights } from "../data/weights.js";
import { balancedClassWeight, encode, encodeClassWeight, labelOutputs } from "../learn/outputs.js";
import type { EpochReport } from "../learn/types.js";
import type { Learned } from "./learned.js";
import { misplaced, showsMean } from "./mean.js";
import type { SklearnSettings } from "./options.js";
import type { Rule, State } from "./problem.js";
import { RandomState } from "./random.js";
import { readRows } from "./rows.js";
import { sgd } from "./sgd.js";
import { validationMask } from "./split.js";

export interface Request {
  readonly who: string;
  readonly X: MatrixInput;
  readonly y: Targets;
  readonly sampleWeight: ArrayLike<number> | null | undefined;
  /** The classes, if not those of y. */
  readonly classes: readonly Label[] | undefined;
  readonly before: Learned | undefined;
  readonly maxIter: number;
  /** Where the row counter begins. */
  readonly t: number;
}

/** @throws {KindError | ShapeError | ValueError} what cannot be learned from; nothing has changed then */
export function learn(request: Request, settings: SklearnSettings): Learned {
  const { who, before } = request;
  const X = readSamples(who, request.X, before?.features);
  const answers = finish(targetsWork(who, request.y, X.rows));
  if (answers.kind === "matrix") throw fail.targetKind(who, "labels");
  const classes = before?.classes ?? request.classes ?? finish(distinctWork(answers.labels));
  if (classes.length === 1) throw fail.oneClass(who, classes[0]);
  const outputs = labelOutputs(classes);
  const targets = finish(encode(who, answers, outputs, "sgn"));
  const sampleWeight = finish(readWeights(who, request.sampleWeight, X.rows));
  const classWeight =
    settings.classWeight === "balanced"
      ? finish(balancedClassWeight(targets, outputs))
      : encodeClassWeight(who, settings.classWeight, outputs);
  const validation = settings.earlyStopping
    ? heldOut(who, classes, answers.labels, sampleWeight, settings)
    : undefined;
  const rows = readRows(who, X);
  const { count } = outputs;
  const master = new RandomState(settings.randomState);
  const runs = Array.from({ length: count }, (_, j) => {
    const random = count === 1 ? master : new RandomState(master.randint(0, 2 ** 31 - 1));
    random.randint(1, 2 ** 31 - 1); // drawn, and not used
    const problem = {
      ...{ rows, sampleWeight, validation },
      y: columnOf(targets, j, count),
      classWeight: { positive: classWeight[2 * j + 1] as number, negative: classWeight[2 * j] as number },
      seed: random.randint(0, 2 ** 31 - 1),
    };
    const start = before?.states[j] ?? untrained(X.cols);
    const state = { ...start, w: start.w.slice(), averageW: start.averageW.slice() };
    const mistakes = sgd(problem, ruleOf(settings, request.maxIter), state, request.t);
    if (mistakes === undefined) throw fail.overflow(who, "a weight", "f64");
    return { start, state, mistakes };
  });
  const nIter = Math.max(...runs.map(({ mistakes }) => mistakes.length));
  const t = request.t + nIter * X.rows;
  const [meanBefore, mean] = [request.t, t].map((at) => showsMean(settings.average, at)) as [
    boolean,
    boolean,
  ];
  const trained = X.rows - (validation?.reduce((sum, bit) => sum + bit, 0) ?? 0);
  return {
    ...{ classes, features: X.cols, nIter },
    states: runs.map(({ start, state }) =>
      settings.fixes ? state : misplaced(state, start, count === 1, meanBefore, mean),
    ),
    t,
    history: reports(
      runs.map(({ mistakes }) => mistakes),
      trained,
    ),
    converged: runs.every(({ mistakes }) => mistakes.at(-1) === 0),
  };
}

/** Column j of targets [n×count]. */
function columnOf(targets: Int8Array, j: number, count: number): Int8Array {
  const column = new Int8Array(targets.length / count);
  for (let i = 0; i < column.length; i++) column[i] = targets[i * count + j] as number;
  return column;
}

const ruleOf = (settings: SklearnSettings, maxIter: number): Rule => ({ ...settings, maxIter });

const untrained = (d: number): State => ({
  ...{ w: new Float64Array(d), b: 0 },
  ...{ averageW: new Float64Array(d), averageB: 0 },
});

/** Epochs of all problems together: a problem that has stopped makes no more mistakes and decides no more. */
function reports(runs: readonly (readonly number[])[], rows: number): EpochReport[] {
  return Array.from({ length: Math.max(...runs.map((run) => run.length)) }, (_, i) => {
    const running = runs.filter((run) => i < run.length);
    const mistakes = running.reduce((sum, run) => sum + (run[i] as number), 0);
    return { epoch: i + 1, mistakes, accuracy: 1 - mistakes / (running.length * rows), seconds: 0 };
  });
}

/** @throws {ValueError} CLASS_TOO_SMALL, PART_TOO_SMALL, WEIGHT */
function heldOut(
  who: string,
  classes: readonly Label[],
  labels: ArrayLike<Label>,
  sampleWeight: Float64Array | undefined,
  { validationFraction, randomState }: SklearnSettings,
): Uint8Array {
  const numbers = finish(classNumbersWork(who, labels, classes));
  const strata: Strata = { classes, numbers, members: finish(membersOf(numbers, classes.length)) };
  const testCount = Math.ceil(validationFraction * numbers.length);
  if (testCount === numbers.length) throw fail.nothingLeft(who, testCount);
  finish(parted(who, upTo(numbers.length), testCount, strata, HELD_OUT)); // refuses classes too small
  const mask = validationMask(numbers, classes.length, validationFraction, randomState);
  if (sampleWeight !== undefined && !mask.some((bit, row) => bit === 1 && sampleWeight[row] !== 0)) {
    throw fail.noWeight(who, "sampleWeight, of the validation rows,");
  }
  return mask;
}
