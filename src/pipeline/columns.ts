import { allocate } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import { isArray, isArrayOf, isObject, isVector, type Matrix } from "../data/view.js";
import { COLUMNS_FORMAT } from "../learn/file/formats.js";
import { record } from "../learn/file/record.js";

/**
 * A step that takes numbers as they are, from columns of a table or from records.
 *
 * ```ts
 * new Pipeline([new Columns(["petal_length", "petal_width"]), new Perceptron({ standardize: true })]);
 * ```
 */
export class Columns {
  static readonly name: string = "Columns"; // which minifying would take away
  static readonly format: string = COLUMNS_FORMAT;
  readonly featureNames: readonly string[];

  /** @throws {KindError} WRONG_KIND unless they are names, each once */
  constructor(names: readonly string[]) {
    this.featureNames = call("new Columns", () => {
      if (!areNames(names)) throw fail.wrongKind("names", "an array of names, each once", names);
      return [...names];
    });
  }

  /** Learns nothing. */
  fit(): this {
    return this;
  }

  /**
   * The numbers [rows×names].
   * @param input  a table, or records
   * @throws {KindError} WRONG_KIND for a column of texts, NOT_A_NUMBER for a missing number; what the table throws
   */
  transform(
    input: { readonly rows: number; column(name: string): unknown } | readonly Record<string, unknown>[],
  ): Matrix {
    return call("Columns.transform", () => {
      const columns = this.featureNames.map((name) => columnOf(input, name));
      const [rows, cols] = [columns[0]?.length as number, columns.length];
      const data = allocate(rows * cols * 8, () => new Float64Array(rows * cols));
      columns.forEach((values, j) => {
        for (let i = 0; i < rows; i++) data[i * cols + j] = numberAt(this.featureNames[j], i, values[i]);
      });
      return { data, rows, cols };
    });
  }

  /** The numbers of one record [names]. @throws {KindError} NOT_A_NUMBER, WRONG_KIND */
  transformOne(row: unknown): Float64Array {
    return call("Columns.transformOne", () => {
      if (!isRecord(row)) throw fail.wrongKind("the record", "an object of numbers by name", row);
      return Float64Array.from(this.featureNames, (name) => numberAt(name, 0, row[name]));
    });
  }

  toJSON(): object {
    return { format: Columns.format, version: 1, names: this.featureNames };
  }

  static fromJSON(saved: unknown): Columns {
    const { names } = record("Columns", saved, ["format", "version", "names"]);
    return Columns.saved(names);
  }

  /** @internal @throws {ValueError} MODEL_FILE unless they are names, each once */
  static saved(names: unknown): Columns {
    if (!areNames(names)) throw fail.notASavedModel(`the names of its features are ${fail.describe(names)}`);
    return new Columns(names);
  }
}

const areNames = (names: unknown): names is string[] =>
  isArrayOf(names, (name) => typeof name === "string") &&
  names.length > 0 &&
  new Set(names).size === names.length;

type Input = Parameters<Columns["transform"]>[0];

/** @throws {KindError} WRONG_KIND */
function columnOf(input: Input, name: string): ArrayLike<unknown> {
  if (isArray(input)) {
    plainLength("the rows", input.length);
    return input.map((row: unknown) => (isRecord(row) ? row[name] : undefined));
  }
  if (
    !isObject(input) ||
    typeof (input as Partial<Exclude<Input, readonly unknown[]>>).column !== "function"
  ) {
    throw fail.wrongKind("the input", "a table, or an array of records", input);
  }
  const values = (input as Exclude<Input, readonly unknown[]>).column(name);
  if (!isVector(values)) throw fail.wrongKind(`column ${fail.quote(name)}`, "numbers", values);
  return values;
}

function numberAt(name: unknown, i: number, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw fail.notANumber(`${fail.quote(name)} in row ${i}`, value);
}
