import { Perceptron, type PerceptronOptions } from "rosenblatt";
import { count, type PointSet, presentClasses } from "../data/points";
import type { Rule } from "../state";
import { type Inputs, PLAIN } from "./inputs";
import { Pocket } from "./pocket";
import { countMisclassified, predict, type Weights, zeroWeights } from "./predict";

/** One epoch as the chart shows it. */
export interface EpochRecord {
  readonly epoch: number;
  /** Corrected outputs, summed over the rows. */
  readonly mistakes: number;
  /** Rows that the prediction weights have wrong at its end. */
  readonly misclassified: number;
}

/** The visit of one row. */
export interface Visit {
  readonly row: number;
  readonly epoch: number;
  /** The class predicted before the correction, an index into the classes of the model. */
  readonly predicted: number;
  /** Outputs that were corrected. */
  readonly mistakes: number;
  /** The change of the first output's bias, in units of η: with the sign rule up to two. */
  readonly biasChange: number;
}

/** A training under way, as the figure and the texts see it. */
export interface TrainingState {
  readonly points: PointSet;
  /** What the perceptron is given of a point. */
  readonly inputs: Inputs;
  readonly rule: Rule;
  readonly eta: number;
  /** The classes that have points: the model's class i is class classes[i] of the points. */
  readonly classes: readonly number[];
  /** The weights that are being corrected. */
  readonly trainingWeights: Weights;
  /** The weights that predict: the training weights themselves, their mean, or the pocket's best. */
  readonly predictionWeights: Weights;
  /** The finished epochs. */
  readonly history: readonly EpochRecord[];
  readonly mistakes: number;
  /** Rows that the prediction weights have wrong. */
  readonly misclassified: number;
  /** Rows visited, or epochs where no row is visited alone. */
  readonly visits: number;
  readonly lastVisit: Visit | null;
  readonly converged: boolean;
}

/** The library's options for a rule of the page. */
export function optionsOf(rule: Rule, eta0: number): PerceptronOptions {
  if (rule === "sign") return { eta0, step: "sgn" };
  if (rule === "averaged") return { eta0, average: true };
  if (rule === "pocket") return { eta0, keep: "best" };
  return rule === "joint" ? { eta0, multiclass: "joint" } : { eta0 };
}

/** The class of each point as an index into the classes that have points [n]. */
export const targetsOf = ({ labels }: PointSet, classes: readonly number[]): Uint8Array =>
  labels.map((label) => classes.indexOf(label));

/** Trains a perceptron row by row, in the order of the rows, on the main thread. */
export class OnlineTrainer implements TrainingState {
  readonly classes: readonly number[];
  readonly history: EpochRecord[] = [];
  trainingWeights: Weights;
  predictionWeights: Weights;
  mistakes = 0;
  visits = 0;
  lastVisit: Visit | null = null;
  /** The inputs of each point [n×d]. */
  readonly X: Float64Array;
  readonly #d: number;
  readonly #targets: Uint8Array;
  readonly #model: Perceptron;
  readonly #averaged: Perceptron | undefined;
  readonly #pocket: Pocket | undefined;
  #epochMistakes = 0;

  constructor(
    readonly points: PointSet,
    readonly rule: Rule,
    readonly eta: number,
    readonly inputs: Inputs = PLAIN,
  ) {
    this.classes = presentClasses(points);
    this.X = inputs.transform(points.xy);
    this.#d = inputs.names.length;
    this.#targets = targetsOf(points, this.classes);
    this.trainingWeights = this.predictionWeights = zeroWeights(this.classes.length, this.#d);
    const { average, keep, ...options } = optionsOf(rule, eta);
    this.#model = new Perceptron({ ...options, shuffle: false });
    if (average) this.#averaged = new Perceptron({ ...options, average, shuffle: false });
    if (keep === "best") this.#pocket = new Pocket(this.X, this.#targets, this.classes.length);
  }

  get converged(): boolean {
    return this.history.at(-1)?.mistakes === 0;
  }

  get misclassified(): number {
    return countMisclassified(this.predictionWeights, this.rule, this.X, this.#targets);
  }

  /** Rows that are still to be visited in this epoch. */
  get remainingRows(): number {
    return count(this.points) - (this.visits % count(this.points));
  }

  /** Visits this many rows, or fewer if the epoch ends before. */
  advance(rows: number): void {
    const end = this.visits + Math.min(rows, this.remainingRows);
    if (this.#pocket === undefined && end - this.visits > 1) this.#partialFit(end - this.visits - 1);
    while (this.visits < end) this.#visit();
    if (rows > 0 && this.remainingRows === count(this.points)) this.#endEpoch();
  }

  #visit(): void {
    const row = this.visits % count(this.points);
    const predicted = predict(this.trainingWeights, this.rule, this.X, row * this.#d);
    this.#pocket?.beforeRow(row, this.trainingWeights);
    const [before = 0] = this.trainingWeights.b;
    const mistakes = this.#partialFit(1);
    const [after = 0] = this.trainingWeights.b;
    const biasChange = Math.round((after - before) / this.eta);
    this.lastVisit = { row, epoch: this.history.length + 1, predicted, mistakes, biasChange };
  }

  /** Learns from the next rows; returns the mistakes. */
  #partialFit(rows: number): number {
    const from = this.visits % count(this.points);
    const d = this.#d;
    const X = { data: this.X.subarray(d * from, d * (from + rows)), rows, cols: d };
    const y = this.#targets.subarray(from, from + rows);
    const classes = [...this.classes.keys()];
    this.#model.partialFit(X, y, { classes });
    this.trainingWeights = weightsOf(this.#model);
    const averaged = this.#averaged?.partialFit(X, y, { classes });
    this.predictionWeights = averaged
      ? weightsOf(averaged)
      : (this.#pocket?.bestWeights ?? this.trainingWeights);
    const mistakes = this.#model.history[0]?.mistakes ?? 0;
    this.visits += rows;
    this.mistakes += mistakes;
    this.#epochMistakes += mistakes;
    return mistakes;
  }

  #endEpoch(): void {
    this.#pocket?.afterEpoch(this.trainingWeights);
    const { misclassified } = this;
    this.history.push({ epoch: this.history.length + 1, mistakes: this.#epochMistakes, misclassified });
    this.#epochMistakes = 0;
  }
}

/** A copy of the weights of a model, of the page's or of the worker's library. */
export const weightsOf = (model: {
  coef: { data: ArrayLike<number> };
  intercept: ArrayLike<number>;
}): Weights => ({
  w: Float64Array.from(model.coef.data),
  b: Float64Array.from(model.intercept),
});
