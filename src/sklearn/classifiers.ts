import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import { readSklearn, type SklearnAttributes } from "./attributes.js";
import { LinearClassifier } from "./estimator.js";
import type { PassiveAggressiveOptions, SklearnPerceptronOptions } from "./options.js";

/**
 * scikit-learn's Perceptron, to the last bit of its weights: w ← w + η·y·x for every row with
 * y·(w·x + b) ≤ 0, y being ±1, one problem for each class, each in an order of its own.
 */
export class Perceptron extends LinearClassifier {
  static override readonly name: string = "Perceptron"; // which minifying would take away

  /** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT */
  constructor(options: SklearnPerceptronOptions = {}) {
    super("Perceptron", options);
  }

  /**
   * The Perceptron that was trained in Python, from its parameters and fitted attributes.
   *
   * @throws {ValueError} SKLEARN_ATTRIBUTES, of another class too; and what options, classes and matrices
   *   refuse
   */
  static fromSklearn(attributes: SklearnAttributes): Perceptron {
    return call("Perceptron.fromSklearn", () => {
      const { name, options, state } = readSklearn(attributes);
      if (name !== "Perceptron") throw fail.notSklearn(`it is a ${name}`);
      return Perceptron.restored(new Perceptron(options), state);
    });
  }
}

/**
 * scikit-learn's PassiveAggressiveClassifier (Crammer et al. 2006), to the last bit of its weights: the
 * smallest step that gives a row the margin 1, but none larger than C (PA-I), or one that C makes smaller
 * (PA-II).
 */
export class PassiveAggressiveClassifier extends LinearClassifier {
  static override readonly name: string = "PassiveAggressiveClassifier"; // which minifying would take away

  /** @throws {KindError} UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE, WEIGHT */
  constructor(options: PassiveAggressiveOptions = {}) {
    super("PassiveAggressiveClassifier", options);
  }

  /**
   * The PassiveAggressiveClassifier that was trained in Python, from its parameters and fitted attributes.
   *
   * @throws {ValueError} SKLEARN_ATTRIBUTES, of another class too; and what options, classes and matrices
   *   refuse
   */
  static fromSklearn(attributes: SklearnAttributes): PassiveAggressiveClassifier {
    return call("PassiveAggressiveClassifier.fromSklearn", () => {
      const { name, options, state } = readSklearn(attributes);
      if (name !== "PassiveAggressiveClassifier") throw fail.notSklearn(`it is a ${name}`);
      return PassiveAggressiveClassifier.restored(new PassiveAggressiveClassifier(options), state);
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
export function fromSklearn(attributes: SklearnAttributes): Perceptron | PassiveAggressiveClassifier {
  return attributes?.class === "PassiveAggressiveClassifier"
    ? PassiveAggressiveClassifier.fromSklearn(attributes)
    : Perceptron.fromSklearn(attributes);
}
