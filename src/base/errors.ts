/**
 * Every error of the library: four classes and all texts. A text says who was called, what came, what is
 * wrong with it and, where it helps, what to do. The `code` is stable; the words may improve.
 */

/** The wrong kind of thing: not a matrix, not a number, an option that does not exist. */
export class KindError extends TypeError {
  override readonly name: string = "KindError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The right kind with the wrong value: out of range, not finite, too large for memory. */
export class ValueError extends RangeError {
  override readonly name: string = "ValueError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Sizes that do not fit together. */
export class ShapeError extends ValueError {
  override readonly name: string = "ShapeError";
}

/** A call that this object cannot answer in the state that it is in. */
export class StateError extends KindError {
  override readonly name: string = "StateError";
}

// ---------------------------------------------------------------- how a value is named in a text

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A value in a few words: `undefined`, `the string "abc"`, `an empty array`, `a Float32Array`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return `the string ${JSON.stringify(shorten(value))}`;
  if (typeof value === "bigint") return `the bigint ${value}n`;
  if (typeof value === "number" || typeof value === "boolean") return `the ${typeof value} ${String(value)}`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  const kind = (value as object).constructor?.name;
  return kind === undefined || kind === "Object"
    ? "an object"
    : `${/^[AEIO]/.test(kind) ? "an" : "a"} ${kind}`;
}

/** A value as it would be typed: strings quoted, the rest as is. */
export const quote = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(shorten(value)) : Object.is(value, -0) ? "-0" : String(value);

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const list = (values: readonly unknown[]): string => {
  const shown = values.slice(0, 8).map(quote).join(", ");
  return values.length > 8 ? `${shown}, … (${values.length} in all)` : shown;
};

/** The nearest of `known` within two edits and half the length of `word`, for "did you mean". */
function nearest(word: string, known: readonly string[]): string | undefined {
  const reach = Math.min(3, Math.ceil(word.length / 2) + 1);
  const scored = known.map((name) => ({ name, edits: editDistance(word.toLowerCase(), name.toLowerCase()) }));
  return scored.filter(({ edits }) => edits < reach).sort((a, b) => a.edits - b.edits)[0]?.name;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

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
  new ValueError("BAD_SHAPE", `${who}: ${name}.${extent} is ${describe(value)}; expected an integer ≥ 0`);

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
    `${who}: linear memory could not grow to ${gibibytes(bytes)} GiB; nothing was changed`,
  );

const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toPrecision(3);

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
  new KindError("CLASSES", `${who}: classes is ${describe(value)}; expected an array of labels`);

export const classesTwice = (who: string, label: unknown) =>
  new ValueError("CLASSES_DUPLICATE", `${who}: classes names ${quote(label)} twice`);

export const classesDiffer = (who: string, given: readonly unknown[], classes: readonly unknown[]) =>
  new ValueError(
    "CLASSES_DIFFER",
    `${who}: classes is ${list(given)}, but the model was fitted with ${list(classes)}`,
  );

export const notZeroOne = (who: string, row: number, col: number, value: unknown) =>
  new ValueError(
    "NOT_ZERO_ONE",
    `${who}: row ${row}, column ${col} of y is ${describe(value)}; a matrix of targets holds 0 and 1`,
  );

export const targetKind = (who: string, wanted: "labels" | "a matrix of 0 and 1") =>
  new KindError("TARGET_KIND", `${who}: the model was fitted with ${wanted}, and y is of the other kind`);

export const outputCount = (who: string, cols: number, expected: number) =>
  new ShapeError(
    "OUTPUT_COUNT",
    `${who}: y has ${plural(cols, "column")}, but the model has ${plural(expected, "output")}`,
  );

export const notATarget = (who: string, index: number, value: unknown, allowed: readonly number[]) =>
  new ValueError(
    "NOT_A_TARGET",
    `${who}: y[${index}] is ${describe(value)}; a target is a value of the step function: ${list(allowed)}`,
  );

export const negativeWeight = (who: string, place: string, value: unknown) =>
  new ValueError("WEIGHT", `${who}: ${place} is ${describe(value)}; expected a finite number ≥ 0`);

export const noWeight = (who: string, name: string) =>
  new ValueError("WEIGHT", `${who}: ${name} leaves no row with a weight above 0`);

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

export const notYet = (who: string, what: string) =>
  new ValueError("NOT_YET", `${who}: ${what} is not there yet in this version`);

export const notFitted = (who: string) =>
  new StateError("NOT_FITTED", `${who}: this model has learned nothing yet; call fit or partialFit first`);

export const busy = (who: string) =>
  new StateError("BUSY", `${who}: this model is being fitted; wait for that call to end`);

export const notASavedModel = (who: string, what: string) =>
  new ValueError("MODEL_FILE", `${who}: not a saved model of this version: ${what}`);
