export { accuracy } from "./accuracy.js";
export { type ConfusionMatrix, type ConfusionOptions, confusionMatrix, type Predicted } from "./confusion.js";
export { type Classifier, crossValidate, type Validation } from "./cross-validate.js";
export { type FoldOptions, folds } from "./folds.js";
export { type ClassificationReport, type ClassScores, classificationReport } from "./report.js";
export { type Split, type SplitOptions, trainTestSplit } from "./split.js";
export type { RowsInput, Takeable } from "./take.js";
