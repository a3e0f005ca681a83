import type { Outputs } from "./outputs.js";
import type { Learned, Outcome } from "./train.js";

/** What a fit commits, as a whole or not at all. */
export interface Fitted extends Outcome {
  readonly outputs: Outputs;
}

export const featuresOf = ({ W, b }: Learned): number => W.length / b.length;
