// How scikit-learn learns from one row: stochastic gradient descent in the order of its own additions, left to
// right, in f64. The readable version, and the fast one beside it.

import { allFinite } from "../base/dtype.js";
import { pairwiseSum } from "./pairwise.js";
import type { Place } from "./place.js";
import { needsLosses, type Problem, type Rule, type State, weightOf } from "./problem.js";
import type { Row } from "./rows.js";

/** Weights that are scaled as a whole without being touched: the weights are wscale·w. */
interface Scaled extends State {
  wscale: number;
  /** mean = (averageW + A·w) / B */
  A: number;
  B: number;
}

/** Whether the losses that decide when to stop have the penalty in them. */
const countsPenalty = (problem: Problem, rule: Rule): boolean =>
  rule.version === "1.9" && rule.penalty !== null && needsLosses(problem, rule);

/** Whether a row that is right teaches nothing but how many there were: the kernel may then look for the others. */
export function isQuiet(problem: Problem, rule: Rule): boolean {
  if (rule.loss !== "perceptron") return rule.average === 0;
  return rule.penalty === null || (rule.penalty === "l2" && !countsPenalty(problem, rule));
}

/** Whether a row that is right changes nothing at all. */
const isPlain = ({ loss, penalty, average }: Rule): boolean =>
  loss === "perceptron" && penalty === null && average === 0;

export class Learner {
  statistic = 0;
  /** Rows on the wrong side, or on the plane. */
  mistakes = 0;
  readonly #state: Scaled;
  /** Of the l1 penalty: what each weight should have lost, and what it has lost [d]. */
  #u = 0;
  readonly #q: Float64Array;
  readonly #l1Ratio: number;
  /** What the l2 penalty leaves of the weights at each row. */
  readonly #shrink: number;
  readonly #countsPenalty: boolean;

  /** @param place  where the kernel works, if it may */
  constructor(
    readonly problem: Problem,
    readonly rule: Rule,
    state: State,
    public t: number,
    place: Place | undefined,
  ) {
    this.#state = { ...state, w: place?.w ?? state.w, wscale: 1, A: 0, B: 1 };
    this.#q = new Float64Array(state.w.length);
    this.#l1Ratio = rule.penalty === "l2" ? 0 : rule.penalty === "l1" ? 1 : rule.l1Ratio;
    const decays = rule.penalty === "l2" || rule.penalty === "elasticnet";
    this.#shrink = decays ? Math.max(0, 1 - (1 - this.#l1Ratio) * rule.eta0 * rule.alpha) : 1;
    this.#countsPenalty = countsPenalty(problem, rule);
  }

  /** The same as `learn` with each of the first `count` rows of the place, but for the wrong ones by the kernel. */
  learnFast(place: Place, count: number): void {
    if (isPlain(this.rule)) this.#learnPlain(place, count);
    else this.#learnQuiet(place, count);
  }

  /** All in the kernel. */
  #learnPlain(place: Place, count: number): void {
    const { mistakes, losses, b } = place.epoch(count, this.#state.b);
    this.mistakes += mistakes;
    this.statistic += losses;
    this.#state.b = b;
    this.t += count;
  }

  /** The rows between two that teach in the kernel. */
  #learnQuiet(place: Place, count: number): void {
    const { order } = place;
    const shrink = this.#shrink;
    const enough = this.rule.loss === "perceptron" ? 0 : 1 + 2 ** -16; // some are then found that teach nothing
    for (let i = 0; i < count; ) {
      const { b, wscale } = this.#state;
      const to = Math.min(count, i + this.#untilFold());
      const found = to > i ? place.scan(b, wscale, shrink, enough, i, to) : i;
      this.#pass(found - i);
      if (found < to) this.learn(order[found] as number, place);
      else if (to === i) {
        this.learn(order[i] as number);
        place.measureWeights();
      }
      i = found < to || to === i ? found + 1 : to;
    }
  }

  /** How many rows there are surely before a fold of the scale: the row that brings it is learned alone. */
  #untilFold(): number {
    const shrink = this.#shrink;
    if (shrink === 1) return Infinity;
    return Math.max(0, Math.floor(Math.log(1e-9 / this.#state.wscale) / Math.log(shrink)) - 2 || 0);
  }

  /** Rows that are right: they are counted, in the scale and in the mean too. */
  #pass(count: number): void {
    const end = this.t + count;
    if (this.#shrink === 1 && this.rule.average === 0) this.t = end;
    for (; this.t < end; this.t++) {
      this.#state.wscale *= this.#shrink;
      if (this.rule.average > 0 && this.rule.average <= this.t) this.#advanceMean();
    }
  }

  /** One row: the margin, the update, the penalties; where the kernel has found it, with the kernel's sum. */
  learn(i: number, place?: Place): void {
    const { problem, rule } = this;
    const state = this.#state;
    const row = problem.rows.list()[i] as Row;
    const y = problem.y[i] as number;
    const margin = (place === undefined ? this.#margin(row) : state.wscale * place.found() + state.b) * y;
    if (margin <= 0) this.mistakes++;
    const loss = rule.loss === "perceptron" ? (margin <= 0 ? -margin : 0) : margin <= 1 ? 1 - margin : 0;
    this.statistic += loss;
    if (this.#countsPenalty) this.statistic += this.#penalty(row);
    let update = this.#step(row, margin, loss, y);
    if (update === undefined) return; // a row of length 0 teaches a passive-aggressive nothing, and is not counted
    update *= weightOf(problem, i);
    if (rule.penalty === "l2" || rule.penalty === "elasticnet") {
      this.#scale(this.#shrink);
    }
    if (update !== 0) {
      if (place === undefined) this.#add(row, update);
      else place.move(i, update / state.wscale);
      if (rule.fitIntercept) state.b += update * (row.columns === undefined ? 1 : 0.01);
    }
    if (rule.average > 0 && rule.average <= this.t) this.#averageIn(row, update);
    if (rule.penalty === "l1" || rule.penalty === "elasticnet") this.#truncate(row);
    this.t++;
  }

  #margin({ values, columns }: Row): number {
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

  #step(row: Row, margin: number, loss: number, y: number): number | undefined {
    const { loss: rule, eta0, C } = this.rule;
    if (rule === "perceptron") return margin <= 0 ? eta0 * y : 0;
    let length = 0;
    for (const value of row.values) length += value * value;
    if (rule === "squared_hinge") return y * (loss / (length + 0.5 / C));
    return length === 0 ? undefined : y * Math.min(C, loss / length);
  }

  #add({ values, columns }: Row, update: number): void {
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

  #scale(factor: number): void {
    const state = this.#state;
    state.wscale *= factor;
    if (state.wscale < 1e-9) this.#fold();
  }

  /** Multiplies the scale into the weights, and the mean's into the mean. */
  #fold(): void {
    const state = this.#state;
    const { w, averageW, A, B, wscale } = state;
    if (this.rule.average > 0) {
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
  #averageIn({ values, columns }: Row, update: number): void {
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
    const m = this.t - this.rule.average + 1;
    const mu = 1 / m;
    if (m > 1) state.B /= 1 - mu;
    state.A += mu * state.B * state.wscale;
    state.averageB += (state.b - state.averageB) / m;
  }

  /** The cumulative l1 penalty (Tsuruoka, Tsujii & Ananiadou 2009) on the weights of stored elements. */
  #truncate({ values, columns }: Row): void {
    const { w, wscale } = this.#state;
    const q = this.#q;
    this.#u += this.#l1Ratio * this.rule.eta0 * this.rule.alpha;
    const u = this.#u;
    for (let p = 0; p < values.length; p++) {
      const j = columns?.[p] ?? p;
      const z = w[j] as number;
      if (wscale * z > 0) w[j] = Math.max(0, z - (u + (q[j] as number)) / wscale);
      else if (wscale * z < 0) w[j] = Math.min(0, z + (u - (q[j] as number)) / wscale);
      q[j] = (q[j] as number) + wscale * ((w[j] as number) - z);
    }
  }

  /** α·((1 − r)/2·|w|² + r·|w|₁), of sparse rows over the touched weights alone, which is a fault. */
  #penalty({ columns }: Row): number {
    const { w, wscale } = this.#state;
    const touched = columns === undefined || this.rule.fixes ? undefined : columns;
    const count = touched?.length ?? w.length;
    let squares = 0;
    let sizes = 0;
    for (let p = 0; p < count; p++) {
      const weight = wscale * (w[touched?.[p] ?? p] as number);
      squares += weight * weight;
      sizes += Math.abs(weight);
    }
    return this.rule.alpha * (((1 - this.#l1Ratio) / 2) * squares + this.#l1Ratio * sizes);
  }

  /** The share of held-out rows, by their weights, that are right; of weights without their scale, a fault. */
  validationScore(validation: Uint8Array): number {
    const { problem, rule } = this;
    const state = this.#state;
    const { wscale } = state;
    if (!rule.fixes) state.wscale = 1;
    const [weights, right]: [number[], number[]] = [[], []];
    for (const [i, row] of problem.rows.list().entries()) {
      if (validation[i] !== 1) continue;
      const weight = problem.sampleWeight?.[i] ?? 1;
      weights.push(weight);
      right.push((this.#margin(row) > 0 ? 1 : -1) === problem.y[i] ? weight : 0);
    }
    state.wscale = wscale;
    return pairwiseSum(right) / pairwiseSum(weights);
  }

  isFinite(): boolean {
    return Number.isFinite(this.#state.b) && allFinite(this.#state.w);
  }

  /** Leaves what was learned in `state`. */
  finish(state: State): void {
    this.#fold();
    const { w, b, averageB } = this.#state;
    state.w.set(w);
    state.b = b;
    state.averageB = averageB;
  }
}
