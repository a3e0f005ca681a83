// One row more for a model, as a stream of single events brings it: in JavaScript, to the bits of the kernels, without
// a copy of the weights into linear memory and back (measured, d = 64: 1 µs, not 20).

import { ONE_ROW_MOST_WEIGHTS } from "../../base/costs.js";
import { counted } from "../../base/counts.js";
import type { Reals } from "../../base/dtype.js";
import { now } from "../../base/work.js";
import { lanesOf } from "../../core/lanes.js";
import { rowLike } from "../../data/dense.js";
import type { Label, Targets } from "../../data/labels.js";
import { isVector, type Matrix, type MatrixInput } from "../../data/view.js";
import { featuresOf } from "../model.js";
import type { PerceptronSettings } from "../settings.js";
import type { PartialFitOptions } from "../types.js";
import { type Fitted, isEmptyBatch, learnNow, skippedBatch } from "./fit.js";
import { partialFitJobs } from "./fit-jobs.js";

/** What `partialFit` makes of a batch; undefined where there is neither a row nor a model yet. */
export function learnPart(
  fitted: Fitted | undefined,
  settings: PerceptronSettings,
  X: MatrixInput,
  y: Targets,
  options: PartialFitOptions,
): Fitted | undefined {
  if (isEmptyBatch({ X, y })) return skippedBatch(fitted);
  const learned = learnRow(fitted, settings, X, y, options);
  if (learned !== undefined) return learned;
  return learnNow(partialFitJobs(options.classes, settings, () => fitted)(X, y, options));
}

/**
 * What `partialFit` makes of one dense row and its label.
 *
 * @param fitted  what was learned before
 * @param X       samples, of which there should be one, as rows or with their shape
 * @param y       labels, of which there should be one
 * @returns undefined where only the general way will do: for other options and shapes, and for whatever it refuses
 */
function learnRow(
  fitted: Fitted | undefined,
  settings: PerceptronSettings,
  X: MatrixInput,
  y: unknown,
  { classes, sampleWeight }: PartialFitOptions,
): Fitted | undefined {
  const began = now();
  if (fitted === undefined || fitted.isFinal || (sampleWeight ?? undefined) !== undefined) return undefined;
  const { state, outputs } = fitted;
  const { W, b, dtype, best, epochsWithoutImprovement } = state;
  if (!isPlain(fitted, settings) || !isOne(y)) return undefined;
  if (classes !== undefined && !areTheSame(classes, outputs.classes)) return undefined;
  const number = outputs.classes.indexOf(y[0] as Label);
  const k = b.length;
  const d = featuresOf(state);
  const x = number < 0 ? undefined : rowLike(W, onlyRow(X, d), d);
  if (x === undefined) return undefined;
  const { dot, axpy, round } = lanesOf(dtype);
  let next: { W: Reals; b: Reals } | undefined;
  let mistakes = 0;
  for (let j = 0; j < k; j++) {
    const z = round(dot(d, x, 0, W, j * d) + (b[j] as number));
    if (z - z !== 0) return undefined;
    const target = Number(number === (outputs.kind === "binary" ? 1 : j)); // a growing model may have one output
    if (target === Number(z >= 0)) continue;
    mistakes++;
    next ??= { W: W.slice(), b: b.slice() };
    const t = round(target === 1 ? settings.eta0 : -settings.eta0);
    axpy(d, t, x, 0, next.W, j * d);
    if (settings.fitIntercept) next.b[j] = (next.b[j] as number) + t;
  }
  const weights = next ?? { W, b };
  if (!areFiniteAndNotMinusZero(weights.W) || !areFiniteAndNotMinusZero(weights.b)) return undefined;
  const epoch = counted(state.epoch, 1);
  const seconds = (now() - began) / 1000;
  return {
    state: { dtype, W: weights.W, b: weights.b, epoch, best, epochsWithoutImprovement },
    history: [{ epoch, mistakes, accuracy: 1 - mistakes / k, seconds }],
    nIter: 1,
    converged: mistakes === 0,
    stopReason: mistakes === 0 ? "converged" : "maxIter",
    stream: fitted.stream,
    outputs,
    prediction: { dtype, W: weights.W, b: weights.b },
  };
}

/** The row of samples [1×d], dense. */
function onlyRow(X: MatrixInput, d: number): unknown {
  if (isOne(X)) return X[0];
  const { data, rows, cols } = Object(X) as Matrix;
  return rows === 1 && cols === d && !("indptr" in X) ? data : undefined;
}

/** Whether nothing but weights and biases changes with a row, and by ±eta0 times the row. */
function isPlain({ state, outputs }: Fitted, settings: PerceptronSettings): boolean {
  const { W, average, pocket, scale, bestWeights } = state;
  const { classWeight, multiclass, earlyStopping, step, rule } = settings;
  return (
    W.length <= ONE_ROW_MOST_WEIGHTS &&
    outputs.kind !== "multioutput" &&
    (average ?? pocket ?? scale ?? bestWeights ?? classWeight ?? rule) === undefined &&
    multiclass === "ovr" &&
    !earlyStopping &&
    step === "heaviside"
  );
}

/** Whether classes are named as they are sorted. */
function areTheSame(named: ArrayLike<Label>, classes: readonly Label[]): boolean {
  if (!isVector(named) || named.length !== classes.length) return false;
  for (let i = 0; i < classes.length; i++) if (named[i] !== classes[i]) return false;
  return true;
}

const isOne = (values: unknown): values is ArrayLike<unknown> => isVector(values) && values.length === 1;

/** A −0, which no training makes but a file may hold, would not stay in linear memory. */
function areFiniteAndNotMinusZero(values: Reals): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0 || (value === 0 && 1 / value < 0)) return false;
  }
  return true;
}
