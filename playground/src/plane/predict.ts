// What a perceptron predicts: the library's predict for one row, short enough to read.
import type { Rule } from "../state";

/** The weights of k outputs: one for two classes, otherwise one for each. */
export interface Weights {
  /** The weights of each output [k×d] */
  readonly w: Float64Array;
  /** [k] */
  readonly b: Float64Array;
}

export const zeroWeights = (classCount: number, d = 2): Weights => {
  const k = classCount > 2 ? classCount : 1;
  return { w: new Float64Array(d * k), b: new Float64Array(k) };
};

/** How many inputs these weights are for. */
export const inputCount = ({ w, b }: Weights): number => w.length / b.length;

/**
 * The score of one output, z = w·x + b, added in the order of the library (two running sums).
 *
 * @param X   rows of inputs [n×d]
 * @param at  where the row begins in X
 */
export function score({ w, b }: Weights, output: number, X: ArrayLike<number>, at = 0): number {
  const d = w.length / b.length;
  const from = output * d;
  let [even, odd] = [0, 0];
  let j = 0;
  for (; j + 1 < d; j += 2) {
    even += (w[from + j] as number) * (X[at + j] as number);
    odd += (w[from + j + 1] as number) * (X[at + j + 1] as number);
  }
  let z = even + odd;
  if (j < d) z += (w[from + j] as number) * (X[at + j] as number);
  return z + (b[output] as number);
}

/** The step of a rule: Heaviside's is 1 from z = 0 on, else 0; that of the sign rule −1, 0 or 1. */
export const step = (z: number, rule: Rule): number => (rule === "sign" ? Math.sign(z) : z >= 0 ? 1 : 0);

const fires = (z: number, rule: Rule): boolean => step(z, rule) > 0;

/** The predicted class of the row that begins at `at`: an index into the classes of the model. */
export function predict(weights: Weights, rule: Rule, X: ArrayLike<number>, at = 0): number {
  if (weights.b.length === 1) return fires(score(weights, 0, X, at), rule) ? 1 : 0;
  let [best, highest] = [0, score(weights, 0, X, at)];
  for (let k = 1; k < weights.b.length; k++) {
    const z = score(weights, k, X, at);
    if (z > highest) [best, highest] = [k, z];
  }
  return best;
}

/** Whether the Heaviside output of this number is wrong about the row of X whose class is `target`. */
export function isWrong(
  weights: Weights,
  output: number,
  X: ArrayLike<number>,
  at: number,
  target: number,
): boolean {
  const shouldFire = weights.b.length === 1 ? target === 1 : target === output;
  return score(weights, output, X, at) >= 0 !== shouldFire;
}

/**
 * @param targets  the class of each row of X [n×d], an index into the classes of the model [n]
 * @param from     the first row that is counted, and the one behind the last
 */
export function countMisclassified(
  weights: Weights,
  rule: Rule,
  X: ArrayLike<number>,
  targets: Uint8Array,
  from = 0,
  to = targets.length,
): number {
  const d = inputCount(weights);
  let misclassified = 0;
  for (let i = from; i < to; i++) if (predict(weights, rule, X, i * d) !== targets[i]) misclassified++;
  return misclassified;
}
