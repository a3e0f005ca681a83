import type { PointSet } from "../data/points";
import { isWrong, noWeights, type Weights } from "./decision";

/** Of one output: how often it has been right in a row, and the mistakes of what is in its pocket. */
interface Unit {
  streak: number;
  longest: number;
  fewest: number;
  /** Whether the present weights have been counted. */
  counted: boolean;
}

/**
 * Gallant's pocket with ratchet (1990), as the library's `keep: "best"` has it but one row at a time, so that one can
 * watch: each output keeps the weights that made the fewest mistakes over all rows. They are counted when they have
 * been right longer in a row than any before, at the moment before they change, and at the end of an epoch.
 */
export class Pocket {
  readonly weights: Weights;
  readonly #points: PointSet;
  readonly #answers: Uint8Array;
  readonly #outputs: Unit[];

  /** @param answers  the class of each point, an index into the classes of the model [n] */
  constructor(points: PointSet, answers: Uint8Array, classCount: number) {
    this.weights = noWeights(classCount);
    this.#points = points;
    this.#answers = answers;
    this.#outputs = Array.from(this.weights.b, (_, output) => ({
      ...{ streak: 0, longest: 0, counted: false },
      fewest: this.#mistakes(this.weights, output),
    }));
  }

  /** To be told of each row before `present` weights learn it. */
  beforeRow(row: number, present: Weights): void {
    for (const [output, unit] of this.#outputs.entries()) {
      if (!this.#isWrong(present, output, row)) {
        unit.streak++;
        continue;
      }
      if (unit.streak > unit.longest) this.#consider(output, present);
      unit.counted = false;
      unit.streak = 0;
    }
  }

  afterEpoch(present: Weights): void {
    for (const output of this.#outputs.keys()) this.#consider(output, present);
  }

  #consider(output: number, present: Weights): void {
    const unit = this.#outputs[output] as Unit;
    unit.longest = Math.max(unit.longest, unit.streak);
    if (unit.counted) return;
    unit.counted = true;
    const mistakes = this.#mistakes(present, output);
    if (mistakes >= unit.fewest) return;
    unit.fewest = mistakes;
    this.weights.w.set(present.w.subarray(2 * output, 2 * output + 2), 2 * output);
    this.weights.b.set(present.b.subarray(output, output + 1), output);
  }

  #mistakes(weights: Weights, output: number): number {
    let mistakes = 0;
    for (let row = 0; row < this.#answers.length; row++) if (this.#isWrong(weights, output, row)) mistakes++;
    return mistakes;
  }

  #isWrong(weights: Weights, output: number, row: number): boolean {
    const { xy } = this.#points;
    const [x, y] = [xy[2 * row] as number, xy[2 * row + 1] as number];
    return isWrong(weights, output, x, y, this.#answers[row] as number);
  }
}
