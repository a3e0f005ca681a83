/**
 * All texts of all errors; those of the subpaths are in a file beside. A text says who was called, what came, what is
 * wrong with it and, where it helps, what to do.
 */

import { KindError, ShapeError, StateError, ValueError } from "./errors.js";
import { describe, list, nearest, plural, quote, refusal } from "./words.js";

export * from "./texts-subpaths.js";
export { describe, quote } from "./words.js";

// ---------------------------------------------------------------- matrices

export const notAMatrix = (who: string, name: string, value: unknown) =>
  new KindError(
    "NOT_A_MATRIX",
    `${who}: ${name} is ${describe(value)}; expected number[][], an array of typed-array rows, or { data, rows, cols }`,
  );

export const noShape = (who: string, name: string, value: unknown) =>
  new KindError(
    "NO_SHAPE",
    `${who}: ${name} is ${describe(value)} of numbers, which has no shape; for one row write [${name}], for many { data, rows, cols }`,
  );

export const notARow = (who: string, name: string, row: number, value: unknown) =>
  new KindError(
    "NOT_A_ROW",
    `${who}: row ${row} of ${name} is ${describe(value)}; expected an array or a typed array of numbers`,
  );

export const notAVector = (who: string, name: string, value: unknown) =>
  new KindError(
    "NOT_A_VECTOR",
    `${who}: ${name} is ${describe(value)}; expected an array or a typed array of numbers`,
  );

export const notANumber = (who: string, place: string, value: unknown) =>
  new KindError("NOT_A_NUMBER", `${who}: ${place} is ${describe(value)}; expected a number`);

export const empty = (who: string, name: string) =>
  new ShapeError("EMPTY", `${who}: ${name} is empty; expected at least one row`);

export const noColumns = (who: string, name: string) =>
  new ShapeError("NO_COLUMNS", `${who}: ${name} has no columns; expected at least one feature`);

export const ragged = (who: string, name: string, row: number, length: number, cols: number) =>
  new ShapeError(
    "RAGGED_ROWS",
    `${who}: row ${row} of ${name} has ${plural(length, "element")}, the rows before it have ${cols}`,
  );

export const badExtent = (who: string, name: string, extent: string, value: unknown) =>
  refusal(value, "number")(
    "BAD_SHAPE",
    `${who}: ${name}.${extent} is ${describe(value)}; expected an integer ≥ 0`,
  );

export const dataLength = (who: string, name: string, length: number, rows: number, cols: number) =>
  new ShapeError(
    "DATA_LENGTH",
    `${who}: ${name} is [${rows}×${cols}], which is ${rows * cols} numbers, but its data has ${length}`,
  );

export const detached = (who: string, name: string) =>
  new ValueError(
    "DETACHED",
    `${who}: the buffer of ${name} is detached: it was transferred or its memory grew; pass a copy`,
  );

export const changed = (who: string, name: string) =>
  new ValueError("CHANGED", `${who}: ${name} changed after the check; pass a copy`);

export const notFinite = (who: string, place: string, value: number, dtype: "f32" | "f64") =>
  Number.isFinite(value)
    ? new ValueError("NOT_FINITE", `${who}: ${place} is ${value}, which overflows ${dtype}`)
    : new ValueError("NOT_FINITE", `${who}: ${place} is ${value}; expected a finite number`);

export const overflow = (who: string, what: string, dtype: "f32" | "f64") =>
  new ValueError(
    "OVERFLOW",
    `${who}: ${what} overflowed ${dtype} although every input is finite; scale the numbers down`,
  );

export const innerDimensions = (
  who: string,
  a: string,
  m: number,
  p: number,
  b: string,
  q: number,
  n: number,
) =>
  new ShapeError(
    "SHAPE_MISMATCH",
    `${who}: ${a} is [${m}×${p}] and ${b} is [${q}×${n}]: inner dimensions ${p} and ${q} differ`,
  );

export const vectorLength = (who: string, name: string, length: number, expected: number, per: string) =>
  new ShapeError(
    "LENGTH",
    `${who}: ${name} has ${plural(length, "element")}; expected ${expected}, one per ${per}`,
  );

export const featureCount = (who: string, cols: number, expected: number) =>
  new ShapeError(
    "FEATURE_COUNT",
    `${who}: the input has ${plural(cols, "feature")}, but the model was fitted with ${expected}`,
  );

export const tooLarge = (who: string, bytes: number) =>
  new ValueError(
    "TOO_LARGE",
    `${who}: ${gibibytes(bytes)} GiB are needed at once, and linear memory ends at 4 GiB; pass the rows in parts (partialFit)`,
  );

export const outOfMemory = (who: string, bytes: number) =>
  new ValueError(
    "OUT_OF_MEMORY",
    `${who}: there is no memory for ${gibibytes(bytes)} GiB; nothing was changed`,
  );

const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toPrecision(3);

export const indptrLength = (who: string, name: string, length: number, rows: number) =>
  new ShapeError(
    "INDPTR",
    `${who}: ${name}.indptr has ${plural(length, "element")}; expected ${rows + 1} for ${plural(rows, "row")}: where each begins, and the end`,
  );

export const indptr = (who: string, name: string, i: number, value: unknown, from: number, to: number) =>
  new ShapeError(
    "INDPTR",
    `${who}: ${name}.indptr[${i}] is ${describe(value)}; expected integers that ascend from 0 to the ${plural(to, "stored element")}, here from ${from} on`,
  );

export const columnIndex = (
  who: string,
  name: string,
  p: number,
  row: number,
  value: unknown,
  cols: number,
) =>
  refusal(value, "number")(
    "COLUMN_INDEX",
    `${who}: ${name}.indices[${p}], in row ${row}, is ${describe(value)}; expected an integer from 0 to ${cols - 1}`,
  );

export const duplicateEntry = (who: string, place: string) =>
  new ValueError(
    "DUPLICATE_ENTRY",
    `${who}: ${place} is stored twice; add the two together, or leave one out`,
  );

// ---------------------------------------------------------------- labels and weights

export const notLabels = (who: string, value: unknown) =>
  new KindError(
    "NOT_LABELS",
    `${who}: y is ${describe(value)}; expected an array of labels, or a matrix of 0 and 1`,
  );

export const labelKind = (who: string, place: string, value: unknown) =>
  new KindError(
    "LABEL_KIND",
    `${who}: ${place} is ${describe(value)}; a label is a string, a number or a boolean`,
  );

export const labelsMixed = (who: string, place: string, value: unknown, kind: string) =>
  new KindError(
    "LABELS_MIXED",
    `${who}: ${place} is ${describe(value)}, the labels before it are ${kind}s; labels are of one type`,
  );

export const oneClass = (who: string, label: unknown) =>
  new ValueError(
    "ONE_CLASS",
    `${who}: every label is ${quote(label)}; a classifier needs at least two classes`,
  );

export const unknownClass = (who: string, place: string, label: unknown, classes: readonly unknown[]) =>
  new ValueError(
    "UNKNOWN_CLASS",
    `${who}: ${place} is ${quote(label)}, which is no class of this model; its classes are ${list(classes)}`,
  );

export const classesMissing = (who: string) =>
  new ValueError(
    "CLASSES_MISSING",
    `${who}: the first call needs { classes }, every label that may come; later batches may lack some`,
  );

export const classesNotAList = (who: string, value: unknown) =>
  new KindError("CLASSES", `${who}: classes is ${describe(value)}; expected an array of labels, or "grow"`);

export const classesTwice = (who: string, label: unknown) =>
  new ValueError("CLASSES_DUPLICATE", `${who}: classes names ${quote(label)} twice`);

export const classesDiffer = (who: string, given: readonly unknown[], classes: readonly unknown[]) =>
  new ValueError(
    "CLASSES_DIFFER",
    `${who}: classes is ${list(given)}, but the model was fitted with ${list(classes)}`,
  );

export const notZeroOne = (who: string, row: number, col: number, value: unknown) =>
  refusal(value, "number")(
    "NOT_ZERO_ONE",
    `${who}: row ${row}, column ${col} of y is ${describe(value)}; a matrix of targets holds 0 and 1`,
  );

export const targetKind = (who: string, wanted: "labels" | "a matrix of 0 and 1") =>
  new KindError("TARGET_KIND", `${who}: the model was fitted with ${wanted}, and y is of the other kind`);

export const outputCount = (who: string, cols: number, expected: number, name = "y") =>
  new ShapeError(
    "OUTPUT_COUNT",
    `${who}: ${name} has ${plural(cols, "column")}, but the model has ${plural(expected, "output")}`,
  );

export const notATarget = (who: string, index: number, value: unknown, allowed: readonly number[]) =>
  refusal(value, "number")(
    "NOT_A_TARGET",
    `${who}: y[${index}] is ${describe(value)}; a target is a value of the step function: ${list(allowed)}`,
  );

export const negativeWeight = (who: string, place: string, value: unknown) =>
  refusal(value, "number")("WEIGHT", `${who}: ${place} is ${describe(value)}; expected a finite number ≥ 0`);

export const needsAllRows = (who: string, code: string, what: string, instead: string) =>
  new ValueError(code, `${who}: ${what} needs all rows at once, and this is a part; ${instead}`);

export const nothingLeft = (who: string, rows: number) =>
  new ValueError(
    "PART_TOO_SMALL",
    `${who}: validationFraction leaves none of ${plural(rows, "row")} to learn from; make it smaller, or turn earlyStopping off`,
  );

export const jointMatrix = (who: string) =>
  new KindError(
    "JOINT_MATRIX",
    `${who}: multiclass "joint" chooses one class for a row, and y is a matrix of 0 and 1; pass labels, or take "ovr"`,
  );

export const cannotGrow = (who: string, what: string) =>
  new StateError(
    "CANNOT_GROW",
    `${who}: classes "grow" needs one row of weights for each class, and ${what}; begin a model with "grow"`,
  );

export const noWeight = (who: string, name: string) =>
  new ValueError("WEIGHT", `${who}: ${name} leaves no row with a weight above 0`);

export const classTooSmall = (who: string, label: unknown, members: number, needed: number, advice: string) =>
  new ValueError(
    "CLASS_TOO_SMALL",
    `${who}: class ${quote(label)} has ${plural(members, "member")}, and stratification needs ${needed}, one for each part; ${advice}`,
  );

export const partTooSmall = (
  who: string,
  part: "test" | "train",
  rows: number,
  classes: number,
  advice: string,
) =>
  new ValueError(
    "PART_TOO_SMALL",
    `${who}: the ${part} part has ${plural(rows, "row")} for ${classes} classes; ${advice}`,
  );

// ---------------------------------------------------------------- options and state

export const notOptions = (who: string, value: unknown) =>
  new KindError("OPTIONS", `${who}: the options are ${describe(value)}; expected an object`);

export function unknownOption(who: string, name: string, known: readonly string[]): KindError {
  const near = nearest(name, known);
  const hint = near === undefined ? `the options are ${known.join(", ")}` : `did you mean ${near}?`;
  return new KindError("UNKNOWN_OPTION", `${who}: there is no option ${quote(name)}; ${hint}`);
}

export const optionKind = (who: string, name: string, value: unknown, expected: string) =>
  new KindError("OPTION_KIND", `${who}: ${name} is ${describe(value)}; expected ${expected}`);

export const optionValue = (who: string, name: string, value: unknown, expected: string) =>
  new ValueError("OPTION_VALUE", `${who}: ${name} is ${describe(value)}; expected ${expected}`);

export const twoChoices = (who: string) =>
  new ValueError(
    "TWO_CHOICES",
    `${who}: average and keep: "best" each say which weights to answer with; take one of them`,
  );

export const notFitted = (who: string, how = "call fit or partialFit first") =>
  new StateError("NOT_FITTED", `${who}: this model has learned nothing yet; ${how}`);

export const asyncCallback = (who: string, name: string) =>
  new KindError(
    "ASYNC_CALLBACK",
    `${who}: ${name} returned a promise, and this call does not wait; pass a plain function`,
  );

export const busy = (who: string) =>
  new StateError(
    "BUSY",
    `${who}: this model is being fitted; wait for that call to end, or break the loop over epochs()`,
  );

export const notStreamed = (who: string, what: string, expected: string, value: unknown) =>
  new KindError("BATCHES", `${who}: ${what} is ${describe(value)}; expected ${expected}`);

export const notASavedModel = (who: string, what: string) =>
  new ValueError("MODEL_FILE", `${who}: not a saved model of this version: ${what}`);

export const notBytes = (who: string, value: unknown) =>
  new KindError("NOT_BYTES", `${who}: the file is ${describe(value)}; expected a Uint8Array`);

export const headerTooLong = (who: string, length: number, most: number) =>
  new ValueError(
    "TOO_LARGE",
    `${who}: options, classes and history take ${length} bytes, and a file has room for ${most}; use toJSON`,
  );
