// What a perceptron of two features answers: the readable twin of the library's predict, for one row at a time.
import type { PointSet } from "../data/points";
import type { Rule } from "../state";

/** The weights of k outputs: one for two classes, otherwise one for each. */
export interface Weights {
  /** w₁ w₂ of each output [k×2] */
  readonly w: Float64Array;
  /** [k] */
  readonly b: Float64Array;
}

export const noWeights = (classCount: number): Weights => {
  const k = classCount > 2 ? classCount : 1;
  return { w: new Float64Array(2 * k), b: new Float64Array(k) };
};

/** The score of one output, added in the order of the library. */
export const score = ({ w, b }: Weights, output: number, x: number, y: number): number =>
  (w[2 * output] as number) * x + (w[2 * output + 1] as number) * y + (b[output] as number);

/** Whether an output fires; the sign rule does not at exactly 0. */
const fires = (z: number, rule: Rule): boolean => (rule === "sign" ? z > 0 : z >= 0);

/** The class that is answered: an index into the classes of the model. */
export function decide(weights: Weights, rule: Rule, x: number, y: number): number {
  if (weights.b.length === 1) return fires(score(weights, 0, x, y), rule) ? 1 : 0;
  let [best, highest] = [0, score(weights, 0, x, y)];
  for (let k = 1; k < weights.b.length; k++) {
    const z = score(weights, k, x, y);
    if (z > highest) [best, highest] = [k, z];
  }
  return best;
}

/** Whether the Heaviside output of this number answers wrongly. */
export function isWrong(weights: Weights, output: number, x: number, y: number, answer: number): boolean {
  const target = weights.b.length === 1 ? answer === 1 : answer === output;
  return score(weights, output, x, y) >= 0 !== target;
}

/** @param answers  the class of each point, an index into the classes of the model [n] */
export function countWrong(weights: Weights, rule: Rule, { xy }: PointSet, answers: Uint8Array): number {
  let wrong = 0;
  for (let i = 0; i < answers.length; i++) {
    const decision = decide(weights, rule, xy[2 * i] as number, xy[2 * i + 1] as number);
    if (decision !== answers[i]) wrong++;
  }
  return wrong;
}
