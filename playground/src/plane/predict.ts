// What a perceptron of two features predicts: the library's predict for one row, short enough to read.
import type { PointSet } from "../data/points";
import type { Rule } from "../state";

/** The weights of k outputs: one for two classes, otherwise one for each. */
export interface Weights {
  /** w₁ w₂ of each output [k×2] */
  readonly w: Float64Array;
  /** [k] */
  readonly b: Float64Array;
}

export const zeroWeights = (classCount: number): Weights => {
  const k = classCount > 2 ? classCount : 1;
  return { w: new Float64Array(2 * k), b: new Float64Array(k) };
};

/** The score of one output, z = w₁·x + w₂·y + b, added in the order of the library. */
export const score = ({ w, b }: Weights, output: number, x: number, y: number): number =>
  (w[2 * output] as number) * x + (w[2 * output + 1] as number) * y + (b[output] as number);

/** The step of a rule: Heaviside's is 1 from z = 0 on, else 0; that of the sign rule −1, 0 or 1. */
export const step = (z: number, rule: Rule): number => (rule === "sign" ? Math.sign(z) : z >= 0 ? 1 : 0);

const fires = (z: number, rule: Rule): boolean => step(z, rule) > 0;

/** The predicted class: an index into the classes of the model. */
export function predict(weights: Weights, rule: Rule, x: number, y: number): number {
  if (weights.b.length === 1) return fires(score(weights, 0, x, y), rule) ? 1 : 0;
  let [best, highest] = [0, score(weights, 0, x, y)];
  for (let k = 1; k < weights.b.length; k++) {
    const z = score(weights, k, x, y);
    if (z > highest) [best, highest] = [k, z];
  }
  return best;
}

/** Whether the Heaviside output of this number is wrong about a row whose class is `target`. */
export function isWrong(weights: Weights, output: number, x: number, y: number, target: number): boolean {
  const shouldFire = weights.b.length === 1 ? target === 1 : target === output;
  return score(weights, output, x, y) >= 0 !== shouldFire;
}

/** @param targets  the class of each point, an index into the classes of the model [n] */
export function countMisclassified(
  weights: Weights,
  rule: Rule,
  { xy }: PointSet,
  targets: Uint8Array,
): number {
  let misclassified = 0;
  for (let i = 0; i < targets.length; i++) {
    if (predict(weights, rule, xy[2 * i] as number, xy[2 * i + 1] as number) !== targets[i]) misclassified++;
  }
  return misclassified;
}
