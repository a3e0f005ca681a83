import { allFinite, zerosFor } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import { columnOfHash, murmurHash3OfPair } from "../base/murmur-hash3.js";
import { upTo } from "../base/random.js";
import * as fail from "../base/texts.js";
import { copyRows } from "../data/dense.js";
import { readSamples, refuseNotFinite } from "../data/matrix.js";
import { checkOptions, numeric } from "../data/options.js";
import { isArray, isVector, type Matrix, type MatrixInput, type MatrixView } from "../data/view.js";
import type { SparseMatrix } from "../svmlight/data.js";
import { eachFeature, type FeatureRow, type FeatureValue, readFeatureRows } from "./feature-rows.js";
import { type CheckedPairs, type ColumnPair, type NamePair, readPairs, requireColumns } from "./pairs.js";
import { readSaved } from "./saved-step.js";
import { SparseRows } from "./sparse-rows.js";

/** Which features are multiplied, and where the products go. */
export interface InteractionsOptions {
  /**
   * Which features are multiplied: pairs of columns of samples, where [i, i] is a square; pairs of names of rows of named
   * features; or every two features of a row. Default "all".
   */
  pairs?: "all" | readonly ColumnPair[] | readonly NamePair[] | undefined;
  /** Hashes pairs of columns into so many columns behind the input's; by default each pair has a column of its own. */
  cols?: number | undefined;
}

/** What `Interactions.toJSON` gives. */
export interface InteractionsJSON {
  /** Tells it from other files. */
  format: "rosenblatt.Interactions";
  /** Of the format. */
  version: 1;
  /** Those of the step. */
  options: { pairs: "all" | [number, number][] | [string, string][]; cols?: number };
}

const FORMAT = "rosenblatt.Interactions";
const MOST_COLUMNS = 2 ** 32;

/**
 * Products of features, behind the features themselves: what a linear model cannot see in either alone. Of samples it
 * multiplies columns, exactly or hashed as Vowpal Wabbit's `-q` does; rows of named features get features more, named
 * "a^b", for `FeatureHasher` to hash.
 *
 * ```ts
 * new Interactions({ pairs: [[0, 1]] }).transform([[2, 3]]); // { data: 2, 3, 6 }
 * new Interactions({ pairs: [["user", "item"]] }).transform([{ user: "u1", item: "i7" }]);
 * // [[["user=u1", 1], ["item=i7", 1], ["user=u1^item=i7", 1]]]
 * ```
 */
export class Interactions extends Instance {
  /** What its files say they are. */
  static readonly format: string = FORMAT;
  static override readonly name: string = "Interactions"; // which minifying would take away
  readonly #pairs: CheckedPairs;
  readonly #cols: number | undefined;

  /**
   * @param options  which features are multiplied, and whether products are hashed
   * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  constructor(options: InteractionsOptions = {}) {
    super(Interactions);
    const { pairs, cols } = call("new Interactions", () => readOptions(options));
    this.#pairs = pairs;
    this.#cols = cols;
    inspectable(Interactions.prototype, (shown) => shown.toJSON().options);
  }

  /**
   * Learns nothing, and is there for a Pipeline.
   *
   * @param input  samples [n×d], or rows of named features [n]
   * @param _y     a target, which is ignored
   * @throws as `transform`
   */
  fit<R extends Partial<Record<keyof R, FeatureValue>>>(
    input: MatrixInput | readonly (FeatureRow | R)[],
    _y?: unknown,
  ): this {
    return call("Interactions.fit", () => {
      if (!this.#takesNames(input)) this.#width(readSamples(input));
      return this;
    });
  }

  /**
   * Samples and the products of their columns: dense as they came, but sparse where they are hashed or came so.
   *
   * @param X  samples [n×d]
   * @returns  [n×(d + pairs)], or [n×(d + cols)]; in the order of `pairs`, or 0·1, 0·2, …, 1·2, …
   * @throws {KindError} NOT_A_MATRIX, …   @throws {ShapeError} RAGGED_ROWS, …
   * @throws {ValueError} OPTION_VALUE if a pair names no column; NOT_FINITE, OVERFLOW, TOO_LARGE, OUT_OF_MEMORY
   */
  transform(X: MatrixInput): Matrix | SparseMatrix;
  /**
   * Rows of named features and their products, as pairs [name, value].
   *
   * @param rows  features by name [n]
   * @returns     of each row its features, then the products: pairs [name, value]
   * @throws {KindError} WRONG_KIND   @throws {ShapeError} EMPTY   @throws {ValueError} NOT_FINITE
   */
  transform<R extends Partial<Record<keyof R, FeatureValue>>>(
    rows: readonly (FeatureRow | R)[],
  ): [name: string, value: number][][];
  transform(
    input: MatrixInput | readonly FeatureRow[],
  ): Matrix | SparseMatrix | [name: string, value: number][][] {
    return call("Interactions.transform", () => {
      if (this.#takesNames(input))
        return Array.from(readFeatureRows(input), (row, i) => this.#namedProducts(row, i)); // holes too
      const X = readSamples(input);
      const width = this.#width(X);
      refuseNotFinite(X, X.dtype);
      return this.#cols === undefined && X.csr === undefined
        ? this.#denseProducts(X, width)
        : this.#sparseProducts(X, width);
    });
  }

  /** All that the step is made of and has learned, as plain JSON. */
  toJSON(): InteractionsJSON {
    const pairs = this.#pairs.kind === "all" ? "all" : this.#pairs.pairs.map(([a, b]) => [a, b]);
    const cols = this.#cols === undefined ? {} : { cols: this.#cols };
    return { format: FORMAT, version: 1, options: { pairs, ...cols } as InteractionsJSON["options"] };
  }

  /**
   * The step that `toJSON` wrote.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE; and what the options refuse
   */
  static fromJSON(saved: unknown): Interactions {
    return call("Interactions.fromJSON", () => {
      const { options } = readSaved(saved, FORMAT, ["options"]);
      readOptions(options as InteractionsOptions);
      return new Interactions(options as InteractionsOptions);
    });
  }

  /** Whether an input is rows of named features: pairs say so, or else the first feature that there is. */
  #takesNames(input: unknown): boolean {
    if (this.#pairs.kind !== "all") return this.#pairs.kind === "names";
    if (!isArray(input) || input.length === 0) return false;
    const first: unknown = input.find((row) => !isArray(row) || row.length > 0);
    return !(isVector(first) && typeof first[0] === "number");
  }

  /** How many columns the result has. @throws {ValueError} OPTION_VALUE */
  #width({ cols: d }: MatrixView): number {
    if (this.#pairs.kind === "columns") requireColumns(this.#pairs.pairs, d);
    const own = this.#pairs.kind === "columns" ? this.#pairs.pairs.length : (d * (d - 1)) / 2;
    const width = d + (this.#cols ?? own);
    if (width <= MOST_COLUMNS) return width;
    const most = `at most ${MOST_COLUMNS - d} behind the ${d} of the input`;
    if (this.#cols !== undefined) throw fail.optionValue("cols", this.#cols, most);
    throw fail.optionValue("pairs", "all", `${most}, not ${own}; hash them by cols`);
  }

  #denseProducts(X: MatrixView, width: number): Matrix {
    const { rows, cols: d, dtype } = X;
    const data = zerosFor(dtype, rows * width);
    const row = zerosFor(dtype, d);
    const { pairs } = this.#pairs.kind === "columns" ? this.#pairs : { pairs: undefined };
    let at = 0;
    for (let i = 0; i < rows; i++) {
      copyRows(X, i, i + 1, row);
      data.set(row, at);
      at += d;
      for (const [a, b] of pairs ?? everyTwo(d)) data[at++] = (row[a] as number) * (row[b] as number);
    }
    if (!allFinite(data)) throw fail.overflow("a product", dtype);
    return { data, rows, cols: width };
  }

  #sparseProducts(X: MatrixView, width: number): SparseMatrix {
    const { rows, cols: d, dtype } = X;
    const result = new SparseRows(width, dtype);
    const hashed = this.#cols;
    const partners = this.#pairs.kind === "columns" ? partnersOf(this.#pairs.pairs) : undefined;
    const add = (a: number, b: number, product: number, own: number): void => {
      if (hashed === undefined) result.add(d + own, product);
      else {
        const hash = murmurHash3OfPair(a, b);
        result.add(d + columnOfHash(hash, hashed), hash < 0 ? -product : product);
      }
    };
    for (let i = 0; i < rows; i++) {
      const { columns, values } = elementsOf(X, i);
      columns.forEach((column, p) => {
        result.add(column, values[p] as number);
      });
      for (let p = 0; p < columns.length; p++) {
        const [a, x] = [columns[p] as number, values[p] as number];
        if (partners === undefined) {
          const before = (a * (2 * d - a - 1)) / 2 - a - 1;
          for (let q = p + 1; q < columns.length; q++) {
            const b = columns[q] as number;
            add(a, b, x * (values[q] as number), before + b);
          }
        } else {
          for (const [b, own] of partners.get(a) ?? []) {
            const q = columns.indexOf(b);
            if (q >= 0) add(a, b, x * (values[q] as number), own);
          }
        }
      }
      result.end();
    }
    return result.matrix();
  }

  #namedProducts(row: unknown, i: number): [name: string, value: number][] {
    const features: { name: string; value: number; given: string }[] = [];
    eachFeature(row, i, (name, value, given) => features.push({ name, value, given }));
    const result = features.map(({ name, value }): [string, number] => [name, value]);
    const add = (a: (typeof features)[number], b: (typeof features)[number]): void => {
      const product = a.value * b.value;
      const name = `${a.name}^${b.name}`;
      if (product - product !== 0) throw fail.overflow(`the value of ${fail.quote(name)} in row ${i}`, "f64");
      result.push([name, product]);
    };
    if (this.#pairs.kind === "names") {
      for (const [first, second] of this.#pairs.pairs) {
        const others = features.filter(({ given }) => given === second);
        for (const a of features) if (a.given === first) for (const b of others) add(a, b);
      }
    } else {
      features.forEach((a, p) => {
        for (const b of features.slice(p + 1)) add(a, b);
      });
    }
    return result;
  }
}

/** What row i stores, or of a dense row what is not 0. */
function elementsOf(X: MatrixView, i: number): { columns: Uint32Array; values: ArrayLike<number> } {
  if (X.csr !== undefined) {
    const { indptr, indices, values } = X.csr;
    const [start, end] = [indptr[i] as number, indptr[i + 1] as number];
    return { columns: indices.subarray(start, end), values: values.subarray(start, end) };
  }
  const row = X.row(i);
  const columns = Uint32Array.from(upTo(X.cols).filter((column) => row[column] !== 0));
  return { columns, values: Array.from(columns, (column) => row[column] as number) };
}

/** The columns that each column is paired with, and the numbers of the pairs. */
function partnersOf(pairs: readonly ColumnPair[]): Map<number, [column: number, own: number][]> {
  const partners = new Map<number, [number, number][]>();
  pairs.forEach(([a, b], own) => {
    partners.set(a, [...(partners.get(a) ?? []), [b, own]]);
  });
  return partners;
}

/** All pairs of columns, 0 and 1, 0 and 2, … */
function* everyTwo(cols: number): Generator<ColumnPair> {
  for (let a = 0; a < cols; a++) for (let b = a + 1; b < cols; b++) yield [a, b];
}

function readOptions(options: InteractionsOptions): { pairs: CheckedPairs; cols: number | undefined } {
  options = checkOptions(options, ["pairs", "cols"]);
  const pairs = readPairs(options.pairs === undefined ? "all" : options.pairs);
  if (options.cols === undefined) return { pairs, cols: undefined };
  const expected = "an integer from 1 to 2147483648, and nothing where pairs are of names";
  const columns = numeric(
    expected,
    (value) => Number.isInteger(value) && value >= 1 && value <= 2 ** 31 && pairs.kind !== "names",
  );
  return { pairs, cols: columns("cols", options.cols) };
}
