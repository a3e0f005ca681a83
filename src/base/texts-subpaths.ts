/** The texts of the errors that the root never throws, in a file of their own, which Node then need not read for it. */

import { KindError, ShapeError, StateError, ValueError } from "./errors.js";
import { describe, list, nearest, plural, quote, refusal, shorten } from "./words.js";

// ---------------------------------------------------------------- threads, workers and others

export const workerDied = () =>
  new StateError(
    "WORKER_DIED",
    "a thread of the pool ended in the middle of this call; nothing was changed, and another takes its place",
  );

export const workerGone = (reason: string) =>
  new StateError(
    "WORKER_DIED",
    `the worker ended in the middle of this call (${reason}); the model is as it was committed last, and the next call starts another`,
  );

export const noWorker = (reason: string) =>
  new StateError("NO_WORKER", `no worker could be started: ${reason}; the root's fitAsync needs none`);

export const notSendable = (reason: string) =>
  new KindError(
    "NOT_SENDABLE",
    `${reason.replace(/\.$/, "")}; a worker takes numbers, strings, arrays and typed arrays`,
  );

export const notSklearn = (what: string) =>
  new ValueError("SKLEARN_ATTRIBUTES", `not a fitted estimator of scikit-learn: ${what}`);

export const rowCount = (name: string, rows: number, expected: number) =>
  new ShapeError("LENGTH", `${name} has ${plural(rows, "row")}; expected ${expected}, one per row of X`);

// ---------------------------------------------------------------- loaded models

/** @param instead  what helps, or what the target can hold */
export const notExportable = (what: string, target: string, instead: string) =>
  new ValueError("NOT_EXPORTABLE", `${what} cannot be written as ${target}; ${instead}`);

export const notLiblinear = (what: string) =>
  new ValueError("LIBLINEAR", `not a classifier of LIBLINEAR: ${what}`);

export const notOnnx = (what: string) => new ValueError("ONNX", `not a Perceptron of toOnnx: ${what}`);

// ---------------------------------------------------------------- networks of threshold logic units

export const notLayers = (value: unknown) =>
  new KindError("LAYERS", `the layers are ${describe(value)}; expected an array of { W, b, step }`);

export const layersDoNotChain = (layer: number, outputs: number, inputs: number) =>
  new ShapeError(
    "LAYERS_CHAIN",
    `layer ${layer - 1} has ${plural(outputs, "output")}, and layer ${layer} takes ${plural(inputs, "input")}`,
  );

export const noInputs = () =>
  new ValueError("NO_INPUTS", "the network has no inputs, and a layer needs at least one");

export const notABit = (place: string, value: unknown) =>
  refusal(value, "NOT_A_BIT", `${place} is ${describe(value)}; expected 0 or 1`);

export const inconsistent = (first: number, second: number) =>
  new ValueError("INCONSISTENT", `rows ${first} and ${second} of X are the same, and their targets differ`);

// ---------------------------------------------------------------- pipelines

export const stepClass = (i: number, format: unknown) =>
  new KindError(
    "STEP_CLASS",
    `step ${i} of the file is ${quote(format)}; pass what reads it in { steps: [ … ] }`,
  );

// ---------------------------------------------------------------- propositions and their networks

/** A chain of names, `"a" → "b" → "a"`, with its middle left out where it is long. */
const chain = (names: readonly string[]): string =>
  (names.length > 9
    ? [...names.slice(0, 4).map(quote), "…", ...names.slice(-4).map(quote)]
    : names.map(quote)
  ).join(" → ");

export const wrongKind = (what: string, wanted: string, value: unknown) =>
  new KindError("WRONG_KIND", `${what} is ${describe(value)}; expected ${wanted}`);

export const unknownInput = (name: string, inputs: readonly string[]) =>
  new ValueError(
    "UNKNOWN_NAME",
    `no input is called ${quote(name)}; the inputs are ${list(inputs) || "none"}`,
  );

export const unknownOutput = (name: string) =>
  new ValueError("UNKNOWN_NAME", `output ${quote(name)} is no neuron; every output is one`);

export const unknownSource = (neuron: string, source: string) =>
  new ValueError(
    "UNKNOWN_NAME",
    `neuron ${quote(neuron)} listens to ${quote(source)}, which is neither an input nor a neuron`,
  );

export const missingInput = (name: string) =>
  new ValueError("MISSING_INPUT", `input ${quote(name)} has no value; every input needs one`);

export const duplicateName = (name: string) =>
  new ValueError("DUPLICATE_NAME", `the name ${quote(name)} occurs twice; names are unique`);

export const reservedName = (name: string) =>
  new ValueError("RESERVED_NAME", `${quote(name)} is the source that is always on; choose another name`);

export const numericName = (name: string) =>
  new ValueError(
    "NUMERIC_NAME",
    `the output ${quote(name)} is named by a number, and results by name would lose its place; add a letter`,
  );

export const noOutput = () => new ValueError("NO_OUTPUT", "there is no output; name at least one");

export const threshold = (neuron: string, value: unknown) =>
  refusal(
    value,
    "THRESHOLD",
    `the threshold of neuron ${quote(neuron)} is ${describe(value)}; expected a positive integer`,
  );

/** @param names the neurons of the cycle in the direction of the signal, the first again at the end */
export const cycle = (names: readonly string[]) =>
  new ValueError("CYCLE", `the neurons ${chain(names)} form a cycle; signals must flow one way`);

export const tooManyInputs = (count: number, limit: number) =>
  new ValueError(
    "TOO_MANY_INPUTS",
    `${count} inputs; at most ${limit} are supported, because every row of the truth table is visited ` +
      `and each input doubles it (${limit} inputs make ${2 ** limit} rows)`,
  );

export const tableLength = (output: string, rows: number, inputs: number) =>
  new ShapeError(
    "TABLE_LENGTH",
    `output ${quote(output)} has ${plural(rows, "row")}; expected ${2 ** inputs} for ${plural(inputs, "input")}`,
  );

export const tableDigit = (output: string, row: number, found: string, allowed: readonly string[]) =>
  new ValueError(
    "TABLE_DIGIT",
    `output ${quote(output)} has ${quote(found)} in row ${row}; expected ${allowed.map(quote).join(" or ")}`,
  );

export const severalOutputs = (count: number) =>
  new ShapeError("SEVERAL_OUTPUTS", `the network has ${count} outputs; expected one`);

export const outputsDiffer = (left: number, right: number) =>
  new ShapeError(
    "OUTPUTS_DIFFER",
    `the first has ${plural(left, "output")}, the second ${right}; expected as many`,
  );

export const badWidth = (value: unknown, most: number) =>
  refusal(value, "WIDTH", `width is ${describe(value)}; expected an integer from 1 to ${most}`);

/** @param position index into "text" (UTF-16) of the place that the caret is to stand under */
export const syntax = (text: string, position: number, problem: string) => {
  const start = text.lastIndexOf("\n", position - 1) + 1;
  const lineEnd = text.indexOf("\n", position);
  const from = Math.max(start, position - 40);
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, position + 40);
  const before = (from > start ? "…" : "") + text.slice(from, position).replace(/\s/g, " ");
  const after = text.slice(position, to).replace(/\s/g, " ");
  const caret = `${" ".repeat([...before].length)}^`;
  return new ValueError("SYNTAX", `character ${position + 1}: ${problem}\n  ${before}${after}\n  ${caret}`);
};

// ---------------------------------------------------------------- separability

export const labelsAreAMatrix = () =>
  new KindError(
    "LABELS_ARE_A_MATRIX",
    "y is a matrix, but a plane parts two classes; ask for one column of y at a time",
  );

export const tooManyClasses = (classes: readonly unknown[]) =>
  new ValueError(
    "TOO_MANY_CLASSES",
    `y has ${classes.length} classes (${list(classes)}), but a plane parts two; ask for one class at a time, as in y.map((label) => label === ${quote(classes[0])})`,
  );

export const oneClassWithoutSign = (label: unknown) =>
  new ValueError(
    "ONE_CLASS",
    `every label is ${quote(label)}, which is not known to be the positive or the negative one; use 0 and 1, -1 and 1, or false and true`,
  );

// ---------------------------------------------------------------- metrics

const KINDS = { labels: "labels", matrix: "a matrix of 0 and 1" } as const;

export const notAnswers = (name: string, value: unknown) =>
  new KindError(
    "NOT_LABELS",
    `${name} is ${describe(value)}; expected an array of labels${name === "labels" ? "" : ", or a matrix of 0 and 1"}`,
  );

export const answersDiffer = (
  names: readonly [string, string],
  truth: keyof typeof KINDS,
  prediction: keyof typeof KINDS,
) =>
  new KindError(
    "TARGET_KIND",
    `${names[0]} is ${KINDS[truth]} and ${names[1]} is ${KINDS[prediction]}; expected two of a kind`,
  );

export const answerColumns = (names: readonly [string, string], truth: number, count: number) =>
  new ShapeError(
    "OUTPUT_COUNT",
    `${names[0]} has ${plural(truth, "column")} and ${names[1]} has ${count}; expected as many`,
  );

export const answersAreAMatrix = (name: "y" | "yTrue") =>
  new KindError(
    "LABELS_ARE_A_MATRIX",
    `${name} is a matrix of 0 and 1; expected a label for each row; ask for one column at a time`,
  );

export const labelsTwice = (label: unknown) =>
  new ValueError("LABELS_DUPLICATE", `labels names ${quote(label)} twice`);

export const notAmong = (place: string, label: unknown, name: string, labels: readonly unknown[]) =>
  new ValueError("UNKNOWN_CLASS", `${place} is ${quote(label)}, and ${name} has only ${list(labels)}`);

export const labelsUnused = (labels: readonly unknown[]) =>
  new ValueError("LABELS_UNUSED", `yTrue has none of the labels ${list(labels)}; name one that it has`);

export const nothingToStratify = (what = "a number") =>
  new KindError("STRATIFY", `stratify needs a label for each row, and y is ${what}; leave it out`);

export const oneLabel = (label: unknown) =>
  new ValueError("ONE_CLASS", `the only label is ${quote(label)}; expected two at least, here or in labels`);

export const columnOfOneClass = (what: string, positives: number) =>
  new ValueError(
    "ONE_CLASS",
    `${what} is true of ${positives === 0 ? "no row" : "all rows"}; there is nothing to rank it against`,
  );

export const scoreColumns = (name: string, cols: number, labels: number) =>
  new ShapeError(
    "OUTPUT_COUNT",
    `${name} has ${plural(cols, "column")}, and there ${labels === 1 ? "is 1 label" : `are ${labels} labels`}; pass as many, or name in labels what each column stands for`,
  );

export const notAProbability = (place: string, value: number) =>
  new ValueError(
    "NOT_A_PROBABILITY",
    `${place} is ${describe(value)}; expected numbers from 0 to 1, which add up to 1 in a row of several`,
  );

// ---------------------------------------------------------------- calibration

export const calibratedMatrix = (what: "y is" | "the model learned") =>
  new KindError(
    "LABELS_ARE_A_MATRIX",
    `${what} a matrix, but probabilities are of classes; calibrate a model of one column at a time`,
  );

// ---------------------------------------------------------------- classes

export const columnsHaveNoNames = () =>
  new KindError(
    "LABELS_ARE_A_MATRIX",
    "the model was fitted with a matrix, whose columns have no names; it has no classes to change",
  );

export const lastClasses = (label: unknown, classes: readonly unknown[]) =>
  new ValueError(
    "ONE_CLASS",
    `without ${quote(label)} one of the classes ${list(classes)} would be left; a classifier needs at least two`,
  );

// ---------------------------------------------------------------- svmlight

const svmlight = (line: number, problem: string) => new ValueError("SVMLIGHT", `line ${line}: ${problem}`);

export const svmlightLabel = (line: number, word: string) =>
  svmlight(line, `the label is ${quote(word)}; expected a number that f64 holds, such as 1, -1 or 2.5`);

export const svmlightNoLabel = (line: number, word: string) =>
  svmlight(line, `it begins with the element ${quote(word)}; expected a label before it, such as 0`);

export const svmlightLabels = (line: number, word: string) =>
  svmlight(line, `the label is ${quote(word)}, several in one; pass multilabel: true`);

export const svmlightQuery = (line: number, word: string) =>
  svmlight(line, `the query is ${quote(word)}; expected an integer behind qid:`);

export const svmlightPair = (line: number, word: string) =>
  svmlight(line, `${quote(word)} is no element; expected index:value, such as 3:0.5`);

export const svmlightIndex = (line: number, word: string, first: number, last: number) =>
  svmlight(line, `the index of ${quote(word)} is outside ${first} to ${last}; see cols and zeroBased`);

export const svmlightValue = (line: number, word: string, dtype: "f32" | "f64") =>
  svmlight(
    line,
    `the value of ${quote(word)} is no number that ${dtype} holds; expected a decimal, such as 0.5 or -1e-3`,
  );

export const svmlightTwice = (line: number, index: number) =>
  svmlight(line, `the index ${index} occurs twice; add the two values together, or leave one out`);

export const lineTooLong = (most: number) =>
  new ValueError("TEXT_TOO_LONG", `a line has more than ${most} characters; a row is a line of its own`);

export const textTooLong = (length: number) =>
  new ValueError(
    "TEXT_TOO_LONG",
    `the text has ${length} characters, which no string can hold; write the rows in parts`,
  );

// ---------------------------------------------------------------- tables

export function noColumn(name: unknown, names: readonly string[]): ValueError {
  const near = typeof name === "string" ? nearest(name, names) : undefined;
  const hint =
    near === undefined ? `its columns are ${list(names) || "none"}` : `did you mean ${quote(near)}?`;
  return new ValueError("NO_COLUMN", `the table has no column ${quote(name)}; ${hint}`);
}

export const missingLabel = (name: string, line: number) =>
  new ValueError("MISSING_LABEL", `line ${line}: ${quote(name)} is empty; a label is needed in each row`);

/** A fault in the text of a table, with its place: `people.csv line 3, column 2: …`. */
const at = (source: string | undefined, place: string, problem: string) =>
  new ValueError("TABLE", `${source === undefined ? "" : `${source} `}${place}: ${problem}`);

const atPlace = (source: string | undefined, line: number, problem: string, column?: number) =>
  at(source, `line ${line}${column ? `, column ${column}` : ""}`, problem);

const inSource = (source: string | undefined, problem: string) =>
  new ValueError("TABLE", `${source ?? "the source"} ${problem}`);

export const emptyTable = (source: string | undefined) =>
  inSource(source, "is empty; expected column names and rows");

export const notText = (source: string | undefined, kind: string, advice: string) =>
  inSource(source, `is ${kind}; ${advice}`);

export const damagedGzip = (source: string | undefined) =>
  inSource(source, "is damaged gzip, or cut off; get it again");

export const badResponse = (status: number) =>
  new ValueError("TABLE", `the response has status ${status}; expected a table`);

export const aFileName = (text: string) =>
  new ValueError(
    "TABLE",
    `the text is ${quote(text)}; a string is the table itself: pass what the file holds, or a stream of it`,
  );

export const notEncoded = (source: string | undefined, line: number, encoding: string) =>
  atPlace(source, line, `bytes that are not ${encoding}; pass the encoding, such as "windows-1252"`);

export const zeroCharacter = (source: string | undefined, line: number) =>
  atPlace(
    source,
    line,
    'the character U+0000, which no text has; UTF-16 without its mark needs encoding: "utf-16le"',
  );

export const openQuote = (source: string | undefined, line: number, column: number) =>
  atPlace(
    source,
    line,
    "the quote that begins this cell is never closed; close it, or pass quote: false",
    column,
  );

export const textBehindQuote = (source: string | undefined, line: number, column: number) =>
  atPlace(
    source,
    line,
    "text follows the quote that closes this cell; write a quote within it twice, or pass quote: false",
    column,
  );

export const rowTooLong = (source: string | undefined, place: string, most: number) =>
  at(source, place, `the row that begins here has more than ${most} characters; is a quote never closed?`);

export const raggedLine = (source: string | undefined, line: number, cells: number, expected: number) =>
  atPlace(source, line, `${plural(cells, "cell")}; expected ${expected}, as in the first line`);

export const columnTwice = (source: string | undefined, line: number, column: number, name: string) =>
  atPlace(
    source,
    line,
    `a second column is called ${quote(name)}; rename it, or pass names if this line is a row`,
    column,
  );

export const nameless = (
  source: string | undefined,
  line: number,
  column: number,
  odd?: { readonly line: number; readonly cell: string },
) =>
  atPlace(
    source,
    line,
    odd
      ? `a column without a name, which may only count the rows, and line ${odd.line} has ${quote(odd.cell)}; name it`
      : "a column without a name; name it, or remove it",
    column,
  );

/** @param isGiven  whether the option `types` says that the column is of numbers */
export const noNumberCell = (
  source: string | undefined,
  place: string,
  name: string,
  value: unknown,
  isGiven: boolean,
) => {
  const shown = typeof value === "string" ? quote(value) : describe(value);
  const why = isGiven ? ", as types says" : `; ${forText(name)}`;
  return at(source, place, `${quote(name)} is ${shown}; expected a finite f64 number${why}`);
};

const forText = (name: string): string => `for text pass types: { ${quote(name)}: "text" }`;

export const badJson = (source: string | undefined, place: string, problem: string) =>
  at(source, place, `${problem}; expected an object of named values in each line, or one array of them`);

export const noArray = (source: string | undefined, line: number) =>
  atPlace(source, line, "the text begins with no [; expected an array of objects");

export const openArray = (source: string | undefined, line: number) =>
  atPlace(source, line, "the array is never closed; is the text cut off?");

export const behindArray = (source: string | undefined, line: number) =>
  atPlace(source, line, "text follows the array; expected one array of objects");

export const lateColumn = (source: string | undefined, place: string, name: string) =>
  at(
    source,
    place,
    `the rows that were inspected have no ${quote(name)}; pass names, or a greater inspectRows`,
  );

export const nestedValue = (source: string | undefined, place: string, name: string, value: unknown) =>
  at(source, place, `${quote(name)} is ${describe(value)}; expected a text, a number, true, false or null`);

/** A fault in a cell, of a table with its line or of a record. */
const inCell = (line: number | undefined, name: string, text: string, expected: string) =>
  new ValueError(
    "TABLE",
    `${line === undefined ? "" : `line ${line}: `}${quote(name)} is ${quote(text)}; expected ${expected}`,
  );

export const noNumberIn = (line: number | undefined, name: string, text: string) =>
  inCell(line, name, text, "a number");

export const noDateCell = (line: number | undefined, name: string, text: string) =>
  inCell(line, name, text, "a date as in the other rows, such as 2020-01-31 or 2020-01-31T12:30Z");

/** @param example  a date as those that were learned from */
export const noSuchDate = (line: number | undefined, name: string, text: string, example: string) =>
  inCell(line, name, text, `a date as in training, such as ${example}`);

export const dateOrder = (name: string, text: string) =>
  new ValueError(
    "DATE_ORDER",
    `${quote(name)} has dates such as ${quote(text)}, whose day and month could be either; pass dayFirst: true or false`,
  );

export const columnKind = (name: string, isText: boolean) =>
  new ValueError(
    "COLUMN_KIND",
    `${quote(name)} has ${isText ? "numbers" : "texts"}, and ${isText ? "texts" : "numbers"} in the batches before; read it as one of them`,
  );

export const noFeatures = (names: readonly string[]) =>
  new ShapeError(
    "NO_COLUMNS",
    `no column becomes a feature: ${list(names) || "there is none"}; say by types how one is to be read`,
  );

// ---------------------------------------------------------------- features

export const imageSize = (width: number, height: number, cols: number) =>
  new ShapeError(
    "FEATURE_COUNT",
    `the input has ${plural(cols, "feature")}, and an image of ${width}×${height} pixels has ${width * height}`,
  );

export const layerTooLarge = (units: number, most: number) =>
  new ValueError(
    "TOO_LARGE",
    `${plural(units, "unit")} have more connections than there is room for, ${most} would fit; take fewer, or smaller fields`,
  );

// ---------------------------------------------------------------- npy

export const npy = (name: string, problem: string) => new ValueError("NUMPY_FILE", `${name}: ${problem}`);

export const labelsShape = (shape: readonly number[]) =>
  new ShapeError("LABELS_SHAPE", `the array is [${shape.join("×")}]; expected one label a row, [n]`);

// ---------------------------------------------------------------- packages and files of others

/** @param cause  what the import of the package threw */
export function noPeer(name: string, cause: unknown): StateError {
  const text = `the package "${name}" could not be imported; run: npm install ${name}`;
  return Object.assign(new StateError("NO_PEER", text), { cause });
}

export const arrowFile = (name: string, reason: string) =>
  new ValueError("ARROW_FILE", `${name} cannot be read: ${reason}`);

export const parquetFile = (name: string, reason: string) =>
  new ValueError("PARQUET_FILE", `${name} cannot be read: ${reason}`);

export const columnType = (name: string, type: string) =>
  new ValueError(
    "COLUMN_TYPE",
    `${quote(name)} is of type ${shorten(type)}; expected numbers, texts, booleans, dates or times; columns or ignore leaves it out`,
  );

export const inexactInteger = (name: string, row: number, value: bigint) =>
  new ValueError("TABLE", `row ${row}: ${quote(name)} is ${value}, which no double is; ${forText(name)}`);

export const noCalendarDay = (name: string, row: number) =>
  new ValueError("TABLE", `row ${row}: ${quote(name)} is no day of the calendar`);
