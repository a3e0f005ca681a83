import { PART } from "../base/costs.js";
import { allocate, plainView, typedKind, zerosFor } from "../base/dtype.js";
import * as fail from "../base/texts.js";
import { finish, inParts, isSynchronous, shouldYield, type Work } from "../base/work.js";
import { matrixWork } from "./matrix.js";
import { isArray, isDetached, isObject, isPrivate, isVector, type MatrixInput } from "./view.js";

/** A class as the user names it. */
export type Label = string | number | boolean;

/** One label per row, or one row of 0 and 1 per row. */
export type Targets = ArrayLike<Label> | MatrixInput;

/** Checked targets: labels of one type, or a 0/1 matrix in one byte an element. */
export type CheckedTargets =
  | { readonly kind: "labels"; readonly labels: ArrayLike<Label>; readonly length: number }
  | { readonly kind: "matrix"; readonly bits: Int8Array; readonly length: number; readonly cols: number };

/**
 * Reads y. It is a matrix of 0 and 1 if its first element is array-like, or if it has rows and cols.
 *
 * @throws {KindError} NOT_LABELS, LABEL_KIND, LABELS_MIXED, NOT_A_ROW
 * @throws {ValueError} NOT_ZERO_ONE, NOT_FINITE, DETACHED   @throws {ShapeError} LENGTH, RAGGED_ROWS, …
 */
export const readTargets = (y: unknown, rows: number): CheckedTargets => finish(targetsWork(y, rows));

/** `readTargets`, in parts. */
export function* targetsWork(y: unknown, rows: number): Work<CheckedTargets> {
  const checked = isMatrix(y)
    ? yield* bitsWork("y", y, fail.notZeroOne)
    : yield* labelsWork("y", y, fail.notLabels);
  if (checked.length !== rows) throw fail.vectorLength("y", checked.length, rows, "row of X");
  return checked;
}

export type MatrixLike = readonly unknown[] | Record<"data" | "rows" | "cols", unknown>;

/** Whether targets are a matrix: their first element is array-like, or they have rows and cols. */
export function isMatrix(y: unknown): y is MatrixLike {
  if (isArray(y)) return isVector(y[0]);
  return isObject(y) && !ArrayBuffer.isView(y) && "rows" in y && "cols" in y;
}

/** Labels of one type, none of them NaN or infinite; `refusal` says what is no list of labels at all. */
export const readLabels = (...call: Parameters<typeof labelsWork>): Labels => finish(labelsWork(...call));

type Labels = CheckedTargets & { kind: "labels" };

function* labelsWork(name: string, values: unknown, refusal: (value: unknown) => Error): Work<Labels> {
  if (!isVector(values)) throw refusal(values);
  if (isDetached(values)) throw fail.detached(name);
  const given = plainView(values) as ArrayLike<Label>;
  const { length } = given;
  const kindOfArray = typedKind(given);
  const isOwn = kindOfArray !== undefined && isPrivate(given) && isSynchronous();
  // Each label is read once into what nobody else can change, unless it lies in such a place.
  const labels = (
    isOwn ? given : kindOfArray ? zerosFor("f64", length) : new Array<Label>(length)
  ) as Label[];
  let kind = "";
  yield* inParts(length, (from, to) => {
    if (!isOwn) copyLabels(given, labels, from, to);
    if (from === 0) kind = typeof labels[0];
    const i = firstOther(labels, kind, from, to);
    if (i === undefined) return;
    const label = labels[i];
    const type = typeof label;
    if (!isLabelKind(type)) throw fail.labelKind(`${name}[${i}]`, label);
    if (type !== kind) throw fail.labelsMixed(`${name}[${i}]`, label, kind);
    throw fail.notFinite(`${name}[${i}]`, label as number, "f64");
  });
  return { kind: "labels", labels, length };
}

const isLabelKind = (type: string): boolean => type === "number" || type === "string" || type === "boolean";

/** A function of its own, as are those below that read labels: in a closure of a generator each label takes twice as long. */
function copyLabels(given: ArrayLike<Label>, labels: Label[], from: number, to: number): void {
  for (let i = from; i < to; i++) labels[i] = given[i] as Label;
}

/** The number of the first that is no label, or no label of this kind. */
function firstOther(labels: ArrayLike<unknown>, kind: string, from: number, to: number): number | undefined {
  if (!isLabelKind(kind)) return from;
  for (let i = from; i < to; i++) {
    const label = labels[i];
    if (typeof label !== kind || (typeof label === "number" && label - label !== 0)) return i;
  }
  return undefined;
}

/** A matrix of 0 and 1; `refusal` says what is wrong with another element. */
export const readBits = (...call: Parameters<typeof bitsWork>): Bits => finish(bitsWork(...call));

export type Bits = CheckedTargets & { kind: "matrix" };

function* bitsWork(
  name: string,
  values: MatrixLike,
  refusal: (row: number, col: number, value: unknown) => Error,
): Work<Bits> {
  const matrix = yield* matrixWork(name, values);
  if (matrix.cols === 0) throw fail.noColumns(name);
  const size = matrix.rows * matrix.cols;
  const bits = allocate(size, () => new Int8Array(size));
  const { rows, cols, flat } = matrix;
  if (isBytes(flat) && matrix.isStable && isSynchronous()) {
    bits.set(flat);
    if (areBits(bits)) return { kind: "matrix", bits, length: rows, cols };
  }
  const part = Math.ceil(PART / cols);
  for (let from = 0; from < rows; from += flat === undefined ? 1 : part) {
    const [cells, at] = flat === undefined ? [matrix.row(from), 0] : [flat, from * cols];
    const count = flat === undefined ? cols : Math.min(part, rows - from) * cols;
    const bad = copyBits(cells, at, bits, from * cols, count);
    if (bad !== undefined) throw refusal(from + Math.floor(bad / cols), bad % cols, cells[at + bad]);
    if (flat === undefined ? shouldYield(from, 256) : !isSynchronous()) yield;
  }
  return { kind: "matrix", bits, length: matrix.rows, cols: matrix.cols };
}

const isBytes = (values: ArrayLike<number> | undefined): values is Int8Array | Uint8Array =>
  /^U?[iI]nt8Array$/.test(typedKind(values) ?? "");

/** Whether all bytes are 0 or 1. One loop over one type of array, compiled within a first call. */
function areBits(bytes: Int8Array): boolean {
  let all = 0;
  for (let i = 0; i < bytes.length; i++) all |= bytes[i] as number;
  return (all & ~1) === 0;
}

/** Copies n numbers. @returns which of them is the first that is neither 0 nor 1 */
function copyBits(
  values: ArrayLike<unknown>,
  from: number,
  bits: Int8Array,
  at: number,
  n: number,
): number | undefined {
  for (let p = 0; p < n; p++) {
    const bit = values[from + p];
    if (bit !== 0 && bit !== 1 && typeof bit !== "boolean") return p;
    bits[at + p] = Number(bit);
  }
  return undefined;
}

/**
 * The distinct labels, sorted: numbers by value, strings by code unit, false before true.
 *
 * @throws {ValueError} TOO_MANY_CLASSES
 */
export const distinct = (labels: ArrayLike<Label>): Label[] => finish(distinctWork(labels));

/** What a classifier may have to learn: an output each, and targets for all of them at once. */
const MOST_CLASSES = 2 ** 16;

/** `distinct`, in parts. */
export function* distinctWork(labels: ArrayLike<Label>): Work<Label[]> {
  const seen = new Set<Label>();
  let [a, b] = [labels[0] as Label, labels[0] as Label];
  if (labels.length > 0) seen.add(a);
  yield* inParts(labels.length, (from, to) => {
    for (let i = firstOfOthers(labels, a, b, from, to); i < to; i = firstOfOthers(labels, a, b, i + 1, to)) {
      const label = labels[i] as Label;
      if (a === b) b = label;
      seen.add(label);
      if (seen.size > MOST_CLASSES) throw fail.tooManyLabels(MOST_CLASSES);
    }
  });
  return sorted([...seen]);
}

/**
 * Where the first label is that is neither of two: most often there are no more. Writes a code for each of those before it, where there
 * is a place for them.
 */
function firstOfOthers(
  labels: ArrayLike<Label>,
  a: Label | undefined,
  b: Label | undefined,
  from: number,
  to: number,
  codes?: Uint32Array | Int8Array,
  codeOfA = 0,
  codeOfB = 0,
): number {
  for (let i = from; i < to; i++) {
    const label = labels[i];
    // One branch, which is always predicted; on random labels it would be mispredicted half the time (measured: 2.5 ns a label, not 7).
    const isB = Number(label === b);
    if ((Number(label === a) | isB) === 0) return i;
    if (codes) codes[i] = codeOfA + (codeOfB - codeOfA) * isB;
  }
  return to;
}

function sorted(labels: Label[]): Label[] {
  return labels.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * The classes that a caller names, sorted.
 *
 * @throws {KindError} CLASSES, LABEL_KIND, LABELS_MIXED   @throws {ValueError} CLASSES_DUPLICATE, ONE_CLASS, TOO_MANY_CLASSES
 */
export function readClasses(values: unknown, grows = false): Label[] {
  const { labels } = readLabels("classes", values, fail.classesNotAList);
  if (labels.length > MOST_CLASSES) throw fail.tooManyLabels(MOST_CLASSES);
  const classes = sorted(Array.from(labels, (label) => (label === 0 ? 0 : label))); // −0 is 0
  if (classes.length === 0) throw fail.classesMissing();
  const twice = classes.find((label, i) => label === classes[i - 1]);
  if (twice !== undefined) throw fail.classesTwice(twice);
  if (classes.length === 1 && !grows) throw fail.oneClass(classes[0]);
  return classes;
}

/**
 * The number of each label's class.
 *
 * @throws {ValueError} UNKNOWN_CLASS
 */
export function* classNumbersWork(labels: ArrayLike<Label>, classes: readonly Label[]): Work<Uint32Array> {
  const numbers = new Uint32Array(labels.length);
  yield* numberInto(labels, classes, numbers, (number) => number);
  return numbers;
}

/**
 * Writes what `codeOf` makes of the number of each label's class.
 *
 * @throws {ValueError} UNKNOWN_CLASS
 */
export function* numberInto(
  labels: ArrayLike<Label>,
  classes: readonly Label[],
  values: Uint32Array | Int8Array,
  codeOf: (number: number) => number,
): Work<void> {
  const [zero, one] = classes;
  const numberOf = new Map(classes.map((label, number) => [label, number]));
  yield* inParts(labels.length, (from, to) => {
    const next = (i: number): number => firstOfOthers(labels, zero, one, i, to, values, codeOf(0), codeOf(1));
    for (let i = next(from); i < to; i = next(i + 1)) {
      const number = numberOf.get(labels[i] as Label);
      if (number === undefined) throw fail.unknownClass(`y[${i}]`, labels[i], classes);
      values[i] = codeOf(number);
    }
  });
}
