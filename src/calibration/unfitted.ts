import * as fail from "../base/texts.js";
import { Perceptron } from "../learn/perceptron.js";

/**
 * Another model with the same options, which has learned nothing: of a Perceptron, or of what has `unfitted()`.
 *
 * @throws {KindError} WRONG_KIND
 */
export function unfittedModel(model: unknown): unknown {
  if (model instanceof Perceptron) return Perceptron.fromState({ settings: model.toState().settings });
  const { unfitted } = model as { unfitted?: unknown };
  if (typeof unfitted === "function") return unfitted.call(model);
  throw fail.wrongKind(
    "the model, which is not fitted,",
    "one with unfitted(), which makes another for each fold",
    model,
  );
}
