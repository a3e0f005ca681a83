/**
 * All texts of all errors. A text says who was called, what came, what is wrong with it and, where it helps,
 * what to do.
 */

import { KindError, ShapeError, StateError, ValueError } from "./errors.js";

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
  const kind = kindOf(value as object);
  return kind === "" || kind === "Object" ? "an object" : `${/^[AEIO]/.test(kind) ? "an" : "a"} ${kind}`;
}

/** The name of an object's class; "" where a hostile one does not say. */
function kindOf(value: object): string {
  try {
    const name: unknown = value.constructor?.name;
    return typeof name === "string" ? name : "";
  } catch {
    return "";
  }
}

/** A value as it would be typed: strings quoted, the rest as is. */
export const quote = (value: unknown): string =>
  typeof value === "string"
    ? JSON.stringify(shorten(value))
    : typeof value === "object"
      ? describe(value)
      : Object.is(value, -0)
        ? "-0"
        : String(value);

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const list = (values: readonly unknown[]): string => {
  const shown = values.slice(0, 8).map(quote).join(", ");
  return values.length > 8 ? `${shown}, … (${values.length} in all)` : shown;
};

/** The nearest of `known` within one edit, or two in a longer word, for "did you mean". */
function nearest(word: string, known: readonly string[]): string | undefined {
  const reach = word.length < 5 ? 1 : 2;
  const scored = known.map((name) => ({ name, edits: editDistance(word.toLowerCase(), name.toLowerCase()) }));
  return scored.filter(({ edits }) => edits <= reach).sort((a, b) => a.edits - b.edits)[0]?.name;
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

/** A KindError where the value is not even of the type, otherwise a ValueError. */
function refusal(value: unknown, type: "number") {
  return (code: string, message: string) =>
    typeof value === type ? new ValueError(code, message) : new KindError(code, message);
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

export const rowCount = (who: string, name: string, rows: number, expected: number) =>
  new ShapeError(
    "LENGTH",
    `${who}: ${name} has ${plural(rows, "row")}; expected ${expected}, one per row of X`,
  );

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

export const workerDied = (who: string) =>
  new StateError(
    "WORKER_DIED",
    `${who}: a thread of the pool ended in the middle of this call; nothing was changed, and another takes its place`,
  );

export const workerGone = (who: string, reason: string) =>
  new StateError(
    "WORKER_DIED",
    `${who}: the worker ended in the middle of this call (${reason}); the model is as it was committed last, and the next call starts another`,
  );

export const noWorker = (who: string, reason: string) =>
  new StateError(
    "NO_WORKER",
    `${who}: no worker could be started: ${reason}; the root's fitAsync needs none`,
  );

export const notSendable = (who: string, reason: string) =>
  new KindError(
    "NOT_SENDABLE",
    `${who}: ${reason.replace(/\.$/, "")}; a worker takes numbers, strings, arrays and typed arrays`,
  );

export const notStreamed = (who: string, what: string, expected: string, value: unknown) =>
  new KindError("BATCHES", `${who}: ${what} is ${describe(value)}; expected ${expected}`);

export const notASavedModel = (who: string, what: string) =>
  new ValueError("MODEL_FILE", `${who}: not a saved model of this version: ${what}`);

export const notSklearn = (who: string, what: string) =>
  new ValueError("SKLEARN_ATTRIBUTES", `${who}: not a fitted estimator of scikit-learn: ${what}`);

export const notBytes = (who: string, value: unknown) =>
  new KindError("NOT_BYTES", `${who}: the file is ${describe(value)}; expected a Uint8Array`);

export const headerTooLong = (who: string, length: number, most: number) =>
  new ValueError(
    "TOO_LARGE",
    `${who}: options, classes and history take ${length} bytes, and a file has room for ${most}; use toJSON`,
  );

// ---------------------------------------------------------------- networks of threshold logic units

export const notLayers = (who: string, value: unknown) =>
  new KindError("LAYERS", `${who}: the layers are ${describe(value)}; expected an array of { W, b, step }`);

export const layersDoNotChain = (who: string, layer: number, outputs: number, inputs: number) =>
  new ShapeError(
    "LAYERS_CHAIN",
    `${who}: layer ${layer - 1} has ${plural(outputs, "output")}, and layer ${layer} takes ${plural(inputs, "input")}`,
  );

export const noInputs = (who: string) =>
  new ValueError("NO_INPUTS", `${who}: the network has no inputs, and a layer needs at least one`);

export const notABit = (who: string, place: string, value: unknown) =>
  refusal(value, "number")("NOT_A_BIT", `${who}: ${place} is ${describe(value)}; expected 0 or 1`);

export const inconsistent = (who: string, first: number, second: number) =>
  new ValueError(
    "INCONSISTENT",
    `${who}: rows ${first} and ${second} of X are the same, and their targets differ`,
  );

// ---------------------------------------------------------------- propositions and their networks

/** A chain of names, `"a" → "b" → "a"`, with its middle left out where it is long. */
const chain = (names: readonly string[]): string =>
  (names.length > 9
    ? [...names.slice(0, 4).map(quote), "…", ...names.slice(-4).map(quote)]
    : names.map(quote)
  ).join(" → ");

export const wrongKind = (who: string, what: string, wanted: string, value: unknown) =>
  new KindError("WRONG_KIND", `${who}: ${what} is ${describe(value)}; expected ${wanted}`);

export const unknownInput = (who: string, name: string, inputs: readonly string[]) =>
  new ValueError(
    "UNKNOWN_NAME",
    `${who}: no input is called ${quote(name)}; the inputs are ${list(inputs) || "none"}`,
  );

export const unknownOutput = (name: string) =>
  new ValueError("UNKNOWN_NAME", `Network: output ${quote(name)} is no neuron; every output is one`);

export const unknownSource = (neuron: string, source: string) =>
  new ValueError(
    "UNKNOWN_NAME",
    `Network: neuron ${quote(neuron)} listens to ${quote(source)}, which is neither an input nor a neuron`,
  );

export const missingInput = (who: string, name: string) =>
  new ValueError("MISSING_INPUT", `${who}: input ${quote(name)} has no value; every input needs one`);

export const duplicateName = (who: string, name: string) =>
  new ValueError("DUPLICATE_NAME", `${who}: the name ${quote(name)} occurs twice; names are unique`);

export const reservedName = (name: string) =>
  new ValueError(
    "RESERVED_NAME",
    `Network: ${quote(name)} is the source that is always on; choose another name`,
  );

export const numericName = (who: string, name: string) =>
  new ValueError(
    "NUMERIC_NAME",
    `${who}: the output ${quote(name)} is named by a number, and results by name would lose its place; add a letter`,
  );

export const noOutput = () => new ValueError("NO_OUTPUT", "Network: there is no output; name at least one");

export const threshold = (neuron: string, value: unknown) =>
  refusal(value, "number")(
    "THRESHOLD",
    `Network: the threshold of neuron ${quote(neuron)} is ${describe(value)}; expected a positive integer`,
  );

/** @param names the neurons of the cycle in the direction of the signal, the first again at the end */
export const cycle = (names: readonly string[]) =>
  new ValueError("CYCLE", `Network: the neurons ${chain(names)} form a cycle; signals must flow one way`);

export const tooManyInputs = (who: string, count: number, limit: number) =>
  new ValueError(
    "TOO_MANY_INPUTS",
    `${who}: ${count} inputs; at most ${limit} are supported, because every row of the truth table is visited ` +
      `and each input doubles it (${limit} inputs make ${2 ** limit} rows)`,
  );

export const tableLength = (output: string, rows: number, inputs: number) =>
  new ShapeError(
    "TABLE_LENGTH",
    `TruthTable: output ${quote(output)} has ${plural(rows, "row")}; expected ${2 ** inputs} for ${plural(inputs, "input")}`,
  );

export const tableDigit = (output: string, row: number, found: string) =>
  new ValueError(
    "TABLE_DIGIT",
    `TruthTable: output ${quote(output)} has ${quote(found)} in row ${row}; expected "0" or "1"`,
  );

export const severalOutputs = (who: string, count: number) =>
  new ShapeError("SEVERAL_OUTPUTS", `${who}: the network has ${count} outputs; expected one`);

export const outputsDiffer = (who: string, left: number, right: number) =>
  new ShapeError(
    "OUTPUTS_DIFFER",
    `${who}: the first has ${plural(left, "output")}, the second ${right}; expected as many`,
  );

export const badWidth = (value: unknown) =>
  new ValueError("WIDTH", `rippleCarryAdder: width is ${describe(value)}; expected a positive integer`);

/** @param position index into `text` (UTF-16) of the place that the caret is to stand under */
export const syntax = (text: string, position: number, problem: string) => {
  const start = text.lastIndexOf("\n", position - 1) + 1;
  const lineEnd = text.indexOf("\n", position);
  const from = Math.max(start, position - 40);
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, position + 40);
  const before = (from > start ? "…" : "") + text.slice(from, position).replace(/\s/g, " ");
  const after = text.slice(position, to).replace(/\s/g, " ");
  const caret = `${" ".repeat([...before].length)}^`;
  return new ValueError(
    "SYNTAX",
    `compile: character ${position + 1}: ${problem}\n  ${before}${after}\n  ${caret}`,
  );
};

// ---------------------------------------------------------------- separability

export const labelsAreAMatrix = (who: string) =>
  new KindError(
    "LABELS_ARE_A_MATRIX",
    `${who}: y is a matrix, but a plane parts two classes; ask for one column of y at a time`,
  );

export const tooManyClasses = (who: string, classes: readonly unknown[]) =>
  new ValueError(
    "TOO_MANY_CLASSES",
    `${who}: y has ${classes.length} classes (${list(classes)}), but a plane parts two; ask for one class at a time, as in y.map((label) => label === ${quote(classes[0])})`,
  );

export const oneClassWithoutSign = (who: string, label: unknown) =>
  new ValueError(
    "ONE_CLASS",
    `${who}: every label is ${quote(label)}, which is not known to be the positive or the negative one; use 0 and 1, -1 and 1, or false and true`,
  );

// ---------------------------------------------------------------- metrics

const KINDS = { labels: "labels", matrix: "a matrix of 0 and 1" } as const;

export const notAnswers = (who: string, name: string, value: unknown) =>
  new KindError(
    "NOT_LABELS",
    `${who}: ${name} is ${describe(value)}; expected an array of labels${name === "labels" ? "" : ", or a matrix of 0 and 1"}`,
  );

export const answersDiffer = (
  who: string,
  names: readonly [string, string],
  truth: keyof typeof KINDS,
  prediction: keyof typeof KINDS,
) =>
  new KindError(
    "TARGET_KIND",
    `${who}: ${names[0]} is ${KINDS[truth]} and ${names[1]} is ${KINDS[prediction]}; expected two of a kind`,
  );

export const answerColumns = (who: string, names: readonly [string, string], truth: number, count: number) =>
  new ShapeError(
    "OUTPUT_COUNT",
    `${who}: ${names[0]} has ${plural(truth, "column")} and ${names[1]} has ${count}; expected as many`,
  );

export const answersAreAMatrix = (who: string) =>
  new KindError(
    "LABELS_ARE_A_MATRIX",
    `${who}: yTrue and yPred are matrices, but classes are told of labels; ask for one column at a time`,
  );

export const labelsTwice = (who: string, label: unknown) =>
  new ValueError("LABELS_DUPLICATE", `${who}: labels names ${quote(label)} twice`);

export const labelsUnused = (who: string, labels: readonly unknown[]) =>
  new ValueError(
    "LABELS_UNUSED",
    `${who}: yTrue has none of the labels ${list(labels)}; name one that it has`,
  );

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

export const nothingToStratify = (who: string, what = "a number") =>
  new KindError("STRATIFY", `${who}: stratify needs a label for each row, and y is ${what}; leave it out`);

// ---------------------------------------------------------------- svmlight

const svmlight = (who: string, line: number, problem: string) =>
  new ValueError("SVMLIGHT", `${who}: line ${line}: ${problem}`);

export const svmlightLabel = (who: string, line: number, word: string) =>
  svmlight(who, line, `the label is ${quote(word)}; expected a finite number, such as 1, -1 or 2.5`);

export const svmlightQuery = (who: string, line: number, word: string) =>
  svmlight(who, line, `the query is ${quote(word)}; expected an integer behind qid:`);

export const svmlightPair = (who: string, line: number, word: string) =>
  svmlight(who, line, `${quote(word)} is no element; expected index:value, such as 3:0.5`);

export const svmlightIndex = (who: string, line: number, word: string, first: number, last: number) =>
  svmlight(who, line, `the index of ${quote(word)} is outside ${first} to ${last}; see cols and zeroBased`);

export const svmlightValue = (who: string, line: number, word: string, dtype: "f32" | "f64") =>
  svmlight(
    who,
    line,
    `the value of ${quote(word)} is no finite ${dtype} number; expected a decimal, such as 0.5 or -1e-3`,
  );

export const svmlightTwice = (who: string, line: number, index: number) =>
  svmlight(who, line, `the index ${index} occurs twice; add the two values together, or leave one out`);

export const textTooLong = (who: string, length: number) =>
  new ValueError(
    "TEXT_TOO_LONG",
    `${who}: the text has ${length} characters, which no string can hold; write the rows in parts`,
  );
