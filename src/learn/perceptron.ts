import type { Reals } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { type DenseInput, type Matrix, readSamples } from "../data/dense.js";
import { type Answers, type Label, readClasses, readTargets, type Targets } from "../data/labels.js";
import { callback, checkOptions } from "../data/options.js";
import { readWeights } from "../data/weights.js";
import { affine } from "./affine.js";
import { type Fitted, featuresOf, shownWeights } from "./fitted.js";
import { contributions, margins } from "./margin.js";
import {
  balancedClassWeight,
  decide,
  encode,
  encodeClassWeight,
  fitOutputs,
  labelOutputs,
  matrixOutputs,
  type Outputs,
  sameClasses,
  share,
} from "./outputs.js";
import { readPerceptron, writePerceptron } from "./perceptron-json.js";
import { type PerceptronOptions, type PerceptronSettings, perceptronSettings } from "./settings.js";
import { train, untrained } from "./train.js";
import type { EpochReport, OnEpoch, PerceptronJSON } from "./types.js";

export interface FitOptions {
  /** A factor of the update for each row [n], ≥ 0; rows of weight 0 are left out. */
  sampleWeight?: ArrayLike<number> | null | undefined;
  /** Called after each epoch. What it throws ends the fit and leaves the model as it was. */
  onEpoch?: OnEpoch | undefined;
}

export interface PartialFitOptions {
  /** Every label that may ever come; needed on the first call, unless y is a matrix of 0 and 1. */
  classes?: ArrayLike<Label> | undefined;
  /** A factor of the update for each row [n], ≥ 0; rows of weight 0 are left out. */
  sampleWeight?: ArrayLike<number> | null | undefined;
}

/**
 * The Perceptron (Rosenblatt 1957): one fully connected layer of threshold logic units and a bias neuron,
 * ŷ = step(W·x + b), trained by wⱼ ← wⱼ + η·(yⱼ − ŷⱼ)·x, one row at a time.
 *
 * Two classes take one output, K > 2 classes one output each against the rest, and a matrix of 0 and 1 one
 * output per column. Training ends at the first epoch without a mistake, and only then is `converged` true;
 * on data that no plane separates it never is. Whether there is such a plane, `rosenblatt/separability` proves.
 *
 * ```ts
 * const model = new Perceptron().fit([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]);
 * model.predict([[1, 1]]); // [1]
 * ```
 */
export class Perceptron {
  #settings: PerceptronSettings;
  #fitted: Fitted | undefined;
  #fitting = false;

  /**
   * @throws {KindError} UNKNOWN_OPTION (with a suggestion), OPTION_KIND
   * @throws {ValueError} OPTION_VALUE, WEIGHT, NOT_YET
   */
  constructor(options: PerceptronOptions = {}) {
    this.#settings = perceptronSettings("new Perceptron", options);
  }

  /**
   * Learns from zero weights, or goes on from the present ones with `warmStart`.
   *
   * @param X  samples [n×d]
   * @param y  labels [n] of one type, or targets [n×k] of 0 and 1
   * @throws {KindError | ShapeError | ValueError} what cannot be learned from; the model is then unchanged
   */
  fit(X: DenseInput, y: Targets, options: FitOptions = {}): this {
    const who = "Perceptron.fit";
    checkOptions(who, options, ["sampleWeight", "onEpoch"]);
    const onEpoch = callback<OnEpoch>(who, "onEpoch", options.onEpoch);
    const before = this.#settings.warmStart ? this.#fitted : undefined;
    return this.#learn(who, X, y, options.sampleWeight, before, this.#settings.maxIter, fitOutputs, onEpoch);
  }

  /**
   * One epoch over a batch, from the present weights.
   *
   * @param X  samples [n×d]
   * @param y  labels [n], or targets [n×k] of 0 and 1
   * @throws {ValueError} CLASSES_MISSING on a first call without `classes`, CLASSES_DIFFER; and as `fit`
   */
  partialFit(X: DenseInput, y: Targets, options: PartialFitOptions = {}): this {
    const who = "Perceptron.partialFit";
    checkOptions(who, options, ["sampleWeight", "classes"]);
    if (this.#settings.classWeight === "balanced") throw fail.balancedPart(who);
    const named = options.classes === undefined ? undefined : readClasses(who, options.classes);
    const known = this.#fitted?.outputs.classes;
    if (named !== undefined && known !== undefined && !sameClasses(named, known)) {
      throw fail.classesDiffer(who, named, known);
    }
    const outputsOf = (answers: Answers): Outputs => {
      if (answers.kind === "matrix") {
        const outputs = matrixOutputs(answers.cols);
        if (named !== undefined && !sameClasses(named, outputs.classes)) {
          throw fail.classesDiffer(who, named, outputs.classes);
        }
        return outputs;
      }
      if (named === undefined) throw fail.classesMissing(who);
      return labelOutputs(named);
    };
    return this.#learn(who, X, y, options.sampleWeight, this.#fitted, 1, outputsOf);
  }

  #learn(
    who: string,
    input: DenseInput,
    y: Targets,
    weights: unknown,
    before: Fitted | undefined,
    maxIter: number,
    outputsOf: (answers: Answers, who: string) => Outputs,
    onEpoch?: OnEpoch,
  ): this {
    if (this.#fitting) throw fail.busy(who);
    this.#fitting = true;
    try {
      const settings = { ...this.#settings, maxIter };
      const X = readSamples(who, input, before && featuresOf(before.learned));
      const answers = readTargets(who, y, X.rows);
      const outputs = before?.outputs ?? outputsOf(answers, who);
      const targets = encode(who, answers, outputs, settings.step);
      const sampleWeight = readWeights(who, weights, X.rows);
      const classWeight =
        settings.classWeight === "balanced"
          ? balancedClassWeight(targets, outputs)
          : encodeClassWeight(who, settings.classWeight, outputs);
      const start =
        before?.learned ?? untrained(who, settings.dtype ?? X.dtype, outputs.count, X.cols, settings.average);
      const lesson = { X, targets, sampleWeight, classWeight };
      const outcome = train(who, lesson, start, settings, onEpoch);
      this.#fitted = { outputs, shown: shownWeights(outcome.learned), ...outcome };
      return this;
    } finally {
      this.#fitting = false;
    }
  }

  /**
   * The margins w·x + b, as the model's element type.
   *
   * @param X  samples [n×d]
   * @returns  [n×1] for two classes, otherwise [n×k]
   * @throws {StateError} NOT_FITTED   @throws {ShapeError} FEATURE_COUNT, …   @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  decisionFunction(X: DenseInput): Matrix {
    return this.#margins("Perceptron.decisionFunction", X);
  }

  /**
   * The label of each row, or its row of 0 and 1 if the model was fitted with a matrix.
   *
   * @param X  samples [n×d]
   * @throws as `decisionFunction`
   */
  predict(X: DenseInput): Label[] | number[][] {
    return this.#predict("Perceptron.predict", X) as Label[] | number[][];
  }

  /**
   * The same for one row, with the least delay.
   *
   * @param x  one sample [d]
   * @throws as `decisionFunction`
   */
  predictOne(x: ArrayLike<number>): Label | number[] {
    const who = "Perceptron.predictOne";
    const { shown, outputs } = this.#state(who);
    return decide(margins(who, x, shown), 0, outputs, this.#settings.step);
  }

  /**
   * What each feature adds to each score: wⱼ·xⱼ, rounded to the model's element type. Added in the order of the
   * contract (element j into running sum j mod L), with the bias last, a row of it is the score, to the bit.
   *
   * @param x  one sample [d]
   * @returns  [1×d] for two classes, otherwise [k×d]
   * @throws as `decisionFunction`
   */
  contributions(x: ArrayLike<number>): Matrix {
    const who = "Perceptron.contributions";
    return contributions(who, x, this.#state(who).shown);
  }

  /**
   * The share of rows that are predicted right, in every output.
   *
   * @param X  samples [n×d]
   * @param y  labels [n], or targets [n×k] of 0 and 1
   * @returns  0 … 1
   * @throws as `decisionFunction`, and {KindError} TARGET_KIND, {ValueError} UNKNOWN_CLASS for labels of another type
   */
  score(X: DenseInput, y: Targets): number {
    const who = "Perceptron.score";
    const { outputs } = this.#state(who);
    const samples = readSamples(who, X);
    const answers = readTargets(who, y, samples.rows);
    return share(who, this.#predict(who, X), answers, outputs);
  }

  /** The classes, sorted; [0, 1] if the model was fitted with a matrix. */
  get classes(): Label[] {
    return [...this.#state("Perceptron.classes").outputs.classes];
  }

  /** A copy of the weights, [1×d] for two classes, otherwise [k×d]. */
  get coef(): Matrix {
    const { W, b } = this.#state("Perceptron.coef").shown;
    return { data: W.slice(), rows: b.length, cols: W.length / b.length };
  }

  /** A copy of the biases, [1] for two classes, otherwise [k]. */
  get intercept(): Reals {
    return this.#state("Perceptron.intercept").shown.b.slice();
  }

  /** How many epochs the last call ran. */
  get nIter(): number {
    return this.#fitted?.history.length ?? 0;
  }

  /** Whether the last epoch was free of mistakes: then the weights separate what they were shown. */
  get converged(): boolean {
    return this.#fitted?.converged ?? false;
  }

  /** The epochs of the last call. */
  get history(): EpochReport[] {
    return this.#fitted?.history.map((report) => ({ ...report })) ?? [];
  }

  /** The whole model as plain, readable, exact JSON. */
  toJSON(): PerceptronJSON {
    return writePerceptron(this.#settings, this.#fitted);
  }

  /**
   * The model that `toJSON` wrote; it goes on where that one was, to the bit.
   *
   * @param saved  the parsed object
   * @throws {ValueError} MODEL_FILE; and what the options and classes refuse
   */
  static fromJSON(saved: unknown): Perceptron {
    const { settings, fitted } = readPerceptron("Perceptron.fromJSON", saved);
    const model = new Perceptron();
    model.#settings = settings;
    model.#fitted = fitted;
    return model;
  }

  #state(who: string): Fitted {
    if (this.#fitted === undefined) throw fail.notFitted(who);
    return this.#fitted;
  }

  #margins(who: string, input: DenseInput): Matrix {
    const { shown } = this.#state(who);
    const X = readSamples(who, input, featuresOf(shown));
    return affine(who, X, shown.W, shown.b, shown.dtype);
  }

  #predict(who: string, input: DenseInput): (Label | number[])[] {
    const { outputs } = this.#state(who);
    const { data, rows, cols } = this.#margins(who, input);
    const { step } = this.#settings;
    return Array.from({ length: rows }, (_, i) => decide(data, i * cols, outputs, step));
  }
}
