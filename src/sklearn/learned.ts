import type { Label } from "../data/labels.js";
import type { EpochReport } from "../learn/types.js";
import type { State } from "./problem.js";

/** What a model has learned. Never changed in place. */
export interface Learned {
  readonly classes: readonly Label[];
  readonly features: number;
  /** One for two classes, else one for each class. */
  readonly states: readonly State[];
  /** The row counter t_: 1 and the rows of all epochs. */
  readonly t: number;
  readonly nIter: number;
  readonly history: readonly EpochReport[];
  readonly converged: boolean;
}
