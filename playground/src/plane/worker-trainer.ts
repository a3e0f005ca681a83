import { Perceptron } from "rosenblatt/worker";
import { count, type PointSet, presentClasses } from "../data/points";
import type { Rule } from "../state";
import { type Inputs, PLAIN } from "./inputs";
import { type EpochRecord, optionsOf, type TrainingState, targetsOf, weightsOf } from "./online-trainer";
import { countInSlices, type Weights, zeroWeights } from "./predict";

/** Trains a perceptron on more points than one can watch one by one: epoch by epoch, in the library's worker. */
export class WorkerTrainer implements TrainingState {
  readonly classes: readonly number[];
  readonly history: EpochRecord[] = [];
  readonly lastVisit = null;
  trainingWeights: Weights;
  mistakes = 0;
  readonly #model: Perceptron;
  readonly #targets: Uint8Array;
  readonly X: Float64Array;
  readonly #samples: { data: Float32Array; rows: number; cols: number };

  constructor(
    readonly points: PointSet,
    readonly rule: Rule,
    readonly eta: number,
    readonly inputs: Inputs = PLAIN,
  ) {
    this.classes = presentClasses(points);
    this.X = inputs.transform(points.xy);
    const cols = inputs.names.length;
    this.#targets = targetsOf(points, this.classes);
    this.trainingWeights = zeroWeights(this.classes.length, cols);
    this.#samples = { data: Float32Array.from(this.X), rows: count(points), cols };
    this.#model = new Perceptron({ ...optionsOf(rule, eta), tol: null, maxIter: 10_000, warmStart: true });
  }

  get predictionWeights(): Weights {
    return this.trainingWeights;
  }

  get visits(): number {
    return this.history.length;
  }

  get converged(): boolean {
    return this.history.at(-1)?.mistakes === 0;
  }

  /** Runs one epoch at each step; a caller that stops can call again to go on. */
  async *epochs(): AsyncGenerator<void, void, void> {
    for await (const { mistakes } of this.#model.epochs(this.#samples, this.#targets)) {
      const weights = weightsOf(this.#model);
      const misclassified = await countInSlices(weights, this.rule, this.X, this.#targets);
      this.trainingWeights = weights;
      this.history.push({ epoch: this.history.length + 1, mistakes, misclassified });
      this.mistakes += mistakes;
      yield;
    }
  }
}
