import * as fail from "../../base/texts.js";

/** @throws {ValueError} MODEL_FILE with what is wrong, unless a condition holds */
export function ensure(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw fail.notASavedModel(otherwise);
}
