// Every correction so far: the weights before it, the row, the error, the weights after it.
import { count } from "../data/points";
import { OnlineTrainer, type TrainingState, targetsOf } from "./online-trainer";
import { score, step, type Weights } from "./predict";

/** One correction of one output. */
export interface Correction {
  /** The visits with it, so that it is the last thing that happened. */
  readonly visits: number;
  readonly epoch: number;
  readonly row: number;
  readonly output: number;
  /** y − ŷ, with which the correction is made. */
  readonly error: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Milliseconds that a call may take. */
const BUDGET_MS = 6;
/** The first corrections; a training that goes on for ever would fill any list. */
const MAX_CORRECTIONS = 5000;

/** Makes a training once more, one visit at a time, and writes down each correction. */
export class Trace {
  readonly corrections: Correction[] = [];
  readonly #trainer: OnlineTrainer;
  readonly #targets: Uint8Array;

  constructor({ points, rule, eta, inputs, classes }: TrainingState) {
    this.#trainer = new OnlineTrainer(points, rule, eta, inputs);
    this.#targets = targetsOf(points, classes);
  }

  /** Goes on to as many visits, or as far as there is time for. @returns whether it is there */
  advance(visits: number): boolean {
    const end = performance.now() + BUDGET_MS;
    const trainer = this.#trainer;
    while (trainer.visits < visits && this.corrections.length < MAX_CORRECTIONS) {
      if (performance.now() > end) return false;
      const row = trainer.visits % count(trainer.points);
      const before = trainer.trainingWeights;
      trainer.advance(1);
      if ((trainer.lastVisit?.mistakes ?? 0) > 0) this.#note(row, before);
    }
    return true;
  }

  #note(row: number, before: Weights): void {
    const { trainingWeights: after, visits, lastVisit, rule, X } = this.#trainer;
    const d = before.w.length / before.b.length;
    for (const [output, bias] of after.b.entries()) {
      const error = this.#error(row, output, before, X, d);
      const of = ({ w, b }: Weights): number[] => [
        ...w.subarray(d * output, d * output + d),
        b[output] as number,
      ];
      if (bias === before.b[output] && of(after).every((value, i) => value === of(before)[i])) continue;
      const shown =
        rule === "joint" && after.b.length > 1 ? Math.sign(bias - (before.b[output] as number)) : error;
      this.corrections.push({
        ...{ visits, epoch: lastVisit?.epoch ?? 1, row, output },
        ...{ error: shown, before: of(before), after: of(after) },
      });
    }
  }

  #error(row: number, output: number, weights: Weights, X: Float64Array, d: number): number {
    const isSingle = weights.b.length === 1;
    const target = this.#targets[row] as number;
    const fires = isSingle ? target === 1 : target === output;
    const { rule } = this.#trainer;
    const y = fires ? 1 : rule === "sign" ? -1 : 0;
    return y - step(score(weights, output, X, row * d), rule);
  }
}
