import { Perceptron } from "rosenblatt/worker";
import { count, type PointSet, presentClasses } from "../data/points";
import type { Rule } from "../state";
import { countWrong, noWeights, type Weights } from "./decision";
import { answersOf, type EpochMark, type Learning, optionsOf, weightsOf } from "./learner";

/** A perceptron for more points than one can watch one by one: it learns epoch by epoch, in the library's worker. */
export class LargeLearner implements Learning {
  readonly classes: readonly number[];
  readonly history: EpochMark[] = [];
  readonly lastVisit = null;
  present: Weights;
  mistakes = 0;
  readonly #model: Perceptron;
  readonly #answers: Uint8Array;
  readonly #X: { data: Float32Array; rows: number; cols: number };

  constructor(
    readonly points: PointSet,
    readonly rule: Rule,
    readonly eta: number,
  ) {
    this.classes = presentClasses(points);
    this.#answers = answersOf(points, this.classes);
    this.present = noWeights(this.classes.length);
    this.#X = { data: Float32Array.from(points.xy), rows: count(points), cols: 2 };
    this.#model = new Perceptron({ ...optionsOf(rule, eta), tol: null, maxIter: 10_000, warmStart: true });
  }

  get shown(): Weights {
    return this.present;
  }

  get visits(): number {
    return this.history.length;
  }

  get converged(): boolean {
    return this.history.at(-1)?.mistakes === 0;
  }

  /** One epoch more at each step; whoever breaks off can go on later. */
  async *epochs(): AsyncGenerator<void, void, void> {
    for await (const { mistakes } of this.#model.epochs(this.#X, this.#answers)) {
      this.present = weightsOf(this.#model);
      const wrong = countWrong(this.present, this.rule, this.points, this.#answers);
      this.history.push({ epoch: this.history.length + 1, mistakes, wrong });
      this.mistakes += mistakes;
      yield;
    }
  }
}
