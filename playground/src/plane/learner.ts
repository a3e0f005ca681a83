import { Perceptron, type PerceptronOptions } from "rosenblatt";
import { count, type PointSet, presentClasses } from "../data/points";
import type { Rule } from "../state";
import { countWrong, decide, noWeights, type Weights } from "./decision";
import { Pocket } from "./pocket";

/** One epoch as the chart shows it. */
export interface EpochMark {
  readonly epoch: number;
  /** Corrected outputs, summed over the rows. */
  readonly mistakes: number;
  /** Rows that the shown weights have wrong at its end. */
  readonly wrong: number;
}

/** What happened to one row. */
export interface Visit {
  readonly row: number;
  readonly epoch: number;
  /** The class that was answered, before the correction. */
  readonly decision: number;
  /** Outputs that were corrected. */
  readonly mistakes: number;
  /** By how many η the bias of the first output moved: with the sign rule up to two. */
  readonly steps: number;
}

/** What is learning, as the figure and the texts see it. */
export interface Learning {
  readonly points: PointSet;
  readonly rule: Rule;
  readonly eta: number;
  /** The classes that have points: the model's class i is class classes[i] of the points. */
  readonly classes: readonly number[];
  /** The weights that learn. */
  readonly present: Weights;
  /** The weights that answer: the same, or their mean, or those in the pocket. */
  readonly shown: Weights;
  /** The whole epochs. */
  readonly history: readonly EpochMark[];
  readonly mistakes: number;
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
export const answersOf = ({ labels }: PointSet, classes: readonly number[]): Uint8Array =>
  labels.map((label) => classes.indexOf(label));

/** A perceptron that visits one row after another, in their order, on the main thread. */
export class Learner implements Learning {
  readonly classes: readonly number[];
  readonly history: EpochMark[] = [];
  present: Weights;
  shown: Weights;
  mistakes = 0;
  visits = 0;
  lastVisit: Visit | null = null;
  readonly #answers: Uint8Array;
  readonly #model: Perceptron;
  readonly #mean: Perceptron | undefined;
  readonly #pocket: Pocket | undefined;
  #epochMistakes = 0;

  constructor(
    readonly points: PointSet,
    readonly rule: Rule,
    readonly eta: number,
  ) {
    this.classes = presentClasses(points);
    this.#answers = answersOf(points, this.classes);
    this.present = this.shown = noWeights(this.classes.length);
    const { average, keep, ...options } = optionsOf(rule, eta);
    this.#model = new Perceptron({ ...options, shuffle: false });
    if (average) this.#mean = new Perceptron({ ...options, average, shuffle: false });
    if (keep === "best") this.#pocket = new Pocket(points, this.#answers, this.classes.length);
  }

  get converged(): boolean {
    return this.history.at(-1)?.mistakes === 0;
  }

  /** Rows until the present epoch is over. */
  get rest(): number {
    return count(this.points) - (this.visits % count(this.points));
  }

  /** Visits this many rows, or fewer if the epoch ends before. */
  advance(rows: number): void {
    const stop = this.visits + Math.min(rows, this.rest);
    if (this.#pocket === undefined && stop - this.visits > 1) this.#learn(stop - this.visits - 1);
    while (this.visits < stop) this.#visit();
    if (rows > 0 && this.rest === count(this.points)) this.#endEpoch();
  }

  #visit(): void {
    const row = this.visits % count(this.points);
    const [x, y] = this.points.xy.subarray(2 * row, 2 * row + 2) as unknown as [number, number];
    const decision = decide(this.present, this.rule, x, y);
    this.#pocket?.beforeRow(row, this.present);
    const [before = 0] = this.present.b;
    const mistakes = this.#learn(1);
    const [after = 0] = this.present.b;
    const steps = Math.round((after - before) / this.eta);
    this.lastVisit = { row, epoch: this.history.length + 1, decision, mistakes, steps };
  }

  /** Learns from the next rows; returns the mistakes. */
  #learn(rows: number): number {
    const from = this.visits % count(this.points);
    const X = { data: this.points.xy.subarray(2 * from, 2 * (from + rows)), rows, cols: 2 };
    const y = this.#answers.subarray(from, from + rows);
    const classes = [...this.classes.keys()];
    this.#model.partialFit(X, y, { classes });
    this.present = weightsOf(this.#model);
    const mean = this.#mean?.partialFit(X, y, { classes });
    this.shown = mean ? weightsOf(mean) : (this.#pocket?.weights ?? this.present);
    const mistakes = this.#model.history[0]?.mistakes ?? 0;
    this.visits += rows;
    this.mistakes += mistakes;
    this.#epochMistakes += mistakes;
    return mistakes;
  }

  #endEpoch(): void {
    this.#pocket?.afterEpoch(this.present);
    const wrong = countWrong(this.shown, this.rule, this.points, this.#answers);
    this.history.push({ epoch: this.history.length + 1, mistakes: this.#epochMistakes, wrong });
    this.#epochMistakes = 0;
  }
}

/** The weights of a model of either kind. */
export const weightsOf = (model: {
  coef: { data: ArrayLike<number> };
  intercept: ArrayLike<number>;
}): Weights => ({
  w: Float64Array.from(model.coef.data),
  b: Float64Array.from(model.intercept),
});
