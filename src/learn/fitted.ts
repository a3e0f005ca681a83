import type { Reals } from "../base/dtype.js";
import type { Outputs } from "./outputs.js";
import type { Learned, Outcome } from "./train.js";

/** What a fit commits, as a whole or not at all. */
export interface Fitted extends Outcome {
  readonly outputs: Outputs;
  /** The weights that the model answers with: the learned ones, or their mean. */
  readonly shown: Shown;
}

export type Shown = Pick<Learned, "dtype" | "W" | "b">;

/** The weights that a model with this training behind it answers with. */
export function shownWeights({ dtype, W, b, average }: Learned): Shown {
  if (average === undefined) return { dtype, W, b };
  const { sums, visits } = average;
  const mean = (last: Reals, from: number): Reals =>
    last.map((weight, i) => weight - (sums[from + i] as number) / visits) as Reals;
  return { dtype, W: mean(W, 0), b: mean(b, W.length) };
}

export const featuresOf = ({ W, b }: Shown): number => W.length / b.length;
