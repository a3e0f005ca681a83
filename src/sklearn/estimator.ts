import type { Reals } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { inspectable, summaryOf } from "../base/inspect.js";
import { type Class, Instance } from "../base/instance.js";
import * as fail from "../base/texts.js";
import { type Label, readClasses, type Targets } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import type { Ranked } from "../data/typed-labels.js";
import type { Matrix, MatrixInput } from "../data/view.js";
import type { PredictionWeights } from "../learn/model.js";
import { decide, labelOutputs, refuseOtherClasses } from "../learn/outputs.js";
import { margins } from "../learn/predict/one-row.js";
import { type Answering, predictRows, rowMargins, score } from "../learn/predict/rows.js";
import { topOf } from "../learn/predict/top-k.js";
import type { EpochReport, FitOptions } from "../learn/types.js";
import { type SklearnAttributes, writeSklearn } from "./attributes.js";
import { predictsWithMean, sklearnPrediction, warmStarted } from "./averaging.js";
import { fitClassifier } from "./fit-classifier.js";
import type { FittedState } from "./fitted-state.js";
import { type Estimator, type SklearnSettings, sklearnSettings } from "./options.js";

/** What a fit takes beside its rows. */
export type SklearnFitOptions = Pick<FitOptions, "sampleWeight">;

/** What one epoch over a batch takes beside its rows. */
export interface SklearnPartialFitOptions extends SklearnFitOptions {
  /** Every label that may ever come; by default those of the calls before, so that it is needed on the first. */
  classes?: ArrayLike<Label> | undefined;
}

/** What both estimators are: linear models, trained in scikit-learn's order of additions, in f64. */
export abstract class LinearClassifier<out L extends Label = Label> extends Instance {
  /** @internal */
  protected readonly settings: SklearnSettings;
  /** @internal */
  protected learned: FittedState | undefined;
  #answered: (Answering & { readonly learned: FittedState }) | undefined;
  readonly #name: Estimator;

  /** @internal */
  constructor(ofClass: Class & { readonly name: string }, options: object) {
    super(ofClass);
    const name = ofClass.name as Estimator;
    this.#name = name;
    this.settings = call(`new ${name}`, () => sklearnSettings(name, options));
    inspectable(LinearClassifier.prototype, (shown) => {
      const { learned, settings } = shown;
      const shape = learned && { classes: learned.classes, features: learned.features };
      const tellsRows = learned?.outputs.length === 1 && (settings.average === 0 || learned.converged);
      return summaryOf(shape, settings, sklearnSettings(shown.#name, {}), learned, tellsRows);
    });
  }

  /** What `fit` of an estimator does. @internal */
  protected train(X: MatrixInput, y: Targets, options: SklearnFitOptions): void {
    call(`${this.#name}.fit`, () => {
      options = checkOptions(options, ["sampleWeight"]);
      const { sampleWeight } = options;
      const { maxIter, warmStart, average } = this.settings;
      const before = warmStart ? this.learned && warmStarted(this.learned, average) : undefined;
      this.learned = fitClassifier(
        { X, y, sampleWeight, classes: undefined, before, maxIter, t: 1 },
        this.settings,
      );
    });
  }

  /** What `partialFit` of an estimator does. @internal */
  protected trainPart(X: MatrixInput, y: Targets, options: SklearnPartialFitOptions): void {
    call(`${this.#name}.partialFit`, () => {
      options = checkOptions(options, ["sampleWeight", "classes"]);
      const { classWeight, earlyStopping } = this.settings;
      if (classWeight === "balanced") {
        throw fail.needsAllRows("BALANCED_PART", `classWeight "balanced"`, "pass { label: weight }");
      }
      if (earlyStopping) throw fail.needsAllRows("EARLY_STOPPING_PART", "earlyStopping", "call fit");
      const classes = options.classes === undefined ? undefined : readClasses(options.classes);
      const before = this.learned;
      if (classes === undefined && before === undefined) throw fail.classesMissing();
      if (before !== undefined) refuseOtherClasses(classes, before);
      const { sampleWeight } = options;
      const t = before?.t ?? 1;
      this.learned = fitClassifier({ X, y, sampleWeight, classes, before, maxIter: 1, t }, this.settings);
    });
  }

  /**
   * The scores w·x + b.
   *
   * @param X  samples [n×d], dense or sparse
   * @returns [n×1] for two classes, otherwise [n×k], f64
   * @throws {StateError} NOT_FITTED
   * @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  decisionFunction(X: MatrixInput): Matrix {
    return call(`${this.#name}.decisionFunction`, () => rowMargins(X, this.#predictionWeights()));
  }

  /**
   * The label of each row: with two classes the second if the score is above 0, else the largest score's.
   *
   * @param X  samples [n×d], dense or sparse
   * @throws as `decisionFunction`
   */
  predict(X: MatrixInput): L[] {
    return call(`${this.#name}.predict`, () => predictRows(X, this.#answering(), "sgn") as L[]);
  }

  /**
   * The label of one row, by the score of its class.
   *
   * @param x  features [d]
   * @throws {StateError} NOT_FITTED
   * @throws {ShapeError} FEATURE_COUNT
   * @throws {ValueError} NOT_FINITE, OVERFLOW
   */
  predictOne(x: ArrayLike<number | boolean>): L {
    return call(`${this.#name}.predictOne`, () => {
      const { prediction, outputs } = this.#answering();
      return decide(margins(x, prediction), 0, outputs, "sgn") as L;
    });
  }

  /**
   * The classes of one row with their scores, the largest first, equal ones in the order of `classes`: z for each of several
   * classes; of two, z for the second and −z for the first.
   *
   * @param x  features [d]
   * @param k  how many, an integer ≥ 1; all by default and where there are no more
   * @throws as `predictOne`; {KindError} OPTION_KIND, {ValueError} OPTION_VALUE for another k
   */
  topK(x: ArrayLike<number | boolean>, k?: number): Ranked<L>[] {
    return call(`${this.#name}.topK`, () => {
      const { prediction, outputs } = this.#answering();
      return topOf(margins(x, prediction), outputs, k) as Ranked<L>[];
    });
  }

  /**
   * The share of rows whose label is predicted right.
   *
   * @param X  samples [n×d], dense or sparse
   * @param y  labels [n]
   * @returns 0 … 1
   */
  score(X: MatrixInput, y: Targets): number {
    return call(`${this.#name}.score`, () => score(X, y, this.#answering(), "sgn"));
  }

  /** The classes, sorted. */
  get classes(): L[] {
    return call(`${this.#name}.classes`, () => [...this.#state().classes] as L[]);
  }

  /** A copy of the weights, [1×d] for two classes, otherwise [k×d]. */
  get coef(): Matrix {
    return call(`${this.#name}.coef`, () => {
      const { W, b } = this.#predictionWeights();
      return { data: W, rows: b.length, cols: W.length / b.length };
    });
  }

  /** A copy of the biases, [1] for two classes, otherwise [k]. */
  get intercept(): Reals {
    return call(`${this.#name}.intercept`, () => this.#predictionWeights().b);
  }

  /** The most epochs that a problem of the last call ran. */
  get nIter(): number {
    return this.learned?.nIter ?? 0;
  }

  /** scikit-learn's t_: 1, and the rows of all epochs. */
  get t(): number {
    return call(`${this.#name}.t`, () => this.#state().t);
  }

  /** Whether the last epoch of every problem was free of mistakes, and the weights that answer have every row of it right. */
  get converged(): boolean {
    return this.learned?.converged ?? false;
  }

  /** The epochs of the last call, all problems together. */
  get history(): EpochReport[] {
    return this.learned?.history.map((report) => ({ ...report })) ?? [];
  }

  /** The model for scikit-learn, as plain JSON: docs/sklearn.md has the lines of Python that take it up. */
  toSklearn(): SklearnAttributes {
    return call(`${this.#name}.toSklearn`, () => writeSklearn(this.#name, this.settings, this.#state()));
  }

  /** Puts a state that was fitted elsewhere into a new model. @internal */
  protected static restored<M extends LinearClassifier>(model: M, state: FittedState): M {
    model.learned = state;
    return model;
  }

  /** What the model answers with, made once: the weights of single rows then stay where they are. */
  #answering(): Answering {
    const learned = this.#state();
    if (this.#answered?.learned !== learned) {
      const prediction = this.#predictionWeights();
      this.#answered = { learned, prediction, outputs: labelOutputs(learned.classes) };
    }
    return this.#answered;
  }

  #state(): FittedState {
    if (this.learned === undefined) throw fail.notFitted();
    return this.learned;
  }

  #predictionWeights(): PredictionWeights {
    const { outputs, t } = this.#state();
    return sklearnPrediction(outputs, predictsWithMean(this.settings.average, t));
  }
}
