import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { within } from "../base/within.js";
import type { Label, Targets } from "../data/labels.js";
import type { FittedAs, FittedLabels } from "../data/typed-labels.js";
import type { MatrixInput } from "../data/view.js";
import { readSklearn, type SklearnAttributes } from "./attributes.js";
import { LinearClassifier, type SklearnFitOptions, type SklearnPartialFitOptions } from "./estimator.js";
import type { PassiveAggressiveOptions, SklearnPerceptronOptions } from "./options.js";

/** The labels that fit an estimator of L; any targets, where it was declared for none. */
type LabelsOf<L extends Label> = Label extends L ? Targets : ArrayLike<L>;

/** The labels of an estimator that takes Y once it is fitted with T. */
type Fitted<L extends Label, Y extends Targets, T> = FittedLabels<L, Y, T> & Label;

/**
 * scikit-learn's Perceptron, to the last bit of its weights: w ← w + η·y·x for every row with
 * y·(w·x + b) ≤ 0, y being ±1, one problem for each class, each in an order of its own.
 */
export class Perceptron<
  out L extends Label = Label,
  Y extends Targets = LabelsOf<NoInfer<L>>,
> extends LinearClassifier<L> {
  static override readonly name: string = "Perceptron"; // which minifying would take away

  /**
   * @param options  scikit-learn's, in camelCase
   * @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT
   */
  constructor(options: SklearnPerceptronOptions = {}) {
    super(Perceptron, options);
  }

  /**
   * Trains from zero weights, or from the present ones with `warmStart`.
   *
   * @param X        samples [n×d], dense or sparse
   * @param y        labels [n]
   * @param options  sampleWeight [n]
   * @throws {KindError | ShapeError | ValueError} what cannot be fitted; the model is then unchanged
   */
  fit<T extends Y>(
    X: MatrixInput,
    y: T,
    options: SklearnFitOptions = {},
  ): FittedAs<this, Perceptron, Perceptron<Fitted<L, Y, T>, Y>> {
    this.train(X, y, options);
    return this as never;
  }

  /**
   * One epoch over a batch, from the present weights, rows shuffled from the seed anew.
   *
   * @param X        samples [n×d], dense or sparse
   * @param y        labels [n]
   * @param options  sampleWeight [n]; classes, needed on the first call
   * @throws {ValueError} CLASSES_MISSING on a first call without `classes`, CLASSES_DIFFER, BALANCED_PART,
   *   EARLY_STOPPING_PART
   * @throws {KindError | ShapeError | ValueError} what cannot be fitted; the model is then unchanged
   */
  partialFit<T extends Y>(
    X: MatrixInput,
    y: T,
    options: SklearnPartialFitOptions = {},
  ): FittedAs<this, Perceptron, Perceptron<Fitted<L, Y, T>, Y>> {
    this.trainPart(X, y, options);
    return this as never;
  }

  /**
   * The Perceptron that was trained in Python, from its parameters and fitted attributes.
   *
   * @param attributes  JSON as docs/sklearn.md has Python write it
   * @throws {ValueError} SKLEARN_ATTRIBUTES, of another class too; and what options, classes and matrices
   *   refuse
   */
  static fromSklearn<L extends Label = Label>(attributes: SklearnAttributes): Perceptron<L> {
    return call("Perceptron.fromSklearn", () => {
      const { name, options, state } = readSklearn(attributes);
      if (name !== "Perceptron") throw fail.notSklearn(`it is a ${name}`);
      return Perceptron.restored(
        within(() => new Perceptron<L>(options)),
        state,
      );
    });
  }
}

/**
 * scikit-learn's PassiveAggressiveClassifier (Crammer et al. 2006), to the last bit of its weights: the
 * smallest step that gives a row the margin 1, but none larger than C (PA-I), or one that C makes smaller
 * (PA-II).
 */
export class PassiveAggressiveClassifier<
  out L extends Label = Label,
  Y extends Targets = LabelsOf<NoInfer<L>>,
> extends LinearClassifier<L> {
  static override readonly name: string = "PassiveAggressiveClassifier"; // which minifying would take away

  /**
   * @param options  scikit-learn's, in camelCase
   * @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT
   */
  constructor(options: PassiveAggressiveOptions = {}) {
    super(PassiveAggressiveClassifier, options);
  }

  /**
   * Trains from zero weights, or from the present ones with `warmStart`.
   *
   * @param X        samples [n×d], dense or sparse
   * @param y        labels [n]
   * @param options  sampleWeight [n]
   * @throws {KindError | ShapeError | ValueError} what cannot be fitted; the model is then unchanged
   */
  fit<T extends Y>(
    X: MatrixInput,
    y: T,
    options: SklearnFitOptions = {},
  ): FittedAs<this, PassiveAggressiveClassifier, PassiveAggressiveClassifier<Fitted<L, Y, T>, Y>> {
    this.train(X, y, options);
    return this as never;
  }

  /**
   * One epoch over a batch, from the present weights, rows shuffled from the seed anew.
   *
   * @param X        samples [n×d], dense or sparse
   * @param y        labels [n]
   * @param options  sampleWeight [n]; classes, needed on the first call
   * @throws {ValueError} CLASSES_MISSING on a first call without `classes`, CLASSES_DIFFER, BALANCED_PART,
   *   EARLY_STOPPING_PART
   * @throws {KindError | ShapeError | ValueError} what cannot be fitted; the model is then unchanged
   */
  partialFit<T extends Y>(
    X: MatrixInput,
    y: T,
    options: SklearnPartialFitOptions = {},
  ): FittedAs<this, PassiveAggressiveClassifier, PassiveAggressiveClassifier<Fitted<L, Y, T>, Y>> {
    this.trainPart(X, y, options);
    return this as never;
  }

  /**
   * The PassiveAggressiveClassifier that was trained in Python, from its parameters and fitted attributes.
   *
   * @param attributes  JSON as docs/sklearn.md has Python write it
   * @throws {ValueError} SKLEARN_ATTRIBUTES, of another class too; and what options, classes and matrices
   *   refuse
   */
  static fromSklearn<L extends Label = Label>(attributes: SklearnAttributes): PassiveAggressiveClassifier<L> {
    return call("PassiveAggressiveClassifier.fromSklearn", () => {
      const { name, options, state } = readSklearn(attributes);
      if (name !== "PassiveAggressiveClassifier") throw fail.notSklearn(`it is a ${name}`);
      return PassiveAggressiveClassifier.restored(
        within(() => new PassiveAggressiveClassifier<L>(options)),
        state,
      );
    });
  }
}

/**
 * The model that was trained in Python, from its parameters and fitted attributes: it answers alike, and
 * `partialFit` continues it to the same bits.
 *
 * @param attributes  JSON as docs/sklearn.md has Python write it
 * @throws {ValueError} SKLEARN_ATTRIBUTES; and what options, classes and matrices refuse
 */
export function fromSklearn<L extends Label = Label>(
  attributes: SklearnAttributes,
): Perceptron<L> | PassiveAggressiveClassifier<L> {
  return call("fromSklearn", () =>
    within(() =>
      attributes?.class === "PassiveAggressiveClassifier"
        ? PassiveAggressiveClassifier.fromSklearn<L>(attributes)
        : Perceptron.fromSklearn<L>(attributes),
    ),
  );
}
