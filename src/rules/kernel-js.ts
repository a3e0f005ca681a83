// The rules, readable: one row and one output at a time. assembly/rules/index.ts has the equations.

import { type Memory, NOT_FINITE, NULL } from "../core/contract.js";
import { activate, TaskLearner, type ViewOf } from "../core/js-perceptron.js";
import { f32Lanes, f64Lanes, type Lanes } from "../core/lanes.js";
import { readTask } from "../core/task.js";
import type { RuleEpoch, RuleKernels } from "./kernel.js";
import { type RuleState, readRuleState } from "./rule-state.js";

export const jsRuleKernels = (memory: Memory): RuleKernels => ({
  epoch_f32: epochIn(f32Lanes, memory, Float32Array),
  epoch_f64: epochIn(f64Lanes, memory, Float64Array),
});

const epochIn =
  <T extends Float32Array | Float64Array>(lanes: Lanes<T>, memory: Memory, View: ViewOf<T>): RuleEpoch =>
  (task, rule, from, to) => {
    const learner = new RuleLearner(lanes, memory, View, readTask(memory, task));
    const state = readRuleState(memory, rule);
    let mistakes = 0;
    for (let i = from; i < to; i++) {
      const found = learner.answer(i) ? learner.learn(i, state) : NOT_FINITE;
      if (found === NOT_FINITE) return NOT_FINITE;
      mistakes += found;
    }
    return mistakes;
  };

class RuleLearner<T extends Float32Array | Float64Array> extends TaskLearner<T> {
  /** Learns from row number i, which was just answered; returns its mistakes. */
  learn(i: number, rule: RuleState): number {
    return this.task.joint ? this.#learnJoint(i, rule) : this.#learnEach(i, rule);
  }

  #learnEach(i: number, rule: RuleState): number {
    const { task, z } = this;
    let mistakes = 0;
    for (let j = 0; j < task.k; j++) {
      const target = this.target(i, j);
      const y = target > 0 ? 1 : -1;
      const side = 2 * j + Number(target > 0);
      if (activate(z[j] as number, task.step) !== target) mistakes++;
      const loss = 1 - y * (z[j] as number);
      if (loss <= 0 || this.wide[task.classWeight / 8 + side] === 0) continue;
      const spread = this.#spread(i, j, rule);
      if (!Number.isFinite(spread)) return NOT_FINITE;
      this.#correct(i, j, y * stepOf(rule, loss, spread), side, spread, rule);
    }
    return mistakes;
  }

  #learnJoint(i: number, rule: RuleState): number {
    const { task, z } = this;
    if (task.k === 1) return 0; // one output alone is ahead of no other: there is no loss
    let right = 0;
    while (this.target(i, right) !== 1) right++;
    const mistakes = Number(this.chosen() !== right);
    const other = bestBut(z, right);
    const loss = 1 - ((z[right] as number) - (z[other] as number));
    const side = 2 * right + 1;
    if (loss <= 0 || this.wide[task.classWeight / 8 + side] === 0) return mistakes;
    const spread = this.#spread(i, right, rule) + this.#spread(i, other, rule);
    if (!Number.isFinite(spread)) return NOT_FINITE;
    const step = stepOf(rule, loss, spread);
    this.#correct(i, right, step, side, spread, rule);
    this.#correct(i, other, -step, side, spread, rule);
    return mistakes;
  }

  /** Σ σⱼ·xⱼ² + σ of the bias, which rows that stay in memory are asked for once unless σ changes. */
  #spread(i: number, j: number, rule: RuleState): number {
    if (rule.spreads === NULL) return this.#sumOfSquares(i, j, rule);
    const at = rule.spreads / this.size + this.row(i);
    this.V[at] ||= this.#sumOfSquares(i, j, rule);
    return this.V[at] as number;
  }

  /** The squares, rounded, are multiplied and added as weights are. */
  #sumOfSquares(i: number, j: number, rule: RuleState): number {
    const { lanes, task, V, words, size } = this;
    const { d, indptr } = task;
    const own = rule.adaptive ? j : 0;
    const variance = rule.variance / size + own * d;
    const { start, x, count } = this.#elements(i);
    const scratch = rule.scratch / size;
    for (let p = 0; p < count; p++) V[scratch + p] = (V[x + p] as number) * (V[x + p] as number);
    const sum =
      indptr === NULL
        ? lanes.dot(d, V, scratch, V, variance)
        : lanes.sparseDot(d, start, start + count, words, task.indices / 4, V, scratch - start, variance);
    return lanes.round(sum + (V[rule.biasVariance / size + own] as number));
  }

  /** Moves output j along row number i; AROW's variances shrink. */
  #correct(i: number, j: number, error: number, side: number, spread: number, rule: RuleState): void {
    if (!rule.adaptive) {
      this.move(i, j, error, side);
      return;
    }
    const { lanes, task, V, size } = this;
    const { start, x, count } = this.#elements(i);
    const scratch = rule.scratch / size;
    const bias = rule.biasVariance / size + j;
    const placeOf = (p: number): number => {
      const column = task.indptr === NULL ? p : (this.words[task.indices / 4 + start + p] as number);
      return rule.variance / size + j * task.d + column;
    };
    for (let p = 0; p < count; p++) V[scratch + p] = (V[x + p] as number) * (V[placeOf(p)] as number) + 0;
    const own = V[bias] as number;
    this.move(i, j, error, side, scratch - start, own);
    const beta = lanes.round(-1 / (spread + rule.softening));
    const shrink = (at: number, product: number): void => {
      V[at] = Math.max((V[at] as number) + lanes.round(beta * lanes.round(product * product)), 0);
    };
    for (let p = 0; p < count; p++) shrink(placeOf(p), V[scratch + p] as number);
    shrink(bias, own);
  }

  /** Where the elements of row number i lie: in the whole matrix, and in V. */
  #elements(i: number): { start: number; x: number; count: number } {
    const { task, size } = this;
    const r = this.row(i);
    const [start, end] =
      task.indptr === NULL ? [r * task.d, (r + 1) * task.d] : [this.start(r), this.start(r + 1)];
    return { start, x: task.X / size + start, count: end - start };
  }
}

/** The first of the largest margins, one of them left out. */
function bestBut(z: readonly number[], but: number): number {
  let best = but === 0 ? 1 : 0;
  for (let o = best + 1; o < z.length; o++) {
    if (o !== but && (z[o] as number) > (z[best] as number)) best = o;
  }
  return best;
}

/** τ. A row of zeros has no spread: its step is as large as may be, and moves nothing. */
function stepOf({ most, softening, adaptive }: RuleState, loss: number, spread: number): number {
  return adaptive ? loss * (1 / (spread + softening)) : Math.min(most, loss / (spread + softening));
}
