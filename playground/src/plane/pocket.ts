import { inputCount, isWrong, type Weights, zeroWeights } from "./predict";

/** Of one output: how often it has been right in a row, and the mistakes of its best weights. */
interface OutputRecord {
  run: number;
  longestRun: number;
  fewestMistakes: number;
  /** Whether the mistakes of the training weights have been counted. */
  isCounted: boolean;
}

/**
 * Gallant's pocket with ratchet (1990), as the library's `keep: "best"` has it but one row at a time, so that one can
 * watch: each output keeps the weights that made the fewest mistakes over all rows. They are counted when they have
 * been right longer in a row than any before, at the moment before they change, and at the end of an epoch.
 */
export class Pocket {
  readonly bestWeights: Weights;
  readonly #X: Float64Array;
  readonly #targets: Uint8Array;
  readonly #outputs: OutputRecord[];

  /**
   * @param X        the inputs of each point [n×d]
   * @param targets  the class of each point, an index into the classes of the model [n]
   */
  constructor(X: Float64Array, targets: Uint8Array, classCount: number) {
    this.bestWeights = zeroWeights(classCount, X.length / targets.length || 2);
    this.#X = X;
    this.#targets = targets;
    this.#outputs = Array.from(this.bestWeights.b, (_, output) => ({
      ...{ run: 0, longestRun: 0, isCounted: false },
      fewestMistakes: this.#mistakes(this.bestWeights, output),
    }));
  }

  /** Call before each row is learned, with the training weights as they still are. */
  beforeRow(row: number, weights: Weights): void {
    for (const [output, record] of this.#outputs.entries()) {
      if (!this.#isWrong(weights, output, row)) {
        record.run++;
        continue;
      }
      if (record.run > record.longestRun) this.#keepIfBetter(output, weights);
      record.isCounted = false;
      record.run = 0;
    }
  }

  afterEpoch(weights: Weights): void {
    for (const output of this.#outputs.keys()) this.#keepIfBetter(output, weights);
  }

  #keepIfBetter(output: number, weights: Weights): void {
    const record = this.#outputs[output] as OutputRecord;
    record.longestRun = Math.max(record.longestRun, record.run);
    if (record.isCounted) return;
    record.isCounted = true;
    const mistakes = this.#mistakes(weights, output);
    if (mistakes >= record.fewestMistakes) return;
    record.fewestMistakes = mistakes;
    const d = inputCount(weights);
    this.bestWeights.w.set(weights.w.subarray(d * output, d * output + d), d * output);
    this.bestWeights.b.set(weights.b.subarray(output, output + 1), output);
  }

  #mistakes(weights: Weights, output: number): number {
    let mistakes = 0;
    for (let row = 0; row < this.#targets.length; row++) if (this.#isWrong(weights, output, row)) mistakes++;
    return mistakes;
  }

  #isWrong(weights: Weights, output: number, row: number): boolean {
    return isWrong(weights, output, this.#X, row * inputCount(weights), this.#targets[row] as number);
  }
}
