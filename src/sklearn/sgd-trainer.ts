// How scikit-learn trains on one row: stochastic gradient descent in the order of its own additions, left to
// right, in f64. The readable version, and the one in the kernel beside it.

import { allFinite } from "../base/dtype.js";
import {
  addsPenalty,
  type BinaryProblem,
  type Hyperparameters,
  ignoresCorrectRows,
  rowWeight,
} from "./binary-problem.js";
import type { OutputWeights } from "./fitted-state.js";
import { pairwiseSum } from "./pairwise.js";
import type { SgdMemory } from "./sgd-memory.js";
import type { SampleRow } from "./training-samples.js";
import { WeightNorms } from "./weight-norms.js";

/**
 * Weights that are scaled as a whole without being touched, by scikit-learn's names: the weights are
 * wscale·w.
 */
interface ScaledWeights extends OutputWeights {
  wscale: number;
  /** mean = (averageW + A·w) / B */
  A: number;
  B: number;
}

/**
 * The smallest scale of the weights before it is multiplied into them, as scikit-learn's WeightVector has it.
 */
const MIN_WSCALE = 1e-9;
/** What scikit-learn multiplies the bias update of sparse rows by. */
const SPARSE_INTERCEPT_DECAY = 0.01;
/**
 * Above the hinge's 1 by more than the filter's f32 can blur; some rows are then found that need no update.
 */
const HINGE_THRESHOLD = 1 + 2 ** -16;

/** The training of one output, row by row. */
export class SgdTrainer {
  /** The losses of an epoch, and the penalties where they decide when to stop. */
  objectiveSum = 0;
  /** Rows on the wrong side, or on the plane. */
  mistakes = 0;
  readonly #problem: BinaryProblem;
  readonly #parameters: Hyperparameters;
  readonly #state: ScaledWeights;
  /** Of the l1 penalty: what each weight should have lost, and what it has lost [d]. */
  #l1Total = 0;
  readonly #l1Applied: Float64Array;
  readonly #l1Ratio: number;
  /** What the l2 penalty leaves of the weights at each row. */
  readonly #shrink: number;
  /** Where the penalty is among the losses. */
  readonly #norms: WeightNorms | undefined;

  /** @param memory  that of the kernel, if the rows are in it and the rule leaves work to it */
  constructor(
    problem: BinaryProblem,
    parameters: Hyperparameters,
    output: OutputWeights,
    public t: number,
    memory: SgdMemory | undefined,
  ) {
    this.#problem = problem;
    this.#parameters = parameters;
    this.#state = { ...output, w: memory?.w ?? output.w, wscale: 1, A: 0, B: 1 };
    this.#l1Applied = new Float64Array(output.w.length);
    this.#l1Ratio = parameters.penalty === "l2" ? 0 : parameters.penalty === "l1" ? 1 : parameters.l1Ratio;
    const hasL2 = parameters.penalty === "l2" || parameters.penalty === "elasticnet";
    this.#shrink = hasL2 ? Math.max(0, 1 - (1 - this.#l1Ratio) * parameters.eta0 * parameters.alpha) : 1;
    this.#norms = addsPenalty(problem, parameters) ? new WeightNorms() : undefined;
    this.#norms?.measure(output.w, 1, undefined);
  }

  /** `trainRow` with each of the first `count` rows of the kernel's order, to the same bits. */
  trainInKernel(memory: SgdMemory, count: number): void {
    if (ignoresCorrectRows(this.#parameters)) this.#epochInKernel(memory, count);
    else this.#findInKernel(memory, count);
  }

  /** Every row in the kernel. */
  #epochInKernel(memory: SgdMemory, count: number): void {
    const { mistakes, losses, b } = memory.epoch(count, this.#state.b);
    this.mistakes += mistakes;
    this.objectiveSum += losses;
    this.#state.b = b;
    this.t += count;
  }

  /** The kernel skips the rows that need no update; `trainRow` takes the others. */
  #findInKernel(memory: SgdMemory, count: number): void {
    const { order } = memory;
    const shrink = this.#shrink;
    const threshold = this.#parameters.loss === "perceptron" ? 0 : HINGE_THRESHOLD;
    for (let i = 0; i < count; ) {
      const { b, wscale } = this.#state;
      const to = Math.min(count, i + this.#rowsBeforeReset());
      const found = to > i ? memory.findViolation({ b, scale: wscale, shrink, threshold }, i, to) : i;
      this.#skipRows(found - i);
      if (found < to) this.trainRow(order[found] as number, memory);
      else if (to === i) {
        this.trainRow(order[i] as number);
        memory.prepareWeights();
      }
      i = found < to || to === i ? found + 1 : to;
    }
  }

  /**
   * How many rows there are surely before the scale is reset: the row that does it is trained on by itself.
   */
  #rowsBeforeReset(): number {
    const shrink = this.#shrink;
    if (shrink === 1) return Infinity;
    return Math.max(0, Math.floor(Math.log(MIN_WSCALE / this.#state.wscale) / Math.log(shrink)) - 2 || 0);
  }

  /** Rows that are right: they are counted, in the scale and in the mean too. */
  #skipRows(count: number): void {
    const end = this.t + count;
    if (this.#shrink === 1 && this.#parameters.average === 0) this.t = end;
    for (; this.t < end; this.t++) {
      this.#state.wscale *= this.#shrink;
      if (this.#parameters.average > 0 && this.#parameters.average <= this.t) this.#advanceMean();
    }
  }

  /**
   * One row: the margin, the update, the penalties; where the kernel has found it, with the kernel's Σ w·x.
   */
  trainRow(i: number, memory?: SgdMemory): void {
    const [problem, parameters] = [this.#problem, this.#parameters];
    const state = this.#state;
    const row = problem.samples.row(i);
    const y = problem.y[i] as number;
    const margin =
      (memory === undefined ? this.#decision(row) : state.wscale * memory.violationDot() + state.b) * y;
    if (margin <= 0) this.mistakes++;
    const loss =
      parameters.loss === "perceptron" ? (margin <= 0 ? -margin : 0) : margin <= 1 ? 1 - margin : 0;
    this.objectiveSum += loss;
    if (this.#norms) {
      if (parameters.fixes) this.#norms.measure(state.w, state.wscale, undefined);
      this.objectiveSum += this.#norms.penalty(parameters.alpha, this.#l1Ratio);
    }
    let update = this.#stepSize(row, margin, loss, y);
    if (update === undefined) return; // passive-aggressive, and |x| = 0: not even counted
    update *= rowWeight(problem, i);
    if (parameters.penalty === "l2" || parameters.penalty === "elasticnet") {
      this.#scaleWeights(this.#shrink);
    }
    if (update !== 0) {
      if (memory === undefined) this.#addRow(row, update);
      else memory.addRow(i, update / state.wscale);
      this.#norms?.measure(state.w, state.wscale, row.columns);
      if (parameters.fitIntercept)
        state.b += update * (row.columns === undefined ? 1 : SPARSE_INTERCEPT_DECAY);
    }
    if (parameters.average > 0 && parameters.average <= this.t) this.#addToMean(row, update);
    if (parameters.penalty === "l1" || parameters.penalty === "elasticnet") this.#applyL1(row);
    this.t++;
  }

  /** wscale·Σ w·x + b, from left to right. */
  #decision({ values, columns }: SampleRow): number {
    const { w, b, wscale } = this.#state;
    let sum = 0;
    if (columns === undefined) {
      for (let j = 0; j < values.length; j++) sum += (w[j] as number) * (values[j] as number);
    } else {
      for (let p = 0; p < values.length; p++)
        sum += (w[columns[p] as number] as number) * (values[p] as number);
    }
    return wscale * sum + b;
  }

  /** The factor of x before sample and class weights; undefined where there is none. */
  #stepSize(row: SampleRow, margin: number, loss: number, y: number): number | undefined {
    const { loss: lossName, eta0, C } = this.#parameters;
    if (lossName === "perceptron") return margin <= 0 ? eta0 * y : 0;
    let squaredNorm = 0;
    for (const value of row.values) squaredNorm += value * value;
    if (lossName === "squared_hinge") return y * (loss / (squaredNorm + 0.5 / C));
    return squaredNorm === 0 ? undefined : y * Math.min(C, loss / squaredNorm);
  }

  #addRow({ values, columns }: SampleRow, update: number): void {
    const { w, wscale } = this.#state;
    const factor = update / wscale;
    if (columns === undefined) {
      for (let j = 0; j < values.length; j++) w[j] = (w[j] as number) + (values[j] as number) * factor;
    } else {
      for (let p = 0; p < values.length; p++) {
        const j = columns[p] as number;
        w[j] = (w[j] as number) + (values[p] as number) * factor;
      }
    }
  }

  #scaleWeights(factor: number): void {
    const state = this.#state;
    state.wscale *= factor;
    this.#norms?.scale(factor);
    if (state.wscale < MIN_WSCALE) this.#resetScale();
  }

  /** Multiplies the scale into the weights, and the mean's into the mean. */
  #resetScale(): void {
    const state = this.#state;
    const { w, averageW, A, B, wscale } = state;
    if (this.#parameters.average > 0) {
      for (let j = 0; j < w.length; j++) averageW[j] = ((averageW[j] as number) + A * (w[j] as number)) / B;
      state.A = 0;
      state.B = 1;
    }
    if (wscale === 0)
      w.fill(0); // as its BLAS does: no −0
    else for (let j = 0; j < w.length; j++) w[j] = (w[j] as number) * wscale;
    state.wscale = 1;
  }

  /** Xu's lazy mean (2011), over the rows since `average`. */
  #addToMean({ values, columns }: SampleRow, update: number): void {
    const state = this.#state;
    const factor = -update / state.wscale;
    for (let p = 0; p < values.length; p++) {
      const j = columns?.[p] ?? p;
      state.averageW[j] = (state.averageW[j] as number) + state.A * (values[p] as number) * factor;
    }
    this.#advanceMean();
  }

  #advanceMean(): void {
    const state = this.#state;
    const m = this.t - this.#parameters.average + 1;
    const mu = 1 / m;
    if (m > 1) state.B /= 1 - mu;
    state.A += mu * state.B * state.wscale;
    state.averageB += (state.b - state.averageB) / m;
  }

  /** The cumulative l1 penalty (Tsuruoka, Tsujii & Ananiadou 2009) on the weights of stored elements. */
  #applyL1({ values, columns }: SampleRow): void {
    const { w, wscale } = this.#state;
    const q = this.#l1Applied;
    this.#l1Total += this.#l1Ratio * this.#parameters.eta0 * this.#parameters.alpha;
    const u = this.#l1Total;
    for (let p = 0; p < values.length; p++) {
      const j = columns?.[p] ?? p;
      const z = w[j] as number;
      if (wscale * z > 0) w[j] = Math.max(0, z - (u + (q[j] as number)) / wscale);
      else if (wscale * z < 0) w[j] = Math.min(0, z + (u - (q[j] as number)) / wscale);
      q[j] = (q[j] as number) + wscale * ((w[j] as number) - z);
    }
  }

  /** The weighted share of held-out rows that are right; without `fixes`, of w without its scale: a fault. */
  validationScore(validation: Uint8Array): number {
    const [problem, parameters] = [this.#problem, this.#parameters];
    const state = this.#state;
    const { wscale } = state;
    if (!parameters.fixes) state.wscale = 1;
    const [weights, right]: [number[], number[]] = [[], []];
    for (let i = 0; i < validation.length; i++) {
      if (validation[i] !== 1) continue;
      const row = problem.samples.row(i);
      const weight = problem.sampleWeight?.[i] ?? 1;
      weights.push(weight);
      right.push((this.#decision(row) > 0 ? 1 : -1) === problem.y[i] ? weight : 0);
    }
    state.wscale = wscale;
    return pairwiseSum(right) / pairwiseSum(weights);
  }

  isFinite(): boolean {
    return Number.isFinite(this.#state.b) && allFinite(this.#state.w);
  }

  /** Writes the trained weights, bias and mean into `output`. */
  finish(output: OutputWeights): void {
    this.#resetScale();
    const { w, b, averageB } = this.#state;
    output.w.set(w);
    output.b = b;
    output.averageB = averageB;
  }
}
