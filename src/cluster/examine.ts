import type { Matrix } from "../data/view.js";
import type { PredictionWeights } from "../learn/model.js";
import type { Judge } from "../learn/train/training-set.js";
import type { StartModel } from "./start-model.js";

/** Which rows a model answers rightly, and by how much the visits behind a mean have to grow until it does all. */
export interface Examined {
  readonly right: number;
  readonly growth: number;
}

/** @param marginsBy  the margins of the rows by some weights */
export function examineMargins(
  marginsBy: (weights: PredictionWeights) => Matrix,
  judge: Judge,
  { prediction, state: { dtype, W, b } }: StartModel,
): Examined {
  const z = marginsBy(prediction);
  let [right, growth] = [0, 0];
  let last: Matrix | undefined;
  for (let row = 0; row < z.rows; row++) {
    const at = row * z.cols;
    if (judge.isRight(z.data, at, row)) {
      right++;
      continue;
    }
    last ??= marginsBy({ dtype, W, b, scale: undefined });
    growth = Math.max(growth, judge.growth(z.data, last.data, at, row));
  }
  return { right, growth };
}
