import { count, type PointSet, presentClasses } from "../data/points";
import type { Rule } from "../state";
import type { Epoch } from "./epochs";
import { type Inputs, PLAIN } from "./inputs";
import type { EpochRecord, TrainingState } from "./online-trainer";
import { type Weights, zeroWeights } from "./predict";

/** Trains a perceptron on more points than one can watch one by one: epoch by epoch, in a worker of its own. */
export class WorkerTrainer implements TrainingState {
  readonly classes: readonly number[];
  readonly history: EpochRecord[] = [];
  readonly lastVisit = null;
  trainingWeights: Weights;
  mistakes = 0;
  /** There from the first epoch on. */
  #worker: Worker | null = null;

  constructor(
    readonly points: PointSet,
    readonly rule: Rule,
    readonly eta: number,
    readonly inputs: Inputs = PLAIN,
  ) {
    this.classes = presentClasses(points);
    this.trainingWeights = zeroWeights(this.classes.length, inputs.names.length);
  }

  get predictionWeights(): Weights {
    return this.trainingWeights;
  }

  get visits(): number {
    return this.history.length;
  }

  get misclassified(): number {
    return this.history.at(-1)?.misclassified ?? count(this.points);
  }

  get converged(): boolean {
    return this.history.at(-1)?.mistakes === 0;
  }

  /** Runs one epoch. */
  async advance(): Promise<void> {
    const { weights, mistakes, misclassified } = await this.#nextEpoch();
    this.trainingWeights = weights;
    this.history.push({ epoch: this.history.length + 1, mistakes, misclassified });
    this.mistakes += mistakes;
  }

  /** Ends the training, and an epoch that is being run, of which nobody hears. */
  close(): void {
    this.#worker?.terminate();
  }

  #nextEpoch(): Promise<Epoch> {
    const { points, rule, eta, inputs } = this;
    const job = this.#worker === null ? { points, rule, eta, choice: inputs.choice } : null;
    this.#worker ??= new Worker(new URL("./epochs.worker.ts", import.meta.url), { type: "module" });
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Epoch | Error>) =>
        data instanceof Error ? reject(data) : resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message || "the worker did not start"));
      worker.postMessage(job);
    });
  }
}
