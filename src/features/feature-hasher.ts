import type { DType } from "../base/dtype.js";
import { call } from "../base/errors.js";
import { inspectable } from "../base/inspect.js";
import { Instance } from "../base/instance.js";
import { columnOfHash, murmurHash3 } from "../base/murmur-hash3.js";
import { plainLength } from "../base/plain-array.js";
import * as fail from "../base/texts.js";
import { checkOptions, flag, integerUpTo, oneOf } from "../data/options.js";
import { isArrayOf } from "../data/view.js";
import type { SparseMatrix } from "../svmlight/data.js";
import { eachFeature, type FeatureRow, type FeatureValue, readFeatureRows } from "./feature-rows.js";
import { readSaved } from "./saved-step.js";
import { SparseRows } from "./sparse-rows.js";

/** How names are hashed to columns. */
export interface FeatureHasherOptions {
  /** How many columns there are, at most 2³¹. Default 2¹⁸. */
  cols?: number | undefined;
  /** Whether a value gets the sign of the hash, so that features that share a column cancel on average. Default true. */
  alternateSign?: boolean | undefined;
  /** Whether `fit` and `partialFit` note which names each column has. Default false. */
  names?: boolean | undefined;
  /** The element type of the samples. Default "f64". */
  dtype?: DType | undefined;
}

/** What `FeatureHasher.toJSON` gives. */
export interface FeatureHasherJSON {
  /** Tells it from other files. */
  format: "rosenblatt.FeatureHasher";
  /** Of the format. */
  version: 1;
  /** Those of the hasher, with their defaults. */
  options: { cols: number; alternateSign: boolean; names: boolean; dtype: DType };
  /** The names that were noted; each has the column of its hash. */
  names?: string[];
}

const FORMAT = "rosenblatt.FeatureHasher";

/**
 * Named features as sparse samples without a dictionary (Weinberger et al. 2009): the column of a name is its hash,
 *
 *   column = |h| mod cols,  element = value · sgn h  (h ≥ 0 counts as +),  h = murmurHash3(name),
 *
 * to the bit what scikit-learn's FeatureHasher gives. Nothing is learned, and a stream may bring new names for ever.
 *
 * ```ts
 * const hasher = new FeatureHasher({ cols: 2 ** 10 });
 * hasher.transform([["the", "cat"], { colour: "red", size: 2 }, [["size", 3], "new"]]); // [3×1024], sparse
 * ```
 */
export class FeatureHasher extends Instance {
  /** What its files say they are. */
  static readonly format: string = FORMAT;
  static override readonly name: string = "FeatureHasher"; // which minifying would take away
  readonly #settings: FeatureHasherJSON["options"];
  readonly #names = new Map<number, Set<string>>();

  /**
   * @param options  how many columns, with signs or not, and whether names are noted
   * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  constructor(options: FeatureHasherOptions = {}) {
    super(FeatureHasher);
    this.#settings = call("new FeatureHasher", () => readOptions(options));
    inspectable(FeatureHasher.prototype, (shown) => shown.#settings);
  }

  /**
   * Forgets the names and notes those of these rows, with `names`; nothing else is learned.
   *
   * @param rows  features by name [n]
   * @param _y    a target, which is ignored
   * @throws as `transform`; the names are then as they were
   */
  fit<R extends Partial<Record<keyof R, FeatureValue>>>(
    rows: readonly (FeatureRow | R)[],
    _y?: unknown,
  ): this {
    return call("FeatureHasher.fit", () => this.#note(rows, true));
  }

  /**
   * Notes the names of more rows, with `names`.
   *
   * @param rows  features by name [n]
   * @param _y    a target, which is ignored
   * @throws as `transform`; the names are then as they were
   */
  partialFit<R extends Partial<Record<keyof R, FeatureValue>>>(
    rows: readonly (FeatureRow | R)[],
    _y?: unknown,
  ): this {
    return call("FeatureHasher.partialFit", () => this.#note(rows, false));
  }

  /**
   * Rows of named features as samples: each value at the column of its name's hash.
   *
   * @param rows  features by name [n]
   * @returns     samples [n×cols], sparse; a column that several features of a row share has their sum
   * @throws {KindError} WRONG_KIND   @throws {ShapeError} EMPTY   @throws {ValueError} NOT_FINITE, OVERFLOW, OUT_OF_MEMORY
   */
  transform<R extends Partial<Record<keyof R, FeatureValue>>>(
    rows: readonly (FeatureRow | R)[],
  ): SparseMatrix {
    return call("FeatureHasher.transform", () => {
      const { cols, alternateSign, dtype } = this.#settings;
      const samples = new SparseRows(cols, dtype);
      for (const [i, row] of readFeatureRows(rows).entries()) {
        eachFeature(row, i, (name, value) => {
          const hash = murmurHash3(name);
          samples.add(columnOfHash(hash, cols), alternateSign && hash < 0 ? -value : value);
        });
        samples.end();
      }
      return samples.matrix();
    });
  }

  /**
   * The names of every column [cols], those that share it joined by " | ", and "#column" for one that has none; undefined
   * without `names`.
   *
   * @throws {ValueError} TOO_LARGE
   */
  get featureNames(): string[] | undefined {
    const { cols, names } = this.#settings;
    if (!names) return undefined;
    const length = call("FeatureHasher.featureNames", () => plainLength("the names", cols));
    return Array.from({ length }, (_, column) => {
      const known = this.#names.get(column);
      return known === undefined ? `#${column}` : [...known].join(" | ");
    });
  }

  /** All that the step is made of and has learned, as plain JSON. */
  toJSON(): FeatureHasherJSON {
    const saved = { format: FORMAT, version: 1, options: { ...this.#settings } } as const;
    return this.#settings.names
      ? { ...saved, names: [...this.#names.values()].flatMap((names) => [...names]) }
      : saved;
  }

  /**
   * The step that `toJSON` wrote.
   *
   * @param saved  the parsed JSON
   * @throws {ValueError} MODEL_FILE; and what the options refuse
   */
  static fromJSON(saved: unknown): FeatureHasher {
    return call("FeatureHasher.fromJSON", () => {
      const { options, names = [] } = readSaved(saved, FORMAT, ["options"], ["names"]);
      const hasher = new FeatureHasher(readOptions(options as FeatureHasherOptions));
      if (!isArrayOf<string>(names, (name) => typeof name === "string")) {
        throw fail.notASavedModel("names is no array of strings");
      }
      return hasher.partialFit([names]);
    });
  }

  /** Notes the names of rows, once all of these are known to be good. */
  #note(rows: unknown, forget: boolean): this {
    const noted: string[] = [];
    for (const [i, row] of readFeatureRows(rows).entries()) eachFeature(row, i, (name) => noted.push(name));
    if (forget) this.#names.clear();
    if (!this.#settings.names) return this;
    for (const name of noted) {
      const column = columnOfHash(murmurHash3(name), this.#settings.cols);
      const names = this.#names.get(column) ?? new Set();
      this.#names.set(column, names.add(name));
    }
    return this;
  }
}

const columns = integerUpTo(2 ** 31);

function readOptions(options: FeatureHasherOptions): FeatureHasherJSON["options"] {
  options = checkOptions(options, ["cols", "alternateSign", "names", "dtype"]);
  const { cols = 2 ** 18, alternateSign = true, names = false, dtype = "f64" } = options;
  return {
    cols: columns("cols", cols),
    alternateSign: flag("alternateSign", alternateSign),
    names: flag("names", names),
    dtype: oneOf("f32", "f64")("dtype", dtype),
  };
}
