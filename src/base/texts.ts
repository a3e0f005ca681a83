/**
 * All texts of all errors; those of the subpaths are in files beside. A text says what came, what is wrong with it and,
 * where it helps, what to do. Before it the public method that was called puts its name (errors.ts).
 */

import type { ErrorCode } from "./error-codes.js";
import { KindError, ShapeError, StateError, ValueError } from "./errors.js";
import { describe, list, nearest, plural, quote, refusal } from "./words.js";

export * from "./texts-subpaths.js";
export { describe, plural, quote, shorten } from "./words.js";

// ---------------------------------------------------------------- matrices

export const notAMatrix = (name: string, value: unknown) =>
  new KindError(
    "NOT_A_MATRIX",
    `${name} is ${describe(value)}; expected rows of numbers, or { data, rows, cols }`,
  );

export const noShape = (name: string, value: unknown) =>
  new KindError(
    "NO_SHAPE",
    `${name} is ${describe(value)} of numbers; for one row write [${name}], for many { data, rows, cols }`,
  );

export const notARow = (name: string, row: number, value: unknown) =>
  new KindError(
    "NOT_A_ROW",
    `row ${row} of ${name} is ${describe(value)}; expected an array or a typed array of numbers`,
  );

export const notAVector = (name: string, value: unknown) =>
  new KindError(
    "NOT_A_VECTOR",
    `${name} is ${describe(value)}; expected an array or a typed array of numbers`,
  );

export const notANumber = (place: string, value: unknown) =>
  new KindError("NOT_A_NUMBER", `${place} is ${describe(value)}; expected a number`);

export const empty = (name: string) => new ShapeError("EMPTY", `${name} is empty; expected at least one row`);

export const noColumns = (name: string) =>
  new ShapeError("NO_COLUMNS", `${name} has no columns; expected at least one`);

export const ragged = (name: string, row: number, length: number, cols: number) =>
  new ShapeError(
    "RAGGED_ROWS",
    `row ${row} of ${name} has ${plural(length, "element")}, those before it have ${cols}`,
  );

export const badExtent = (name: string, extent: string, value: unknown) =>
  refusal(value, "BAD_SHAPE", `${name}.${extent} is ${describe(value)}; expected an integer ≥ 0`);

export const dataLength = (name: string, length: number, rows: number, cols: number) =>
  new ShapeError(
    "DATA_LENGTH",
    `${name} is [${rows}×${cols}], and its data has ${length}, not ${rows * cols}`,
  );

export const detached = (name: string) =>
  new ValueError(
    "DETACHED",
    `the buffer of ${name} is detached: it was transferred or its memory grew; pass a copy`,
  );

export const changed = (name: string) =>
  new ValueError("CHANGED", `${name} changed while it was read; pass a copy`);

export const notFinite = (place: string, value: number, dtype: "f32" | "f64") =>
  new ValueError(
    "NOT_FINITE",
    `${place} is ${value}${Number.isFinite(value) ? `, which overflows ${dtype}` : "; expected a finite number"}`,
  );

export const overflow = (what: string, dtype: "f32" | "f64") =>
  new ValueError("OVERFLOW", `${what} overflowed ${dtype} although the input is finite; scale it down`);

export const innerDimensions = (a: string, m: number, p: number, b: string, q: number, n: number) =>
  new ShapeError(
    "SHAPE_MISMATCH",
    `${a} is [${m}×${p}] and ${b} is [${q}×${n}]: inner dimensions ${p} and ${q} differ`,
  );

export const vectorLength = (name: string, length: number, expected: number, per: string) =>
  new ShapeError("LENGTH", `${name} has ${plural(length, "element")}; expected ${expected}, one per ${per}`);

export const featureCount = (cols: number, expected: number) =>
  new ShapeError(
    "FEATURE_COUNT",
    `the input has ${plural(cols, "feature")}, but the model was fitted with ${expected}`,
  );

export const tooLarge = (bytes: number) =>
  new ValueError(
    "TOO_LARGE",
    `${gibibytes(bytes)} GiB are needed at once, and linear memory ends at 4 GiB; pass fewer rows or columns`,
  );

export const tooManyElements = (what: string, length: number, most: number) =>
  new ValueError("TOO_LARGE", `${what} would be ${length} values; expected at most ${most}`);

export const outOfMemory = (bytes: number) =>
  new ValueError("OUT_OF_MEMORY", `there is no memory for ${gibibytes(bytes)} GiB; nothing was changed`);

const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toPrecision(3);

export const indptrLength = (name: string, length: number, rows: number) =>
  new ShapeError(
    "INDPTR",
    `${name}.indptr has ${plural(length, "element")}; expected ${rows + 1} for ${plural(rows, "row")}: where each begins, and the end`,
  );

export const indptr = (name: string, i: number, value: unknown, from: number, to: number) =>
  new ShapeError(
    "INDPTR",
    `${name}.indptr[${i}] is ${describe(value)}; expected an integer from ${from} to ${to}, as they ascend`,
  );

export const columnIndex = (name: string, p: number, row: number, value: unknown, cols: number) =>
  refusal(
    value,
    "COLUMN_INDEX",
    `${name}.indices[${p}], in row ${row}, is ${describe(value)}; expected an integer from 0 to ${cols - 1}`,
  );

export const duplicateEntry = (place: string) =>
  new ValueError("DUPLICATE_ENTRY", `${place} is stored twice; add the two up`);

export const lockedSource = () =>
  new StateError("LOCKED", "the stream is locked: something else reads it, or has read it; pass a new one");

// ---------------------------------------------------------------- labels and weights

export const notLabels = (value: unknown) =>
  new KindError("NOT_LABELS", `y is ${describe(value)}; expected an array of labels, or a matrix of 0 and 1`);

export const labelKind = (place: string, value: unknown) =>
  new KindError("LABEL_KIND", `${place} is ${describe(value)}; a label is a string, a number or a boolean`);

export const labelsMixed = (place: string, value: unknown, kind: string) =>
  new KindError(
    "LABELS_MIXED",
    `${place} is ${describe(value)}, other labels are ${kind}s; labels are of one type`,
  );

export const oneClass = (label: unknown) =>
  new ValueError("ONE_CLASS", `every label is ${quote(label)}; a classifier needs at least two classes`);

export const unknownClass = (place: string, label: unknown, classes: readonly unknown[]) =>
  new ValueError(
    "UNKNOWN_CLASS",
    `${place} is ${quote(label)}, which is no class of this model; its classes are ${list(classes)}`,
  );

export const tooManyLabels = (most: number) =>
  new ValueError("TOO_MANY_CLASSES", `more than ${most} distinct labels; a quantity is not to be classified`);

export const classesMissing = () =>
  new ValueError(
    "CLASSES_MISSING",
    "the first call needs { classes }, every label that may come; later batches may lack some",
  );

export const classesNotAList = (value: unknown) =>
  new KindError("CLASSES", `classes is ${describe(value)}; expected an array of labels, or "grow"`);

export const classesTwice = (label: unknown) =>
  new ValueError("CLASSES_DUPLICATE", `classes names ${quote(label)} twice`);

export const classesDiffer = (given: readonly unknown[], classes: readonly unknown[]) =>
  new ValueError(
    "CLASSES_DIFFER",
    `classes is ${list(given)}, but the model was fitted with ${list(classes)}`,
  );

export const notZeroOne = (row: number, col: number, value: unknown) =>
  refusal(
    value,
    "NOT_ZERO_ONE",
    `row ${row}, column ${col} of y is ${describe(value)}; a matrix of targets holds 0 and 1`,
  );

export const targetKind = (wanted: "labels" | "a matrix of 0 and 1") =>
  new KindError("TARGET_KIND", `the model was fitted with ${wanted}, and y is of the other kind`);

export const outputCount = (cols: number, expected: number, name = "y") =>
  new ShapeError(
    "OUTPUT_COUNT",
    `${name} has ${plural(cols, "column")}, but the model has ${plural(expected, "output")}`,
  );

export const notATarget = (index: number, value: unknown, allowed: readonly number[]) =>
  refusal(
    value,
    "NOT_A_TARGET",
    `y[${index}] is ${describe(value)}; a target is a value of the step function: ${list(allowed)}`,
  );

export const negativeWeight = (place: string, value: unknown) =>
  refusal(value, "WEIGHT", `${place} is ${describe(value)}; expected a finite number ≥ 0`);

export const needsAllRows = (code: ErrorCode, what: string, instead: string) =>
  new ValueError(code, `${what} needs all rows at once, and this is a part; ${instead}`);

export const nothingLeft = (rows: number) =>
  new ValueError(
    "PART_TOO_SMALL",
    `validationFraction leaves none of ${plural(rows, "row")} to learn from; make it smaller, or turn earlyStopping off`,
  );

export const jointMatrix = () =>
  new KindError(
    "JOINT_MATRIX",
    `multiclass "joint" chooses one class for a row, and y is a matrix of 0 and 1; pass labels, or take "ovr"`,
  );

export const cannotGrow = (what: string) =>
  new StateError(
    "CANNOT_GROW",
    `classes "grow" needs one row of weights for each class, and ${what}; begin a model with "grow"`,
  );

export const noWeight = (name: string) =>
  new ValueError("WEIGHT", `${name} leaves no row with a weight above 0`);

export const classTooSmall = (label: unknown, members: number, needed: number, advice: string) =>
  new ValueError(
    "CLASS_TOO_SMALL",
    `class ${quote(label)} has ${plural(members, "member")}, and stratification needs ${needed}, one for each part; ${advice}`,
  );

export const partTooSmall = (part: "test" | "train", rows: number, classes: number, advice: string) =>
  new ValueError(
    "PART_TOO_SMALL",
    `the ${part} part has ${plural(rows, "row")} for ${classes} classes; ${advice}`,
  );

// ---------------------------------------------------------------- options and state

export const notOptions = (place: string, value: unknown) =>
  new KindError("OPTIONS", `${place}the options are ${describe(value)}; expected an object`);

export function unknownOption(place: string, name: string, known: readonly string[]): KindError {
  const near = nearest(name, known);
  return noOption(place, name, known, near === undefined ? undefined : `did you mean ${near}?`);
}

export const noOption = (
  place: string,
  name: string,
  known: readonly string[],
  hint = `the options are ${known.join(", ")}`,
) => new KindError("UNKNOWN_OPTION", `${place}there is no option ${quote(name)}; ${hint}`);

export const optionKind = (name: string, value: unknown, expected: string) =>
  new KindError("OPTION_KIND", `${name} is ${describe(value)}; expected ${expected}`);

export const optionValue = (name: string, value: unknown, expected: string) =>
  new ValueError("OPTION_VALUE", `${name} is ${describe(value)}; expected ${expected}`);

export const twoChoices = (other: string) =>
  new ValueError("TWO_CHOICES", `${other} and keep: "best" do not go together; take one of them`);

export const noRule = (rule: string) => new StateError("NO_RULE", `the model has learned by ${rule}`);

export const noTraining = () =>
  new StateError(
    "NO_TRAINING",
    "the model was saved without its training (resume: false); it predicts, and learns anew by fit without warmStart",
  );

export const notFitted = (how = "call fit or partialFit first") =>
  new StateError("NOT_FITTED", `this model has learned nothing yet; ${how}`);

export const notAnInstance = (name: string, method: string, value: unknown) =>
  new KindError(
    "NOT_AN_INSTANCE",
    `it was called on ${describe(value)}, which is no ${name}; pass (x) => model.${method}(x)`,
  );

export const asyncCallback = (name: string) =>
  new KindError(
    "ASYNC_CALLBACK",
    `${name} returned a promise, and this call does not wait; pass a plain function`,
  );

export const busy = () =>
  new StateError(
    "BUSY",
    "this model is being fitted; wait for that call to end, or break the loop over epochs()",
  );

export const notStreamed = (what: string, expected: string, value: unknown) =>
  new KindError("BATCHES", `${what} is ${describe(value)}; expected ${expected}`);

export const notASavedModel = (what: string) =>
  new ValueError("MODEL_FILE", `not a saved model of this version: ${what}`);

/** @param value the format that the file says it has */
export const notThisFormat = (value: unknown) =>
  notASavedModel(
    `format is ${describe(value)}; load it by the class that saved it; the command line saves a Pipeline (rosenblatt/pipeline) or a CalibratedModel (rosenblatt/calibration)`,
  );

export const notBytes = (value: unknown) =>
  new KindError("NOT_BYTES", `the file is ${describe(value)}; expected an ArrayBuffer or a view of one`);

export const headerTooLong = (length: number, most: number) =>
  new ValueError(
    "TOO_LARGE",
    `options, classes and history take ${length} bytes, and a file has room for ${most}; use toJSON`,
  );
